"""Takes the pictures in docs/screenshots from a running demo that nobody has played in yet.

    make demo
    .venv/bin/python -m tests.journeys.screenshots [http://localhost:8000]

It signs in as the demo's people, begins a module and plays the story to an end.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.journeys.browsing import DESKTOP, PHONE, launch

FOLDER = Path("docs/screenshots")
PASSWORD = "weerbaar-demo"
TO_THE_CHAT, TO_THE_END = ["open", "aannemen", "nee"], ["rondvragen", "samen", "kort"]
MODULE, STORY = "/module/b5/", "/scenario/alleen-dat-kenteken/"
GAP = 30


def main(url: str = "http://localhost:8000") -> None:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        employee = _sign_in(browser, url, "employee", DESKTOP)
        _keep("reis", _look(employee, "/"))
        _begin(employee, MODULE)
        _keep("vraag", _look(employee))
        question = employee.url
        _begin(employee, STORY)
        _choose(employee, TO_THE_CHAT)
        _keep("scenario", _look(employee))
        _keep("telefoon", *_on_the_phone(browser, url, ["/", question, employee.url]))
        _choose(employee, TO_THE_END)
        _keep("nabespreking", _look(employee))
        _keep("team", _look(_sign_in(browser, url, "manager", DESKTOP), "/team/"))
        _keep("organisatie", _look(_sign_in(browser, url, "bureau", DESKTOP), "/organisatie/"))
        browser.close()


def _sign_in(browser: Browser, url: str, name: str, screen: ViewportSize) -> Page:
    page = browser.new_page(base_url=url, viewport=screen, locale="nl-NL", reduced_motion="reduce")
    page.goto("/account/login/")
    page.locator("[name=login]").fill(f"{name}@demo.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    return page


def _begin(page: Page, path: str) -> None:
    page.goto(path)
    page.locator("main .wb-button--primary-action").first.click()


def _choose(page: Page, choices: list[str]) -> None:
    for choice in choices:
        page.locator(f"button[name=choice][value={choice}]").click()


def _on_the_phone(browser: Browser, url: str, places: list[str]) -> list[Image.Image]:
    page = _sign_in(browser, url, "employee", PHONE)
    return [_look(page, place) for place in places]


def _look(page: Page, path: str = "") -> Image.Image:
    """The screen as it is when everything has come; without the mark of the focus, which nobody's eye is on."""
    if path:
        page.goto(path)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement.blur()")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def _keep(name: str, *screens: Image.Image) -> None:
    """Side by side, in as few colours as the eye asks for."""
    width = sum(screen.width for screen in screens) + GAP * (len(screens) - 1)
    sheet = Image.new("RGB", (width, screens[0].height), "white")
    left = 0
    for screen in screens:
        sheet.paste(screen, (left, 0))
        left += screen.width + GAP
    FOLDER.mkdir(exist_ok=True)
    file = FOLDER / f"{name}.png"
    sheet.quantize(192, dither=Image.Dither.NONE).save(file, optimize=True)
    sys.stdout.write(f"{file}: {file.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
