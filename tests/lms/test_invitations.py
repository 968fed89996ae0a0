"""The first sign-in: a link by mail that works once, for a while, and tells a stranger nothing."""

import re
from datetime import timedelta
from io import StringIO
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from lms.invitations import inviting
from lms.models import Employee, Invitation
from tests.lms.feed.deliveries import FIRST, SECOND, SMALL
from tests.people import TODAY, employ

PASSWORD = "een-lange-zin-als-wachtwoord"


@pytest.fixture(autouse=True)
def today(settings):
    settings.WEERBAAR_TODAY = TODAY
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["mail"]}}
    settings.WEERBAAR_URL = "http://weerbaar.example"


@pytest.fixture
def invite(django_capture_on_commit_callbacks):
    """Invite somebody and let the worker send it; gives the path of the link."""

    def _invite(*people, on=TODAY, **options):
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            inviting.invite(people, on=on, **options)
        links = [link_in(message) for message in mail.outbox[before:]]
        return links[0] if len(links) == 1 else links

    return _invite


def link_in(message) -> str:
    return re.search(r"http://weerbaar\.example(/account/uitnodiging/[\w-]{30,}/)", message.body)[1]


def choose(client, link, password=PASSWORD):
    return client.post(link, {"password1": password, "password2": password})


def signed_in_as(client):
    return client.session.get("_auth_user_id")


# --- The mail ---------------------------------------------------------------------------------------


def test_an_invitation_is_a_mail_in_plain_text_and_html_with_a_link(alice, invite):
    link = invite(alice)
    (message,) = mail.outbox
    assert message.to == [alice.email]
    ((html, kind),) = message.alternatives
    assert (kind, link in html) == ("text/html", True)


def test_it_is_in_their_own_language(alice, bob, invite):
    Employee.objects.filter(pk=bob.pk).update(language="en")
    bob.refresh_from_db()
    invite(alice, bob)
    dutch, english = mail.outbox
    assert ("Dear Bob" in english.body, 'lang="en"' in english.alternatives[0][0]) == (True, True)
    assert ("Dear" in dutch.body, 'lang="nl"' in dutch.alternatives[0][0]) == (False, True)
    assert dutch.subject != english.subject


def test_the_database_cannot_be_used_to_come_in(alice, invite):
    link = invite(alice)
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert token not in str(list(Invitation.objects.values()))


def test_mails_go_in_batches(alice, bob, dora, erik, fatima, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as queued:
        inviting.invite([alice, bob, dora, erik, fatima], on=TODAY, batch=2)
    assert len(queued) == 3


def test_a_batch_that_is_done_twice_sends_nothing_twice(alice, bob, invite):
    invite(alice, bob)
    ids = list(Invitation.objects.values_list("pk", flat=True))
    assert inviting.send(ids, on=TODAY) == 0
    assert len(mail.outbox) == 2


def test_a_mail_that_is_refused_is_tried_again_and_the_others_go_out(alice, bob, invite, monkeypatch):
    refuse = True
    send = mail.EmailMultiAlternatives.send

    def one_is_refused(message, *args, **kwargs):
        if refuse and message.to == [alice.email]:
            raise SMTPRecipientsRefused({alice.email: (550, b"unknown")})
        return send(message, *args, **kwargs)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", one_is_refused)
    invite(alice, bob)
    assert [message.to for message in mail.outbox] == [[bob.email]]
    refuse = False
    ids = list(Invitation.objects.values_list("pk", flat=True))
    assert inviting.send(ids, on=TODAY) == 1


def test_who_starts_later_is_written_to_on_the_first_day(house, invite, client, settings):
    starts = TODAY + timedelta(days=30)
    gert = employ("Gert", house.payroll, started_on=starts)
    assert invite(gert) == []
    assert inviting.queue_unsent(on=starts - timedelta(days=1)) == 0
    settings.WEERBAAR_TODAY = starts
    inviting.send(list(Invitation.objects.values_list("pk", flat=True)), on=starts)
    choose(client, link_in(mail.outbox[0]))
    assert signed_in_as(client) == str(gert.pk)


# --- Coming in --------------------------------------------------------------------------------------


def test_the_link_shows_a_form_and_sets_a_password_and_signs_in(alice, invite, client):
    link = invite(alice)
    page = client.get(link)
    assert page.status_code == 200
    assert alice.email in page.content.decode()
    response = choose(client, link)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert signed_in_as(client) == str(alice.pk)
    assert response.cookies["taal"].value == alice.language
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)
    assert Invitation.objects.get().used_at


