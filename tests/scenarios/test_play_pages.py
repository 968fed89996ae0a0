"""The pages of a scenario, walked without script: forms and links, and never an error of ours."""

import re
import uuid
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms import ledger
from lms.models import Completion, Obligation, Requirement, RequirementPart
from scenarios.models import Decision, Playthrough, ScenarioPage
from scenarios.story import WAY_OUT
from tests.people import TODAY
from tests.scenarios.conftest import PLATE, TOLD_EARLY

pytestmark = pytest.mark.django_db


def read(response):
    assert response.status_code == 200
    return unescape(response.content.decode())


def buttons(page):
    return re.findall(r'name="choice" value="([^"]*)"', page)


# --- Finding a scenario -----------------------------------------------------------------------


def test_the_list_says_what_there_is_and_how_far_you_are(player, alice, plate):
    browser = player(alice)
    page = read(browser.look("/scenarios/"))
    assert "Voor iedereen" in page
    assert "Alleen dat kenteken" in page
    assert "7 minuten" in page
    assert "5 eindes" in page
    assert "Nog niet gespeeld" in page
    browser.begin()
    assert "Bezig" in read(browser.look("/scenarios/"))
    browser.play(Playthrough.objects.get().get_absolute_url(), TOLD_EARLY)
    assert "Gedaan op 23 november 2026" in read(browser.look("/scenarios/"))


def test_the_opening_says_what_it_is_about_before_anything_begins(player, alice, plate):
    page = read(player(alice).look(f"/scenario/{PLATE}/"))
    assert "Dit verhaal gaat over druk en dreiging" in page
    assert "Dit ben jij" in page
    assert "Begin" in page
    assert not Playthrough.objects.exists()


def test_looking_begins_nothing_and_beginning_needs_a_button(player, alice, plate):
    assert player(alice).look(f"/scenario/{PLATE}/begin/").status_code == 405


def test_whoever_is_in_the_middle_goes_on_from_there(player, alice, plate):
    browser = player(alice)
    url = browser.begin()
    browser.play(url, TOLD_EARLY[:2])
    assert f'href="{url}"' in read(browser.look(f"/scenario/{PLATE}/"))
    assert browser.begin() == url


@pytest.mark.parametrize("path", ["/scenarios/", f"/scenario/{PLATE}/", f"/verhaal/{uuid.UUID(int=7)}/"])
def test_who_is_not_signed_in_is_asked_to(client, plate, path):
    assert client.get(path).url.startswith("/account/login/")


@pytest.mark.parametrize("path", ["/scenario/bestaat-niet/", f"/verhaal/{uuid.UUID(int=7)}/", "/verhaal/geen-uuid/"])
def test_what_does_not_exist_is_not_found(player, alice, plate, path):
    assert player(alice).look(path).status_code == 404


# --- Playing ----------------------------------------------------------------------------------


def test_a_whole_story_in_forms_and_links(player, alice, plate):
    browser = player(alice)
    url = browser.begin()
    for turn, choice in enumerate(TOLD_EARLY):
        page = read(browser.look(url))
        assert choice in buttons(page)
        assert browser.choose(url, turn, choice).url == url
    answer = browser.look(url)
    assert answer.url == f"{url}nabespreking/"
    page = read(browser.look(answer.url))
    assert "Vroeg gemeld" in page
    assert Completion.objects.get().employee == alice


def test_every_scene_before_the_end_has_the_way_out(player, alice, plate):
    browser = player(alice)
    url = browser.begin()
    for turn, choice in enumerate(TOLD_EARLY[:4]):
        page = read(browser.look(url))
        assert WAY_OUT in buttons(page)
        assert "Stop en meld dit" in page
        browser.choose(url, turn, choice)


def test_the_log_keeps_what_was_said_and_the_trail_what_was_done(player, alice, plate):
    browser = player(alice)
    url = browser.begin()
    browser.play(url, ["open", "aannemen"])
    page = read(browser.look(url))
    assert "Wat doe je daar precies?" in page  # Robin, two scenes ago
    assert "Wij vinden iedereen, desnoods met een kenteken." in page  # what was answered
    assert "Je vertelde wat je kunt opzoeken." in page  # the trail
    assert "Kijk, daar is mijn privédetective." in page  # only for who told


def test_a_choice_moves_the_meters_at_once_in_words(player, alice, plate):
    browser = player(alice)
    url = browser.begin()
    browser.play(url, ["open"])
    page = read(browser.look(url))
    assert "Risico +2: Robin weet nu wat jij kunt opzoeken" in page
    assert "3 van 10" in page
    assert "Risico 3 van 10, grip 6 van 10. Het water blijft onder de rand." in page


