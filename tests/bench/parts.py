"""The parts of the bench; each prints its rows as JSON. Run by `python -m tests.bench`."""

import asyncio
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402

from lms import access, clock  # noqa: E402
from lms.demo import organisation  # noqa: E402
from lms.duties import projection  # noqa: E402
from lms.models import Activity, Completion, Employee, Obligation, OrgUnit, Post, Requirement  # noqa: E402
from tests.bench import crowd, floors  # noqa: E402
from tests.bench.requests import Call, queries, send, side_by_side, sign_in  # noqa: E402
from tests.bench.robot import Form, fill  # noqa: E402

ROUNDS, EACH = 5, 30


def row(figure: str, value: float, unit: str, floor: float | None = None, goal: str = "") -> None:
    print(json.dumps({"figure": figure, "value": value, "unit": unit, "floor": floor, "goal": goal}), flush=True)


# --- Requests ---------------------------------------------------------------------------------


def requests(people: int) -> None:
    """The hot requests, beside the least that such a request can cost; then a crowd."""
    _quiet("migrate")
    _quiet("demo", people=people)
    floors.make_table()
    settings.ROOT_URLCONF = "tests.bench.floors"
    app = get_wsgi_application()
    players = list(Employee.objects.employed(on=clock.today()).exclude(email__endswith="demo.example").order_by("pk"))
    sessions = [sign_in(player) for player in players]
    answers = [_first_answer(app, session) for session in sessions[: ROUNDS * EACH]]
    choices = [_first_choice(app, session) for session in sessions[ROUNDS * EACH : 2 * ROUNDS * EACH]]
    row_floor = [Call(session, "/bench/row/", (("choice", "a"),)) for session in sessions[: ROUNDS * EACH]]

    question, scene = Call(answers[0].session, answers[0].path), Call(choices[0].session, _parent(choices[0].path))
    floors.BODY["html"] = send(app, scene)[2]
    page_floor = Call(sessions[0], "/bench/page/")
    employee, manager, bureau = (_account(name) for name in ("employee", "manager", "bureau"))
    home, team, overview = Call(employee, "/"), Call(manager, "/team/"), Call(bureau, "/organisatie/")

    counts = {
        "answering an item": queries(app, _first_answer(app, sessions[-1])),
        "answering the item that completes bronze": queries(app, _last_answer(app, sessions[-2])),
        "choosing in a scenario": queries(app, _first_choice(app, sessions[-3])),
        "module page": queries(app, question),
        "scenario page": queries(app, scene),
        "home page": queries(app, home),
        "team page": queries(app, team),
        "organisation page": queries(app, overview),
    }
    for name, count in counts.items():
        most = "8" if name in ("answering an item", "choosing in a scenario") else "25" if "completes" in name else "12"
        row(f"{name}, queries", count, "", goal=f"at most {most}")

    times = side_by_side(
        app,
        {
            "row": _batches(row_floor),
            "answer": _batches(answers),
            "choice": _batches(choices),
            "page": [[page_floor] * EACH],
            "question": [[question] * EACH] * ROUNDS,
            "scene": [[scene] * EACH],
            "home": [[home] * EACH],
            "team": [[team] * 10],
        },
    )
    row("answering an item, server CPU", times["answer"], "ms", times["row"], "at most 2.5")
    row("choosing in a scenario, server CPU", times["choice"], "ms", times["row"], "at most 2.5")
    row("module page, server CPU", times["question"], "ms", times["page"], "at most 2")
    row("scenario page, server CPU", times["scene"], "ms", times["page"], "at most 2")
    row("home page, server CPU", times["home"], "ms", times["page"])
    row("team page, server CPU", times["team"], "ms", times["page"])
    _crowds(sessions[2 * ROUNDS * EACH :])


def _batches(calls: list[Call]) -> list[list[Call]]:
    return [calls[start : start + EACH] for start in range(0, len(calls), EACH)]


def _account(name: str) -> str:
    return sign_in(Employee.objects.get(email=f"{name}@demo.example"))


def _first_answer(app: Callable, session: str, module: str = "b5") -> Call:
    """An attempt that has begun, and the answer to its first question, not sent yet."""
    attempt = send(app, Call(session, f"/module/{module}/start/", ()))[1]
    return _answer(app, session, send(app, Call(session, attempt))[1])


def _answer(app: Callable, session: str, question: str) -> Call:
    page = send(app, Call(session, question))[2].decode()
    form = next(f for f in Form(page).forms if f["action"] == question)
    return Call(session, question, tuple(fill(form, random.Random(1))))


def _last_answer(app: Callable, session: str) -> Call:
    """All of bronze played but for the very last answer."""
    for module in ("b5", "b6"):
        call = _first_answer(app, session, module)
        while True:
            send(app, call)
            attempt = call.path.rsplit("/", 2)[0] + "/"
            following = send(app, Call(session, attempt))[1]
            if following.endswith("/klaar/"):
                break
            call = _answer(app, session, following)
            if module == "b6" and int(following.rstrip("/").rsplit("/", 1)[1]) == 6:
                return call
    raise AssertionError("b6 has no sixth question")


