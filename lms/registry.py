"""What the other floors contribute by name, so that lms can show what it cannot import.

Each app calls these in `AppConfig.ready()`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Reach(StrEnum):
    """Who may open a page. Every URL of the site has one; a test walks them all."""

    PUBLIC = "public"  # anybody
    SIGNED_IN = "signed in"  # every employee
    OWN = "own"  # only the employee whose it is
    LEADS = "leads people"  # managers and deputies, of their own units
    FIGURES = "sees figures"  # directors, the bureau, the works-council reader
    AUTHOR = "author"  # whoever may enter the Wagtail admin
    ADMIN = "admin"  # administrators


@dataclass(frozen=True, slots=True)
class NavigationItem:
    label: object
    url_name: str
    #: Given the viewer's Authority; whether the item is shown.
    shown: Callable
    position: int = 50
    #: The name of an icon in icons.svg, for the tab bar on a phone.
    icon: str = "list"


_reaches: dict[str, Reach] = {}
_navigation: list[NavigationItem] = []
_home_cards: list[Callable] = []


def classify(reach: Reach, *url_names: str) -> None:
    """Say who may open these URLs; `"namespace:*"` speaks for a whole namespace."""
    for name in url_names:
        if _reaches.setdefault(name, reach) is not reach:
            raise ValueError(f"{name} is already classified as {_reaches[name]}.")


def reach_of(url_name: str) -> Reach | None:
    if url_name in _reaches:
        return _reaches[url_name]
    namespace, _, _name = url_name.rpartition(":")
    return _reaches.get(f"{namespace}:*") if namespace else None


def classified() -> frozenset[str]:
    return frozenset(_reaches)


def navigate(*items: NavigationItem) -> None:
    _navigation.extend(items)
    _navigation.sort(key=lambda item: item.position)


def navigation(authority) -> list[NavigationItem]:
    return [item for item in _navigation if item.shown(authority)]


def home_card(card: Callable) -> Callable:
    """Add a card to the home page: `card(employee, on) -> (template, context) | None`."""
    _home_cards.append(card)
    return card


def home_cards(employee, *, on) -> list[tuple[str, dict]]:
    return [found for card in _home_cards if (found := card(employee, on=on))]


_daily_jobs: list[tuple[str, Callable]] = []


def daily(description: str, job: Callable) -> None:
    """Add `job(on)` to what `manage.py daily` does, after what was added before it."""
    _daily_jobs.append((description, job))


def daily_jobs() -> list[tuple[str, Callable]]:
    return list(_daily_jobs)
