"""A story and the playing of it: plain data and pure functions that know nothing of Django.

A playthrough stores the choices and nothing else; `story.walk(choices)` derives where the player is.
What a scene or a choice is made of stands in `story_parts`, the faults that an author can make in
`story_checks`, and every way through a story in `story_paths`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from scenarios.story_checks import SITUATIONS_CHECKED, Problem, problems_of
from scenarios.story_data import MAX_SCENES, MAX_VARIABLES, NotAStory, filled, pair, reader
from scenarios.story_graph import reach, without_loops
from scenarios.story_parts import (
    DIMENSIONS,
    EVERYONE,
    METERS,
    WAY_OUT,
    Choice,
    Debrief,
    Ending,
    Line,
    Person,
    Scene,
    State,
    Variable,
    all_hold,
)
from scenarios.story_paths import SITUATIONS_EXPLORED, Exploration, explore
from scenarios.story_words import UNWRITTEN, Text

__all__ = [
    "DIMENSIONS",
    "METERS",
    "WAY_OUT",
    "Bar",
    "Choice",
    "Ending",
    "Exploration",
    "Line",
    "Moment",
    "NoSuchChoice",
    "NoSuchScene",
    "NotAStory",
    "Position",
    "Problem",
    "Reading",
    "Scene",
    "Step",
    "Story",
    "Text",
    "dimensions",
    "meters",
    "moments",
]

STOP_AND_REPORT = Choice(
    key=WAY_OUT,
    kind="report",
    text=Text("Stop en meld dit", "Stop and report this"),
    trail=Text("Je stopte en ging het melden.", "You stopped and went to report it."),
    weight="strong",
    why=Text(
        "Stoppen en melden kan op elk moment. Je hoeft niets zeker te weten.",
        "You can stop and report at any moment. You need not be sure of anything.",
    ),
)


class NoSuchScene(LookupError):
    """The story has no scene of this name."""

    def __init__(self, scene: str) -> None:
        self.scene = scene
        super().__init__(f"There is no scene “{scene}”.")


class NoSuchChoice(LookupError):
    """This choice is not on the table in this scene, or not for this player."""

    def __init__(self, scene: str, key: str) -> None:
        self.scene = scene
        self.key = key
        super().__init__(f"In “{scene}” there is no choice “{key}” now.")


@dataclass(frozen=True, slots=True)
class Step:
    """One choice that was made: where, out of what, and what it really changed."""

    scene: Scene
    choice: Choice
    table: tuple[Choice, ...]
    state_before: State
    state_after: State

    @property
    def scene_key(self) -> str:
        return self.scene.key

    @property
    def is_way_out(self) -> bool:
        return self.choice.key == WAY_OUT

    @property
    def lines(self) -> tuple[Line, ...]:
        """What the player read here."""
        return self.scene.lines_in(self.state_before)

    @property
    def changes(self) -> dict[str, int]:
        """How much each variable really moved, after clamping; what stood still is left out."""
        moved = {name: self.state_after[name] - before for name, before in self.state_before.items()}
        return {name: change for name, change in moved.items() if change}


@dataclass(frozen=True, slots=True)
class Position:
    """Where a player is, and how they came there."""

    scene: Scene
    state: State
    steps: tuple[Step, ...]
    choices_on_the_table: tuple[Choice, ...]
    way_out: Choice | None  # ‘Stop en meld dit’, where it may be chosen
    minimum_decisions: int
    expected_steps: int  # decisions made so far and a typical number to come: ‘Step 3 of ± 8’

    @property
    def lines(self) -> tuple[Line, ...]:
        """What happens here, for this player."""
        return self.scene.lines_in(self.state)

    @property
    def is_ending(self) -> bool:
        return self.scene.is_ending

    @property
    def decisions(self) -> int:
        """How many real decisions were made. ‘Stop en meld dit’ is always possible, so it is none."""
        return sum(not step.is_way_out for step in self.steps)

    @property
    def completes(self) -> bool:
        """Whether this playthrough counts: at an ending, after enough decisions."""
        return self.is_ending and self.decisions >= self.minimum_decisions

    def visited(self, scene_key: str) -> bool:
        """Whether the player has been in this scene, or is there now."""
        return self.scene.key == scene_key or any(step.scene.key == scene_key for step in self.steps)


@dataclass(frozen=True, slots=True)
class Story:
    """A whole story, or a draft of one. Read it once and keep it: it never changes."""

    key: str = ""
    title: Text = UNWRITTEN
    summary: Text = UNWRITTEN
    content_note: Text = UNWRITTEN
    minutes: int | None = None
    minimum_decisions: int | None = None
    audience: tuple[str, ...] = (EVERYONE,)
    approach_types: tuple[str, ...] = ()
    you: Text = UNWRITTEN
    art: str = ""
    cast: Mapping[str, Person] = field(default_factory=dict)
    variables: Mapping[str, Variable] = field(default_factory=dict)
    start: str = ""
    report_scene: str = ""
    scenes: Mapping[str, Scene] = field(default_factory=dict)
    debrief: Debrief = field(default_factory=Debrief)
    more: Mapping[str, Any] = field(default_factory=dict)

    # Derived, so that no step of a player has to look at the whole story.
    _way_out: Choice = field(init=False, repr=False, compare=False)
    _with_way_out: frozenset[str] = field(init=False, repr=False, compare=False)
    _decisions_to_come: Mapping[str, float] = field(init=False, repr=False, compare=False)

    KNOWN = (
        *("key", "title", "summary", "content_note", "minutes", "minimum_decisions", "audience"),
        *("approach_types", "you", "art", "cast", "variables", "start", "report_scene", "scenes"),
        "debrief",
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "_way_out", replace(STOP_AND_REPORT, to=self.report_scene))
        object.__setattr__(self, "_with_way_out", _scenes_with_way_out(self))
        object.__setattr__(self, "_decisions_to_come", _decisions_to_come(self))

    @classmethod
    def from_data(cls, data: object) -> Story:
        """Read a story, finished or not. Raises NotAStory for what cannot become one."""
        read = reader(data)
        scenes = read.named_parts("scenes", MAX_SCENES)
        variables = read.named_parts("variables", MAX_VARIABLES)
        audience = read.data.get("audience")
        listed = isinstance(audience, list | tuple)
        return cls(
            key=read.word("key"),
            title=read.text("title"),
            summary=read.text("summary"),
            content_note=read.text("content_note"),
            minutes=read.number("minutes"),
            minimum_decisions=read.number("minimum_decisions"),
            audience=read.words("audience") if listed else (read.word("audience", EVERYONE),),
            approach_types=read.words("approach_types"),
            you=read.text("you"),
            art=read.word("art"),
            cast={key: Person.read(part) for key, part in read.named_parts("cast").items()},
            variables={key: Variable.read(part) for key, part in variables.items()},
            start=read.word("start"),
            report_scene=read.word("report_scene"),
            scenes={key: Scene.read(key, part) for key, part in scenes.items()},
            debrief=Debrief.read(read.part("debrief")),
            more=read.rest(cls.KNOWN),
        )

    def to_data(self) -> dict[str, Any]:
        """The story as plain data, without what is empty; `from_data` gives the same story back."""
        known = {
            "key": self.key,
            "title": pair(self.title),
            "summary": pair(self.summary),
            "content_note": pair(self.content_note),
            "minutes": self.minutes,
            "minimum_decisions": self.minimum_decisions,
            "approach_types": list(self.approach_types),
            "you": pair(self.you),
            "art": self.art,
            "cast": {key: person.to_data() for key, person in self.cast.items()},
            "variables": {key: variable.to_data() for key, variable in self.variables.items()},
            "start": self.start,
            "report_scene": self.report_scene,
            "scenes": {key: scene.to_data() for key, scene in self.scenes.items()},
            "debrief": self.debrief.to_data(),
        }
        audience = EVERYONE if self.for_everyone else list(self.audience)
        return {**filled(known), "audience": audience, **self.more}

    @property
    def for_everyone(self) -> bool:
        return self.audience == (EVERYONE,)

    @property
    def endings(self) -> tuple[Ending, ...]:
        """Every ending, in the author's order."""
        return tuple(scene.ending for scene in self.scenes.values() if scene.ending)

    @property
    def first_state(self) -> dict[str, int]:
        """The variables before anything was chosen."""
        return {name: variable.first for name, variable in self.variables.items()}

    @property
    def expected_steps(self) -> int:
        """The typical number of decisions to an ending, for ‘± 8 steps’."""
        return self._steps_expected_at(self.start, 0)

    # Playing

    def walk(self, choices: Sequence[str] = ()) -> Position:
        """Where these choices lead. Raises NoSuchChoice at the first one that cannot be made."""
        scene = self.scene(self.start)
        state: State = self.first_state
        steps: list[Step] = []
        for key in choices:
            table = self.on_the_table(scene, state)
            choice = self._chosen(scene, table, key)
            after = choice.effects.apply(state, self.variables)
            steps.append(Step(scene, choice, table, state, after))
            scene, state = self.scenes[choice.to], after
        return self._position(scene, state, tuple(steps))

    def scene(self, key: str) -> Scene:
        """The scene of this name; raises NoSuchScene."""
        if key not in self.scenes:
            raise NoSuchScene(key)
        return self.scenes[key]

    def on_the_table(self, scene: Scene, state: State) -> tuple[Choice, ...]:
        """The author's choices that this player has here: the conditions hold, and it leads on."""
        if scene.is_ending:
            return ()
        return tuple(
            choice for choice in scene.choices if choice.to in self.scenes and all_hold(choice.conditions, state)
        )

    def way_out_of(self, scene: Scene) -> Choice | None:
        """‘Stop en meld dit’, everywhere but at an ending, while reporting, and after it."""
        return self._way_out if scene.key in self._with_way_out else None

    def arrows(self, *, way_out: bool) -> dict[str, list[tuple[Choice, str]]]:
        """Where each scene leads to, whatever the conditions; as a graph of scene keys."""
        arrows = {}
        for key, scene in self.scenes.items():
            choices = [] if scene.is_ending else [*scene.choices]
            if way_out and (stop := self.way_out_of(scene)):
                choices.append(stop)
            arrows[key] = [(choice, choice.to) for choice in choices if choice.to in self.scenes]
        return arrows

    def _chosen(self, scene: Scene, table: tuple[Choice, ...], key: str) -> Choice:
        if key == WAY_OUT and (way_out := self.way_out_of(scene)):
            return way_out
        for choice in table:
            if choice.key == key:
                return choice
        raise NoSuchChoice(scene.key, key)

    def _position(self, scene: Scene, state: State, steps: tuple[Step, ...]) -> Position:
        decisions = sum(not step.is_way_out for step in steps)
        return Position(
            scene=scene,
            state=state,
            steps=steps,
            choices_on_the_table=self.on_the_table(scene, state),
            way_out=self.way_out_of(scene),
            # Even a story that declares nothing does not count before anything was decided.
            minimum_decisions=max(1, self.minimum_decisions or 1),
            expected_steps=self._steps_expected_at(scene.key, decisions),
        )

    def _steps_expected_at(self, scene_key: str, decisions: int) -> int:
        return decisions + round(self._decisions_to_come.get(scene_key, 1))

    # Playing again

    def endings_seen(self, runs: Iterable[Sequence[str]]) -> frozenset[str]:
        """The keys of the endings that these runs came to; what no longer fits is left out."""
        seen = set()
        for choices in runs:
            with suppress(NoSuchChoice):  # played in an earlier edition
                ending = self.walk(choices).scene.ending
                if ending:
                    seen.add(ending.key)
        return frozenset(seen)

    def replay_from(self, choices: Sequence[str], scene_key: str) -> tuple[str, ...]:
        """The choices up to the first visit of this scene; none, the beginning, if never there."""
        position = self.walk(choices)
        for turn, step in enumerate(position.steps):
            if step.scene.key == scene_key:
                return tuple(choices[:turn])
        return tuple(choices) if position.scene.key == scene_key else ()

    # Writing

    def problems(self, limit: int = SITUATIONS_CHECKED) -> list[Problem]:
        """What is wrong with it, for its author: errors first, then tips."""
        return problems_of(self, limit)

    def explore(self, limit: int = SITUATIONS_EXPLORED, *, way_out: bool = True) -> Exploration:
        """Every way through the story, with or without ‘Stop en meld dit’."""
        return explore(self, limit, way_out=way_out)


