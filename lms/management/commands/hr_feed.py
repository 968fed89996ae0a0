from datetime import date
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lms import clock
from lms.feed import apply, folder, known, words
from lms.feed.models import FeedRun
from lms.feed.parse import NotADelivery
from lms.feed.plan import Kind, Plan, plan
from lms.invitations import inviting


class Command(BaseCommand):
    help = (
        "Reads a delivery from HR and shows what it changes; --apply carries that out. "
        "The folder holds hr-units-DAY.csv, hr-people-DAY.csv and hr-absences-DAY.csv."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--delivery", type=date.fromisoformat, required=True, metavar="DAY", help="2026-11-02")
        parser.add_argument("--apply", action="store_true", help="carry out what is shown")
        parser.add_argument(
            "--confirm-mass-change", action="store_true", help="somebody looked, and so many changes at once are right"
        )
        parser.add_argument("--invite", action="store_true", help="with --apply: send the joiners an invitation")
        parser.add_argument("--all", action="store_true", help="show every line, not the first ten of each kind")

    def handle(self, *, folder: Path, delivery: date, all: bool, **options):
        self.began = monotonic()
        try:
            planned = self._plan(folder, delivery)
        except NotADelivery as no:
            raise CommandError(words.refusal(no.reason)) from None
        for line in words.preview(planned, None if all else 10):
            self.stdout.write(line)
        self.stdout.write("")
        if planned.is_mass_change(settings.FEED_BRAKE_SHARE) and not options["confirm_mass_change"]:
            raise CommandError(words.brake(planned, settings.FEED_BRAKE_SHARE))
        if options["apply"]:
            self._apply(planned)
            if options["invite"]:
                self._invite(planned)
        else:
            self.stdout.write(_("Nothing was changed. Add --apply to carry this out."))

    def _plan(self, path: Path, day: date) -> Plan:
        last = FeedRun.objects.exclude(switched_at=None).order_by("-day").first()
        if last and day < last.day:
            raise NotADelivery("older", last=last.day)
        return plan(known.read(), folder.read(path, day))

    def _apply(self, planned: Plan):
        on = clock.today()
        if planned.changes_nothing:
            self.stdout.write(_("This delivery changes nothing."))
            # A crash after the switch may have left obligations to work out.
            written = apply.work_off(on=on, progress=self._progress)
        else:
            try:
                written = apply.apply(planned, on=on, progress=self._progress)
            except apply.ChangedMeanwhile:
                raise CommandError(
                    _("Something else changed these people meanwhile. Nothing was applied; start again.")
                ) from None
        self.stdout.write(
            _("Done in %(seconds)s seconds; %(rows)s obligations were written.")
            % {"seconds": words.count(round(monotonic() - self.began)), "rows": words.count(written.total)}
        )

    def _invite(self, planned: Plan):
        """The joiners of this delivery. If this stops half-way, `send_invitations` invites the others."""
        on = clock.today()
        numbers = {change.person.number for change in planned.of(Kind.JOINER)}
        joiners = [one for one in inviting.never_invited(on=on).exclude(hr_number=None) if one.hr_number in numbers]
        invited = inviting.invite(joiners, on=on)
        self.stdout.write(
            _("%(count)s people are invited; the worker sends the mails.") % {"count": words.count(invited)}
        )

    def _progress(self, stage: str, done: int, of: int):
        """One line for each stage; on a screen it counts along."""
        if done < of and not self.stdout.isatty():
            return
        line = f"{words.STAGES[stage]}: {words.count(done)} / {words.count(of)}"
        self.stdout.write(f"\r{line}" if self.stdout.isatty() else line, ending="" if done < of else "\n")
        self.stdout.flush()
