"""What a story is made of: scenes, lines, choices, conditions and effects, as frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scenarios.story_data import MAX_CHOICES, MAX_LINES, Reader, filled, pair
from scenarios.story_words import UNWRITTEN, Text

State = Mapping[str, int]  # the value of every declared variable

WAY_OUT = "stop-en-meld"  # the choice that every scene has of its own; no author's choice may use it
EVERYONE = "all"
NARRATOR, YOU = "narrator", "you"
METERS = ("risk", "grip")
DIMENSIONS = ("recognise", "refuse", "record", "report", "support")
MODES = ("chat", "encounter", "phone", "network")
PHASES = ("targeting", "relationship", "pressure", "corrupt", "help")
KINDS = ("say", "do", "wait", "report")
WEIGHTS = ("strong", "understandable", "risky")
SET = "set"  # among the effects, the one name that is no variable


@dataclass(frozen=True, slots=True)
class Variable:
    """A number that the story remembers, with its finite range. A draft may lack all three."""

    min: int | None = None
    max: int | None = None
    start: int | None = None

    @classmethod
    def read(cls, data: Reader) -> Variable:
        data.only("min", "max", "start")
        return cls(data.number("min"), data.number("max"), data.number("start"))

    def to_data(self) -> dict[str, Any]:
        return filled({"min": self.min, "max": self.max, "start": self.start})

    @property
    def lowest(self) -> int:
        return 0 if self.min is None else self.min

    @property
    def highest(self) -> int:
        """Never below the lowest, so that there is always one value to be at."""
        return max(self.lowest, self.lowest if self.max is None else self.max)

    @property
    def first(self) -> int:
        return self.clamp(self.lowest if self.start is None else self.start)

    def clamp(self, value: int) -> int:
        """The nearest value within the range."""
        return max(self.lowest, min(self.highest, value))


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be true of one variable. Several comparisons must all hold."""

    variable: str
    equal: int | None = None
    unequal: int | None = None
    at_least: int | None = None
    at_most: int | None = None

    @classmethod
    def read(cls, data: Reader) -> Condition:
        data.only("var", "is", "not", "at_least", "at_most")
        comparisons = (data.number(name) for name in ("is", "not", "at_least", "at_most"))
        return cls(data.word("var"), *comparisons)

    def to_data(self) -> dict[str, Any]:
        return filled(
            {
                "var": self.variable,
                "is": self.equal,
                "not": self.unequal,
                "at_least": self.at_least,
                "at_most": self.at_most,
            }
        )

    @property
    def is_finished(self) -> bool:
        """Whether it names a variable and compares it with something."""
        comparisons = (self.equal, self.unequal, self.at_least, self.at_most)
        return bool(self.variable) and any(number is not None for number in comparisons)

    def holds(self, state: State) -> bool:
        """Whether it is true now. About a variable that does not exist nothing is true."""
        value = state.get(self.variable)
        return (
            value is not None
            and (self.equal is None or value == self.equal)
            and (self.unequal is None or value != self.unequal)
            and (self.at_least is None or value >= self.at_least)
            and (self.at_most is None or value <= self.at_most)
        )


Conditions = tuple[Condition, ...]


def all_hold(conditions: Conditions, state: State) -> bool:
    """Whether every condition is true now; none at all is always true."""
    return all(condition.holds(state) for condition in conditions)


@dataclass(frozen=True, slots=True)
class Effects:
    """What a choice does to the variables: first add, then set, always within the range."""

    add: Mapping[str, int] = field(default_factory=dict)
    set: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Reader, name: str) -> Effects:
        return cls(data.numbers(name, but=SET), data.part(name).numbers(SET))

    def to_data(self) -> dict[str, Any]:
        return {**self.add, **filled({SET: dict(self.set)})}

    @property
    def variables(self) -> tuple[str, ...]:
        return (*self.add, *(name for name in self.set if name not in self.add))

    def apply(self, state: State, variables: Mapping[str, Variable]) -> State:
        """The state afterwards. Variables that the state does not hold are left alone."""
        after = dict(state)
        for name, amount in self.add.items():
            if name in after:
                after[name] = variables[name].clamp(after[name] + amount)
        for name, value in self.set.items():
            if name in after:
                after[name] = variables[name].clamp(value)
        return after


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is told or said."""

    who: str = ""
    text: Text = UNWRITTEN
    at: str = ""
    conditions: Conditions = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    KNOWN = ("who", "text", "at", "if")

    @classmethod
    def read(cls, data: Reader) -> Line:
        return cls(
            who=data.word("who"),
            text=data.text("text"),
            at=data.word("at"),
            conditions=_conditions(data),
            more=data.rest(cls.KNOWN),
        )

    def to_data(self) -> dict[str, Any]:
        known = {
            "who": self.who,
            "text": pair(self.text),
            "at": self.at,
            "if": [condition.to_data() for condition in self.conditions],
        }
        return {**filled(known), **self.more}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that the player can do, what follows, and what it means in the debrief."""

    key: str = ""
    kind: str = ""
    text: Text = UNWRITTEN
    to: str = ""
    conditions: Conditions = ()
    effects: Effects = field(default_factory=Effects)
    effect_note: Text = UNWRITTEN
    trail: Text = UNWRITTEN
    weight: str = ""
    dimensions: Mapping[str, int] = field(default_factory=dict)
    why: Text = UNWRITTEN
    technique: Text = UNWRITTEN
    more: Mapping[str, Any] = field(default_factory=dict)

    KNOWN = (
        *("key", "kind", "text", "to", "if", "effects", "effect_note"),
        *("trail", "weight", "dimensions", "why", "technique"),
    )

    @classmethod
    def read(cls, data: Reader) -> Choice:
        return cls(
            key=data.word("key"),
            kind=data.word("kind"),
            text=data.text("text"),
            to=data.word("to"),
            conditions=_conditions(data),
            effects=Effects.read(data, "effects"),
            effect_note=data.text("effect_note"),
            trail=data.text("trail"),
            weight=data.word("weight"),
            dimensions=data.numbers("dimensions"),
            why=data.text("why"),
            technique=data.text("technique"),
            more=data.rest(cls.KNOWN),
        )

    def to_data(self) -> dict[str, Any]:
        known = {
            "key": self.key,
            "kind": self.kind,
            "text": pair(self.text),
            "to": self.to,
            "if": [condition.to_data() for condition in self.conditions],
            "effects": self.effects.to_data(),
            "effect_note": pair(self.effect_note),
            "trail": pair(self.trail),
            "weight": self.weight,
            "dimensions": dict(self.dimensions),
            "why": pair(self.why),
            "technique": pair(self.technique),
        }
        return {**filled(known), **self.more}


