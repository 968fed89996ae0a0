"""The verbs of playing: start, choose, replay. Each is stored before the next scene is shown, and safe to repeat."""

import uuid
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from lms import ledger
from lms.models import Activity, Completion, Edition, Employee
from scenarios.models import Decision, Playthrough
from scenarios.story import NoSuchChoice, Position, Story


class Withdrawn(LookupError):
    """This scenario cannot be begun now."""


class NotYourTurn(LookupError):
    """The choice was for another moment than the one where the player is: an old page, or another tab."""


class Glance(NamedTuple):
    """Which story somebody plays, and what they chose so far."""

    edition_id: int
    digest: str
    choices: tuple[str, ...]


def start(employee: Employee, scenario: Activity) -> Playthrough:
    """The run that is under way, or else a new one. Starting twice is starting once."""
    under_way = open_run(employee, scenario)
    if under_way:
        return under_way
    if scenario.current_edition_id is None:
        raise Withdrawn(scenario.key)
    run, _ = Playthrough.objects.get_or_create(
        employee=employee,
        activity=scenario,
        ended_at=None,
        replay_of=None,
        defaults={"edition_id": scenario.current_edition_id},
    )
    return run


def open_run(employee: Employee, scenario: Activity) -> Playthrough | None:
    """Where this person was in this scenario; the run that was begun last, if there are two."""
    return Playthrough.objects.of(employee).open().filter(activity=scenario).order_by("-started_at").first()


def position(run: Playthrough) -> Position:
    """Where the player is. One query."""
    return story_of(run.edition).walk(choices(run))


def choices(run: Playthrough) -> list[str]:
    return list(run.decisions.order_by("turn").values_list("choice", flat=True))


def glance(employee: Employee, run_id: uuid.UUID) -> Glance | None:
    """What showing a run takes, in one query; nothing when it is not this person's run."""
    runs = Playthrough.objects.of(employee).filter(pk=run_id).order_by("decisions__turn")
    rows = list(runs.values_list("edition_id", "edition__digest", "decisions__choice"))
    if not rows:
        return None
    edition_id, digest, _first = rows[0]
    return Glance(edition_id, digest, tuple(choice for *_, choice in rows if choice))


def choose(run: Playthrough, turn: int, key: str, *, on: date) -> None:
    """Make one choice. The same choice sent again changes nothing.

    Raises NotYourTurn when the player is at another turn, and NoSuchChoice when this is not on the table.
    """
    try:
        _choose(run, turn, key, on)
    except IntegrityError:  # another tab was quicker
        if choices(run)[turn : turn + 1] != [key]:
            raise NotYourTurn(turn) from None


@transaction.atomic
def _choose(run: Playthrough, turn: int, key: str, on: date) -> None:
    made = choices(run)
    if made[turn : turn + 1] == [key]:
        return
    if turn != len(made):
        raise NotYourTurn(turn)
    there = story_of(run.edition).walk([*made, key])
    Decision.objects.create(playthrough=run, turn=turn, choice=key)
    if there.scene.ending:
        _end(run, there, there.scene.ending.key, on)


def _end(run: Playthrough, there: Position, ending: str, on: date) -> None:
    run.ended_at, run.ending = timezone.now(), ending
    run.save(update_fields=["ended_at", "ending"])
    if there.completes and not _counted_before(run):
        ledger.record(run.employee, run.activity, on=on, edition=run.edition, reference=str(run.pk))


def _counted_before(run: Playthrough) -> bool:
    """Whether the run that this one is a replay of is in the ledger: the same beginning counts once."""
    if run.replay_of_id is None:
        return False
    return Completion.objects.standing().by(run.employee).filter(reference=str(run.replay_of_id)).exists()


@transaction.atomic
def replay(run: Playthrough, scene_key: str) -> Playthrough:
    """A new run that begins with the choices of this one up to that scene, in the edition that it was played in."""
    if run.activity.current_edition_id is None:
        raise Withdrawn(run.activity.key)
    prefix = story_of(run.edition).replay_from(choices(run), scene_key)
    again, is_new = Playthrough.objects.get_or_create(
        employee=run.employee,
        activity=run.activity,
        ended_at=None,
        replay_of_id=run.replay_of_id or run.pk,
        defaults={"edition": run.edition},
    )
    if is_new:
        _copy(prefix, again)
    return again


def _copy(prefix: Sequence[str], run: Playthrough) -> None:
    Decision.objects.bulk_create(
        Decision(playthrough=run, turn=turn, choice=choice) for turn, choice in enumerate(prefix)
    )


def endings_seen(employee: Employee, scenario_id: int) -> set[str]:
    """The keys of the endings that this person came to in this scenario."""
    ended = Playthrough.objects.of(employee).ended().filter(activity_id=scenario_id)
    return set(ended.values_list("ending", flat=True))


def story_of(edition: Edition) -> Story:
    """The story of an edition. Editions never change, so each process reads one once."""
    return story_with(edition.pk, edition.digest)


@lru_cache(maxsize=256)
def story_with(edition_id: int, digest: str) -> Story:
    """The digest is part of the name so that a test's next database cannot get this one's story."""
    return Story.from_data(Edition.objects.values_list("data", flat=True).get(pk=edition_id))


__all__ = [
    "Glance",
    "NoSuchChoice",
    "NotYourTurn",
    "Withdrawn",
    "choices",
    "choose",
    "endings_seen",
    "glance",
    "open_run",
    "position",
    "replay",
    "start",
    "story_of",
    "story_with",
]
