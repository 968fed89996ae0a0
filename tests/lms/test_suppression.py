"""Small groups stay unseen, also when somebody subtracts."""

from hypothesis import given
from hypothesis import strategies as st

from lms.privacy import Count, suppress


def shown(rows):
    return {row.key for row in rows if row.shown}


def test_a_group_under_five_is_hidden_and_so_is_the_one_that_would_give_it_away():
    rows = [Count("a", 3, 4), Count("b", 5, 9), Count("c", 20, 40)]
    assert shown(suppress(rows, 5)) == {"c"}


def test_large_groups_are_shown():
    rows = [Count("a", 3, 5), Count("b", 5, 9)]
    assert suppress(rows, 5) == rows


def test_what_is_hidden_holds_no_numbers():
    [hidden] = suppress([Count("a", 3, 4)], 5)
    assert (hidden.part, hidden.whole, hidden.share) == (0, 0, None)


groups = st.lists(st.integers(0, 30), max_size=12).map(
    lambda sizes: [Count(n, size // 2, size) for n, size in enumerate(sizes)]
)


@given(groups, st.integers(2, 12))
def test_nobody_can_work_out_a_small_group_from_the_total(rows, k):
    result = suppress(rows, k)
    hidden = [row for row, after in zip(rows, result, strict=True) if not after.shown]
    assert all(row.whole >= k for row, after in zip(rows, result, strict=True) if after.shown and row.whole)
    if hidden and any(row.shown and row.whole for row in result):
        assert len(hidden) >= 2
        assert sum(row.whole for row in hidden) >= k
