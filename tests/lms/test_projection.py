"""The projection says what the rule says: today, on coming days, and after any change."""

from datetime import date, timedelta

import pytest

from lms import ledger
from lms.duties import projection
from lms.models import Absence, Activity, Employee, Exemption, Obligation, Post, Requirement, RequirementPart
from tests.people import TODAY, employ


@pytest.fixture
def activities():
    make = Activity.objects.create
    return [
        make(key=f"a{n}", kind="module", title_nl=f"M{n}", title_en=f"M{n}", available_from=date(2025, 1, 1))
        for n in range(3)
    ]


@pytest.fixture
def requirements(house, activities):
    make = Requirement.objects.create
    since = date(2025, 1, 1)
    everybody = make(key="all", title_nl="a", title_en="a", in_force_from=since, valid_months=12)
    managers = make(
        key="managers", title_nl="b", title_en="b", in_force_from=since, audience_roles=["manager"], days=60
    )
    desk = make(key="desk", title_nl="c", title_en="c", in_force_from=since, clock="appointment", days=30)
    desk.audience_units.add(house.par)
    desk.save()
    draft = make(key="draft", title_nl="d", title_en="d")
    for requirement, activity in zip((everybody, managers, desk, draft), [*activities, activities[0]], strict=True):
        RequirementPart.objects.create(requirement=requirement, activity=activity)
    return everybody, managers, desk, draft


def test_a_draft_asks_nothing_of_anybody(alice, requirements):
    projection.project_all(on=TODAY)
    assert not Obligation.objects.filter(requirement=requirements[3]).exists()


def test_writing_twice_writes_nothing_the_second_time(alice, bob, charlie, requirements):
    assert projection.project_all(on=TODAY).added == 5
    assert set(Obligation.objects.values_list("state", flat=True)) == {"overdue"}
    assert projection.project_all(on=TODAY).total == 0


def test_it_agrees_with_the_rule_today_and_on_coming_days(alice, bob, charlie, erik, requirements, activities):
    ledger.record(alice, activities[0], on=date(2026, 1, 10))
    Absence.objects.create(employee=bob, starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 24))
    Exemption.objects.create(
        employee=erik, requirement=requirements[0], starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 5),
        reason="other", granted_by=bob,
    )  # fmt: skip
    Post.objects.create(employee=erik, unit=charlie.posts.get().unit, role="member", starts_on=date(2027, 2, 1))
    projection.project_all(on=TODAY)
    for ahead in (0, 1, 31, 48, 75, 120, 400):
        on = TODAY + timedelta(days=ahead)
        projection.project_due(on=on)
        assert list(projection.differences(on=on)) == []


def test_the_check_names_who_differs(alice, requirements):
    projection.project_all(on=TODAY)
    Obligation.objects.update(state="done")
    [difference] = projection.differences(on=TODAY)
    assert f"employee {alice.pk}" in difference


def test_somebody_whose_facts_changed_is_worked_out_again(alice, requirements, house):
    projection.project_all(on=TODAY)
    Post.objects.filter(employee=alice).update(superseded_at="2026-11-23T08:00Z")
    Post.objects.create(employee=alice, unit=house.desk, starts_on=date(2026, 11, 23))
    Employee.objects.filter(pk=alice.pk).update(projection_due=True)
    projection.project_due(on=TODAY)
    assert set(Obligation.objects.values_list("requirement__key", "unit__code")) == {
        ("all", "PAR-01-A"),
        ("desk", "PAR-01-A"),
    }


def test_somebody_who_left_has_no_obligations_but_keeps_the_ledger(alice, requirements, activities):
    ledger.record(alice, activities[0], on=TODAY)
    Post.objects.filter(employee=alice).update(ends_on=TODAY)
    Employee.objects.filter(pk=alice.pk).update(left_on=TODAY, projection_due=True)
    projection.project_due(on=TODAY + timedelta(days=1))
    assert not Obligation.objects.exists()
    assert alice.completions.count() == 1


def test_the_queries_do_not_grow_with_the_people(house, requirements, django_assert_max_num_queries):
    people = [employ(f"Person{n}", house.payroll) for n in range(60)]
    with django_assert_max_num_queries(18):
        projection.project([p.pk for p in people], on=TODAY)
