"""What the player sees: a position in a story, put into the words and parts of the screen. Pure but for the language.

The log keeps everything. What went before is folded away, except in a chat: there the messages stay in sight.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scenarios.dike import FULL, Dike
from scenarios.story import METERS, Line, Position, Scene, Step, Story
from scenarios.story_parts import NARRATOR, YOU, Person

THEM, ME, NOTE, EFFECT = "them", "me", "note", "effect"
#: In these forms the story opens with the picture above it. Later on it stands beside, where no scrolling hides it.
PICTURE_IN_FRONT = ("encounter", "network")
KIND_ICONS = {"say": "chat", "do": "arrow-right", "wait": "pause", "report": "phone"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the log: somebody says something, something happens, or a meter moves."""

    form: str
    text: str
    who: str = ""
    initials: str = ""
    #: Whether this is the one we are with; anybody else is named.
    in_header: bool = False
    at: str = ""
    #: (meter, “+2”) for each meter that moved.
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """What happened in one scene: when and where, what was told and said, and what the player did."""

    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Meter:
    name: str
    value: int
    #: How many cells came on with the last choice.
    new: int
    note: str

    @property
    def cells(self) -> list[str]:
        """For each of the ten cells: on, new (and on), or off."""
        return [
            "off" if cell > self.value else "new" if cell > self.value - self.new else "on"
            for cell in range(1, FULL + 1)
        ]


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What somebody reads before the story begins."""

    title: str
    summary: str
    content_note: str
    you: str
    picture: str
    minutes: int
    endings: int


def opening(story: Story, language: str) -> Opening:
    return Opening(
        title=story.title.in_(language),
        summary=story.summary.in_(language),
        content_note=story.content_note.in_(language),
        you=story.you.in_(language),
        picture=story.art,
        minutes=story.minutes or 0,
        endings=len(story.endings),
    )


@dataclass(frozen=True, slots=True)
class Screen:
    title: str
    you: str
    mode: str
    picture: str
    picture_in_front: bool
    with_name: str
    with_initials: str
    with_about: str
    earlier: tuple[Passage, ...]
    #: In a chat: the messages before the last choice.
    still_in_sight: tuple[Passage, ...]
    #: What the player just did, and what that changed.
    just_now: tuple[Entry, ...]
    title_here: str
    here: Passage
    trail: tuple[str, ...]
    options: tuple[Option, ...]
    way_out: str
    turn: int
    step: int
    steps: int
    risk: Meter
    grip: Meter
    dike: Dike
    is_ending: bool


def screen(story: Story, position: Position, language: str) -> Screen:
    """Everything on the player's screen, in this language."""
    return _Composer(story, position, language).screen()


@dataclass(frozen=True, slots=True)
class _Composer:
    story: Story
    position: Position
    language: str

    def screen(self) -> Screen:
        scene, steps = self.position.scene, self.position.steps
        companion = self._companion
        split = self._first_in_sight()
        before = [self._passage(step.scene, step.lines, done=step) for step in steps[:-1]]
        before += [self._passage(step.scene, step.lines) for step in steps[-1:]]
        return Screen(
            title=self._(self.story.title),
            you=self._(self.story.you),
            mode=scene.mode,
            picture=scene.art or self.story.art,
            picture_in_front=scene.mode in PICTURE_IN_FRONT and not steps,
            with_name=companion.name,
            with_initials=companion.initials,
            with_about=self._(companion.about),
            earlier=tuple(before[:split]),
            still_in_sight=tuple(before[split:]),
            just_now=tuple(self._done(steps[-1])) if steps else (),
            title_here=self._(scene.title),
            here=self._passage(scene, self.position.lines),
            trail=tuple(filter(None, (self._(step.choice.trail) for step in steps))),
            options=tuple(
                Option(choice.key, KIND_ICONS.get(choice.kind, "arrow-right"), self._(choice.text))
                for choice in self.position.choices_on_the_table
            ),
            way_out=self.position.way_out.key if self.position.way_out else "",
            turn=len(steps),
            step=len(steps) + 1,
            steps=max(self.position.expected_steps, len(steps) + 1),
            risk=self._meter("risk"),
            grip=self._meter("grip"),
            dike=Dike(self.position.state.get("risk", 0), self.position.state.get("grip", 0)),
            is_ending=self.position.is_ending,
        )

    @property
    def _companion(self) -> Person:
        return self.story.cast.get(self.position.scene.companion, Person())

    def _(self, text) -> str:
        return text.in_(self.language)

    def _first_in_sight(self) -> int:
        """The turn from which on the passages stay in sight: those of the chat that still goes on."""
        scene, turn = self.position.scene, len(self.position.steps)
        while turn and scene.mode == "chat" and _same_chat(self.position.steps[turn - 1].scene, scene):
            turn -= 1
        return turn

    def _passage(self, scene: Scene, lines: Sequence[Line], done: Step | None = None) -> Passage:
        label = " · ".join(filter(None, (self._(scene.when), self._(scene.title))))
        return Passage(label, (*map(self._line, lines), *(self._done(done) if done else ())))

    def _line(self, line: Line) -> Entry:
        if line.who in (NARRATOR, ""):
            return Entry(NOTE, self._(line.text))
        if line.who == YOU:
            return Entry(ME, self._spoken(line.text), at=line.at)
        person = self.story.cast.get(line.who, Person(name=line.who))
        return Entry(
            THEM,
            self._spoken(line.text),
            who=person.name,
            initials=person.initials,
            in_header=line.who == self.position.scene.companion,
            at=line.at,
        )

    def _done(self, step: Step) -> Iterator[Entry]:
        """The choice itself, and what it changed."""
        if step.is_way_out:
            yield Entry(NOTE, self._(step.choice.trail))
        elif step.choice.kind == "say":
            yield Entry(ME, self._spoken(step.choice.text))
        else:
            yield Entry(NOTE, self._(step.choice.text))
        note = self._(step.choice.effect_note)
        changes = tuple((name, signed(step.changes[name])) for name in METERS if name in step.changes)
        if note or changes:
            yield Entry(EFFECT, note, changes=changes)

    def _spoken(self, text) -> str:
        """In a chat the bubble says that somebody speaks; elsewhere the quotes do."""
        words = self._(text)
        quoted = len(words) > 2 and words[0] == "‘" and words[-1] == "’" and "‘" not in words[1:]
        return words[1:-1] if quoted and self.position.scene.mode == "chat" else words

    def _meter(self, name: str) -> Meter:
        """A meter, with what moved it last. The words stand with the first of the two that moved."""
        last = self.position.steps[-1] if self.position.steps else None
        changes = {meter: last.changes[meter] for meter in METERS if meter in last.changes} if last else {}
        note = self._(last.choice.effect_note) if last and next(iter(changes), "") == name else ""
        return Meter(name, self.position.state.get(name, 0), max(changes.get(name, 0), 0), _closed(note))


def signed(change: int) -> str:
    """“+2”, “−1”: with a real minus sign."""
    return f"{change:+d}".replace("-", "−")


def _closed(words: str) -> str:
    """With a full stop, to stand behind another sentence."""
    return f"{words}." if words and words[-1] not in ".?!…’" else words


def _same_chat(before: Scene, after: Scene) -> bool:
    return before.mode == after.mode == "chat" and before.companion == after.companion
