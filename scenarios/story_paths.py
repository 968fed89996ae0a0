"""Every way through a story, counted by situations, so that loops come to an end.

A *situation* is a scene together with the values of those variables that the question at hand
depends on. What a variable does never depends on another one, so the rest can be left out without
losing a way. Two players in the same situation have the same choices ahead of them; a story that
goes round comes back to a situation it has had, and there the looking stops.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from scenarios.story_graph import Onward, least, most, ways, without_loops
from scenarios.story_parts import WAY_OUT, Choice
from scenarios.story_words import LANGUAGES

if TYPE_CHECKING:
    from scenarios.story import Story

SITUATIONS_EXPLORED = 50_000
WORDS_A_MINUTE = 200

Situation = tuple[str, tuple[int, ...]]  # a scene's key and the values that matter


@dataclass(frozen=True, slots=True)
class Situations:
    """The situations that players can come into, and where each choice brings them."""

    variables: tuple[str, ...]
    start: Situation | None  # none while the story has no beginning
    leads: Mapping[Situation, Sequence[tuple[Choice, Situation]]]
    unexplored: frozenset[Situation]  # where the looking stopped, because of the limit

    @property
    def complete(self) -> bool:
        """Whether all of them were seen."""
        return not self.unexplored

    def state(self, situation: Situation) -> dict[str, int]:
        return dict(zip(self.variables, situation[1], strict=True))


@dataclass(frozen=True, slots=True)
class Length:
    """How long a way through the story is."""

    decisions: int
    seconds: Mapping[str, int]  # reading time in each language


@dataclass(frozen=True, slots=True)
class Reach:
    """How players can come to one ending. Each figure of a length is its own least or most."""

    paths: int
    shortest: Length
    longest: Length


@dataclass(frozen=True, slots=True)
class Exploration:
    """Every way through a story.

    The number of paths, the longest way and the most reading leave out each choice that goes back
    to a situation on the way there, going down the choices in the author's order (`loops` says
    whether there are any). If the story was too large, `complete` is false and everything here is
    about the part that was seen.
    """

    complete: bool
    situations: int
    loops: bool
    scenes: frozenset[str]  # those that players can come into
    endings: Mapping[str, Reach]  # by the ending's key

    @property
    def paths(self) -> int:
        return sum(ending.paths for ending in self.endings.values())

    @property
    def shortest(self) -> Length | None:
        """The shortest way to any ending; none while no ending is reached."""
        return _pick(min, [ending.shortest for ending in self.endings.values()])

    @property
    def longest(self) -> Length | None:
        """The longest way to any ending; none while no ending is reached."""
        return _pick(max, [ending.longest for ending in self.endings.values()])


def variables_read_by_choices(story: Story) -> tuple[str, ...]:
    """The declared variables that decide what a player can choose."""
    conditions = (
        condition for scene in story.scenes.values() for choice in scene.choices for condition in choice.conditions
    )
    read = {condition.variable for condition in conditions}
    return tuple(name for name in story.variables if name in read)


def variables_read(story: Story) -> tuple[str, ...]:
    """The declared variables that decide what a player can choose or reads."""
    lines = (line for scene in story.scenes.values() for line in scene.lines)
    read = {condition.variable for line in lines for condition in line.conditions}
    read.update(variables_read_by_choices(story))
    return tuple(name for name in story.variables if name in read)


def situations(story: Story, variables: tuple[str, ...], limit: int, *, way_out: bool = True) -> Situations:
    """Look at every situation from the start, the nearest first, until there were `limit`."""
    if story.start not in story.scenes:
        return Situations(variables, None, {}, frozenset())
    start = (story.start, tuple(story.variables[name].first for name in variables))
    leads: dict[Situation, list[tuple[Choice, Situation]]] = {}
    seen, waiting = {start}, deque([start])
    while waiting and len(leads) < limit:
        here = waiting.popleft()
        leads[here] = _leads(story, variables, here, way_out)
        for _, to in leads[here]:
            if to not in seen:
                seen.add(to)
                waiting.append(to)
    unexplored = frozenset(waiting)
    return Situations(variables, start, leads | {here: [] for here in unexplored}, unexplored)


def explore(story: Story, limit: int, *, way_out: bool) -> Exploration:
    """Every way from the start to an ending; `Exploration` says what exactly is counted."""
    found = situations(story, variables_read(story), limit, way_out=way_out)
    if found.start is None:
        return Exploration(True, 0, False, frozenset(), {})
    onward = without_loops([found.start], found.leads)
    paths = ways(found.start, onward)
    decisions = _decisions(found, found.start, onward)
    words = {language: _words(story, found, found.start, onward, language) for language in LANGUAGES}
    return Exploration(
        complete=found.complete,
        situations=len(found.leads),
        loops=onward.had_loops,
        scenes=frozenset(scene for scene, _ in found.leads),
        endings={
            key: Reach(
                paths=sum(paths[here] for here in where),
                shortest=Length(decisions.least_at(where), _seconds(words, _Totals.least_at, where)),
                longest=Length(decisions.most_at(where), _seconds(words, _Totals.most_at, where)),
            )
            for key, where in _by_ending(story, found).items()
        },
    )


def _leads(story: Story, variables: tuple[str, ...], here: Situation, way_out: bool) -> list[tuple[Choice, Situation]]:
    """Each choice that is on the table in this situation, with the situation that follows."""
    scene = story.scenes[here[0]]
    state = dict(zip(variables, here[1], strict=True))
    choices = [*story.on_the_table(scene, state)]
    if way_out and (stop := story.way_out_of(scene)):
        choices.append(stop)
    afterwards = [choice.effects.apply(state, story.variables) for choice in choices]
    return [
        (choice, (choice.to, tuple(after[name] for name in variables)))
        for choice, after in zip(choices, afterwards, strict=True)
    ]


def _by_ending(story: Story, found: Situations) -> dict[str, list[Situation]]:
    """In which situations each ending is reached, in the author's order of the endings."""
    by_ending: dict[str, list[Situation]] = {ending.key: [] for ending in story.endings}
    for here in found.leads:
        if ending := story.scenes[here[0]].ending:
            by_ending[ending.key].append(here)
    return {key: where for key, where in by_ending.items() if where}


