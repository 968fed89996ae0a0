"""What a new installation begins with."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from lms.duties import facts, projection, tasks, templates
from lms.models import Activity, ContactPoint, Employee, Obligation, Requirement
from lms.people import groups
from lms.shell import contacts
from tests.people import TODAY


@pytest.fixture
def preloaded(db):
    templates.preload()


def test_every_template_is_a_draft_that_asks_nothing(alice, preloaded):
    assert {r.is_draft for r in Requirement.objects.all()} == {True}
    assert projection.project_all(on=TODAY).total == 0


def test_setting_up_twice_adds_nothing_and_changes_nothing(preloaded):
    Requirement.objects.filter(key="goud").update(days=400)
    assert templates.preload() == 0
    assert Requirement.objects.get(key="goud").days == 400
    assert contacts.preload() > 0
    assert contacts.preload() == 0
    assert ContactPoint.objects.first().kind == "reporting_point"


def test_each_template_is_a_requirement_that_the_form_would_accept(preloaded):
    for requirement in Requirement.objects.all():
        requirement.full_clean()
        assert requirement.parts.exists()


def test_a_requirement_whose_content_is_not_there_yet_is_not_asked(alice, preloaded):
    Requirement.objects.filter(key="i-bewustzijn").update(in_force_from="2025-01-01")
    projection.project_all(on=TODAY)
    assert set(Obligation.objects.values_list("state", flat=True)) == {"out"}
    Activity.objects.filter(key="niveau-brons").update(available_from="2025-01-01")
    projection.project_all(on=TODAY)
    assert set(Obligation.objects.values_list("state", flat=True)) == {"overdue"}


def test_only_agency_workers_start_with_start_safely(preloaded):
    Requirement.objects.filter(key="start-veilig").update(in_force_from="2025-01-01")
    [duty] = facts.duties().values()
    assert duty.audience.engagement == "agency"


def test_the_groups_of_the_admin_follow_the_posts(bureau, alice, db):
    groups.make_groups()
    groups.follow_all_posts(on=TODAY)
    assert Employee.objects.get(pk=bureau.pk).has_perm("lms.change_requirement")
    assert not Employee.objects.get(pk=alice.pk).has_perm("wagtailadmin.access_admin")
    bureau.posts.update(ends_on="2026-11-22")
    groups.follow_posts(bureau, on=TODAY)
    assert not Employee.objects.get(pk=bureau.pk).has_perm("wagtailadmin.access_admin")


def test_setup_and_daily_can_be_run_again_and_again(alice, capsys):
    for _ in range(2):
        call_command("setup")
        call_command("daily")
    assert "Groups follow the posts: done" in capsys.readouterr().out


def test_the_check_of_the_projection_looks_ahead(alice, preloaded):
    Requirement.objects.filter(key="i-bewustzijn").update(in_force_from="2026-11-01")
    Activity.objects.filter(key="niveau-brons").update(available_from="2025-01-01")
    call_command("rebuild_obligations", verbosity=0)
    call_command("rebuild_obligations", "--check")
    Obligation.objects.update(recheck_on=None)
    with pytest.raises(Exception, match="differ from the rule"):
        call_command("rebuild_obligations", "--check")


def test_the_bureau_changes_a_requirement_and_everybody_is_worked_out_again(
    client, bureau, alice, preloaded, settings, django_capture_on_commit_callbacks
):
    settings.WEERBAAR_TODAY = TODAY
    groups.make_groups()
    groups.follow_all_posts(on=TODAY)
    Activity.objects.filter(key="niveau-goud").update(available_from="2025-01-01")
    goud = Requirement.objects.get(key="goud")
    client.force_login(bureau, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = f"/beheer/requirement/edit/{goud.pk}/"
    form = client.get(page).context["form"]
    data = {name: value for name, value in form.initial.items() if value not in (None, [])}
    part = goud.parts.get()
    data |= {
        "in_force_from": "2026-01-01",
        "days": "30",
        "audience_function_groups": "",
        "parts-TOTAL_FORMS": "1",
        "parts-INITIAL_FORMS": "1",
        "parts-MIN_NUM_FORMS": "1",
        "parts-MAX_NUM_FORMS": "1000",
        "parts-0-id": part.pk,
        "parts-0-kind": part.kind,
        "parts-0-activity": part.activity_id,
        "parts-0-times": "1",
        "parts-0-ORDER": "1",
    }
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(page, data).status_code == 302
    assert Employee.objects.get(pk=alice.pk).projection_due
    tasks.work_off.call()
    assert Obligation.objects.get(employee=alice).state == "overdue"


def test_a_requirement_that_cannot_be_meant_gets_a_sentence_at_the_field(preloaded):
    goud = Requirement.objects.get(key="goud")
    goud.clock, goud.in_force_until, goud.valid_months, goud.renewal_days = "fixed", date(2026, 1, 1), 1, 90
    with pytest.raises(ValidationError) as refused:
        goud.full_clean()
    assert set(refused.value.message_dict) == {"fixed_on", "in_force_from", "renewal_days"}
