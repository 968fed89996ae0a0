"""The four levels and when one is reached. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

Pair = dict[str, str]


class Level(StrEnum):
    """From the polder to the coast, in the order of the journey. The value is the word in the address."""

    BRONZE = "brons"
    SILVER = "zilver"
    GOLD = "goud"
    DIAMOND = "diamant"

    @property
    def titles(self) -> Pair:
        return _ABOUT[self].title

    @property
    def landscapes(self) -> Pair:
        return _ABOUT[self].landscape

    @property
    def promises(self) -> Pair:
        """What somebody can do with this level."""
        return _ABOUT[self].promise

    @property
    def number(self) -> int:
        return list(Level).index(self) + 1

    @property
    def activity_key(self) -> str:
        """The key of the activity that stands in the ledger when the level is reached."""
        return f"niveau-{self.value}"


@dataclass(frozen=True, slots=True)
class _About:
    title: Pair
    landscape: Pair
    promise: Pair


_ABOUT = {
    Level.BRONZE: _About(
        title={"nl": "Brons", "en": "Bronze"},
        landscape={"nl": "De polder", "en": "The polder"},
        promise={"nl": "Je basis is op orde.", "en": "You have the basics in order."},
    ),
    Level.SILVER: _About(
        title={"nl": "Zilver", "en": "Silver"},
        landscape={"nl": "De rivier", "en": "The river"},
        promise={"nl": "Je gaat zorgvuldig om met informatie.", "en": "You handle information with care."},
    ),
    Level.GOLD: _About(
        title={"nl": "Goud", "en": "Gold"},
        landscape={"nl": "De stad", "en": "The city"},
        promise={"nl": "Je blijft scherp onder druk.", "en": "You stay sharp under pressure."},
    ),
    Level.DIAMOND: _About(
        title={"nl": "Diamant", "en": "Diamond"},
        landscape={"nl": "De kust", "en": "The coast"},
        promise={
            "nl": "Je bent weerbaar als iemand je benadert.",
            "en": "You hold your ground when someone approaches you.",
        },
    ),
}


def reached(level: int, modules: Collection[int], ledger: Sequence[int]) -> bool:
    """Whether the level is reached by the last line of this person's ledger.

    `ledger` holds the activities this person completed, oldest first; `modules` are those published in the
    level now. After reaching it, it is reached again when every module has been completed once more.
    """
    since = ledger
    for place, activity in enumerate(ledger):
        if activity == level:
            since = ledger[place + 1 :]
    return bool(modules) and set(modules) <= set(since)