def _first_choice(app: Callable, session: str) -> Call:
    story = send(app, Call(session, "/scenario/alleen-dat-kenteken/begin/", ()))[1]
    page = send(app, Call(session, story))[2].decode()
    form = next(f for f in Form(page).forms if f["action"].startswith(story) and "keuze" in f["action"])
    return Call(session, form["action"], tuple(fill(form, random.Random(1))))


def _parent(path: str) -> str:
    return path.rstrip("/").rsplit("/", 1)[0] + "/"


def _crowds(sessions: list[str]) -> None:
    from modules.models import Answer

    workers = 1 if connection.vendor == "sqlite" else os.cpu_count() or 1
    half = len(sessions) // 2
    for players, mine in ((16, sessions[:half]), (64, sessions[half:])):
        before = Answer.objects.count()
        connection.close()
        with crowd.Server(8_971, workers) as server:
            floor = asyncio.run(crowd.press(server.port, mine, players, time.monotonic() + 5))
            played = asyncio.run(crowd.play(server.port, mine, players, time.monotonic() + 10))
        stored = Answer.objects.count() - before
        row(f"{players} players at once, requests a second", played.requests / played.seconds, "",
            floor.requests / floor.seconds)  # fmt: skip
        row(f"{players} players, answers sent and not stored", played.answers_sent - stored, "", goal="0")
        row(f"{players} players, answers stored", stored, "")
        row(f"{players} players, errors", played.errors + floor.errors, "", goal="0")


# --- Sizes ------------------------------------------------------------------------------------


def size(people: int) -> None:
    """What grows with the organisation: the feed, the projection, the heat map; and what must not."""
    from analytics import queries as figures

    today, label = clock.today(), f"at {people:,} people"
    _quiet("migrate")
    _quiet("setup")
    _quiet("content", "load")
    in_force = ("start-veilig", "i-bewustzijn", "meldprocedure", "benaderd", "doel-brons")
    Requirement.objects.filter(key__in=in_force).update(in_force_from="2025-05-01")
    service = organisation.build(today, people)
    with tempfile.TemporaryDirectory() as folder:
        organisation.write_delivery(service, Path(folder), today)
        seconds = _seconds(lambda: _quiet("hr_feed", folder, delivery=today, apply=True))
    written = Employee.objects.count() + Post.objects.count() + Obligation.objects.count()
    row(f"first delivery from HR, {label}", seconds, "s", _insert(written), "60 s at 30,000")
    row(f"memory after it, {label}", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", goal="500")

    _half_of_them_did_bronze(today)
    Obligation.objects.all().delete()
    seconds = _seconds(lambda: projection.project_all(on=today))
    row(f"working out all obligations, {label}", seconds, "s", _insert(Obligation.objects.count()))
    row(f"the same when nothing changed, {label}", _seconds(lambda: projection.project_all(on=today)), "s")

    analysed = "ANALYZE"
    with connection.cursor() as cursor:
        cursor.execute(analysed)
    units = OrgUnit.objects.all()
    heat = _best(lambda: figures.tallies(units, depth=2))
    row(f"heat map, {label}", heat, "ms", _best(_one_aggregate), "at most 2 at 100,000")

    app = get_wsgi_application()
    bureau = Post.objects.current(today).filter(role="bureau").first().employee
    manager = Post.objects.current(today).filter(role="manager", unit__kind="team").first().employee
    assert access.authority(manager, on=today).leads_people
    for name, viewer, path in (("organisation", bureau, "/organisatie/"), ("team", manager, "/team/")):
        call = Call(sign_in(viewer), path)
        goal = "100 ms at 30,000" if name == "team" else ""
        row(f"{name} page, {label}", _best(lambda call=call: send(app, call)), "ms", goal=goal)
        row(f"{name} page, queries, {label}", queries(app, call), "", goal="at most 12")


def _half_of_them_did_bronze(today) -> None:
    activity = Activity.objects.get(key="niveau-brons")
    ids = Employee.objects.order_by("pk").values_list("pk", flat=True)
    Completion.objects.bulk_create(
        (Completion(employee_id=pk, activity=activity, day=today) for pk in ids if pk % 2), batch_size=1_000
    )


def _one_aggregate() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT unit_id, requirement_id, state, COUNT(*) FROM {Obligation._meta.db_table} "
            "GROUP BY unit_id, requirement_id, state"
        )
        cursor.fetchall()


def _insert(rows: int) -> float:
    """Seconds to put so many rows of an obligation's width into a bare table, a thousand a statement."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_bare (a bigint, b bigint, c text, d date, e date, f date)")
        mark = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * 100)
        values = [1, 2, "open", "2026-11-23", "2026-11-23", "2026-11-23"] * 100
        began = time.perf_counter()
        for _ in range(rows // 100):
            cursor.execute(f"INSERT INTO bench_bare VALUES {mark}", values)
        seconds = time.perf_counter() - began
        cursor.execute("DROP TABLE bench_bare")
    return seconds


def _seconds(work: Callable) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _best(work: Callable, times: int = 7) -> float:
    work()
    return sorted(_seconds(work) for _ in range(times))[times // 2] * 1000


def _quiet(*command, **options) -> None:
    with open(os.devnull, "w") as nowhere:
        call_command(*command, stdout=nowhere, verbosity=0, **options)


if __name__ == "__main__":
    {"requests": requests, "size": size}[sys.argv[1]](int(sys.argv[2]))
