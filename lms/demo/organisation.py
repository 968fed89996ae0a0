"""Who works at the fictional service: pure, and the same for the same day and number of people.

What comes out is a delivery such as HR would send; `write_delivery()` puts it in the three files.
"""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

#: Directorates: code, name, people out of every 600, what a team there is called, function groups.
DIRECTORATES = (
    ("PAR", "Particulieren", 72, "Aanslag", ("Aanslagregelaar", "Behandelaar")),
    ("MKB", "Midden- en kleinbedrijf", 84, "Toezicht", ("Controleur", "Toezichthouder", "Invorderaar")),
    ("GO", "Grote ondernemingen", 36, "Klantteam", ("Specialist", "Klantcoördinator")),
    ("OPS", "Opsporing", 40, "Recherche", ("Rechercheur", "Analist")),
    ("CAP", "Centrale administratie", 56, "Verwerking", ("Verwerker", "Medewerker post")),
    ("KIS", "Klantinteractie en -service", 62, "Servicelijn", ("Medewerker telefoon", "Baliemedewerker")),
    ("IV", "Informatievoorziening", 60, "Platform", ("Ontwikkelaar", "Beheerder", "Architect")),
    ("GRE", "Grens en goederen", 84, "Terminal", ("Selecteur", "Scanoperator", "Toezichthouder")),
    ("TSL", "Toeslagen", 40, "Herstel", ("Hersteladviseur", "Behandelaar")),
    ("DAT", "Data en analyse", 20, "Datalab", ("Datawetenschapper", "Data-engineer")),
    ("FAC", "Facilitair en personeel", 34, "Huis en mens", ("HR-adviseur", "Inkoper", "Beveiliger")),
)
BUREAU = ("BVI", "Bureau Veiligheid en Integriteit", 8, "Bureau", ("Adviseur veiligheid en integriteit",))
REGIONS = ("Noord", "Zuid", "Oost", "West", "Midden")

FIRST_NAMES = (
    "Aisha", "Anna", "Aylin", "Bas", "Bram", "Chantal", "Daan", "Dewi", "Elif", "Emma", "Esra", "Eva", "Fatima",
    "Finn", "Floor", "Gijs", "Hanna", "Hugo", "Ilse", "Imran", "Ivana", "Jeroen", "Jesse", "Joris", "Julia", "Kees",
    "Kwame", "Lars", "Lieke", "Lina", "Lotte", "Luuk", "Maria", "Mees", "Milan", "Mohamed", "Naomi", "Niels", "Noah",
    "Olga", "Omar", "Pascal", "Priya", "Ravi", "Rosa", "Sanne", "Sara", "Sem", "Sofia", "Stijn", "Tess", "Thijs",
    "Tim", "Tomasz", "Vera", "Wei", "Willem", "Yara", "Yusuf", "Zoë",
)  # fmt: skip
LAST_NAMES = (
    ("", "Bakker"), ("", "Smit"), ("", "Mulder"), ("de", "Boer"), ("van", "Dijk"), ("", "Visser"), ("", "Meijer"),
    ("", "Yılmaz"), ("", "Demir"), ("el", "Idrissi"), ("", "Benali"), ("", "Nguyen"), ("", "Chen"), ("", "Singh"),
    ("", "Kowalski"), ("", "Mensah"), ("", "Pinas"), ("van den", "Berg"), ("de", "Graaf"), ("", "Hofstra"),
    ("", "Jansen"), ("", "Vermeer"), ("van der", "Meer"), ("", "Dekker"), ("", "Martina"), ("", "Osei"),
    ("", "Kuipers"), ("", "Bos"), ("", "Peters"), ("", "Santos"), ("", "Silva"), ("", "Rossi"), ("", "Sahin"),
    ("", "Willems"), ("", "Haddad"), ("", "Novak"),
)  # fmt: skip
AGENCIES = ("Tijdkracht", "Flexpool Midden", "Uitzendhuis Delta")


@dataclass(frozen=True, slots=True)
class Unit:
    code: str
    name: str
    kind: str
    parent: str


@dataclass(frozen=True, slots=True)
class Job:
    unit: str
    role: str
    function_group: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    number: str
    first_name: str
    infix: str
    last_name: str
    email: str
    started_on: date
    jobs: tuple[Job, ...]
    language: str = "nl"
    agency: str = ""
    left_on: date | None = None
    absences: tuple[tuple[date, date | None], ...] = ()

    @property
    def directorate(self) -> str:
        return self.jobs[-1].unit.split("-")[0]


@dataclass(slots=True)
class Organisation:
    units: list[Unit] = field(default_factory=list)
    colleagues: list[Colleague] = field(default_factory=list)


#: The team of the demo accounts; its size is that of an ordinary team with one person more.
DEMO_TEAM = "MKB-01-3"
DEMO_DIRECTORATE = "MKB"

