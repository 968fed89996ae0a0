"""Writing down what somebody completed, and what follows from it."""

from datetime import date

import pytest
from django.db import transaction

from lms import ledger
from lms.duties import projection
from lms.models import Activity, Completion, Edition, Obligation, Requirement, RequirementPart
from tests.people import TODAY


@pytest.fixture
def bronze():
    return Activity.objects.create(
        key="niveau-brons", kind="level", title_nl="Brons", title_en="Bronze", available_from=date(2025, 1, 1)
    )


@pytest.fixture
def bronze_for_all(bronze):
    requirement = Requirement.objects.create(
        key="brons", title_nl="Brons", title_en="Bronze", days=90, in_force_from=date(2025, 1, 1)
    )
    RequirementPart.objects.create(requirement=requirement, activity=bronze)
    return requirement


def state_of(employee):
    return Obligation.objects.get(employee=employee).state


def test_finishing_closes_the_gap_in_the_same_moment(alice, bronze, bronze_for_all):
    projection.project([alice.pk], on=TODAY)
    assert state_of(alice) == "overdue"
    assert ledger.record(alice, bronze, on=TODAY)
    assert state_of(alice) == "done"


def test_the_same_reference_counts_once(alice, bronze):
    assert ledger.record(alice, bronze, on=TODAY, reference="attempt 1")
    assert not ledger.record(alice, bronze, on=TODAY, reference="attempt 1")
    assert Completion.objects.count() == 1


def test_the_others_hear_about_it_after_the_commit_and_once_for_a_batch(
    alice, bob, bronze, django_capture_on_commit_callbacks
):
    heard = []

    def listen(sender, employee_ids, **kwargs):
        heard.append(employee_ids)

    ledger.completion_recorded.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            ledger.record_many([ledger.Entry(p.pk, bronze.pk, TODAY) for p in (alice, bob)], on=TODAY)
            assert heard == []
        assert heard == [{alice.pk, bob.pk}]
    finally:
        ledger.completion_recorded.disconnect(listen)


def test_a_correction_is_a_new_line_with_a_reason(alice, bronze, bronze_for_all):
    ledger.record(alice, bronze, on=TODAY)
    line = Completion.objects.get()
    ledger.revoke(line, on=TODAY, reason="Verkeerde persoon")
    ledger.revoke(line, on=TODAY, reason="Verkeerde persoon")
    assert Completion.objects.count() == 2
    assert not Completion.objects.standing().exists()
    assert state_of(alice) == "overdue"


def test_nothing_is_taken_back_without_a_reason(alice, bronze):
    ledger.record(alice, bronze, on=TODAY)
    with pytest.raises(ValueError, match="Say why"):
        ledger.revoke(Completion.objects.get(), on=TODAY, reason=" ")


def test_lines_of_the_ledger_and_editions_cannot_be_changed(alice, bronze):
    ledger.record(alice, bronze, on=TODAY)
    edition = Edition.objects.create(activity=bronze, number=1, data={}, digest="x")
    line = Completion.objects.get()
    for row in (line, edition):
        with pytest.raises(TypeError):
            row.save()
        with pytest.raises(TypeError):
            type(row).objects.update(pk=row.pk)
        with pytest.raises(TypeError):
            type(row).objects.all().delete()


def test_a_rolled_back_recording_leaves_nothing(alice, bronze, bronze_for_all):
    projection.project([alice.pk], on=TODAY)
    with transaction.atomic():
        ledger.record(alice, bronze, on=TODAY)
        transaction.set_rollback(True)
    assert not Completion.objects.exists()
    assert state_of(alice) == "overdue"


def test_recording_takes_the_same_number_of_queries_however_much_somebody_did(
    alice, bronze, bronze_for_all, django_assert_max_num_queries
):
    for day in range(1, 20):
        ledger.record(alice, bronze, on=date(2026, 10, day))
    with django_assert_max_num_queries(18):
        ledger.record(alice, bronze, on=TODAY)
