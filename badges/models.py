"""What has been awarded. The ledger decides; an award remembers since when."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from badges.badges import Badge

#: So long an award is called new.
NEW_FOR = timedelta(days=7)


class BadgeChoice(models.TextChoices):
    BRONZE = Badge.BRONZE.value, _("Bronze")
    SILVER = Badge.SILVER.value, _("Silver")
    GOLD = Badge.GOLD.value, _("Gold")
    DIAMOND = Badge.DIAMOND.value, _("Diamond")
    FIRST_APPROACH = Badge.FIRST_APPROACH.value, _("First approach")


class AwardQuerySet(models.QuerySet):
    def standing(self):
        """Those that count today."""
        return self.filter(withdrawn_on=None)


class Award(models.Model):
    """A badge that somebody has. When the ledger takes back what earned it, the award stays and says since when."""

    employee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="awards")
    badge = models.CharField(max_length=20, choices=BadgeChoice.choices)
    day = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employee", "badge"], name="one_award_a_badge")]

    def is_new(self, *, on: date) -> bool:
        return on - self.day < NEW_FOR
