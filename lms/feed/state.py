"""What is known before a delivery, as plain data. Pure; `known.py` reads it from the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lms.feed.parse import Person


@dataclass(frozen=True, slots=True)
class KnownUnit:
    code: str
    name: str
    kind: str
    parent: str
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post that HR brought. What was granted here is nobody's business in a feed."""

    id: int
    unit: str
    role: str
    function_group: str
    starts_on: date
    ends_on: date | None

    def lasts_until(self, day: date) -> bool:
        return self.ends_on is None or self.ends_on >= day


@dataclass(frozen=True, slots=True)
class KnownAbsence:
    id: int
    starts_on: date
    ends_on: date | None

    def lasts_until(self, day: date) -> bool:
        return self.ends_on is None or self.ends_on >= day


@dataclass(frozen=True, slots=True)
class KnownPerson:
    #: As HR said it last; somebody may have chosen another language since.
    person: Person
    posts: tuple[KnownPost, ...] = ()
    absences: tuple[KnownAbsence, ...] = ()

    def works_on(self, day: date) -> bool:
        return self.person.left_on is None or self.person.left_on >= day


@dataclass(frozen=True, slots=True)
class Known:
    units: Mapping[str, KnownUnit] = field(default_factory=dict)
    #: By HR number.
    people: Mapping[str, KnownPerson] = field(default_factory=dict)
    #: Addresses of accounts that HR does not know.
    other_addresses: frozenset[str] = frozenset()
    #: Units where somebody has a post that was granted here.
    other_posts_in: frozenset[str] = frozenset()
    #: Which delivery was the last to be switched on when this was read.
    version: int = 0
