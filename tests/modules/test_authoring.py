"""What an author meets in the editor: a draft may be anything, publishing asks for what is missing."""

import json

import pytest
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from lms.models import Activity
from modules import items, module_data, study
from modules.items.blocks import wrapped
from modules.models import ModulePage
from tests.modules.conftest import play
from tests.modules.questions import MATCH, MULTI, ORDER, QUESTIONS, SINGLE, SORT, both, part

pytestmark = pytest.mark.django_db

NOTHING = {"nl": "", "en": ""}


@pytest.fixture
def author(client, admin, settings):
    settings.DEMO = True
    admin.email = "ada@demo.example"
    admin.save()
    client.force_login(admin, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def page(b5):
    return ModulePage.objects.get(key="b5")


def edit(author, page, *, publish=False, questions=(), **changes):
    """Send the editor's form for this page with these questions."""
    kept = ("title", "slug", "key", "order", "minutes", "draw")
    texts = ("title_en", "goal_nl", "goal_en", "intro_nl", "intro_en")
    data = {name: getattr(page, name) for name in (*kept, *texts)} | changes
    data |= {"comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}, "items": in_the_form(questions)}
    if publish:
        data["action-publish"] = "1"
    return author.post(f"/beheer/pages/{page.pk}/edit/", nested_form_data(data))


def in_the_form(questions):
    """These questions as the fields of the editor's form."""
    stored = [
        {"type": q["type"], "id": str(n), "value": wrapped({k: v for k, v in q.items() if k != "type"})}
        for n, q in enumerate(questions)
    ]
    stream = ModulePage._meta.get_field("items").stream_block.to_python(stored)
    return streamfield([(child.block_type, _fields(child.value, child.block)) for child in stream])


def _fields(value, block):
    if hasattr(block, "child_blocks"):
        return {name: _fields(value[name], child) for name, child in block.child_blocks.items()}
    if hasattr(block, "child_block"):
        parts = enumerate(_fields(part, block.child_block) for part in value)
        listed = {str(n): {"deleted": "", "order": str(n), "value": fields} for n, fields in parts}
        return listed | {"count": str(len(value))}
    return {None: "", False: "", True: "on"}.get(value, value)


def test_every_type_has_a_form_with_the_fields_of_its_shape():
    for name in items.FOLDERS:
        rules = items.marking(name)
        fields = set(items.block(name)().child_blocks)
        shape = {*module_data.COMMON, *module_data.COMMON_OPTIONAL, *rules.SHAPE, *getattr(rules, "OPTIONAL", {})}
        assert fields == shape - {"type"}


def test_the_editor_opens_with_all_types(author, page):
    response = author.get(f"/beheer/pages/{page.pk}/edit/")
    assert response.status_code == 200
    assert "both-languages" in response.content.decode()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["type"])
def test_a_question_from_the_form_is_published_as_it_was_written(author, page, question):
    response = edit(author, page, publish=True, questions=[question])
    assert response.status_code == 302, errors(response)
    assert Activity.objects.get(key="b5").current_edition.data["items"] == [module_data.tidy(question)]


def test_a_draft_may_be_unfinished(author, page, b5):
    unfinished = {"type": "single", "question": {"nl": "Alleen dit", "en": ""}, "why": NOTHING, "options": []}
    response = edit(author, page, questions=[unfinished], goal_en="")
    assert response.status_code == 302, errors(response)
    assert ModulePage.objects.get(pk=page.pk).get_latest_revision_as_object().goal_en == ""
    assert Activity.objects.get(key="b5").current_edition == b5.current_edition


@pytest.mark.parametrize(
    "question, sentence",
    [
        (SINGLE | {"options": [part("a"), part("b")]}, "precies één mogelijkheid"),
        (SINGLE | {"options": [part("a", best=True)]}, "minstens twee mogelijkheden"),
        (MULTI | {"options": [part("a"), part("b")]}, "minstens één mogelijkheid aan als goed"),
        (ORDER | {"steps": [part("a")]}, "minstens twee stappen"),
        (SORT | {"cards": [part("a", bin="x"), part("b", bin="open")]}, "hoort bij geen enkele groep"),
        (MATCH | {"pairs": MATCH["pairs"][:1]}, "minstens twee paren"),
        (SINGLE | {"hint": {"nl": "Kijk goed.", "en": ""}}, "maar in één taal"),
        (SINGLE | {"message": {"from": both("Robin"), "text": NOTHING}}, "een afzender en een tekst"),
    ],
)
def test_publishing_says_what_is_missing(author, page, b5, question, sentence):
    response = edit(author, page, publish=True, questions=[question])
    assert response.status_code == 200
    assert sentence in errors(response)
    assert Activity.objects.get(key="b5").current_edition == b5.current_edition


def test_a_translation_that_is_missing_is_asked_for(author, page):
    response = edit(author, page, publish=True, questions=[SINGLE], goal_en="")
    assert "goal_en" in response.context["form"].errors


def test_a_module_without_questions_is_not_published(author, page):
    assert "minstens één vraag" in errors(edit(author, page, publish=True))


def test_two_questions_with_one_key_are_not_published(author, page):
    assert "de sleutel ‘gift’" in errors(edit(author, page, publish=True, questions=[SINGLE, SINGLE]))


def test_the_key_stays_as_it_is_after_publishing(author, page):
    response = edit(author, page, questions=[SINGLE], key="b55")
    assert "blijft zoals hij is" in errors(response)


def errors(response):
    """Everything the form complains about, as text."""
    if response.context is None:
        return ""
    found = response.context["form"].errors
    said = []
    for name, complaints in found.as_data().items():
        for complaint in complaints:
            said.append(f"{name}: {json.dumps(_plain(complaint), ensure_ascii=False, default=str)}")
    return "\n".join(said)


def _plain(error):
    return error.as_json_data() if hasattr(error, "as_json_data") else error.messages


# --- Looking before publishing ------------------------------------------------------------------


@pytest.mark.parametrize("number", range(1, 6))
def test_each_question_can_be_looked_at_before_and_after_the_answer(author, page, number):
    for mode, words in ((f"question-{number}", "What do you do?"), (f"explanation-{number}", "Goed gezien")):
        response = page.make_preview_request(preview_mode=mode)
        assert response.status_code == 200
        assert words in response.content.decode()


def test_a_preview_stores_nothing_and_may_stand_in_a_frame(page):
    response = page.make_preview_request(preview_mode="question-1")
    assert "Controleer" not in response.content.decode()
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]


