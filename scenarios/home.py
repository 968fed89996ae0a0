"""The card about a scenario on the home page."""

from datetime import date

from lms.models import Employee
from scenarios.offer import next_offer


def card(employee: Employee, *, on: date) -> tuple[str, dict] | None:
    """A scenario that this person has not done yet, or nothing."""
    offer = next_offer(employee, on=on)
    return ("scenarios/home_card.html", {"offer": offer}) if offer else None
