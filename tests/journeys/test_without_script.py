"""The same by plain links and forms, in a browser that runs no script at all."""

from playwright.sync_api import expect

from tests.journeys.browsing import DESKTOP, PHONE
from tests.journeys.places import account


def test_samira_does_a_module_by_plain_forms(demo, browser_page):
    page = browser_page(PHONE, signed_in=account("employee"), javascript=False)
    page.goto("/")
    page.get_by_role("link", name="Begin").locator("visible=true").first.click()
    page.get_by_role("button", name="Begin").click()
    while not page.url.endswith("/klaar/"):
        _answer(page)
        expect(page.locator("#feedback")).to_be_visible()
        page.locator(".wb-dock a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Klaar: Wat is gevoelig?")


def test_who_sends_nothing_is_told_what_to_do(demo, browser_page):
    page = browser_page(PHONE, signed_in=account("employee"), javascript=False)
    page.goto("/module/b6/")
    page.get_by_role("button", name="Begin").click()
    page.locator(".wb-dock button").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.locator("main input:target")).to_be_visible()


def test_samira_plays_a_story_by_plain_forms_and_reports(demo, browser_page):
    page = browser_page(DESKTOP, signed_in=account("employee"), language="en", javascript=False)
    page.goto("/scenario/alleen-dat-kenteken/")
    page.get_by_role("button", name="Begin").click()
    for choice in ("open", "zelf-betalen", "kijken"):
        page.locator(f"button[name=choice][value={choice}]").click()
    page.get_by_role("button", name="Stop and report this").click()
    page.locator("button[name=choice]").first.click()
    expect(page.get_by_role("heading", name="What you trained")).to_be_visible()


def test_reporting_the_language_and_the_theme_work_from_a_question(demo, browser_page):
    page = browser_page(PHONE, signed_in=account("employee"), javascript=False)
    page.goto("/module/b5/")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Meld direct").click()
    expect(page.locator("main [data-contact-card] a[href^='tel:']").first).to_be_visible()
    page.get_by_role("button", name="English").locator("visible=true").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Dark view").locator("visible=true").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def _answer(page):
    """Something for every part of the question, whatever its type."""
    form = page.locator("main form[novalidate]")
    for place, step in enumerate(form.locator(".wb-order select").all(), 1):
        step.select_option(str(place))
    for belongs in form.locator(".wb-match select").all():
        belongs.select_option(index=1)
    for row in form.locator("tbody tr").all():
        row.locator("label").last.click()
    if form.locator(".wb-options").count():
        form.locator(".wb-options label").first.click()
    form.locator(".wb-dock button").click()
