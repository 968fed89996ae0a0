"""Stories as files: `scenarios/content/<key>/story.yaml`, both languages side by side.

Loading goes through the pages, so that authors can go on from there; what did not change is left alone. A story for
one directorate comes into the section of that directorate, every other one into the section for everybody.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from wagtail.models import Page

from lms.activities.models import digest_of
from lms.models import OrgUnit
from scenarios.models import ScenarioIndexPage, ScenarioPage, ScenarioSectionPage
from scenarios.story import NotAStory, Story

FOLDER = Path(__file__).parent / "content"


class NotLoadable(ValueError):
    """The file cannot be loaded; the complaints say why."""

    def __init__(self, complaints: list[str]):
        super().__init__("\n".join(complaints))
        self.complaints = complaints


def files(folder: Path = FOLDER) -> list[Path]:
    return sorted(folder.glob("*/story.yaml"))


def check(folder: Path = FOLDER) -> Iterator[str]:
    """Every complaint about every story in the folder. No complaints: all of it can be loaded."""
    for file in files(folder):
        try:
            read(file)
        except NotLoadable as refusal:
            yield from refusal.complaints


def read(file: Path) -> Story:
    """The story in the file, without faults, or NotLoadable."""
    name = file.parent.name
    try:
        story = Story.from_data(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise NotLoadable([f"{name}: this is not YAML in UTF-8: {error}"]) from error
    except NotAStory as refusal:
        raise NotLoadable([f"{name}: {refusal.sentence('en')}"]) from refusal
    complaints = [f"{name}: {problem.sentence('en')}" for problem in story.problems() if problem.is_error]
    if story.key != name:
        complaints.append(f"{name}: the folder has another name than the story’s key, “{story.key}”.")
    if complaints:
        raise NotLoadable(complaints)
    return story


def load(on: date, folder: Path = FOLDER) -> Iterator[str]:
    """Load every story, and say in a line for each what happened."""
    for story in [read(file) for file in files(folder)]:
        yield f"{story.key}: {load_story(story)}"


@transaction.atomic
def load_story(story: Story) -> str:
    """Publish this story on its page. An author's later changes stay until the file itself changes."""
    digest = digest_of(story.to_data())
    page = ScenarioPage.objects.filter(key=story.key).first()
    if page and page.file_digest == digest:
        return "unchanged"
    if page is None:
        page = _section(story).add_child(instance=_filled(ScenarioPage(live=False, slug=story.key), story, digest))
        done = "new"
    else:
        page = _filled(page.get_latest_revision_as_object(), story, digest)
        done = "changed"
    page.save_revision().publish()
    return done


def _filled(page: ScenarioPage, story: Story, digest: str) -> ScenarioPage:
    page.key, page.title, page.title_en = story.key, story.title.nl, story.title.en
    page.story, page.file_digest = _without_what_the_page_decides(story.to_data()), digest
    return page


def _without_what_the_page_decides(data: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in data.items() if name not in {"key", "title"}}


def _section(story: Story) -> ScenarioSectionPage:
    directorate = OrgUnit.objects.filter(code__in=story.audience).first() if len(story.audience) == 1 else None
    section = ScenarioSectionPage.objects.filter(directorate=directorate).first()
    if section is None:
        title = directorate.name if directorate else "Voor iedereen"
        section = _index().add_child(instance=ScenarioSectionPage(title=title, directorate=directorate))
        section.save_revision().publish()
    return section


def _index() -> ScenarioIndexPage:
    index = ScenarioIndexPage.objects.first()
    if index is None:
        index = Page.get_first_root_node().add_child(instance=ScenarioIndexPage(title="Scenario’s", slug="scenarios"))
        index.save_revision().publish()
    return index
