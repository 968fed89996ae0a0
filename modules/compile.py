"""From pages to plain data: what an edition holds."""

from typing import Any

from modules.items.blocks import plain
from modules.module_data import ModuleData, tidy


def module(page) -> ModuleData:
    """The module on a page, saved or not, as it would be played. A draft may lack anything."""
    return tidy(
        {
            "key": page.key,
            "level": _level_above(page),
            "order": page.order,
            "minutes": page.minutes,
            "title": {"nl": page.title, "en": page.title_en},
            "goal": {"nl": page.goal_nl, "en": page.goal_en},
            "intro": {"nl": page.intro_nl, "en": page.intro_en},
            "art": page.art,
            "draw": page.draw,
            "source": page.source,
            "items": questions(page.items),
        }
    )


def questions(stream) -> list[dict[str, Any]]:
    """The questions of a stream field."""
    return [
        {"type": child.block_type} | question
        for child, question in zip(stream, plain(stream.get_prep_value()), strict=True)
    ]


def level(page) -> dict[str, Any]:
    return tidy(
        {
            "level": page.level,
            "promise": {"nl": page.promise_nl, "en": page.promise_en},
            "intro": {"nl": page.intro_nl, "en": page.intro_en},
        }
    )


def _level_above(page) -> str:
    """The level of the page above; none for a draft that was never saved."""
    parent = page.get_parent() if page.path and page.depth else None
    return parent.specific.level if parent else ""
