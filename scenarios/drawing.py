"""The player's screen as HTML.

The same choices in the same edition look the same to everybody, so each screen is drawn once per process and language.
Whose run it is stands around it: the buttons belong to a form outside the drawing.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from scenarios.play import Glance, story_with
from scenarios.screen import Screen, screen
from scenarios.story import Position

#: About 20 kB each. Most players are on the same few hundred ways.
KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Drawing:
    position: Position
    screen: Screen
    html: SafeString


def drawing(run: Glance) -> Drawing:
    """What somebody who made these choices sees, in the language of this moment."""
    draw = _draw.__wrapped__ if settings.DEBUG else _draw
    return draw(run, get_language() or settings.LANGUAGE_CODE)


@lru_cache(maxsize=KEPT)
def _draw(run: Glance, language: str) -> Drawing:
    story = story_with(run.edition_id, run.digest)
    position = story.walk(run.choices)
    shown = screen(story, position, language)
    return Drawing(position, shown, render_to_string("scenarios/player.html", {"screen": shown}))
