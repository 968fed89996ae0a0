"""What can be wrong with a story, in sentences for its author.

One function per question; `@check` puts it on the list. Another check is one more function here
and its sentences in `story_words`. An error keeps a story from being published, a tip does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scenarios.story_graph import least, most, reach, turned, without_loops
from scenarios.story_parts import (
    DIMENSIONS,
    KINDS,
    METERS,
    MODES,
    NARRATOR,
    PHASES,
    SET,
    WAY_OUT,
    WEIGHTS,
    YOU,
    Choice,
    Condition,
    Conditions,
    Scene,
    Variable,
)
from scenarios.story_paths import Situation, Situations, situations, variables_read_by_choices
from scenarios.story_words import FIELDS, LANGUAGE_NAMES, UNWRITTEN, Text, sentence

if TYPE_CHECKING:
    from scenarios.story import Story

SITUATIONS_CHECKED = 50_000
ERROR, TIP = "error", "tip"
METER_RANGE = (0, 10)
POINTS = range(-2, 3)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault, where it is, and the sentence that says so."""

    level: str
    code: str
    scene: str | None = None
    choice: str | None = None
    parameters: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_error(self) -> bool:
        return self.level == ERROR

    def sentence(self, language: str = "nl") -> str:
        """What the author reads."""
        return sentence(self.code, self.parameters, language)


@dataclass(frozen=True, slots=True)
class Review:
    """A story under review, with what several checks need to know about it."""

    story: Story
    limit: int
    found: Situations
    can_end: set[Situation]  # from here an ending can be reached without the way out

    @classmethod
    def of(cls, story: Story, limit: int) -> Review:
        found = situations(story, variables_read_by_choices(story), limit)
        return cls(story, limit, found, _can_end(story, found))

    @property
    def scenes(self) -> Iterable[Scene]:
        return self.story.scenes.values()

    @property
    def choices(self) -> Iterator[tuple[Scene, int, Choice]]:
        """Every choice, with its scene and its number there."""
        for scene in self.scenes:
            for number, choice in enumerate(scene.choices, 1):
                yield scene, number, choice


def _can_end(story: Story, found: Situations) -> set[Situation]:
    own = _without_way_out(found)
    ended = {here for here in own if story.scenes[here[0]].is_ending}
    # What was not looked at any more gets the benefit of the doubt; `_too_large` says so.
    return reach(ended | found.unexplored, turned(own))


def _without_way_out(found: Situations) -> dict[Situation, list[tuple[Choice, Situation]]]:
    return {
        here: [(choice, to) for choice, to in leads if choice.key != WAY_OUT] for here, leads in found.leads.items()
    }


Check = Callable[[Review], Iterable[Problem]]
CHECKS: list[Check] = []


def check(function: Check) -> Check:
    """Put this question on the list."""
    CHECKS.append(function)
    return function


def problems_of(story: Story, limit: int = SITUATIONS_CHECKED) -> list[Problem]:
    """Everything that is wrong, errors first, otherwise in the order of the checks and the story."""
    review = Review.of(story, limit)
    found = [problem for question in CHECKS for problem in question(review)]
    return sorted(found, key=lambda problem: not problem.is_error)


def _error(code: str, scene: Scene | None = None, choice: Choice | None = None, **said: object) -> Problem:
    return _problem(ERROR, code, scene, choice, said)


def _tip(code: str, scene: Scene | None = None, choice: Choice | None = None, **said: object) -> Problem:
    return _problem(TIP, code, scene, choice, said)


def _problem(level: str, code: str, scene: Scene | None, choice: Choice | None, said: dict[str, object]) -> Problem:
    if scene:
        said = {"scene": scene.name, **said}
    return Problem(level, code, scene.key if scene else None, choice.key if choice else None, said)


# --- Where the story goes -------------------------------------------------------------------


@check
def _beginning(review: Review) -> Iterator[Problem]:
    start = review.story.start
    if not start:
        yield _error("no_start")
    elif start not in review.story.scenes:
        yield _error("unknown_start", key=start)


