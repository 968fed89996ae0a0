"""What a delivery changes, as sentences about people. No database."""

from datetime import date

import pytest

from lms.feed.parse import ABSENCES, PEOPLE
from lms.feed.plan import Kind, plan
from lms.feed.state import Known
from tests.lms.feed.deliveries import FIRST, SECOND, after, delivery, line, reasons, small


def known_after(*people, **rest) -> Known:
    return after(Known(), plan(Known(), delivery(*people, **rest)))


def next_week(known, *people, **rest):
    return plan(known, delivery(*people, day=SECOND, **rest))


def posts_of(known, number="200001"):
    return sorted((p.unit, p.role, p.starts_on, p.ends_on) for p in known.people[number].posts)


# --- Coming -----------------------------------------------------------------------------------------


def test_a_first_load_is_joiners_only():
    planned = plan(Known(), small(FIRST))
    assert len(planned.of(Kind.JOINER)) == len(planned.people) == 10
    assert not planned.rejected
    assert not planned.missing
    assert not planned.is_mass_change(0.05)


def test_somebody_may_be_known_before_their_first_day():
    planned = plan(Known(), delivery(line(in_dienst="2027-01-01", functie_van="2027-01-01")))
    assert planned.people[0].person.started_on == date(2027, 1, 1)


def test_somebody_with_two_posts_is_one_person():
    planned = plan(Known(), delivery(line(rol="leidinggevende"), line(rol="plaatsvervanger", eenheid="MKB-B")))
    assert len(planned.people) == 1
    assert {(post.unit, post.role) for post in planned.people[0].posts} == {("MKB-A", "manager"), ("MKB-B", "deputy")}


def test_somebody_who_left_before_we_knew_them_gets_no_account():
    planned = plan(Known(), delivery(line(1), line(2, uit_dienst="2026-10-31")))
    assert [each.person.number for each in planned.people] == ["1"]
    assert reasons(planned.rejected) == [(PEOPLE, 3, "already_left")]


# --- Moving -----------------------------------------------------------------------------------------


def test_a_new_post_in_the_same_role_closes_the_old_one_the_day_before():
    known = known_after(line())
    planned = next_week(known, line(eenheid="MKB-B", functie_van="2026-11-09"))
    assert planned.people[0].kinds == {Kind.MOVER}
    assert posts_of(after(known, planned)) == [
        ("MKB-A", "member", date(2018, 3, 1), date(2026, 11, 8)),
        ("MKB-B", "member", date(2026, 11, 9), None),
    ]


def test_a_move_may_be_announced():
    known = known_after(line())
    planned = next_week(known, line(eenheid="MKB-B", functie_van="2027-01-01"))
    assert posts_of(after(known, planned))[0] == ("MKB-A", "member", date(2018, 3, 1), date(2026, 12, 31))


def test_an_announced_move_that_comes_earlier_is_corrected():
    known = known_after(line())
    known = after(known, next_week(known, line(eenheid="MKB-B", functie_van="2027-01-01")))
    known = after(known, next_week(known, line(eenheid="MKB-B", functie_van="2026-12-01")))
    assert posts_of(known)[-1] == ("MKB-B", "member", date(2026, 12, 1), None)
    assert len(posts_of(known)) == 2


def test_a_post_in_another_role_closes_nothing():
    known = known_after(line())
    planned = next_week(known, line(), line(rol="plaatsvervanger", functie_van="2026-11-09"))
    assert planned.people[0].kinds == {Kind.POSTS}
    assert ("MKB-A", "member", date(2018, 3, 1), None) in posts_of(after(known, planned))


def test_two_posts_in_one_role_stay_while_both_are_delivered():
    known = known_after(line(rol="leidinggevende"))
    both = [line(rol="leidinggevende"), line(rol="leidinggevende", eenheid="MKB-B", functie_van="2026-11-09")]
    known = after(known, next_week(known, *both))
    assert [ends_on for *_, ends_on in posts_of(known)] == [None, None]


def test_a_promotion_in_the_same_unit_is_no_move():
    known = known_after(line())
    planned = next_week(known, line(functiegroep="Specialist", functie_van="2026-11-09"))
    assert planned.people[0].kinds == {Kind.POSTS}
    assert len(posts_of(after(known, planned))) == 2


def test_a_corrected_first_day_replaces_the_post():
    known = known_after(line())
    known = after(known, next_week(known, line(functie_van="2018-01-01")))
    assert posts_of(known) == [("MKB-A", "member", date(2018, 1, 1), None)]


def test_a_corrected_function_group_supersedes_the_row():
    known = known_after(line())
    planned = next_week(known, line(functiegroep="Specialist"))
    assert planned.people[0].posts_superseded == (known.people["200001"].posts[0].id,)
    assert [post.function_group for post in planned.people[0].posts] == ["Specialist"]


# --- Leaving ----------------------------------------------------------------------------------------


