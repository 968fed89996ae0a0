"""From the bytes of a delivery to plain data. Pure: nothing here knows Django or what is already known.

A line that is wrong rejects itself and says why. A file that is not what it says it is (encoding, columns,
cut off) is no delivery at all: `NotADelivery`, and nothing may happen.
Another HR system is another parser that yields the same dataclasses.
"""

import csv
import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

UNITS, PEOPLE, ABSENCES = "units", "people", "absences"
#: The parts of a delivery and the columns that each must have, in this order.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    UNITS: ("code", "naam", "soort", "valt_onder"),
    PEOPLE: (
        "personeelsnummer", "voornaam", "tussenvoegsel", "achternaam", "email", "taal", "dienstverband", "bureau",
        "in_dienst", "uit_dienst", "eenheid", "rol", "functiegroep", "functie_van", "functie_tot",
    ),
    ABSENCES: ("personeelsnummer", "van", "tot"),
}  # fmt: skip
#: A delivery without absences is possible; one without units or people is not.
MAY_BE_EMPTY = frozenset({ABSENCES})

KINDS = {"organisatie": "organisation", "directie": "directorate", "afdeling": "department", "team": "team"}
ENGAGEMENTS = {"vast": "staff", "inhuur": "agency"}
LANGUAGES = {"nl": "nl", "en": "en"}
ROLES = {
    "medewerker": "member",
    "leidinggevende": "manager",
    "plaatsvervanger": "deputy",
    "trainer": "trainer",
    "directeur": "director",
    "bureau": "bureau",
}

#: Days outside these are typing errors, or a system's way to say "never".
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is refused: a code and what belongs in the sentence. `words.py` makes the sentence."""

    code: str
    params: tuple[tuple[str, object], ...] = ()


class NotADelivery(Exception):
    """The files are not a delivery; nothing may be changed because of them."""

    def __init__(self, code: str, **params: object):
        self.reason = Reason(code, tuple(params.items()))
        super().__init__(code, params)


@dataclass(frozen=True, slots=True)
class Rejected:
    """One line that is not taken, and the number or unit code that stands on it."""

    file: str
    line: int
    reason: Reason
    key: str = ""


@dataclass(frozen=True, slots=True)
class UnitLine:
    line: int
    code: str
    name: str
    kind: str
    parent: str


@dataclass(frozen=True, slots=True)
class Person:
    """What HR says about somebody, apart from where they work."""

    number: str
    first_name: str
    infix: str
    last_name: str
    email: str
    language: str
    engagement: str
    agency: str
    started_on: date
    left_on: date | None

    @property
    def name(self) -> str:
        return " ".join(filter(None, [self.first_name, self.infix, self.last_name]))


@dataclass(frozen=True, slots=True)
class PostFacts:
    unit: str
    role: str
    function_group: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of people: a person in one of their posts."""

    line: int
    person: Person
    post: PostFacts


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    line: int
    number: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Delivery:
    day: date
    units: tuple[UnitLine, ...]
    people: tuple[PersonLine, ...]
    absences: tuple[AbsenceLine, ...]
    rejected: tuple[Rejected, ...] = ()
    #: The same bytes give the same digest.
    digest: str = ""


def parse(day: date, files: Mapping[str, bytes]) -> Delivery:
    """The three files of one delivery: `{"units": …, "people": …, "absences": …}`."""
    rejected: list[Rejected] = []
    readers: dict[str, Callable] = {UNITS: _unit, PEOPLE: _person, ABSENCES: _absence}
    read = {name: tuple(_read(name, files[name], reader, rejected)) for name, reader in readers.items()}
    return Delivery(day, read[UNITS], read[PEOPLE], read[ABSENCES], tuple(rejected), digest_of(files))


