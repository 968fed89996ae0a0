"""From files to pages: `content load` makes the tree and publishes what is new, as an author would."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.db import transaction
from wagtail.models import Page, Site

from lms.activities.models import digest_of
from modules import content_files
from modules.items.blocks import wrapped
from modules.items.contract import Item
from modules.levels import Level
from modules.module_data import ModuleData
from modules.pages import ContentIndexPage, LevelPage, ModulePage


def load(on: date, folder: Path = content_files.FOLDER) -> Iterator[str]:
    """Load every module, and say in a line for each what happened. `on` is today."""
    modules = [content_files.read(file) for file in content_files.files(folder)]
    index = content_index()
    levels = {level: level_page(index, level) for level in Level}
    for module in modules:
        yield f"{module['key']}: {load_module(module, levels[Level(module['level'])])}"


@transaction.atomic
def load_module(module: ModuleData, parent: LevelPage) -> str:
    """Publish this module on its page. An author's later changes stay until the file itself changes."""
    digest = digest_of(module)
    page = ModulePage.objects.filter(key=module["key"]).first()
    if page and page.file_digest == digest:
        return "unchanged"
    if page is None:
        page = parent.add_child(instance=_filled(ModulePage(live=False, slug=module["key"]), module, digest))
        done = "new"
    else:
        page = _filled(page.get_latest_revision_as_object(), module, digest)
        if not page.is_child_of(parent):
            page.move(parent, pos="last-child")
            page.refresh_from_db(fields=["path", "depth", "url_path"])
        done = "changed"
    page.save_revision().publish()
    return done


def _filled(page: ModulePage, module: ModuleData, digest: str) -> ModulePage:
    for name in ("title", "goal", "intro"):
        for language, text in module[name].items():
            setattr(page, "title" if (name, language) == ("title", "nl") else f"{name}_{language}", text)
    for name in ("key", "order", "minutes", "draw"):
        setattr(page, name, module[name])
    for name in ("art", "source"):
        setattr(page, name, module.get(name, ""))
    page.items = [  # type: ignore[assignment]
        {"type": question["type"], "id": question["key"], "value": wrapped(_without_type(question))}
        for question in module["items"]
    ]
    page.file_digest = digest
    return page


def _without_type(question: Item) -> Item:
    return {name: part for name, part in question.items() if name != "type"}


def content_index() -> ContentIndexPage:
    """The root of the content; Wagtail's own welcome page makes way for it."""
    if index := ContentIndexPage.objects.first():
        return index
    index = Page.get_first_root_node().add_child(
        instance=ContentIndexPage(title="Modules", slug="modules", show_in_menus=False)
    )
    index.save_revision().publish()
    welcome = [site.root_page for site in Site.objects.select_related("root_page")]
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": index, "hostname": "localhost", "site_name": "Weerbaar"}
    )
    for page in welcome:
        if page.specific_class is Page and not page.get_children().exists():
            page.delete()
    return index


def level_page(index: ContentIndexPage, level: Level) -> LevelPage:
    if page := LevelPage.objects.filter(level=level.value).first():
        return page
    page = index.add_child(
        instance=LevelPage(
            title=level.titles["nl"],
            slug=level.value,
            level=level.value,
            promise_nl=level.promises["nl"],
            promise_en=level.promises["en"],
        )
    )
    page.save_revision().publish()
    return page
