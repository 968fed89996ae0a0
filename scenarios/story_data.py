"""Reading a story from plain data: forgiving about what is missing, strict about what it is.

A draft may lack anything; `Story.problems()` says so. What cannot be a story at all (a number where
text belongs, NaN, a document of absurd size) is refused here, by name and place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scenarios.story_words import LANGUAGES, Text, sentence

# Absurd sizes. The longest real story has some 300 scenes.
MAX_SCENES = 1_000
MAX_VARIABLES = 100
MAX_CHOICES = 20  # in one scene; more than 4 is a problem, more than 20 is no scene
MAX_LINES = 200  # in one scene
MAX_NUMBER = 1_000_000
MAX_TEXT = 10_000  # characters
MAX_DEPTH = 12  # lists and mappings inside each other
MAX_PIECES = 200_000  # values in the whole document, so that a file cannot unfold without end


# PostgreSQL stores no NUL in JSON, and half a surrogate pair can be stored nowhere.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class NotAStory(ValueError):
    """This data is no story, not even an unfinished one; the sentence says where and why."""

    def __init__(self, code: str, where: str = "", **parameters: object) -> None:
        self.code = code
        self.parameters = {"where": where or "story", **parameters}
        super().__init__(self.sentence("en"))

    def sentence(self, language: str = "nl") -> str:
        return sentence(self.code, self.parameters, language)


@dataclass(frozen=True, slots=True)
class Reader:
    """One mapping in the data, and where it stands. Reading something missing gives nothing."""

    data: Mapping[str, Any]
    where: str = ""

    def word(self, name: str, otherwise: str = "") -> str:
        value = self.data.get(name)
        return otherwise if value is None else _text(value, self._at(name))

    def words(self, name: str) -> tuple[str, ...]:
        items = _list(self.data.get(name), self._at(name))
        return tuple(_text(item, f"{self._at(name)}[{n}]") for n, item in enumerate(items, 1))

    def number(self, name: str) -> int | None:
        value = self.data.get(name)
        return None if value is None else _number(value, self._at(name))

    def numbers(self, name: str, *, but: str = "") -> dict[str, int]:
        """The numbers under this name; `but` is the one name that means something else."""
        part = self.part(name)
        return {
            key: _number(value, part._at(key)) for key, value in part.data.items() if value is not None and key != but
        }

    def text(self, name: str) -> Text:
        return _text_pair(self.data.get(name), self._at(name))

    def texts(self, name: str) -> tuple[Text, ...]:
        items = _list(self.data.get(name), self._at(name))
        return tuple(_text_pair(item, f"{self._at(name)}[{n}]") for n, item in enumerate(items, 1))

    def part(self, name: str) -> Reader:
        return Reader(_mapping(self.data.get(name), self._at(name)), self._at(name))

    def parts(self, name: str, limit: int = MAX_PIECES) -> list[Reader]:
        where = self._at(name)
        items = _list(self.data.get(name), where)
        _not_more_than(limit, items, where)
        return [Reader(_mapping(item, f"{where}[{n}]"), f"{where}[{n}]") for n, item in enumerate(items, 1)]

    def named_parts(self, name: str, limit: int = MAX_PIECES) -> dict[str, Reader]:
        part = self.part(name)
        _not_more_than(limit, part.data, part.where)
        return {key: part.part(key) for key in part.data}

    def rest(self, known: Sequence[str]) -> dict[str, Any]:
        """What stands here under names that we do not know; kept, so that nothing gets lost."""
        return {name: value for name, value in self.data.items() if name not in known}

    def only(self, *known: str) -> None:
        """Refuse other names here: misspelt, they would silently change the meaning."""
        for name in self.rest(known):
            raise NotAStory("unknown_name", self.where, name=name)

    def _at(self, name: str) -> str:
        return f"{self.where}.{name}" if self.where else name


def reader(data: object) -> Reader:
    """A reader of a whole document, once it has been seen to be plain and of a sane size."""
    if not isinstance(data, Mapping):
        raise NotAStory("not_a_mapping")
    _check_plain(data)
    return Reader(data)


def filled(data: Mapping[str, Any]) -> dict[str, Any]:
    """Only what says something: the way back leaves out what is empty."""
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}


def pair(text: Text) -> dict[str, str]:
    """A text as data; an empty language is left out."""
    return filled({"nl": text.nl, "en": text.en})


def _check_plain(data: Mapping[str, Any]) -> None:
    """Refuse what JSON cannot carry, and what is absurdly large, before anything is read."""
    waiting: list[tuple[object, str, int]] = [(data, "", 0)]
    pieces = 0
    while waiting:
        value, where, depth = waiting.pop()
        pieces += 1
        if pieces > MAX_PIECES:
            raise NotAStory("too_much", limit=MAX_PIECES)
        if depth > MAX_DEPTH:
            raise NotAStory("too_deep", where, limit=MAX_DEPTH)
        if isinstance(value, Mapping):
            waiting += [(v, _named(k, where), depth + 1) for k, v in value.items()]
        elif isinstance(value, list | tuple):
            waiting += [(v, f"{where}[{n}]", depth + 1) for n, v in enumerate(value, 1)]
        else:
            _check_leaf(value, where)


def _check_leaf(value: object, where: str) -> None:
    if isinstance(value, str):
        _check_characters(value, where)
    elif isinstance(value, float) and not math.isfinite(value):
        raise NotAStory("not_finite", where)
    elif isinstance(value, int | float):
        if abs(value) > MAX_NUMBER:
            raise NotAStory("number_too_big", where, limit=MAX_NUMBER)
    elif value is not None:
        raise NotAStory("not_plain", where)


def _check_characters(value: str, where: str) -> None:
    if len(value) > MAX_TEXT:
        raise NotAStory("text_too_long", where, limit=MAX_TEXT)
    if UNSTORABLE.search(value):
        raise NotAStory("bad_character", where)


def _named(key: object, where: str) -> str:
    if not isinstance(key, str) or not key.strip():
        raise NotAStory("unnamed", where)
    _check_characters(key, where)
    return f"{where}.{key}" if where else key


def _mapping(value: object, where: str) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise NotAStory("not_a_mapping", where)
    return value


def _list(value: object, where: str) -> Sequence[Any]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise NotAStory("not_a_list", where)
    return value


def _not_more_than(limit: int, items: Sequence[Any] | Mapping[str, Any], where: str) -> None:
    if len(items) > limit:
        raise NotAStory("too_many", where, limit=limit)


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise NotAStory("not_a_text", where)
    return value


def _text_pair(value: object, where: str) -> Text:
    """A pair {nl, en}; a bare text counts as Dutch that is still to be translated."""
    if isinstance(value, str):
        return Text(nl=value)
    words = Reader(_mapping(value, where), where)
    if words.rest(LANGUAGES):
        raise NotAStory("other_language", where)
    return Text(nl=words.word("nl"), en=words.word("en"))


def _number(value: object, where: str) -> int:
    # A yes or no is a number to Python, but not to an author.
    if not isinstance(value, int) or isinstance(value, bool):
        raise NotAStory("not_a_number", where)
    return value
