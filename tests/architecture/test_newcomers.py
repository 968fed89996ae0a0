"""A newcomer can do what the words say."""

import os
import re
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
COMMANDS = set(re.findall(r"^([a-z-]+):.*## ", (HOME / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_each_make_command_in_the_words_exists(name: str):
    named = set(re.findall(r"`(?:\w+=\S+ )*make ([a-z-]+)", (HOME / name).read_text()))
    assert named <= COMMANDS


@pytest.mark.parametrize("script", [*sorted((HOME / "bin").iterdir()), HOME / ".ci/run"], ids=lambda path: path.name)
def test_each_script_can_be_run(script: Path):
    assert os.access(script, os.X_OK)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_links_to_files_lead_somewhere(name: str):
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", (HOME / name).read_text())
    assert [target for target in targets if not (HOME / target).exists()] == []
