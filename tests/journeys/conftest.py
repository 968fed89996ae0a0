"""A real browser on a real server, for the tests that walk the site as a person does.

def test_the_map_shows_the_next_step(browser_page, bo): ...
    page = browser_page(PHONE, signed_in=bo)
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.journeys.browsing import DESKTOP, PHONE, launch, listen
from tests.people import TODAY


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys; each page gets a fresh profile in it."""
    from django.db import connections

    ours = {alias: connections[alias] for alias in connections}
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop running in this thread, which Django takes for async code: it would open
        # connections of its own, that know nothing of the test database. Nothing here is async.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        for alias, connection in ours.items():
            connections[alias] = connection
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Open a page as someone on some device. The test fails if any page it saw had an error of its own."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_page(
        screen: ViewportSize = DESKTOP,
        *,
        signed_in: Any = None,
        theme: str = "light",
        language: str = "nl",
        javascript: bool = True,
        expects: int = 0,
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=screen,
            is_mobile=screen == PHONE,
            has_touch=screen == PHONE,
            color_scheme=theme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            locale={"nl": "nl-NL", "en": "en-GB"}[language],
            java_script_enabled=javascript,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
        if signed_in is not None:
            context.add_cookies([_session_of(signed_in, live_server.url)])
        page = context.new_page()
        listen(page, problems, expects)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def phone(browser_page: Callable[..., Page]) -> Page:
    """Nobody in particular, on a phone."""
    return browser_page(PHONE)


@pytest.fixture
def desktop(browser_page: Callable[..., Page]) -> Page:
    """Nobody in particular, at a desk."""
    return browser_page(DESKTOP)


@pytest.fixture
def demo(transactional_db: None, tmp_path_factory: pytest.TempPathFactory, settings: Any) -> None:
    """The demo organisation: built once, and put back as it was for each test that asks for it."""
    from django.core.management import call_command
    from django.db import connection

    settings.DEMO, settings.WEERBAAR_TODAY = True, TODAY
    file = tmp_path_factory.getbasetemp() / "demo.sqlite3"
    built = file.exists()
    connection.ensure_connection()
    if not built:
        call_command("demo", verbosity=0)
    with closing(sqlite3.connect(file)) as snapshot:
        source, target = (snapshot, connection.connection) if built else (connection.connection, snapshot)
        source.backup(target)


def _session_of(person: Any, url: str) -> Any:
    """The cookie of a session in which this person has just signed in."""
    from allauth.account.internal.flows.login import record_authentication
    from django.http import HttpRequest
    from django.test import Client

    client = Client()
    client.force_login(person)
    request = HttpRequest()
    request.session = session = client.session
    record_authentication(request, person, method="password", reauthenticated=True)
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": url}
