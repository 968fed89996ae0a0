"""Signing in: by e-mail and password, with a second factor for administrators; a stranger learns nothing."""

import os
import re
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client
from django.urls import reverse

from lms.models import Employee
from lms.people.passwords import Argon2
from tests.people import TODAY, employ

PASSWORD = "een-lange-zin-als-wachtwoord"
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def today(settings):
    settings.WEERBAAR_TODAY = TODAY


def with_password(person):
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def ada(house):
    """Ada administers the site. She came by the command line, not by HR."""
    return Employee.objects.create_superuser(
        "ada@example.test", PASSWORD, first_name="Ada", last_name="Min", started_on=TODAY
    )


def sign_in(client, email, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def signed_in_as(client):
    return client.session.get("_auth_user_id")


def bare(response) -> str:
    """The page without what differs each time, and without what was typed."""
    return re.sub(r'value="[^"]*"', "", response.content.decode())


# --- Coming in and going out ------------------------------------------------------------------------


def test_somebody_signs_in_with_address_and_password_in_their_own_language(alice, client):
    with_password(alice)
    Employee.objects.filter(pk=alice.pk).update(language="en")
    response = sign_in(client, "Alice@Example.Test")
    assert signed_in_as(client) == str(alice.pk)
    assert client.cookies["taal"].value == "en"
    assert response.status_code == 302


@pytest.mark.parametrize("page", ["/", "/medailles/", "/team/", "/organisatie/", "/beheer/"])
def test_every_door_leads_to_the_same_sign_in(client, db, page):
    response = client.get(page, follow=True)
    assert response.redirect_chain[-1][0].startswith(LOGIN)


def test_the_admin_has_no_sign_in_of_its_own(alice, client):
    with_password(alice)
    response = client.get("/beheer/login/?next=/beheer/pages/")
    assert response["Location"] == f"{LOGIN}?next=/beheer/pages/"
    client.post("/beheer/login/", {"username": alice.email, "password": PASSWORD})
    assert signed_in_as(client) is None
    assert client.get("/beheer/password_reset/").status_code in (302, 404)


@pytest.mark.parametrize(
    "dates",
    [
        pytest.param({"started_on": TODAY + timedelta(days=1)}, id="before the first day"),
        pytest.param({"left_on": TODAY - timedelta(days=1)}, id="after the last day"),
        pytest.param({"is_active": False}, id="closed by an administrator"),
    ],
)
def test_nobody_comes_in_when_they_do_not_work_here(alice, client, dates):
    with_password(alice)
    Employee.objects.filter(pk=alice.pk).update(**dates)
    response = sign_in(client, alice.email)
    assert signed_in_as(client) is None
    assert response["Location"] == reverse("account_inactive")


def test_the_first_and_the_last_day_count(house, client):
    gert = with_password(employ("Gert", house.payroll, started_on=TODAY, left_on=TODAY))
    sign_in(client, gert.email)
    assert signed_in_as(client) == str(gert.pk)


# --- What a stranger can find out -----------------------------------------------------------------------


def test_a_wrong_password_and_an_unknown_address_look_the_same(alice, client):
    with_password(alice)
    known, unknown = (sign_in(client, email, "x" * 14) for email in (alice.email, "nobody@example.test"))
    assert (known.status_code, bare(known)) == (unknown.status_code, bare(unknown))
    assert signed_in_as(client) is None


def test_a_wrong_password_and_an_unknown_address_take_as_much_work(alice, client, monkeypatch):
    with_password(alice)
    work = []
    hashing, checking = Argon2.encode, Argon2.verify
    monkeypatch.setattr(Argon2, "encode", lambda *args: work.append("hash") or hashing(*args))
    monkeypatch.setattr(Argon2, "verify", lambda *args: work.append("hash") or checking(*args))
    sign_in(client, alice.email, "x" * 14)
    assert work == ["hash"]
    sign_in(client, "nobody@example.test", "x" * 14)
    assert work == ["hash", "hash"]


def test_asking_for_a_new_password_tells_nothing_and_writes_in_both_cases(alice, client):
    with_password(alice)
    answers = {}
    for email in (alice.email, "nobody@example.test"):
        answer = client.post(reverse("account_reset_password"), {"email": email})
        page = client.get(answer["Location"])
        answers[answer.status_code, answer["Location"], bare(page)] = email
    assert len(answers) == 1
    assert [message.to for message in mail.outbox] == [[alice.email], ["nobody@example.test"]]
    assert "/password/reset/key/" in mail.outbox[0].body
    assert "/password/reset/key/" not in mail.outbox[1].body


def test_who_was_never_invited_can_begin_with_a_forgotten_password(alice, client):
    client.post(reverse("account_reset_password"), {"email": alice.email})
    link = re.search(r"https?://[^/]+(/\S+/password/reset/key/\S+)", mail.outbox[0].body)[1]
    form = client.get(link)["Location"]
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    client.logout()
    sign_in(client, alice.email)
    assert signed_in_as(client) == str(alice.pk)


def test_guessing_is_stopped_for_known_and_unknown_addresses(alice, client):
    with_password(alice)
    for computer, email in enumerate((alice.email, "nobody@example.test")):
        there = {"REMOTE_ADDR": f"192.0.2.{computer}"}
        answers = [bare(sign_in(client, email, f"wrong-password-{n}", **there)) for n in range(6)]
        assert len(set(answers[:5])) == 1
        assert answers[5] != answers[4]
    # Not even the right password helps now, wherever it is typed.
    sign_in(client, alice.email, REMOTE_ADDR="192.0.2.99")
    assert signed_in_as(client) is None


def test_one_computer_cannot_try_everybody(db, client):
    answers = [bare(sign_in(client, f"person{n}@example.test", "x" * 14)) for n in range(12)]
    assert answers[11] != answers[0]


def test_asking_for_new_passwords_is_limited(alice, client):
    ask = reverse("account_reset_password")
    statuses = [client.post(ask, {"email": alice.email}).status_code for _ in range(6)]
    assert statuses == [302] * 5 + [429]


def test_limits_hold_in_every_process(settings):
    """They are kept in the database, not in the memory of one process."""
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


# --- No accounts and no addresses of one's own ------------------------------------------------------------


@pytest.mark.parametrize("path", ["signup/", "signup/passkey/", "email/", "confirm-email/", "confirm-email/key/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_signs_up_and_nobody_changes_their_address(alice, client, path, method):
    stranger = Client()
    client.force_login(alice)
    fields = {"email": "other@example.test", "password1": PASSWORD, "password2": PASSWORD, "action_add": "1"}
    for visitor in (stranger, client):
        assert getattr(visitor, method)(f"/account/{path}", fields).status_code == 404
    assert Employee.objects.count() == 1
    assert not EmailAddress.objects.exists()


def test_the_account_page_of_the_admin_does_not_change_an_address(ada, client, settings):
    settings.DEMO = True
    Employee.objects.filter(pk=ada.pk).update(email="ada@demo.example")
    client.force_login(ada)
    page = client.get("/beheer/account/")
    assert page.status_code == 200
    names = re.findall(r'<(?:input|select)[^>]* name="([^"]+)"', page.content.decode())
    assert "name_email-first_name" in names
    assert "name_email-email" not in names
    client.post("/beheer/account/", {"name_email-email": "other@example.test", "name_email-first_name": "Ada"})
    assert Employee.objects.get(pk=ada.pk).email == "ada@demo.example"


# --- Second factors -----------------------------------------------------------------------------------


def set_up_totp(client, person):
    """As a person does: type the password again, read the secret from the page and type the code of that moment."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200, page
    secret = page.context["form"].secret
    code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    response = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert response.status_code == 302, response.content.decode()
    return secret


def test_everybody_may_use_an_authenticator_app_and_is_asked_for_it_from_then_on(alice, client, monkeypatch):
    with_password(alice)
    sign_in(client, alice.email)
    secret = set_up_totp(client, alice)
    client.logout()
    response = sign_in(client, alice.email)
    assert response["Location"].startswith(reverse("mfa_authenticate"))
    assert signed_in_as(client) is None
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert signed_in_as(client) is None
    # A code works once, so the next one is typed half a minute later.
    later = time.time() + 30
    monkeypatch.setattr(time, "time", lambda: later)
    code = totp.format_hotp_value(totp.hotp_value(secret, int(later) // 30))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert signed_in_as(client) == str(alice.pk)


def test_a_stranger_who_asks_for_a_new_password_keeps_nobody_from_a_second_factor(alice, client):
    with_password(alice)
    Client().post(reverse("account_reset_password"), {"email": alice.email})
    sign_in(client, alice.email)
    set_up_totp(client, alice)


def test_everybody_may_use_a_passkey(alice, client):
    with_password(alice)
    sign_in(client, alice.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_add_webauthn"))
    assert page.status_code == 200
    assert 'id="passkey_login"' in Client().get(LOGIN).content.decode()


@pytest.mark.parametrize("page", ["/beheer/", "/beheer/pages/", "/beheer/users/", "/beheer/account/"])
def test_an_administrator_sets_up_a_second_factor_first(ada, client, page):
    sign_in(client, ada.email)
    assert client.get(page)["Location"] == reverse("mfa_index")
    assert client.post(page)["Location"] == reverse("mfa_index")


def test_an_administrator_with_a_second_factor_gets_in(ada, client):
    sign_in(client, ada.email)
    set_up_totp(client, ada)
    assert client.get("/beheer/").status_code == 200


@pytest.mark.parametrize(
    ("demo", "email", "gets_in"),
    [
        (True, "ada@demo.example", True),
        (True, "ada@example.test", False),
        (False, "ada@demo.example", False),
    ],
)
def test_only_the_accounts_of_the_demo_are_excepted_and_only_there(ada, client, settings, demo, email, gets_in):
    settings.DEMO = demo
    Employee.objects.filter(pk=ada.pk).update(email=email)
    client.force_login(ada)
    assert (client.get("/beheer/").status_code == 200) == gets_in


def test_the_demo_never_goes_to_production():
    environment = os.environ | {"WEERBAAR_PRODUCTION": "1", "WEERBAAR_DEMO": "1", "WEERBAAR_SECRET_KEY": "x" * 50}
    start = subprocess.run(
        [sys.executable, "-c", "import lms.settings"], env=environment, capture_output=True, text=True, check=False
    )
    assert start.returncode != 0
    assert "WEERBAAR_PRODUCTION goes without WEERBAAR_DEMO" in start.stderr
