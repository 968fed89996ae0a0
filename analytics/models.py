"""The figures as they were on a day. Analytics owns no learning data, only these counts."""

from django.db import models


class Snapshot(models.Model):
    """How many people stood how for a requirement on a day, in a unit with everything below it then.

    Written once and never changed: the figure that was reported on that day stays what it was, also
    when units move or facts are corrected later.
    """

    day = models.DateField()
    unit = models.ForeignKey("lms.OrgUnit", on_delete=models.CASCADE, related_name="+")
    requirement = models.ForeignKey("lms.Requirement", on_delete=models.CASCADE, related_name="+")
    counted = models.PositiveIntegerField()
    met = models.PositiveIntegerField()
    late = models.PositiveIntegerField()
    excluded = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "requirement", "day"], name="one_snapshot_a_day"),
        ]
        indexes = [models.Index(fields=["day"], name="snapshots_of_a_day")]

    def __str__(self):
        return f"{self.day}: {self.met} of {self.counted}"