@dataclass(frozen=True, slots=True)
class _Totals:
    """The least and the most of something on the way from the start to each situation."""

    least: Mapping[Situation, int]
    most: Mapping[Situation, int]

    def least_at(self, where: Iterable[Situation]) -> int:
        return min(self.least[here] for here in where)

    def most_at(self, where: Iterable[Situation]) -> int:
        return max(self.most[here] for here in where)


def _decisions(found: Situations, start: Situation, onward: Onward[Situation, Choice]) -> _Totals:
    """The decisions on the way; ‘Stop en meld dit’ is none."""

    def cost(choice: Choice, _: Situation) -> int:
        return 0 if choice.key == WAY_OUT else 1

    return _Totals(least(start, found.leads, cost), most(start, onward, cost))


def _words(
    story: Story, found: Situations, start: Situation, onward: Onward[Situation, Choice], language: str
) -> _Totals:
    """The words that are read on the way, from the first line to the last."""
    in_situation = {here: _words_in(story, found.state(here), here[0], language) for here in found.leads}

    def cost(choice: Choice, to: Situation) -> int:
        return choice.effect_note.words(language) + in_situation[to]

    opening = in_situation[start]
    return _Totals(least(start, found.leads, cost, already=opening), most(start, onward, cost, already=opening))


def _words_in(story: Story, state: Mapping[str, int], scene_key: str, language: str) -> int:
    """The words that a player reads in a scene: what is told and said, and what there is to choose."""
    scene = story.scenes[scene_key]
    texts = [line.text for line in scene.lines_in(state)]
    texts += [choice.text for choice in story.on_the_table(scene, state)]
    if scene.ending:
        texts += [scene.ending.title, scene.ending.text]
    return sum(text.words(language) for text in texts)


def _seconds(
    words: Mapping[str, _Totals],
    total_at: Callable[[_Totals, Iterable[Situation]], int],
    where: Sequence[Situation],
) -> dict[str, int]:
    return {language: ceil(total_at(totals, where) * 60 / WORDS_A_MINUTE) for language, totals in words.items()}


def _pick(pick: Callable[[Iterable[int]], int], lengths: Sequence[Length]) -> Length | None:
    if not lengths:
        return None
    return Length(
        decisions=pick(length.decisions for length in lengths),
        seconds={name: pick(length.seconds[name] for length in lengths) for name in LANGUAGES},
    )