@check
def _reporting(review: Review) -> Iterator[Problem]:
    """‘Stop en meld dit’ leads to a scene with choices of its own."""
    key, scenes = review.story.report_scene, review.story.scenes
    if not key:
        yield _error("no_report_scene")
    elif key not in scenes:
        yield _error("unknown_report_scene", key=key)
    elif scenes[key].is_ending:
        yield _error("report_is_ending", scenes[key])
    elif key == review.story.start:
        yield _error("report_is_start", scenes[key])


@check
def _targets(review: Review) -> Iterator[Problem]:
    for scene, number, choice in review.choices:
        if not choice.to:
            yield _error("no_target", scene, choice, number=number)
        elif choice.to not in review.story.scenes:
            yield _error("unknown_target", scene, choice, number=number, to=choice.to)


@check
def _reachable(review: Review) -> Iterator[Problem]:
    """Every scene can be come to, first by the arrows alone and then by some player."""
    story = review.story
    if story.start not in story.scenes:
        return
    by_arrows = reach([story.start], story.arrows(way_out=True))
    by_players = {key for key, _ in review.found.leads}
    for scene in review.scenes:
        if scene.key not in by_arrows:
            yield _error("unreachable", scene)
        elif review.found.complete and scene.key not in by_players:
            yield _error("never_reached", scene)


@check
def _endless(review: Review) -> Iterator[Problem]:
    """From every scene some ending can be reached by the arrows, without the way out."""
    endings = [scene.key for scene in review.scenes if scene.is_ending]
    can_end = reach(endings, turned(review.story.arrows(way_out=False)))
    for scene in review.scenes:
        if scene.key not in can_end:
            yield _error("endless", scene)


@check
def _traps(review: Review) -> Iterator[Problem]:
    """No player comes into a situation without a choice, or from which no ending can be reached.

    One sentence a scene, about the first such situation; where the arrows alone already show it,
    `_endless` has said so.
    """
    told = {problem.scene for problem in _endless(review)}
    for here in review.found.leads:
        if here[0] in told or here in review.can_end:
            continue
        told.add(here[0])
        scene = review.story.scenes[here[0]]
        can_choose = any(choice.key != WAY_OUT for choice, _ in review.found.leads[here])
        yield _error("trapped" if can_choose else "stuck", scene, state=_told(review.found.state(here)))


@check
def _report_ending(review: Review) -> Iterator[Problem]:
    """Reporting ends in its own way, not in an ending that the story also has without it."""
    story = review.story
    if not {story.start, story.report_scene} <= story.scenes.keys():
        return
    arrows = story.arrows(way_out=False)
    after_reporting = _endings(review, reach([story.report_scene], arrows))
    without_reporting = _endings(review, reach([story.start], {**arrows, story.report_scene: []}))
    if after_reporting and after_reporting <= without_reporting:
        yield _tip("report_ending_shared", story.scenes[story.report_scene])


def _endings(review: Review, scenes: Iterable[str]) -> set[str]:
    return {key for key in scenes if review.story.scenes[key].is_ending}


@check
def _too_large(review: Review) -> Iterator[Problem]:
    """What could not be looked at entirely has not been approved."""
    if not review.found.complete:
        yield _error("too_many_situations", limit=review.limit)


def _told(state: Mapping[str, int]) -> Text:
    """The variables as an author reads them: ‘risk = 7, looked_up = 1’."""
    if not state:
        return Text("altijd", "always")
    values = ", ".join(f"{name} = {value}" for name, value in state.items())
    return Text(values, values)


# --- Choices and endings --------------------------------------------------------------------


@check
def _choice_counts(review: Review) -> Iterator[Problem]:
    for scene in review.scenes:
        if scene.is_ending and scene.choices:
            yield _error("ending_with_choices", scene)
        elif not scene.is_ending and not 2 <= len(scene.choices) <= 4:
            yield _error("choice_count", scene, count=len(scene.choices))


@check
def _choice_keys(review: Review) -> Iterator[Problem]:
    for scene in review.scenes:
        seen = set()
        for number, choice in enumerate(scene.choices, 1):
            if not choice.key:
                yield _error("no_choice_key", scene, choice, number=number)
            elif choice.key == WAY_OUT:
                yield _error("reserved_choice", scene, choice, number=number, key=choice.key)
            elif choice.key in seen:
                yield _error("duplicate_choice", scene, choice, number=number, key=choice.key)
            seen.add(choice.key)


