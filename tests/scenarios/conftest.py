"""The story that these tests play: the one that comes with the product, published as its loader does it."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from lms.models import Activity
from scenarios import loading
from tests.people import TODAY

PLATE = "alleen-dat-kenteken"
#: Tells Farida at once: an ending after five decisions.
TOLD_EARLY = ["vaag", "zelf-betalen", "nee", "vertellen", "alles"]


@pytest.fixture
def plate(db, settings):
    """“Alleen dat kenteken”, for everybody."""
    settings.WEERBAAR_TODAY = TODAY
    list(loading.load(TODAY))
    return Activity.objects.get(key=PLATE)


@pytest.fixture
def player(client):
    """Someone who plays in a browser without script: forms and links, nothing else."""

    def sign_in(person, language="nl"):
        client.force_login(person)
        client.cookies["taal"] = language
        return Player(client)

    return sign_in


class Player:
    def __init__(self, client):
        self.client = client

    def begin(self, key=PLATE):
        return self.client.post(reverse("scenarios:start", args=[key])).url

    def look(self, url):
        return self.client.get(url)

    def choose(self, url, turn, choice):
        return self.client.post(f"{url}keuze/", {"turn": turn, "choice": choice})

    def play(self, url, choices, first_turn=0):
        for turn, choice in enumerate(choices, first_turn):
            self.choose(url, turn, choice)
        return SimpleNamespace(debrief=f"{url}nabespreking/")
