"""Where units go in the tree: paths as treebeard writes them, worked out for all at once. Pure.

A unit that stays where it hangs keeps its path. A new or moved one gets the next free step below its
parent and takes everything below it along. No step is ever used again, so that the paths can be written
in any order without two units meeting.
"""

from collections.abc import Mapping
from dataclasses import dataclass

STEP = 4
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Place:
    path: str
    children: int

    @property
    def depth(self) -> int:
        return len(self.path) // STEP


def places(parents: Mapping[str, str], paths: Mapping[str, str]) -> dict[str, Place]:
    """The place of every unit, given the unit above each ("" for none) and the paths of those that exist.

    `parents` names every unit, in the order in which new ones are to be placed, and has no cycles.
    """
    codes = {path: code for code, path in paths.items()}
    #: Per unit, the highest step that was ever given out below it.
    last_step: dict[str, int] = {}
    for path in paths.values():
        above = codes.get(path[:-STEP], "")
        last_step[above] = max(last_step.get(above, 0), int(path[-STEP:], 36))
    new_paths: dict[str, str] = {}

    def path_of(code: str) -> str:
        if code not in new_paths:
            parent = parents[code]
            above = path_of(parent) if parent else ""
            old = paths.get(code)
            if old and codes.get(old[:-STEP], "") == parent:
                # It hangs below the same unit: only what is above it may have gone elsewhere.
                new_paths[code] = above + old[-STEP:]
            else:
                last_step[parent] = last_step.get(parent, 0) + 1
                new_paths[code] = above + _step(last_step[parent])
        return new_paths[code]

    children = dict.fromkeys(parents, 0)
    for parent in parents.values():
        if parent:
            children[parent] += 1
    return {code: Place(path_of(code), children[code]) for code in parents}


def _step(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return digits.rjust(STEP, ALPHABET[0])
