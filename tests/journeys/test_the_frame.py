"""What is around every page: the skip link, the account menu, the theme, the card with the numbers."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import DESKTOP, PHONE, sideways, style
from tests.journeys.keyboard import Keyboard
from tests.journeys.places import account

#: What readers may set (WCAG 1.4.12).
WIDER = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"


@pytest.fixture
def samira(demo, browser_page):
    keyboard = Keyboard(browser_page(DESKTOP, signed_in=account("employee")))
    keyboard.page.goto("/")
    return keyboard


def test_the_skip_link_leads_past_the_menu(samira):
    samira.press("Tab", "Enter")
    expect(samira.page.locator("main")).to_be_focused()
    samira.press("Tab")
    expect(samira.page.locator("main :focus")).to_have_count(1)


def test_the_account_menu_opens_and_closes_by_key(samira):
    button = samira.page.locator("[data-menu] summary")
    samira.go_to(button)
    samira.press("Enter")
    samira.go_to(samira.page.get_by_role("button", name="Uitloggen"))
    samira.press("Escape")
    expect(button).to_be_focused()
    expect(samira.page.get_by_role("button", name="Uitloggen")).to_be_hidden()


def test_the_account_menu_does_not_stay_in_the_way_of_who_tabs_on(samira):
    samira.go_to(samira.page.locator("[data-menu] summary"))
    samira.press("Enter")
    samira.go_to(samira.page.locator("main a").first)
    expect(samira.page.get_by_role("button", name="Uitloggen")).to_be_hidden()


def test_the_chosen_theme_is_the_one_that_the_device_would_give(samira):
    page, background = samira.page, "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="dark")
    page.reload()
    dark = page.evaluate(background)
    page.emulate_media(color_scheme="light")
    page.reload()
    light = page.evaluate(background)
    samira.button("Donkere weergave")
    assert page.evaluate(background) == dark != light
    samira.button("Lichte weergave")
    page.emulate_media(color_scheme="dark")
    page.reload()
    assert page.evaluate(background) == light


def test_the_card_with_the_numbers_gives_the_focus_back(samira):
    opener = samira.page.locator("header [data-meld]")
    samira.go_to(opener)
    samira.press("Enter")
    number = samira.page.locator("dialog[open] [data-filled] a[href^='tel:']").first
    expect(number).to_be_visible()
    samira.go_to(number)
    samira.press("Escape")
    expect(opener).to_be_focused()


def test_who_loses_the_connection_hears_it_before_sending(samira):
    samira.page.context.set_offline(True)
    expect(samira.page.locator("[data-offline]")).to_be_visible()
    samira.page.context.set_offline(False)
    expect(samira.page.locator("[data-offline]")).to_be_hidden()


def test_the_page_fits_at_every_width(samira):
    for width in range(320, DESKTOP["width"], 8):
        samira.page.set_viewport_size({"width": width, "height": 800})
        assert sideways(samira.page) == []


@pytest.mark.parametrize("path", ["/", "/scenario/alleen-dat-kenteken/", "/wie-ziet-wat/"])
def test_wider_letters_find_room(samira, path):
    samira.page.goto(path)
    style(samira.page, WIDER)
    for screen in (DESKTOP, PHONE):
        samira.page.set_viewport_size(screen)
        assert sideways(samira.page) == []
