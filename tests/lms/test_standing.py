"""How somebody stands for a requirement: examples, and properties over generated lives."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lms.duties.standing import (
    LATE,
    MET,
    Audience,
    Clock,
    Done,
    Duty,
    Facts,
    Option,
    Part,
    Period,
    Placement,
    State,
    add_months,
    standing,
)

BRONZE, SILVER, STORY, OTHER_STORY = 1, 2, 3, 4
TEAM, OTHER_TEAM = "000100020003", "00010009"
JOINED = date(2026, 1, 1)


def part(*activities, since=date(2020, 1, 1), **more):
    return Part(tuple(Option(a, since) for a in activities), **more)


BRONZE_IN_90_DAYS = Duty((part(BRONZE),), in_force_from=date(2020, 1, 1), clock=Clock.JOINING, days=90)
YEARLY = replace(BRONZE_IN_90_DAYS, valid_months=12)


def someone(**facts):
    return Facts(**{"started_on": JOINED, "placements": (Placement(Period(JOINED), TEAM, "member"),), **facts})


def did(*lines):
    return tuple(Done(activity, day) for activity, day in lines)


def test_a_newcomer_has_ninety_days():
    s = standing(BRONZE_IN_90_DAYS, someone(), JOINED)
    assert (s.state, s.due_on) == (State.OPEN, date(2026, 4, 1))


def test_the_last_month_is_soon_and_the_day_after_is_late():
    assert standing(BRONZE_IN_90_DAYS, someone(), date(2026, 3, 1)).state is State.OPEN
    assert standing(BRONZE_IN_90_DAYS, someone(), date(2026, 3, 2)).state is State.DUE_SOON
    assert standing(BRONZE_IN_90_DAYS, someone(), date(2026, 4, 1)).state is State.DUE_SOON
    assert standing(BRONZE_IN_90_DAYS, someone(), date(2026, 4, 2)).state is State.OVERDUE


def test_grace_comes_before_late():
    kind = replace(BRONZE_IN_90_DAYS, grace_days=7)
    assert standing(kind, someone(), date(2026, 4, 8)).state is State.DUE_SOON
    assert standing(kind, someone(), date(2026, 4, 9)).state is State.OVERDUE


def test_done_is_done_for_ever_unless_it_runs_out():
    facts = someone(completions=did((BRONZE, date(2026, 2, 1))))
    assert standing(BRONZE_IN_90_DAYS, facts, date(2040, 1, 1)).state is State.DONE
    assert standing(YEARLY, facts, date(2027, 1, 1)).state is State.DONE
    assert standing(YEARLY, facts, date(2027, 1, 2)).state is State.RENEWAL_OPEN
    assert standing(YEARLY, facts, date(2027, 2, 1)).state is State.RENEWAL_OPEN
    assert standing(YEARLY, facts, date(2027, 2, 2)).state is State.EXPIRED


def test_a_completion_of_tomorrow_does_not_count_today():
    facts = someone(completions=did((BRONZE, date(2026, 2, 1))))
    assert standing(BRONZE_IN_90_DAYS, facts, date(2026, 1, 31)).state is State.OPEN


def test_renewing_early_adds_a_whole_year():
    facts = someone(completions=did((BRONZE, date(2026, 2, 1)), (BRONZE, date(2027, 1, 10))))
    assert standing(YEARLY, facts, date(2027, 1, 10)).valid_until == date(2028, 2, 1)


def test_doing_it_again_long_before_the_window_counts_from_that_day():
    facts = someone(completions=did((BRONZE, date(2026, 2, 1)), (BRONZE, date(2026, 8, 1))))
    assert standing(YEARLY, facts, date(2026, 8, 1)).valid_until == date(2027, 8, 1)


def test_absence_moves_the_due_date_and_stops_the_clock():
    away = someone(absences=(Period(date(2026, 2, 1), date(2026, 2, 28)),))
    assert standing(BRONZE_IN_90_DAYS, away, date(2026, 2, 10)).state is State.PAUSED
    assert standing(BRONZE_IN_90_DAYS, away, date(2026, 3, 5)).due_on == date(2026, 4, 29)


def test_two_absences_that_overlap_count_once():
    away = someone(absences=(Period(date(2026, 2, 1), date(2026, 2, 10)), Period(date(2026, 2, 5), date(2026, 2, 12))))
    assert standing(BRONZE_IN_90_DAYS, away, date(2026, 3, 5)).due_on == date(2026, 4, 13)


def test_somebody_who_is_done_stays_done_while_away():
    facts = someone(absences=(Period(date(2026, 3, 1)),), completions=did((BRONZE, date(2026, 2, 1))))
    assert standing(BRONZE_IN_90_DAYS, facts, date(2026, 3, 5)).state is State.DONE


def test_an_exemption_lasts_as_long_as_it_says():
    facts = someone(exemptions=(Period(date(2026, 3, 1), date(2026, 6, 1)),))
    assert standing(BRONZE_IN_90_DAYS, facts, date(2026, 6, 1)).state is State.EXEMPT
    assert standing(BRONZE_IN_90_DAYS, facts, date(2026, 6, 2)).state is State.OVERDUE


def test_the_clock_starts_when_somebody_comes_into_the_audience():
    for_team = replace(BRONZE_IN_90_DAYS, audience=Audience(unit_paths=(TEAM,)))
    moved = someone(
        placements=(
            Placement(Period(JOINED, date(2026, 5, 31)), OTHER_TEAM, "member"),
            Placement(Period(date(2026, 6, 1)), TEAM, "member"),
        )
    )
    assert standing(for_team, moved, date(2026, 5, 1)).state is State.NOT_IN_SCOPE
    assert standing(for_team, moved, date(2026, 6, 1)).due_on == date(2026, 8, 30)


def test_a_promotion_inside_the_audience_does_not_start_the_clock_again():
    promoted = someone(
        placements=(
            Placement(Period(JOINED, date(2026, 2, 28)), TEAM, "member"),
            Placement(Period(date(2026, 3, 1)), TEAM, "manager"),
        )
    )
    assert standing(BRONZE_IN_90_DAYS, promoted, date(2026, 3, 10)).due_on == date(2026, 4, 1)


def test_leaving_and_coming_back_loses_no_completion():
    back = someone(
        placements=(
            Placement(Period(JOINED, date(2026, 3, 31)), TEAM, "member"),
            Placement(Period(date(2026, 9, 1)), TEAM, "member"),
        ),
        completions=did((BRONZE, date(2026, 2, 1))),
    )
    assert standing(BRONZE_IN_90_DAYS, back, date(2026, 5, 1)).state is State.NOT_IN_SCOPE
    assert standing(BRONZE_IN_90_DAYS, back, date(2026, 9, 1)).state is State.DONE


def test_after_the_last_day_nothing_is_asked():
    gone = someone(left_on=date(2026, 2, 1))
    assert standing(BRONZE_IN_90_DAYS, gone, date(2026, 2, 2)).state is State.NOT_IN_SCOPE


def test_what_does_not_exist_yet_is_not_asked():
    both = replace(BRONZE_IN_90_DAYS, parts=(part(BRONZE), part(SILVER, since=date(2026, 9, 1))))
    facts = someone(completions=did((BRONZE, date(2026, 2, 1))))
    assert standing(both, facts, date(2026, 8, 31)).state is State.DONE
    later = standing(both, facts, date(2026, 9, 1))
    assert (later.state, later.due_on, later.missing) == (State.STARTED, date(2026, 11, 30), (1,))


def test_one_of_two_parts_is_under_way():
    both = replace(BRONZE_IN_90_DAYS, parts=(part(BRONZE), part(SILVER)))
    facts = someone(completions=did((BRONZE, date(2026, 1, 10))))
    assert standing(both, facts, date(2026, 1, 20)).state is State.STARTED


def test_what_ran_out_is_not_hidden_by_something_new_that_is_due_later():
    both = replace(YEARLY, parts=(part(BRONZE), part(SILVER, since=date(2027, 2, 1))))
    facts = someone(completions=did((BRONZE, date(2026, 1, 10))))
    assert standing(both, facts, date(2027, 2, 5)).state is State.EXPIRED


def test_a_scenario_counts_once_until_there_is_nothing_new_left():
    stories = Part((Option(STORY, JOINED), Option(OTHER_STORY, JOINED)), new_each_time=True)
    yearly = replace(YEARLY, parts=(stories,))
    again = someone(completions=did((STORY, date(2026, 2, 1)), (STORY, date(2027, 1, 20))))
    assert standing(yearly, again, date(2027, 2, 2)).state is State.EXPIRED
    other = someone(completions=did((STORY, date(2026, 2, 1)), (OTHER_STORY, date(2027, 1, 20))))
    assert standing(yearly, other, date(2027, 2, 2)).state is State.DONE
    only_one = replace(yearly, parts=(replace(stories, options=stories.options[:1]),))
    assert standing(only_one, again, date(2027, 2, 2)).state is State.DONE


def test_a_scenario_for_another_directorate_is_not_asked_but_counts_for_whoever_moved():
    mine, theirs = Option(STORY, JOINED, (TEAM,)), Option(OTHER_STORY, JOINED, (OTHER_TEAM,))
    duty = replace(BRONZE_IN_90_DAYS, parts=(Part((theirs,), new_each_time=True),))
    assert standing(duty, someone(), JOINED).state is State.NOT_IN_SCOPE
    duty = replace(duty, parts=(Part((mine, theirs), new_each_time=True),))
    assert standing(duty, someone(completions=did((OTHER_STORY, JOINED))), JOINED).state is State.DONE


def test_a_voluntary_goal_is_never_late():
    goal = replace(BRONZE_IN_90_DAYS, clock=Clock.NONE)
    assert standing(goal, someone(), date(2036, 1, 1)).state is State.OPEN


def test_a_mover_gets_thirty_days_and_somebody_who_never_moved_nothing():
    duty = replace(BRONZE_IN_90_DAYS, clock=Clock.CHANGE, days=30)
    assert standing(duty, someone(), JOINED).state is State.NOT_IN_SCOPE
    moved = someone(
        placements=(
            Placement(Period(JOINED, date(2026, 5, 31)), TEAM, "member"),
            Placement(Period(date(2026, 6, 1)), OTHER_TEAM, "member"),
        )
    )
    assert standing(duty, moved, date(2026, 6, 2)).due_on == date(2026, 7, 1)


def test_one_date_for_everybody_and_days_for_who_comes_later():
    duty = replace(BRONZE_IN_90_DAYS, clock=Clock.FIXED, fixed_on=date(2026, 2, 1), days=30)
    veteran = someone(started_on=date(2019, 1, 1), placements=(Placement(Period(date(2019, 1, 1)), TEAM, "member"),))
    assert standing(duty, veteran, JOINED).due_on == date(2026, 2, 1)
    late = date(2026, 6, 1)
    newcomer = someone(started_on=late, placements=(Placement(Period(late), TEAM, "member"),))
    assert standing(duty, newcomer, late).due_on == date(2026, 7, 1)


def test_the_last_of_february_of_a_leap_year_comes_back_a_day_earlier():
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2025, 8, 31), 1) == date(2025, 9, 30)


# --- Generated lives -----------------------------------------------------------------------

days = st.dates(date(2025, 1, 1), date(2028, 12, 31))
PATHS = ["0001", "00010001", "00010002", "000100010001"]


@st.composite
def periods(draw):
    start = draw(days)
    return Period(start, draw(st.none() | st.integers(0, 400).map(lambda n: start + timedelta(days=n))))


placements = st.builds(
    Placement,
    periods(),
    st.sampled_from(PATHS),
    st.sampled_from(["member", "manager"]),
    st.sampled_from(["", "Analist"]),
)
completions = st.builds(Done, st.integers(1, 4), days)


@st.composite
def lives(draw):
    spells = tuple(draw(st.lists(placements, max_size=4)))
    return Facts(
        started_on=draw(days),
        left_on=draw(st.none() | days),
        engagement=draw(st.sampled_from(["staff", "agency"])),
        placements=spells,
        absences=tuple(draw(st.lists(periods(), max_size=3))),
        exemptions=tuple(draw(st.lists(periods(), max_size=2))),
        completions=tuple(draw(st.lists(completions, max_size=6))),
    )


@st.composite
def requirements(draw):
    options = st.builds(Option, st.integers(1, 4), days, st.sampled_from([(), ("00010001",), ("00010002",)]))
    parts = st.builds(Part, st.lists(options, min_size=1, max_size=3).map(tuple), st.integers(1, 2), st.booleans())
    return Duty(
        parts=tuple(draw(st.lists(parts, min_size=1, max_size=3))),
        in_force_from=draw(days),
        in_force_until=draw(st.none() | days),
        audience=Audience(
            unit_paths=draw(st.sampled_from([(), ("0001",), ("00010001",)])),
            engagement=draw(st.sampled_from(["", "staff", "agency"])),
            roles=draw(st.sampled_from([frozenset(), frozenset({"manager"})])),
        ),
        clock=draw(st.sampled_from(Clock)),
        days=draw(st.integers(0, 400)),
        fixed_on=draw(st.none() | days),
        valid_months=draw(st.none() | st.integers(1, 24)),
        renewal_days=draw(st.integers(0, 60)),
        grace_days=draw(st.integers(0, 30)),
    )


@given(requirements(), lives(), days)
def test_nothing_changes_before_the_day_of_recheck(duty, life, on):
    now = standing(duty, life, on)
    until = min(now.recheck_on or on + timedelta(days=800), on + timedelta(days=800))
    for step in {0, 1, 2, 7, 30, 90, 365, (until - on).days - 1}:
        day = on + timedelta(days=step)
        if on <= day < until:
            then = standing(duty, life, day)
            assert (then.state, then.due_on, then.valid_until, then.opens_on, then.done_on) == (
                now.state, now.due_on, now.valid_until, now.opens_on, now.done_on,
            )  # fmt: skip


@given(requirements(), lives(), days, completions)
def test_one_more_completion_never_makes_it_worse(duty, life, on, extra):
    before = standing(duty, life, on)
    after = standing(duty, replace(life, completions=(*life.completions, extra)), on)
    if State.NOT_IN_SCOPE in (before.state, after.state):
        return
    if before.state in MET:
        assert after.state in MET
        assert (after.valid_until or date.max) >= (before.valid_until or date.max)
    elif after.state not in MET:
        assert (after.due_on or date.max) >= (before.due_on or date.max)
        assert (after.state in LATE) <= (before.state in LATE)


def test_who_comes_back_after_years_gets_the_time_of_a_newcomer():
    back = date(2030, 1, 1)
    facts = someone(
        placements=(
            Placement(Period(JOINED, date(2026, 12, 31)), TEAM, "member"),
            Placement(Period(back), TEAM, "member"),
        ),
        completions=did((BRONZE, date(2026, 2, 1))),
    )
    s = standing(YEARLY, facts, back)
    assert (s.state, s.due_on) == (State.STARTED, date(2030, 4, 1))


@given(requirements(), lives(), days, st.randoms())
def test_the_order_in_which_facts_arrive_does_not_matter(duty, life, on, random):
    shuffled = {}
    for name in ("placements", "absences", "exemptions", "completions"):
        facts = list(getattr(life, name))
        random.shuffle(facts)
        shuffled[name] = tuple(facts)
    assert standing(duty, replace(life, **shuffled), on) == standing(duty, life, on)


@given(requirements(), lives(), days)
def test_every_standing_says_why(duty, life, on):
    s = standing(duty, life, on)
    assert s.because
    assert (s.state in MET) <= (s.done_on is not None)
    assert (s.state in LATE) <= (s.due_on is not None and s.due_on < on)
