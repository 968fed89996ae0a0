"""The content of editions, parsed once per process. An edition never changes, so its digest is its name."""

from functools import cached_property
from typing import Any

from lms.models import Edition
from modules.items.contract import Item
from modules.keeping import Keeper

#: Every module there is, and the older editions that somebody is still playing.
_kept: "Keeper[Module]" = Keeper(256)


class Module:
    """A module as it is played. Nobody may change it: it is shared by all who play it."""

    def __init__(self, digest: str, data: dict[str, Any]):
        self.digest = digest
        self.data = data

    @cached_property
    def questions(self) -> dict[str, Item]:
        return {question["key"]: question for question in self.data["items"]}


def module(edition: Edition) -> Module:
    """The content of this edition: no query once this process has seen it, also when `data` is deferred."""
    return _kept.get(edition.digest, lambda: Module(edition.digest, edition.data))


def module_of(edition_id: int, digest: str) -> Module:
    """The same, when only the number and the digest are known."""
    return _kept.get(digest, lambda: Module(digest, Edition.objects.get(pk=edition_id).data))
