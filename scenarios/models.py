"""The pages that stories are written in, and the playing of them.

A playthrough stores its choices; where the player is, follows from the story. That it came to an ending is written
down with the choice that led there, so that lists need not walk every run.
"""

import uuid
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page

from lms.models import Activity, Edition, OrgUnit
from lms.templatetags.weerbaar import SCENES
from scenarios.editing import ScenarioForm
from scenarios.screen import opening
from scenarios.story import Story
from scenarios.story_parts import EVERYONE


class ScenarioIndexPage(Page):
    """Where the stories live in the admin; their readers find them at /scenarios/."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["scenarios.ScenarioSectionPage"]
    max_count = 1
    preview_modes: list = []

    class Meta:
        verbose_name = _("index of scenarios")
        verbose_name_plural = _("indexes of scenarios")

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple | None:
        return _at(self, request, reverse("scenarios:list"))


class ScenarioSectionPage(Page):
    """The stories of one directorate, or those for everybody. Permissions are given here, and hold below."""

    directorate = models.ForeignKey(
        OrgUnit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind": OrgUnit.Kind.DIRECTORATE},
        verbose_name=_("directorate"),
        help_text=_("Nothing chosen: each story says itself whom it is for."),
    )

    content_panels = [*Page.content_panels, FieldPanel("directorate")]
    promote_panels = []
    parent_page_types = ["scenarios.ScenarioIndexPage"]
    subpage_types = ["scenarios.ScenarioPage"]
    preview_modes: list = []

    class Meta:
        verbose_name = _("section of scenarios")
        verbose_name_plural = _("sections of scenarios")

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple | None:
        return _at(self, request, reverse("scenarios:list"))


class ScenarioPage(Page):
    """One story, as its author writes it. Publishing compiles it into the edition that is played."""

    key = models.SlugField(
        _("key"), max_length=80, blank=True, help_text=_("The word in the address. It stays when the title changes.")
    )
    title_en = models.CharField(_("title (English)"), max_length=200)
    story = models.JSONField(_("story"), default=dict)
    #: The file this was loaded from last, so that an author's changes stay until the file itself changes.
    file_digest = models.CharField(max_length=64, blank=True, editable=False)

    content_panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("title_en")]),
        FieldPanel("key"),
        FieldPanel("story"),
    ]
    promote_panels = []
    parent_page_types = ["scenarios.ScenarioSectionPage"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = ["key", "file_digest"]
    base_form_class = ScenarioForm

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=~Q(key=""),
                name="one_scenario_a_key",
                violation_error_message=_("Another scenario has this key."),
            ),
        ]

    def save(self, clean: bool = True, **kwargs: Any) -> None:
        """What is live can be played: it has no faults left."""
        if clean and self.live and (faults := list(self.faults())):
            raise ValidationError({"story": faults})
        super().save(clean=clean, **kwargs)

    @cached_property
    def section(self) -> ScenarioSectionPage | None:
        """Where it stands; for a page that is still being made, the form says where it will stand."""
        parent = self.get_parent() if self.path else None
        return parent.specific if parent else None

    def story_as_published(self) -> Story:
        """The story with what the page itself decides: its key, its titles, and for whom it is."""
        decided = {"key": self.key, "title": {"nl": self.title, "en": self.title_en}}
        if self.section and self.section.directorate:
            decided["audience"] = [self.section.directorate.code]
        return Story.from_data({**self.story, **decided})

    def audience(self) -> list[OrgUnit]:
        """The units whose people it is meant for; none means everybody."""
        story = self.story_as_published()
        return [] if story.for_everyone else list(OrgUnit.objects.filter(code__in=story.audience))

    def faults(self) -> Iterator[str]:
        """What keeps it from being published, in sentences."""
        story = self.story_as_published()
        language = get_language() or settings.LANGUAGE_CODE
        yield from (problem.sentence(language) for problem in story.problems() if problem.is_error)
        if not self.key:
            yield gettext("Give the scenario a key: the word in its address.")
        if Activity.objects.filter(key=self.key).exclude(kind=Activity.Kind.SCENARIO).exists():
            yield gettext("Another activity has this key already: choose another one.")
        for art in sorted(pictures_of(story) - SCENES.keys()):
            known = ", ".join(SCENES)
            yield gettext("There is no picture “%(art)s”. Choose from: %(known)s.") % {"art": art, "known": known}
        units = {unit.code for unit in self.audience()}
        for code in story.audience:
            if code not in {*units, EVERYONE}:
                yield gettext("There is no unit with the code “%(code)s”.") % {"code": code}

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple | None:
        return _at(self, request, reverse("scenarios:intro", args=[self.key]) if self.key else None)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page that the story opens with, and everything that is still wrong with it."""
        story, language = self.story_as_published(), get_language() or settings.LANGUAGE_CODE
        tips = [problem.sentence(language) for problem in story.problems() if not problem.is_error]
        told = {"opening": opening(story, language), "errors": list(self.faults()), "tips": tips}
        return render(request, "scenarios/preview.html", told)


def pictures_of(story: Story) -> set[str]:
    """The names of every picture that the story shows."""
    return {art for art in (story.art, *(scene.art for scene in story.scenes.values())) if art}


def _at(page: Page, request: HttpRequest | None, path: str | None) -> tuple | None:
    """Readers come by our own addresses: Wagtail's pages are for writing."""
    site = Page.get_url_parts(page, request)
    return (site[0] if site else None, settings.WEERBAAR_URL, path) if path else None


class PlaythroughQuerySet(models.QuerySet):
    def of(self, employee):
        return self.filter(employee=employee)

    def open(self):
        return self.filter(ended_at=None)

    def ended(self):
        return self.exclude(ended_at=None)

    def with_activity(self):
        """With what it is a run of. The story itself comes from the cache of parsed ones."""
        return self.select_related("activity", "edition").defer("edition__data")


class Playthrough(models.Model):
    """One run of one person through a story, pinned to the edition that it began on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="playthroughs")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="playthroughs")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    #: When an ending was reached, and which.
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=80, blank=True)
    #: The first run of a series: this one began halfway, with the choices of that run up to there.
    replay_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replays")

    objects = PlaythroughQuerySet.as_manager()

    class Meta:
        constraints = [
            # Two clicks on “Start” are one beginning.
            models.UniqueConstraint(
                fields=["employee", "activity"],
                condition=Q(ended_at=None, replay_of=None),
                name="one_open_playthrough_a_scenario",
            ),
            models.UniqueConstraint(
                fields=["replay_of"],
                condition=Q(ended_at=None) & ~Q(replay_of=None),
                name="one_open_replay_a_playthrough",
            ),
        ]
        indexes = [models.Index(fields=["employee", "activity"], name="playthroughs_of_employee")]

    def get_absolute_url(self) -> str:
        return reverse("scenarios:play", args=[self.pk])


class Decision(models.Model):
    """One choice that was made. The turn says which one it was, so that no two tabs make the same one."""

    playthrough = models.ForeignKey(Playthrough, on_delete=models.CASCADE, related_name="decisions")
    turn = models.PositiveSmallIntegerField()
    choice = models.CharField(max_length=80)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["playthrough", "turn"], name="one_decision_a_turn")]
        ordering = ["turn"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A decision is never changed. Play again instead.")
        super().save(*args, **kwargs)
