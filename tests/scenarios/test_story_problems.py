"""What an author is told about an unfinished or faulty story."""

from __future__ import annotations

import math
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from scenarios.story import NotAStory, Story
from scenarios.story_words import SENTENCES
from tests.scenarios.stories import both, choice, ending, gym, scene, story

Change = Callable[[dict[str, Any]], Any]


def changed(change: Change) -> dict[str, Any]:
    """The story of the gym, with something done to it."""
    data = deepcopy(gym())
    change(data)
    return data


def put(value: Any, *path: str | int) -> Change:
    """Write this value at this place in the story."""

    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return change


def add(value: Any, *path: str | int) -> Change:
    """Add this at the end of the list at this place in the story."""

    def change(data: Any) -> None:
        for step in path:
            data = data[step]
        data.append(value)

    return change


def drop(*path: str | int) -> Change:
    """Take away what stands at this place in the story."""

    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    return change


def all_of(*changes: Change) -> Change:
    def change(data: dict[str, Any]) -> None:
        for one in changes:
            one(data)

    return change


SCENES = ("scenes",)
GYM = ("scenes", "gym")
VAGUE = (*GYM, "choices", 0)
TELL = (*GYM, "choices", 1)
QUESTION = ("scenes", "question")
OWN_UP = (*QUESTION, "choices", 2)

LONELY = scene("Op zolder", choice("down", "gym"), choice("up", "gym"))
ROUND = scene("Rondje", choice("again", "round"), choice("once-more", "round"))
IF_ACCEPTED = [{"var": "accepted", "is": 1}]

ERRORS: list[tuple[str, Change]] = [
    ("no_start", drop("start")),
    ("unknown_start", put("canteen", "start")),
    ("no_report_scene", drop("report_scene")),
    ("unknown_report_scene", put("canteen", "report_scene")),
    ("report_is_start", put("gym", "report_scene")),
    ("report_is_ending", put("early", "report_scene")),
    ("no_target", drop(*VAGUE, "to")),
    ("unknown_target", put("canteen", *VAGUE, "to")),
    ("unreachable", put(LONELY, *SCENES, "attic")),
    ("never_reached", drop("scenes", "gift", "choices", 1, "effects", "set")),
    ("endless", all_of(put(ROUND, *SCENES, "round"), put("round", *TELL, "to"))),
    (
        "stuck",
        all_of(
            put([{"var": "told", "is": 1}], *QUESTION, "choices", 0, "if"),
            put([{"var": "told", "is": 1}], *QUESTION, "choices", 1, "if"),
        ),
    ),
    (
        "trapped",
        all_of(
            put(scene("Hal", choice("in", "hall"), choice("out", "late", **{"if": IF_ACCEPTED})), *SCENES, "hall"),
            put("hall", *QUESTION, "choices", 0, "to"),
        ),
    ),
    ("choice_count", drop(*TELL)),
    ("choice_count", put([choice(str(n), "gift") for n in range(5)], *GYM, "choices")),
    ("choice_count", drop(*GYM, "choices")),
    ("no_choice_key", drop(*VAGUE, "key")),
    ("duplicate_choice", put("vague", *TELL, "key")),
    ("reserved_choice", put("stop-en-meld", *TELL, "key")),
    ("ending_with_choices", put([choice("a", "gym"), choice("b", "gym")], "scenes", "early", "choices")),
    ("ending_without_text", drop("scenes", "early", "ending", "text")),
    ("ending_without_text", put({}, "scenes", "early", "ending")),
    ("duplicate_ending", put("late", "scenes", "early", "ending", "key")),
    ("no_minimum", drop("minimum_decisions")),
    ("no_minimum", put(0, "minimum_decisions")),
    ("minimum_impossible", put(4, "minimum_decisions")),
    ("no_meter", drop("variables", "risk")),
    ("meter_range", put(9, "variables", "grip", "max")),
    ("reserved_variable", put({"min": 0, "max": 1, "start": 0}, "variables", "set")),
    ("no_range", drop("variables", "told", "max")),
    ("bad_range", put(2, "variables", "told", "min")),
    ("start_outside", put(7, "variables", "told", "start")),
    ("undeclared_read", put("gossip", *OWN_UP, "if", 0, "var")),
    ("undeclared_read", put("gossip", *QUESTION, "lines", 0, "if", 0, "var")),
    ("undeclared_set", put({"gossip": 1}, *VAGUE, "effects")),
    ("undeclared_set", put({"set": {"gossip": 1}}, *VAGUE, "effects")),
    ("empty_condition", put([{"var": "accepted"}], *OWN_UP, "if")),
    ("empty_condition", put([{"is": 1}], *QUESTION, "lines", 0, "if")),
    ("choice_never_true", put([{"var": "risk", "at_least": 11}], *OWN_UP, "if")),
    ("choice_never_true", put([{"var": "risk", "at_least": 6}, {"var": "risk", "at_most": 5}], *OWN_UP, "if")),
    ("choice_never_true", put([{"var": "told", "is": 0}, {"var": "told", "is": 1}], *OWN_UP, "if")),
    ("choice_never_true", put([{"var": "told", "not": 0}, {"var": "told", "not": 1}], *OWN_UP, "if")),
    ("line_never_true", put([{"var": "told", "is": 2}], *QUESTION, "lines", 0, "if")),
    ("missing_text", drop("title")),
    ("missing_text", put(both(" "), "you")),
    ("missing_text_in_scene", drop(*GYM, "title")),
    ("missing_text_in_scene", put({}, *GYM, "lines", 0, "text")),
    ("missing_text_in_scene", drop(*GYM, "mode")),
    ("missing_text_in_choice", drop(*VAGUE, "text")),
    ("missing_text_in_choice", drop(*VAGUE, "trail")),
    ("missing_text_in_choice", drop(*VAGUE, "kind")),
    ("missing_translation", drop("summary", "en")),
    ("missing_translation", put({"nl": "Over druk."}, "content_note")),
    ("missing_translation", drop("cast", "robin", "about", "nl")),
    ("missing_translation", drop("debrief", "remember", 0, "en")),
    ("missing_translation_in_scene", put({"nl": "Dinsdag"}, *GYM, "when")),
    ("missing_translation_in_scene", drop("scenes", "early", "ending", "text", "en")),
    ("missing_translation_in_choice", put({"en": "They know"}, *VAGUE, "effect_note")),
    ("unknown_speaker", put("danny", *GYM, "lines", 0, "who")),
    ("unknown_companion", put("danny", *GYM, "with")),
    ("unknown_word_in_scene", put("letter", *GYM, "mode")),
    ("unknown_word_in_scene", put("the end", *GYM, "phase")),
    ("unknown_word_in_choice", put("shout", *VAGUE, "kind")),
    ("unknown_word_in_choice", put("good", *VAGUE, "weight")),
    ("unknown_dimension", put({"courage": 1}, *VAGUE, "dimensions")),
    ("points_outside", put({"refuse": 3}, *VAGUE, "dimensions")),
    ("no_name", drop("cast", "robin", "name")),
    ("no_audience", put([], "audience")),
    ("unknown_turning_point", put("canteen", "debrief", "turning_point")),
]