def _scenes_with_way_out(story: Story) -> frozenset[str]:
    """The scenes in which ‘Stop en meld dit’ makes sense.

    Not where the player is reporting, or only comes after reporting. A scene that the story also
    leads to by itself keeps it: nobody is ever without a way out.
    """
    if story.report_scene not in story.scenes:
        return frozenset()
    arrows = story.arrows(way_out=False)
    told = reach({story.start} & story.scenes.keys(), {**arrows, story.report_scene: []})
    after_reporting = reach({story.report_scene}, arrows) - told
    endings = {key for key, scene in story.scenes.items() if scene.is_ending}
    return frozenset(story.scenes.keys() - endings - after_reporting - {story.report_scene})


def _decisions_to_come(story: Story) -> dict[str, float]:
    """From each scene, the average number of decisions to an ending, for somebody who does not go round."""
    arrows = story.arrows(way_out=False)
    onward = without_loops([*story.scenes.keys() & {story.start}, *story.scenes], arrows)
    to_come: dict[str, float] = {key: 0 for key, scene in story.scenes.items() if scene.is_ending}
    for key in reversed(onward.order):
        _add_average(to_come, key, onward.edges[key])
    # A scene from which everything goes back to an earlier one: from there it goes on as it did.
    for key in reversed(onward.order):
        _add_average(to_come, key, arrows[key])
    return to_come


