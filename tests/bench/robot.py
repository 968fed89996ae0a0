"""A player without a browser: reads the form on a page and fills something in."""

import random
from html.parser import HTMLParser


class Form(HTMLParser):
    """The form with class `player-form` or, failing that, every form whose action is the page itself or a choice."""

    def __init__(self, html: str):
        super().__init__()
        self.forms: list[dict] = []
        self._select: str | None = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            self.forms.append({"action": a.get("action", ""), "method": a.get("method", "get"), "fields": []})
        if not self.forms:
            return
        fields = self.forms[-1]["fields"]
        if tag == "input" and a.get("name"):
            fields.append((a["name"], a.get("type", "text"), a.get("value", "on")))
        elif tag == "select":
            self._select = a.get("name")
        elif tag == "option" and self._select and a.get("value"):
            fields.append((self._select, "option", a["value"]))
        elif tag == "button" and a.get("name"):
            fields.append((a["name"], "button", a.get("value", "")))

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None


def fill(form: dict, chance: random.Random) -> list[tuple[str, str]]:
    """Something plausible for every field: one of each group, each choice of a ranking once."""
    data, groups = [], {}
    for name, kind, value in form["fields"]:
        if kind == "hidden":
            data.append((name, value))
        else:
            groups.setdefault((name, kind), []).append(value)
    taken: dict[tuple, set] = {}
    for (name, kind), values in groups.items():
        if kind == "checkbox":
            data += [(name, value) for value in values if chance.random() < 0.5] or [(name, values[0])]
        elif kind == "option":
            # Selects over the same values are a ranking or a pairing: take each value once where that is possible.
            used = taken.setdefault(tuple(values), set())
            value = next((v for v in values if v not in used), values[0])
            used.add(value)
            data.append((name, value))
        elif kind in ("radio", "button", "text"):
            data.append((name, chance.choice(values)))
    return data
