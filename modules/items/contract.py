"""What every type of question agrees on. Pure: nothing here knows Django.

A question is plain data, as in `module.yaml`: texts are pairs `{"nl": …, "en": …}`. Each type is a folder
with a `marking.py` that holds

    SHAPE                      the fields of its own, for content files (see modules/shape.py)
    problems(item)             what an author must mend before publishing, as sentences
    solution(item)             the response that is right
    shown(item, seed, data)    what may go to the page before the answer is stored: never the solution
    read(item, data)           what was sent, as a response that can be stored, or BadAnswer
    mark(item, response)       Mark(right, parts)
    explained(item, seed, response)   what the page tells afterwards

and a `block.py` with the form for authors.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Item = Mapping[str, Any]
#: What a browser sent: every field with all its values.
Data = Mapping[str, Sequence[str]]

NOTHING_SENT: Data = {}


class Sentence(str):
    """An English sentence with the values for its gaps; the screen says it in the reader's language."""

    values: dict[str, object]

    def __new__(cls, text: str, **values: object) -> "Sentence":
        sentence = super().__new__(cls, text)
        sentence.values = values
        return sentence


class BadAnswer(ValueError):
    """What was sent is no answer to this question. `fields` are the names of the fields to look at."""

    def __init__(self, sentence: str, *fields: str):
        super().__init__(sentence)
        self.sentence = sentence if isinstance(sentence, Sentence) else Sentence(sentence)
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Mark:
    """Right as a whole, and part by part."""

    right: bool
    parts: Mapping[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Mapping[str, bool]) -> "Mark":
        return cls(bool(parts) and all(parts.values()), parts)


def gettext_noop(text: str) -> str:
    """Marks a text for the translation files."""
    return text


NOT_OF_THIS_QUESTION = gettext_noop("This answer does not belong to this question. Choose again.")
TWICE_THE_SAME_KEY = gettext_noop("Two of them have the key “%(key)s”. Give one another key.")


def handle(item: Item, key: str) -> str:
    """The name of an option on the page. It says nothing: a key may tell the order, or what is safe."""
    return hashlib.blake2s(f"{item.get('key')}/{key}".encode(), digest_size=5).hexdigest()


def shuffled(things: Iterable[Any], seed: int, name: str) -> list[Any]:
    """These things in an order that belongs to this seed, on every machine and for ever."""
    return sorted(things, key=lambda thing: hashlib.blake2s(f"{seed}/{name}/{thing['key']}".encode()).digest())


def parts(item: Item, name: str) -> list[Any]:
    """A list of the question; empty in a draft that has none yet."""
    return list(item.get(name) or ())


def first(data: Data, name: str) -> str:
    values = data.get(name) or ("",)
    return values[0]


def by_handle(item: Item, things: Iterable[Any]) -> dict[str, Any]:
    return {handle(item, thing["key"]): thing for thing in things}


def same_keys(things: Iterable[Any]) -> Iterator[Sentence]:
    """A complaint for each key that occurs again."""
    seen = set()
    for thing in things:
        if thing["key"] in seen:
            yield Sentence(TWICE_THE_SAME_KEY, key=thing["key"])
        seen.add(thing["key"])
