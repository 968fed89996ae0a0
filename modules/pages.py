"""What authors write: the index, a page for each level, and the modules beneath it. Both languages side by side.

These pages are never served. Publishing compiles them into editions (see publishing.py), and players see those.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from lms.templatetags.weerbaar import SCENES
from modules import compile, items, module_data, preview
from modules.levels import Level
from modules.sentences import say


def scenes():
    return list(SCENES.items())


def pair(name: str) -> FieldRowPanel:
    """A Dutch field and its English one, beside each other."""
    return FieldRowPanel([FieldPanel(f"{name}_nl"), FieldPanel(f"{name}_en")])


class PlayedPage(Page):
    """A page whose live address is where its edition is played."""

    class Meta:
        abstract = True

    def play_path(self) -> str | None:
        raise NotImplementedError

    def get_url_parts(self, request=None):
        found, path = super().get_url_parts(request), self.play_path()
        return (found[0], settings.WEERBAAR_URL, path) if found and path else None

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return preview.render(request, self.compiled(), mode_name)


class ContentIndexPage(PlayedPage):
    """The root of what is played: its children are the four levels."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["modules.LevelPage"]
    max_count = 1
    preview_modes = []

    class Meta:
        verbose_name = _("content")
        verbose_name_plural = _("content")

    def play_path(self) -> str:
        return reverse("modules:home")


class LevelForm(WagtailAdminPageForm):
    def clean_level(self):
        level = self.cleaned_data["level"]
        if LevelPage.objects.filter(level=level).exclude(pk=self.instance.pk).exists():
            raise ValidationError(gettext("There is a page for this level already."))
        return level


class LevelPage(PlayedPage):
    """One of the four levels: what it is for. Its children are its modules."""

    level = models.CharField(_("level"), max_length=8, choices=[(level.value, level.titles["nl"]) for level in Level])
    promise_nl = models.CharField(
        _("promise (Dutch)"), max_length=200, help_text=_("What somebody can do with this level, in one sentence.")
    )
    promise_en = models.CharField(_("promise (English)"), max_length=200)
    intro_nl = models.TextField(_("introduction (Dutch)"), blank=True)
    intro_en = models.TextField(_("introduction (English)"), blank=True)

    parent_page_types = ["modules.ContentIndexPage"]
    subpage_types = ["modules.ModulePage"]
    max_count = len(Level)
    base_form_class = LevelForm
    content_panels = [*Page.content_panels, FieldPanel("level"), pair("promise"), pair("intro")]
    preview_modes = []

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")

    def play_path(self) -> str | None:
        return reverse("modules:level", args=[self.level]) if self.level else None


class QuestionsBlock(blocks.StreamBlock):
    """The questions of a module, of every type there is."""

    class Meta:
        collapsed = True

    def __init__(self, local_blocks=None, **kwargs):
        types = [(name, items.block(name)()) for name in items.FOLDERS]
        super().__init__([*types, *(local_blocks or [])], **kwargs)


class QuestionsField(StreamField):
    """Questions of every type. Their forms stay out of the migrations: they change no table."""

    def __init__(self, block_types=QuestionsBlock, **kwargs):
        super().__init__(block_types or QuestionsBlock, **kwargs)

    def deconstruct(self):
        name, path, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup")
        return name, path, [], kwargs


class ModuleForm(WagtailAdminPageForm):
    """What must be right before publishing; a draft may be anything."""

    def clean_key(self):
        key = self.cleaned_data["key"]
        if self.instance.first_published_at and key != self.initial["key"]:
            raise ValidationError(gettext("The key stays as it is: results hang on it."))
        return key

    def clean(self):
        cleaned = super().clean()
        if not self.is_deferred_validation and not {"items", "draw"} & self.errors.keys():
            module = {"items": compile.questions(cleaned["items"]), "draw": cleaned["draw"]}
            if problems := [say(problem) for problem in module_data.problems(module)]:
                self.add_error("items", blocks.StreamBlockValidationError(non_block_errors=problems))
        return cleaned


class ModulePage(PlayedPage):
    """A module of five to eight minutes: what it is for, and a pool of questions."""

    key = models.SlugField(
        _("key"), max_length=80, blank=True, help_text=_("The short name in the address, for example b5.")
    )
    title_en = models.CharField(_("title (English)"), max_length=200)
    goal_nl = models.CharField(
        _("goal (Dutch)"), max_length=300, help_text=_("What somebody can do afterwards, in one sentence.")
    )
    goal_en = models.CharField(_("goal (English)"), max_length=300)
    intro_nl = models.TextField(_("introduction (Dutch)"), help_text=_("One or two sentences."))
    intro_en = models.TextField(_("introduction (English)"))
    art = models.CharField(_("drawing"), max_length=40, blank=True, choices=scenes)
    order = models.PositiveSmallIntegerField(
        _("place in the level"), default=1, validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=6, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    draw = models.PositiveSmallIntegerField(
        _("questions in one attempt"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("Drawn from the questions below. Those that are always first come first."),
    )
    source = models.CharField(_("source"), max_length=200, blank=True, help_text=_("For example: BIO2 6.03.02"))
    items = QuestionsField(verbose_name=_("questions"), blank=True)
    #: The file this was loaded from last, so that an author's changes stay until the file itself changes.
    file_digest = models.CharField(max_length=64, blank=True, editable=False)

    parent_page_types = ["modules.LevelPage"]
    subpage_types = []
    exclude_fields_in_copy = ["key", "file_digest"]
    base_form_class = ModuleForm
    content_panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("title"), FieldPanel("title_en")]), pair("goal"), pair("intro")],
            heading=_("What it is for"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("key"), FieldPanel("order"), FieldPanel("minutes"), FieldPanel("draw")]),
                FieldPanel("art"),
                FieldPanel("source"),
            ],
            heading=_("Place and length"),
        ),
        FieldPanel("items"),
    ]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=~Q(key=""),
                name="one_module_a_key",
                violation_error_message=_("Another module has this key."),
            ),
        ]

    def play_path(self) -> str | None:
        return reverse("modules:module", args=[self.key]) if self.key else None

    def compiled(self) -> module_data.ModuleData:
        return compile.module(self)

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return preview.modes(self.compiled())
