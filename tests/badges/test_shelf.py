"""The Medailles page: what is there, and what the rest takes. Only one's own."""

from datetime import date

import pytest

from badges import awarding
from lms import ledger
from lms.activities import publishing
from lms.models import Activity
from tests.people import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def bronze(settings):
    settings.WEERBAAR_TODAY = TODAY
    return Activity.objects.create(key="niveau-brons", kind="level", title_nl="Brons", title_en="Bronze")


@pytest.fixture
def b5(bronze):
    return publish("b5", bronze)


@pytest.fixture
def b6(bronze):
    return publish("b6", bronze)


def publish(key, level):
    titles = {"nl": key, "en": key}
    return publishing.publish(key, "module", {"key": key}, titles=titles, minutes=5, on=TODAY, part_of=level).activity


def page(client, person, language="nl"):
    client.force_login(person)
    client.cookies["taal"] = language
    return client.get("/medailles/").content.decode()


def test_an_empty_shelf_says_what_each_medal_takes(client, alice, b5, b6):
    ledger.record(alice, b5, on=TODAY)
    shown = page(client, alice)
    assert "Nog 1 stap te gaan" in shown
    assert "Aan de stappen hiervoor werken we nog." in shown


def test_an_earned_medal_shows_since_when(client, alice, bronze):
    ledger.record(alice, bronze, on=date(2026, 10, 9))
    awarding.award_due([alice.pk], on=TODAY)
    shown = page(client, alice)
    assert "Behaald op 9 oktober 2026" in shown
    assert "Earned on 9 October 2026" in page(client, alice, "en")


def test_a_medal_of_this_week_is_called_new(client, alice, bronze):
    ledger.record(alice, bronze, on=TODAY)
    awarding.award_due([alice.pk], on=TODAY)
    assert "Nieuw" in page(client, alice)


def test_others_do_not_see_it(client, alice, charlie, bronze):
    ledger.record(alice, bronze, on=TODAY)
    awarding.award_due([alice.pk], on=TODAY)
    assert "Behaald op" not in page(client, charlie)


def test_who_is_not_signed_in_is_asked_to(client, db):
    assert client.get("/medailles/").status_code == 302


def test_the_page_takes_few_queries(client, alice, b5, b6, django_assert_max_num_queries):
    client.force_login(alice)
    with django_assert_max_num_queries(12):
        client.get("/medailles/")
