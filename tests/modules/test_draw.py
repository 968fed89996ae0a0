"""Which questions an attempt plays."""

from hypothesis import given
from hypothesis import strategies as st

from modules.draw import draw

kinds = st.sampled_from(["single", "multi", "order", "sort", "match"])
pools = st.lists(st.tuples(kinds, st.booleans()), min_size=1, max_size=15).map(
    lambda made: [
        {"key": f"q{number}", "type": kind, "first": opens and number < 2} for number, (kind, opens) in enumerate(made)
    ]
)
lengths, seeds = st.integers(1, 20), st.integers(0, 2**31 - 1)


@given(pools, lengths, seeds)
def test_so_many_different_questions_of_the_pool(pool, length, seed):
    drawn = draw(pool, length, seed)
    assert len(drawn) == min(length, len(pool)) == len(set(drawn))
    assert set(drawn) <= {question["key"] for question in pool}


@given(pools, lengths, seeds)
def test_the_same_seed_draws_the_same(pool, length, seed):
    assert draw(pool, length, seed) == draw(list(reversed(pool)), length, seed) or any(q["first"] for q in pool)
    assert draw(pool, length, seed) == draw(pool, length, seed)


@given(pools, seeds)
def test_openers_come_first(pool, seed):
    openers = [question["key"] for question in pool if question["first"]]
    assert draw(pool, len(pool), seed)[: len(openers)] == openers


@given(seeds)
def test_a_short_attempt_still_mixes_the_types(seed):
    pool = [{"key": f"s{n}", "type": "single"} for n in range(8)] + [{"key": "o", "type": "order"}]
    assert "o" in draw(pool, 2, seed)


def test_another_seed_draws_something_else():
    pool = [{"key": f"s{n}", "type": "single"} for n in range(12)]
    assert len({tuple(draw(pool, 6, seed)) for seed in range(10)}) > 5
