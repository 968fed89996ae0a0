"""What a delivery changes about the units, and where they go in the tree. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.feed.parse import PEOPLE, UNITS
from lms.feed.plan import plan
from lms.feed.state import Known
from lms.feed.tree import STEP, places
from lms.feed.units import What
from tests.lms.feed.deliveries import HOUSE, SECOND, THIRD, after, delivery, line, reasons


@pytest.fixture
def known():
    """The house of the tests, with Alice in MKB-A."""
    return after(Known(), plan(Known(), delivery(line())))


def with_units(known, *changes, without=(), people=None, day=SECOND):
    """The next delivery, with other lines for some units and none for others."""
    codes = {change.split(";")[0] for change in changes} | set(without)
    units = [each for each in HOUSE if each.split(";")[0] not in codes]
    return plan(known, delivery(*(people or [line()]), units=[*units, *changes], day=day))


def what(planned):
    return {change.after.code: set(change.what) for change in planned.units}


def test_a_unit_is_renamed_and_moves(known):
    assert what(with_units(known, "MKB-A;Campus Zuid;team;PAR")) == {"MKB-A": {What.RENAMED, What.MOVED}}


def test_a_new_unit_may_stand_before_the_one_above_it(known):
    planned = with_units(known, "MKB-C-1;Team;team;MKB-C", "MKB-C;Afdeling;afdeling;MKB")
    assert what(planned) == {"MKB-C": {What.NEW}, "MKB-C-1": {What.NEW}}


def test_a_unit_that_is_missing_closes_when_nobody_is_there(known):
    planned = with_units(known, without=["PAR-A", "PAR"])
    assert what(planned) == {"PAR": {What.CLOSED}, "PAR-A": {What.CLOSED}}
    assert not planned.missing.units


def test_a_unit_that_is_missing_stays_while_somebody_is_there(known):
    planned = with_units(known, without=["MKB-A", "MKB"])
    assert planned.changes_nothing
    assert planned.missing.units == ("MKB", "MKB-A")


def test_a_unit_closes_in_the_delivery_in_which_its_people_move(known):
    moves = line(eenheid="MKB-B", functie_van="2026-11-09")
    assert what(with_units(known, without=["MKB-A"], people=[moves])) == {"MKB-A": {What.CLOSED}}


def test_a_unit_where_somebody_has_a_post_that_was_granted_here_stays_open(known):
    known = Known(known.units, known.people, other_posts_in=frozenset({"PAR-A"}))
    assert with_units(known, without=["PAR-A"]).missing.units == ("PAR-A",)


def test_a_closed_unit_opens_again(known):
    known = after(known, with_units(known, without=["PAR-A"]))
    assert what(with_units(known, day=THIRD)) == {"PAR-A": {What.REOPENED}}


def test_nobody_can_be_put_in_a_closed_unit(known):
    known = after(known, with_units(known, without=["PAR-A"]))
    planned = with_units(known, without=["PAR-A"], people=[line(), line(2, eenheid="PAR-A")], day=THIRD)
    assert reasons(planned.rejected) == [(PEOPLE, 3, "unknown_unit")]


def test_a_unit_below_an_unknown_one_is_rejected_with_all_below_it(known):
    planned = with_units(known, "X;X;afdeling;NIET", "X-1;X1;team;X", people=[line(), line(2, eenheid="X-1")])
    assert reasons(planned.rejected) == [
        (PEOPLE, 3, "unknown_unit"),
        (UNITS, 8, "unknown_unit_above"),
        (UNITS, 9, "unknown_unit_above"),
    ]


def test_a_ring_of_units_is_rejected_and_the_tree_stays(known):
    planned = with_units(known, "MKB;Midden- en kleinbedrijf;directie;MKB-A")
    assert reasons(planned.rejected) == [(UNITS, 7, "below_itself")]
    assert planned.changes_nothing


def test_a_ring_with_what_is_already_known_is_rejected(known):
    planned = with_units(known, "MKB;Midden- en kleinbedrijf;directie;MKB-A", "MKB-A;Toezicht 1;keizerrijk;MKB")
    assert reasons(planned.rejected) == [(UNITS, 6, "below_itself"), (UNITS, 7, "unknown_word")]


def test_of_two_lines_for_one_unit_the_first_counts(known):
    planned = with_units(known, "MKB-A;Een;team;MKB", "MKB-A;Twee;team;MKB")
    assert [change.after.name for change in planned.units] == ["Een"]
    assert reasons(planned.rejected) == [(UNITS, 8, "unit_twice")]


# --- Paths ------------------------------------------------------------------------------------------


@st.composite
def trees(draw, codes: st.SearchStrategy[int]):
    """Units, each below one that comes before it in a random order, or below nothing."""
    order = draw(st.permutations(sorted(draw(st.sets(codes, min_size=1)))))
    return {str(c): str(draw(st.sampled_from(["", *order[:n]]))) for n, c in enumerate(order)}


@given(trees(st.integers(0, 12)), trees(st.integers(8, 20)))
def test_every_unit_hangs_below_its_parent_on_a_path_of_its_own(before, then):
    old = places(before, {})
    # What exists and is not named again stays where it was, below something that still exists.
    parents = dict.fromkeys(before, "") | then
    new = places(parents, {code: place.path for code, place in old.items()})
    paths = [place.path for place in new.values()]
    assert len(set(paths)) == len(paths)
    for code, parent in parents.items():
        assert new[code].path[:-STEP] == (new[parent].path if parent else "")
        assert new[code].depth == len(new[code].path) // 4
        assert new[code].children == sum(other == code for other in parents.values())


@given(trees(st.integers(0, 12)), trees(st.integers(0, 12)))
def test_paths_can_be_written_in_any_order(before, then):
    old = {code: place.path for code, place in places(before, {}).items()}
    parents = dict.fromkeys(before, "") | then
    new = places(parents, old)
    for code, place in new.items():
        taken = {path for other, path in old.items() if other != code}
        assert place.path not in taken


@given(trees(st.integers(0, 12)))
def test_units_that_stay_keep_their_path(parents):
    old = {code: place.path for code, place in places(parents, {}).items()}
    assert {code: place.path for code, place in places(parents, old).items()} == old
