from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lms import clock
from lms.feed.words import count
from lms.invitations import inviting


class Command(BaseCommand):
    help = (
        "Invites everybody who was never invited, by mail through the queue; the worker sends them. "
        "Who starts later is written to on their first day. Safe to repeat: nobody gets the same invitation twice."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--batch", type=int, default=inviting.BATCH, help="mails in one task (default: %(default)s)"
        )
        parser.add_argument("--again", action="store_true", help="also who let an earlier invitation expire")
        parser.add_argument("--to", metavar="ADDRESS", help="only this person, also when they were invited already")

    def handle(self, *, batch: int, again: bool, to: str, **options):
        on = clock.today()
        if batch < 1:
            raise CommandError(_("A batch holds at least one mail."))
        if to:
            chosen = list(inviting.may_be_invited(on=on).filter(email=to.lower()))
            if not chosen:
                raise CommandError(_("There is nobody with that address who has no password yet."))
        else:
            waiting = inviting.queue_unsent(on=on, batch=batch)
            chosen = list(inviting.never_invited(on=on).only("started_on"))
            if again:
                chosen += inviting.let_it_expire(on=on).only("started_on")
            if waiting:
                self.stdout.write(_("%(count)s that waited are in the queue again.") % {"count": count(waiting)})
        invited = inviting.invite(chosen, on=on, batch=batch)
        self.stdout.write(_("%(count)s people are invited; the worker sends the mails.") % {"count": count(invited)})
