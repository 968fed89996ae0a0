"""Writing and publishing a story: drafts may be anything, what is live can be played."""

import copy
import json
from datetime import date

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from lms.models import Activity, Edition
from scenarios import loading, play
from scenarios.models import ScenarioPage, ScenarioSectionPage
from tests.people import TODAY
from tests.scenarios.conftest import PLATE
from tests.scenarios.stories import both, gym

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(plate):
    return ScenarioPage.objects.get()


@pytest.fixture
def editor(client, admin, settings):
    """Ada in the Wagtail admin, with her authenticator app set up."""
    settings.DEMO = True
    admin.email = "ada@demo.example"
    admin.save()
    client.force_login(admin)
    return client


def edit(editor, page, story, *, publish=False, **more):
    """Send the form of the edit page."""
    form = {"title": page.title, "title_en": page.title_en, "key": page.key, "slug": page.slug, **more}
    comments = {f"comments-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    sent = {**form, **comments, "story": story if isinstance(story, str) else json.dumps(story)}
    if publish:
        sent["action-publish"] = "action-publish"
    return editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)


def latest(page):
    return ScenarioPage.objects.get(pk=page.pk).get_latest_revision_as_object()


# --- What publishing does ---------------------------------------------------------------------


def test_publishing_makes_an_activity_with_its_titles_minutes_and_first_day(plate):
    assert (plate.kind, plate.title_nl, plate.title_en) == (
        "scenario",
        "Alleen dat kenteken",
        "Just that number plate",
    )
    assert (plate.minutes, plate.available_from, plate.meant_for.count()) == (7, TODAY, 0)
    assert plate.current_edition.data["key"] == PLATE


def test_publishing_the_same_story_again_makes_no_new_edition(page):
    page.save_revision().publish()
    assert Edition.objects.count() == 1


def test_a_changed_story_is_a_new_edition_that_says_who_and_which_revision(page, admin):
    page.story["minutes"] = 9
    revision = page.save_revision(user=admin)
    revision.publish(user=admin)
    edition = Edition.objects.get(number=2)
    assert (edition.published_by, edition.source_revision) == (admin, str(revision.pk))
    assert Activity.objects.get().minutes == 9
    assert Edition.objects.get(number=1).data["minutes"] == 7


def test_a_draft_changes_nothing_for_players(page):
    page.story["minutes"] = 9
    page.save_revision()
    assert Edition.objects.count() == 1


def test_unpublishing_takes_it_back_and_publishing_brings_it_again(page):
    page.unpublish()
    assert Activity.objects.get().current_edition is None
    page.save_revision().publish()
    assert Activity.objects.get().current_edition.number == 1


def test_deleting_the_page_takes_it_back(page):
    page.delete()
    assert Activity.objects.get().current_edition is None


def test_in_the_section_of_a_directorate_it_is_for_that_directorate(page, house):
    section = page.section.get_parent().add_child(instance=ScenarioSectionPage(title="MKB", directorate=house.mkb))
    page.move(section, pos="last-child")
    plate = Activity.objects.get()
    assert list(plate.meant_for.all()) == [house.mkb]
    assert plate.current_edition.data["audience"] == ["MKB"]


def test_when_the_section_becomes_another_directorates_its_stories_go_along(page, house):
    section = page.section
    section.directorate = house.par
    section.save_revision().publish()
    assert list(Activity.objects.get().meant_for.all()) == [house.par]


def test_a_story_may_be_for_several_directorates(page, house):
    page.story["audience"] = ["MKB", "PAR"]
    page.save_revision().publish()
    assert set(Activity.objects.get().meant_for.all()) == {house.mkb, house.par}


# --- What keeps it from being published -----------------------------------------------------


def broken(page, change):
    story = copy.deepcopy(page.story)
    change(story)
    page.story = story
    return page


@pytest.mark.parametrize(
    "change, sentence",
    [
        (lambda story: story.update(start="nergens"), "nergens"),
        (lambda story: story["scenes"]["gunst"].update(art="scene-maan"), "Er is geen plaat ‘scene-maan’"),
        (lambda story: story.update(audience=["XYZ"]), "Er is geen eenheid met de code ‘XYZ’"),
        (lambda story: story["scenes"]["gunst"]["choices"][0].update(to=""), "De gunst"),
    ],
)
def test_a_story_with_faults_does_not_go_live(page, change, sentence):
    revision = broken(page, change).save_revision()
    with pytest.raises(ValidationError, match=sentence):
        revision.publish()
    assert Edition.objects.count() == 1


def test_the_key_of_another_activity_is_refused(page):
    Activity.objects.create(key="b5", kind="module", title_nl="B5", title_en="B5")
    page.key = "b5"
    assert any("andere activiteit" in fault for fault in page.faults())


# --- In the admin -------------------------------------------------------------------------------


def test_an_unfinished_story_can_be_saved_but_not_published(editor, page):
    story = {"scenes": {}, "start": "later"}
    assert edit(editor, page, story).status_code == 302
    assert latest(page).story == story
    answer = edit(editor, page, story, publish=True)
    assert answer.status_code == 200
    assert "later" in answer.content.decode()
    assert Edition.objects.count() == 1


