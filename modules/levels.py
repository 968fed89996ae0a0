"""The four levels and when one is reached. Pure."""

from collections.abc import Collection, Sequence
from enum import StrEnum

Pair = dict[str, str]


class Level(StrEnum):
    """From the polder to the coast, in the order of the journey. The value is the word in the address."""

    titles: Pair
    landscapes: Pair
    promises: Pair

    def __new__(cls, slug: str, titles: Pair, landscapes: Pair, promises: Pair) -> "Level":
        level = str.__new__(cls, slug)
        level._value_ = slug
        level.titles, level.landscapes, level.promises = titles, landscapes, promises
        return level

    BRONZE = (
        "brons",
        {"nl": "Brons", "en": "Bronze"},
        {"nl": "De polder", "en": "The polder"},
        {"nl": "Je basis is op orde.", "en": "You have the basics in order."},
    )
    SILVER = (
        "zilver",
        {"nl": "Zilver", "en": "Silver"},
        {"nl": "De rivier", "en": "The river"},
        {"nl": "Je gaat zorgvuldig om met informatie.", "en": "You handle information with care."},
    )
    GOLD = (
        "goud",
        {"nl": "Goud", "en": "Gold"},
        {"nl": "De stad", "en": "The city"},
        {"nl": "Je blijft scherp onder druk.", "en": "You stay sharp under pressure."},
    )
    DIAMOND = (
        "diamant",
        {"nl": "Diamant", "en": "Diamond"},
        {"nl": "De kust", "en": "The coast"},
        {"nl": "Je bent weerbaar als iemand je benadert.", "en": "You hold your ground when someone approaches you."},
    )

    @property
    def number(self) -> int:
        return list(Level).index(self) + 1

    @property
    def activity_key(self) -> str:
        """The key of the activity that stands in the ledger when the level is reached."""
        return f"niveau-{self.value}"

    @property
    def next(self) -> "Level | None":
        following = list(Level)[self.number :]
        return following[0] if following else None


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