@check
def _never_offered(review: Review) -> Iterator[Problem]:
    """Each choice is on the table for somebody; a condition that is never true says so itself."""
    if not review.found.complete:
        return
    visited = {key for key, _ in review.found.leads}
    offered = {id(choice) for leads in review.found.leads.values() for choice, _ in leads}
    for scene, number, choice in review.choices:
        expected = scene.key in visited and not scene.is_ending and choice.to in review.story.scenes
        if expected and id(choice) not in offered and _can_hold(choice.conditions, review.story.variables):
            yield _tip("never_offered", scene, choice, number=number)


@check
def _ending_keys(review: Review) -> Iterator[Problem]:
    seen = set()
    for scene in review.scenes:
        if not scene.ending:
            continue
        if scene.ending.key in seen:
            yield _error("duplicate_ending", scene, key=scene.ending.key)
        seen.add(scene.ending.key)


@check
def _ending_texts(review: Review) -> Iterator[Problem]:
    for scene in review.scenes:
        if scene.ending and not (scene.ending.title and scene.ending.text):
            yield _error("ending_without_text", scene)


@check
def _minimum(review: Review) -> Iterator[Problem]:
    """The decisions that a completion needs can be made, and are not skipped by accident."""
    minimum = review.story.minimum_decisions
    if minimum is None or minimum < 1:
        yield _error("no_minimum")
        return
    longest = _most_decisions(review)
    if longest is not None and longest < minimum:
        yield _error("minimum_impossible", minimum=minimum, longest=longest)
        return
    for scene, decisions in _fewest_decisions(review):
        if decisions < minimum:
            yield _tip("ending_too_soon", scene, decisions=decisions, minimum=minimum)


def _most_decisions(review: Review) -> int | None:
    """On the longest way to an ending; none if there is no longest, no ending, or no telling."""
    found, leads = review.found, review.found.leads
    ended = {here for here in leads if review.story.scenes[here[0]].is_ending}
    can_end = reach(ended, turned(leads))
    if found.start not in can_end or not found.complete:
        return None
    to_endings = {here: [(choice, to) for choice, to in leads[here] if to in can_end] for here in can_end}
    onward = without_loops([found.start], to_endings)
    if onward.had_loops:  # going round once more is one more decision
        return None
    decisions = most(found.start, onward, _decision)
    return max(decisions[here] for here in ended)


def _fewest_decisions(review: Review) -> Iterator[tuple[Scene, int]]:
    """To each ending that can be reached without the way out."""
    if review.found.start is None:
        return
    own = _without_way_out(review.found)
    fewest: dict[str, int] = {}
    for (key, _), decisions in least(review.found.start, own, _decision).items():
        fewest[key] = min(decisions, fewest.get(key, decisions))
    for scene in review.scenes:
        if scene.is_ending and scene.key in fewest:
            yield scene, fewest[scene.key]


def _decision(choice: Choice, _: Situation) -> int:
    return 0 if choice.key == WAY_OUT else 1


# --- Variables and conditions ---------------------------------------------------------------


@check
def _meters(review: Review) -> Iterator[Problem]:
    for name in METERS:
        meter = review.story.variables.get(name)
        if meter is None:
            yield _error("no_meter", variable=name)
        elif (meter.min, meter.max) != METER_RANGE:
            yield _error("meter_range", variable=name)


@check
def _ranges(review: Review) -> Iterator[Problem]:
    for name, variable in review.story.variables.items():
        if name == SET:
            yield _error("reserved_variable", variable=name)
        if variable.min is None or variable.max is None or variable.start is None:
            yield _error("no_range", variable=name)
        elif variable.min > variable.max:
            yield _error("bad_range", variable=name)
        elif variable.start != variable.clamp(variable.start):
            yield _error("start_outside", variable=name)


@check
def _undeclared(review: Review) -> Iterator[Problem]:
    declared = review.story.variables
    for scene in review.scenes:
        read = dict.fromkeys(condition.variable for condition in _conditions_in(scene))
        for name in read:
            if name and name not in declared:
                yield _error("undeclared_read", scene, variable=name)
    for scene, number, choice in review.choices:
        for name in choice.effects.variables:
            if name not in declared:
                yield _error("undeclared_set", scene, choice, number=number, variable=name)