def test_a_leaver_keeps_no_post_after_the_last_day():
    known = known_after(line(), line(rol="plaatsvervanger", eenheid="MKB-B"))
    planned = next_week(known, line(uit_dienst="2026-11-30", functie_tot="2026-11-30"))
    assert planned.people[0].kinds == {Kind.LEAVER}
    known = after(known, planned)
    assert known.people["200001"].person.left_on == date(2026, 11, 30)
    assert {ends_on for *_, ends_on in posts_of(known)} == {date(2026, 11, 30)}


def test_who_leaves_by_one_line_leaves_and_hr_is_told():
    known = known_after(line(rol="leidinggevende"), line(rol="plaatsvervanger", eenheid="MKB-B"))
    planned = next_week(
        known,
        line(rol="leidinggevende"),
        line(rol="plaatsvervanger", eenheid="MKB-B", uit_dienst="2026-11-06", functie_tot="2026-11-06"),
    )
    assert len(planned.of(Kind.LEAVER)) == 1
    assert reasons(planned.remarks) == [(PEOPLE, 2, "leaves_by_another_line")]
    assert not planned.rejected
    assert {ends_on for *_, ends_on in posts_of(after(known, planned))} == {date(2026, 11, 6)}


def test_who_is_missing_is_listed_and_nothing_happens_to_them():
    known = known_after(line(1), line(2))
    planned = next_week(known, line(1))
    assert planned.changes_nothing
    assert [person.number for person in planned.missing.people] == ["2"]


def test_who_left_is_not_missing():
    known = known_after(line(1), line(2))
    known = after(known, next_week(known, line(1), line(2, uit_dienst="2026-11-06")))
    assert not next_week(known, line(1)).missing


def test_who_stands_on_a_broken_line_is_not_missing():
    known = known_after(line(1), line(2))
    assert not next_week(known, line(1), line(2, rol="keizer")).missing


def test_a_post_that_is_missing_is_listed_and_stays():
    known = known_after(line(), line(rol="plaatsvervanger", eenheid="MKB-B"))
    planned = next_week(known, line())
    assert planned.changes_nothing
    assert [(who.number, post.role) for who, post in planned.missing.posts] == [("200001", "deputy")]


def test_who_comes_back_is_the_same_person():
    known = known_after(line(1), line(2))
    known = after(known, next_week(known, line(1), line(2, uit_dienst="2026-11-06")))
    back = line(2, in_dienst="2026-11-16", functie_van="2026-11-16", eenheid="PAR-A")
    planned = next_week(known, line(1), back)
    assert planned.people[0].kinds >= {Kind.RETURNER, Kind.DETAILS}
    known = after(known, planned)
    assert known.people["2"].person.left_on is None
    assert [ends_on for *_, ends_on in posts_of(known, "2")] == [date(2026, 11, 6), None]


# --- Details ----------------------------------------------------------------------------------------


def test_another_name_changes_only_the_name():
    planned = next_week(known_after(line()), line(achternaam="Verhoeven"))
    assert planned.people[0].kinds == {Kind.DETAILS}
    assert planned.people[0].details == ("last_name",)
    assert not planned.people[0].posts


def test_an_address_stays_with_whom_it_is():
    known = known_after(line(2))
    planned = next_week(known, line(1, email="2@hr.example"), line(2))
    assert reasons(planned.rejected) == [(PEOPLE, 2, "address_taken")]
    assert planned.changes_nothing


def test_of_two_new_people_with_one_address_the_first_gets_it():
    planned = plan(Known(), delivery(line(1, email="same@hr.example"), line(2, email="same@hr.example")))
    assert [each.person.number for each in planned.people] == ["1"]
    assert reasons(planned.rejected) == [(PEOPLE, 3, "address_taken")]


def test_an_address_that_becomes_free_can_be_given_to_another():
    known = known_after(line(1), line(2))
    planned = next_week(known, line(1, email="2@hr.example"), line(2, email="1@hr.example"))
    assert not planned.rejected
    assert {each.person.number: each.person.email for each in planned.people} == {
        "1": "2@hr.example",
        "2": "1@hr.example",
    }


def test_an_address_is_not_free_while_its_owner_is_refused():
    known = known_after(line(1), line(2), line(3))
    chain = [line(1, email="2@hr.example"), line(2, email="3@hr.example"), line(3, rol="keizer")]
    planned = next_week(known, *chain)
    assert reasons(planned.rejected) == [
        (PEOPLE, 2, "address_taken"),
        (PEOPLE, 3, "address_taken"),
        (PEOPLE, 4, "unknown_word"),
    ]


def test_the_address_of_an_administrator_is_taken():
    known = Known(other_addresses=frozenset({"200001@hr.example"}))
    assert reasons(plan(known, delivery(line())).rejected) == [(PEOPLE, 2, "address_taken")]


