"""What a delivery changes, given what is known: joiners, movers, leavers and the rest. Pure.

Nothing is undone by silence: who or what is missing from a delivery is listed, and stays as it is.
A fact that turns out different is superseded by a new row, never changed in place.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from enum import StrEnum

from lms.feed.parse import (
    ABSENCES,
    PEOPLE,
    UNITS,
    AbsenceLine,
    Delivery,
    Person,
    PersonLine,
    PostFacts,
    Reason,
    Rejected,
)
from lms.feed.state import Known, KnownAbsence, KnownPerson, KnownPost
from lms.feed.units import UnitChange, closing, plan_units

ONE_DAY = timedelta(days=1)


class Kind(StrEnum):
    """What happens to somebody; more than one thing may."""

    JOINER = "joiner"
    RETURNER = "returner"
    LEAVER = "leaver"
    MOVER = "mover"
    POSTS = "posts"  # a post begins or ends or is corrected, but nobody moves
    DETAILS = "details"  # name, address, language, engagement, dates
    ABSENCE = "absence"


@dataclass(frozen=True, slots=True)
class AbsenceFacts:
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """What is written about one person."""

    person: Person
    #: None for a joiner.
    before: Person | None
    kinds: frozenset[Kind]
    posts: tuple[PostFacts, ...] = ()
    #: The ids of posts that are not believed any more.
    posts_superseded: tuple[int, ...] = ()
    absences: tuple[AbsenceFacts, ...] = ()
    absences_superseded: tuple[int, ...] = ()

    @property
    def details(self) -> tuple[str, ...]:
        """The names of the details that change."""
        if self.before is None:
            return ()
        return tuple(f.name for f in fields(Person) if getattr(self.before, f.name) != getattr(self.person, f.name))


@dataclass(frozen=True, slots=True)
class Missing:
    """Who and what is known and not in the delivery. Nothing happens to them; somebody has to decide."""

    people: tuple[Person, ...] = ()
    posts: tuple[tuple[Person, KnownPost], ...] = ()
    absences: tuple[tuple[Person, KnownAbsence], ...] = ()
    units: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.people or self.posts or self.absences or self.units)


@dataclass(frozen=True, slots=True)
class Plan:
    day: date
    digest: str
    #: The state it was made for; see `Known`.
    version: int
    units: tuple[UnitChange, ...]
    people: tuple[PersonPlan, ...]
    unchanged: int
    #: How many people were known, and still worked here, before this delivery.
    known: int
    #: The numbers of people whose unit goes elsewhere, though they stay in it.
    carried: frozenset[str]
    missing: Missing
    rejected: tuple[Rejected, ...]
    #: Contradictions that could be solved, and should be put right in the HR system.
    remarks: tuple[Rejected, ...]

    def of(self, kind: Kind) -> list[PersonPlan]:
        return [person for person in self.people if kind in person.kinds]

    @property
    def changes_nothing(self) -> bool:
        return not self.units and not self.people

    @property
    def affected(self) -> int:
        """The people about whom something changes, or would have to be decided because they are missing."""
        return len({p.person.number for p in self.people} | self.carried | {p.number for p in self.missing.people})

    @property
    def share(self) -> float:
        return self.affected / self.known if self.known else 0.0

    def is_mass_change(self, brake_share: float) -> bool:
        """Whether so much changes at once that somebody should look. A first load changes nobody."""
        return self.share > brake_share


def plan(known: Known, delivery: Delivery) -> Plan:
    """Everything that this delivery changes."""
    day, rejected, remarks = delivery.day, list(delivery.rejected), []
    units = plan_units(known.units, delivery.units)
    rejected += units.rejected
    people = _people(known, delivery, units.open, rejected, remarks)
    absences = _absences(known, people, delivery.absences, rejected)
    numbers = dict.fromkeys([*people, *absences])
    changes = [_person(known.people.get(n), people.get(n, []), absences.get(n, [])) for n in numbers]
    changes = [change for change in changes if change.kinds]
    carried = _in_units(known, units.moved(), day)
    on_lines = _on_lines(delivery, rejected)
    # A unit that a line of people still names is in use, whatever else is wrong with that line.
    in_use = _inhabited(known, changes, day) | {line.post.unit for line in delivery.people}
    units, missing_units = closing(known.units, units, on_lines[UNITS], in_use, day)
    return Plan(
        day=day,
        digest=delivery.digest,
        version=known.version,
        units=units.changes,
        people=tuple(changes),
        unchanged=len(people) - sum(change.person.number in people for change in changes),
        known=sum(before.works_on(day) for before in known.people.values()),
        carried=carried,
        missing=Missing(
            tuple(_missing_people(known, on_lines[PEOPLE], day)),
            tuple(_missing_posts(known, people, _keys(rejected, PEOPLE), day)),
            tuple(_missing_absences(known, absences, _keys(rejected, ABSENCES), day)),
            missing_units,
        ),
        rejected=tuple(sorted(rejected, key=lambda r: (r.file, r.line))),
        remarks=tuple(remarks),
    )


# --- Which lines of people count ----------------------------------------------------------------


Lines = dict[str, list[PersonLine]]


def _people(
    known: Known, delivery: Delivery, units: frozenset[str], rejected: list[Rejected], remarks: list[Rejected]
) -> Lines:
    """The lines that are taken, by number; what is wrong with the others is added to `rejected`."""
    lines: Lines = defaultdict(list)
    for line in delivery.people:
        if line.post.unit not in units:
            rejected.append(_no(line, "unknown_unit", value=line.post.unit))
        elif twin := _twin(line, lines[line.person.number]):
            rejected.append(_no(line, "line_twice", first=twin.line))
        else:
            lines[line.person.number].append(line)
    taken: Lines = {}
    for number, own in lines.items():
        if own and (agreed := _agreed(own, rejected, remarks)):
            taken[number] = agreed
    _without_strangers(known, taken, delivery.day, rejected)
    _without_taken_addresses(known, taken, rejected)
    return taken


def _twin(line: PersonLine, others: Iterable[PersonLine]) -> PersonLine | None:
    return next((other for other in others if _key(other.post) == _key(line.post)), None)


def _key(post: PostFacts | KnownPost) -> tuple:
    return (post.role, post.unit, post.starts_on)


def _agreed(lines: list[PersonLine], rejected: list[Rejected], remarks: list[Rejected]) -> list[PersonLine]:
    """The lines of one person, saying one thing about them.

    Where one line says that they leave and another does not, they leave. Any other contradiction may well
    be two people under one number: then nothing is taken until HR has put it right.
    """
    if len(lines) == 1:
        return lines
    if len({replace(line.person, left_on=None) for line in lines}) > 1:
        for line in lines:
            others = ", ".join(str(other.line) for other in lines if other is not line)
            rejected.append(_no(line, "lines_disagree", others=others))
        return []
    left_on = max((line.person.left_on for line in lines if line.person.left_on), default=None)
    told = [line for line in lines if line.person.left_on != left_on]
    if not told:
        return lines
    remarks += [_no(line, "leaves_by_another_line", left_on=left_on) for line in told]
    late = [line for line in lines if left_on and line.post.starts_on > left_on]
    rejected += [_no(line, "post_after_leaving", starts_on=line.post.starts_on, left_on=left_on) for line in late]
    return [replace(line, person=replace(line.person, left_on=left_on)) for line in lines if line not in late]


def _without_strangers(known: Known, taken: Lines, day: date, rejected: list[Rejected]) -> None:
    """Somebody who had already left when we first heard of them gets no account."""
    for number, lines in list(taken.items()):
        left_on = lines[0].person.left_on
        if number not in known.people and left_on and left_on < day:
            rejected += [_no(line, "already_left", left_on=left_on) for line in taken.pop(number)]


def _without_taken_addresses(known: Known, taken: Lines, rejected: list[Rejected]) -> None:
    """An address is one person's: who has it keeps it, unless the same delivery gives them another one.

    Refusing one person may leave an address with whom it was, and so refuse the next: hence the loop.
    """
    while refused := list(_second_claims(known, taken)):
        for number, holder in refused:
            for line in taken.pop(number):
                rejected.append(_no(line, "address_taken", value=line.person.email, holder=holder))


def _second_claims(known: Known, taken: Lines) -> Iterator[tuple[str, str]]:
    holders = dict.fromkeys(known.other_addresses, "")
    holders |= {before.person.email: number for number, before in known.people.items() if number not in taken}
    # Who already has an address comes before who wants it; then the order of the file decides.
    for number, lines in taken.items():
        if number in known.people and known.people[number].person.email == lines[0].person.email:
            holders.setdefault(lines[0].person.email, number)
    for number, lines in taken.items():
        holder = holders.setdefault(lines[0].person.email, number)
        if holder != number:
            yield number, holder


# --- Which lines of absences count --------------------------------------------------------------


def _absences(
    known: Known, people: Lines, lines: Iterable[AbsenceLine], rejected: list[Rejected]
) -> dict[str, list[AbsenceLine]]:
    taken: dict[str, list[AbsenceLine]] = defaultdict(list)
    for line in lines:
        first = next((other for other in taken.get(line.number, ()) if other.starts_on == line.starts_on), None)
        if line.number not in people and line.number not in known.people:
            rejected.append(
                Rejected(ABSENCES, line.line, Reason("unknown_number", (("value", line.number),)), line.number)
            )
        elif first:
            rejected.append(Rejected(ABSENCES, line.line, Reason("line_twice", (("first", first.line),)), line.number))
        else:
            taken[line.number].append(line)
    return taken


# --- One person -----------------------------------------------------------------------------------


def _person(before: KnownPerson | None, lines: list[PersonLine], absences: Iterable[AbsenceLine]) -> PersonPlan:
    """What changes about one person; without lines of their own, only their absences."""
    known = before or KnownPerson(lines[0].person)
    person = lines[0].person if lines else known.person
    posts, superseded, moved = _posts(known.posts if lines else (), [line.post for line in lines], person.left_on)
    away, not_away = _away(known.absences, absences)
    kinds = {Kind.JOINER}
    if before:
        kinds = set(_kinds(before.person, person, moved, bool(posts or superseded), bool(away or not_away)))
    return PersonPlan(
        person,
        before.person if before else None,
        frozenset(kinds),
        tuple(posts),
        tuple(superseded),
        tuple(away),
        tuple(not_away),
    )


def _kinds(before: Person, after: Person, moved: bool, posts: bool, away: bool) -> Iterator[Kind]:
    leaves = before.left_on is None and after.left_on is not None
    returns = before.left_on is not None and after.left_on is None
    if leaves:
        yield Kind.LEAVER
    if returns:
        yield Kind.RETURNER
    if moved:
        yield Kind.MOVER
    elif posts and not leaves:
        yield Kind.POSTS
    if replace(before, left_on=None) != replace(after, left_on=None) or (
        before.left_on != after.left_on and not leaves and not returns
    ):
        yield Kind.DETAILS
    if away:
        yield Kind.ABSENCE


def _posts(
    known: Iterable[KnownPost], delivered: list[PostFacts], left_on: date | None
) -> tuple[list[PostFacts], list[int], bool]:
    """The posts to add, the ids of those they supersede, and whether this is a move to another unit."""
    wanted = {_key(post): _until(post, left_on) for post in delivered}
    believed = {_key(post): post for post in known}
    added = [post for key, post in wanted.items() if key not in believed]
    new, superseded, moved = list(added), [], False
    for key, post in believed.items():
        if key in wanted:
            after: PostFacts | None = wanted[key]
        else:
            followers = [p for p in added if p.role == post.role and _overlap(p, post)]
            after = _before_they_start(post, followers, left_on)
            moved = moved or any(p.unit != post.unit for p in followers)
        if after != _facts(post):
            superseded.append(post.id)
            new += [after] if after else []
    return new, superseded, moved


def _until(post: PostFacts, left_on: date | None) -> PostFacts:
    """Nobody keeps a post after their last day."""
    if left_on is None or (post.ends_on and post.ends_on <= left_on):
        return post
    return replace(post, ends_on=left_on)


def _before_they_start(post: KnownPost, followers: list[PostFacts], left_on: date | None) -> PostFacts | None:
    """What is left of a post that others follow; None when they began no later than it did."""
    last_days = [p.starts_on - ONE_DAY for p in followers] + ([left_on] if left_on else [])
    last_days += [post.ends_on] if post.ends_on else []
    last = min(last_days, default=None)
    if last is not None and last < post.starts_on:
        return None
    return replace(_facts(post), ends_on=last)


def _facts(post: KnownPost) -> PostFacts:
    return PostFacts(post.unit, post.role, post.function_group, post.starts_on, post.ends_on)


def _overlap(a, b) -> bool:
    return (b.ends_on is None or a.starts_on <= b.ends_on) and (a.ends_on is None or b.starts_on <= a.ends_on)


def _away(known: Iterable[KnownAbsence], lines: Iterable[AbsenceLine]) -> tuple[list[AbsenceFacts], list[int]]:
    """The absences to add, and the ids of those they supersede."""
    wanted = {line.starts_on: AbsenceFacts(line.starts_on, line.ends_on) for line in lines}
    believed = {absence.starts_on: absence for absence in known}
    new = [absence for start, absence in wanted.items() if start not in believed]
    superseded = [a.id for start, a in believed.items() if start not in wanted and any(_overlap(a, n) for n in new)]
    for start in wanted.keys() & believed.keys():
        if wanted[start].ends_on != believed[start].ends_on:
            superseded.append(believed[start].id)
            new.append(wanted[start])
    return sorted(new, key=lambda a: a.starts_on), superseded


# --- What is missing, and who is where ------------------------------------------------------------


def _on_lines(delivery: Delivery, rejected: Iterable[Rejected]) -> dict[str, frozenset[str]]:
    """The numbers and codes that stand on any line, taken or not: what is written wrong is not missing."""
    return {
        UNITS: frozenset(line.code for line in delivery.units) | _keys(rejected, UNITS),
        PEOPLE: frozenset(line.person.number for line in delivery.people) | _keys(rejected, PEOPLE),
    }


def _keys(rejected: Iterable[Rejected], file: str) -> frozenset[str]:
    return frozenset(refusal.key for refusal in rejected if refusal.file == file)


def _missing_people(known: Known, named: frozenset[str], day: date) -> Iterator[Person]:
    for number, before in known.people.items():
        if number not in named and before.works_on(day):
            yield before.person


def _missing_posts(
    known: Known, people: Lines, doubtful: frozenset[str], day: date
) -> Iterator[tuple[Person, KnownPost]]:
    """Posts that still run, of people who are in the delivery, and of which it says nothing."""
    for number, lines in people.items():
        before = known.people.get(number)
        if before is None or number in doubtful or lines[0].person.left_on:
            continue
        named = {_key(line.post) for line in lines}
        known_keys = {_key(post) for post in before.posts}
        fresh = [line.post for line in lines if _key(line.post) not in known_keys]
        for post in before.posts:
            followed = any(p.role == post.role and _overlap(p, post) for p in fresh)
            if post.lasts_until(day) and _key(post) not in named and not followed:
                yield lines[0].person, post


def _missing_absences(
    known: Known, absences: Mapping[str, list[AbsenceLine]], doubtful: frozenset[str], day: date
) -> Iterator[tuple[Person, KnownAbsence]]:
    """Absences that still run, and of which the delivery says nothing."""
    for number, before in known.people.items():
        lines = absences.get(number, [])
        if number in doubtful or not before.works_on(day):
            continue
        for absence in before.absences:
            named = any(line.starts_on == absence.starts_on or _overlap(line, absence) for line in lines)
            if absence.lasts_until(day) and not named:
                yield before.person, absence


def _in_units(known: Known, units: frozenset[str], day: date) -> frozenset[str]:
    if not units:
        return frozenset()
    return frozenset(
        number
        for number, before in known.people.items()
        if any(post.unit in units and post.lasts_until(day) for post in before.posts)
    )


def _inhabited(known: Known, plans: Iterable[PersonPlan], day: date) -> frozenset[str]:
    """The units where somebody has a post, on that day or later, once everything is written."""
    superseded = {post for change in plans for post in change.posts_superseded}
    kept = (post for before in known.people.values() for post in before.posts if post.id not in superseded)
    new = (post for change in plans for post in change.posts)
    stays = {post.unit for post in kept if post.lasts_until(day)}
    comes = {post.unit for post in new if post.ends_on is None or post.ends_on >= day}
    return known.other_posts_in | stays | comes


def _no(line: PersonLine, code: str, **params: object) -> Rejected:
    return Rejected(PEOPLE, line.line, Reason(code, tuple(params.items())), line.person.number)
