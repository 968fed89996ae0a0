"""Awards come from the ledger, and from nowhere else."""

from datetime import date

import pytest
from django.core.management import call_command

from badges import awarding
from badges.badges import Badge
from badges.models import Award
from lms import ledger
from lms.models import Activity, Completion, Employee

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def bronze():
    return Activity.objects.create(key="niveau-brons", kind="level", title_nl="Brons", title_en="Bronze")


@pytest.fixture
def story():
    return Activity.objects.create(key="langs-de-lijn", kind="scenario", title_nl="Langs de lijn", title_en="Sideline")


def awards_of(person):
    return dict(Award.objects.standing().filter(employee=person).values_list("badge", "day"))


def test_the_ledger_tells_and_the_medal_is_there(alice, bronze, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ledger.record(alice, bronze, on=MONDAY)
    assert awards_of(alice) == {Badge.BRONZE: MONDAY}


def test_a_lost_signal_does_no_harm(alice, bronze, story, django_capture_on_commit_callbacks):
    ledger.record(alice, bronze, on=MONDAY)  # nobody was told
    assert awards_of(alice) == {}
    with django_capture_on_commit_callbacks(execute=True):
        ledger.record(alice, story, on=TUESDAY)
    assert awards_of(alice) == {Badge.BRONZE: MONDAY, Badge.FIRST_APPROACH: TUESDAY}


def test_asking_again_changes_nothing(alice, bronze):
    ledger.record(alice, bronze, on=MONDAY)
    assert awarding.award_due([alice.pk], on=MONDAY) == 1
    assert awarding.award_due([alice.pk, alice.pk], on=TUESDAY) == 0
    assert awards_of(alice) == {Badge.BRONZE: MONDAY}


def test_a_completion_that_comes_in_late_moves_the_day_back(alice, bronze):
    ledger.record(alice, bronze, on=TUESDAY)
    awarding.award_due([alice.pk], on=TUESDAY)
    ledger.record(alice, bronze, on=MONDAY, source=Completion.Source.IMPORT)
    awarding.award_due([alice.pk], on=TUESDAY)
    assert awards_of(alice) == {Badge.BRONZE: MONDAY}


def test_what_is_taken_back_in_the_ledger_is_withdrawn_and_can_be_earned_again(alice, bronze):
    ledger.record(alice, bronze, on=MONDAY)
    awarding.award_due([alice.pk], on=MONDAY)
    ledger.revoke(Completion.objects.get(), on=TUESDAY, reason="Recorded for the wrong person.")
    awarding.award_due([alice.pk], on=TUESDAY)
    assert awards_of(alice) == {}
    assert Award.objects.get().withdrawn_on == TUESDAY
    assert awarding.award_due([alice.pk], on=date(2026, 11, 30)) == 0
    ledger.record(alice, bronze, on=TUESDAY)
    awarding.award_due([alice.pk], on=TUESDAY)
    assert awards_of(alice) == {Badge.BRONZE: TUESDAY}


def test_nobody_gets_somebody_elses_medal(alice, charlie, bronze):
    ledger.record(alice, bronze, on=MONDAY)
    awarding.award_due([alice.pk, charlie.pk], on=MONDAY)
    assert awards_of(charlie) == {}


def test_the_command_makes_up_for_everybody_at_once(alice, charlie, bronze, capsys):
    for person in (alice, charlie):
        ledger.record(person, bronze, on=MONDAY)
    call_command("award_badges")
    assert awards_of(alice) == awards_of(charlie) == {Badge.BRONZE: MONDAY}
    assert "2 awards" in capsys.readouterr().out


def test_many_people_cost_as_many_queries_as_one(alice, charlie, bob, erik, bronze, django_assert_max_num_queries):
    people = [alice, charlie, bob, erik]
    for person in people:
        ledger.record(person, bronze, on=MONDAY)
    with django_assert_max_num_queries(6):  # two savepoints and the rest
        awarding.award_due(Employee.objects.values_list("pk", flat=True), on=MONDAY)
    assert Award.objects.count() == len(people)
