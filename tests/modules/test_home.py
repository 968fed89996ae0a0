"""The home page: where one is, what comes next, and by when."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from lms import ledger
from lms.duties import projection
from lms.models import Activity, Requirement, RequirementPart
from modules import home, study
from tests.modules.conftest import play
from tests.modules.questions import SINGLE
from tests.people import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def look(client, player, settings):
    settings.WEERBAAR_TODAY = TODAY

    def open_page(person, path="/", language="nl"):
        player(person, language)
        response = client.get(path)
        assert response.status_code == 200
        return response.content.decode()

    return open_page


@pytest.fixture
def bronze_by_december(b5, b6):
    """Bronze is mandatory for everybody, before 12 December."""
    requirement = Requirement.objects.create(
        key="bronze", title_nl="Brons voor iedereen", title_en="Bronze for all", clock="fixed",
        fixed_on=date(2026, 12, 12), days=0, in_force_from=date(2026, 1, 1), legal_source="BIO2 6.03.02",
    )  # fmt: skip
    RequirementPart.objects.create(requirement=requirement, activity=Activity.objects.get(key="niveau-brons"))
    return requirement


def test_a_newcomer_sees_the_first_step_and_the_whole_journey(look, alice, b5, b6):
    page = look(alice)
    assert "Je werkt aan brons. Nog 2 stappen, dan is de medaille van jou." in page
    assert "Module b5" in page
    for level in ("Brons · De polder", "Zilver · De rivier", "Goud · De stad", "Diamant · De kust"):
        assert level in page
    assert page.count("Komt later") >= 3
    assert "Jouw antwoorden zijn van jou" in page


def test_who_stopped_half_way_goes_on_where_they_were(look, alice, publish):
    attempt = study.start(alice, publish(questions=[SINGLE, SINGLE | {"key": "b"}]))
    page = look(alice)
    assert "Verder waar je was" in page
    assert "Vraag 1 van 2" in page
    assert reverse("modules:attempt", args=[attempt.pk]) in page


def test_what_is_done_is_said_in_words(look, alice, b5, b6):
    play(study.start(alice, b5))
    page = look(alice)
    assert "Module: Module b5, klaar" in page
    assert "Nog één stap, dan is de medaille van jou." in page
    assert "1 van de 2 stappen klaar" in page


def test_the_medal_is_on_the_map_with_its_day(look, alice, b5):
    play(study.start(alice, b5))
    page = look(alice)
    assert "Behaald op 23 november" in page
    assert "Medaille brons, behaald" in page
    assert "Je hebt alles gedaan wat er nu is." in page


def test_a_medal_that_came_from_elsewhere_counts_as_well(look, alice, b5):
    ledger.record(alice, Activity.objects.get(key="niveau-brons"), on=date(2026, 10, 9), source="import")
    assert "Behaald op 9 oktober" in look(alice)


def test_with_nothing_published_the_page_says_so(look, alice, bronze):
    page = look(alice)
    assert "Er staat nog niets klaar." in page
    assert page.count("Komt later") >= 4


def test_before_any_content_was_loaded_the_page_opens(look, alice):
    assert "Er staat nog niets klaar." in look(alice)


def test_the_page_is_in_english_for_who_reads_english(look, alice, b5, b6):
    page = look(alice, language="en")
    assert "You are working on bronze. 2 more steps and the medal is yours." in page
    assert "Silver · The river" in page


def test_a_mandatory_requirement_says_by_when(look, alice, bronze_by_december):
    page = look(alice)
    assert "Brons voor iedereen: uiterlijk 12 december klaar." in page
    assert reverse("modules:why", args=["bronze"]) in page


def test_the_answer_to_why_is_a_sentence(look, alice, bronze_by_december):
    page = look(alice, "/waarom/bronze/")
    assert "12 december 2026" in page
    assert "Brons" in page
    assert "BIO2 6.03.02" in page


def test_a_day_that_has_passed_is_said_without_blame(client, player, alice, bronze_by_december, settings):
    settings.WEERBAAR_TODAY = date(2026, 12, 20)
    player(alice)
    page = client.get("/").content.decode()
    assert "Brons voor iedereen: de laatste dag was 12 december. Je kunt het nog doen." in page


def test_a_requirement_that_is_met_is_not_mentioned(look, alice, bronze_by_december):
    for key in ("b5", "b6"):
        play(study.start(alice, Activity.objects.get(key=key)))
    assert "uiterlijk" not in look(alice)


def test_what_a_duty_asks_soonest_is_the_next_step(alice, bronze_by_december, b5, b6):
    soonest = Requirement.objects.create(
        key="b6-first", title_nl="B6", title_en="B6", clock="fixed", fixed_on=date(2026, 11, 30), days=0,
        in_force_from=date(2026, 1, 1),
    )  # fmt: skip
    RequirementPart.objects.create(requirement=soonest, activity=b6)
    alice.projection_due = True
    found = home.home(alice, on=TODAY)
    assert found.journey.next.module.key == "b6"
    assert found.duty.requirement == soonest


def test_a_row_that_time_has_overtaken_is_worked_out_first(alice, bronze_by_december):
    projection.project([alice.pk], on=date(2026, 1, 2))
    type(alice).objects.update(projection_due=False)
    alice.refresh_from_db()
    later = TODAY + timedelta(days=60)
    assert home.home(alice, on=later).is_late


def test_somebody_who_looks_at_a_level_sees_its_steps(look, alice, b5, b6):
    page = look(alice, "/niveau/brons/")
    assert "Brons in 2 stappen" in page
    assert "Je basis is op orde." in page


def test_a_level_that_comes_later_says_so_and_promises_no_day(look, alice, b5):
    page = look(alice, "/niveau/diamant/")
    assert "We maken de modules van diamant nog." in page


def test_a_level_that_does_not_exist_is_not_there(client, player, alice):
    player(alice)
    assert client.get("/niveau/platina/").status_code == 404


@pytest.mark.parametrize("hour, words", [(3, "Hallo"), (9, "Goedemorgen"), (14, "Goedemiddag"), (20, "Goedenavond")])
def test_the_greeting_follows_the_hour(rf, alice, hour, words):
    from django.template.loader import render_to_string
    from django.utils import translation

    with translation.override("nl"):
        said = render_to_string("modules/parts/greeting.html", {"hour": hour, "user": alice})
    assert said.strip() == f"{words}, Alice"
