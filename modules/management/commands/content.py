from django.core.management.base import BaseCommand, CommandError

from lms import clock
from modules import content_kinds


class Command(BaseCommand):
    help = "Check the content files, or load them: publish on their pages what is new or changed."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["check", "load"])

    def handle(self, *args, what, **options):
        self._check()
        if what == "load":
            self._load()

    def _check(self):
        complaints = [complaint for kind in content_kinds.kinds() for complaint in kind.check()]
        if complaints:
            raise CommandError("\n".join([*complaints, f"{len(complaints)} to mend. Nothing was loaded."]))

    def _load(self):
        for kind in content_kinds.kinds():
            for line in kind.load(clock.today()):
                self.stdout.write(f"{kind.name} {line}")
