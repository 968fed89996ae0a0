"""The player's page as HTML.

The same choices in the same edition look the same to everybody, so each page is drawn once per process, language and
theme. Whose run it is, and the token of their form, is filled in last: the buttons belong to a form of their own.
"""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from scenarios.play import Glance, story_with
from scenarios.screen import screen
from scenarios.story import Position

#: What stands in a page that is kept where something of one person comes. No text can contain it.
RUN, TOKEN = str(uuid.uuid4()), f"token-{secrets.token_hex(8)}"

#: About 25 kB each. Most players are on the same few hundred ways.
KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Drawing:
    position: Position
    html: SafeString

    def of(self, run_id: object, token: str) -> str:
        """The page of this very run."""
        return self.html.replace(RUN, str(run_id)).replace(TOKEN, token)


def drawing(run: Glance, theme: str, told: Sequence[object] = ()) -> Drawing:
    """What somebody who made these choices sees, in the language of this moment, with what there is to tell them."""
    language = get_language() or settings.LANGUAGE_CODE
    if told or settings.DEBUG:
        return _draw.__wrapped__(run, language, theme, told)
    return _draw(run, language, theme)


@lru_cache(maxsize=KEPT)
def _draw(run: Glance, language: str, theme: str, told: Sequence[object] = ()) -> Drawing:
    story = story_with(run.edition_id, run.digest)
    position = story.walk(run.choices)
    shown = {
        "screen": screen(story, position, language),
        "run_id": RUN,
        "token": TOKEN,
        "theme": theme,
        "messages": told,
    }
    return Drawing(position, render_to_string("scenarios/play.html", shown))
