"""The counts behind the pages, on a small organisation."""

from datetime import date

from analytics import queries
from analytics.queries import Tally
from lms import access, ledger
from lms.models import Exemption, OrgUnit
from modules.levels import Level
from tests.people import TODAY, employ

NEWCOMER = date(2026, 11, 1)


def by_code(tallies, requirement):
    codes = dict(OrgUnit.objects.values_list("pk", "code"))
    return {codes[group.unit_id]: found[requirement.pk] for group, found in tallies.items() if requirement.pk in found}


def test_each_directorate_with_all_below_it(asked, house, team_of, projected):
    team_of(house.payroll, 3, with_bronze=2)
    team_of(house.audits, 2, with_bronze=1)
    team_of(house.desk, 4)
    projected()
    found = by_code(queries.tallies(OrgUnit.objects.all(), depth=2), asked.bronze)
    assert found == {"MKB": Tally(counted=5, met=3), "PAR": Tally(counted=4)}


def test_who_works_above_that_depth_comes_under_the_own_unit(asked, house, team_of, projected):
    team_of(house.top, 1)
    team_of(house.payroll, 1)
    projected()
    assert set(by_code(queries.tallies(OrgUnit.objects.all(), depth=2), asked.bronze)) == {"RHT", "MKB"}


def test_late_soon_and_not_counted_are_told_apart(asked, house, team_of, projected):
    _late, exempt, done = team_of(house.payroll, 3)
    ledger.record(done, asked.module, on=TODAY)
    employ("New", house.payroll, started_on=NEWCOMER)
    employ("Soon", house.payroll, started_on=date(2026, 9, 10))
    Exemption.objects.create(employee=exempt, requirement=asked.duty, starts_on=NEWCOMER, reason="other")
    projected()
    found = by_code(queries.tallies(OrgUnit.objects.all(), depth=2), asked.duty)
    assert found == {"MKB": Tally(counted=4, met=1, late=1, soon=1, excluded=1)}


def test_only_the_units_that_may_be_seen_are_counted(asked, house, team_of, director, projected):
    team_of(house.payroll, 3, with_bronze=2)
    team_of(house.desk, 4)
    projected()
    units = access.units_with_figures_for(director, on=TODAY)
    found = by_code(queries.tallies(units, depth=3), asked.bronze)
    # The director works in the directorate itself.
    assert found == {"MKB": Tally(counted=1), "MKB-01": Tally(counted=3, met=2)}


def test_somebody_without_units_gets_no_counts(asked, house, team_of, alice, projected):
    team_of(house.desk, 4)
    projected()
    assert queries.tallies(access.units_with_figures_for(alice, on=TODAY), depth=2) == {}
    assert queries.tallies(OrgUnit.objects.filter(pk__in=[]), depth=2) == {}


def test_one_query_however_many_there_are(asked, house, team_of, projected, django_assert_num_queries):
    team_of(house.payroll, 20)
    projected()
    with django_assert_num_queries(1):
        queries.tallies(OrgUnit.objects.all(), depth=2)


def test_the_top_of_what_may_be_seen(house, bureau, director, alice):
    def top(viewer):
        return [unit.code for unit in queries.tops(access.units_with_figures_for(viewer, on=TODAY))]

    assert top(bureau) == ["RHT"]
    assert top(director) == ["MKB"]
    assert top(alice) == []
    both = OrgUnit.objects.within([house.department, house.par])
    assert [unit.code for unit in queries.tops(both)] == ["MKB-01", "PAR"]


def test_goals_come_by_level_and_before_duties(asked, django_assert_num_queries):
    with django_assert_num_queries(3):
        found = queries.asked(queries.in_force(on=TODAY), on=TODAY)
    assert [(one.title, one.level, one.published) for one in found] == [
        ("Brons", Level.BRONZE, True),
        ("Zilver", Level.SILVER, False),
        ("Meldprocedure gekend", None, True),
    ]


def test_a_draft_and_a_requirement_of_last_year_are_not_asked(asked):
    asked.bronze.in_force_until = date(2026, 1, 1)
    asked.bronze.save()
    asked.duty.in_force_from = None
    asked.duty.save()
    assert [one.title for one in queries.asked(queries.in_force(on=TODAY), on=TODAY)] == ["Zilver"]
