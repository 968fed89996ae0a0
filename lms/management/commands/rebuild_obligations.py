from datetime import date, timedelta

from django.core.management.base import BaseCommand, CommandError

from lms import clock
from lms.duties import projection

COMING_DAYS = (0, 1, 7, 30, 90, 365)


class Command(BaseCommand):
    help = "Works out again where everybody stands; --check only compares, for today and for coming days."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="compare with the rule and change nothing that stays")
        parser.add_argument("--on", type=date.fromisoformat, help="the day (default: today)")

    def handle(self, *, check, on, verbosity, **options):
        on = on or clock.today()
        if check:
            return self._check(on)
        written = projection.project_all(on=on, progress=self._progress if verbosity else lambda *_: None)
        self.stdout.write(f"{written.added} added, {written.changed} changed, {written.removed} removed.")

    def _progress(self, done, of):
        self.stdout.write(f"\r{done} of {of} people", ending="" if done < of else "\n")
        self.stdout.flush()

    def _check(self, on: date):
        differences = list(projection.differences(on=on))
        for days in COMING_DAYS[1:]:
            differences += projection.differences_after_waiting(on=on, until=on + timedelta(days=days))
        for difference in differences[:20]:
            self.stderr.write(difference)
        if differences:
            raise CommandError(f"{len(differences)} rows differ from the rule. Run rebuild_obligations.")
        self.stdout.write(f"Every row agrees with the rule, on {on} and {COMING_DAYS[-1]} days ahead.")
