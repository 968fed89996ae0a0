"""What holds on every page, in every state, for everybody: day and night, wide and narrow, Dutch and English."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from playwright.sync_api import Page

from tests.architecture.test_every_url import OURS
from tests.journeys.browsing import DESKTOP, PHONE, STILL, axe, sideways, style
from tests.journeys.keyboard import Keyboard
from tests.journeys.places import EMPLOYEE, NO_PAGE, VISITORS, Place, people, places
from tests.journeys.words import strange_words

#: The narrowest that a page has to fit on: 1280 pixels wide, enlarged four times.
NARROWEST = {"width": 320, "height": 640}
COLOURS = ["color-contrast", "link-in-text-block"]


@pytest.fixture
def who(demo):
    return people()


@pytest.fixture
def everywhere(who):
    return places(who)


def test_every_page_is_visited(everywhere):
    """A new address gets a place in places.py, or a reason in NO_PAGE."""
    visited = {place.name for place in everywhere}
    assert set(OURS) - set(NO_PAGE) <= visited
    assert set(NO_PAGE) <= set(OURS)
    assert {place.visitor for place in everywhere} == set(VISITORS)


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_page_can_be_used_by_everybody(who, everywhere, browser_page, visitor):
    page = browser_page(signed_in=who[visitor])
    found = [
        f"{place.what}: {complaint}"
        for place in everywhere
        if place.visitor == visitor
        for complaint in complaints(page, place)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_page_speaks_english_and_shows_where_tab_goes(who, everywhere, browser_page, visitor):
    page = browser_page(PHONE, signed_in=who[visitor], language="en")
    found = []
    for place in (place for place in everywhere if place.visitor == visitor):
        place.open(page)
        assert page.locator("html").get_attribute("lang") == "en", place
        seen = [*strange_words(page, "en"), *sideways(page), *Keyboard(page).walk()]
        found += [f"{place.what}: {complaint}" for complaint in seen]
    assert not found, "\n".join(found)


def test_the_page_that_says_it_went_wrong_can_be_used_as_well(who, browser_page, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("This is how it looks when something of ours breaks.")

    monkeypatch.setattr("modules.home.home", broken)
    page = browser_page(signed_in=who[EMPLOYEE], expects=HTTPStatus.INTERNAL_SERVER_ERROR)
    found = list(complaints(page, Place(EMPLOYEE, "an error of ours", "/", status=500)))
    assert not found, "\n".join(found)


def complaints(page: Page, place: Place) -> Iterator[str]:
    """All that is wrong with this page."""
    page.set_viewport_size(DESKTOP)
    place.open(page)
    yield from strange_words(page, "nl")
    yield from where_the_focus_is(page)
    style(page, STILL)
    page.locator("main details").evaluate_all("all => all.forEach(details => details.open = true)")
    yield from axe(page)
    page.emulate_media(color_scheme="dark")
    yield from axe(page, COLOURS)
    for screen in (NARROWEST, PHONE):
        page.set_viewport_size(screen)
        yield from sideways(page)
    yield from axe(page, COLOURS)
    page.emulate_media(color_scheme="light")
    yield from axe(page)
    yield from reporting(page)


def where_the_focus_is(page: Page) -> Iterator[str]:
    """On what is new, where the page says so. Otherwise Tab comes to the skip link first."""
    if page.locator("dialog[open], details[data-menu][open]").count():
        return
    news = page.locator("[data-focus], [autofocus]")
    if news.count():
        if not news.locator(":scope:focus").count():
            yield "the focus is not on what is new"
        page.locator("body").evaluate("body => { document.activeElement.blur(); scrollTo(0, 0); }")
        first = page.evaluate("document.querySelector('a[href], button, input, summary, [tabindex=\"0\"]').className")
    else:
        page.keyboard.press("Tab")
        first = page.evaluate("document.activeElement.className")
    if first != "wb-skip-link":
        yield f"Tab begins at {first or 'something'}, not at the skip link"


def reporting(page: Page) -> Iterator[str]:
    """The card with the numbers is one press away."""
    opener = page.locator("[data-meld]").locator("visible=true").first
    if page.locator("dialog[open]").count():
        page.keyboard.press("Escape")
    if opener.get_attribute("href") != "/melden/":
        yield "without script, reporting goes nowhere"
    opener.click()
    page.locator("dialog[open] [data-contact-card][data-filled]").wait_for()
    page.keyboard.press("Escape")
    if page.locator("dialog[open]").count():
        yield "the card does not close"
