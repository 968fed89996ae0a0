"""The overview, from tallies: shares, small groups, conclusions. No database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.overview import Norm, month_ends, overview, share, share_up
from analytics.queries import Asked, Group, Tally, tally
from lms.duties.standing import State
from modules.levels import Level

TODAY = date(2026, 11, 23)
NORM = Norm(smallest=5, target=0.8)
ORGANISATION = 1
BRONZE, DUTY = Asked(10, "Brons", level=Level.BRONZE), Asked(20, "Meldprocedure", "BIO2 6.08.01")
SILVER = Asked(11, "Zilver", level=Level.SILVER, published=False)


def group(n, kind="directorate"):
    return Group(n, f"0001{n:04}", f"Directorate {n}", kind)


TOP = Group(ORGANISATION, "0001", "Organisation", "organisation")


def page(*groups, asked=(BRONZE, SILVER, DUTY), past=None, top=None):
    """The page of directorates with these (met, counted) of bronze; the few at the top if there are any."""
    tallies = {TOP: {BRONZE.id: top}} if top else {}
    for n, (met, counted) in enumerate(groups, start=2):
        tallies[group(n)] = {BRONZE.id: Tally(counted=counted, met=met)}
    return overview(ORGANISATION, tallies, asked, past or {}, on=TODAY, norm=NORM)


def shares(shown):
    return [row.cells[0].share for row in shown.rows]


# --- Shares ---------------------------------------------------------------------------------------


def test_what_is_done_is_rounded_down_and_what_is_late_up():
    assert share(799, 1000) == 79
    assert share_up(1, 1000) == 1
    assert share(0, 0) is None


def test_a_share_of_80_percent_is_never_a_little_less():
    shown = page((7996, 10_000), (8000, 10_000))
    assert [(row.cells[0].share, row.cells[0].reached) for row in shown.rows] == [(79, False), (80, True)]


@pytest.mark.parametrize(("met", "shade"), [(0, 1), (39, 1), (40, 2), (60, 3), (79, 3), (80, 4), (90, 5), (100, 5)])
def test_the_shades(met, shade):
    assert page((met, 100), (1, 100)).rows[0].cells[0].bin == shade


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.DONE, Tally(counted=2, met=2)),
        (State.RENEWAL_OPEN, Tally(counted=2, met=2)),
        (State.OPEN, Tally(counted=2)),
        (State.DUE_SOON, Tally(counted=2, soon=2)),
        (State.OVERDUE, Tally(counted=2, late=2)),
        (State.EXPIRED, Tally(counted=2, late=2)),
        (State.EXEMPT, Tally(excluded=2)),
        (State.PAUSED, Tally(excluded=2)),
        (State.NOT_IN_SCOPE, Tally()),
    ],
)
def test_what_each_state_counts_as(state, expected):
    assert tally(state, 2) == expected


def test_who_does_not_count_is_out_of_the_share_but_said():
    shown = overview(
        ORGANISATION, {group(2): {BRONZE.id: Tally(counted=8, met=8, excluded=2)}}, [BRONZE], {}, on=TODAY, norm=NORM
    )
    assert shown.rows[0].cells[0].share == 100
    assert shown.total.people == 10
    assert [(e.level, e.people) for e in shown.excluded] == [(Level.BRONZE, 2)]


def test_a_level_without_content_says_so_and_has_no_share():
    shown = page((8, 10), (8, 10))
    assert [cell.no_content for cell in shown.rows[0].cells] == [False, True, True, True]
    assert not shown.has_small_groups


# --- Small groups ---------------------------------------------------------------------------------


def test_a_small_group_is_hidden_and_so_is_the_one_that_would_give_it_away():
    shown = page((4, 4), (6, 10), (50, 60))
    assert shares(shown) == [None, None, 83]
    assert shown.total.cells[0].share == 81
    assert shown.has_small_groups


def test_a_hidden_group_does_not_show_in_conclusions_steps_or_changes():
    past = {(day, n, BRONZE.id): Tally(10, 5) for day in month_ends(TODAY) for n in (2, 3, 4)}
    shown = page((0, 4), (0, 10), (50, 60), past=past)
    assert len(shown.in_focus) == 1
    assert shown.steps == ()
    assert [bool(row.change) for row in shown.rows] == [False, False, True]


def test_a_total_that_is_too_small_is_hidden():
    shown = page((2, 3))
    assert shown.total.cells[0].share is None
    assert shown.total.cells[0].small


def test_the_few_at_the_top_are_counted_with_the_smallest_group():
    shown = page((8, 10), (50, 60), top=Tally(counted=2, met=1))
    assert shares(shown) == [75, 83]
    assert [row.people for row in shown.rows] == [12, 60]
    assert [row.bundle.with_direct for row in shown.rows] == [True, False]


def test_enough_people_at_the_top_have_a_line_of_their_own():
    shown = page((8, 10), (50, 60), top=Tally(counted=6, met=3))
    assert shares(shown) == [50, 80, 83]
    assert shown.rows[0].bundle.direct
    assert len(shown.in_focus) == 2


def test_a_small_duty_is_left_out_of_the_sum_of_duties():
    other = Asked(21, "Leiderschap")
    tallies = {group(2): {DUTY.id: Tally(100, 60, late=20), other.id: Tally(3, 3)}}
    shown = overview(ORGANISATION, tallies, [DUTY, other], {}, on=TODAY, norm=NORM)
    assert shown.all_duties.counted == 100
    assert [row.small for row in shown.duties] == [False, True]
    assert (shown.duties[0].met, shown.duties[0].late) == (60, 20)


group_sizes = st.lists(
    st.integers(0, 30).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))), min_size=1, max_size=8
)


@given(group_sizes, st.integers(0, 8))
def test_no_hidden_group_can_be_worked_out_from_the_total(groups, at_the_top):
    """Take what is shown from the total: what remains is nobody, or at least five people in more than one group."""
    shown = page(*groups, top=Tally(counted=at_the_top, met=0) if at_the_top else None)
    for row in shown.rows:
        assert row.cells[0].share is None or row.people >= NORM.smallest
    hidden = [row for row in shown.rows if row.cells[0].small]
    if hidden and not shown.total.cells[0].small:
        assert sum(row.people for row in hidden) >= NORM.smallest
        assert len(hidden) > 1


# --- Conclusions ----------------------------------------------------------------------------------


def test_the_focus_is_the_first_level_that_is_not_there_yet():
    silver = Asked(11, "Zilver", level=Level.SILVER)
    tallies = {group(2): {BRONZE.id: Tally(10, 9), silver.id: Tally(10, 4)}}
    shown = overview(ORGANISATION, tallies, [BRONZE, silver], {}, on=TODAY, norm=NORM)
    assert shown.focus.level is Level.SILVER
    assert page((9, 10), (9, 10)).focus.level is Level.BRONZE
    assert page((9, 10), asked=[SILVER]).focus is None


def test_first_comes_what_would_raise_the_total_most():
    shown = page((10, 100), (30, 50), (90, 100))
    assert [(step.group, step.people, step.points) for step in shown.steps] == [
        ("Directorate 2", 70, 28.0),
        ("Directorate 3", 10, 4.0),
    ]


def test_duties_are_among_the_first_things_to_do():
    tallies = {
        group(2): {BRONZE.id: Tally(100, 70), DUTY.id: Tally(100, 20)},
        group(3): {BRONZE.id: Tally(100, 90), DUTY.id: Tally(100, 90)},
    }
    shown = overview(ORGANISATION, tallies, [BRONZE, DUTY], {}, on=TODAY, norm=NORM)
    assert [(step.requirement, step.people) for step in shown.steps] == [(DUTY, 60), (BRONZE, 10)]
    assert [step.requirement for step in shown.steps_in_focus] == [BRONZE]


# --- History --------------------------------------------------------------------------------------


def test_the_months_end_before_this_one():
    ends = month_ends(TODAY)
    assert (len(ends), ends[0], ends[-1]) == (11, date(2025, 12, 31), date(2026, 10, 31))
    assert month_ends(date(2024, 3, 31))[-1] == date(2024, 2, 29)


def test_the_trend_is_what_was_reported_and_then_today():
    past = {(date(2026, 10, 31), ORGANISATION, BRONZE.id): Tally(100, 41)}
    [series] = page((50, 100), past=past).trend
    assert [point.share for point in series.points] == [None] * 10 + [41, 50]
    assert [point.share for point in series.known] == [41, 50]


def test_the_change_counts_from_three_months_ago():
    ago = month_ends(TODAY)[-3]
    past = {(ago, 2, BRONZE.id): Tally(100, 44), (ago, 3, BRONZE.id): Tally(100, 50)}
    shown = page((50, 100), (45, 100), past=past)
    assert [row.change.points for row in shown.rows] == [6, -5]
    assert shown.since == date(2026, 8, 31)


def test_who_was_a_small_group_then_has_no_change():
    ago = month_ends(TODAY)[-3]
    past = {(ago, 2, BRONZE.id): Tally(4, 4), (ago, 3, BRONZE.id): Tally(100, 50), (ago, 4, BRONZE.id): Tally(90, 50)}
    shown = page((50, 100), (45, 100), (45, 100), past=past)
    assert [bool(row.change) for row in shown.rows] == [False, True, False]
