"""Which questions one attempt plays. Pure; the seed decides, and the same seed always decides the same."""

from collections.abc import Sequence
from itertools import zip_longest

from modules.items.contract import Item, shuffled


def draw(questions: Sequence[Item], length: int, seed: int) -> list[str]:
    """The keys of the questions in the order of play: first the openers, then a mix of types from the pool."""
    openers = [question["key"] for question in questions if question.get("first")]
    pool = [question for question in questions if not question.get("first")]
    return (openers + [question["key"] for question in _mixed(pool, seed)])[: max(length, 1)]


def _mixed(pool: Sequence[Item], seed: int) -> list[Item]:
    """One of each type in turn, as long as there are any; within a type the seed decides."""
    kinds: dict[str, list[Item]] = {}
    for question in shuffled(pool, seed, "draw"):
        kinds.setdefault(question["type"], []).append(question)
    rounds = zip_longest(*kinds.values())
    return [question for turn in rounds for question in turn if question is not None]
