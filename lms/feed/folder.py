"""The three files of a delivery in a folder, as an HR system puts them there."""

from datetime import date
from pathlib import Path

from lms.feed.parse import ABSENCES, PEOPLE, UNITS, Delivery, NotADelivery, parse


def read(folder: Path, day: date) -> Delivery:
    """`hr-units-2026-11-02.csv` and its two companions."""
    files = {}
    for name in (UNITS, PEOPLE, ABSENCES):
        path = folder / f"hr-{name}-{day}.csv"
        try:
            files[name] = path.read_bytes()
        except OSError as error:
            raise NotADelivery("unreadable", path=str(path), why=error.strerror or str(error)) from None
    return parse(day, files)
