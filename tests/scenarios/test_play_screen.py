"""What the screen is made of, without a database: the log, the meters, the dike and the debrief."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.debrief import ROOM_FOR_A_LABEL, debrief
from scenarios.dike import Dike, Hold
from scenarios.screen import EFFECT, ME, NOTE, THEM, screen
from scenarios.story import WAY_OUT, NoSuchChoice, Story
from tests.scenarios.stories import both, gym, stories

STORY = Story.from_data(gym())


def at(*choices, data=None, language="nl"):
    story = Story.from_data(data) if data else STORY
    return screen(story, story.walk(choices), language)


def words(entries):
    return [entry.text for entry in entries]


def test_the_beginning_has_no_past():
    shown = at()
    assert (shown.turn, shown.step, shown.trail, shown.just_now, shown.earlier) == (0, 1, (), (), ())
    assert shown.here.label == "De sportschool"
    assert [option.key for option in shown.options] == ["vague", "tell"]
    assert shown.way_out == WAY_OUT


def test_in_a_chat_with_the_same_person_everything_stays_in_sight():
    shown = at("vague", "pay")
    assert shown.earlier == ()
    assert [passage.label for passage in shown.still_in_sight] == ["De sportschool", "De gunst"]
    assert [entry.form for entry in shown.still_in_sight[0].entries] == [THEM, ME, EFFECT]


@pytest.fixture
def at_home():
    """The gym's story in which the question is asked at home, and not in the chat."""
    data = gym()
    data["scenes"]["question"]["mode"] = "encounter"
    return data


def test_what_went_before_another_form_is_folded_away_and_kept(at_home):
    shown = at("vague", "pay", data=at_home)
    assert shown.still_in_sight == ()
    assert [passage.label for passage in shown.earlier] == ["De sportschool", "De gunst"]
    assert "Ik kies vague." in words(shown.earlier[0].entries)
    assert "Ik kies pay." not in words(shown.earlier[1].entries)  # that is what just happened
    assert words(shown.just_now)[0] == "Ik kies pay."


def test_a_message_in_a_chat_loses_its_quotes_and_keeps_them_in_a_meeting(at_home):
    for data, said in ((gym(), "Nee."), (at_home, "‘Nee.’")):
        data["scenes"]["gift"]["choices"][0]["text"] = both("‘Nee.’")
        assert words(at("vague", "pay", data=data).just_now)[0] == said


@pytest.mark.parametrize("kind", ["do", "wait", "report"])
def test_what_is_done_is_told_and_not_said(kind):
    data = gym()
    data["scenes"]["gym"]["choices"][0]["kind"] = kind
    assert at("vague", data=data).just_now[0].form == NOTE


def test_stopping_is_told_in_the_words_of_the_trail():
    assert words(at(WAY_OUT).just_now) == ["Je stopte en ging het melden."]


def test_what_changed_is_named_with_the_meter_that_moved_first():
    data = gym()
    data["scenes"]["gift"]["choices"][1]["effect_note"] = both("Robin betaalde")
    shown = at("vague", "accept", data=data)
    effect = shown.just_now[-1]
    assert (effect.text, effect.changes) == ("Robin betaalde", (("risk", "+8"), ("grip", "−7")))
    assert (shown.risk.value, shown.risk.new, shown.risk.note) == (9, 8, "Robin betaalde.")
    assert (shown.grip.value, shown.grip.new, shown.grip.note) == (0, 0, "")


def test_the_meters_count_what_really_changed_within_their_range():
    shown = at("tell", "accept")
    assert dict(shown.just_now[-1].changes) == {"risk": "+5", "grip": "−6"}
    assert shown.risk.cells == ["on"] * 5 + ["new"] * 5


def test_only_somebody_else_than_in_the_header_is_named():
    data = gym()
    data["cast"]["sam"] = {"name": "Sam"}
    data["scenes"]["gym"]["lines"].append({"who": "sam", "text": both("Hoi")})
    robin, sam = at(data=data).here.entries
    assert (robin.in_header, sam.in_header, sam.who, sam.initials) == (True, False, "Sam", "S")


def test_the_picture_stands_in_front_only_while_nothing_was_said():
    data = gym()
    data["art"] = "scene-gesprek"
    for key in ("gym", "gift"):
        data["scenes"][key]["mode"] = "encounter"
    assert at(data=data).picture_in_front
    assert not at("vague", data=data).picture_in_front
    assert at("vague", data=data).picture == "scene-gesprek"


