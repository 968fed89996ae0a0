"""The content of editions, parsed once per process. An edition never changes, so its digest is its name."""

from collections import OrderedDict
from typing import Any

from lms.models import Edition
from modules.items.contract import Item

#: Every module there is, and the older editions that somebody is still playing.
KEPT = 256

_kept: "OrderedDict[str, Module]" = OrderedDict()


class Module:
    """A module as it is played. Nobody may change it: it is shared by all who play it."""

    def __init__(self, data: dict[str, Any]):
        self.data = data
        self.questions: dict[str, Item] = {question["key"]: question for question in data["items"]}


def module(edition: Edition) -> Module:
    """The content of this edition: no query once this process has seen it, also when `data` is deferred."""
    found = _kept.get(edition.digest)
    if found is None:
        found = _kept[edition.digest] = Module(edition.data)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found
