"""What those people completed in a year and a half: drawn from how diligent each directorate is. Pure."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lms.demo.organisation import DEMO_TEAM, Colleague, Organisation, demo_team

#: The chance that somebody does what is asked. KIS lags, and FAC somewhat.
DILIGENCE = {
    "PAR": 0.92, "MKB": 0.88, "GO": 0.95, "OPS": 0.96, "CAP": 0.78, "KIS": 0.44, "IV": 0.83, "GRE": 0.91,
    "TSL": 0.85, "DAT": 0.89, "FAC": 0.66, "BVI": 0.99,
}  # fmt: skip
PROGRAMME_DAYS = 548
BRONZE = ("b5", "b6", "niveau-brons")
STORY = "alleen-dat-kenteken"


@dataclass(frozen=True, slots=True)
class Line:
    """So-and-so completed this on that day."""

    number: str
    activity: str
    day: date


def build(organisation: Organisation, today: date) -> list[Line]:
    """Every completion of everybody, the oldest first."""
    random_ = random.Random("history")
    programme_began = today - timedelta(days=PROGRAMME_DAYS)
    special = _special(organisation, today)
    lines: list[Line] = []
    for colleague in organisation.colleagues:
        if colleague.number in special:
            lines += special[colleague.number]
        else:
            lines += _life(colleague, programme_began, today, random_)
    return sorted(lines, key=lambda line: (line.day, line.number, line.activity))


def _life(colleague: Colleague, programme_began: date, today: date, random_: random.Random) -> Iterator[Line]:
    first = max(colleague.started_on, programme_began)
    last = min(colleague.left_on or today, today)
    diligence = DILIGENCE[colleague.directorate]
    yield from _twice(colleague, first, last, 90, diligence, random_, _bronze)
    yield from _twice(colleague, first, last, 182, diligence * 0.8, random_, _story)


def _twice(colleague, first, last, term, diligence, random_, doing) -> Iterator[Line]:
    """The first time, and again each time that it has run for a year."""
    began_with_the_programme = first > colleague.started_on
    day = _first_day(first, term, diligence, began_with_the_programme, random_)
    while day and day <= last:
        yield from doing(colleague.number, day, first, random_)
        opens = day + timedelta(days=335)
        day = _day(opens, 30, diligence, random_) if opens <= last else None


def _first_day(first: date, term: int, diligence: float, of_old: bool, random_: random.Random) -> date | None:
    """When the programme began, it took the organisation a year to get going; newcomers are on time more often."""
    if of_old and random_.random() < 0.6:
        return first + timedelta(days=term + round(random_.expovariate(1 / 130))) if _does(diligence, random_) else None
    return _day(first, term, diligence, random_)


def _does(diligence: float, random_: random.Random) -> bool:
    return random_.random() < diligence


def _day(opens: date, term: int, diligence: float, random_: random.Random) -> date | None:
    if _does(diligence, random_):
        return opens + timedelta(days=round(random_.triangular(2, term, term * 0.7)))
    if random_.random() < 0.5:
        return opens + timedelta(days=term + round(random_.expovariate(1 / 45)) + 1)
    return None


def _bronze(number: str, day: date, first: date, random_: random.Random) -> Iterator[Line]:
    earlier = max(first, day - timedelta(days=random_.randint(0, 20)))
    one, other = random_.sample(["b5", "b6"], 2)
    yield from (Line(number, one, earlier), Line(number, other, day), Line(number, "niveau-brons", day))


def _story(number: str, day: date, first: date, random_: random.Random) -> Iterator[Line]:
    yield Line(number, STORY, day)


def _special(organisation: Organisation, today: date) -> dict[str, list[Line]]:
    """The demo accounts, and their team: one on leave, one of whom it ran out, one half-way, the others done."""

    def done(number: str, days_ago: int) -> list[Line]:
        day = today - timedelta(days=days_ago)
        return [Line(number, activity, day) for activity in (*BRONZE, STORY)]

    lives: dict[str, list[Line]] = {}
    for colleague in organisation.colleagues:
        address, _, host = colleague.email.partition("@")
        if host == "demo.example":
            lives[colleague.number] = [] if address in ("employee", "director") else done(colleague.number, 130)
    for place, colleague in enumerate(demo_team(organisation)):
        assert colleague.jobs[-1].unit == DEMO_TEAM
        days_ago = min(120 + 9 * place, (today - colleague.started_on).days)
        lives[colleague.number] = done(colleague.number, days_ago)
        if place == 0:
            lives[colleague.number] = []
        elif place == 1:
            # Once done, and run out since.
            lives[colleague.number] = done(colleague.number, min(402, (today - colleague.started_on).days))
        elif place == 2:
            lives[colleague.number] = [Line(colleague.number, "b5", today - timedelta(days=min(12, days_ago)))]
        elif place == 3:
            # Bronze is done, the story is still to come.
            lives[colleague.number] = [line for line in lives[colleague.number] if line.activity != STORY]
    return lives
