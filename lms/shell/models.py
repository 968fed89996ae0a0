"""The reporting card: whom to call. Configuration of the organisation, shown on every screen."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel


class ContactPoint(models.Model):
    """One way to get help. Visits to it are never logged."""

    class Kind(models.TextChoices):
        EMERGENCY = "emergency", _("Acute danger")
        REPORTING_POINT = "reporting_point", _("Reporting point")
        MANAGER = "manager", _("Manager")
        CONFIDENTIAL_ADVISER = "confidential_adviser", _("Confidential adviser")
        BUREAU = "bureau", _("Security & Integrity Bureau")
        INCIDENT_DESK = "incident_desk", _("Security incident desk")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name_nl = models.CharField(_("name (Dutch)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    url = models.URLField(_("web page"), blank=True)
    hours_nl = models.CharField(_("opening hours (Dutch)"), max_length=120, blank=True)
    hours_en = models.CharField(_("opening hours (English)"), max_length=120, blank=True)
    note_nl = models.CharField(_("note (Dutch)"), max_length=240, blank=True)
    note_en = models.CharField(_("note (English)"), max_length=240, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("position")]),
        FieldRowPanel([FieldPanel("name_nl"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email"), FieldPanel("url")]),
        FieldRowPanel([FieldPanel("hours_nl"), FieldPanel("hours_en")]),
        FieldRowPanel([FieldPanel("note_nl"), FieldPanel("note_en")]),
    ]

    class Meta:
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name

    def clean(self):
        reachable_by_itself = self.kind == self.Kind.MANAGER
        if not (self.phone or self.email or self.url or reachable_by_itself):
            raise ValidationError(_("Give at least a phone number, an e-mail address or a web page."))

    def _in_language(self, field: str) -> str:
        english = getattr(self, f"{field}_en")
        return english if get_language() == "en" and english else getattr(self, f"{field}_nl")

    @property
    def name(self) -> str:
        return self._in_language("name")

    @property
    def hours(self) -> str:
        return self._in_language("hours")

    @property
    def note(self) -> str:
        return self._in_language("note")
