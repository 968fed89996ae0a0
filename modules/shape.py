"""Is this plain data of the shape that it should have? Pure; the complaints say where and what.

A shape is a function of a value and the place where it stands, giving complaints.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Shape = Callable[[Any, str], Iterator[str]]

LANGUAGES = {"nl": "Dutch", "en": "English"}


def text(value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, str) or not value.strip():
        yield f"{where}: a text is expected here."


def slug(value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value):
        yield f"{where}: “{value}” is no key. Use small letters, digits and hyphens."


def flag(value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield f"{where}: true or false is expected here."


def both(value: Any, where: str) -> Iterator[str]:
    """A text in Dutch and in English."""
    if not isinstance(value, Mapping):
        yield f"{where}: a text in two languages is expected here: nl and en."
        return
    for code, name in LANGUAGES.items():
        if not isinstance(value.get(code), str) or not value[code].strip():
            yield f"{where}: the {name} text is missing."
    yield from (f"{where}: unknown language “{code}”." for code in value if code not in LANGUAGES)


def number(low: int, high: int) -> Shape:
    def check(value: Any, where: str) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            yield f"{where}: a whole number from {low} to {high} is expected here."

    return check


def one_of(*choices: str) -> Shape:
    def check(value: Any, where: str) -> Iterator[str]:
        if value not in choices:
            yield f"{where}: “{value}” is none of: {', '.join(choices)}."

    return check


def many(shape: Shape) -> Shape:
    """A list. Its parts are called by their key where they have one."""

    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{where}: a list is expected here."
            return
        for place, part in enumerate(value, start=1):
            key = part.get("key") if isinstance(part, Mapping) else None
            yield from shape(part, f"{where} “{key}”" if key else f"{where} {place}")

    return check


def parts(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """Named fields, and no others."""
    known = {**required, **(optional or {})}

    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield f"{where}: named fields are expected here: {', '.join(known)}."
            return
        yield from (f"{where}: “{name}” is missing." for name in required if name not in value)
        yield from (f"{where}: unknown field “{name}”." for name in value if name not in known)
        for name, shape in known.items():
            if name in value:
                yield from shape(value[name], f"{where}: {name}")

    return check
