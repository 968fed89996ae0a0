"""The manager's and the bureau's page in a real browser: the chart within the strict policy, and without it."""

from tests.journeys.browsing import DESKTOP
from tests.journeys.places import account


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
