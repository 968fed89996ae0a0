"""What a walk through the site needs: two screens, a watchful eye, and axe-core."""

import os
import shutil

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Playwright, Response, ViewportSize

PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=900)

# The browser calls nobody but us. Root may not have the sandbox, and needs none for its own pages.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Off by default in axe-core, because it is young.
WCAG_2_2 = {"target-size": {"enabled": True}}
#: No colour or size on its way to another while we look.
STILL = "*, *::before, *::after { transition: none !important; animation: none !important }"
PARTS_OF_A_PAGE = {"stylesheet", "script", "font", "image"}


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium, or the one that CHROMIUM names."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


def axe(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe-core has against this page, a line each; by all its rules, or by these."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {"rules": WCAG_2_2})
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [f"{page.url}: {rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


def sideways(page: Page) -> list[str]:
    """What sticks out of the screen, so that reading it takes two directions, and words that are cut off."""
    return page.evaluate(
        """
        () => {
            const cuts = (one) => {
                const style = getComputedStyle(one);
                return /hidden|clip/.test(style.overflowX) && style.textOverflow !== "ellipsis";
            };
            // One pixel wide is for who listens.
            const lost = [...document.querySelectorAll("main *:not(svg *)")].filter((one) =>
                one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1 && one.innerText?.trim() && cuts(one));
            const wide = document.documentElement.scrollWidth;
            return [
                ...(wide > innerWidth ? [`${wide} wide at ${innerWidth}`] : []),
                ...lost.map((one) => `cut off at ${innerWidth}: ${one.outerHTML.slice(0, 100)}`),
            ];
        }
        """
    )


def style(page: Page, rules: str) -> None:
    """Add these rules to the page, as readers do with a style sheet of their own."""
    page.evaluate(
        """
        rules => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(rules);
            document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }
        """,
        rules,
    )


def listen(page: Page, problems: list[str], expects: int = 0) -> None:
    """Note script errors, what the content-security policy refused, and parts of the page that did not come."""

    def on_response(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type in PARTS_OF_A_PAGE:
            problems.append(f"{page.url}: {response.status} for {response.url}")
        elif response.status >= 500 and response.status != expects:
            problems.append(f"{response.status} for {response.url}")

    page.on("response", on_response)
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda message: (
            problems.append(f"{page.url}: {message.text}")
            if message.type == "error" and "Failed to load resource" not in message.text
            else None
        ),
    )
