"""Steps to put in the right order. Authors write them in that order."""

from collections.abc import Iterator
from typing import Any

from modules.items.contract import (
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

SHAPE: dict[str, Shape] = {"steps": many(fields({"key": slug, "text": both, "feedback": both}))}


def problems(item: Item) -> Iterator[Sentence]:
    steps = parts(item, "steps")
    if len(steps) < 2:
        yield Sentence(gettext_noop("Give at least two steps."))
    yield from same_keys(steps)


def solution(item: Item) -> list[str]:
    return [step["key"] for step in item["steps"]]


def _field(item: Item, step: Item) -> str:
    return f"place-{handle(item, step['key'])}"


def _on_the_page(item: Item, seed: int) -> list[Item]:
    """Never in the right order to begin with: then there would be nothing to do."""
    steps = parts(item, "steps")
    mixed = shuffled(steps, seed, "steps")
    return mixed if mixed != steps else mixed[1:] + mixed[:1]


def shown(item: Item, seed: int, data: Data = NOTHING_SENT) -> dict[str, Any]:
    steps = _on_the_page(item, seed)
    return {
        "steps": [
            {
                "field": _field(item, step),
                "text": step.get("text", ""),
                "places": [
                    {"number": number, "chosen": first(data, _field(item, step)) == str(number)}
                    for number in range(1, len(steps) + 1)
                ],
            }
            for step in steps
        ],
    }


def read(item: Item, data: Data) -> list[str]:
    """The keys of the steps in the chosen order."""
    steps = item["steps"]
    numbers = [str(number) for number in range(1, len(steps) + 1)]
    sent = {_field(item, step): first(data, _field(item, step)) for step in steps}
    missing = [name for name, place in sent.items() if place not in numbers]
    if missing:
        raise BadAnswer(gettext_noop("Give every step a place."), *missing)
    again = [name for name, place in sent.items() if list(sent.values()).count(place) > 1]
    if again:
        raise BadAnswer(gettext_noop("Give every step a place of its own."), *again)
    return [step["key"] for step in sorted(steps, key=lambda step: numbers.index(sent[_field(item, step)]))]


def mark(item: Item, response: list[str]) -> Mark:
    return Mark.of({key: key == chosen for key, chosen in zip(solution(item), response, strict=True)})


def explained(item: Item, seed: int, response: list[str]) -> dict[str, Any]:
    """The right order, with the place where each step was put."""
    return {
        "steps": [
            {
                "text": step["text"],
                "feedback": step["feedback"],
                "place": place,
                "put": response.index(step["key"]) + 1,
                "right": response.index(step["key"]) + 1 == place,
            }
            for place, step in enumerate(item["steps"], start=1)
        ]
    }
