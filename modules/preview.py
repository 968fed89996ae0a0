"""An author's look at a draft, through the screens of the player. Nothing that is pressed here is stored."""

from typing import Any

from csp.constants import SELF
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_template
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
    template, context = _screen(module, mode, get_language())
    response = render_template(request, template, context | {"is_preview": True})
    # The editor shows this in a frame of its own pages.
    response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
    return response


def _screen(module: ModuleData, mode: str, language: str) -> tuple[str, dict[str, Any]]:
    name, _, number = mode.partition("-")
    questions = module.get("items", [])
    if not number.isdigit() or not 1 <= int(number) <= len(questions):
        return screens.INTRODUCTION, screens.introduction(module, language)
    item = questions[int(number) - 1]
    place: dict[str, Any] = {"seed": SEED, "position": int(number), "total": len(questions), "language": language}
    if name == "explanation" and _is_finished(item):
        solution = items.rules(item).solution(item)
        return screens.EXPLANATION, screens.explanation(module, item, response=solution, right=True, **place)
    return screens.QUESTION, screens.question(module, item, **place)


def _is_finished(item: Item) -> bool:
    """Whether there is a best answer to explain."""
    return not any(items.rules(item).problems(item))
