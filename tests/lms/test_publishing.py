"""Publishing makes an edition that never changes; the activity says which one is played."""

from datetime import date

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from lms.activities import publishing
from lms.models import Activity, Edition, Employee, OrgUnit

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
TITLES = {"nl": "Praten over je werk", "en": "Talking about your work"}


@pytest.fixture
def customs():
    return OrgUnit.add_root(code="goods", name="Grens en goederen", kind=OrgUnit.Kind.DIRECTORATE)


def publish(data=None, *, on=MONDAY, **more):
    return publishing.publish(
        "b5", Activity.Kind.MODULE, data or {"items": [1]}, titles=TITLES, minutes=6, on=on, **more
    )


def test_the_first_edition_can_be_done_from_that_day():
    edition = publish()
    activity = Activity.objects.get(key="b5")
    assert (edition.number, activity.current_edition, activity.available_from) == (1, edition, MONDAY)
    assert (activity.title_nl, activity.title_en, activity.minutes) == (*TITLES.values(), 6)


def test_publishing_the_same_content_again_changes_nothing():
    assert publish(on=TUESDAY) == publish(on=MONDAY)
    assert Edition.objects.count() == 1


def test_other_content_is_a_new_edition_and_the_first_day_stays():
    publish()
    edition = publish({"items": [1, 2]}, on=TUESDAY, impact=Edition.Impact.MATERIAL, revision="17")
    activity = Activity.objects.get(key="b5")
    assert (edition.number, edition.impact, edition.source_revision) == (2, "material", "17")
    assert (activity.current_edition, activity.available_from) == (edition, MONDAY)


def test_withdrawing_keeps_the_editions_and_publishing_again_brings_them_back():
    edition = publish()
    publishing.withdraw("b5")
    assert Activity.objects.get(key="b5").current_edition is None
    assert publish() == edition


def test_a_new_title_reaches_the_activity_without_a_new_edition():
    edition = publish()
    again = publishing.publish(
        "b5", Activity.Kind.MODULE, {"items": [1]}, titles={"nl": "Anders", "en": "Other"}, minutes=4, on=TUESDAY
    )
    assert again == edition
    assert Activity.objects.get(key="b5").title_nl == "Anders"


def test_a_module_hangs_under_its_level_and_is_meant_for_units(customs):
    level = Activity.objects.create(key="niveau-brons", kind=Activity.Kind.LEVEL, title_nl="Brons", title_en="Bronze")
    activity = publish(part_of=level, position=5, meant_for=[customs]).activity
    assert (activity.part_of, activity.position, list(activity.meant_for.all())) == (level, 5, [customs])


def test_a_key_of_another_kind_is_refused_in_words():
    publish()
    with pytest.raises(publishing.KeyTaken, match="b5"):
        publishing.publish("b5", Activity.Kind.SCENARIO, {}, titles=TITLES, minutes=6, on=MONDAY)


def test_only_what_can_be_asked_of_people_makes_their_duties_due(customs):
    person = Employee.objects.create_user("a@demo.example", started_on=MONDAY, first_name="A", last_name="B")

    def due():
        was = Employee.objects.get(pk=person.pk).projection_due
        Employee.objects.update(projection_due=False)
        return was

    publish()
    assert due()
    publish({"items": [2]}, on=TUESDAY)
    assert not due()
    publish({"items": [2]}, meant_for=[customs])
    assert due()


def test_what_comes_out_is_asked_of_people_as_soon_as_the_worker_looks(alice, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        call_command("content", "load", verbosity=0)
    waiting = DBTaskResult.objects.ready().filter(task_path="lms.duties.tasks.work_off")
    assert waiting.exists()
    assert Employee.objects.get(pk=alice.pk).projection_due
