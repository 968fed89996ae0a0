"""Modules as files: what is refused, and that loading publishes only what is new."""

import pytest
import yaml
from django.core.management import CommandError, call_command

from lms.models import Activity, Edition
from modules import content_files, content_kinds, loading
from modules.content_files import NotAModule
from modules.models import ModulePage
from tests.modules.questions import SINGLE, SORT, both, module, part
from tests.people import TODAY


@pytest.fixture
def folder(tmp_path):
    return tmp_path


@pytest.fixture
def write(folder):
    """Put a module in a file, and say what is wrong with it."""

    def put(content, key="b5", level="brons"):
        file = folder / level / key / "module.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content if isinstance(content, str) else yaml.safe_dump(content), encoding="utf-8")
        return list(content_files.check(folder))

    return put


def load(folder):
    return list(loading.load(TODAY, folder))


# --- Reading ------------------------------------------------------------------------------------


def test_a_good_file_has_no_complaints(write):
    assert write(module()) == []


def test_the_modules_of_the_product_are_good():
    assert list(content_files.check()) == []
    assert {file.parent.name for file in content_files.files()} >= {"b5", "b6"}


@pytest.mark.parametrize(
    "change, complaint",
    [
        ({"titel": both("x")}, "brons/b5: unknown field “titel”."),
        ({"title": {"nl": "Alleen Nederlands"}}, "brons/b5: title: the English text is missing."),
        ({"title": both("x") | {"de": "x"}}, "brons/b5: title: unknown language “de”."),
        ({"goal": "one language"}, "brons/b5: goal: a text in two languages is expected here: nl and en."),
        ({"minutes": "six"}, "brons/b5: minutes: a whole number from 1 to 60 is expected here."),
        ({"draw": 0}, "brons/b5: draw: a whole number from 1 to 20 is expected here."),
        ({"level": "platina"}, "brons/b5: level: “platina” is none of: brons, zilver, goud, diamant."),
        ({"key": "B 5"}, "brons/b5: key: “B 5” is no key. Use small letters, digits and hyphens."),
        ({"art": "scene-x"}, "is none of: scene-bericht"),
        ({"items": []}, "brons/b5: Give at least one question."),
        ({"items": "none"}, "brons/b5: items: a list is expected here."),
        ({"items": [SINGLE, SINGLE]}, "brons/b5: Two questions have the key “gift”. Give one another key."),
        ({"items": [SINGLE | {"type": "guess"}]}, "is none of: single, multi, order, sort, match"),
        ({"items": [SINGLE | {"options": [part("a", bst=True)]}]}, "unknown field “bst”."),
        (
            {"items": [SINGLE | {"options": [part("a"), part("b")]}]},
            "brons/b5: items “gift”: Mark exactly one option as the best choice.",
        ),
        (
            {"items": [SORT | {"cards": [part("a", bin="open"), part("b", bin="no")]}]},
            "The card “b” belongs to no group.",
        ),
        ({"draw": 1, "items": [SINGLE | {"key": k, "first": True} for k in "ab"]}, "More questions come first"),
        ({"key": "b6"}, "brons/b5: the folder and the fields “level” and “key” must say the same."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_that_tells_where(write, change, complaint):
    assert complaint in " ".join(write(module() | change))


@pytest.mark.parametrize("content", ["", "just words", "a: [", "- 1\n- 2", "!!python/object:os.system {}"])
def test_what_is_no_module_at_all_is_refused(write, content):
    assert write(content)


def test_reading_a_bad_file_raises_with_all_complaints(folder, write):
    write(module() | {"titel": 1, "draw": 0})
    with pytest.raises(NotAModule) as refusal:
        content_files.read(folder / "brons" / "b5" / "module.yaml")
    assert len(refusal.value.complaints) == 2


# --- Loading ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_loading_publishes_and_loading_again_changes_nothing(folder, write):
    write(module())
    assert load(folder) == ["b5: new"]
    assert load(folder) == ["b5: unchanged"]
    assert Edition.objects.filter(activity__key="b5").count() == 1
    assert ModulePage.objects.get(key="b5").revisions.count() == 1


@pytest.mark.django_db
def test_a_changed_file_makes_the_next_edition(folder, write):
    write(module())
    load(folder)
    write(module(goal=both("You really see it.")))
    assert load(folder) == ["b5: changed"]
    assert Activity.objects.get(key="b5").current_edition.number == 2


@pytest.mark.django_db
def test_what_an_author_changed_stays_until_the_file_changes(folder, write):
    write(module())
    load(folder)
    page = ModulePage.objects.get(key="b5")
    page.goal_nl = "Van de auteur."
    page.save_revision().publish()
    assert load(folder) == ["b5: unchanged"]
    assert Activity.objects.get(key="b5").current_edition.data["goal"]["nl"] == "Van de auteur."


@pytest.mark.django_db
def test_a_module_that_an_author_took_offline_stays_offline(folder, write):
    write(module())
    load(folder)
    ModulePage.objects.get(key="b5").unpublish()
    load(folder)
    assert Activity.objects.get(key="b5").current_edition is None


@pytest.mark.django_db
def test_a_module_can_move_to_another_level(folder, write):
    write(module())
    load(folder)
    (folder / "brons" / "b5" / "module.yaml").unlink()
    write(module(level="zilver"), level="zilver")
    assert load(folder) == ["b5: changed"]
    assert Activity.objects.get(key="b5").part_of.key == "niveau-zilver"


@pytest.mark.django_db
def test_the_command_loads_every_kind_of_content(capsys):
    call_command("content", "load")
    assert "module b5: new" in capsys.readouterr().out
    call_command("content", "load")
    assert "new" not in capsys.readouterr().out


def test_the_command_refuses_to_load_when_something_is_wrong(monkeypatch):
    broken = content_kinds.ContentKind("broken", lambda: ["x: this is wrong."], lambda on: pytest.fail("loaded"))
    monkeypatch.setattr(content_kinds, "_kinds", [broken])
    with pytest.raises(CommandError, match="x: this is wrong"):
        call_command("content", "load")