#: The demo accounts: address, name, HR role, unit, days since they started.
ACCOUNTS = (
    ("employee", "Samira", "el", "Amrani", "medewerker", DEMO_TEAM, 71),
    ("manager", "Pieter", "", "Hofstra", "leidinggevende", DEMO_TEAM, 3_100),
    ("deputy", "Mei", "", "Chen", "plaatsvervanger", DEMO_TEAM, 1_900),
    ("trainer", "Femke", "de", "Boer", "trainer", DEMO_DIRECTORATE, 1_400),
    ("director", "Ruud", "van", "Dam", "directeur", DEMO_DIRECTORATE, 2_600),
    ("bureau", "Kofi", "", "Mensah", "bureau", "BVI", 1_100),
    ("council", "Ingrid", "", "Visser", "medewerker", "PAR-01-1", 4_000),
    ("admin", "Ada", "", "Bakker", "medewerker", "IV-01-1", 2_000),
)


def build(today: date, people: int = 600) -> Organisation:
    """The service as it is today, with a year and a half of coming and going behind it."""
    random_ = random.Random(f"weerbaar {people}")
    organisation = Organisation([Unit("RHT", "Rijksdienst Heffing en Toezicht", "organisatie", "")])
    numbers = iter(range(100_001, 1_000_000))
    for code, name, share, team_word, groups in (*DIRECTORATES, BUREAU):
        organisation.units.append(Unit(code, name, "directie", "RHT"))
        size = max(6, round(share * people / 600))
        teams = list(_teams(code, team_word, max(1, round(size / 11)), organisation))
        organisation.colleagues += _leaders(code, groups, teams, organisation, numbers, today, random_)
        for place in range(size - len(teams)):
            unit = teams[place % len(teams)]
            organisation.colleagues.append(_colleague(unit, teams, groups, next(numbers), today, random_))
    organisation.colleagues += [_account(*account, number=next(numbers), today=today) for account in ACCOUNTS]
    _settle_demo_team(organisation, today)
    return organisation


