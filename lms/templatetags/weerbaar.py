"""Tags of the house style: icons, art, initials and days. Built in, so templates need no {% load %}."""

import re
from datetime import date
from functools import cache
from pathlib import Path

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

register = template.Library()

ART = Path(__file__).resolve().parent.parent / "static" / "lms" / "art"

#: What can be seen in each scene, said neutrally: the art may not give an answer away.
SCENES = {
    "scene-bericht": _("Evening at home. A hand holds a phone with a chat. A new message comes in."),
    "scene-gesprek": _("Morning at the office. An employee tells a colleague what happened, over coffee."),
    "scene-netwerk": _("A laptop with a connection request from someone unknown."),
    "scene-parkeerplaats": _("A car park at dusk. An unknown man speaks to an employee near her car."),
    "scene-telefoon": _("An employee sits at her desk and takes a call. The caller cannot be seen."),
}


@cache
def icon_names() -> frozenset[str]:
    return frozenset(re.findall(r'<symbol id="([\w-]+)"', (ART / "icons.svg").read_text(encoding="utf-8")))


@register.simple_tag
@cache
def icon(name: str, modifier: str = "") -> SafeString:
    """{% icon "phone" %} or {% icon "phone" "lg" %}: decoration, so the words beside it must say the same."""
    if name not in icon_names():
        raise LookupError(f"No icon “{name}” in icons.svg.")
    return format_html(
        '<svg class="wb-icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" wb-icon--{modifier}" if modifier else "",
        static("lms/art/icons.svg"),
        name,
    )


@cache
def _drawing(name: str) -> str:
    if not re.fullmatch(r"[a-z-]+", name) or not (ART / f"{name}.svg").is_file():
        raise LookupError(f"No art “{name}” in lms/art.")
    return (ART / f"{name}.svg").read_text(encoding="utf-8").strip()


@register.simple_tag
def art(name: str, label: str = "") -> SafeString:
    """The drawing itself, inlined so that it follows the theme. Decoration, unless it gets a label."""
    role = format_html('<svg role="img" aria-label="{}"', label) if label else '<svg aria-hidden="true"'
    drawing = _drawing(name).replace("<svg", f'{role} focusable="false"', 1)
    return mark_safe(drawing)  # our own file; the label is escaped above


@register.simple_tag
def scene(name: str) -> SafeString:
    """A scene with its own neutral description, filling whatever frame it is put in."""
    fills = '<svg preserveAspectRatio="xMidYMid slice"'
    return mark_safe(art(name, str(SCENES[name])).replace("<svg", fills, 1))  # art() has escaped the description


@register.filter
def initials(name: str) -> str:
    """“Samira el Idrissi” becomes “SI”; a single name keeps one letter."""
    words = re.findall(r"\w+", name)
    ends = words if len(words) < 2 else [words[0], words[-1]]
    return "".join(word[0] for word in ends).upper()


@register.filter
def day(value: date | None) -> str:
    """“23 november 2026”, in the reader's language."""
    return date_format(value, "j F Y") if value else ""


@register.filter
def dialled(number: str) -> str:
    """The number as a telephone wants it: digits only, and the plus in front where there is one."""
    return re.sub(r"\(0\)|(?!^\+)\D", "", number)


@register.filter
def times(number: int) -> range:
    """1 up to and including the number, to draw that many of something."""
    return range(1, number + 1)
