"""What a screen of the player gets to show; used for playing and for an author's preview alike."""

from typing import Any

from modules.items.contract import NOTHING_SENT, BadAnswer, Data, Item
from modules.levels import Level
from modules.module_data import ModuleData, explained, in_language, shown
from modules.sentences import say

QUESTION, EXPLANATION, INTRODUCTION = "modules/question.html", "modules/explanation.html", "modules/module.html"


def introduction(module: ModuleData, language: str) -> dict[str, Any]:
    texts = {name: part for name, part in module.items() if name != "items"}
    level = Level(module["level"]) if module.get("level") else None
    return {
        "module": in_language(texts, language),
        "level": level,
        "level_name": level and level.titles[language],
        "length": min(module.get("draw", 0), len(module.get("items", ()))),
    }


def question(
    module: ModuleData,
    item: Item,
    *,
    seed: int,
    position: int,
    total: int,
    language: str,
    data: Data = NOTHING_SENT,
    refusal: BadAnswer | None = None,
) -> dict[str, Any]:
    """Before the answer: nothing in here tells what is right."""
    return _frame(module, item, position, total, language) | {
        "item": in_language(_with_art(shown(item, seed, data), module), language),
        "template": f"modules/items/{item['type']}.html",
        "refusal": refusal and say(refusal.sentence),
        "to_mend": refusal.fields if refusal else (),
    }


def explanation(
    module: ModuleData, item: Item, *, seed: int, response: Any, right: bool, position: int, total: int, language: str
) -> dict[str, Any]:
    """After the answer was stored."""
    return _frame(module, item, position, total, language) | {
        "item": in_language(_with_art(explained(item, seed, response), module), language),
        "template": f"modules/items/{item['type']}_feedback.html",
        "right": right,
        "is_last": position == total,
    }


def _frame(module: ModuleData, item: Item, position: int, total: int, language: str) -> dict[str, Any]:
    """The bar, and whether there is anything beside the question that a small screen should keep."""
    return {
        "title": in_language(module.get("title", ""), language),
        "position": position,
        "total": total,
        "own_art": "art" in item,
        "has_context": any(name in item for name in ("art", "situation", "message")),
    }


def _with_art(item: dict[str, Any], module: ModuleData) -> dict[str, Any]:
    return {"art": module.get("art")} | item