@check
def _unfinished_conditions(review: Review) -> Iterator[Problem]:
    for scene in review.scenes:
        if not all(condition.is_finished for condition in _conditions_in(scene)):
            yield _error("empty_condition", scene)


@check
def _never_true(review: Review) -> Iterator[Problem]:
    """Given the ranges alone, each condition can be true; `_never_offered` looks at the players."""
    variables = review.story.variables
    for scene, number, choice in review.choices:
        if not _can_hold(choice.conditions, variables):
            yield _error("choice_never_true", scene, choice, number=number)
    for scene in review.scenes:
        for number, line in enumerate(scene.lines, 1):
            if not _can_hold(line.conditions, variables):
                yield _error("line_never_true", scene, number=number)


def _can_hold(conditions: Conditions, variables: Mapping[str, Variable]) -> bool:
    """Whether values within the ranges exist that make all of these true together."""
    by_variable: dict[str, list[Condition]] = {}
    for condition in conditions:
        if condition.variable in variables:  # `_undeclared` speaks about the others
            by_variable.setdefault(condition.variable, []).append(condition)
    return all(_some_value_holds(about, variables[name]) for name, about in by_variable.items())


def _some_value_holds(conditions: Sequence[Condition], variable: Variable) -> bool:
    lowest = max([variable.lowest, *(c.at_least for c in conditions if c.at_least is not None)])
    highest = min([variable.highest, *(c.at_most for c in conditions if c.at_most is not None)])
    wanted = [c.equal for c in conditions if c.equal is not None]
    # One more candidate than there are values to avoid: then one of them is free, in any range.
    avoided = sum(condition.unequal is not None for condition in conditions)
    candidates = wanted[:1] or range(lowest, min(highest, lowest + avoided) + 1)
    return any(
        lowest <= value <= highest and all(c.holds({c.variable: value}) for c in conditions) for value in candidates
    )


def _conditions_in(scene: Scene) -> Iterator[Condition]:
    for line in scene.lines:
        yield from line.conditions
    for choice in scene.choices:
        yield from choice.conditions


# --- Texts and words ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Told:
    """A text that somebody reads, where it stands, and how bad it is when it is not written."""

    field: Text
    text: Text
    scene: Scene | None = None
    choice: Choice | None = None
    number: int = 0
    needed: str = ""  # ERROR or TIP; an optional text has none

    @property
    def place(self) -> str:
        return "_in_choice" if self.choice else "_in_scene" if self.scene else ""


@check
def _texts(review: Review) -> Iterator[Problem]:
    """What a player reads is written, and written in both languages."""
    for told in (*_told_about_story(review.story), *_told_in_scenes(review)):
        said = {"number": told.number, "field": told.field}
        if not told.text and told.needed:
            yield _problem(told.needed, f"missing_text{told.place}", told.scene, told.choice, said)
        if told.text:
            for language in told.text.missing:
                said = {**said, "language": LANGUAGE_NAMES[language]}
                yield _problem(ERROR, f"missing_translation{told.place}", told.scene, told.choice, said)


def _told_about_story(story: Story) -> Iterator[_Told]:
    for name, text in (("title", story.title), ("summary", story.summary), ("you", story.you)):
        yield _Told(FIELDS[name], text, needed=ERROR)
    yield _Told(FIELDS["content_note"], story.content_note)
    for person in story.cast.values():
        yield _Told(FIELDS["about"], person.about)
    debrief = story.debrief
    for text in debrief.remember or (UNWRITTEN,):
        yield _Told(FIELDS["remember"], text, needed=TIP)
    for name, text in (("say", debrief.say), ("experts", debrief.experts), ("team_question", debrief.team_question)):
        yield _Told(FIELDS[name], text, needed=TIP)