@dataclass(frozen=True, slots=True)
class Ending:
    """How it turns out. The key is what we remember of the endings somebody has seen."""

    key: str
    title: Text = UNWRITTEN
    text: Text = UNWRITTEN
    more: Mapping[str, Any] = field(default_factory=dict)

    KNOWN = ("key", "title", "text")

    @classmethod
    def read(cls, data: Reader, scene_key: str) -> Ending:
        return cls(
            key=data.word("key") or scene_key,
            title=data.text("title"),
            text=data.text("text"),
            more=data.rest(cls.KNOWN),
        )

    def to_data(self) -> dict[str, Any]:
        known = {"key": self.key, "title": pair(self.title), "text": pair(self.text)}
        return {**filled(known), **self.more}


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment: what happens, and what the player can do. An ending has nothing to choose."""

    key: str
    title: Text = UNWRITTEN
    mode: str = ""
    companion: str = ""  # who is in the header; `with` in the data
    art: str = ""
    when: Text = UNWRITTEN
    phase: str = ""
    lines: tuple[Line, ...] = ()
    choices: tuple[Choice, ...] = ()
    ending: Ending | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    KNOWN = ("title", "mode", "with", "art", "when", "phase", "lines", "choices", "ending")

    @classmethod
    def read(cls, key: str, data: Reader) -> Scene:
        ends = data.data.get("ending") is not None
        return cls(
            key=key,
            title=data.text("title"),
            mode=data.word("mode"),
            companion=data.word("with"),
            art=data.word("art"),
            when=data.text("when"),
            phase=data.word("phase"),
            lines=tuple(Line.read(line) for line in data.parts("lines", MAX_LINES)),
            choices=tuple(Choice.read(choice) for choice in data.parts("choices", MAX_CHOICES)),
            ending=Ending.read(data.part("ending"), key) if ends else None,
            more=data.rest(cls.KNOWN),
        )

    def to_data(self) -> dict[str, Any]:
        known = {
            "title": pair(self.title),
            "mode": self.mode,
            "with": self.companion,
            "art": self.art,
            "when": pair(self.when),
            "phase": self.phase,
            "lines": [line.to_data() for line in self.lines],
            "choices": [choice.to_data() for choice in self.choices],
            "ending": self.ending.to_data() if self.ending else None,
        }
        return {**filled(known), **self.more}

    @property
    def is_ending(self) -> bool:
        return self.ending is not None

    @property
    def name(self) -> Text:
        """What an author calls it: its title, or its key while it has none."""
        return self.title or Text(self.key, self.key)

    def lines_in(self, state: State) -> tuple[Line, ...]:
        """What is told and said here to somebody in this state."""
        return tuple(line for line in self.lines if all_hold(line.conditions, state))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the story."""

    name: str = ""
    about: Text = UNWRITTEN
    more: Mapping[str, Any] = field(default_factory=dict)

    KNOWN = ("name", "about")

    @classmethod
    def read(cls, data: Reader) -> Person:
        return cls(data.word("name"), data.text("about"), data.rest(cls.KNOWN))

    def to_data(self) -> dict[str, Any]:
        return {**filled({"name": self.name, "about": pair(self.about)}), **self.more}

    @property
    def initials(self) -> str:
        """At most two letters for the avatar: ‘DV’ for ‘Danny (voetbal)’."""
        letters = (next(filter(str.isalpha, word), "") for word in self.name.split())
        return "".join(letters)[:2].upper()


@dataclass(frozen=True, slots=True)
class Debrief:
    """What the player takes home."""

    turning_point: str = ""
    remember: tuple[Text, ...] = ()
    say: Text = UNWRITTEN
    experts: Text = UNWRITTEN
    team_question: Text = UNWRITTEN
    more: Mapping[str, Any] = field(default_factory=dict)

    KNOWN = ("turning_point", "remember", "say", "experts", "team_question")

    @classmethod
    def read(cls, data: Reader) -> Debrief:
        return cls(
            turning_point=data.word("turning_point"),
            remember=data.texts("remember"),
            say=data.text("say"),
            experts=data.text("experts"),
            team_question=data.text("team_question"),
            more=data.rest(cls.KNOWN),
        )

    def to_data(self) -> dict[str, Any]:
        known = {
            "turning_point": self.turning_point,
            "remember": [pair(text) for text in self.remember],
            "say": pair(self.say),
            "experts": pair(self.experts),
            "team_question": pair(self.team_question),
        }
        return {**filled(known), **self.more}


def _conditions(data: Reader) -> Conditions:
    return tuple(Condition.read(condition) for condition in data.parts("if"))
