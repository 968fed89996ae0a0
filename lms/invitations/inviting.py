"""Inviting people for their first sign-in, and letting them in."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from smtplib import SMTPException
from typing import TypeVar

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from lms import clock
from lms.invitations.models import Invitation, digest_of, new_token
from lms.people.models import Employee

T = TypeVar("T")

#: How many people one task in the queue writes to.
BATCH = 50


class MailNotSent(Exception):
    """Some of a batch could not be sent; they wait for the next time."""


def may_be_invited(*, on: date) -> QuerySet[Employee]:
    """Everybody without a password who works here, or will."""
    stays = Employee.objects.filter(Q(left_on=None) | Q(left_on__gte=on))
    return stays.filter(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)


def never_invited(*, on: date) -> QuerySet[Employee]:
    return may_be_invited(on=on).filter(~Exists(Invitation.objects.filter(employee=OuterRef("pk"))))


def let_it_expire(*, on: date) -> QuerySet[Employee]:
    """Those who were invited and did not come."""
    invited = Invitation.objects.filter(employee=OuterRef("pk"))
    return may_be_invited(on=on).filter(Exists(invited), ~Exists(invited.live().filter(expires_on__gte=on)))


def invite(employees: Iterable[Employee], *, on: date, batch: int = BATCH) -> int:
    """Give each of these people a new link, by mail. Their older links do not work any more.

    Who starts later gets it on their first day: before that they could not come in.
    """
    invited = {employee.pk: employee for employee in employees}
    for chunk in _batches(list(invited.values()), batch):
        _invite(chunk, on)
    return len(invited)


@transaction.atomic
def _invite(employees: Sequence[Employee], on: date) -> None:
    Invitation.objects.live().filter(employee__in=employees).update(withdrawn_at=timezone.now())
    days = timedelta(days=settings.INVITATION_DAYS)
    made = Invitation.objects.bulk_create(
        [Invitation(employee=employee, expires_on=max(on, employee.started_on) + days) for employee in employees]
    )
    _queue([invitation.pk for invitation in made])


def queue_unsent(*, on: date, batch: int = BATCH) -> int:
    """Queue whom nothing was sent yet: their first day came, or the mail server was away. Run daily."""
    ids = list(Invitation.objects.unsent(on=on).order_by("pk").values_list("pk", flat=True))
    for chunk in _batches(ids, batch):
        _queue(chunk)
    return len(ids)


def _queue(invitation_ids: Sequence[int]) -> None:
    transaction.on_commit(lambda: send_batch.enqueue(list(invitation_ids)))


def _batches(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


@task(queue_name="mail")
def send_batch(invitation_ids: list[int]) -> int:
    """The worker sends one batch. Returns how many mails went out."""
    return send(invitation_ids, on=clock.today())


@task(queue_name="mail")
def send_again(email: str) -> int:
    """A new link for who asked, if there is somebody to invite. Done by the worker, so that asking tells nothing."""
    on = clock.today()
    return invite(may_be_invited(on=on).filter(email=email.strip().lower()), on=on)


# --- Sending ----------------------------------------------------------------------------------------


def send(invitation_ids: Sequence[int], *, on: date) -> int:
    """Send those of these invitations that were not sent yet. Safe to repeat."""
    waiting = Invitation.objects.unsent(on=on).filter(pk__in=invitation_ids).select_related("employee")
    sent, failed = 0, 0
    with get_connection() as connection:
        for invitation in waiting.order_by("pk"):
            token = new_token()
            # Claimed before it is sent: a crash in between costs a mail, and never sends one twice.
            claimed = Invitation.objects.unsent(on=on).filter(pk=invitation.pk)
            if not claimed.update(sent_at=timezone.now(), token_hash=digest_of(token)):
                continue
            try:
                sent += _mail(invitation, token, connection).send()
            except (SMTPException, OSError):
                Invitation.objects.filter(pk=invitation.pk).update(sent_at=None, token_hash="")
                failed += 1
    if failed:
        raise MailNotSent(f"{failed} invitations were not sent; send_invitations tries again.")
    return sent


def _mail(invitation: Invitation, token: str, connection) -> EmailMultiAlternatives:
    employee = invitation.employee
    with translation.override(employee.language):
        context = {
            "employee": employee,
            "link": settings.WEERBAAR_URL + reverse("invitation", args=[token]),
            "again": settings.WEERBAAR_URL + reverse("invitation_again"),
            "site": settings.WEERBAAR_URL,
            "language": employee.language,
            "expires_on": invitation.expires_on,
        }
        message = EmailMultiAlternatives(
            subject=_("Your account for Weerbaar"),
            body=render_to_string("lms/mail/invitation.txt", context),
            to=[employee.email],
            connection=connection,
            # Nobody's out-of-office needs to answer this.
            headers={"Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string("lms/mail/invitation.html", context), "text/html")
    return message


# --- Coming in --------------------------------------------------------------------------------------


@transaction.atomic
def accept(invitation: Invitation, form) -> bool:
    """Set the password that was chosen and close the link. False when it was closed a moment ago."""
    if not Invitation.objects.live().filter(pk=invitation.pk).update(used_at=timezone.now()):
        return False
    form.save()
    return True
