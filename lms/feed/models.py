"""What the feed keeps for itself: its runs, and the rows that wait to be switched on together.

The waiting rows are written in small transactions, so that nobody who plays is held up, and nothing
else reads them: until the switch nothing of a delivery can be seen, and after it they are gone.
"""

from django.db import models
from django.utils import timezone


class FeedRun(models.Model):
    """One time that a delivery was applied, or begun. A run that was not switched on never happened."""

    day = models.DateField()
    digest = models.CharField(max_length=64)
    began_at = models.DateTimeField(default=timezone.now)
    switched_at = models.DateTimeField(null=True)
    #: How many joiners, movers, leavers…; numbers only.
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.day} ({self.pk})"


class Staged(models.Model):
    """A row that waits. It is found by its run and the number HR knows somebody by."""

    run = models.ForeignKey(FeedRun, on_delete=models.CASCADE, db_index=False, related_name="+")
    hr_number = models.CharField(max_length=20)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["run", "hr_number"], name="%(class)s_of_run")]


class StagedPerson(Staged):
    is_new = models.BooleanField()
    #: HR itself said another language than the time before; otherwise the person's own choice stays.
    language_changed = models.BooleanField()
    #: One that no password fits, for who is new.
    password = models.CharField(max_length=128)
    email = models.EmailField()
    first_name = models.CharField(max_length=80)
    infix = models.CharField(max_length=30, blank=True)
    last_name = models.CharField(max_length=120)
    language = models.CharField(max_length=2)
    engagement = models.CharField(max_length=6)
    agency = models.CharField(max_length=120, blank=True)
    started_on = models.DateField()
    left_on = models.DateField(null=True)


class StagedPost(Staged):
    unit_code = models.CharField(max_length=40)
    role = models.CharField(max_length=8)
    function_group = models.CharField(max_length=80, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)


class StagedAbsence(Staged):
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)


class StagedEnd(Staged):
    """A row, known until now, that is superseded at the switch."""

    class What(models.TextChoices):
        POST = "post"
        ABSENCE = "absence"

    what = models.CharField(max_length=7, choices=What.choices)
    row = models.BigIntegerField()
