"""Facts come in few questions to the database, however many people and duties there are."""

from datetime import date

import pytest

from lms import ledger
from lms.duties import facts
from lms.duties.standing import Done, Option, Period
from lms.models import Absence, Activity, Employee, Exemption, Requirement, RequirementPart
from tests.people import TODAY, employ

SINCE = date(2025, 1, 1)


@pytest.fixture
def requirement(house):
    """One module, and a scenario meant for one's own directorate."""
    make = Activity.objects.create
    module = make(key="b5", kind="module", title_nl="B5", title_en="B5", available_from=SINCE)
    make(key="everywhere", kind="scenario", title_nl="O", title_en="E", available_from=SINCE)
    make(key="unpublished", kind="scenario", title_nl="O", title_en="U")
    local = make(key="local", kind="scenario", title_nl="H", title_en="L", available_from=SINCE)
    local.meant_for.set([house.mkb, house.par])
    requirement = Requirement.objects.create(key="r", title_nl="R", title_en="R", in_force_from=SINCE)
    RequirementPart.objects.create(requirement=requirement, activity=module, sort_order=0)
    RequirementPart.objects.create(requirement=requirement, kind="scenario", times=2, sort_order=1)
    return requirement


def test_a_scenario_part_offers_every_published_scenario_with_whom_it_is_meant_for(requirement, house):
    [duty] = facts.duties().values()
    ids = {a.key: a.pk for a in Activity.objects.all()}
    module, scenario = duty.parts
    assert module.options == (Option(ids["b5"], SINCE),)
    assert {option.activity for option in scenario.options} == {ids["everywhere"], ids["local"]}
    assert (scenario.times, scenario.new_each_time) == (2, True)
    [local] = [option for option in scenario.options if option.activity == ids["local"]]
    assert set(local.unit_paths) == {house.mkb.path, house.par.path}


def test_what_is_known_about_somebody(requirement, alice, erik):
    module = Activity.objects.get(key="b5")
    Absence.objects.create(employee=alice, starts_on=date(2026, 3, 1))
    Absence.objects.create(employee=alice, starts_on=date(2024, 3, 1), superseded_at="2024-04-01T00:00Z")
    Exemption.objects.create(
        employee=alice, requirement=requirement, starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1), reason="other"
    )
    ledger.record(alice, module, on=TODAY)
    ledger.record(erik, module, on=date(2026, 5, 5))
    known = {person.employee_id: person for person in facts.people([alice.pk, erik.pk])}
    hers = known[alice.pk].for_requirement(requirement.pk)
    assert hers.absences == (Period(date(2026, 3, 1)),)
    assert hers.exemptions == (Period(date(2026, 1, 1), date(2026, 2, 1)),)
    assert hers.completions == (Done(module.pk, TODAY),)
    assert known[erik.pk].facts.completions == (Done(module.pk, date(2026, 5, 5)),)
    assert known[erik.pk].exemptions == {}


def test_seven_questions_however_many_there_are(requirement, house, django_assert_max_num_queries):
    people = [employ(f"Person{n}", house.payroll) for n in range(20)]
    with django_assert_max_num_queries(4):
        facts.duties()
    with django_assert_max_num_queries(3):
        assert len(facts.people([p.pk for p in people])) == 20


def test_who_was_fetched_already_is_not_fetched_again(requirement, alice, django_assert_max_num_queries):
    employees = list(Employee.objects.all())
    requirements = list(Requirement.objects.prefetch_related("parts", "audience_units"))
    with django_assert_max_num_queries(2):
        facts.people_of(employees)
    with django_assert_max_num_queries(1):
        facts.duties(requirements)
