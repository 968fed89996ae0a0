"""An author's look at a draft, through the screens of the player. Nothing that is pressed here is stored."""

from typing import Any

from csp.constants import SELF
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from modules import items, screens
from modules.items.contract import Item
from modules.module_data import ModuleData, in_language

SEED = 1
START = ""


def modes(module: ModuleData) -> list[tuple[str, Any]]:
    """The introduction, and each question before and after the answer."""
    found: list[tuple[str, Any]] = [(START, _("Introduction"))]
    for number, question in enumerate(module.get("items", ()), start=1):
        text = in_language(question.get("question", ""), get_language()) or "…"
        found.append((f"question-{number}", f"{number}. {text}"))
        if _is_finished(question):
            found.append((f"explanation-{number}", gettext("%(number)s. After the best answer") % {"number": number}))
    return found


def render(request: HttpRequest, module: ModuleData, mode: str) -> HttpResponse:
    response = HttpResponse(_page(request, module, mode))
    # The editor shows this in a frame of its own pages.
    response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
    return response


def _page(request: HttpRequest, module: ModuleData, mode: str) -> str:
    name, _, number = mode.partition("-")
    questions = module.get("items", [])
    if not number.isdigit() or not 1 <= int(number) <= len(questions):
        context = screens.introduction(module, get_language()) | {"is_preview": True}
        return render_to_string(screens.INTRODUCTION, context, request)
    item = questions[int(number) - 1]
    place = screens.Place(module, item, SEED, int(number), len(questions))
    if name == "explanation" and _is_finished(item):
        return screens.explanation(request, place, response=items.rules(item).solution(item), right=True)
    return screens.question(request, place)


def _is_finished(item: Item) -> bool:
    """Whether there is a best answer to explain."""
    return not any(items.rules(item).problems(item))
