"""What is installed is exactly what was chosen, wherever it is fetched from."""

import json
import re
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
LOCKS = sorted((HOME / "requirements").glob("*.txt"))
#: Whatever a mirror of a registry is called, its address begins like this.
ADDRESS = re.compile(r"https?://|git\+|file:")


def pins(lock: Path) -> dict[str, set[str]]:
    """Package -> the versions pinned (more than one where Pythons differ)."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.\[\],-]+)==([^\s;]+)", lock.read_text(), re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pinned_package_has_its_digests(lock: Path):
    blocks = re.split(r"\n(?=\S)", lock.read_text().replace("\n#", "\n #"))
    assert pins(lock)
    assert [block for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_registry(lock: Path):
    assert ADDRESS.findall(lock.read_text()) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_all_that_is_asked_for_is_pinned(lock: Path):
    asked = re.findall(r"^(\w[\w-]*)", lock.with_suffix(".in").read_text(), re.MULTILINE)
    assert set(asked) <= pins(lock).keys()


def test_developers_run_what_the_site_runs():
    site, developers = pins(HOME / "requirements/base.txt"), pins(HOME / "requirements/dev.txt")
    assert {name: developers.get(name) for name in site} == site


def test_the_npm_lock_has_digests_and_no_addresses():
    packages = json.loads((HOME / "package-lock.json").read_text())["packages"]
    installed = {name: package for name, package in packages.items() if name}
    assert [name for name, package in installed.items() if "integrity" not in package] == []
    assert [name for name, package in installed.items() if "resolved" in package] == []
