"""A standing in words: the answer to “why?”, made of the facts that the rule used.

To somebody's manager the same facts are told without anything about the reason of an absence or an
exemption; there is nothing in the facts that could give it away.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.duties.models import Requirement, RequirementPart
from lms.duties.standing import LATE, MET, Standing, State

SELF, MANAGER = "self", "manager"


def sentence(standing: Standing, requirement: Requirement, on: date, audience: str = SELF) -> str:
    """Why somebody stands as they stand, for themselves (“self”) or for who leads them (“manager”)."""
    titles = part_titles(requirement, audience)
    missing = [titles[position] for position in standing.missing if position < len(titles)]
    return explained(standing, mandatory=requirement.mandatory, missing=missing, on=on, audience=audience)


def explained(standing: Standing, *, mandatory: bool, missing: Sequence[str], on: date, audience: str = SELF) -> str:
    """The same from plain data: `missing` are the titles of what is still to be done."""
    if standing.state is State.NOT_IN_SCOPE:
        return _not_in_scope(standing, on, audience)
    if standing.state in MET:
        return _met(standing)
    if standing.state is State.EXEMPT:
        return _exempt(standing, audience)
    if standing.state is State.PAUSED:
        return _paused(standing, audience)
    return " ".join(filter(None, [_asked(standing, mandatory, on), _moved(standing, audience), _to_do(missing)]))


def part_titles(requirement: Requirement, audience: str = SELF) -> list[str]:
    """What a requirement asks for, in its own order; no query when its parts and activities were fetched along."""
    return [_part_title(part, audience) for part in requirement.parts.all()]


def term(standing: Standing, on: date) -> str:
    """How much time is left, or how long it has passed: “8 days left”, “23 days late”."""
    if standing.due_on is None or standing.state in MET | {State.EXEMPT, State.PAUSED, State.NOT_IN_SCOPE}:
        return ""
    days = (standing.due_on - on).days
    if days < 0 and standing.state not in LATE:
        return _("The last day has passed")  # in the days of grace
    if days < 0:
        return ngettext("%(n)d day late", "%(n)d days late", -days) % {"n": -days}
    if days == 0:
        return _("Today is the last day")
    return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}


def listed(words: Iterable[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    *most, last = words
    return _("%(most)s and %(last)s") % {"most": ", ".join(most), "last": last} if most else last


# --- The sentences ------------------------------------------------------------------------------


def _not_in_scope(standing: Standing, on: date, audience: str) -> str:
    facts = {fact.code: fact for fact in standing.because}
    if "not_in_force" in facts:
        first = facts["not_in_force"].day
        if first and on < first:
            return _("This counts from %(day)s.") % {"day": _day(first)}
        return _("This no longer counts.")
    if "nothing_to_do_yet" in facts:
        return _("There is nothing to do for this yet.")
    if audience == MANAGER:
        return _("This is not meant for this post.")
    return _("This is not meant for your post.")


def _met(standing: Standing) -> str:
    if standing.valid_until is None:
        return _("Completed on %(day)s.") % _days(day=standing.done_on)
    days = _days(day=standing.done_on, until=standing.valid_until)
    if standing.state is State.RENEWAL_OPEN:
        return _("Completed on %(day)s, valid up to and including %(until)s. You can renew it now.") % days
    return _("Completed on %(day)s, valid up to and including %(until)s.") % days


def _exempt(standing: Standing, audience: str) -> str:
    until = _fact_day(standing, "exempt_until")
    if audience == MANAGER:
        if until:
            return _("Does not count now: exempt up to and including %(until)s.") % _days(until=until)
        return _("Does not count now: exempt.")
    if until:
        return _("You are exempt up to and including %(until)s, so this does not count for you now.") % _days(
            until=until
        )
    return _("You are exempt, so this does not count for you.")


def _paused(standing: Standing, audience: str) -> str:
    until = _fact_day(standing, "away_until")
    if audience == MANAGER:
        if until:
            return _("Does not count now: away up to and including %(until)s.") % _days(until=until)
        return _("Does not count now: away, with no last day known.")
    if until:
        return _("You are away up to and including %(until)s, so this does not count for you now.") % _days(until=until)
    return _("You are away, so this does not count for you now.")


def _asked(standing: Standing, mandatory: bool, on: date) -> str:
    """Since when it is asked, and by when."""
    due = standing.due_on
    lapsed = _fact_day(standing, "was_valid_until")
    if lapsed and due:
        return _again(lapsed, due, on)
    since = standing.opens_on
    if not mandatory:
        return _("This is voluntary and has no last day.")
    if due is None:
        return _("Mandatory since %(since)s, with no last day yet.") % _days(since=since)
    if due < on:
        return _("Mandatory since %(since)s, and the last day was %(due)s.") % _days(since=since, due=due)
    return _("Mandatory since %(since)s, to be done by %(due)s at the latest.") % _days(since=since, due=due)


def _again(lapsed: date, due: date, on: date) -> str:
    if due == lapsed or due < on:
        return _("It was valid up to and including %(lapsed)s and has to be done again.") % _days(lapsed=lapsed)
    return _("It was valid up to and including %(lapsed)s and has to be done again by %(due)s at the latest.") % _days(
        lapsed=lapsed, due=due
    )


def _moved(standing: Standing, audience: str) -> str:
    days = next((fact.number for fact in standing.because if fact.code == "paused_days"), None)
    if not days:
        return ""
    if audience == MANAGER:
        return ngettext("The last day moved by %(n)d day.", "The last day moved by %(n)d days.", days) % {"n": days}
    return ngettext(
        "The last day moved by %(n)d day, because you were away.",
        "The last day moved by %(n)d days, because you were away.",
        days,
    ) % {"n": days}


def _to_do(missing: Sequence[str]) -> str:
    if not missing:
        return ""
    said = _("Still to do: %(titles)s.") % {"titles": listed(missing)}
    # A title that is a question ends the sentence itself.
    return said.removesuffix(".") if missing[-1].endswith(("?", "!", ".")) else said


def _part_title(part: RequirementPart, audience: str) -> str:
    if part.kind == RequirementPart.Kind.ACTIVITY and part.activity:
        title = part.activity.title
    elif audience == MANAGER:
        title = _("a new scenario for the own directorate")
    else:
        title = _("a new scenario for your directorate")
    return _("%(title)s (%(times)d times)") % {"title": title, "times": part.times} if part.times > 1 else title


# --- Days ---------------------------------------------------------------------------------------


def _fact_day(standing: Standing, code: str) -> date | None:
    return next((fact.day for fact in standing.because if fact.code == code), None)


def _days(**days: date | None) -> dict[str, str]:
    return {name: _day(day) for name, day in days.items()}


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else "–"
