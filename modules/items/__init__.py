"""The types of question, by name. A new type is one folder here (or elsewhere) and one line in this list."""

from functools import cache
from importlib import import_module
from types import ModuleType

from modules.items.contract import Item

FOLDERS = {
    "single": "modules.items.single",
    "multi": "modules.items.multi",
    "order": "modules.items.order",
    "sort": "modules.items.sort",
    "match": "modules.items.match",
}


@cache
def marking(name: str) -> ModuleType:
    """The rules of a type: see contract.py."""
    return import_module(f"{FOLDERS[name]}.marking")


@cache
def block(name: str) -> type:
    """The form in which authors write a question of this type."""
    return import_module(f"{FOLDERS[name]}.block").Block


def rules(item: Item) -> ModuleType:
    return marking(item["type"])
