"""What holds for every story, looked for in made-up ones.

Several of these look at each step of each player by hand, through `walk` alone, and compare: that
is how the checks, which leave out what no choice depends on, are known to leave out nothing else.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from hypothesis import assume, event, example, given
from hypothesis import strategies as st

from scenarios.story import WAY_OUT, NotAStory, Position, Story, dimensions, meters
from tests.scenarios.stories import drafts, gym, stories

TRAPS = {"stuck", "trapped", "endless"}
MANY = 600  # positions; a larger made-up story is left to another example


@dataclass(frozen=True)
class Played:
    """Every position that players of a story can be in, found by playing."""

    positions: dict[tuple, Position]
    leads: dict[tuple, list[tuple]]  # without ‘Stop en meld dit’
    fewest: dict[tuple, int]  # decisions

    def can_end(self) -> set[tuple]:
        ended = {here for here, position in self.positions.items() if position.is_ending}
        while more := {here for here, to in self.leads.items() if here not in ended and ended & set(to)}:
            ended |= more
        return ended


def here(position: Position) -> tuple:
    return position.scene.key, *position.state.values()


def taken(position: Position) -> list[str]:
    return [step.choice.key for step in position.steps]


def possible(position: Position) -> list[str]:
    """The keys of everything that may be chosen now, the way out included."""
    stop = [WAY_OUT] if position.way_out else []
    return [choice.key for choice in position.choices_on_the_table] + stop


def play(story: Story) -> Played:
    """Play until nothing new is found; the fewest decisions come first."""
    start = story.walk()
    positions, leads, fewest = {here(start): start}, {}, {}
    waiting = deque([start])
    while waiting:
        now = waiting.popleft()
        if here(now) in leads:
            continue
        leads[here(now)], fewest[here(now)] = [], now.decisions
        for key in possible(now):
            following = story.walk([*taken(now), key])
            positions.setdefault(here(following), following)
            if key == WAY_OUT:
                waiting.appendleft(following)
            else:
                leads[here(now)].append(here(following))
                waiting.append(following)
        assume(len(positions) <= MANY)
    return Played(positions, leads, fewest)


def errors(story: Story) -> set[str]:
    return {problem.code for problem in story.problems() if problem.is_error}


@st.composite
def walks(draw: st.DrawFn) -> tuple[Story, list[str]]:
    """A made-up story, and up to twelve choices that somebody makes in it."""
    story = Story.from_data(draw(stories()))
    choices: list[str] = []
    for _ in range(draw(st.integers(0, 12))):
        keys = possible(story.walk(choices))
        if not keys:
            break
        choices.append(draw(st.sampled_from(keys)))
    return story, choices


# --- Nobody gets trapped --------------------------------------------------------------------


@given(stories())
def test_a_story_without_errors_lets_everyone_reach_an_ending(data):
    story = Story.from_data(data)
    played = play(story)
    trapped = played.positions.keys() - played.can_end()
    event(f"errors: {bool(errors(story))}, somebody is trapped: {bool(trapped)}")
    assert errors(story) or not trapped


@given(stories())
def test_who_can_be_trapped_is_said_exactly_and_by_scene(data):
    story = Story.from_data(data)
    played = play(story)
    trapped = {position[0] for position in played.positions.keys() - played.can_end()}
    said = {problem.scene for problem in story.problems() if problem.code in TRAPS}
    reached = {position[0] for position in played.positions}
    assert trapped == said & reached


@given(walks())
def test_a_player_of_a_story_without_errors_can_always_go_on(walked):
    story, choices = walked
    assume(not errors(story))
    for turn in range(len(choices) + 1):
        position = story.walk(choices[:turn])
        assert position.is_ending or position.choices_on_the_table


@given(walks())
def test_until_reporting_there_is_always_a_way_out(walked):
    story, choices = walked
    for turn in range(len(choices) + 1):
        position = story.walk(choices[:turn])
        if not position.is_ending and not position.visited("report"):
            assert story.walk([*choices[:turn], WAY_OUT]).scene.key == "report"


# --- Walking --------------------------------------------------------------------------------


@given(walks())
def test_walking_is_the_same_every_time(walked):
    story, choices = walked
    again = Story.from_data(story.to_data())
    assert story.walk(choices) == story.walk(tuple(choices)) == again.walk(choices)


@given(walks())
def test_every_beginning_of_a_walk_is_a_walk(walked):
    story, choices = walked
    whole = story.walk(choices)
    for turn in range(len(choices)):
        part = story.walk(choices[:turn])
        assert part.steps == whole.steps[:turn]
        assert part.state == whole.steps[turn].state_before
        assert part.scene == whole.steps[turn].scene


@given(walks())
def test_variables_stay_within_their_ranges(walked):
    story, choices = walked
    position = story.walk(choices)
    for state in (position.state, *(step.state_before for step in position.steps)):
        assert state.keys() == story.variables.keys()
        for name, value in state.items():
            assert story.variables[name].min <= value <= story.variables[name].max


@given(walks())
def test_the_changes_add_up_to_the_state(walked):
    story, choices = walked
    position = story.walk(choices)
    state = story.first_state
    for step in position.steps:
        state = {name: value + step.changes.get(name, 0) for name, value in state.items()}
    assert state == position.state
    last = meters(position)[-1]
    assert (last.step, last.risk, last.grip) == (len(choices), state["risk"], state["grip"])


@given(walks())
def test_decisions_are_all_choices_but_the_way_out(walked):
    story, choices = walked
    position = story.walk(choices)
    assert position.decisions == sum(key != WAY_OUT for key in choices)
    assert not position.completes or position.decisions >= story.minimum_decisions
    assert position.expected_steps >= position.decisions


@given(walks(), st.lists(st.integers(-2, 2), min_size=15, max_size=15))
def test_a_bar_lies_between_what_was_possible(walked, points):
    plain, choices = walked
    data = plain.to_data()
    every_choice = [choice for scene in data["scenes"].values() for choice in scene.get("choices", [])]
    for choice, worth in zip(every_choice, points, strict=False):
        choice["dimensions"] = {"refuse": worth}
    bar = dimensions(Story.from_data(data).walk(choices))["refuse"]
    assert bar.lowest <= bar.points <= bar.highest
    assert 0 <= bar.value <= 10


@given(walks(), st.integers(0, 5))
def test_playing_again_stops_at_the_first_visit(walked, number):
    story, choices = walked
    scene = f"scene-{number}"
    prefix = story.replay_from(choices, scene)
    assert tuple(choices[: len(prefix)]) == prefix
    if story.walk(choices).visited(scene):
        assert story.walk(prefix).scene.key == scene
        assert scene not in {step.scene.key for step in story.walk(prefix).steps}
    else:
        assert prefix == ()


# --- Every way through ----------------------------------------------------------------------


@given(stories())
def test_the_explored_endings_are_those_that_players_reach(data):
    story = Story.from_data(data)
    played = play(story)
    fewest: dict[str, int] = {}
    for place, position in played.positions.items():
        if position.scene.ending:
            key = position.scene.ending.key
            fewest[key] = min(played.fewest[place], fewest.get(key, MANY))
    seen = story.explore()
    assert seen.complete
    assert {key: reach.shortest.decisions for key, reach in seen.endings.items()} == fewest
    assert seen.scenes == {place[0] for place in played.positions}


@given(stories(loops=False))
def test_without_loops_every_path_is_counted_once(data):
    story = Story.from_data(data)
    seen = story.explore()
    assume(not seen.loops and seen.paths <= MANY)
    ways: dict[str, list[int]] = {}
    waiting: list[list[str]] = [[]]
    while waiting:
        choices = waiting.pop()
        position = story.walk(choices)
        if position.scene.ending:
            ways.setdefault(position.scene.ending.key, []).append(position.decisions)
        waiting += [[*choices, key] for key in possible(position)]
    assert {key: reach.paths for key, reach in seen.endings.items()} == {key: len(of) for key, of in ways.items()}
    assert {key: reach.longest.decisions for key, reach in seen.endings.items()} == {
        key: max(of) for key, of in ways.items()
    }


@given(stories(loops=False), st.integers(1, 6))
def test_a_minimum_is_impossible_when_no_player_makes_so_many_decisions(data, minimum):
    story = Story.from_data({**data, "minimum_decisions": minimum})
    seen = story.explore()
    assume(not seen.loops and seen.paths)
    assert ("minimum_impossible" in errors(story)) == (seen.longest.decisions < minimum)


@given(stories(), st.integers(1, 8))
def test_what_was_not_looked_at_is_never_approved(data, limit):
    story = Story.from_data(data)
    if not story.explore(limit).complete:
        assert "too_many_situations" in {problem.code for problem in story.problems(1)}
    assert story.problems(10_000) == story.problems()


# --- Drafts ---------------------------------------------------------------------------------


@given(drafts())
@example(gym())
def test_a_draft_is_refused_or_gets_its_problems_told(data):
    try:
        draft = Story.from_data(data)
    except NotAStory as refused:
        event(f"refused: {refused.code}")
        told = [refused]
    else:
        event(f"read, with {len(draft.scenes)} scenes")
        told = draft.problems()
    for one in told:
        assert one.sentence("nl") != one.sentence("en")


@given(drafts())
def test_a_draft_can_be_explored(data):
    try:
        draft = Story.from_data(data)
    except NotAStory:
        return
    draft.explore()


@given(drafts())
@example(gym())
def test_a_draft_comes_back_as_it_was(data):
    try:
        draft = Story.from_data(data)
    except NotAStory:
        return
    written = draft.to_data()
    again = Story.from_data(written)
    assert again == draft
    assert again.to_data() == written


@given(drafts(), st.lists(st.sampled_from(["a", "b", "", WAY_OUT]), max_size=6))
def test_a_draft_can_be_played_as_far_as_it_goes(data, choices):
    try:
        position = Story.from_data(data).walk(choices)
    except (NotAStory, LookupError):
        return
    assert len(position.steps) == len(choices)
