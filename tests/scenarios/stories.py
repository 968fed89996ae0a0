"""Small stories for the tests: one about Robin at the gym, and any number of made-up ones."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from scenarios.story import WAY_OUT, Story

Data = dict[str, Any]


def both(text: str) -> dict[str, str]:
    """The same words in both languages: enough where the words do not matter."""
    return {"nl": text, "en": text}


def choice(key: str, to: str, **more: Any) -> Data:
    """A choice that lacks nothing."""
    words = {"text": both(f"Ik kies {key}."), "trail": both(f"Je koos {key}."), "why": both(f"Dit was {key}.")}
    return {"key": key, "kind": "say", "to": to, "weight": "understandable", **words, **more}


def scene(title: str, *choices: Data, **more: Any) -> Data:
    """A scene in which Robin says something."""
    lines = [{"who": "robin", "text": both("Help je me even?")}]
    return {"title": both(title), "mode": "chat", "with": "robin", "lines": lines, "choices": list(choices), **more}


def ending(key: str, title: str) -> Data:
    return {"title": both(title), "ending": {"key": key, "title": both(title), "text": both("Zo liep het af.")}}


def story(start: str, scenes: dict[str, Data], **more: Any) -> Data:
    """A whole story around these scenes; reporting goes through the scene `report`."""
    return {
        "key": "robin",
        "title": both("Robin"),
        "summary": both("Robin vraagt iets."),
        "minimum_decisions": 1,
        "you": both("Je bent Noor."),
        "cast": {"robin": {"name": "Robin de Wit", "about": both("Van de sportschool")}},
        "variables": {"risk": {"min": 0, "max": 10, "start": 1}, "grip": {"min": 0, "max": 10, "start": 6}},
        "start": start,
        "report_scene": "report",
        "scenes": {
            **scenes,
            "report": scene(
                "Melden",
                choice("call", "reported", kind="report", dimensions={"report": 1}),
                choice("write", "reported", kind="report", dimensions={"record": 1}),
            ),
            "reported": ending("stopped", "Gestopt en gemeld"),
        },
        "debrief": {
            "turning_point": start,
            "remember": [both("Een kleine vraag.")],
            "say": both("Dat doe ik niet."),
            "experts": both("Zij bellen meteen."),
            "team_question": both("Wie bel jij?"),
        },
        "audience": "all",
        **more,
    }


def gym() -> Data:
    """Robin asks Noor about her work, pays for her, and then asks to look up a number plate.

    Only who took the gift can own up to it, and only who told about her work hears of it again.
    """
    told = {"who": "robin", "text": both("Jij kunt toch kentekens opzoeken?"), "if": [{"var": "told", "is": 1}]}
    asks = {"who": "robin", "text": both("Alleen dat kenteken."), "at": "20.02"}
    scenes = {
        "gym": scene(
            "De sportschool",
            choice("vague", "gift", weight="strong", effects={"grip": 1}, dimensions={"recognise": 1}),
            choice("tell", "gift", effects={"risk": 4, "set": {"told": 1}}, dimensions={"recognise": -1}),
        ),
        "gift": scene(
            "De gunst",
            choice("pay", "question", weight="strong", effects={"grip": 1}, dimensions={"refuse": 1}),
            choice("accept", "question", effects={"risk": 8, "grip": -9, "set": {"accepted": 1}}),
        ),
        "question": scene(
            "De kleine vraag",
            choice("refuse", "early", weight="strong", dimensions={"refuse": 2, "record": 1}),
            choice("look", "silent", weight="risky", effects={"risk": 3}, dimensions={"refuse": -2}),
            choice("own-up", "late", **{"if": [{"var": "accepted", "is": 1}]}, dimensions={"report": 2}),
            lines=[told, asks],
        ),
        "early": ending("early", "Vroeg gemeld"),
        "late": ending("late", "Laat, maar gemeld"),
        "silent": ending("silent", "Stil gebleven"),
    }
    data = story("gym", scenes, minimum_decisions=3)
    for flag in ("told", "accepted"):
        data["variables"][flag] = {"min": 0, "max": 1, "start": 0}
    data["debrief"]["turning_point"] = "question"
    return data


# --- Any story ------------------------------------------------------------------------------

FLAGS = {"asked": {"min": 0, "max": 2, "start": 0}, "owed": {"min": -1, "max": 1, "start": 1}}
COMPARED = {"asked": (0, 1, 2), "owed": (-1, 0, 1), "risk": (0, 1, 4, 10)}
CONDITIONS = [
    {"var": name, comparison: value}
    for name, values in COMPARED.items()
    for comparison in ("is", "not", "at_least", "at_most")
    for value in values
]
# Little, so that a story has few enough situations to play each one by hand.
EFFECTS: list[Data] = [
    *({"asked": amount} for amount in (-2, -1, 1, 2)),
    *({"owed": amount} for amount in (-2, 1)),
    *({"set": {"asked": value}} for value in (-3, 0, 1, 3)),
    *({"risk": 3, "owed": -1}, {"risk": -9}, {"grip": 9, "set": {"owed": 1}}),
]


@st.composite
def stories(draw: st.DrawFn, loops: bool = True) -> Data:
    """Stories of up to five scenes, with conditions; about half of them can trap nobody.

    All that an author has to write is there, so that only where the story goes can be wrong.
    """
    count, ends, open_road = draw(st.integers(1, 5)), draw(st.integers(1, 2)), draw(st.booleans())
    keys = [f"scene-{n}" for n in range(count)] + [f"end-{n}" for n in range(ends)]
    scenes: dict[str, Data] = {}
    for n in range(count):
        targets = [*(keys if loops else keys[n + 1 :]), "report"]
        choices = []
        for number in range(draw(st.integers(2, 3))):
            onward = open_road and number == 0
            to = keys[n + 1] if onward else draw(st.sampled_from(targets))
            wanted = [] if onward else draw(st.sampled_from([[], *([condition] for condition in CONDITIONS)]))
            added = draw(st.sampled_from([{}, *EFFECTS]))
            choices.append(choice(f"choice-{number}", to, effects=added, **{"if": wanted}))
        scenes[keys[n]] = scene(f"Scène {n}", *choices)
    for key in keys[count:]:
        scenes[key] = ending(key, f"Einde {key}")
    data = story(keys[0], scenes)
    data["variables"].update(FLAGS)
    return data


def drafts() -> st.SearchStrategy[Any]:
    """Half-written, damaged and nonsensical stories, in roughly the right form."""
    scalars = st.none() | st.booleans() | st.integers(-12, 12) | st.floats() | st.text(max_size=5)
    junk = scalars | st.lists(scalars, max_size=2) | st.dictionaries(st.text(max_size=3), scalars, max_size=2)
    names = st.sampled_from(["a", "b", "risk", "grip", "", WAY_OUT, "set", "all"])
    scene_keys = st.sampled_from(["a", "a", "b", "b", "c", ""])
    number = st.integers(-12, 12)
    texts = st.sampled_from([{}, {"nl": "Ja"}, {"en": "Yes"}, {"nl": "Ja", "en": "Yes"}, "Ja", None])
    numbers = st.dictionaries(names.filter(lambda name: name not in ("", "set")), number, max_size=2)
    wanted = st.lists(
        st.fixed_dictionaries({"var": names}, optional={"is": number, "not": number, "at_least": number}), max_size=2
    )
    odd = {"odd": junk, "note": st.sampled_from(["", [], None])}
    choices = st.fixed_dictionaries(
        {"to": scene_keys, "key": names},
        optional={
            "if": wanted,
            "text": texts,
            "trail": texts,
            "why": texts,
            "kind": names,
            "weight": names,
            "effects": numbers | st.fixed_dictionaries({"set": numbers}),
            "dimensions": numbers,
            **odd,
        },
    )
    lines = st.fixed_dictionaries({}, optional={"who": names, "text": texts, "if": wanted, "at": names, **odd})
    endings = st.fixed_dictionaries({}, optional={"key": names, "title": texts, "text": texts, **odd})
    scenes = st.fixed_dictionaries(
        {"choices": st.lists(choices, max_size=3)},
        optional={
            "title": texts,
            "mode": names,
            "with": names,
            "phase": names,
            "when": texts,
            "lines": st.lists(lines, max_size=2),
            "ending": endings | st.none(),
            **odd,
        },
    )
    variables = st.fixed_dictionaries({}, optional={"min": number, "max": number, "start": number})
    named = names.filter(bool)
    whole = st.fixed_dictionaries(
        {
            "start": scene_keys,
            "scenes": st.dictionaries(scene_keys.filter(bool), scenes | st.none(), min_size=1, max_size=3),
        },
        optional={
            "key": names,
            "title": texts,
            "minimum_decisions": number,
            "report_scene": scene_keys,
            "audience": names | st.lists(names, max_size=2),
            "approach_types": st.lists(names, max_size=2),
            "cast": st.dictionaries(named, st.fixed_dictionaries({}, optional={"name": names, **odd}), max_size=2),
            "variables": st.dictionaries(named, variables, max_size=3),
            "debrief": st.fixed_dictionaries({}, optional={"turning_point": names, "say": texts, **odd}),
            **odd,
        },
    )
    damaged = st.builds(lambda data, name, put: {**data, name: put}, whole, st.sampled_from(Story.KNOWN), junk)
    mostly_whole = [whole] * 8 + [damaged, junk]
    return st.integers(0, 9).flatmap(lambda kind: mostly_whole[kind])
