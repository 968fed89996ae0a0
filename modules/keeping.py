"""A small memory of one process for what never changes: the last so many things, by name."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Keeper(Generic[T]):
    def __init__(self, most: int):
        self.most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, name: Hashable, make: Callable[[], T]) -> T:
        """What is kept under this name; made when it is not there. What was not asked for longest goes first."""
        try:
            self._kept.move_to_end(name)
            return self._kept[name]
        except KeyError:
            made = self._kept[name] = make()
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
            return made

    def __len__(self) -> int:
        return len(self._kept)