def test_an_unfinished_draft_can_be_looked_at(bronze):
    draft = ModulePage(title="Concept", slug="concept", items=[{"type": name, "value": {}} for name in items.FOLDERS])
    modes = [mode for mode, _ in draft.preview_modes]
    assert modes == ["", *(f"question-{number}" for number in range(1, 6))]
    for mode in [*modes, "explanation-1", "question-99", "nonsense"]:
        assert draft.make_preview_request(preview_mode=mode).status_code == 200


# --- Deleting -----------------------------------------------------------------------------------


def test_what_people_played_is_not_deleted(author, alice, page, b5):
    play(study.start(alice, b5))
    response = author.post(f"/beheer/pages/{page.pk}/delete/", follow=True)
    assert "Haal het offline" in response.content.decode()
    assert ModulePage.objects.filter(pk=page.pk).exists()


def test_nor_is_the_level_that_it_is_in(author, alice, page, bronze, b5):
    study.start(alice, b5)
    author.post(f"/beheer/pages/{bronze.pk}/delete/", {"confirm_site_name": "Weerbaar"})
    assert ModulePage.objects.filter(pk=page.pk).exists()


def test_nor_many_at_once(author, alice, page, b5):
    study.start(alice, b5)
    author.post(f"/beheer/bulk/wagtailcore/page/delete/?id={page.pk}&next=/beheer/")
    assert ModulePage.objects.filter(pk=page.pk).exists()


def test_what_nobody_played_may_go(author, page):
    author.post(f"/beheer/pages/{page.pk}/delete/", {"confirm_site_name": "Weerbaar"})
    assert not Page.objects.filter(pk=page.pk).exists()
    assert Activity.objects.get(key="b5").current_edition is None
