"""From signing in to a medal, a debrief and a smaller gap, by people who use no mouse."""

from playwright.sync_api import expect

from lms.management.commands.demo import PASSWORD
from tests.journeys.browsing import DESKTOP, PHONE
from tests.journeys.keyboard import Keyboard, starts_reading_at

SAMIRA, MANAGER, BUREAU = "employee@demo.example", "manager@demo.example", "bureau@demo.example"

#: In a chat, a meeting and a call; and she says nothing to anybody until the end.
THROUGH_THE_STORY = ["open", "zelf-betalen", "stil", "dinsdag", "samen", "kort"]


def test_samira_earns_bronze_on_her_phone_and_her_manager_sees_it(demo, browser_page):
    manager = Keyboard(browser_page(DESKTOP))
    manager.page.goto("/team/")
    manager.sign_in(MANAGER, PASSWORD)
    samiras = manager.page.locator(".wb-gaps tbody", has_text="Samira el Amrani")
    expect(samiras).to_contain_text("Meldprocedure gekend")
    bronze = manager.page.locator(".wb-level-stat", has_text="Brons").locator(".wb-level-stat__num")
    before = bronze.inner_text()

    samira = Keyboard(browser_page(PHONE))
    samira.page.goto("/")
    samira.sign_in(SAMIRA, PASSWORD)
    expect(samira.page.get_by_role("heading", level=1)).to_contain_text("Samira")
    samira.link("Begin")
    _play_the_module(samira)
    starts_reading_at(samira.page, "Klaar: Wat is gevoelig?")
    samira.link("Start Wie bel je waarvoor?")
    _play_the_module(samira)
    starts_reading_at(samira.page, "Brons is van jou, Samira")

    samira.link("Naar mijn reis")
    expect(samira.page.get_by_role("link", name="Medaille brons, behaald")).to_be_visible()
    samira.link("Medailles")
    shelf = samira.page.get_by_role("listitem").filter(has=samira.page.get_by_role("heading", name="Brons"))
    expect(shelf).to_contain_text("Behaald op")

    manager.page.reload()
    expect(samiras).to_contain_text("Wat als je benaderd wordt")
    expect(samiras).not_to_contain_text("Meldprocedure gekend")
    assert int(bronze.inner_text().split()[0]) == int(before.split()[0]) + 1
    manager.go_to(samiras.locator("summary"))
    manager.press("Enter")
    expect(samiras.locator("details p")).to_contain_text("scenario")


def test_samira_plays_a_story_at_her_desk_and_it_is_one_gap_less(demo, browser_page):
    samira = _signed_in(browser_page(DESKTOP), SAMIRA, "/")
    samira.link("Scenarios")
    samira.link("Just that number plate")
    samira.button("Begin")
    for choice in THROUGH_THE_STORY:
        samira.enter(samira.page.locator(f"button[name=choice][value={choice}]"))
        if choice != THROUGH_THE_STORY[-1]:
            starts_reading_at(samira.page, "What do you do now?")
    starts_reading_at(samira.page)
    expect(samira.page.get_by_role("heading", name="6 moments that counted")).to_be_visible()
    samira.link("Who sees what?")
    samira.page.goto("/medailles/")
    expect(samira.page.get_by_role("listitem").filter(has_text="New")).to_have_count(1)

    manager = _signed_in(browser_page(PHONE), MANAGER, "/team/")
    still_waiting = manager.page.locator(".wb-gaps tbody", has_text="Samira el Amrani")
    expect(still_waiting).to_contain_text("Knows how to report")
    expect(still_waiting).not_to_contain_text("What if you are approached")

    bureau = _signed_in(browser_page(DESKTOP), BUREAU, "/organisatie/")
    bureau.go_to(bureau.page.get_by_role("region", name="Heat map"))
    expect(bureau.page.get_by_role("row", name="Whole organisation")).to_contain_text("%")


def _signed_in(page, person, path):
    """They ask for their page, choose English, and sign in."""
    somebody = Keyboard(page)
    page.goto(path)
    somebody.button("English")
    somebody.sign_in(person, PASSWORD)
    return somebody


def _play_the_module(player):
    """From its own page to the end, an answer of some sort at each question."""
    player.button("Begin")
    while not player.page.url.endswith("/klaar/"):
        player.answer()
        starts_reading_at(player.page)
        player.enter(player.page.locator(".wb-dock a").first)
