"""What templates, drawings and style sheets promise each other."""

import re
from pathlib import Path

import pytest

from lms.templatetags.weerbaar import SCENES, icon_names

HOME = Path(__file__).resolve().parents[2]
APPS = ("lms", "modules", "scenarios", "badges", "analytics")
TEMPLATES = sorted(path for app in APPS for path in (HOME / app / "templates").rglob("*.html"))
STYLE_SHEETS = sorted(path for app in APPS for path in (HOME / app / "static").rglob("*.css"))
DRAWINGS = sorted((HOME / "lms/static/lms/art").glob("*.svg"))

#: Markers for scripts and readers of the code; nothing is drawn differently for them.
HOOKS = {"wb-question__title"}

by_name = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(HOME)))


@by_name
def test_nothing_stands_inline_that_the_content_security_policy_refuses(path):
    template = path.read_text(encoding="utf-8")
    assert not re.search(r'\sstyle="|<style|\son[a-z]+="|javascript:', template)
    for script in re.findall(r"<script[^>]*>", template):
        assert "src=" in script or 'type="application/json"' in script


@by_name
def test_every_icon_exists(path):
    named = set(re.findall(r'{% icon "([^"]+)"', path.read_text(encoding="utf-8")))
    assert named <= icon_names()


def test_every_class_has_a_rule():
    styled = {name for path in STYLE_SHEETS for name in re.findall(r"\.(wb-[\w-]+)", path.read_text(encoding="utf-8"))}
    used = {name for path in TEMPLATES for name in re.findall(r"\bwb-[\w-]+", path.read_text(encoding="utf-8"))}
    complete = {name for name in used if not name.endswith("-") and not name.startswith(("wb-art-", "wb-level-"))}
    modified = {name.split("--")[0] for name in styled}
    assert complete - styled - modified - HOOKS == set()


def test_every_token_has_a_value():
    sheets = "\n".join(path.read_text(encoding="utf-8") for path in (*STYLE_SHEETS, *DRAWINGS, *TEMPLATES))
    valued = set(re.findall(r"(--(?:wb|basis)-[\w-]+)\s*:", sheets))
    assert set(re.findall(r"var\((--(?:wb|basis)-[\w-]+)\)", sheets)) <= valued


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_can_stand_on_a_page_twice(path):
    drawing = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|<script|<image|<text|url\(", drawing)
    if path.stem != "icons":
        assert not re.search(r"\sid=", drawing)


def test_every_scene_is_described():
    assert {path.stem for path in DRAWINGS if path.stem.startswith("scene-")} == set(SCENES)