def _add_average(to_come: dict[str, float], key: str, leads: Sequence[tuple[Choice, str]]) -> None:
    following = [to_come[to] for _, to in leads if to in to_come]
    if following and key not in to_come:
        to_come[key] = 1 + sum(following) / len(following)


# The debrief: what a position tells about how somebody came there.


@dataclass(frozen=True, slots=True)
class Bar:
    """One dimension: the points earned, between the least and the most that was possible."""

    points: int
    lowest: int
    highest: int

    @property
    def in_play(self) -> bool:
        """Whether any choice on this player's way could have made a difference."""
        return self.lowest < self.highest

    @property
    def value(self) -> int:
        """From 0 to 10 between the least and the most; 0 where nothing was in play."""
        if not self.in_play:
            return 0
        span = self.highest - self.lowest
        return (20 * (self.points - self.lowest) + span) // (2 * span)


@dataclass(frozen=True, slots=True)
class Moment:
    """A step that counted, as the debrief tells it."""

    number: int
    scene: Scene
    choice: Choice
    risk: int  # how much the step moved each meter
    grip: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The two meters after one step; step 0 is the beginning."""

    step: int
    scene: Scene
    risk: int
    grip: int


def dimensions(position: Position) -> dict[str, Bar]:
    """The five bars: what was earned, against what was possible in the scenes on this way."""
    # Whoever stops to report turns the other choices down: nothing earned, nothing missed.
    decided = [step for step in position.steps if not step.is_way_out]
    return {dimension: _bar(dimension, decided) for dimension in DIMENSIONS}


def _bar(dimension: str, decided: Sequence[Step]) -> Bar:
    possible = [[choice.dimensions.get(dimension, 0) for choice in step.table] for step in decided]
    return Bar(
        points=sum(step.choice.dimensions.get(dimension, 0) for step in decided),
        lowest=sum(map(min, possible)),
        highest=sum(map(max, possible)),
    )


def moments(position: Position) -> tuple[Moment, ...]:
    """The steps that have something to say about: a weight or a why."""
    counted = [step for step in position.steps if step.choice.weight or step.choice.why]
    return tuple(
        Moment(
            number=number,
            scene=step.scene,
            choice=step.choice,
            risk=step.changes.get("risk", 0),
            grip=step.changes.get("grip", 0),
        )
        for number, step in enumerate(counted, 1)
    )


def meters(position: Position) -> tuple[Reading, ...]:
    """Risk and grip from the beginning to here, with the scene in which they were read."""
    scenes = [*(step.scene for step in position.steps), position.scene]
    states = [*(step.state_before for step in position.steps), position.state]
    return tuple(
        Reading(number, scene, state.get("risk", 0), state.get("grip", 0))
        for number, (scene, state) in enumerate(zip(scenes, states, strict=True))
    )
