"""Playing a story, and what its author and its player are told about it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import FrozenInstanceError

import pytest

from scenarios.story import (
    WAY_OUT,
    Bar,
    NoSuchChoice,
    NoSuchScene,
    Story,
    Text,
    dimensions,
    meters,
    moments,
)
from tests.scenarios.stories import both, choice, ending, gym, scene, story


@pytest.fixture
def robin() -> Story:
    """Robin from the gym, who asks Noor ever a little more."""
    return Story.from_data(gym())


def keys(choices) -> list[str]:
    return [choice.key for choice in choices]


# --- Playing --------------------------------------------------------------------------------


def test_noor_begins_at_the_start(robin):
    position = robin.walk()
    assert position.scene.key == "gym"
    assert position.state == {"risk": 1, "grip": 6, "told": 0, "accepted": 0}
    assert keys(position.choices_on_the_table) == ["vague", "tell"]
    assert (position.steps, position.decisions, position.is_ending) == ((), 0, False)


def test_a_choice_leads_on_and_changes_what_it_says(robin):
    position = robin.walk(["tell"])
    assert position.scene.key == "gift"
    assert position.state == {"risk": 5, "grip": 6, "told": 1, "accepted": 0}
    (step,) = position.steps
    assert (step.scene_key, step.choice.key) == ("gym", "tell")
    assert step.changes == {"risk": 4, "told": 1}


def test_a_meter_stops_at_its_edge_and_the_step_says_what_really_moved(robin):
    step = robin.walk(["tell", "accept"]).steps[-1]
    assert step.state_after == {"risk": 10, "grip": 0, "told": 1, "accepted": 1}
    assert step.changes == {"risk": 5, "grip": -6, "accepted": 1}


def test_what_stood_at_its_edge_already_did_not_change(robin):
    assert robin.walk(["tell", "accept", "look"]).steps[-1].changes == {}


def test_only_who_took_the_gift_can_own_up_to_it(robin):
    assert "own-up" not in keys(robin.walk(["vague", "pay"]).choices_on_the_table)
    assert "own-up" in keys(robin.walk(["vague", "accept"]).choices_on_the_table)
    with pytest.raises(NoSuchChoice):
        robin.walk(["vague", "pay", "own-up"])


def test_only_who_told_about_her_work_hears_of_it_again(robin):
    assert len(robin.walk(["tell", "pay"]).lines) == 2
    assert len(robin.walk(["vague", "pay"]).lines) == 1


def test_a_step_remembers_what_was_read_and_what_could_be_chosen(robin):
    step = robin.walk(["tell", "pay", "refuse"]).steps[-1]
    assert len(step.lines) == 2
    assert keys(step.table) == ["refuse", "look"]


def test_a_choice_that_is_not_there_is_refused_by_name(robin):
    with pytest.raises(NoSuchChoice) as refused:
        robin.walk(["vague", "bribe"])
    assert (refused.value.scene, refused.value.key) == ("gift", "bribe")


def test_after_an_ending_there_is_nothing_to_choose(robin):
    ended = ["vague", "pay", "refuse"]
    assert robin.walk(ended).choices_on_the_table == ()
    assert robin.walk(ended).way_out is None
    for key in ("refuse", WAY_OUT):
        with pytest.raises(NoSuchChoice):
            robin.walk([*ended, key])


def test_a_draft_without_a_beginning_cannot_be_played():
    with pytest.raises(NoSuchScene):
        Story.from_data({}).walk()


def test_a_choice_that_leads_nowhere_is_not_on_the_table():
    data = gym()
    data["scenes"]["gym"]["choices"][1]["to"] = "nowhere"
    assert keys(Story.from_data(data).walk().choices_on_the_table) == ["vague"]


def test_a_story_never_changes(robin):
    with pytest.raises(FrozenInstanceError):
        robin.start = "gift"


# --- Conditions and effects -----------------------------------------------------------------


@pytest.mark.parametrize(
    "condition, holds",
    [
        ({"is": 1}, True),
        ({"is": 2}, False),
        ({"not": 1}, False),
        ({"not": 2}, True),
        ({"at_least": 1}, True),
        ({"at_least": 2}, False),
        ({"at_most": 1}, True),
        ({"at_most": 0}, False),
        ({"at_least": 0, "at_most": 2, "not": 1}, False),
    ],
)
def test_a_condition_compares_one_variable(condition, holds):
    data = gym()
    data["scenes"]["gym"]["choices"][1]["if"] = [{"var": "risk", **condition}]
    table = keys(Story.from_data(data).walk().choices_on_the_table)
    assert ("tell" in table) is holds


def test_all_conditions_of_a_choice_must_hold():
    data = gym()
    data["scenes"]["gym"]["choices"][1]["if"] = [{"var": "risk", "is": 1}, {"var": "grip", "is": 1}]
    assert keys(Story.from_data(data).walk().choices_on_the_table) == ["vague"]


def test_set_comes_after_add_and_is_clamped_too():
    data = gym()
    data["scenes"]["gym"]["choices"][0]["effects"] = {"risk": 3, "set": {"risk": 2, "grip": 99}}
    assert Story.from_data(data).walk(["vague"]).steps[0].changes == {"risk": 1, "grip": 4}


# --- Stop en meld dit -----------------------------------------------------------------------


def test_noor_can_stop_and_report_in_every_scene_of_the_story(robin):
    for choices in ([], ["tell"], ["tell", "accept"]):
        position = robin.walk([*choices, WAY_OUT])
        assert position.scene.key == "report"
        assert position.steps[-1].is_way_out


def test_who_is_reporting_cannot_stop_and_report_again(robin):
    assert robin.walk([WAY_OUT]).way_out is None
    with pytest.raises(NoSuchChoice):
        robin.walk([WAY_OUT, WAY_OUT])


def test_what_comes_only_after_reporting_has_no_way_out_and_what_the_story_shares_has():
    scenes = {
        "door": scene("De deur", choice("talk", "manager"), choice("walk", "end")),
        "manager": scene("Je leidinggevende", choice("tell", "end"), choice("wait", "end")),
        "after": scene("Daarna", choice("rest", "reported"), choice("work", "reported")),
        "end": ending("end", "Klaar"),
    }
    data = story("door", scenes)
    data["scenes"]["report"]["choices"][0]["to"] = "after"
    data["scenes"]["report"]["choices"][1]["to"] = "manager"
    told = Story.from_data(data)
    assert told.walk([WAY_OUT, "call"]).way_out is None
    assert told.walk([WAY_OUT, "write"]).way_out is not None


def test_stopping_changes_no_meter_and_is_no_decision(robin):
    position = robin.walk(["tell", WAY_OUT])
    assert position.steps[-1].changes == {}
    assert position.decisions == 1


# --- When it counts -------------------------------------------------------------------------


def test_an_ending_after_three_decisions_counts(robin):
    assert robin.walk(["vague", "pay", "refuse"]).completes


def test_three_decisions_without_an_ending_do_not_count():
    data = gym()
    data["minimum_decisions"] = 2
    assert not Story.from_data(data).walk(["vague", "pay"]).completes


def test_stopping_at_once_ends_the_story_but_does_not_complete_it(robin):
    position = robin.walk([WAY_OUT, "call"])
    assert (position.is_ending, position.decisions, position.completes) == (True, 1, False)


def test_stopping_after_enough_decisions_completes_it(robin):
    position = robin.walk(["vague", "accept", WAY_OUT, "call"])
    assert (position.decisions, position.completes) == (3, True)


def test_a_draft_that_names_no_minimum_counts_from_one_decision():
    data = gym()
    del data["minimum_decisions"]
    data["start"] = "early"
    draft = Story.from_data(data)
    assert draft.walk().is_ending
    assert not draft.walk().completes


# --- What the screens tell ------------------------------------------------------------------


def test_the_typical_number_of_decisions_goes_with_the_player(robin):
    assert robin.expected_steps == 3
    assert robin.walk().expected_steps == 3
    assert robin.walk(["vague", "pay", "look"]).expected_steps == 3
    # From the reporting scene it is one more decision, wherever one came from.
    assert robin.walk(["vague", WAY_OUT]).expected_steps == 2


def test_going_round_does_not_make_a_story_typically_longer_or_shorter():
    scenes = {
        "desk": scene("Je bureau", choice("on", "phone"), choice("off", "phone")),
        "phone": scene("De telefoon", choice("on", "door"), choice("back", "desk")),
        "door": scene("De deur", choice("on", "end"), choice("out", "lift")),
        "lift": scene("De lift", choice("back", "desk"), choice("again", "phone")),
        "end": ending("end", "Klaar"),
    }
    told = Story.from_data(story("desk", scenes))
    assert told.expected_steps == 3
    assert told.walk(["on", "on", "out"]).expected_steps == 3 + 4  # from the lift it begins again


def test_the_bars_compare_with_what_was_possible_on_this_way(robin):
    bars = dimensions(robin.walk(["vague", "accept", "refuse"]))
    assert bars["recognise"] == Bar(points=1, lowest=-1, highest=1)
    assert bars["refuse"] == Bar(points=2, lowest=-2, highest=3)
    assert (bars["recognise"].value, bars["refuse"].value) == (10, 8)
    assert list(bars) == ["recognise", "refuse", "record", "report", "support"]


def test_a_bar_for_which_nothing_was_asked_is_not_in_play(robin):
    bars = dimensions(robin.walk(["vague", "accept", "refuse"]))
    assert not bars["support"].in_play
    assert bars["support"].value == 0


def test_who_stops_to_report_misses_nothing_in_that_scene(robin):
    bars = dimensions(robin.walk(["vague", WAY_OUT, "call"]))
    assert bars["refuse"] == Bar(points=0, lowest=0, highest=0)
    assert bars["report"] == Bar(points=1, lowest=0, highest=1)


def test_the_moments_are_the_steps_with_something_to_say():
    data = gym()
    quiet = data["scenes"]["gift"]["choices"][0]
    del quiet["weight"], quiet["why"]
    counted = moments(Story.from_data(data).walk(["tell", "pay", "look"]))
    assert [(moment.number, moment.choice.key) for moment in counted] == [(1, "tell"), (2, "look")]
    assert [(moment.risk, moment.grip) for moment in counted] == [(4, 0), (3, 0)]


def test_stopping_to_report_is_a_strong_moment(robin):
    moment = moments(robin.walk([WAY_OUT]))[0]
    assert moment.choice.weight == "strong"
    assert moment.choice.why.missing == ()


def test_the_line_chart_begins_before_the_first_step(robin):
    readings = meters(robin.walk(["tell", "accept"]))
    assert [(reading.step, reading.risk, reading.grip) for reading in readings] == [(0, 1, 6), (1, 5, 6), (2, 10, 0)]
    assert [reading.scene.key for reading in readings] == ["gym", "gift", "question"]


def test_the_endings_seen_are_those_of_this_story(robin):
    runs = [["vague", "pay", "refuse"], ["vague", "pay"], [WAY_OUT, "call"], ["a choice of last year"]]
    assert robin.endings_seen(runs) == {"early", "stopped"}
    assert keys(robin.endings) == ["early", "late", "silent", "stopped"]


def test_playing_again_begins_at_the_first_visit_of_a_scene(robin):
    assert robin.replay_from(["tell", "accept", "look"], "question") == ("tell", "accept")
    assert robin.replay_from(["tell", "accept"], "question") == ("tell", "accept")
    assert robin.replay_from(["tell", "accept"], "gym") == ()


def test_who_never_was_in_a_scene_plays_again_from_the_beginning(robin):
    assert robin.replay_from([WAY_OUT, "call"], "question") == ()
    assert not robin.walk([WAY_OUT, "call"]).visited("question")
    assert robin.walk([WAY_OUT, "call"]).visited("gym")


def test_an_untranslated_text_is_shown_in_dutch():
    assert Text("hoi", "hi").in_("en-gb") == "hi"
    assert Text("hoi").in_("en") == "hoi"
    assert Text("", "hi").in_("nl") == "hi"


@pytest.mark.parametrize("name, initials", [("Robin", "R"), ("Danny (voetbal)", "DV"), ("Jan van der Berg", "JV")])
def test_somebody_has_at_most_two_initials(name, initials):
    data = gym()
    data["cast"]["robin"]["name"] = name
    assert Story.from_data(data).cast["robin"].initials == initials


# --- Every way through ----------------------------------------------------------------------


def test_every_way_to_an_ending_is_counted(robin):
    seen = robin.explore(way_out=False)
    assert {key: reach.paths for key, reach in seen.endings.items()} == {"early": 4, "late": 2, "silent": 4}
    assert (seen.paths, seen.complete, seen.loops) == (10, True, False)
    assert seen.shortest.decisions == seen.longest.decisions == 3


def test_stopping_is_one_of_the_ways(robin):
    seen = robin.explore()
    # In 1 + 2 + 4 ways before a choice, and then two ways to report.
    assert seen.endings["stopped"].paths == 14
    assert (seen.endings["stopped"].shortest.decisions, seen.endings["stopped"].longest.decisions) == (1, 3)
    assert seen.scenes == robin.scenes.keys()


def test_reading_time_counts_what_is_read_at_two_hundred_words_a_minute():
    scenes = {
        "door": scene(
            "De deur",
            choice("a", "end", text={"nl": "een " * 20, "en": "one " * 20}),
            choice("b", "end", text={"nl": "twee " * 20, "en": "two " * 20}, effect_note=both("weg " * 10)),
            lines=[
                {"who": "narrator", "text": {"nl": "woord " * 40, "en": "word " * 140}},
                {"who": "narrator", "text": both("nooit " * 999), "if": [{"var": "risk", "at_least": 9}]},
            ],
        ),
        "end": ending("end", "Klaar"),
    }
    scenes["end"]["ending"].update(title=both(""), text=both("slot " * 20))
    seen = Story.from_data(story("door", scenes)).explore(way_out=False)
    assert seen.shortest.seconds == {"nl": 30, "en": 60}
    assert seen.longest.seconds == {"nl": 33, "en": 63}


def test_a_story_that_goes_round_is_still_explored():
    scenes = {
        "door": scene("De deur", choice("knock", "door"), choice("enter", "end")),
        "end": ending("end", "Klaar"),
    }
    seen = Story.from_data(story("door", scenes)).explore(way_out=False)
    assert (seen.loops, seen.complete, seen.paths) == (True, True, 1)


def test_an_exploration_that_stops_early_says_so(robin):
    seen = robin.explore(limit=2)
    assert not seen.complete
    assert robin.explore().complete


def test_a_draft_without_a_beginning_has_no_ways():
    seen = Story.from_data({}).explore()
    assert (seen.paths, seen.shortest, seen.longest, seen.scenes) == (0, None, None, frozenset())


# --- Data in, data out ----------------------------------------------------------------------


def test_a_story_comes_back_as_it_was():
    data = gym()
    assert Story.from_data(data).to_data() == data


def test_what_we_do_not_know_is_kept_for_those_who_do():
    data = gym()
    data["reviewed_by"] = ["Samira", "Pieter"]
    data["scenes"]["gym"]["map"] = {"x": 10.5, "y": 20}
    data["scenes"]["gym"]["choices"][0]["note"] = ""
    assert Story.from_data(data).to_data() == data


def test_a_bare_text_is_dutch_that_is_still_to_be_translated():
    data = gym()
    data["title"] = "Robin"
    draft = Story.from_data(data)
    assert draft.title == Text(nl="Robin")
    assert [problem.sentence("en") for problem in draft.problems()] == [
        "Translate the title. There is no text in English yet."
    ]


def test_a_story_can_be_for_everyone_or_for_some_directorates():
    data = gym()
    assert Story.from_data(data).for_everyone
    data["audience"] = ["GO", "OPS"]
    assert Story.from_data(data).audience == ("GO", "OPS")
    assert Story.from_data(data).to_data() == data


def test_reading_a_story_leaves_the_data_alone():
    data = gym()
    before = deepcopy(data)
    Story.from_data(data).problems()
    assert data == before
