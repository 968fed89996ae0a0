"""Things that belong together: each on the left has one on the right. Some on the right may belong to nothing."""

from collections.abc import Iterator
from typing import Any

from modules.items.contract import (
    NOT_OF_THIS_QUESTION,
    NOTHING_SENT,
    BadAnswer,
    Data,
    Item,
    Mark,
    Sentence,
    first,
    gettext_noop,
    handle,
    parts,
    same_keys,
    shuffled,
)
from modules.shape import Shape, both, many, slug
from modules.shape import parts as fields

SHAPE: dict[str, Shape] = {
    "pairs": many(fields({"key": slug, "left": both, "right": both, "feedback": both})),
}
OPTIONAL: dict[str, Shape] = {"extras": many(fields({"key": slug, "right": both}))}


def problems(item: Item) -> Iterator[Sentence]:
    pairs, extras = parts(item, "pairs"), parts(item, "extras")
    if len(pairs) < 2:
        yield Sentence(gettext_noop("Give at least two pairs."))
    if len(_rights(item)) < 2:
        yield Sentence(gettext_noop("Give at least two different texts on the right."))
    belonging = [pair.get("right") for pair in pairs]
    for extra in extras:
        if extra.get("right") in belonging:
            yield Sentence(gettext_noop("The extra “%(key)s” is the right side of a pair."), key=extra["key"])
    yield from same_keys(pairs + extras)


def _rights(item: Item) -> dict[str, Any]:
    """Every different text on the right, by the key that stands for it: pairs may share a right side."""
    found: dict[str, Any] = {}
    for thing in parts(item, "pairs") + parts(item, "extras"):
        if thing.get("right") not in found.values():
            found[thing["key"]] = thing.get("right")
    return found


def solution(item: Item) -> dict[str, str]:
    rights = _rights(item)
    return {pair["key"]: next(key for key, text in rights.items() if text == pair["right"]) for pair in item["pairs"]}


def _left(item: Item, pair: Item) -> str:
    return f"left-{handle(item, pair['key'])}"


def _right(item: Item, key: str) -> str:
    return handle(item, f"right/{key}")


def shown(item: Item, seed: int, data: Data = NOTHING_SENT) -> dict[str, Any]:
    rights = shuffled([{"key": key, "text": text} for key, text in _rights(item).items()], seed, "rights")
    return {
        "pairs": [
            {
                "field": _left(item, pair),
                "text": pair.get("left", ""),
                "rights": [
                    {
                        "handle": _right(item, right["key"]),
                        "text": right["text"] or "",
                        "chosen": first(data, _left(item, pair)) == _right(item, right["key"]),
                    }
                    for right in rights
                ],
            }
            for pair in shuffled(parts(item, "pairs"), seed, "lefts")
        ]
    }


def read(item: Item, data: Data) -> dict[str, str]:
    rights = {_right(item, key): key for key in _rights(item)}
    sent = {pair["key"]: first(data, _left(item, pair)) for pair in item["pairs"]}
    missing = [_left(item, pair) for pair in item["pairs"] if not sent[pair["key"]]]
    if missing:
        sentence = Sentence(gettext_noop("Choose for every line. Still to do: %(number)s."), number=len(missing))
        raise BadAnswer(sentence, *missing)
    strange = [_left(item, pair) for pair in item["pairs"] if sent[pair["key"]] not in rights]
    if strange:
        raise BadAnswer(NOT_OF_THIS_QUESTION, *strange)
    return {key: rights[chosen] for key, chosen in sent.items()}


def mark(item: Item, response: dict[str, str]) -> Mark:
    return Mark.of({key: response[key] == right for key, right in solution(item).items()})


def explained(item: Item, seed: int, response: dict[str, str]) -> dict[str, Any]:
    rights, right = _rights(item), solution(item)
    return {
        "pairs": [
            {
                "left": pair["left"],
                "feedback": pair["feedback"],
                "put": rights[response[pair["key"]]],
                "belongs": pair["right"],
                "right": response[pair["key"]] == right[pair["key"]],
            }
            for pair in shuffled(item["pairs"], seed, "lefts")
        ]
    }
