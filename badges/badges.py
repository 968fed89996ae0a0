"""Which badges the ledger's completions earn. Pure: no database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from modules.levels import Level


class Badge(StrEnum):
    BRONZE = "bronze"
    SILVER = "silver"
    GOLD = "gold"
    DIAMOND = "diamond"
    FIRST_APPROACH = "first-approach"


#: The activity that stands for a whole level, and the medal that it earns.
OF_LEVEL = {
    Level.BRONZE.activity_key: Badge.BRONZE,
    Level.SILVER.activity_key: Badge.SILVER,
    Level.GOLD.activity_key: Badge.GOLD,
    Level.DIAMOND.activity_key: Badge.DIAMOND,
}
LEVEL, SCENARIO = "level", "scenario"
#: The kinds of activities of which any can earn a badge.
KINDS = (LEVEL, SCENARIO)


@dataclass(frozen=True, slots=True)
class Done:
    """One completion that counts."""

    key: str
    kind: str
    day: date


def earned(completions: Iterable[Done]) -> dict[Badge, date]:
    """The badges that these completions earn together, each with the first day on which it was earned."""
    first: dict[Badge, date] = {}
    for done in completions:
        badge = _badge_for(done)
        if badge and done.day < first.get(badge, date.max):
            first[badge] = done.day
    return first


def _badge_for(done: Done) -> Badge | None:
    if done.kind == LEVEL:
        return OF_LEVEL.get(done.key)
    return Badge.FIRST_APPROACH if done.kind == SCENARIO else None
