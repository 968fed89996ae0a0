"""The manager's and the bureau's page in a real browser: readable, in both themes, within the strict policy."""

import pytest

from tests.journeys.browsing import DESKTOP, PHONE, axe

SCREENS = pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])
PAGES = {"/team/": "manager", "/organisatie/": "bureau"}


def account(name):
    from lms.models import Employee

    return Employee.objects.get(email=f"{name}@demo.example")


@SCREENS
@THEMES
@pytest.mark.parametrize("path", PAGES)
def test_axe_has_nothing_to_say(demo, browser_page, screen, theme, path):
    page = browser_page(screen, signed_in=account(PAGES[path]), theme=theme)
    page.goto(path)
    for summary in page.locator("main summary").all():
        summary.click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= screen["width"]


def test_the_chart_is_drawn_and_follows_the_theme_without_a_style_of_its_own(demo, browser_page):
    """The policy refuses inline styles; `browser_page` fails on what the browser says about that."""
    page = browser_page(DESKTOP, signed_in=account("bureau"))
    page.goto("/organisatie/")
    line = page.locator(".wb-plot .scatterlayer .js-line").first
    line.wait_for(state="attached")
    by_day = line.evaluate("line => getComputedStyle(line).stroke")
    page.locator(".wb-plot").hover()
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "day => getComputedStyle(document.querySelector('.wb-plot .js-line')).stroke !== day", arg=by_day
    )


def test_without_script_the_figures_are_in_the_table(demo, browser_page):
    page = browser_page(DESKTOP, signed_in=account("bureau"), javascript=False)
    page.goto("/organisatie/")
    page.locator("main summary").first.click()
    assert page.get_by_role("rowheader", name="31 oktober 2026").is_visible()


def test_a_manager_asks_why_with_the_keyboard(demo, browser_page):
    page = browser_page(DESKTOP, signed_in=account("manager"))
    page.goto("/team/")
    page.locator(".wb-why summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".wb-why p").first.inner_text().startswith("Verplicht sinds")