def test_the_page_begins_at_what_is_new(player, alice, plate):
    browser = player(alice)
    url = browser.begin()
    assert "data-focus" not in read(browser.look(url))
    browser.play(url, ["open"])
    assert re.search(r'<h2[^>]*data-focus aria-describedby="new"[^>]*>Wat doe je nu\?</h2>', read(browser.look(url)))


def test_the_story_can_change_language_halfway(player, alice, plate):
    browser = player(alice)
    url = browser.begin()
    browser.play(url, ["open"])
    page = read(player(alice, "en").look(url))
    assert "What do you do now?" in page
    assert "Risk +2: Robin now knows what you can look up" in page
    assert "Stap" not in page


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"turn": "1"},
        {"choice": "vaag"},
        {"turn": "", "choice": "vaag"},
        {"turn": "-1", "choice": "vaag"},
        {"turn": "1", "choice": "nee"},
        {"turn": "0", "choice": "open"},
        {"turn": "7", "choice": "aannemen"},
        {"turn": "9" * 400, "choice": "aannemen"},
        {"turn": "١", "choice": "aannemen"},
        {"turn": "1\x00", "choice": "aannemen\x00"},
        {"turn": "1", "choice": "x" * 1_000_000},
        {"turn": "1", "choice": "' OR 1=1 --"},
    ],
)
def test_whatever_is_sent_the_player_stays_where_they_are(player, alice, plate, sent):
    browser = player(alice)
    url = browser.begin()
    browser.play(url, ["vaag"])
    answer = browser.client.post(f"{url}keuze/", sent, follow=True)
    assert "Hier ben je nu." in read(answer)
    assert "De gunst" in read(answer)
    assert Decision.objects.count() == 1


def test_more_than_anybody_could_choose_is_refused(player, alice, plate):
    browser = player(alice)
    url = browser.begin()
    assert browser.choose(url, 0, "x" * 3_000_000).status_code == 400


def test_an_impatient_second_click_says_nothing(player, alice, plate):
    browser = player(alice)
    url = browser.begin()
    browser.play(url, ["vaag"])
    answer = browser.client.post(f"{url}keuze/", {"turn": 0, "choice": "vaag"}, follow=True)
    assert "Hier ben je nu." not in read(answer)


@pytest.mark.parametrize("verb", ["", "keuze/", "nabespreking/", "opnieuw/"])
def test_another_ones_run_does_not_exist(player, alice, charlie, plate, verb):
    url = player(alice).begin()
    stranger = player(charlie)
    send = stranger.client.post if verb in {"keuze/", "opnieuw/"} else stranger.client.get
    assert send(f"{url}{verb}", {"turn": 0, "choice": "vaag"}).status_code == 404
    assert not Decision.objects.exists()


def test_not_even_the_manager_or_the_administrator_sees_a_run(player, alice, bob, admin, plate):
    url = player(alice).begin()
    assert player(bob).look(url).status_code == 404
    assert player(admin).look(url).status_code == 404


def test_a_withdrawn_scenario_says_so(player, alice, charlie, plate):
    url = player(alice).begin()
    ScenarioPage.objects.get().unpublish()
    browser = player(charlie)
    for answer in (browser.look(f"/scenario/{PLATE}/"), browser.client.post(f"/scenario/{PLATE}/begin/")):
        assert answer.status_code == 410
        assert "nu niet te spelen" in answer.content.decode()
    assert "Alleen dat kenteken" not in read(browser.look("/scenarios/"))
    assert "Wat doe je nu?" in read(player(alice).look(url))


def test_what_is_still_said_at_an_ending_is_read_before_the_debrief(player, alice, plate):
    page = ScenarioPage.objects.get()
    page.story["scenes"]["vroeg-gemeld"]["lines"] = [{"who": "farida", "text": {"nl": "‘Dag!’", "en": "‘Bye!’"}}]
    page.save_revision().publish()
    browser = player(alice)
    url = browser.begin()
    done = browser.play(url, TOLD_EARLY)
    shown = read(browser.look(url))
    assert "‘Dag!’" in shown
    assert f'href="{url}nabespreking/"' in shown
    assert read(browser.look(done.debrief))


# --- The debrief ------------------------------------------------------------------------------


@pytest.fixture
def told_early(player, alice, plate):
    browser = player(alice)
    return browser, browser.play(browser.begin(), TOLD_EARLY).debrief


def test_the_debrief_opens_with_the_ending_and_then_with_whom_to_call(told_early):
    page = read(told_early[0].look(told_early[1]))
    order = ["Vroeg gemeld", "Gebeurt dit echt? Zo meld je het", "5 momenten die telden", "Onthoud dit"]
    assert [page.index(words) for words in order] == sorted(page.index(words) for words in order)


def test_the_debrief_names_techniques_and_never_calls_a_choice_wrong(told_early):
    page = read(told_early[0].look(told_early[1]))
    assert "Een kleine vraag als proef" in page
    assert "sterk" in page
    for word in ("fout", "goed gedaan", "gefaald"):
        assert word not in page.lower()