TIPS: list[tuple[str, Change]] = [
    ("never_offered", add(choice("blush", "gift", **{"if": [{"var": "told", "is": 1}]}), *GYM, "choices")),
    (
        "report_ending_shared",
        all_of(
            put("early", "scenes", "report", "choices", 0, "to"),
            put("early", "scenes", "report", "choices", 1, "to"),
            drop("scenes", "reported"),
        ),
    ),
    ("ending_too_soon", put("early", *VAGUE, "to")),
    ("missing_text", drop("debrief", "say")),
    ("missing_text_in_choice", drop(*VAGUE, "weight")),
    ("missing_text_in_choice", drop(*VAGUE, "why")),
    ("no_turning_point", drop("debrief", "turning_point")),
    ("unknown_field", put("x", "lable")),
    ("unknown_field_in_scene", put("x", *GYM, "lines", 0, "wno")),
    ("unknown_field_in_choice", put("x", *VAGUE, "efects")),
]
NO_STORIES: list[tuple[str, Change]] = [
    ("not_a_mapping", put([], "scenes")),
    ("not_a_mapping", put("Robin", "cast", "robin")),
    ("not_a_list", put({}, *GYM, "choices")),
    ("not_a_text", put(20.02, *GYM, "lines", 0, "at")),
    ("not_a_text", put(True, *VAGUE, "key")),
    ("not_a_number", put("1", "variables", "told", "max")),
    ("not_a_number", put(True, *VAGUE, "effects", "grip")),
    ("not_a_number", put(1.5, *VAGUE, "effects", "grip")),
    ("not_plain", put({1, 2}, "approach_types")),
    ("not_finite", put(math.nan, *GYM, "map")),
    ("not_finite", put(-math.inf, "minutes")),
    ("unnamed", put({}, "scenes", 3)),
    ("unnamed", put({}, "scenes", " ")),
    ("bad_character", put("half \ud83d", "title", "nl")),
    ("bad_character", put("nul \x00", *GYM, "note")),
    ("other_language", put("Rob", "title", "fy")),
    ("unknown_name", put(1, *OWN_UP, "if", 0, "at_mots")),
    ("number_too_big", put(10**7, "variables", "told", "max")),
    ("text_too_long", put("a" * 10_001, "title", "nl")),
    ("too_many", put({f"scene-{n}": {} for n in range(1_001)}, "scenes")),
    ("too_many", put([{}] * 21, *GYM, "choices")),
    ("too_much", put([[0] * 1_000] * 200, "extra")),
]