def test_a_whole_story_is_published_from_the_form(editor, page):
    story = {**gym(), "summary": both("Iets nieuws."), "content_note": both("Let op."), "minutes": 5}
    answer = edit(editor, page, story, publish=True)
    assert answer.status_code == 302, answer.context["form"].errors
    edition = Activity.objects.get().current_edition
    assert (edition.number, edition.data["summary"]["nl"]) == (2, "Iets nieuws.")
    assert edition.data["title"]["nl"] == "Alleen dat kenteken"  # the page's own title


@pytest.mark.parametrize("story", ["{", "[1, 2]", '{"minutes": "zeven"}', '{"summary": {"nl": "\\u0000"}}', "null"])
def test_what_can_be_no_story_is_refused_with_a_sentence(editor, page, story):
    answer = edit(editor, page, story)
    assert answer.status_code == 200
    assert latest(page).story == page.story


def test_the_key_stays_once_it_is_out(editor, page):
    answer = edit(editor, page, page.story, publish=True, key="iets-anders")
    assert "De sleutel blijft zoals hij is" in answer.content.decode()


def test_the_edit_page_shows_the_story_readably(editor, page):
    shown = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Robin schuift je een cappuccino toe" in shown


def test_a_page_leads_to_where_it_is_played(page):
    assert page.get_url_parts()[2] == f"/scenario/{PLATE}/"


def test_the_preview_opens_the_story_and_says_what_is_wrong(page, rf, admin):
    request = rf.get("/")
    request.user = admin
    page.story = {**page.story, "start": "nergens"}
    shown = page.make_preview_request(request, "", {"user": admin}).content.decode()
    assert "Alleen dat kenteken" in shown
    assert "nergens" in shown


def test_what_was_played_is_not_deleted(editor, page, alice, plate):
    play.start(alice, plate)
    answer = editor.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
    assert "Dit is al gespeeld" in answer.content.decode()
    assert ScenarioPage.objects.exists()


def bulk(editor, action, page):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return editor.post(f"{url}?id={page.pk}&next=/beheer/", {}, follow=True).content.decode()


def test_nor_in_bulk(editor, page, alice, plate):
    play.start(alice, plate)
    assert "Dit is al gespeeld" in bulk(editor, "delete", page)
    assert ScenarioPage.objects.exists()


def test_a_story_with_faults_is_not_published_in_bulk_either(editor, page):
    broken(page, lambda story: story.update(start="nergens")).save_revision()
    assert "Nog niet te publiceren: Alleen dat kenteken" in bulk(editor, "publish", page)
    assert Edition.objects.count() == 1


# --- Files --------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    """A folder of stories, with one story in it."""

    def write(**changes):
        story = {**gym(), "minutes": 5, "content_note": both("Let op."), **changes}
        (tmp_path / "robin").mkdir(exist_ok=True)
        (tmp_path / "robin" / "story.yaml").write_text(yaml.safe_dump(story), encoding="utf-8")
        return tmp_path

    return write


def test_the_stories_that_come_with_the_product_are_without_faults():
    assert list(loading.check()) == []


def test_loading_says_what_happened(folder, settings):
    settings.WEERBAAR_TODAY = TODAY
    assert list(loading.load(TODAY, folder())) == ["robin: new"]
    assert list(loading.load(TODAY, folder())) == ["robin: unchanged"]
    assert list(loading.load(TODAY, folder(minutes=6))) == ["robin: changed"]
    assert Activity.objects.get().minutes == 6


def test_what_an_author_changed_stays_until_the_file_changes(folder):
    list(loading.load(TODAY, folder()))
    page = ScenarioPage.objects.get()
    page.story["minutes"] = 12
    page.save_revision().publish()
    list(loading.load(TODAY, folder()))
    assert Activity.objects.get().minutes == 12
    list(loading.load(TODAY, folder(minutes=8)))
    assert Activity.objects.get().minutes == 8


def test_a_story_for_one_directorate_comes_into_its_section(folder, house):
    list(loading.load(TODAY, folder(audience=["MKB"])))
    assert ScenarioPage.objects.get().section.directorate == house.mkb
    assert list(Activity.objects.get().meant_for.all()) == [house.mkb]


def test_a_file_with_faults_is_refused_whole(tmp_path, folder):
    folder(start="nergens")
    assert any("nergens" in complaint for complaint in loading.check(tmp_path))
    with pytest.raises(loading.NotLoadable):
        list(loading.load(TODAY, tmp_path))
    (tmp_path / "robin" / "story.yaml").write_bytes(b"\xff\xfe{")
    assert any("YAML" in complaint for complaint in loading.check(tmp_path))
    (tmp_path / "robin" / "story.yaml").write_text("- 1\n")
    assert list(loading.check(tmp_path))


def test_the_folder_is_called_after_the_story(tmp_path, folder):
    folder(key="anders")
    assert any("anders" in complaint for complaint in loading.check(tmp_path))


def test_the_command_loads_stories_and_can_be_repeated(capsys, settings):
    settings.WEERBAAR_TODAY = date(2026, 11, 23)
    call_command("content", "load")
    call_command("content", "load")
    assert f"scenario {PLATE}: unchanged" in capsys.readouterr().out


def test_the_command_stops_at_a_broken_file(monkeypatch, folder):
    broken_folder = folder(start="nergens")
    monkeypatch.setattr(loading, "FOLDER", broken_folder)
    monkeypatch.setattr(loading, "files", lambda *_: [broken_folder / "robin" / "story.yaml"])
    with pytest.raises(CommandError, match="nergens"):
        call_command("content", "load")
    assert not Activity.objects.filter(kind="scenario").exists()
