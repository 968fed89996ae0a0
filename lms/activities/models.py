"""What can be completed, the exact text that was played, and what was completed."""

import hashlib
import json
from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class ActivityQuerySet(models.QuerySet):
    def published(self):
        return self.exclude(current_edition=None)

    def of_kind(self, *kinds):
        return self.filter(kind__in=kinds)


class Activity(models.Model):
    """Something that can be completed, apart from the page that teaches it."""

    class Kind(models.TextChoices):
        LEVEL = "level", _("Level")
        MODULE = "module", _("Module")
        SCENARIO = "scenario", _("Scenario")
        SESSION = "session", _("Session")
        EXTERNAL = "external", _("External course")

    key = models.SlugField(_("key"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    title_nl = models.CharField(_("title (Dutch)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=5)
    #: A module is part of its level.
    part_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="contents", verbose_name=_("part of")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    #: The units (and below) it is meant for; none means everybody.
    meant_for = models.ManyToManyField("lms.OrgUnit", blank=True, related_name="+", verbose_name=_("meant for"))
    #: What is played now; empty before publishing and after withdrawing.
    current_edition = models.ForeignKey(
        "lms.Edition", null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    #: The day on which it could be done for the first time. A requirement cannot ask for it earlier.
    available_from = models.DateField(_("available from"), null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["kind", "position", "key"]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        return self.title_en if get_language() == "en" and self.title_en else self.title_nl


class AppendOnly(models.QuerySet):
    """Rows are added and never changed; the database agrees that this is all there is to it."""

    def update(self, **fields):
        raise TypeError(f"{self.model.__name__} rows are never changed.")

    def bulk_update(self, objs, fields, batch_size=None):
        raise TypeError(f"{self.model.__name__} rows are never changed.")

    def delete(self):
        raise TypeError(f"{self.model.__name__} rows are not deleted this way; retention rules do that.")


class Edition(models.Model):
    """The compiled, immutable content of one activity, as it is played."""

    class Impact(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        IMPROVEMENT = "improvement", _("Improvement")
        MATERIAL = "material", _("Material change")

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    data = models.JSONField()
    digest = models.CharField(max_length=64)
    impact = models.CharField(max_length=11, choices=Impact.choices, default=Impact.IMPROVEMENT)
    source_revision = models.CharField(max_length=40, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)

    objects = AppendOnly.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="one_edition_a_number")]

    def __str__(self):
        return f"{self.activity_id} #{self.number}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("An edition is never changed. Publish a new one.")
        super().save(*args, **kwargs)


def digest_of(data: object) -> str:
    """SHA-256 over the data's canonical JSON: the same content gives the same digest."""
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


class CompletionQuerySet(AppendOnly):
    def standing(self):
        """Those that count: not a correction, and not corrected away."""
        return self.filter(revokes=None, revoked_by=None)

    def by(self, employee):
        return self.filter(employee=employee)

    def until(self, day: date):
        return self.filter(day__lte=day)


class Completion(models.Model):
    """One line of the ledger. A correction is a new line that revokes an old one."""

    class Source(models.TextChoices):
        PLAYED = "played", _("Played")
        SESSION = "session", _("Session")
        IMPORT = "import", _("Import")
        EQUIVALENCE = "equivalence", _("Equivalence")

    employee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="completions")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="completions")
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    source = models.CharField(max_length=11, choices=Source.choices, default=Source.PLAYED)
    #: What it came from (an attempt, a line of an import): the same reference counts once.
    reference = models.CharField(max_length=80, blank=True)
    revokes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="revoked_by")
    reason = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = CompletionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["employee", "activity", "day"], name="ledger_of_employee")]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "activity", "day", "source", "reference"],
                condition=models.Q(revokes=None),
                name="one_completion_a_reference_and_day",
            ),
        ]

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("A completion is never changed. Revoke it with a reason.")
        super().save(*args, **kwargs)
