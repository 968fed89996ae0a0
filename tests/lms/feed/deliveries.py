"""Deliveries to test with: short ways to write one, and what is known after one was applied, without a database."""

from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from lms.feed import folder
from lms.feed.parse import ABSENCES, COLUMNS, PEOPLE, UNITS, Delivery, NotADelivery, parse
from lms.feed.plan import Plan
from lms.feed.state import Known, KnownAbsence, KnownPerson, KnownPost

SMALL = Path(__file__).parents[2] / "data" / "hr"
FIRST, SECOND, THIRD = date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)

HOUSE = [
    "RHT;Rijksdienst;organisatie;",
    "MKB;Midden- en kleinbedrijf;directie;RHT",
    "MKB-A;Toezicht 1;team;MKB",
    "MKB-B;Toezicht 2;team;MKB",
    "PAR;Particulieren;directie;RHT",
    "PAR-A;Balie 1;team;PAR",
]


def line(number=200001, **fields) -> str:
    """One line of people: Alice, who has worked in MKB-A since 2018, unless the fields say otherwise."""
    told = {
        "personeelsnummer": number,
        "voornaam": "Alice",
        "tussenvoegsel": "",
        "achternaam": "Vos",
        "email": f"{number}@hr.example",
        "taal": "nl",
        "dienstverband": "vast",
        "bureau": "",
        "in_dienst": "2018-03-01",
        "uit_dienst": "",
        "eenheid": "MKB-A",
        "rol": "medewerker",
        "functiegroep": "Controleur",
        "functie_van": "2018-03-01",
        "functie_tot": "",
    }
    assert fields.keys() <= told.keys(), fields
    return ";".join(str(value) for value in (told | fields).values())


def written(file: str, lines) -> bytes:
    """The bytes of a file as an HR system writes them."""
    return ("\ufeff" + "".join(f"{each}\r\n" for each in [";".join(COLUMNS[file]), *lines])).encode()


def files(people, absences=(), units=HOUSE) -> dict[str, bytes]:
    return {UNITS: written(UNITS, units), PEOPLE: written(PEOPLE, people), ABSENCES: written(ABSENCES, absences)}


def delivery(*people, absences=(), units=HOUSE, day=FIRST) -> Delivery:
    return parse(day, files(people, absences, units))


def small(day: date) -> Delivery:
    return folder.read(SMALL, day)


def after(known: Known, plan: Plan) -> Known:
    """What is known once a plan was carried out."""
    rows = [row.id for each in known.people.values() for row in (*each.posts, *each.absences)]
    ids = count(max(rows, default=0) + 1)
    people = dict(known.people)
    for change in plan.people:
        before = people.get(change.person.number, KnownPerson(change.person))
        posts = [post for post in before.posts if post.id not in change.posts_superseded]
        posts += [KnownPost(next(ids), p.unit, p.role, p.function_group, p.starts_on, p.ends_on) for p in change.posts]
        absences = [absence for absence in before.absences if absence.id not in change.absences_superseded]
        absences += [KnownAbsence(next(ids), a.starts_on, a.ends_on) for a in change.absences]
        people[change.person.number] = KnownPerson(change.person, tuple(posts), tuple(absences))
    units = dict(known.units) | {change.after.code: change.after for change in plan.units}
    return replace(known, units=units, people=people)


def told(known: Known) -> dict:
    """What is known, without the numbers of rows: two ways to the same state compare equal."""
    return {
        "units": known.units,
        "people": {number: each.person for number, each in known.people.items()},
        "posts": {
            (number, p.unit, p.role, p.function_group, p.starts_on, p.ends_on)
            for number, each in known.people.items()
            for p in each.posts
        },
        "absences": {(number, a.starts_on, a.ends_on) for number, each in known.people.items() for a in each.absences},
    }


def reasons(rejected) -> list[tuple[str, int, str]]:
    return [(each.file, each.line, each.reason.code) for each in rejected]


def refused(data: dict[str, bytes]) -> str | None:
    """Why these bytes are no delivery; None when they are."""
    try:
        parse(FIRST, data)
    except NotADelivery as no:
        return no.reason.code
    return None
