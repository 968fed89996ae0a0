"""`make bench`: one table of figure, floor and ratio. Floors are measured in the same run, on the same machine.

    python -m tests.bench                  hot requests, a crowd, and the sizes 30,000 and 100,000
    python -m tests.bench --sizes 30000    other sizes (or none: --sizes)

Without DATABASE_URL it makes SQLite files of its own; with a PostgreSQL one it makes databases beside the named one.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from urllib.parse import urlsplit, urlunsplit


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m tests.bench")
    arguments.add_argument("--sizes", nargs="*", type=int, default=[30_000, 100_000])
    sizes = arguments.parse_args().sizes
    rows: list[dict] = []
    with tempfile.TemporaryDirectory(prefix="weerbaar-bench-") as folder:
        rows += part("requests", folder, people=600)
        for people in sizes:
            rows += part("size", folder, people=people)
    show(rows)


def part(name: str, folder: str, people: int) -> list[dict]:
    """Run one part in a process and a database of its own."""
    environ = os.environ | {
        "DATABASE_URL": _database(os.environ.get("DATABASE_URL", ""), folder, f"bench_{name}_{people}"),
        "WEERBAAR_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "lms.settings",
        "WEERBAAR_LOG_LEVEL": "ERROR",
    }
    print(f"Measuring {name} at {people:,} people …", file=sys.stderr, flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.parts", name, str(people)],
        env=environ,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def _database(url: str, folder: str, name: str) -> str:
    parts = urlsplit(url)
    if not parts.scheme.startswith("postgres"):
        return f"sqlite:///{folder}/{name}.sqlite3"
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    return urlunsplit(parts._replace(path=f"/{name}"))


def show(rows: list[dict]) -> None:
    print(f"{'figure':<58}{'measured':>14}{'floor':>12}{'ratio':>8}  goal")
    for row in rows:
        floor = f"{row['floor']:,.2f}" if row.get("floor") is not None else "–"
        ratio = f"{row['value'] / row['floor']:.2f}" if row.get("floor") else "–"
        value = f"{row['value']:,.2f} {row['unit']}"
        print(f"{row['figure']:<58}{value:>14}{floor:>12}{ratio:>8}  {row.get('goal', '')}")


if __name__ == "__main__":
    main()
