"""Publishing a page makes an edition that never changes; taking it offline takes the module back."""

from datetime import date

import pytest

from lms.models import Activity, Edition
from modules import compile, publishing
from modules.levels import Level
from modules.models import LevelPage, ModulePage
from modules.module_data import tidy
from tests.modules.questions import QUESTIONS, SINGLE, both, module, part
from tests.people import TODAY

pytestmark = pytest.mark.django_db

TOMORROW = date(2026, 11, 24)


@pytest.fixture
def page(b5):
    return ModulePage.objects.get(key="b5")


def level():
    return Activity.objects.get(key=Level.BRONZE.activity_key)


def test_the_edition_holds_what_was_written(b5):
    assert b5.current_edition.data == tidy(module("b5"))
    assert b5.current_edition.number == 1


def test_the_activity_knows_its_title_its_level_and_its_first_day(b5):
    assert (b5.title_nl, b5.title_en, b5.minutes, b5.position) == ("Module b5", "Module b5 (en)", 6, 1)
    assert b5.part_of == level()
    assert b5.available_from == TODAY


def test_publishing_the_same_again_makes_no_edition(page, settings):
    settings.WEERBAAR_TODAY = TOMORROW
    page.save_revision().publish()
    assert Edition.objects.filter(activity__key="b5").count() == 1
    assert Activity.objects.get(key="b5").available_from == TODAY


def test_other_words_make_the_next_edition_and_leave_the_first(page, b5):
    page.goal_nl = "Je ziet het nu."
    page.save_revision().publish()
    assert b5.editions.count() == 2
    assert b5.editions.get(number=1).data["goal"]["nl"] == "You see it."
    assert Activity.objects.get(key="b5").current_edition.number == 2


def test_a_draft_changes_nothing_for_players(page, b5):
    page.goal_nl = "Nog niet af"
    page.save_revision()
    assert Activity.objects.get(key="b5").current_edition == b5.current_edition


def test_the_edition_says_who_published_it_and_from_which_revision(page, admin, b5):
    page.goal_nl = "Anders."
    revision = page.save_revision(user=admin)
    revision.publish(user=admin)
    edition = Activity.objects.get(key="b5").current_edition
    assert (edition.published_by, edition.source_revision) == (admin, str(revision.pk))


def test_going_offline_takes_the_module_back_and_online_brings_it_back(page, b5):
    page.unpublish()
    assert Activity.objects.get(key="b5").current_edition is None
    page.save_revision().publish()
    assert Activity.objects.get(key="b5").current_edition == b5.current_edition


def test_a_level_can_be_reached_from_its_first_module(bronze, publish):
    assert level().available_from is None
    publish("b5", minutes=6)
    publish("b6", minutes=8)
    assert (level().available_from, level().minutes) == (TODAY, 14)
    assert level().current_edition.data["promise"]["nl"] == "Je basis is op orde."


def test_without_modules_a_level_is_taken_back(page):
    page.unpublish()
    assert level().current_edition is None
    assert level().available_from == TODAY


def test_a_level_that_goes_offline_is_taken_back(page):
    LevelPage.objects.get(level="brons").unpublish()
    assert level().current_edition is None


def test_a_module_that_moves_to_another_level_is_part_of_it(page):
    silver = LevelPage.objects.get(level="zilver")
    page.move(silver, pos="last-child")
    moved = Activity.objects.get(key="b5")
    assert moved.part_of.key == "niveau-zilver"
    assert moved.current_edition.data["level"] == "zilver"
    assert level().current_edition is None


def test_a_deleted_page_takes_its_module_back(page):
    page.delete()
    assert Activity.objects.get(key="b5").current_edition is None


def test_what_cannot_be_played_is_not_published(page, b5):
    page.items = [{"type": "single", "id": "x", "value": {"question": both("What?"), "options": []}}]
    with pytest.raises(publishing.CannotPublish, match="why"):
        publishing.publish_module(page, on=TODAY)
    assert Activity.objects.get(key="b5").current_edition == b5.current_edition


def test_what_an_author_leaves_empty_is_not_in_the_edition(page):
    assert "hint" not in compile.module(page)["items"][0]
    assert "source" not in compile.module(page)


def test_options_without_a_key_are_called_by_the_id_that_the_editor_gave_them(page):
    options = [{"type": "item", "id": f"id-{n}", "value": part("", best=n == 1) | {"key": ""}} for n in (1, 2)]
    value = {"question": both("What?"), "why": both("So."), "options": options}
    page.items = [{"type": "single", "id": "an-id", "value": value}]
    question = compile.module(page)["items"][0]
    assert (question["key"], [option["key"] for option in question["options"]]) == ("an-id", ["id-1", "id-2"])


def test_line_ends_and_spaces_do_not_make_an_edition(page, b5):
    page.intro_nl = page.intro_nl + " \r\n"
    page.save_revision().publish()
    assert b5.editions.count() == 1


def test_the_live_address_is_where_it_is_played(page, settings):
    assert page.url == "/module/b5/"
    assert page.full_url == f"{settings.WEERBAAR_URL}/module/b5/"
    assert page.get_parent().specific.url == "/niveau/brons/"


def test_a_copy_has_no_key_and_so_takes_nothing_over(page):
    copy = page.copy(update_attrs={"slug": "copy"}, keep_live=False)
    assert (copy.key, copy.file_digest) == ("", "")


def test_every_type_goes_through_the_page_unchanged(publish):
    for question in QUESTIONS:
        activity = publish(f"only-{question['type']}", [question | {"hint": both("Look."), "first": True}])
        assert activity.current_edition.data["items"] == [tidy(question | {"hint": both("Look."), "first": True})]


def test_a_new_module_makes_everybodys_duties_due_for_recalculation(alice, publish):
    type(alice).objects.update(projection_due=False)
    publish("b7", [SINGLE])
    alice.refresh_from_db()
    assert alice.projection_due
