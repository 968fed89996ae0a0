"""One answer of several; one of them is the best."""

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
    by_handle,
    first,
    gettext_noop,
    handle,
    parts,
    same_keys,
    shuffled,
)
from modules.shape import Shape, both, flag, many, slug
from modules.shape import parts as fields

SHAPE: dict[str, Shape] = {
    "options": many(fields({"key": slug, "text": both, "feedback": both}, {"best": flag})),
}
CHOICE = "choice"


def problems(item: Item) -> Iterator[Sentence]:
    options = parts(item, "options")
    if len(options) < 2:
        yield Sentence(gettext_noop("Give at least two options."))
    if sum(1 for option in options if option.get("best")) != 1:
        yield Sentence(gettext_noop("Mark exactly one option as the best choice."))
    yield from same_keys(options)


def solution(item: Item) -> str:
    return next(option["key"] for option in item["options"] if option.get("best"))


def shown(item: Item, seed: int, data: Data = NOTHING_SENT) -> dict[str, Any]:
    chosen = first(data, CHOICE)
    options = [
        {"handle": handle(item, option["key"]), "text": option.get("text", "")}
        for option in shuffled(parts(item, "options"), seed, "options")
    ]
    return {"options": [option | {"chosen": option["handle"] == chosen} for option in options]}


def read(item: Item, data: Data) -> str:
    sent = first(data, CHOICE)
    if not sent:
        raise BadAnswer(gettext_noop("Choose an answer first."), CHOICE)
    option = by_handle(item, item["options"]).get(sent)
    if option is None:
        raise BadAnswer(NOT_OF_THIS_QUESTION, CHOICE)
    return option["key"]


def mark(item: Item, response: str) -> Mark:
    return Mark.of({response: response == solution(item)})


def explained(item: Item, seed: int, response: str) -> dict[str, Any]:
    options = [
        {
            "text": option["text"],
            "feedback": option["feedback"],
            "chosen": option["key"] == response,
            "best": bool(option.get("best")),
        }
        for option in shuffled(item["options"], seed, "options")
    ]
    return {
        "options": options,
        "said": next((option["feedback"] for option in options if option["chosen"]), ""),
        "others": [option for option in options if not option["chosen"]],
    }
