"""What the feed says to people, in the reader's language."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.formats import number_format
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from lms.feed.parse import ABSENCES, PEOPLE, UNITS, Person, Reason, Rejected
from lms.feed.plan import Kind, PersonPlan, Plan
from lms.feed.units import UnitChange, What

FILES = {UNITS: gettext_lazy("units"), PEOPLE: gettext_lazy("people"), ABSENCES: gettext_lazy("absences")}

_CUT_OFF = gettext_lazy("The file of %(file)s ends in the middle of line %(line)s. Ask for the export again.")

#: Why a whole delivery is refused.
REFUSALS = {
    "unreadable": gettext_lazy("%(path)s cannot be read: %(why)s."),
    "not_utf8": gettext_lazy("The file of %(file)s is not written in UTF-8 (see line %(line)s)."),
    "empty": gettext_lazy("The file of %(file)s is empty."),
    "columns": gettext_lazy(
        "The file of %(file)s has other columns than agreed. Expected: %(expected)s. Found: %(found)s."
    ),
    "cut_off": _CUT_OFF,
    "no_lines": gettext_lazy("The file of %(file)s has no lines below its header."),
    "older": gettext_lazy("A later delivery, of %(last)s, was applied already. An older one cannot follow it."),
}

#: Why one line is refused.
REASONS = {
    "odd_characters": gettext_lazy("there are characters in it that do not belong in a text"),
    "quotes": gettext_lazy("a quotation mark is opened and not closed, or the other way round"),
    "too_few_fields": gettext_lazy("it has %(found)s fields where %(expected)s are agreed"),
    "too_many_fields": gettext_lazy("it has %(found)s fields where %(expected)s are agreed"),
    "too_long": gettext_lazy("%(column)s is longer than %(longest)s characters"),
    "nothing_there": gettext_lazy("%(column)s is empty"),
    "nothing_above": gettext_lazy("%(column)s is empty: only the organisation itself has nothing above it"),
    "not_digits": gettext_lazy("%(column)s is ‘%(value)s’: only digits are possible"),
    "unknown_word": gettext_lazy("%(column)s is ‘%(value)s’: only these words are known: %(known)s"),
    "not_an_address": gettext_lazy("%(column)s is ‘%(value)s’: that is not an e-mail address"),
    "not_a_date": gettext_lazy("%(column)s is ‘%(value)s’: that is not a date (year-month-day)"),
    "unlikely_date": gettext_lazy("%(column)s is ‘%(value)s’: that cannot be meant"),
    "ends_before_it_starts": gettext_lazy("%(column)s (%(last)s) comes before %(first_column)s (%(first)s)"),
    "post_after_leaving": gettext_lazy("the post starts on %(starts_on)s, after the last day at work (%(left_on)s)"),
    "unknown_unit": gettext_lazy("there is no unit ‘%(value)s’"),
    "unknown_number": gettext_lazy("nobody is known by the number %(value)s"),
    "unit_twice": gettext_lazy("this unit is on line %(first)s already"),
    "unknown_unit_above": gettext_lazy("it is to hang below ‘%(value)s’, and there is no such unit"),
    "below_itself": gettext_lazy("it is to hang below ‘%(value)s’, which is itself below this unit"),
    "line_twice": gettext_lazy("line %(first)s says the same already"),
    "lines_disagree": gettext_lazy(
        "the lines of this number say different things about the person (see line %(others)s); "
        "nothing changes for them until HR has put it right"
    ),
    "already_left": gettext_lazy("this person left on %(left_on)s and was never known here"),
    "address_taken": gettext_lazy("the address %(value)s belongs to somebody else"),
    "leaves_by_another_line": gettext_lazy(
        "another line of this person says that they leave on %(left_on)s, and that was followed"
    ),
}

KINDS = {
    Kind.JOINER: ngettext_lazy("%(count)s joiner", "%(count)s joiners", "n"),
    Kind.RETURNER: ngettext_lazy("%(count)s person who comes back", "%(count)s people who come back", "n"),
    Kind.MOVER: ngettext_lazy("%(count)s mover", "%(count)s movers", "n"),
    Kind.LEAVER: ngettext_lazy("%(count)s leaver", "%(count)s leavers", "n"),
    Kind.POSTS: ngettext_lazy("%(count)s person with other posts", "%(count)s people with other posts", "n"),
    Kind.DETAILS: ngettext_lazy("%(count)s person with other details", "%(count)s people with other details", "n"),
    Kind.ABSENCE: ngettext_lazy("%(count)s person with another absence", "%(count)s people with other absences", "n"),
}

DETAILS = {
    "first_name": gettext_lazy("first name"),
    "infix": gettext_lazy("infix"),
    "last_name": gettext_lazy("last name"),
    "email": gettext_lazy("e-mail"),
    "language": gettext_lazy("language"),
    "engagement": gettext_lazy("engagement"),
    "agency": gettext_lazy("agency"),
    "started_on": gettext_lazy("started on"),
    "left_on": gettext_lazy("last day"),
}

STAGES = {
    "staging": gettext_lazy("Putting ready"),
    "switching": gettext_lazy("Switching on"),
    "obligations": gettext_lazy("Working out obligations"),
}


def refusal(reason: Reason) -> str:
    """Why this is not a delivery, as a sentence."""
    return str(REFUSALS[reason.code]) % _told(reason)


def rejection(rejected: Rejected) -> str:
    """Which line it is and what is wrong with it."""
    return _("%(file)s, line %(line)s: %(reason)s.") % {
        "file": FILES[rejected.file],
        "line": rejected.line,
        "reason": str(REASONS[rejected.reason.code]) % _told(rejected.reason),
    }


def _told(reason: Reason) -> dict[str, object]:
    params = dict(reason.params)
    if "file" in params:
        params["file"] = FILES[str(params["file"])]
    return params


def brake(plan: Plan, brake_share: float) -> str:
    return _(
        "This delivery concerns %(affected)s of the %(known)s people who are known (%(share)s%%), more than the "
        "%(limit)s%% at which somebody must look first. Is it right? Then add --confirm-mass-change."
    ) % {
        "affected": count(plan.affected),
        "known": count(plan.known),
        "share": number_format(plan.share * 100, 1),
        "limit": number_format(brake_share * 100, 1),
    }


def count(number: int) -> str:
    return number_format(number, 0)


def preview(plan: Plan, limit: int | None) -> Iterator[str]:
    """The plan for who has to judge it: how many, and who, up to `limit` lines of a kind."""
    yield from _heading(_("The delivery of %(day)s") % {"day": plan.day}, "=")
    for kind, words in KINDS.items():
        if number := len(plan.of(kind)):
            yield "  " + words % {"n": number, "count": count(number)}
    yield "  " + _("%(count)s people stay as they are") % {"count": count(plan.unchanged)}
    if plan.units:
        yield "  " + _("%(count)s units change") % {"count": count(len(plan.units))}
    if plan.carried:
        yield "  " + _("%(count)s people stay in a unit that moves") % {"count": count(len(plan.carried))}
    units = [change for change in plan.units if What.NEW not in change.what]
    yield from _list(_("Units"), map(unit, units), limit)
    for kind in (Kind.MOVER, Kind.LEAVER, Kind.RETURNER, Kind.DETAILS):
        yield from _list(str(HEADINGS[kind]), (person(change, kind) for change in plan.of(kind)), limit)
    yield from _missing(plan, limit)
    yield from _list(_("Lines that are not taken"), map(rejection, plan.rejected), None)
    yield from _list(_("Lines to put right in the HR system"), map(rejection, plan.remarks), None)


HEADINGS = {
    Kind.MOVER: gettext_lazy("Movers"),
    Kind.LEAVER: gettext_lazy("Leavers"),
    Kind.RETURNER: gettext_lazy("People who come back"),
    Kind.DETAILS: gettext_lazy("Other details"),
}


def _missing(plan: Plan, limit: int | None) -> Iterator[str]:
    gone = plan.missing
    posts = (f"{who(one)}: {post.role}, {post.unit}" for one, post in gone.posts)
    away = (f"{who(one)}: {absence.starts_on}" for one, absence in gone.absences)
    decide = gettext_lazy("nothing happens until HR says when it ended")
    yield from _list(format_lazy("{} ({})", _("People who are missing"), decide), map(who, gone.people), limit)
    yield from _list(format_lazy("{} ({})", _("Posts that are missing"), decide), posts, limit)
    yield from _list(format_lazy("{} ({})", _("Absences that are missing"), decide), away, limit)
    yield from _list(_("Units that are missing, and where people still are"), gone.units, limit)


def _list(title: object, lines: Iterable[str], limit: int | None) -> Iterator[str]:
    lines = list(lines)
    if not lines:
        return
    yield ""
    yield from _heading(str(title), "-")
    shown = lines if limit is None else lines[:limit]
    yield from (f"  {line}" for line in shown)
    if len(shown) < len(lines):
        yield "  " + _("… and %(count)s more; --all shows them") % {"count": count(len(lines) - len(shown))}


def _heading(title: str, underline: str) -> tuple[str, str]:
    return title, underline * len(title)


def who(one: Person) -> str:
    return f"{one.number} {one.name}"


def person(change: PersonPlan, kind: Kind) -> str:
    """One line about one person and what happens to them."""
    if kind is Kind.LEAVER:
        return f"{who(change.person)}: {_('last day')} {change.person.left_on}"
    if kind is Kind.MOVER:
        new = [post for post in change.posts if post.ends_on is None or post.ends_on >= post.starts_on]
        units = dict.fromkeys(f"{post.unit} {_from(post.starts_on)}" for post in new if not _ended(post, change))
        return f"{who(change.person)}: {', '.join(units)}"
    if kind is Kind.DETAILS:
        return f"{who(change.person)}: {', '.join(str(DETAILS[field]) for field in change.details)}"
    return who(change.person)


def _ended(post, change: PersonPlan) -> bool:
    """Whether this is the old post with its last day, which another one follows."""
    return post.ends_on is not None and any(
        other.role == post.role and other.starts_on > post.ends_on for other in change.posts
    )


def _from(day: date) -> str:
    return _("from %(day)s") % {"day": day}


def unit(change: UnitChange) -> str:
    """One line about a unit that was known already."""
    before, after = change.before or change.after, change.after
    parts = {
        What.RENAMED: _("‘%(before)s’ becomes ‘%(after)s’") % {"before": before.name, "after": after.name},
        What.MOVED: _("goes from %(before)s to %(after)s")
        % {"before": before.parent or "–", "after": after.parent or "–"},
        What.RETYPED: _("is another kind of unit now"),
        What.CLOSED: _("closes: nobody is there any more"),
        What.REOPENED: _("opens again"),
    }
    return f"{after.code}: {'; '.join(said for what, said in parts.items() if what in change.what)}"