def digest_of(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(hashlib.sha256(files[name]).digest())
    return digest.hexdigest()


# --- A file -----------------------------------------------------------------------------------


def _read(name: str, data: bytes, reader: Callable, rejected: list[Rejected]):
    for number, line in _lines(name, data):
        try:
            yield reader(number, _Row(COLUMNS[name], _fields(line)))
        except _Broken as broken:
            rejected.append(Rejected(name, number, broken.reason, line.split(";", 1)[0].strip().strip('"')))


def _lines(name: str, data: bytes) -> list[tuple[int, str]]:
    """The numbered lines below the header, after checking that the file is whole and what it says it is."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotADelivery("not_utf8", file=name, line=data.count(b"\n", 0, error.start) + 1) from None
    if not text:
        raise NotADelivery("empty", file=name)
    # The same letters may be written in two ways; names are compared, so they are written in one.
    lines = unicodedata.normalize("NFC", text).split("\n")
    if _columns(lines[0]) != COLUMNS[name]:
        raise NotADelivery("columns", file=name, expected=";".join(COLUMNS[name]), found=lines[0].strip()[:200])
    if lines.pop():
        raise NotADelivery("cut_off", file=name, line=len(lines) + 1)
    numbered = [(number, line.removesuffix("\r")) for number, line in enumerate(lines[1:], 2) if line.strip()]
    if not numbered and name not in MAY_BE_EMPTY:
        raise NotADelivery("no_lines", file=name)
    if numbered and numbered[-1][1].count(";") < len(COLUMNS[name]) - 1:
        raise NotADelivery("cut_off", file=name, line=numbered[-1][0])
    return numbered


def _columns(line: str) -> tuple[str, ...]:
    try:
        return tuple(_fields(line.removesuffix("\r")))
    except _Broken:
        return ()


#: Control characters, and those that turn the direction of writing.
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def _fields(line: str) -> list[str]:
    """The fields of one line. A quoted field may hold a `;` but no line break, so that a stray quote costs one line."""
    if _ODD.search(line):
        raise _Broken("odd_characters")
    if '"' not in line:
        return line.split(";")
    try:
        return next(csv.reader([line], delimiter=";", strict=True))
    except csv.Error:
        raise _Broken("quotes") from None


# --- A line -----------------------------------------------------------------------------------


class _Broken(Exception):
    def __init__(self, code: str, **params: object):
        self.reason = Reason(code, tuple(params.items()))
        super().__init__(code)


class _Row:
    """The fields of a line by the name of their column; each way of reading says what may stand there."""

    __slots__ = ("fields",)

    def __init__(self, columns: tuple[str, ...], values: list[str]):
        if len(values) != len(columns):
            code = "too_few_fields" if len(values) < len(columns) else "too_many_fields"
            raise _Broken(code, expected=len(columns), found=len(values))
        self.fields = dict(zip(columns, map(str.strip, values), strict=True))

    def text(self, column: str, longest: int) -> str:
        value = self.fields[column]
        if len(value) > longest:
            raise _Broken("too_long", column=column, longest=longest)
        return value

    def needed(self, column: str, longest: int) -> str:
        value = self.text(column, longest)
        if not value:
            raise _Broken("nothing_there", column=column)
        return value

    def number(self, column: str) -> str:
        value = self.needed(column, 20)
        if not (value.isascii() and value.isdigit()):
            raise _Broken("not_digits", column=column, value=value)
        return value

    def word(self, column: str, words: Mapping[str, str]) -> str:
        value = self.needed(column, 40)
        if value not in words:
            raise _Broken("unknown_word", column=column, value=value, known=", ".join(words))
        return words[value]

    def address(self, column: str) -> str:
        value = self.needed(column, 254).lower()
        if not _ADDRESS.fullmatch(value):
            raise _Broken("not_an_address", column=column, value=value)
        return value

    def day(self, column: str) -> date:
        value = self.needed(column, 40)
        day = _day(column, value)
        if day < EARLIEST:
            raise _Broken("unlikely_date", column=column, value=value)
        return day

    def last_day(self, column: str, first: str, first_day: date) -> date | None:
        """The end of what began on `first_day`; None while it lasts."""
        value = self.text(column, 40)
        if not value:
            return None
        last = _day(column, value)
        if last < first_day:
            raise _Broken("ends_before_it_starts", column=column, last=last, first_column=first, first=first_day)
        return last


_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{}|~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{}|~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)


@lru_cache(maxsize=50_000)
def _day(column: str, value: str) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            raise ValueError
        day = date.fromisoformat(value)
    except ValueError:
        raise _Broken("not_a_date", column=column, value=value) from None
    if day > LATEST:
        raise _Broken("unlikely_date", column=column, value=value)
    return day


def _unit(number: int, row: _Row) -> UnitLine:
    code, name = row.needed("code", 40), row.needed("naam", 200)
    kind, parent = row.word("soort", KINDS), row.text("valt_onder", 40)
    if not parent and kind != "organisation":
        raise _Broken("nothing_above", column="valt_onder")
    return UnitLine(number, code, name, kind, parent)


def _person(number: int, row: _Row) -> PersonLine:
    started_on = row.day("in_dienst")
    left_on = row.last_day("uit_dienst", "in_dienst", started_on)
    post_starts_on = row.day("functie_van")
    person = Person(
        number=row.number("personeelsnummer"),
        first_name=row.needed("voornaam", 80),
        infix=row.text("tussenvoegsel", 30),
        last_name=row.needed("achternaam", 120),
        email=row.address("email"),
        language=row.word("taal", LANGUAGES),
        engagement=row.word("dienstverband", ENGAGEMENTS),
        agency=row.text("bureau", 120),
        started_on=started_on,
        left_on=left_on,
    )
    post = PostFacts(
        unit=row.needed("eenheid", 40),
        role=row.word("rol", ROLES),
        function_group=row.text("functiegroep", 80),
        starts_on=post_starts_on,
        ends_on=row.last_day("functie_tot", "functie_van", post_starts_on),
    )
    if left_on and post_starts_on > left_on:
        raise _Broken("post_after_leaving", starts_on=post_starts_on, left_on=left_on)
    return PersonLine(number, person, post)


def _absence(number: int, row: _Row) -> AbsenceLine:
    starts_on = row.day("van")
    return AbsenceLine(number, row.number("personeelsnummer"), starts_on, row.last_day("tot", "van", starts_on))
