"""Whole requests through the WSGI application in this process: server CPU and queries, without a socket."""

import io
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

TOKEN = "b" * 32  # of CSRF: the cookie and the header agree, as in a browser


@dataclass(frozen=True, slots=True)
class Call:
    """One request that is ready to go."""

    session: str
    path: str
    data: tuple[tuple[str, str], ...] | None = None

    @property
    def body(self) -> bytes:
        return urlencode(self.data or ()).encode()

    @property
    def cookie(self) -> str:
        return f"{settings.SESSION_COOKIE_NAME}={self.session}; csrftoken={TOKEN}"


def sign_in(employee) -> str:
    """A session in which this person has signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(employee.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = employee.get_session_auth_hash()
    session.save()
    return session.session_key


def send(app: Callable, call: Call) -> tuple[int, str, bytes]:
    """Status, location and body."""
    post = call.data is not None
    body = call.body
    environ = {
        "REQUEST_METHOD": "POST" if post else "GET",
        "PATH_INFO": call.path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": call.cookie,
        "HTTP_X_CSRFTOKEN": TOKEN,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
    }
    answered: list = []
    response = app(environ, lambda status, headers, exc=None: answered.append((status, dict(headers))))
    content = b"".join(response)
    response.close()
    status, headers = answered[0]
    return int(status[:3]), headers.get("Location", ""), content


def milliseconds(app: Callable, calls: Sequence[Call]) -> float:
    """CPU of this process per request; on PostgreSQL the database's own is not in it."""
    began = time.process_time()
    for call in calls:
        status, _, _ = send(app, call)
        assert status in (200, 302), (status, call)
    return (time.process_time() - began) * 1000 / len(calls)


def side_by_side(app: Callable, figures: dict[str, Sequence[Sequence[Call]]]) -> dict[str, float]:
    """The median of the rounds of each figure, taken in turns so that a busy moment touches all alike."""
    rounds = max(len(batches) for batches in figures.values())
    seen: dict[str, list[float]] = {name: [] for name in figures}
    for number in range(rounds):
        for name, batches in figures.items():
            seen[name].append(milliseconds(app, batches[number % len(batches)]))
    return {name: statistics.median(times) for name, times in seen.items()}


def queries(app: Callable, call: Call) -> int:
    connection.force_debug_cursor = True
    connection.queries_log.clear()
    try:
        send(app, call)
        return sum(not q["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for q in connection.queries)
    finally:
        connection.force_debug_cursor = False
