"""From the mail to a passkey: the first sign-in in a real browser, with a key that the browser plays."""

import re
from datetime import date

import pytest
from django.core import mail
from playwright.sync_api import expect

from lms.invitations import inviting
from lms.models import Employee
from tests.journeys.browsing import PHONE, axe

PASSWORD = "een-lange-zin-als-wachtwoord"
TODAY = date(2026, 11, 23)


@pytest.fixture
def noor(transactional_db):
    """Noor starts today. She has a mail and a phone."""
    return Employee.objects.create_user(
        "noor@example.test", None, first_name="Noor", last_name="Prins", hr_number="1", started_on=TODAY
    )


@pytest.fixture
def link(noor, settings):
    settings.WEERBAAR_TODAY = TODAY
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["mail"]}}
    settings.WEERBAAR_URL = "http://weerbaar.example"
    inviting.invite([noor], on=TODAY)
    return re.search(r"http://weerbaar\.example(/\S+)", mail.outbox[0].body)[1]


def a_key_for(page):
    """A device that holds passkeys, with a person who always gives their finger."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_from_the_mail_to_a_passkey(browser_page, link):
    page = browser_page(PHONE)
    a_key_for(page)

    heard = []
    page.on("request", lambda request: heard.append(request.headers.get("referer", "")))
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Noor")
    assert axe(page) == []
    page.locator("#id_password1").fill("kort")
    page.locator("#id_password2").fill("kort")
    page.locator("form button[type=submit]").last.click()
    expect(page.locator(".wb-form-field__error")).to_be_visible()
    assert axe(page) == []
    page.locator("#id_password1").fill(PASSWORD)
    page.locator("#id_password2").fill(PASSWORD)
    page.locator("form button[type=submit]").last.click()
    page.wait_for_url("**/")
    # The address of the invitation was a key, and no request told it on.
    assert not [referrer for referrer in heard if "uitnodiging" in referrer]

    page.goto("/account/2fa/webauthn/add/")
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#id_name").fill("mijn telefoon")
    page.locator("#id_passwordless").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "/add/" not in url)

    page.context.clear_cookies()
    page.goto("/account/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    page.goto("/account/2fa/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_link_that_does_not_work_offers_a_new_one(browser_page, link, settings):
    page = browser_page(PHONE)
    page.goto(link.replace(link[-10:-1], "x" * 9))
    assert axe(page) == []
    page.locator("#id_email").fill("noor@example.test")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nieuw/")
    assert axe(page) == []
    assert len(mail.outbox) == 2
