"""What a player leaves behind: attempts and their answers. They belong to the person."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.activities.models import AppendOnly
from lms.models import Activity, Edition

ORDERS = 16


class AttemptQuerySet(models.QuerySet):
    def open(self):
        return self.filter(finished_at=None)

    def by(self, employee):
        return self.filter(employee=employee)


class Attempt(models.Model):
    """One time that somebody plays a module, on the edition that was current when they began."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attempts")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    #: The keys of the questions, in the order of play.
    drawn = models.JSONField()
    #: Decides the order of the options on the page.
    seed = models.PositiveIntegerField()
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "activity"],
                condition=Q(finished_at=None),
                name="one_open_attempt_a_module",
            ),
        ]

    @property
    def order(self) -> int:
        """In which of the orders the options of a question are shown; few, so that pages can be kept ready."""
        return self.seed % ORDERS


class Answer(models.Model):
    """What somebody answered. Added and never changed; trying again adds another."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    try_number = models.PositiveSmallIntegerField(default=1)
    response = models.JSONField()
    right = models.BooleanField()
    answered_at = models.DateTimeField(default=timezone.now)

    objects = AppendOnly.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position", "try_number"], name="one_answer_a_try"),
        ]
