"""Which badges completions earn: the rule, without a database."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from badges.badges import OF_LEVEL, Badge, Done, earned

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)

days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
levels = st.builds(Done, key=st.sampled_from([*OF_LEVEL, "niveau-onbekend"]), kind=st.just("level"), day=days)
scenarios = st.builds(Done, key=st.text("abc", min_size=1, max_size=3), kind=st.just("scenario"), day=days)
modules = st.builds(Done, key=st.just("b5"), kind=st.just("module"), day=days)
ledgers = st.lists(levels | scenarios | modules)


def test_nothing_done_earns_nothing():
    assert earned([]) == {}


def test_a_level_earns_its_medal_on_the_day_it_was_reached():
    assert earned([Done("niveau-brons", "level", MONDAY)]) == {Badge.BRONZE: MONDAY}


def test_any_scenario_earns_the_first_approach():
    assert earned([Done("alleen-dat-kenteken", "scenario", MONDAY)]) == {Badge.FIRST_APPROACH: MONDAY}


def test_the_first_day_counts_however_often_it_was_done():
    again = [Done("langs-de-lijn", "scenario", TUESDAY), Done("alleen-dat-kenteken", "scenario", MONDAY)]
    assert earned(again) == {Badge.FIRST_APPROACH: MONDAY}


def test_a_module_by_itself_earns_no_badge():
    assert earned([Done("b5", "module", MONDAY)]) == {}


@given(ledgers, ledgers)
def test_more_completions_never_take_a_badge_away_or_make_it_later(some, more):
    before, after = earned(some), earned([*some, *more])
    assert all(after[badge] <= day for badge, day in before.items())


@given(ledgers, st.randoms())
def test_the_order_of_the_ledger_does_not_matter(ledger, random):
    shuffled = list(ledger)
    random.shuffle(shuffled)
    assert earned(shuffled) == earned(ledger)
