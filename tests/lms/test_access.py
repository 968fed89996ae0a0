"""Who sees whom."""

from datetime import date, timedelta

from lms import access
from lms.models import Employee, Post
from tests.people import TODAY


def names(viewer, on=TODAY):
    viewer = Employee.objects.get(pk=viewer.pk)
    return {p.first_name for p in access.people_visible_to(viewer, on=on)}


def test_an_employee_sees_only_themselves(alice, bob, erik, charlie):
    assert names(alice) == {"Alice"}


def test_a_manager_and_the_deputy_see_the_people_of_their_own_unit(alice, bob, dora, erik, charlie):
    assert names(bob) == names(dora) == {"Alice", "Bob", "Dora"}


def test_a_head_of_department_sees_no_names_of_the_teams_below(alice, erik, fatima):
    assert names(fatima) == {"Fatima"}
    assert {u.code for u in access.units_below_led(fatima, on=TODAY)} == {"MKB-01-A", "MKB-01-B"}


def test_figures_give_nobody_names(alice, director, bureau, council, trainer):
    for viewer in (director, bureau, council, trainer):
        assert names(viewer) == {viewer.first_name}


def test_a_director_has_the_figures_of_the_own_directorate(director, charlie):
    codes = {u.code for u in access.units_with_figures_for(director, on=TODAY)}
    assert codes == {"MKB", "MKB-01", "MKB-01-A", "MKB-01-B"}


def test_the_bureau_and_the_works_council_have_the_figures_of_all(bureau, council, house):
    for viewer in (bureau, council):
        assert access.units_with_figures_for(viewer, on=TODAY).count() == 8


def test_nobody_else_has_figures(alice, bob, trainer):
    for viewer in (alice, bob, trainer):
        assert not access.units_with_figures_for(viewer, on=TODAY).exists()


def test_a_manager_of_until_yesterday_sees_nothing_today(alice, bob):
    Post.objects.filter(employee=bob).update(ends_on=TODAY - timedelta(days=1))
    assert names(bob) == {"Bob"}
    assert names(bob, on=TODAY - timedelta(days=1)) == {"Alice", "Bob"}


def test_a_manager_from_next_week_sees_nothing_today(alice, erik, house):
    Post.objects.create(employee=erik, unit=house.payroll, role="manager", starts_on=TODAY + timedelta(days=7))
    assert names(erik) == {"Erik"}


def test_somebody_who_left_the_team_is_no_longer_listed(alice, bob, house):
    Post.objects.filter(employee=alice).update(ends_on=date(2026, 11, 1))
    assert names(bob) == {"Bob"}


def test_a_post_that_turned_out_wrong_gives_nothing(alice, bob):
    Post.objects.filter(employee=bob).update(superseded_at="2026-11-01T00:00Z")
    assert names(bob) == {"Bob"}
