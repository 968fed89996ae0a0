"""Finds Dutch on an English page and English on a Dutch one: texts of ours, as the translation files have them."""

import gettext
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page

GAP = re.compile(r"%\(\w+\)[sd]|%[sd]")

#: What stands on the page or is read aloud, except where it says that it is in another language.
TEXTS = """
() => {
    const elsewhere = (node) => node.lang || /^(script|style|template)$/i.test(node.nodeName);
    const walker = document.createTreeWalker(
        document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
        (node) => elsewhere(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT
    );
    const texts = [document.title.split(" – ")[0]];
    const named = ["aria-label", "title", "alt", "placeholder"];
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
        else texts.push(...named.map((name) => node.getAttribute(name) ?? ""));
    }
    return texts.map((text) => text.replace(/\\s+/g, " ").trim()).filter((text) => text.length > 3);
}
"""


def strange_words(page: Page, language: str) -> list[str]:
    """What is there in the other language than that of the page."""
    plain, patterns = _texts_in("en" if language == "nl" else "nl")
    return [
        f"{page.url}: “{text}” is not {language}"
        for text in page.evaluate(TEXTS)
        if text in plain or any(pattern.fullmatch(text) for pattern in patterns)
    ]


@cache
def _texts_in(language: str) -> tuple[frozenset[str], list[re.Pattern[str]]]:
    """The texts that only this language has: as they are, and as patterns where they have gaps."""
    pairs = [pair for catalogue in _catalogues() for pair in catalogue]
    here, there = (0, 1) if language == "en" else (1, 0)
    texts = {pair[here] for pair in pairs} - {pair[there] for pair in pairs}
    with_gaps = {text for text in texts if GAP.search(text)}
    return frozenset(texts - with_gaps), [_pattern(text) for text in with_gaps if len(GAP.sub("", text)) > 8]


def _catalogues() -> Iterable[list[tuple[str, str]]]:
    """(English, Dutch) of our apps, and of the frameworks that speak on our pages."""
    folders = [Path(settings.BASE_DIR, app) for app in ("lms", "modules", "scenarios", "badges", "analytics")]
    folders += [Path(str(files(name))) for name in ("allauth", "django.conf", "django.contrib.auth")]
    for folder in folders:
        with (folder / "locale/nl/LC_MESSAGES/django.mo").open("rb") as file:
            known = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        # A plural is known by its singular and a number; of "passkeys" nobody can tell which language it is.
        singular = {key: key[0] if isinstance(key, tuple) else key for key in known}
        yield [
            (_plain(english), _plain(known[key]))
            for key, english in singular.items()
            if english and known.get((english, 0)) != english
        ]


def _plain(text: str) -> str:
    """Without the context that comes before it."""
    return " ".join(text.rpartition("\x04")[2].split())


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(".+".join(re.escape(part) for part in GAP.split(text)))
