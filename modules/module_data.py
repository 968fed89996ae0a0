"""What a module is as plain data: the content of its file, of its edition, and what its page compiles to. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from modules import items
from modules.items.contract import Item, Sentence, gettext_noop
from modules.levels import Level
from modules.shape import both, flag, many, number, one_of, parts, slug, text

ModuleData = Mapping[str, Any]

SCENES = ("scene-bericht", "scene-gesprek", "scene-netwerk", "scene-parkeerplaats", "scene-telefoon")

COMMON = {"key": slug, "type": one_of(*items.FOLDERS), "question": both, "why": both}
COMMON_OPTIONAL = {
    "first": flag,
    "situation": both,
    "message": parts({"from": both, "text": both}, {"about": both}),
    "art": one_of(*SCENES),
    "hint": both,
    "source": text,
}
#: What may go to the page before the answer is stored, besides what the type itself shows.
OPEN_FIELDS = ("key", "type", "question", "situation", "message", "art", "hint")


def item(value: Any, where: str) -> Iterator[str]:
    """The shape of one question, whatever its type."""
    kind = value.get("type") if isinstance(value, Mapping) else None
    if kind not in items.FOLDERS:
        yield from parts(COMMON, COMMON_OPTIONAL)({"type": kind}, where)
        return
    rules = items.marking(kind)
    yield from parts(COMMON | rules.SHAPE, COMMON_OPTIONAL | getattr(rules, "OPTIONAL", {}))(value, where)


MODULE = parts(
    {
        "key": slug,
        "level": one_of(*Level),
        "order": number(1, 99),
        "minutes": number(1, 60),
        "title": both,
        "goal": both,
        "intro": both,
        "draw": number(1, 20),
        "items": many(item),
    },
    {"art": one_of(*SCENES), "source": text},
)


def tidy(value: Any) -> Any:
    """Without empty fields, and with texts that do not depend on how somebody typed them."""
    if isinstance(value, Mapping):
        tidied = {name: tidy(part) for name, part in value.items()}
        return {name: part for name, part in tidied.items() if part not in ("", None, False, {}, [])}
    if isinstance(value, list):
        return [tidy(part) for part in value]
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return value


def problems(module: ModuleData) -> Iterator[Sentence]:
    """What is wrong with the module as a whole; each question has its own `problems`."""
    questions = module.get("items", [])
    if not questions:
        yield Sentence(gettext_noop("Give at least one question."))
    keys = [question["key"] for question in questions]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Sentence(gettext_noop("Two questions have the key “%(key)s”. Give one another key."), key=key)
    openers = sum(1 for question in questions if question.get("first"))
    if openers > module.get("draw", openers):
        yield Sentence(gettext_noop("More questions come first than one attempt plays."))


def shown(question: Item, seed: int, data: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What may go to the page before the answer is stored."""
    common = {name: question[name] for name in OPEN_FIELDS if name in question}
    return common | items.rules(question).shown(question, seed, data or {})


def explained(question: Item, seed: int, response: Any) -> dict[str, Any]:
    """What the page tells when the answer is stored."""
    common = {name: question[name] for name in (*OPEN_FIELDS, "why") if name in question}
    return common | items.rules(question).explained(question, seed, response)


def in_language(value: Any, language: str) -> Any:
    """The same data with each pair of texts replaced by the one in this language."""
    if isinstance(value, Mapping):
        if value and value.keys() <= {"nl", "en"}:
            return value.get(language) or next(iter(value.values()))
        return {name: in_language(part, language) for name, part in value.items()}
    if isinstance(value, list):
        return [in_language(part, language) for part in value]
    return value
