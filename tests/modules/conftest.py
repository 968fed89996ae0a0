"""Bronze with two small modules, published as the loader does it, and someone who plays in a browser without script."""

import pytest
from django.urls import reverse

from lms.models import Activity
from modules import items, loading, study
from modules.attempts import Attempt
from modules.items.contract import handle
from modules.levels import Level
from tests.modules.questions import module
from tests.people import TODAY


@pytest.fixture
def bronze(db, settings):
    """The page of bronze, in the tree with its three brothers."""
    settings.WEERBAAR_TODAY = TODAY
    index = loading.content_index()
    return {level: loading.level_page(index, level) for level in Level}[Level.BRONZE]


@pytest.fixture
def publish(bronze):
    """Publish a module on its page."""

    def load(key="b5", questions=None, **more):
        loading.load_module(module(key, questions, **more), bronze)
        return Activity.objects.select_related("current_edition").get(key=key)

    return load


@pytest.fixture
def b5(publish):
    return publish("b5", order=1)


@pytest.fixture
def b6(publish):
    return publish("b6", order=2)


def right_answer(attempt, position):
    """What a browser sends for the right answer to the question that is there."""
    item = study.progress(attempt).question(position)
    solution = items.rules(item).solution(item)
    if item["type"] == "single":
        return {"choice": [handle(item, solution)]}
    if item["type"] == "multi":
        return {"choice": [handle(item, key) for key in solution]}
    if item["type"] == "order":
        return {f"place-{handle(item, key)}": [str(place)] for place, key in enumerate(solution, 1)}
    if item["type"] == "sort":
        return {f"card-{handle(item, card)}": [handle(item, f"bin/{bin_}")] for card, bin_ in solution.items()}
    return {f"left-{handle(item, left)}": [handle(item, f"right/{right}")] for left, right in solution.items()}


def play(attempt, *, on=TODAY):
    """Answer everything that is still open."""
    for position in range(study.progress(attempt).current, len(attempt.drawn) + 1):
        study.answer(attempt, position, right_answer(attempt, position), on=on)
    attempt.refresh_from_db()
    return attempt


class Player:
    """Forms and links, nothing else."""

    def __init__(self, client):
        self.client = client

    def begin(self, key="b5"):
        self.client.post(reverse("modules:start", args=[key]))
        return Attempt.objects.open().get(activity__key=key)

    def url(self, attempt, position):
        return reverse("modules:item", args=[attempt.pk, position])

    def look(self, attempt, position, query=""):
        return self.client.get(self.url(attempt, position) + query)

    def answer(self, attempt, position, data=None, **more):
        data = right_answer(attempt, position) if data is None else data
        return self.client.post(self.url(attempt, position), data | more)


@pytest.fixture
def player(client):
    def sign_in(person, language="nl"):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.cookies["taal"] = language
        return Player(client)

    return sign_in