def test_afterwards_the_password_works(alice, invite, client):
    choose(client, invite(alice))
    client.logout()
    client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    assert signed_in_as(client) == str(alice.pk)


def test_looking_at_the_link_does_not_use_it(alice, invite, client):
    """Mail scanners open links before people do."""
    link = invite(alice)
    for _ in range(3):
        client.get(link)
        client.head(link)
    choose(client, link)
    assert signed_in_as(client) == str(alice.pk)


@pytest.mark.parametrize("password", ["kort", "megaparol12345", "welkom", "alice@example.test"])
def test_a_weak_password_is_refused_and_the_link_stays(alice, invite, client, password):
    link = invite(alice)
    assert choose(client, link, password).status_code == 200
    assert signed_in_as(client) is None
    choose(client, link)
    assert signed_in_as(client) == str(alice.pk)


def test_two_different_passwords_are_refused(alice, invite, client):
    link = invite(alice)
    client.post(link, {"password1": PASSWORD, "password2": PASSWORD + "x"})
    assert signed_in_as(client) is None


def test_the_page_speaks_the_language_of_who_was_invited(alice, invite, client):
    Employee.objects.update(language="en")
    page = client.get(invite(alice))
    assert page["Content-Language"] == "en"
    assert "Welcome, Alice" in page.content.decode()


def test_the_address_of_the_page_goes_nowhere_else(alice, invite, client):
    link = invite(alice)
    for path in (link, link.replace(link[-8:-1], "x" * 7)):
        page = client.get(path)
        assert page["Referrer-Policy"] == "strict-origin"
        assert "no-store" in page["Cache-Control"]
        # What the page refers to itself, it does by paths of our own.
        assert not re.search(r'(?:href|src|action)="(?:https?:)?//', page.content.decode())


def test_a_form_with_csrf_protection_is_accepted_from_the_page(alice, invite):
    client = Client(enforce_csrf_checks=True)
    link = invite(alice)
    page = client.get(link)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]
    fields = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post(link, fields).status_code == 403
    assert client.post(link, fields | {"csrfmiddlewaretoken": token}).status_code == 302


# --- Links that do not work ---------------------------------------------------------------------------


@pytest.fixture
def unusable(alice, bob, dora, erik, invite, client, settings):
    """Links that were used, ran out, were replaced, of somebody who left, and one that never was."""
    used = invite(alice)
    choose(client, used)
    client.logout()
    expired = invite(bob)
    Invitation.objects.filter(employee=bob).update(expires_on=TODAY - timedelta(days=1))
    replaced = invite(dora)
    invite(dora)
    left = invite(erik)
    Employee.objects.filter(pk=erik.pk).update(left_on=TODAY - timedelta(days=1))
    return [used, expired, replaced, left, reverse("invitation", args=["x" * 43])]


def bare(page) -> str:
    """The page without what is another each time: its own address and the token of its forms."""
    return re.sub(r'value="\w{64}"|/account/uitnodiging/[\w-]{43}/', "", page.content.decode())


def test_every_link_that_does_not_work_gives_the_same_page(unusable, client):
    pages = {bare(client.get(link)) for link in unusable} | {bare(choose(client, link)) for link in unusable}
    assert len(pages) == 1
    assert reverse("invitation_again") in pages.pop()
    assert signed_in_as(client) is None


def test_the_last_day_still_works_and_the_next_does_not(alice, invite, client, settings):
    link = invite(alice)
    last = Invitation.objects.get().expires_on
    assert last == TODAY + timedelta(days=settings.INVITATION_DAYS)
    settings.WEERBAAR_TODAY = last + timedelta(days=1)
    choose(client, link)
    assert signed_in_as(client) is None
    settings.WEERBAAR_TODAY = last
    choose(client, link)
    assert signed_in_as(client) == str(alice.pk)


def test_a_link_does_not_work_for_a_closed_account(alice, invite, client):
    link = invite(alice)
    Employee.objects.update(is_active=False)
    choose(client, link)
    alice.refresh_from_db()
    assert not alice.has_usable_password()