def _teams(code: str, word: str, count: int, organisation: Organisation) -> Iterator[str]:
    """Teams of about eleven, in departments of at most four."""
    for number in range(count):
        department = f"{code}-{number // 4 + 1:02}"
        region = REGIONS[number // 4 % len(REGIONS)]
        if number % 4 == 0:
            organisation.units.append(Unit(department, f"{word} {region}", "afdeling", code))
        unit = Unit(f"{department}-{number % 4 + 1}", f"{word} {region} {number % 4 + 1}", "team", department)
        organisation.units.append(unit)
        yield unit.code


def _leaders(code, groups, teams, organisation, numbers, today, random_) -> Iterator[Colleague]:
    departments = sorted({team.rpartition("-")[0] for team in teams})
    posts = [(code, "directeur", "Directeur")] if code not in (DEMO_DIRECTORATE, "BVI") else []
    posts += [(department, "leidinggevende", "Afdelingshoofd") for department in departments]
    posts += [(team, "leidinggevende", "Teamleider") for team in teams if team != DEMO_TEAM]
    if code == "BVI":
        posts = [(code, "bureau", groups[0])] * 3 + posts[:1]
    elif code != DEMO_DIRECTORATE:
        posts.append((code, "trainer", "Trainer"))
    for unit, role, group in posts:
        started_on = today - timedelta(days=random_.randint(900, 6_000))
        yield _person(next(numbers), random_, started_on, (Job(unit, role, group, started_on),))


def _colleague(unit: str, teams, groups, number: int, today: date, random_: random.Random) -> Colleague:
    """Most have been here for years; some came, moved, left or were away in the last eighteen months."""
    recent = random_.random() < 0.24
    days = random_.randint(1, 540) if recent else random_.randint(600, 9_000)
    started_on = today - timedelta(days=days)
    group = random_.choice(groups)
    jobs: tuple[Job, ...] = (Job(unit, "medewerker", group, started_on),)
    if len(teams) > 1 and days > 200 and random_.random() < 0.1:
        moved_on = today - timedelta(days=random_.randint(10, min(days - 30, 500)))
        before = random_.choice([team for team in teams if team != unit])
        jobs = (
            Job(before, "medewerker", group, started_on, moved_on - timedelta(days=1)),
            Job(unit, "medewerker", group, moved_on),
        )
    person = _person(number, random_, started_on, jobs)
    if (unit[:3] in ("KIS", "CAP") and random_.random() < 0.3) or random_.random() < 0.04:
        person = replace(person, agency=random_.choice(AGENCIES))
    if random_.random() < 0.07:
        person = _leaving(person, today, random_)
    elif random_.random() < 0.12:
        person = replace(person, absences=(_absence(started_on, today, random_),))
    if random_.random() < 0.06:
        person = replace(person, language="en")
    return person


def _leaving(person: Colleague, today: date, random_: random.Random) -> Colleague:
    earliest = max(person.jobs[-1].starts_on + timedelta(days=20), today - timedelta(days=500))
    if earliest >= today:
        return person
    left_on = earliest + timedelta(days=random_.randint(0, (today - earliest).days))
    last = replace(person.jobs[-1], ends_on=left_on)
    return replace(person, left_on=left_on, jobs=(*person.jobs[:-1], last))


def _absence(started_on: date, today: date, random_: random.Random) -> tuple[date, date | None]:
    begins = max(started_on, today - timedelta(days=random_.randint(0, 400)))
    days = random_.choice((10, 21, 60, 112, 200))
    return begins, None if random_.random() < 0.05 else begins + timedelta(days=days)


def _person(number: int, random_: random.Random, started_on: date, jobs) -> Colleague:
    first_name = random_.choice(FIRST_NAMES)
    infix, last_name = random_.choice(LAST_NAMES)
    return Colleague(
        str(number), first_name, infix, last_name, f"medewerker.{number}@rht.example", started_on, tuple(jobs)
    )


def _account(address, first_name, infix, last_name, role, unit, days, *, number: int, today: date) -> Colleague:
    started_on = today - timedelta(days=days)
    groups = {"leidinggevende": "Teamleider", "directeur": "Directeur", "trainer": "Trainer", "bureau": BUREAU[4][0]}
    return Colleague(
        str(number), first_name, infix, last_name, f"{address}@demo.example", started_on,
        (Job(unit, role, groups.get(role, "Toezichthouder"), started_on),),
    )  # fmt: skip


def demo_team(organisation: Organisation) -> list[Colleague]:
    """The ordinary members of the team of the demo accounts, always in the same order."""
    return [
        c for c in organisation.colleagues
        if c.jobs[-1].unit == DEMO_TEAM and c.jobs[-1].role == "medewerker" and not c.email.endswith("@demo.example")
    ]  # fmt: skip


def _settle_demo_team(organisation: Organisation, today: date) -> None:
    """Nobody leaves the manager's own team just now, and one colleague is on leave until after New Year."""
    stays = {
        c.number: replace(c, left_on=None, absences=(), jobs=(*c.jobs[:-1], replace(c.jobs[-1], ends_on=None)))
        for c in demo_team(organisation)
    }
    first = next(iter(stays))
    stays[first] = replace(stays[first], absences=((today - timedelta(days=40), today + timedelta(days=42)),))
    organisation.colleagues = [stays.get(c.number, c) for c in organisation.colleagues]


def as_known_on(organisation: Organisation, day: date) -> Organisation:
    """What HR would have delivered that day: who was there or announced, and nothing of what came later."""
    horizon = day + timedelta(days=14)
    return Organisation(
        organisation.units, [_as_known(c, day, horizon) for c in organisation.colleagues if c.started_on <= horizon]
    )


def _as_known(colleague: Colleague, day: date, horizon: date) -> Colleague:
    jobs = [job for job in colleague.jobs if job.starts_on <= horizon]
    last = jobs[-1]
    left_on = colleague.left_on if colleague.left_on and colleague.left_on <= horizon else None
    return replace(
        colleague,
        jobs=(*jobs[:-1], replace(last, ends_on=last.ends_on if last.ends_on and last.ends_on <= horizon else None)),
        left_on=left_on,
        absences=tuple(absence for absence in colleague.absences if absence[0] <= day),
    )


UNIT_COLUMNS = ("code", "naam", "soort", "valt_onder")
PEOPLE_COLUMNS = (
    "personeelsnummer", "voornaam", "tussenvoegsel", "achternaam", "email", "taal", "dienstverband", "bureau",
    "in_dienst", "uit_dienst", "eenheid", "rol", "functiegroep", "functie_van", "functie_tot",
)  # fmt: skip
ABSENCE_COLUMNS = ("personeelsnummer", "van", "tot")


def write_delivery(organisation: Organisation, folder: Path, day: date) -> None:
    """The three files, as HR delivers them."""
    units = [(u.code, u.name, u.kind, u.parent) for u in organisation.units]
    people, absences = [], []
    for c in organisation.colleagues:
        engagement = "inhuur" if c.agency else "vast"
        for job in c.jobs:
            people.append(
                (
                    c.number, c.first_name, c.infix, c.last_name, c.email, c.language, engagement, c.agency,
                    c.started_on, c.left_on or "", job.unit, job.role, job.function_group, job.starts_on,
                    job.ends_on or "",
                )
            )  # fmt: skip
        absences += [(c.number, begins, ends or "") for begins, ends in c.absences]
    for name, columns, rows in (
        ("units", UNIT_COLUMNS, units),
        ("people", PEOPLE_COLUMNS, people),
        ("absences", ABSENCE_COLUMNS, absences),
    ):
        path = folder / f"hr-{name}-{day.isoformat()}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
            writer.writerow(columns)
            writer.writerows(rows)
