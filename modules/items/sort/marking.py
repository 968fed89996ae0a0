"""Cards to sort into bins; each card has one bin."""

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
    "bins": many(fields({"key": slug, "text": both})),
    "cards": many(fields({"key": slug, "text": both, "bin": slug, "feedback": both})),
}


def problems(item: Item) -> Iterator[Sentence]:
    bins, cards = parts(item, "bins"), parts(item, "cards")
    if len(bins) < 2:
        yield Sentence(gettext_noop("Give at least two groups to sort into."))
    if len(cards) < 2:
        yield Sentence(gettext_noop("Give at least two cards."))
    known = {bin_["key"] for bin_ in bins}
    for card in cards:
        if card.get("bin") not in known:
            yield Sentence(gettext_noop("The card “%(key)s” belongs to no group."), key=card["key"])
    yield from same_keys(bins)
    yield from same_keys(cards)


def solution(item: Item) -> dict[str, str]:
    return {card["key"]: card["bin"] for card in item["cards"]}


def _field(item: Item, card: Item) -> str:
    return f"card-{handle(item, card['key'])}"


def _bin(item: Item, bin_: Item) -> str:
    return handle(item, f"bin/{bin_['key']}")


def shown(item: Item, seed: int, data: Data = NOTHING_SENT) -> dict[str, Any]:
    """The bins stay in the author's order, which may be from low to high; the cards are mixed."""
    return {
        "bins": [{"text": bin_.get("text", "")} for bin_ in parts(item, "bins")],
        "cards": [
            {
                "field": _field(item, card),
                "text": card.get("text", ""),
                "bins": [
                    {
                        "handle": _bin(item, bin_),
                        "text": bin_.get("text", ""),
                        "chosen": first(data, _field(item, card)) == _bin(item, bin_),
                    }
                    for bin_ in parts(item, "bins")
                ],
            }
            for card in shuffled(parts(item, "cards"), seed, "cards")
        ],
    }


def read(item: Item, data: Data) -> dict[str, str]:
    bins = {_bin(item, bin_): bin_["key"] for bin_ in item["bins"]}
    sent = {card["key"]: first(data, _field(item, card)) for card in item["cards"]}
    missing = [_field(item, card) for card in item["cards"] if not sent[card["key"]]]
    if missing:
        sentence = Sentence(gettext_noop("Give every card a group. Still to do: %(number)s."), number=len(missing))
        raise BadAnswer(sentence, *missing)
    strange = [_field(item, card) for card in item["cards"] if sent[card["key"]] not in bins]
    if strange:
        raise BadAnswer(NOT_OF_THIS_QUESTION, *strange)
    return {key: bins[chosen] for key, chosen in sent.items()}


def mark(item: Item, response: dict[str, str]) -> Mark:
    return Mark.of({key: response[key] == bin_ for key, bin_ in solution(item).items()})


def explained(item: Item, seed: int, response: dict[str, str]) -> dict[str, Any]:
    names = {bin_["key"]: bin_["text"] for bin_ in item["bins"]}
    return {
        "cards": [
            {
                "text": card["text"],
                "feedback": card["feedback"],
                "put": names[response[card["key"]]],
                "belongs": names[card["bin"]],
                "right": response[card["key"]] == card["bin"],
            }
            for card in shuffled(item["cards"], seed, "cards")
        ]
    }
