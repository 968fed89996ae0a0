"""The debrief of one run: how it ended, the moments that counted, and what to take home. Pure but for the language."""

from collections.abc import Set
from dataclasses import dataclass

from scenarios.labels import DIMENSIONS, PHASES, WEIGHTS
from scenarios.screen import signed
from scenarios.story import METERS, Moment, Position, Reading, Story, dimensions, meters, moments
from scenarios.story_words import Text

# The drawing of the line of risk and grip.
LEFT, RIGHT, BOTTOM, POINT = 40, 592, 184, 15
#: Labels closer together than this would run into each other.
ROOM_FOR_A_LABEL = 20


@dataclass(frozen=True, slots=True)
class Told:
    """One moment that counted."""

    number: int
    phase: str
    scene: str
    title: str
    words: str
    weight: str
    why: str
    technique: str
    #: (meter, “+2”) for each meter that moved.
    changes: tuple[tuple[str, str], ...]

    @property
    def phase_label(self) -> str:
        return str(PHASES.get(self.phase, ""))

    @property
    def weight_label(self) -> str:
        return str(WEIGHTS.get(self.weight, ""))


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    value: int
    in_play: bool

    @property
    def label(self) -> str:
        return str(DIMENSIONS[self.name])


@dataclass(frozen=True, slots=True)
class SeenEnding:
    number: int
    title: str
    seen: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One reading in the drawing."""

    x: int
    label: str
    risk: int
    grip: int
    risk_y: int
    grip_y: int


@dataclass(frozen=True, slots=True)
class Line:
    """The two lines through all readings."""

    marks: tuple[Mark, ...]

    @property
    def risk_path(self) -> str:
        return "M" + "L".join(f"{mark.x} {mark.risk_y}" for mark in self.marks)

    @property
    def grip_path(self) -> str:
        return "M" + "L".join(f"{mark.x} {mark.grip_y}" for mark in self.marks)

    @property
    def last(self) -> Mark:
        return self.marks[-1]

    @property
    def label_heights(self) -> dict[str, int]:
        """Where the two words at the end of the lines stand, so that they can both be read."""
        risk, grip = self.last.risk_y + 5, self.last.grip_y + 5
        nudge = (max(0, ROOM_FOR_A_LABEL - abs(risk - grip)) + 1) // 2
        up, down = (-nudge, nudge) if grip <= risk else (nudge, -nudge)
        return {"grip": grip + up, "risk": risk + down}


@dataclass(frozen=True, slots=True)
class Debrief:
    title: str
    ending: str
    ending_text: str
    picture: str
    risk: int
    grip: int
    moments: tuple[Told, ...]
    line: Line
    bars: tuple[Bar, ...]
    remember: tuple[str, ...]
    say: str
    experts: str
    team_question: str
    endings: tuple[SeenEnding, ...]
    #: The scene from which to play again, where the player has been there.
    turning_point: str
    turning_point_title: str
    minimum_decisions: int

    @property
    def endings_seen(self) -> int:
        return sum(ending.seen for ending in self.endings)


def debrief(story: Story, position: Position, endings_seen: Set[str], language: str) -> Debrief:
    """What this run has to tell, in this language."""

    def say(text: Text) -> str:
        return text.in_(language)

    scene, told = position.scene, story.debrief
    turning_point = told.turning_point if position.visited(told.turning_point) else ""
    return Debrief(
        title=say(story.title),
        ending=say(scene.ending.title),
        ending_text=say(scene.ending.text),
        picture=scene.art or story.art,
        risk=position.state.get("risk", 0),
        grip=position.state.get("grip", 0),
        moments=tuple(_told(moment, language) for moment in moments(position)),
        line=_line(meters(position)),
        bars=tuple(Bar(name, bar.value, bar.in_play) for name, bar in dimensions(position).items()),
        remember=tuple(map(say, told.remember)),
        say=say(told.say),
        experts=say(told.experts),
        team_question=say(told.team_question),
        endings=tuple(
            SeenEnding(number, say(ending.title), ending.key in endings_seen)
            for number, ending in enumerate(story.endings, 1)
        ),
        turning_point=turning_point,
        turning_point_title=say(story.scenes[turning_point].title) if turning_point else "",
        minimum_decisions=position.minimum_decisions,
    )


def _told(moment: Moment, language: str) -> Told:
    choice, scene = moment.choice, moment.scene
    moved = {"risk": moment.risk, "grip": moment.grip}
    return Told(
        number=moment.number,
        phase=scene.phase,
        scene=scene.title.in_(language),
        title=(choice.trail or choice.text).in_(language).rstrip("."),
        words=choice.text.in_(language),
        weight=choice.weight,
        why=choice.why.in_(language),
        technique=choice.technique.in_(language),
        changes=tuple((name, signed(moved[name])) for name in METERS if moved[name]),
    )


def _line(readings: tuple[Reading, ...]) -> Line:
    apart = (RIGHT - LEFT) / max(1, len(readings) - 1)
    return Line(
        tuple(
            Mark(
                x=round(LEFT + apart * reading.step),
                label=str(reading.step),
                risk=reading.risk,
                grip=reading.grip,
                risk_y=BOTTOM - POINT * reading.risk,
                grip_y=BOTTOM - POINT * reading.grip,
            )
            for reading in readings
        )
    )