def test_the_debrief_has_the_four_steps_and_the_five_things_trained(told_early):
    page = read(told_early[0].look(told_early[1]))
    for words in ("Herken het.", "Zeg nee.", "Meld het.", "Laat je helpen."):
        assert words in page
    for words in ("Herkennen", "Nee zeggen", "Vastleggen", "Melden", "Hulp aannemen"):
        assert words in page
    assert "Het risico ging van 1 naar 0, je grip van 6 naar 10." in page


def test_the_debrief_shows_no_ending_that_was_not_seen(told_early):
    page = read(told_early[0].look(told_early[1]))
    assert "Je zag 1 van de 5 eindes" in page
    assert "Stil gebleven" not in page


def test_the_debrief_waits_for_an_ending(player, alice, plate):
    browser = player(alice)
    url = browser.begin()
    assert browser.look(f"{url}nabespreking/").url == url


def test_stopping_early_says_that_it_does_not_count_yet(player, alice, plate):
    browser = player(alice)
    done = browser.play(browser.begin(), [WAY_OUT, "alles"])
    page = read(browser.look(done.debrief))
    assert "Gestopt en gemeld" in page
    assert "Dit verhaal was al vroeg klaar" in page
    assert "Speel vanaf het begin" in page


def test_playing_again_from_the_turning_point(told_early):
    browser, debrief = told_early
    assert "Speel vanaf ‘De kleine vraag’" in read(browser.look(debrief))
    url = browser.client.post(debrief.replace("nabespreking", "opnieuw"), {"scene": "kleine-vraag"}).url
    assert "De kleine vraag" in read(browser.look(url))
    done = browser.play(url, ["doorgeven", "bellen", "gekeken"], first_turn=2)
    assert "Je zag 2 van de 5 eindes" in read(browser.look(done.debrief))


def test_a_run_that_goes_on_is_not_played_again(player, alice, plate):
    browser = player(alice)
    url = browser.begin()
    assert browser.client.post(f"{url}opnieuw/", {"scene": "kleine-vraag"}).url == url
    assert Playthrough.objects.count() == 1


def test_playing_again_from_a_scene_that_is_none_begins_at_the_beginning(told_early):
    browser, debrief = told_early
    url = browser.client.post(debrief.replace("nabespreking", "opnieuw"), {"scene": "x\x00" * 999}).url
    assert "Wat doe je daar precies?" in read(browser.look(url))


# --- The card on the home page ----------------------------------------------------------------


def test_the_home_page_puts_a_scenario_before_you_until_it_is_done(player, alice, plate):
    browser = player(alice)
    page = read(browser.look("/"))
    assert "Nieuw voor iedereen" in page
    assert f"/scenario/{PLATE}/" in page
    ledger.record(alice, plate, on=TODAY)
    assert f"/scenario/{PLATE}/" not in read(browser.look("/"))


# --- What it costs ----------------------------------------------------------------------------


def costs(send, *args):
    """How many queries a request takes."""
    with CaptureQueriesContext(connection) as queries:
        send(*args)
    return len(queries)


def test_pages_take_few_queries(player, alice, plate):
    browser = player(alice)
    url = browser.begin()
    browser.look(url)  # reads the story
    assert costs(browser.look, "/scenarios/") <= 12
    assert costs(browser.look, f"/scenario/{PLATE}/") <= 12
    assert costs(browser.look, url) == 3  # the session, the person, and the run with its choices
    done = browser.play(url, TOLD_EARLY)
    assert costs(browser.look, done.debrief) <= 12


@pytest.fixture
def asked_of_everybody(plate):
    """The scenario is in a requirement that is in force, so that completing it changes somebody's standing."""
    requirement = Requirement(key="plate", title_nl="Kenteken", title_en="Plate", in_force_from=TODAY)
    requirement.parts = [RequirementPart(activity=plate), RequirementPart(kind=RequirementPart.Kind.OWN_SCENARIO)]
    requirement.save()
    return requirement


def test_a_choice_takes_few_queries_and_the_last_one_not_many(
    player, alice, plate, asked_of_everybody, django_capture_on_commit_callbacks
):
    browser = player(alice)
    url = browser.begin()
    assert costs(browser.choose, url, 0, TOLD_EARLY[0]) <= 8
    browser.play(url, TOLD_EARLY[1:4], first_turn=1)
    with CaptureQueriesContext(connection) as queries, django_capture_on_commit_callbacks(execute=True):
        browser.choose(url, 4, TOLD_EARLY[4])
    assert Completion.objects.exists()
    assert Obligation.objects.get(employee=alice).state == "done"
    assert len(queries) <= 25, "\n".join(query["sql"][:150] for query in queries)
