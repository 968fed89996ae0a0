"""Publishing a page makes its edition; taking it offline takes the activity back."""

from datetime import date

from django.db import transaction

from lms.activities import publishing
from lms.models import Activity, Employee
from modules import compile, items, module_data
from modules.levels import Level
from modules.pages import LevelPage, ModulePage


class CannotPublish(ValueError):
    """The page came here without the checks of its form. The message says what must be mended."""


@transaction.atomic
def publish_module(page: ModulePage, *, on: date, by: Employee | None = None, revision: str = "") -> None:
    data = compile.module(page)
    _refuse_what_cannot_be_played(data)
    publishing.publish(
        data["key"],
        Activity.Kind.MODULE,
        data,
        titles=data["title"],
        minutes=data["minutes"],
        on=on,
        part_of=level_activity(Level(data["level"])),
        position=data["order"],
        by=by,
        revision=revision,
    )
    refresh_level(page.get_parent().specific, on=on)


def withdraw_module(page: ModulePage, *, on: date) -> None:
    publishing.withdraw(page.key)
    refresh_level(page.get_parent().specific, on=on)


@transaction.atomic
def refresh_level(page: LevelPage, *, on: date, by: Employee | None = None, revision: str = "") -> None:
    """A level can be reached as long as its page is live and one of its modules is out."""
    level = Level(page.level)
    modules = Activity.objects.published().filter(part_of=level_activity(level))
    if not page.live or not modules:
        publishing.withdraw(level.activity_key)
        return
    publishing.publish(
        level.activity_key,
        Activity.Kind.LEVEL,
        compile.level(page),
        titles=level.titles,
        minutes=sum(module.minutes for module in modules),
        on=on,
        position=level.number,
        by=by,
        revision=revision,
    )


def level_activity(level: Level) -> Activity:
    """The activity of a level. It exists before there is anything to do, so that modules can be part of it."""
    titles = {"title_nl": level.titles["nl"], "title_en": level.titles["en"]}
    return Activity.objects.get_or_create(
        key=level.activity_key, defaults={"kind": Activity.Kind.LEVEL, "position": level.number, **titles}
    )[0]


def _refuse_what_cannot_be_played(data: module_data.ModuleData) -> None:
    """Forms and files were checked before; a page that a program publishes may not have been."""
    complaints = list(module_data.MODULE(data, data.get("key", "")))
    if not complaints:
        complaints = [*module_data.problems(data)]
        complaints += [problem for question in data["items"] for problem in items.rules(question).problems(question)]
    if complaints:
        raise CannotPublish("\n".join(complaints))