def _told_in_scenes(review: Review) -> Iterator[_Told]:
    for scene in review.scenes:
        yield _Told(FIELDS["title"], scene.title, scene, needed=ERROR)
        yield _Told(FIELDS["when"], scene.when, scene)
        for number, line in enumerate(scene.lines, 1):
            called = Text(f"de tekst van regel {number}", f"the text of line {number}")
            yield _Told(called, line.text, scene, needed=ERROR)
        if scene.ending:  # that it is not written at all, `_ending_texts` says
            yield _Told(FIELDS["ending_title"], scene.ending.title, scene)
            yield _Told(FIELDS["ending_text"], scene.ending.text, scene)
    for scene, number, choice in review.choices:
        yield _Told(FIELDS["text"], choice.text, scene, choice, number, needed=ERROR)
        yield _Told(FIELDS["trail"], choice.trail, scene, choice, number, needed=ERROR)
        yield _Told(FIELDS["why"], choice.why, scene, choice, number, needed=TIP)
        yield _Told(FIELDS["effect_note"], choice.effect_note, scene, choice, number)
        yield _Told(FIELDS["technique"], choice.technique, scene, choice, number)


@check
def _scene_words(review: Review) -> Iterator[Problem]:
    for scene in review.scenes:
        if not scene.mode and not scene.is_ending:
            yield _error("missing_text_in_scene", scene, field=FIELDS["mode"])
        for name, value, allowed in (("mode", scene.mode, MODES), ("phase", scene.phase, PHASES)):
            if value and value not in allowed:
                yield _unknown_word("unknown_word_in_scene", scene, None, name, value, allowed)


@check
def _choice_words(review: Review) -> Iterator[Problem]:
    for scene, number, choice in review.choices:
        if not choice.kind:
            yield _error("missing_text_in_choice", scene, choice, number=number, field=FIELDS["kind"])
        if not choice.weight:
            yield _tip("missing_text_in_choice", scene, choice, number=number, field=FIELDS["weight"])
        for name, value, allowed in (("kind", choice.kind, KINDS), ("weight", choice.weight, WEIGHTS)):
            if value and value not in allowed:
                yield _unknown_word("unknown_word_in_choice", scene, choice, name, value, allowed, number=number)


def _unknown_word(
    code: str, scene: Scene, choice: Choice | None, name: str, value: str, allowed: Sequence[str], **said: object
) -> Problem:
    return _error(code, scene, choice, field=FIELDS[name], value=value, allowed=", ".join(allowed), **said)


@check
def _dimensions(review: Review) -> Iterator[Problem]:
    for scene, number, choice in review.choices:
        for name, points in choice.dimensions.items():
            said = {"number": number, "dimension": name}
            if name not in DIMENSIONS:
                yield _error("unknown_dimension", scene, choice, **said, allowed=", ".join(DIMENSIONS))
            elif points not in POINTS:
                yield _error("points_outside", scene, choice, **said, points=points)


@check
def _people(review: Review) -> Iterator[Problem]:
    cast = review.story.cast
    for key, person in cast.items():
        if not person.name.strip():
            yield _error("no_name", key=key)
    for scene in review.scenes:
        if scene.companion and scene.companion not in cast:
            yield _error("unknown_companion", scene, who=scene.companion)
        for number, line in enumerate(scene.lines, 1):
            if line.who not in (NARRATOR, YOU, *cast):
                yield _error("unknown_speaker", scene, number=number, who=line.who)


@check
def _audience(review: Review) -> Iterator[Problem]:
    if not any(unit.strip() for unit in review.story.audience):
        yield _error("no_audience")


@check
def _turning_point(review: Review) -> Iterator[Problem]:
    key = review.story.debrief.turning_point
    if not key:
        yield _tip("no_turning_point")
    elif key not in review.story.scenes:
        yield _error("unknown_turning_point", key=key)


@check
def _unknown_fields(review: Review) -> Iterator[Problem]:
    """A field that we do not know is kept, and may be a slip of the pen."""
    story = review.story
    for name in (*story.more, *story.debrief.more, *(name for person in story.cast.values() for name in person.more)):
        yield _tip("unknown_field", name=name)
    for scene in review.scenes:
        in_lines = (name for line in scene.lines for name in line.more)
        in_ending = scene.ending.more if scene.ending else ()
        for name in (*scene.more, *in_lines, *in_ending):
            yield _tip("unknown_field_in_scene", scene, name=name)
    for scene, number, choice in review.choices:
        for name in choice.more:
            yield _tip("unknown_field_in_choice", scene, choice, number=number, name=name)
