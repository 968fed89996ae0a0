"""Goals and duties to stand in, and the people of two directorates."""

from datetime import date
from types import SimpleNamespace

import pytest

from lms import ledger
from lms.duties import projection
from lms.models import Activity, Requirement, RequirementPart
from tests.people import TODAY, employ

LAST_YEAR = date(2025, 1, 1)


@pytest.fixture
def today(settings):
    """The site's day is the day of the tests."""
    settings.WEERBAAR_TODAY = TODAY
    return TODAY


@pytest.fixture
def asked(house):
    """Bronze as a goal, silver as a goal without content, and one duty: the reporting procedure."""
    make = Activity.objects.create
    bronze = make(key="niveau-brons", kind="level", title_nl="Brons", title_en="Bronze", available_from=LAST_YEAR)
    silver = make(key="niveau-zilver", kind="level", title_nl="Zilver", title_en="Silver")
    procedure = make(
        key="b6", kind="module", title_nl="Wie bel je waarvoor?", title_en="Whom do you call?", available_from=LAST_YEAR
    )
    goal = {"mandatory": False, "clock": "none", "days": 0, "in_force_from": LAST_YEAR}
    requirements = {
        "bronze": Requirement(key="doel-brons", title_nl="Brons", title_en="Bronze", **goal),
        "silver": Requirement(key="doel-zilver", title_nl="Zilver", title_en="Silver", **goal),
        "duty": Requirement(
            key="meldprocedure",
            title_nl="Meldprocedure gekend",
            title_en="Knows how to report",
            in_force_from=LAST_YEAR,
            legal_source="BIO2 6.08.01",
        ),
    }
    for requirement, activity in zip(requirements.values(), (bronze, silver, procedure), strict=True):
        requirement.save()
        RequirementPart.objects.create(requirement=requirement, activity=activity)
    return SimpleNamespace(**requirements, level=bronze, module=procedure)


@pytest.fixture
def team_of(asked):
    """Put so many people in a unit, of whom the first ones have bronze."""

    def build(unit, people, with_bronze=0, **fields):
        made = [employ(f"{unit.code}-{n}", unit, last_name=f"van {unit.code}", **fields) for n in range(people)]
        for person in made[:with_bronze]:
            ledger.record(person, asked.level, on=TODAY)
        return made

    return build


@pytest.fixture
def projected():
    """Work out where everybody stands."""
    return lambda: projection.project_all(on=TODAY)
