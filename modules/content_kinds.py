"""What `manage.py content` can check and load: modules here, and whatever the floors above register."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ContentKind:
    """Files of one kind. `check()` gives complaints; `load(on)` publishes and gives a line for each file."""

    name: str
    check: Callable[[], Iterable[str]]
    load: Callable[[date], Iterable[str]]


_kinds: list[ContentKind] = []


def register(kind: ContentKind) -> None:
    """Called in `AppConfig.ready()`; kinds are loaded in the order of the apps."""
    if all(kind.name != known.name for known in _kinds):
        _kinds.append(kind)


def kinds() -> tuple[ContentKind, ...]:
    return tuple(_kinds)
