"""One question of each type, as plain data. Small, and clear about what is right."""

import copy


def both(text):
    return {"nl": text, "en": f"{text} (en)"}


def part(key, **more):
    return {"key": key, "text": both(f"text of {key}"), "feedback": both(f"feedback on {key}"), **more}


COMMON = {"question": both("What do you do?"), "why": both("Because.")}

SINGLE = {
    "key": "gift",
    "type": "single",
    **COMMON,
    "options": [part("take"), part("report", best=True), part("wait")],
}
MULTI = {
    "key": "birthday",
    "type": "multi",
    **COMMON,
    "options": [part("who", good=True), part("employer"), part("how", good=True)],
}
ORDER = {"key": "threat", "type": "order", **COMMON, "steps": [part("safety"), part("police"), part("report")]}
SORT = {
    "key": "data",
    "type": "sort",
    **COMMON,
    "bins": [{"key": "open", "text": both("Anyone")}, {"key": "task", "text": both("Who needs it")}],
    "cards": [part("menu", bin="open"), part("plate", bin="task"), part("roster", bin="task")],
}
MATCH = {
    "key": "channel",
    "type": "match",
    **COMMON,
    "pairs": [
        {"key": "fire", "left": both("a fire"), "right": both("112"), "feedback": both("now")},
        {"key": "attack", "left": both("a attack"), "right": both("112"), "feedback": both("now")},
        {"key": "doubt", "left": both("a doubt"), "right": both("adviser"), "feedback": both("talk")},
    ],
    "extras": [{"key": "none", "right": both("nobody")}],
}
QUESTIONS = [SINGLE, MULTI, ORDER, SORT, MATCH]


def module(key="b5", questions=None, **more):
    """A module that could be in a file."""
    return copy.deepcopy(
        {
            "key": key,
            "level": "brons",
            "order": 1,
            "minutes": 6,
            "title": both(f"Module {key}"),
            "goal": both("You see it."),
            "intro": both("Now you learn it."),
            "draw": 5,
            "items": QUESTIONS if questions is None else questions,
            **more,
        }
    )
