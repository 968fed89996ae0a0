"""What the pictures mean, in words: conclusions as headings, verdicts beside numbers, status as a badge."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext_lazy, ngettext, ngettext_lazy
from django.utils.translation import gettext as _

from analytics.overview import Cell, Column, Norm, Overview, Series, Step, share, share_up
from analytics.team import LevelCard, Line, Team
from lms.duties.models import StateChoice
from lms.duties.standing import State
from lms.duties.words import listed
from modules.levels import Level


def level_name(level: Level) -> str:
    return level.titles["en" if get_language() == "en" else "nl"]


def _in_a_sentence(level: Level) -> str:
    return level_name(level).lower()


# --- The team page ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Badge:
    label: object
    kind: str
    icon: str


#: Somebody who is exempt or away simply does not count now; the manager need not see which of the two in a list.
STATUS = {
    State.OPEN: Badge(StateChoice.OPEN.label, "", "clock"),
    State.STARTED: Badge(StateChoice.STARTED.label, "info", "play"),
    State.DUE_SOON: Badge(StateChoice.DUE_SOON.label, "warning", "clock"),
    State.OVERDUE: Badge(StateChoice.OVERDUE.label, "negative", "warning"),
    State.EXPIRED: Badge(StateChoice.EXPIRED.label, "negative", "warning"),
    State.EXEMPT: Badge(StateChoice.PAUSED.label, "", "pause"),
    State.PAUSED: Badge(StateChoice.PAUSED.label, "", "pause"),
}


def status(line: Line) -> Badge:
    return STATUS[line.state]


def team_state(team: Team) -> str:
    """How the team is doing, in two short sentences."""
    if not team.people:
        return _("You lead the units below this one.") if team.below else _("Nobody works here yet.")
    return " ".join(filter(None, [_levels_state(team), _duties_state(team)]))


def _levels_state(team: Team) -> str:
    if not team.focus:
        return ""
    level = _in_a_sentence(team.focus.column.level)
    if not team.focus.to_go:
        return _("You reached the target for %(level)s together.") % {"level": level}
    return ngettext(
        "%(n)d more colleague and you reach the target for %(level)s.",
        "%(n)d more colleagues and you reach the target for %(level)s.",
        team.focus.to_go,
    ) % {"n": team.focus.to_go, "level": level}


def _duties_state(team: Team) -> str:
    if late := team.people_late:
        return ngettext(
            "%(n)d colleague is late with something mandatory.",
            "%(n)d colleagues are late with something mandatory.",
            late,
        ) % {"n": late}
    if waiting := team.people_waiting:
        return ngettext(
            "%(n)d colleague still has something to do, and time to do it.",
            "%(n)d colleagues still have something to do, and time to do it.",
            waiting,
        ) % {"n": waiting}
    return _("Everybody has done what is mandatory.")


def card_verdict(card: LevelCard) -> str:
    if card.small:
        return _("Group too small to show")
    if not card.column.published:
        return _("No content yet")
    if not card.of:
        return _("Meant for nobody in this team")
    if not card.to_go:
        return _("Target reached")
    return ngettext("%(n)d more to the target", "%(n)d more to the target", card.to_go) % {"n": card.to_go}


# --- The organisation page ----------------------------------------------------------------------

#: So many of a kind of unit, and what their column is called.
GROUPS = {
    "directorate": (ngettext_lazy("%(n)d directorate", "%(n)d directorates", "n"), gettext_lazy("Directorate")),
    "department": (ngettext_lazy("%(n)d department", "%(n)d departments", "n"), gettext_lazy("Department")),
    "team": (ngettext_lazy("%(n)d team", "%(n)d teams", "n"), gettext_lazy("Team")),
}
OTHER = (ngettext_lazy("%(n)d unit", "%(n)d units", "n"), gettext_lazy("Unit"))


def groups(kind: str, n: int) -> str:
    return str(GROUPS.get(kind, OTHER)[0] % {"n": n})


def group_heading(kind: str) -> str:
    return str(GROUPS.get(kind, OTHER)[1])


@dataclass(frozen=True, slots=True)
class Number:
    """One of the four numbers on top."""

    label: str
    figure: str
    verdict: str
    note: str
    kind: str = ""
    icon: str = ""
    level: Level | None = None


NUMBERS = 4


def numbers(overview: Overview, norm: Norm) -> list[Number]:
    """The levels that have content, three at most, and then what is mandatory."""
    found = overview.all_duties
    levels = [
        _level_number(column, cell, norm)
        for column, cell in zip(overview.columns, overview.total.cells, strict=True)
        if column.published
    ]
    of = ngettext("of %(n)s duty", "of %(n)s duties", found.counted) % {"n": number(found.counted)}
    duties = [
        Number(_("Mandatory"), percent(share(found.met, found.counted)), _("In order"), of, "info", "check"),
        Number(_("Late"), number(found.late), _("The last day has passed"), of, "negative", "warning"),
        Number(_("Due soon"), number(found.soon), _("The last day is within 30 days"), of, "warning", "clock"),
    ]
    return [*levels[: NUMBERS - 1], *duties][:NUMBERS]


def _level_number(column: Column, cell: Cell, norm: Norm) -> Number:
    return Number(
        label=level_name(column.level),
        figure=percent(cell.share),
        verdict=verdict(cell, norm),
        note=_("Target: %(target)s") % {"target": percent(norm.percent)},
        kind=column.level.value,
        level=column.level,
    )


def heat_conclusion(overview: Overview, kind: str) -> str:
    """How many groups reach the target, and which ones need help."""
    cells = overview.in_focus
    if not overview.focus or len(cells) < 2:
        return _("Share per level")
    reached = sum(cell.reached for cell in cells)
    conclusion = _reaching(reached, len(cells)) % {
        "n": reached,
        "groups": groups(kind, len(cells)),
        "level": _in_a_sentence(overview.focus.level),
    }
    if not overview.steps_in_focus:
        return conclusion
    names = [step.group for step in overview.steps_in_focus[:2]]
    help_needed = ngettext("%(names)s needs help", "%(names)s need help", len(names)) % {"names": listed(names)}
    return f"{conclusion}. {help_needed}"


def _reaching(reached: int, of: int) -> str:
    if not reached:
        return _("None of the %(groups)s reaches the target for %(level)s")
    if reached == of:
        return _("All %(groups)s reach the target for %(level)s")
    return ngettext(
        "%(n)d of the %(groups)s reaches the target for %(level)s",
        "%(n)d of the %(groups)s reach the target for %(level)s",
        reached,
    )


def trend_conclusion(series: Series | None) -> str:
    """How fast the level in focus moves: whole points a month, over what is known."""
    known = series.known if series else []
    if not series or len(known) < 2:
        return _("The first figures come at the end of the month")
    months = max(1, round((known[-1].day - known[0].day).days / 30.4))
    moved = (known[-1].share or 0) - (known[0].share or 0)
    pace = round(abs(moved) / months)
    level = level_name(series.level)
    if pace == 0:
        return _("%(level)s stays about the same") % {"level": level}
    if moved > 0:
        text = ngettext("%(level)s grows by %(n)d point a month", "%(level)s grows by %(n)d points a month", pace)
    else:
        text = ngettext("%(level)s falls by %(n)d point a month", "%(level)s falls by %(n)d points a month", pace)
    return text % {"level": level, "n": pace}


def trend_summary(overview: Overview, norm: Norm) -> str:
    """The chart for who does not see it."""
    lines = [
        _("%(level)s went from %(first)d to %(last)d percent.")
        % {"level": level_name(one.level), "first": one.known[0].share, "last": one.known[-1].share}
        for one in overview.trend
        if one.known
    ]
    return " ".join([*lines, _("The target is %(n)d percent.") % {"n": norm.percent}])


def duties_conclusion(overview: Overview) -> str:
    found = overview.all_duties
    if not found.counted:
        return _("Nothing is mandatory yet")
    return _("Of all that is mandatory, %(met)s is in order and %(late)s is late") % {
        "met": percent(share(found.met, found.counted)),
        "late": percent(share_up(found.late, found.counted)),
    }


def step_title(step: Step) -> str:
    asked = step.requirement
    title = _in_a_sentence(asked.level) if asked.level else f"‘{asked.title}’"
    return _("Help %(group)s with %(title)s") % {"group": step.group, "title": title}


def step_effect(step: Step, norm: Norm) -> str:
    people = ngettext("%(n)s person to %(target)s.", "%(n)s people to %(target)s.", step.people) % {
        "n": number(step.people),
        "target": percent(norm.percent),
    }
    points = round(step.points)
    if not points:
        return people + " " + _("This alone raises the total by less than 1 point.")
    effect = ngettext(
        "This alone raises the total by %(n)d point.", "This alone raises the total by %(n)d points.", points
    ) % {"n": points}
    return f"{people} {effect}"


def verdict(cell: Cell, norm: Norm) -> str:
    if cell.small:
        return _("Group too small to show")
    if cell.share is None:
        return _("No figure yet")
    if cell.reached:
        return _("Target reached")
    to_go = norm.percent - cell.share
    return ngettext("%(n)d point to the target", "%(n)d points to the target", to_go) % {"n": to_go}


def change(points: int) -> str:
    """“▲ +6 points”; the sign says it too."""
    sign, number = ("▲", f"+{points}") if points > 0 else ("▼", f"−{-points}") if points < 0 else ("●", "0")
    return ngettext("%(sign)s %(number)s point", "%(sign)s %(number)s points", abs(points)) % {
        "sign": sign,
        "number": number,
    }


def percent(share: int | None) -> str:
    return "–" if share is None else f"{share}%"


def number(n: int) -> str:
    """As the reader writes it: 30.000 or 30,000."""
    return number_format(n, force_grouping=True)


def full_day(day: date) -> str:
    return date_format(day, "j F Y")


def short_month(day: date) -> str:
    return date_format(day, "b")