def test_it_speaks_the_readers_language():
    data = gym()
    data["title"] = {"nl": "De sportschool", "en": "The gym"}
    assert (at(data=data).title, at(data=data, language="en").title) == ("De sportschool", "The gym")


@given(stories(), st.lists(st.integers(0, 3), max_size=12))
def test_every_position_of_every_story_has_a_screen(data, picks):
    """Whatever can be chosen can be shown, and everything on the screen can be chosen."""
    story = Story.from_data(data)
    choices = []
    for pick in picks:
        shown = screen(story, story.walk(choices), "nl")
        assert shown.step <= shown.steps
        assert len(shown.trail) == shown.turn == len(choices)
        offered = [option.key for option in shown.options] + ([shown.way_out] if shown.way_out else [])
        if not offered:
            break
        choices.append(offered[pick % len(offered)])
    position = story.walk(choices)
    if position.is_ending:
        told = debrief(story, position, {position.scene.ending.key}, "en")
        assert told.endings_seen == 1
        assert len(told.moments) == len(told.line.marks) - 1 == len(choices)


# --- The dike -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "risk, grip, hold",
    [
        (1, 6, Hold.WELL_BELOW),
        (4, 6, Hold.BELOW),
        (5, 5, Hold.AT_THE_EDGE),
        (6, 3, Hold.OVER),
        (0, 0, Hold.AT_THE_EDGE),
    ],
)
def test_the_words_say_what_the_drawing_shows(risk, grip, hold):
    assert Dike(risk, grip).hold is hold


@given(st.integers(0, 10), st.integers(0, 10))
def test_the_drawing_stays_within_its_frame(risk, grip):
    dike = Dike(risk, grip)
    for height in (dike.water, dike.crest, dike.water_label, dike.crest_label, dike.pool):
        assert 0 <= float(height) <= 150
    assert (float(dike.water) < float(dike.crest)) == dike.overflows


# --- The debrief --------------------------------------------------------------------------------


def told(*choices, seen=frozenset(), language="nl"):
    return debrief(STORY, STORY.walk(choices), seen, language)


def test_the_debrief_tells_each_moment_with_its_weight_and_what_moved():
    first = told("tell", "pay", "refuse").moments[0]
    assert (first.title, first.weight_label, first.changes) == ("Je koos tell", "begrijpelijk", (("risk", "+4"),))


def test_the_line_goes_through_every_reading():
    line = told("tell", "pay", "refuse").line
    assert [(mark.risk, mark.grip) for mark in line.marks] == [(1, 6), (5, 6), (5, 7), (5, 7)]
    assert [mark.x for mark in line.marks] == [40, 224, 408, 592]
    assert line.risk_path == "M40 169L224 109L408 109L592 109"


@pytest.mark.parametrize("risk, grip", [(5, 5), (5, 6), (6, 5), (0, 10), (10, 0)])
def test_the_words_at_the_end_of_the_lines_can_both_be_read(risk, grip):
    data = gym()
    data["variables"]["risk"]["start"], data["variables"]["grip"]["start"] = risk, grip
    story = Story.from_data(data)
    heights = debrief(story, story.walk([WAY_OUT, "call"]), frozenset(), "nl").line.label_heights
    assert abs(heights["risk"] - heights["grip"]) >= ROOM_FOR_A_LABEL
    if grip > risk:
        assert heights["grip"] < heights["risk"]


def test_endings_that_were_not_seen_keep_their_secret():
    endings = told("vague", "pay", "refuse", seen={"early"}).endings
    assert [(ending.number, ending.seen) for ending in endings] == [(1, True), (2, False), (3, False), (4, False)]


def test_what_did_not_come_up_has_no_bar():
    bars = {bar.name: bar for bar in told("vague", "pay", "refuse").bars}
    assert bars["recognise"].value == 10
    assert not bars["support"].in_play


def test_one_can_only_play_again_from_where_one_was():
    assert told("vague", "pay", "refuse").turning_point_title == "De kleine vraag"
    assert told(WAY_OUT, "call").turning_point == ""


def test_a_choice_of_another_edition_is_no_choice():
    with pytest.raises(NoSuchChoice):
        at("was-er-eens")
