"""The figure that was reported on a day stays what it was."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from analytics import queries, snapshots
from analytics.models import Snapshot
from analytics.queries import Tally
from lms import ledger
from lms.models import OrgUnit, Post
from tests.people import TODAY

YESTERDAY = TODAY - timedelta(days=1)
LAST_MONTH = date(2026, 10, 31)


def kept(day, unit, requirement):
    found = Snapshot.objects.filter(day=day, unit=unit, requirement=requirement).first()
    return found and (found.counted, found.met, found.late, found.excluded)


def test_today_is_kept_for_every_unit_with_all_below_it(asked, house, team_of, today, projected):
    team_of(house.payroll, 3, with_bronze=2)
    team_of(house.audits, 2)
    projected()
    call_command("take_snapshots", stdout=StringIO())
    assert kept(TODAY, house.payroll, asked.bronze) == (3, 2, 0, 0)
    assert kept(TODAY, house.department, asked.bronze) == (5, 2, 0, 0)
    assert kept(TODAY, house.top, asked.bronze) == (5, 2, 0, 0)
    assert kept(TODAY, house.top, asked.duty) == (5, 0, 5, 0)
    assert kept(TODAY, house.par, asked.bronze) is None


def test_taking_a_day_twice_changes_nothing(asked, house, team_of, projected):
    first, *_ = team_of(house.payroll, 3)
    projected()
    assert snapshots.take(on=TODAY, today=TODAY) > 0
    ledger.record(first, asked.level, on=TODAY)
    assert snapshots.take(on=TODAY, today=TODAY) == 0
    assert kept(TODAY, house.payroll, asked.bronze) == (3, 0, 0, 0)


def test_a_past_day_is_worked_out_by_the_rule(asked, house, team_of, projected):
    early, late, *_ = team_of(house.payroll, 3)
    ledger.record(early, asked.level, on=LAST_MONTH)
    ledger.record(late, asked.level, on=TODAY)
    projected()
    snapshots.take_all([LAST_MONTH, TODAY], today=TODAY)
    assert kept(LAST_MONTH, house.payroll, asked.bronze) == (3, 1, 0, 0)
    assert kept(TODAY, house.payroll, asked.bronze) == (3, 2, 0, 0)


def test_a_past_day_counts_people_where_they_worked_then(asked, house, team_of):
    [mover] = team_of(house.payroll, 1)
    Post.objects.filter(employee=mover).update(ends_on=YESTERDAY)
    Post.objects.create(employee=mover, unit=house.desk, starts_on=TODAY)
    snapshots.take_all([LAST_MONTH], today=TODAY)
    assert kept(LAST_MONTH, house.mkb, asked.bronze) == (1, 0, 0, 0)
    assert kept(LAST_MONTH, house.par, asked.bronze) is None


def test_today_by_the_projection_is_today_by_the_rule(asked, house, team_of, projected):
    team_of(house.payroll, 3, with_bronze=2)
    team_of(house.desk, 2)
    projected()
    snapshots.take(on=TODAY, today=TODAY)
    by_the_projection = set(Snapshot.objects.values_list("unit", "requirement", "counted", "met", "late"))
    Snapshot.objects.all().delete()
    # Asked tomorrow, today is a past day.
    snapshots.take(on=TODAY, today=TODAY + timedelta(days=1))
    assert set(Snapshot.objects.values_list("unit", "requirement", "counted", "met", "late")) == by_the_projection


def test_a_unit_that_moves_takes_no_figures_from_where_it_was(asked, house, team_of, projected):
    team_of(house.payroll, 3, with_bronze=2)
    projected()
    snapshots.take(on=TODAY, today=TODAY)
    OrgUnit.objects.get(pk=house.department.pk).move(OrgUnit.objects.get(pk=house.par.pk), "last-child")
    reported = queries.reported([house.mkb.pk, house.par.pk], [asked.bronze.pk], [TODAY])
    assert reported == {(TODAY, house.mkb.pk, asked.bronze.pk): Tally(counted=3, met=2)}


def test_counts_add_up_on_the_way_to_the_top():
    paths = {1: "0001", 2: "00010001", 3: "000100010001", 4: "00010002"}
    found = snapshots.with_all_below({(3, 9, "done"): 2, (2, 9, "overdue"): 1, (4, 9, "paused"): 4}, paths)
    assert found == {
        (3, 9): Tally(counted=2, met=2),
        (2, 9): Tally(counted=3, met=2, late=1),
        (4, 9): Tally(excluded=4),
        (1, 9): Tally(counted=3, met=2, late=1, excluded=4),
    }


def test_a_day_to_come_has_no_figures(asked, today):
    with pytest.raises(CommandError):
        call_command("take_snapshots", on=TODAY + timedelta(days=1))
