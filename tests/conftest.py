"""What every test stands on: the database, and a search for counter-examples that finds the same ones each time."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.people import (  # noqa: F401
    admin,
    alice,
    bob,
    bureau,
    charlie,
    council,
    director,
    dora,
    erik,
    fatima,
    house,
    trainer,
)

# The same examples on every machine and every day: a red test is about the change, not about luck.
# Nor about how busy the machine is.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# For an evening of looking further: HYPOTHESIS_PROFILE=search make test
settings.register_profile("search", max_examples=2_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give SQLite a file, as a real site has: a write-ahead log, and a connection for each thread."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in Path(item.path).parts:
            item.add_marker(pytest.mark.browser)
        if _commits(item):
            # Such a test ends with empty tables; the next one gets back what the migrations had put there.
            item.fixturenames.append("django_db_serialized_rollback")


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool({"transactional_db", "live_server"} & set(item.fixturenames)) or bool(
        marker and marker.kwargs.get("transaction")
    )