def test_two_people_under_one_number_change_nothing_until_hr_decides():
    known = known_after(line(1), line(2))
    planned = next_week(known, line(1), line(2, achternaam="Bos"), line(2, voornaam="Bob", eenheid="MKB-B"))
    assert planned.changes_nothing
    assert reasons(planned.rejected) == [(PEOPLE, 3, "lines_disagree"), (PEOPLE, 4, "lines_disagree")]


def test_the_same_line_twice_counts_once():
    planned = plan(Known(), delivery(line(), line()))
    assert len(planned.people[0].posts) == 1
    assert reasons(planned.rejected) == [(PEOPLE, 3, "line_twice")]


# --- Absences ---------------------------------------------------------------------------------------


def test_an_absence_begins_and_ends():
    known = known_after(line(), absences=["200001;2026-10-01;"])
    planned = next_week(known, line(), absences=["200001;2026-10-01;2026-11-08", "200001;2026-12-01;"])
    assert planned.people[0].kinds == {Kind.ABSENCE}
    assert [(a.starts_on, a.ends_on) for a in after(known, planned).people["200001"].absences] == [
        (date(2026, 10, 1), date(2026, 11, 8)),
        (date(2026, 12, 1), None),
    ]


def test_an_absence_with_another_first_day_replaces_the_one_it_overlaps():
    known = known_after(line(), absences=["200001;2026-10-01;"])
    planned = next_week(known, line(), absences=["200001;2026-10-05;"])
    assert len(after(known, planned).people["200001"].absences) == 1


def test_an_absence_that_is_missing_is_listed_and_stays():
    known = known_after(line(), absences=["200001;2026-10-01;", "200001;2026-01-01;2026-02-01"])
    planned = next_week(known, line())
    assert planned.changes_nothing
    assert [absence.starts_on for _, absence in planned.missing.absences] == [date(2026, 10, 1)]


def test_an_absence_of_nobody_is_rejected():
    planned = plan(Known(), delivery(line(), absences=["5;2026-10-01;", "200001;2026-10-01;", "200001;2026-10-01;"]))
    assert reasons(planned.rejected) == [(ABSENCES, 2, "unknown_number"), (ABSENCES, 4, "line_twice")]


# --- The brake --------------------------------------------------------------------------------------


@pytest.fixture
def hundred():
    """A hundred people in MKB-A."""
    return known_after(*[line(number) for number in range(1, 101)])


def moved(number):
    return line(number, eenheid="MKB-B", functie_van="2026-11-09")


def test_the_brake_lets_a_share_through_and_stops_above_it(hundred):
    stay = [line(number) for number in range(7, 101)]
    some = next_week(hundred, *map(moved, range(1, 6)), line(6), *stay)
    more = next_week(hundred, *map(moved, range(1, 7)), *stay)
    assert (some.affected, some.is_mass_change(0.05)) == (5, False)
    assert (more.affected, more.is_mass_change(0.05)) == (6, True)


@pytest.mark.parametrize(
    "week",
    [
        pytest.param([line(n, uit_dienst="2026-11-06") for n in range(1, 101)], id="everybody leaves"),
        pytest.param([line(n, email=f"{n}@other.example") for n in range(1, 101)], id="every address is another"),
        pytest.param([line(n) for n in range(1, 51)], id="half the file is gone"),
        pytest.param([line(n) for n in range(1, 201)], id="twice as many people"),
    ],
)
def test_the_brake_stops_every_kind_of_mass_change(hundred, week):
    assert next_week(hundred, *week).is_mass_change(0.05)


def test_a_unit_that_moves_counts_for_everybody_in_it(hundred):
    units = [
        "RHT;Rijksdienst;organisatie;",
        "MKB;Midden- en kleinbedrijf;directie;RHT",
        "PAR;Particulieren;directie;RHT",
        "MKB-A;Toezicht 1;team;PAR",
        "MKB-B;Toezicht 2;team;MKB",
        "PAR-A;Balie 1;team;PAR",
    ]
    planned = next_week(hundred, *[line(number) for number in range(1, 101)], units=units)
    assert len(planned.carried) == planned.affected == 100


# --- A week in a small organisation -------------------------------------------------------------------


def test_a_week_in_a_small_organisation():
    known = after(Known(), plan(Known(), small(FIRST)))
    planned = plan(known, small(SECOND))
    happened = {kind: [each.person.first_name for each in planned.of(kind)] for kind in Kind}
    assert happened == {
        Kind.JOINER: ["Karim"],
        Kind.RETURNER: [],
        Kind.LEAVER: ["Chaima"],
        Kind.MOVER: ["Alice"],
        Kind.POSTS: [],
        Kind.DETAILS: ["Gülşen"],
        Kind.ABSENCE: ["Björn", "Hugo"],
    }
    assert planned.carried == {"200008", "200010"}
    assert [change.after.name for change in planned.units] == ["Facilitair campus Zuid"]
    assert len(planned.rejected) == 7
    assert not planned.missing
