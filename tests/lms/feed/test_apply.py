"""A plan carried out on a real database: all of it, once, or nothing."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.duties import projection
from lms.feed import apply, known
from lms.feed.models import FeedRun, StagedPerson, StagedPost
from lms.feed.parse import parse
from lms.feed.plan import plan
from lms.models import Absence, Activity, Employee, Obligation, OrgUnit, Post, Requirement, RequirementPart, UnitPlace
from tests.lms.feed.deliveries import FIRST, HOUSE, SECOND, SMALL, THIRD, after, delivery, line, small, told
from tests.lms.feed.made_up import deliveries

TODAY = date(2026, 11, 23)


def planned(arrived):
    return plan(known.read(), arrived)


def feed(arrived):
    """Apply a delivery as the command does."""
    apply.apply(planned(arrived), on=TODAY)


@pytest.fixture
def everybody_must(db):
    """Everybody must do one thing, within 90 days after joining."""
    activity = Activity.objects.create(
        key="b5", kind="module", title_nl="B5", title_en="B5", available_from=date(2026, 1, 1)
    )
    requirement = Requirement.objects.create(
        key="b5", title_nl="B5", title_en="B5", clock="joining", days=90, in_force_from=date(2026, 1, 1)
    )
    RequirementPart.objects.create(requirement=requirement, activity=activity)
    return requirement


@pytest.fixture
def week_one(everybody_must):
    """The small organisation after its first delivery."""
    feed(small(FIRST))


def assert_the_tree_is_whole():
    assert OrgUnit.find_problems() == ([], [], [], [], [])


def assert_obligations_agree():
    assert list(projection.differences(on=TODAY)) == []
    assert not Employee.objects.filter(projection_due=True).exists()


# --- Two weeks of a small organisation ----------------------------------------------------------------


def test_a_first_delivery_brings_everybody_in(week_one):
    assert Employee.objects.count() == 10
    bob = Employee.objects.get(hr_number="200002")
    assert (bob.name, bob.email, bob.language) == ("Bob de Wit", "bob.dewit@hr.example", "nl")
    assert set(bob.posts.values_list("unit__code", "role")) == {("MKB-01-A", "manager"), ("MKB-01-B", "deputy")}
    assert bob.is_active
    assert not bob.has_usable_password()
    assert Absence.objects.count() == 2
    assert_the_tree_is_whole()
    assert_obligations_agree()
    assert Obligation.objects.count() == 10


def test_the_second_week_moves_and_closes_and_keeps_what_was_known(week_one):
    feed(small(SECOND))
    alice = Employee.objects.get(hr_number="200001")
    assert list(alice.posts.known().order_by("starts_on").values_list("unit__code", "starts_on", "ends_on")) == [
        ("MKB-01-A", date(2018, 3, 1), date(2026, 11, 8)),
        ("MKB-01-B", date(2026, 11, 9), None),
    ]
    # What was believed last week is still there, with the moment until which it was believed.
    assert alice.posts.exclude(superseded_at=None).get().ends_on is None
    assert Obligation.objects.get(employee=alice).unit.code == "MKB-01-B"
    chaima = Employee.objects.get(hr_number="200003")
    assert (chaima.left_on, chaima.is_active) == (date(2026, 11, 6), True)
    assert not Obligation.objects.filter(employee=chaima).exists()
    assert_the_tree_is_whole()
    assert_obligations_agree()


def test_a_unit_that_moves_takes_its_people_along_and_its_earlier_place_stays_known(week_one):
    feed(small(SECOND))
    campus = OrgUnit.objects.get(code="FAC-02")
    assert (campus.name, campus.get_parent().code) == ("Facilitair campus Zuid", "PAR")
    assert OrgUnit.objects.get(code="FAC-02-A").get_parent() == campus
    par = OrgUnit.objects.get(code="PAR")
    assert Employee.objects.within([par], on=TODAY).filter(hr_number="200008").exists()
    assert list(UnitPlace.objects.known().filter(unit=campus).order_by("starts_on").values_list(
        "parent_code", "name", "starts_on", "ends_on"
    )) == [
        ("FAC", "Facilitair afdeling 2", FIRST, date(2026, 11, 8)),
        ("PAR", "Facilitair campus Zuid", SECOND, None),
    ]  # fmt: skip


def test_a_requirement_on_a_unit_follows_when_it_moves(everybody_must):
    feed(small(FIRST))
    everybody_must.audience_units.set([OrgUnit.objects.get(code="PAR")])
    everybody_must.save()
    projection.project_all(on=TODAY)
    hugo = Employee.objects.get(hr_number="200008")
    assert not Obligation.objects.filter(employee=hugo).exists()
    feed(small(SECOND))
    assert Obligation.objects.filter(employee=hugo).exists()
    assert_obligations_agree()


def test_applying_a_delivery_again_changes_nothing(week_one):
    feed(small(SECOND))
    before = list(Post.objects.order_by("pk").values()), list(Employee.objects.order_by("pk").values())
    assert planned(small(SECOND)).changes_nothing
    feed(small(SECOND))
    assert (list(Post.objects.order_by("pk").values()), list(Employee.objects.order_by("pk").values())) == before


def test_the_database_says_what_the_plan_promised(db):
    promised = known.read()
    for day in (FIRST, SECOND):
        promised = after(promised, plan(promised, small(day)))
        feed(small(day))
        assert told(known.read()) == told(promised)


def test_staged_rows_are_gone_afterwards(week_one):
    assert not StagedPerson.objects.exists()
    assert not StagedPost.objects.exists()
    assert FeedRun.objects.get().counts["joiner"] == 10


# --- What a feed leaves alone -----------------------------------------------------------------------


def test_what_was_granted_here_is_left_alone(week_one):
    alice = Employee.objects.get(hr_number="200001")
    granted = Post.objects.create(
        employee=alice, unit=OrgUnit.objects.get(code="BVI"), role="council", source="local", starts_on=FIRST
    )
    feed(small(SECOND))
    granted.refresh_from_db()
    assert (granted.superseded_at, granted.ends_on) == (None, None)


def test_an_administrator_without_a_number_is_left_alone(week_one):
    admin = Employee.objects.create_superuser(
        "beheer@hr.example", "a-long-password-1", first_name="Ad", last_name="Min", started_on=FIRST
    )
    feed(small(SECOND))
    admin.refresh_from_db()
    assert (admin.left_on, admin.is_active, admin.is_superuser) == (None, True, True)


def test_the_language_somebody_chose_stays_until_hr_says_something_new(db):
    feed(delivery(line()))
    Employee.objects.update(language="en")
    feed(delivery(line(achternaam="Bos"), day=SECOND))
    assert Employee.objects.get().language == "en"
    feed(delivery(line(achternaam="Bos", taal="en"), day=THIRD))
    feed(delivery(line(achternaam="Bos", taal="nl"), day=THIRD))
    assert Employee.objects.get().language == "nl"


def test_a_password_and_a_closed_account_survive_a_change(db):
    feed(delivery(line()))
    alice = Employee.objects.get()
    alice.set_password("a-long-password-1")
    alice.is_active = False
    alice.save()
    feed(delivery(line(achternaam="Bos"), day=SECOND))
    alice.refresh_from_db()
    assert (alice.last_name, alice.is_active, alice.check_password("a-long-password-1")) == ("Bos", False, True)


def test_two_people_trade_addresses_and_allauth_forgets_the_old_ones(db):
    from allauth.account.models import EmailAddress

    feed(delivery(line(1), line(2), line(3)))
    for employee in Employee.objects.all():
        EmailAddress.objects.create(user=employee, email=employee.email, primary=True)
    feed(delivery(line(1, email="2@hr.example"), line(2, email="1@hr.example"), line(3), day=SECOND))
    assert dict(Employee.objects.values_list("hr_number", "email")) == {
        "1": "2@hr.example",
        "2": "1@hr.example",
        "3": "3@hr.example",
    }
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["3@hr.example"]


def test_a_unit_closes_and_opens_again(db):
    feed(delivery(line()))
    feed(delivery(line(), units=HOUSE[:-1], day=SECOND))
    assert OrgUnit.objects.get(code="PAR-A").closed_on == SECOND
    feed(delivery(line(), day=THIRD))
    assert OrgUnit.objects.get(code="PAR-A").closed_on is None
    places = UnitPlace.objects.known().filter(unit__code="PAR-A").order_by("starts_on")
    assert list(places.values_list("starts_on", "ends_on")) == [(FIRST, date(2026, 11, 8)), (THIRD, None)]
    assert_the_tree_is_whole()


def test_units_made_by_hand_are_taken_over(db):
    top = OrgUnit.add_root(code="RHT", name="Rijksdienst", kind="organisation")
    top.add_child(code="PAR", name="Particulieren", kind="directorate")
    top.add_child(code="LOS", name="Los", kind="team")
    feed(delivery(line()))
    assert OrgUnit.objects.get(code="MKB").get_parent() == top
    assert OrgUnit.objects.get(code="LOS").closed_on == FIRST
    assert_the_tree_is_whole()


# --- Crashes ----------------------------------------------------------------------------------------


class Crash(Exception):
    pass


def crash(*args, **kwargs):
    raise Crash


def everything():
    tables = [Employee, Post, Absence, OrgUnit, UnitPlace, Obligation]
    return [list(table.objects.order_by("pk").values()) for table in tables]


@pytest.mark.django_db(transaction=True)
def test_a_crash_while_staging_leaves_nothing_to_see_and_the_next_run_begins_again(monkeypatch, everybody_must):
    feed(small(FIRST))
    before = everything()
    monkeypatch.setattr(apply, "CHUNK", 2)
    written = apply._write

    def crash_later(rows):
        if StagedPerson.objects.count() >= 2:
            raise Crash
        written(rows)

    monkeypatch.setattr(apply, "_write", crash_later)
    with pytest.raises(Crash):
        feed(small(SECOND))
    assert StagedPerson.objects.exists()
    assert everything() == before
    monkeypatch.setattr(apply, "_write", written)
    feed(small(SECOND))
    assert planned(small(SECOND)).changes_nothing
    assert not StagedPerson.objects.exists()
    assert FeedRun.objects.count() == 2


STEPS = ["_supersede", "_change_units", "_change_people", "_add_people", "_add_posts", "_add_absences", "_flag"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("before_or_after", ["before", "after"])
def test_a_crash_while_switching_leaves_all_as_it_was(monkeypatch, everybody_must, step, before_or_after):
    feed(small(FIRST))
    before = everything()
    done = getattr(apply, step)

    def crash_here(*args):
        if before_or_after == "after":
            done(*args)
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(apply, step, crash_here)
        with pytest.raises(Crash):
            feed(small(SECOND))
    assert everything() == before
    feed(small(SECOND))
    assert planned(small(SECOND)).changes_nothing
    assert_the_tree_is_whole()
    assert_obligations_agree()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["clear", "work_off"])
def test_a_crash_after_the_switch_leaves_only_obligations_to_work_out(monkeypatch, everybody_must, step):
    feed(small(FIRST))
    with monkeypatch.context() as patch:
        patch.setattr(apply, step, crash)
        with pytest.raises(Crash):
            feed(small(SECOND))
    assert planned(small(SECOND)).changes_nothing
    assert Employee.objects.filter(projection_due=True).exists()
    output = run("--delivery", str(SECOND), "--apply")
    assert "changes nothing" in output
    assert_obligations_agree()


@pytest.mark.django_db(transaction=True)
def test_of_two_runs_at_once_the_second_changes_nothing():
    what = planned(small(FIRST))
    feed(small(FIRST))
    before = everything()
    with pytest.raises(apply.ChangedMeanwhile):
        apply.apply(what, on=TODAY)
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_a_run_that_another_threw_away_changes_nothing():
    what = planned(small(FIRST))
    staged = apply.stage(what)
    apply.stage(what)
    with pytest.raises(apply.ChangedMeanwhile):
        apply.switch(what, staged)
    assert not Employee.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_fact_that_somebody_else_superseded_meanwhile_stops_the_switch():
    feed(small(FIRST))
    what = planned(small(SECOND))
    Post.objects.update(superseded_at=timezone.now())
    before = everything()
    with pytest.raises(apply.ChangedMeanwhile):
        apply.apply(what, on=TODAY)
    assert everything() == before


# --- The command --------------------------------------------------------------------------------------


def run(*arguments):
    output = StringIO()
    with translation.override("en"):
        call_command("hr_feed", str(SMALL), *arguments, stdout=output)
    return output.getvalue()


def test_the_command_shows_and_changes_nothing(db):
    output = run("--delivery", str(FIRST))
    assert "10 joiners" in output
    assert "Nothing was changed. Add --apply" in output
    assert not Employee.objects.exists()
    assert not FeedRun.objects.exists()


def test_the_command_applies_and_says_so_the_second_time(week_one):
    output = run("--delivery", str(SECOND), "--apply", "--confirm-mass-change")
    assert "1 mover" in output
    assert "1 leaver" in output
    assert "FAC-02: ‘Facilitair afdeling 2’ becomes ‘Facilitair campus Zuid’; goes from FAC to PAR" in output
    assert "people, line 3: personeelsnummer is ‘12 34’: only digits are possible." in output
    again = run("--delivery", str(SECOND), "--apply")
    assert "This delivery changes nothing." in again


def test_the_command_brakes_on_a_mass_change(week_one):
    before = everything()
    with pytest.raises(CommandError, match=r"concerns 7 of the 10 people .* Then add --confirm-mass-change"):
        run("--delivery", str(SECOND), "--apply")
    assert everything() == before


def test_the_command_refuses_an_older_delivery(week_one):
    run("--delivery", str(SECOND), "--apply", "--confirm-mass-change")
    with pytest.raises(CommandError, match="A later delivery, of 2026-11-09, was applied already"):
        run("--delivery", str(FIRST), "--apply")


def test_the_command_refuses_a_delivery_that_is_not_there(db):
    with pytest.raises(CommandError, match=r"hr-units-2026-11-16\.csv cannot be read"):
        run("--delivery", str(THIRD), "--apply")


@pytest.mark.parametrize(
    "break_it",
    [
        pytest.param(lambda people: people[:-1], id="without its last line end"),
        pytest.param(lambda people: people.decode("utf-8-sig").encode("cp1252", "replace"), id="in cp1252"),
        pytest.param(lambda people: people.replace(b"email;", b"e-mail;"), id="another column"),
        pytest.param(lambda people: b"", id="empty"),
    ],
)
def test_a_file_that_is_not_what_it_says_changes_nothing(week_one, tmp_path, break_it):
    for path in SMALL.glob(f"*{SECOND}.csv"):
        data = path.read_bytes()
        (tmp_path / path.name).write_bytes(break_it(data) if "people" in path.name else data)
    before = everything()
    with pytest.raises(CommandError):
        call_command("hr_feed", str(tmp_path), "--delivery", str(SECOND), "--apply", "--confirm-mass-change")
    assert everything() == before


# --- At any size ----------------------------------------------------------------------------------------


def test_the_switch_takes_as_many_statements_for_many_people_as_for_few(db):
    def statements(*people):
        what = planned(delivery(*people, day=SECOND))
        staged = apply.stage(what)
        with CaptureQueriesContext(connection) as captured:
            apply.switch(what, staged)
        return len(captured)

    feed(delivery(line(1)))
    few = statements(line(1, eenheid="MKB-B", functie_van="2026-11-09"), line(2), line(3))
    many = statements(line(2, eenheid="MKB-B", functie_van="2026-11-09"), *[line(n) for n in range(4, 200)])
    assert few == many


@given(st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_made_up_deliveries_end_where_their_plans_say(db, data):
    """Three weeks of a made-up organisation, in the database and on paper."""
    with transaction.atomic():
        promised = known.read()
        for day in (FIRST, SECOND, THIRD):
            given_week = parse(day, data.draw(deliveries))
            promised = after(promised, plan(promised, given_week))
            feed(given_week)
            assert told(known.read()) == told(promised)
            assert planned(given_week).changes_nothing
            assert_the_tree_is_whole()
        transaction.set_rollback(True)
