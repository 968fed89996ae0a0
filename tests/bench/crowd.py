"""Many players at once against the real server, as it runs: 16 and then 64 of them, and every answer counted."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.requests import TOKEN, Call
from tests.bench.robot import Form, fill


@dataclass(slots=True)
class Played:
    seconds: float
    requests: int
    answers_sent: int
    errors: int


class Server:
    """granian with the production arrangement: one process on SQLite, one a core on PostgreSQL."""

    def __init__(self, port: int, workers: int):
        self.port, self.workers = port, workers

    def __enter__(self) -> "Server":
        command = [
            str(Path(sys.executable).parent / "granian"),
            *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)),
            *("--workers", str(self.workers), "--blocking-threads", "1", "--backlog", "1024"),
            *("--no-ws", "--no-access-log", "--log-level", "warning", "tests.bench.wsgi:application"),
        ]
        self.process = subprocess.Popen(command, env=os.environ | {"DJANGO_SETTINGS_MODULE": "lms.settings"})
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                asyncio.run(request("127.0.0.1", self.port, Call("", "/healthz")))
                return self
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("The server did not answer within a minute.")

    def __exit__(self, *_exc) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)


async def request(host: str, port: int, call: Call) -> tuple[int, str, str]:
    """One request on a connection of its own: status, location and text."""
    reader, writer = await asyncio.open_connection(host, port)
    body = call.body if call.data is not None else b""
    head = [
        f"{'POST' if call.data is not None else 'GET'} {call.path} HTTP/1.1",
        f"Host: localhost:{port}",
        f"Cookie: {call.cookie}" if call.session else "X-Nobody: 1",
        f"X-CSRFToken: {TOKEN}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    writer.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
    await writer.drain()
    raw = await reader.read()
    writer.close()
    top, _, content = raw.partition(b"\r\n\r\n")
    lines = top.decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
    return int(lines[0].split()[1]), headers.get("location", ""), content.decode("utf-8", "replace")


async def play(port: int, sessions: list[str], players: int, until: float) -> Played:
    """Each player goes through modules, question by question, until the time is up. Sessions are not shared."""
    played = Played(0.0, 0, 0, 0)
    began = time.monotonic()
    shares = [sessions[number::players] for number in range(players)]
    await asyncio.gather(*(_player(port, share, until, played) for share in shares))
    played.seconds = time.monotonic() - began
    return played


async def _player(port: int, sessions: list[str], until: float, played: Played) -> None:
    chance = random.Random(sessions[0])
    for session in sessions:
        for module in ("b5", "b6"):
            _, attempt, _ = await _ask(port, Call(session, f"/module/{module}/start/", ()), played)
            while time.monotonic() < until:
                _, question, _ = await _ask(port, Call(session, attempt), played)
                if question.endswith("/klaar/"):
                    break
                _, _, page = await _ask(port, Call(session, question), played)
                form = next(f for f in Form(page).forms if f["action"] == question)
                status, explanation, _ = await _ask(port, Call(session, question, tuple(fill(form, chance))), played)
                if status == 302:
                    played.answers_sent += 1
                    await _ask(port, Call(session, explanation), played)
            if time.monotonic() >= until:
                return


async def press(port: int, sessions: list[str], players: int, until: float) -> Played:
    """The floor under the same crowd: everybody writes one row, again and again."""
    played = Played(0.0, 0, 0, 0)

    async def one(session: str) -> None:
        while time.monotonic() < until:
            await _ask(port, Call(session, "/bench/row/", (("choice", "a"),)), played)

    began = time.monotonic()
    await asyncio.gather(*(one(session) for session in sessions[:players]))
    played.seconds = time.monotonic() - began
    return played


async def _ask(port: int, call: Call, played: Played) -> tuple[int, str, str]:
    answer = await request("127.0.0.1", port, call)
    played.requests += 1
    played.errors += answer[0] >= 500
    return answer
