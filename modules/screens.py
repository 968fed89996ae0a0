"""What a screen of the player shows; used for playing and for an author's preview alike.

What an edition shows never changes, so the pieces of its pages are kept ready in the memory of the process: the
frame for each language and theme, the bar, and a question in each order of its options. What belongs to one
person, their attempt and the token of their form, is filled in last. Nothing of a draft is kept.
"""

import json
import secrets
import uuid
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import get_language

from lms.shell import context
from modules.items.contract import NOTHING_SENT, BadAnswer, Data, Item
from modules.keeping import Keeper
from modules.levels import Level
from modules.module_data import ModuleData, explained, in_language, shown
from modules.sentences import say

INTRODUCTION = "modules/module.html"

#: A few kilobytes each: every question of every level in every order, and a good many explanations.
_pieces: "Keeper[str]" = Keeper(4_000)

#: What stands in a kept piece where something of one person comes. No text can contain it.
_MARK = secrets.token_hex(8)
TITLE, BAR, BODY = f"title-{_MARK}", f"bar-{_MARK}", f"body-{_MARK}"
ACTION, TOKEN, TRY = f"action-{_MARK}", f"token-{_MARK}", f"try-{_MARK}"
ATTEMPT = str(uuid.uuid4())


@dataclass(frozen=True)
class Place:
    """A question, and where it stands in what is played. A draft has no digest."""

    module: ModuleData
    item: Item
    order: int
    position: int
    total: int
    digest: str = ""

    @property
    def is_last(self) -> bool:
        return self.position == self.total


def introduction(module: ModuleData, language: str) -> dict[str, Any]:
    """For the page before a module begins."""
    texts = {name: part for name, part in module.items() if name != "items"}
    level = Level(module["level"]) if module.get("level") else None
    return {
        "module": in_language(texts, language),
        "level": level,
        "level_name": level and level.titles[language],
        "length": min(module.get("draw", 0), len(module.get("items", ()))),
    }


def question(
    request: HttpRequest,
    place: Place,
    *,
    try_number: int = 1,
    data: Data = NOTHING_SENT,
    refusal: BadAnswer | None = None,
) -> str:
    """The page before the answer: nothing on it tells what is right."""

    def body() -> str:
        item = shown(place.item, place.order, data)
        return render_to_string(
            "modules/question.html",
            _context(place, item)
            | {
                "refusal": refusal and say(refusal.sentence),
                "to_mend": refusal.fields if refusal else (),
                "action": ACTION if place.digest else "",
                "token": TOKEN,
                "try_number": TRY,
            },
        )

    asked = _kept(place, ("question", place.order), body) if refusal is None else body()
    filled = asked.replace(ACTION, request.path).replace(TOKEN, get_token(request)).replace(TRY, str(try_number))
    return _page(request, place, "refused" if refusal else "question", filled)


def explanation(
    request: HttpRequest, place: Place, *, response: Any, right: bool, attempt: object = "", may_try_again: bool = False
) -> str:
    """The page after the answer was stored."""

    def body() -> str:
        item = explained(place.item, place.order, response)
        return render_to_string("modules/explanation.html", _context(place, item) | {"right": right, "dock": BODY})

    def dock() -> str:
        following = {"place": place, "attempt": ATTEMPT, "next": place.position + 1, "may_try_again": may_try_again}
        return render_to_string("modules/parts/dock.html", following)

    told = _kept(place, ("explanation", place.order, json.dumps(response)), body)
    on = _kept(place, ("dock", place.position, place.total, may_try_again), dock).replace(ATTEMPT, str(attempt))
    return _page(request, place, "right" if right else "almost", told.replace(BODY, on if attempt else ""))


def _page(request: HttpRequest, place: Place, state: str, body: str) -> str:
    theme, language = context.page(request)["theme"], get_language()
    texts = {"title": in_language(place.module.get("title", ""), language), "place": place, "state": state}
    name = (place.position, place.total, state)
    title = _kept(place, ("title", *name), lambda: render_to_string("modules/parts/title.html", texts).strip())
    bar = _kept(place, ("bar", *name), lambda: render_to_string("modules/parts/bar.html", texts))
    marks = {"title": TITLE, "bar": BAR, "body": BODY, "theme": theme}
    frame = _ready(("frame", theme, language), lambda: render_to_string("modules/play.html", marks))
    return frame.replace(TITLE, title).replace(BAR, bar).replace(BODY, body)


def _context(place: Place, item: dict[str, Any]) -> dict[str, Any]:
    """The question in the reader's language, and whether a small screen has anything to show beside it."""
    return {
        "item": in_language({"art": place.module.get("art")} | item, get_language()),
        "template": f"modules/items/{place.item['type']}",
        "own_art": "art" in item,
        "has_context": any(name in item for name in ("art", "situation", "message")),
    }


def _kept(place: Place, name: tuple[Hashable, ...], make: Callable[[], str]) -> str:
    """A piece about this question, kept when it is of an edition."""
    if not place.digest:
        return make()
    return _ready((place.digest, place.item["key"], get_language(), *name), make)


def _ready(name: Hashable, make: Callable[[], str]) -> str:
    return make() if settings.DEBUG else _pieces.get(name, make)
