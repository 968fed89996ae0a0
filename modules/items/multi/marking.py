"""Several answers are good; choose all of them and no others."""

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
    gettext_noop,
    handle,
    parts,
    same_keys,
    shuffled,
)
from modules.shape import Shape, both, flag, many, slug
from modules.shape import parts as fields

SHAPE: dict[str, Shape] = {
    "options": many(fields({"key": slug, "text": both, "feedback": both}, {"good": flag})),
}
CHOICE = "choice"


def problems(item: Item) -> Iterator[Sentence]:
    options = parts(item, "options")
    if len(options) < 2:
        yield Sentence(gettext_noop("Give at least two options."))
    if not any(option.get("good") for option in options):
        yield Sentence(gettext_noop("Mark at least one option as good."))
    yield from same_keys(options)


def solution(item: Item) -> list[str]:
    return [option["key"] for option in item["options"] if option.get("good")]


def shown(item: Item, seed: int, data: Data = NOTHING_SENT) -> dict[str, Any]:
    chosen = data.get(CHOICE, ())
    options = [
        {"handle": handle(item, option["key"]), "text": option.get("text", "")}
        for option in shuffled(parts(item, "options"), seed, "options")
    ]
    return {"options": [option | {"chosen": option["handle"] in chosen} for option in options]}


def read(item: Item, data: Data) -> list[str]:
    sent = set(data.get(CHOICE, ()))
    if not sent:
        raise BadAnswer(gettext_noop("Choose at least one answer."), CHOICE)
    if not sent <= by_handle(item, item["options"]).keys():
        raise BadAnswer(NOT_OF_THIS_QUESTION, CHOICE)
    return [option["key"] for option in item["options"] if handle(item, option["key"]) in sent]


def mark(item: Item, response: list[str]) -> Mark:
    return Mark.of(
        {option["key"]: bool(option.get("good")) == (option["key"] in response) for option in item["options"]}
    )


def explained(item: Item, seed: int, response: list[str]) -> dict[str, Any]:
    return {
        "options": [
            {
                "text": option["text"],
                "feedback": option["feedback"],
                "chosen": option["key"] in response,
                "good": bool(option.get("good")),
            }
            for option in shuffled(item["options"], seed, "options")
        ]
    }
