"""One-time links with which people sign in for the first time."""

import hashlib
import secrets
from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lms.people.models import Employee


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What the database keeps of a token: who reads the table cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet):
    def live(self):
        """Neither used nor replaced by a newer one. Somebody has one at most."""
        return self.filter(used_at=None, withdrawn_at=None)

    def for_who_may_come_in(self, *, on: date):
        """Not run out, and its owner works here today and has no password yet."""
        welcome = Employee.objects.employed(on=on).filter(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)
        return self.live().filter(expires_on__gte=on, employee__in=welcome)

    def unsent(self, *, on: date):
        return self.for_who_may_come_in(on=on).filter(sent_at=None)

    def usable(self, token: str, *, on: date):
        """The invitation of this token, if it still works."""
        return self.for_who_may_come_in(on=on).exclude(sent_at=None).filter(token_hash=digest_of(token))


class Invitation(models.Model):
    """A way in for somebody who has no password yet. The token itself exists only in their mail."""

    employee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    #: Empty until it is sent, because only then the token is made.
    token_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField()
    sent_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employee"], condition=Q(used_at=None, withdrawn_at=None), name="one_live_invitation"
            ),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="one_token"),
        ]
