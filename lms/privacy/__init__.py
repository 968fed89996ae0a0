"""Small groups stay unseen: every figure about people goes through `suppress()`. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """So many of so many, about one group. `shown` is False where the group is too small to tell."""

    key: object
    part: int
    whole: int
    shown: bool = True

    @property
    def share(self) -> float | None:
        return self.part / self.whole if self.shown and self.whole else None


def suppress(rows: Sequence[Count], k: int) -> list[Count]:
    """Hide what could be traced to a person, in one set of groups that add up to a known total.

    A group with fewer than `k` people is hidden. When the hidden ones together are so small that the
    total gives them away, the smallest group that is still shown is hidden as well, until at least `k`
    people are in the dark together. Empty groups tell nothing and stay.
    """
    hidden = {row.key for row in rows if 0 < row.whole < k}
    in_the_dark = sum(row.whole for row in rows if row.key in hidden)
    shown = sorted((row for row in rows if row.key not in hidden and row.whole), key=lambda r: r.whole)
    while hidden and shown and (in_the_dark < k or len(hidden) == 1):
        also = shown.pop(0)
        hidden.add(also.key)
        in_the_dark += also.whole
    return [Count(row.key, 0, 0, shown=False) if row.key in hidden else row for row in rows]
