from datetime import date

from django.core.management.base import BaseCommand, CommandError

from analytics import snapshots
from lms import clock


class Command(BaseCommand):
    help = (
        "Keeps the figures of a day, per unit and requirement. A day that was kept before stays as it is. "
        "For a past day they are worked out from what is known now."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--on", type=date.fromisoformat, nargs="+", help="one or more days (default: today), as 2026-10-31"
        )

    def handle(self, *, on, **options):
        today = clock.today()
        days = [on] if isinstance(on, date) else on or [today]
        if any(day > today for day in days):
            raise CommandError("A day that is still to come has no figures.")
        self.stdout.write(f"{snapshots.take_all(days, today=today)} figures kept.")