def codes(data: dict[str, Any], level: str = "error") -> set[str]:
    return {problem.code for problem in Story.from_data(data).problems() if problem.level == level}


def test_a_finished_story_has_no_problems():
    assert Story.from_data(gym()).problems() == []


@pytest.mark.parametrize("code, change", ERRORS, ids=[code for code, _ in ERRORS])
def test_the_author_is_told_what_is_wrong(code, change):
    assert code in codes(changed(change))


@pytest.mark.parametrize("code, change", TIPS, ids=[code for code, _ in TIPS])
def test_the_author_gets_a_tip(code, change):
    data = changed(change)
    assert code in codes(data, "tip")
    assert codes(data) == set()


@pytest.mark.parametrize("code, change", NO_STORIES, ids=[code for code, _ in NO_STORIES])
def test_what_cannot_be_a_story_is_refused_by_name(code, change):
    with pytest.raises(NotAStory) as refused:
        Story.from_data(changed(change))
    assert refused.value.code == code


@pytest.mark.parametrize("data", [None, [], "Robin", 3])
def test_a_story_is_a_mapping(data):
    with pytest.raises(NotAStory):
        Story.from_data(data)


def test_a_document_that_holds_itself_is_refused():
    data = gym()
    data["scenes"]["gym"]["again"] = data
    with pytest.raises(NotAStory) as refused:
        Story.from_data(data)
    assert refused.value.code == "too_deep"


def test_every_sentence_has_an_example_here():
    elsewhere = {"too_deep", "too_many_situations"}
    assert {code for code, _ in [*ERRORS, *TIPS, *NO_STORIES]} | elsewhere == set(SENTENCES)


def test_an_empty_draft_is_told_what_to_begin_with():
    found = Story.from_data({}).problems()
    assert [problem.sentence() for problem in found[:2]] == [
        "Kies de scène waarmee het verhaal begint.",
        "Kies de scène waar ‘Stop en meld dit’ heen gaat.",
    ]


def test_sentences_name_the_scene_and_the_choice_in_both_languages():
    data = changed(put("canteen", *TELL, "to"))
    (problem,) = Story.from_data(data).problems()
    assert (problem.level, problem.scene, problem.choice) == ("error", "gym", "tell")
    assert problem.sentence() == "Keuze 2 in ‘De sportschool’ gaat naar ‘canteen’, maar die scène is er niet."
    assert problem.sentence("en") == "Choice 2 in ‘De sportschool’ leads to ‘canteen’, but there is no such scene."


def test_a_place_in_the_data_is_named_for_whoever_wrote_it():
    with pytest.raises(NotAStory) as refused:
        Story.from_data(changed(put(20.02, *GYM, "lines", 0, "at")))
    assert refused.value.sentence() == "scenes.gym.lines[1].at moet tekst zijn. Zet het tussen aanhalingstekens."
    assert str(refused.value) == "scenes.gym.lines[1].at must be text. Put it between quotes."


def test_errors_come_before_tips():
    data = changed(all_of(drop("debrief", "turning_point"), drop(*VAGUE, "trail")))
    assert [problem.level for problem in Story.from_data(data).problems()] == ["error", "tip"]


def test_a_trap_says_in_which_situation_the_player_is_caught():
    data = changed(put(IF_ACCEPTED, *QUESTION, "choices", 0, "if"))
    data["scenes"]["question"]["choices"][1]["if"] = [{"var": "accepted", "is": 1}]
    (problem,) = Story.from_data(data).problems()
    assert (
        problem.sentence() == "In ‘De kleine vraag’ kan een speler niet verder: er is geen keuze over (accepted = 0)."
    )


def test_the_way_out_is_no_excuse_for_a_trap():
    scenes = {
        "door": scene("De deur", choice("knock", "door"), choice("wait", "door")),
    }
    assert "endless" in codes(story("door", scenes))


def test_what_is_too_large_to_look_at_is_not_approved():
    (problem,) = Story.from_data(gym()).problems(limit=3)
    assert (problem.code, problem.is_error) == ("too_many_situations", True)


def test_variables_that_decide_nothing_do_not_make_a_story_large():
    # Risk and grip take many values along the way, but no choice depends on them: 13 situations.
    assert Story.from_data(gym()).problems(limit=13) == []


def test_going_round_makes_any_minimum_possible():
    scenes = {
        "door": scene("De deur", choice("knock", "door"), choice("enter", "end")),
        "end": ending("end", "Klaar"),
    }
    assert "minimum_impossible" not in codes(story("door", scenes, minimum_decisions=40))