def test_a_link_does_not_work_for_who_has_a_password_by_now(alice, invite, client):
    link = invite(alice)
    alice.set_password(PASSWORD)
    alice.save()
    choose(client, link, PASSWORD + "-2")
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_of_two_clicks_at_once_one_sets_the_password(alice, invite):
    invite(alice)
    first = Invitation.objects.get()
    second = Invitation.objects.get()

    class Form:
        saved = 0

        def save(self):
            Form.saved += 1

    assert inviting.accept(first, Form())
    assert not inviting.accept(second, Form())
    assert Form.saved == 1


# --- Asking for a new link ----------------------------------------------------------------------------


def ask(client, email):
    return client.post(reverse("invitation_again"), {"email": email})


def test_asking_for_a_new_link_sends_one(alice, invite, client, django_capture_on_commit_callbacks):
    old = invite(alice)
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, alice.email.upper())
    new = link_in(mail.outbox[-1])
    assert new != old
    choose(client, old)
    assert signed_in_as(client) is None
    choose(client, new)
    assert signed_in_as(client) == str(alice.pk)


def test_asking_answers_the_same_for_everybody(alice, bob, client, django_capture_on_commit_callbacks):
    bob.set_password(PASSWORD)
    bob.save()
    with django_capture_on_commit_callbacks(execute=True):
        answers = {bare(ask(client, email)) for email in (alice.email, bob.email, "nobody@example.test")}
    assert len(answers) == 1
    assert [message.to for message in mail.outbox] == [[alice.email]]


def test_asking_takes_as_many_queries_for_everybody(alice, client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}

    def queries(email):
        with CaptureQueriesContext(connection) as captured:
            ask(client, email)
        return len(captured)

    ask(client, "first@example.test")
    assert queries(alice.email) == queries("nobody@example.test")


def test_asking_too_often_is_refused_whoever_it_is_about(alice, client):
    for email in (alice.email, "nobody@example.test"):
        assert [ask(client, email).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_one_computer_cannot_ask_for_everybody(client, db):
    answers = [ask(client, f"person{number}@example.test").status_code for number in range(11)]
    assert answers == [200] * 10 + [429]


# --- The command --------------------------------------------------------------------------------------


@pytest.fixture
def command(django_capture_on_commit_callbacks):
    def _command(name, *arguments):
        output = StringIO()
        with translation.override("en"), django_capture_on_commit_callbacks(execute=True):
            call_command(name, *arguments, stdout=output)
        return output.getvalue()

    return _command


def recipients():
    return sorted(message.to[0] for message in mail.outbox)


def test_the_command_invites_who_was_never_invited(alice, bob, command):
    bob.set_password(PASSWORD)
    bob.save()
    assert "1 people are invited" in command("send_invitations")
    assert recipients() == [alice.email]
    assert "0 people are invited" in command("send_invitations")
    assert recipients() == [alice.email]


def test_the_command_invites_again_who_let_it_expire(alice, command, settings):
    command("send_invitations")
    settings.WEERBAAR_TODAY = TODAY + timedelta(days=15)
    command("send_invitations")
    assert len(mail.outbox) == 1
    command("send_invitations", "--again")
    assert len(mail.outbox) == 2


def test_the_command_invites_one_person_anew(alice, bob, command):
    command("send_invitations")
    command("send_invitations", "--to", alice.email)
    assert recipients() == sorted([alice.email, alice.email, bob.email])
    with pytest.raises(CommandError, match="nobody with that address"):
        command("send_invitations", "--to", "nobody@example.test")


def test_what_was_lost_on_the_way_is_sent_by_the_daily_job(alice, command, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks():  # and never run: the server stopped here
        inviting.invite([alice], on=TODAY)
    assert recipients() == []
    command("daily")
    assert recipients() == [alice.email]
    command("daily")
    assert recipients() == [alice.email]


def test_a_feed_invites_its_joiners(db, command):
    command("hr_feed", str(SMALL), "--delivery", str(FIRST), "--apply")
    assert recipients() == []
    command("hr_feed", str(SMALL), "--delivery", str(SECOND), "--apply", "--invite", "--confirm-mass-change")
    assert recipients() == ["karim.amrani@hr.example"]
