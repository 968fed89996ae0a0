"""Modules as files: `modules/content/<level>/<key>/module.yaml`, both languages side by side.

The fields are those of `module_data.py`. A file
with an unknown field, a missing translation or a question without a right answer is refused with sentences that
say where. Loading goes through the pages, so that authors can go on from there; what did not change is left alone.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from modules import items, module_data
from modules.items.contract import Sentence

FOLDER = Path(__file__).parent / "content"


class NotAModule(ValueError):
    """The file cannot be loaded; the complaints say why."""

    def __init__(self, complaints: list[str]):
        super().__init__("\n".join(complaints))
        self.complaints = complaints


def files(folder: Path = FOLDER) -> list[Path]:
    return sorted(folder.glob("*/*/module.yaml"))


def read(file: Path) -> module_data.ModuleData:
    """The module in the file as plain data, or NotAModule."""
    name = f"{file.parent.parent.name}/{file.parent.name}"
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise NotAModule([f"{name}: this is not YAML in UTF-8: {error}"]) from error
    complaints = list(_complaints(content, name))
    if complaints:
        raise NotAModule(complaints)
    return module_data.tidy(content)


def _complaints(content: Any, name: str) -> Iterator[str]:
    of_shape = list(module_data.MODULE(content, name))
    yield from of_shape
    if of_shape:
        return  # the rest looks at fields that may not be there
    yield from (f"{name}: {_english(problem)}" for problem in module_data.problems(content))
    for question in content["items"]:
        for problem in items.rules(question).problems(question):
            yield f"{name}: items “{question['key']}”: {_english(problem)}"
    if f"{content['level']}/{content['key']}" != name:
        yield f"{name}: the folder and the fields “level” and “key” must say the same."


def _english(sentence: Sentence) -> str:
    return sentence % sentence.values


def check(folder: Path = FOLDER) -> Iterator[str]:
    """Every complaint about every file."""
    for file in files(folder):
        try:
            read(file)
        except NotAModule as refusal:
            yield from refusal.complaints
