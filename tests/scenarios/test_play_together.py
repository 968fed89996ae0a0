"""Many at once: of all the clicks that come in together, one is the choice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from lms.models import Completion
from scenarios import play
from scenarios.models import Decision, Playthrough
from tests.people import TODAY
from tests.scenarios.conftest import TOLD_EARLY

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TABS = 6


def together(work):
    """Do this in as many tabs at once, and give what came of it, refusals included."""

    def tab(number):
        try:
            return work(number)
        except play.NotYourTurn as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(TABS) as tabs:
        return list(tabs.map(tab, range(TABS)))


def test_of_many_different_choices_at_once_one_is_made(alice, plate):
    run = play.start(alice, plate)
    wanted = ["vaag", "open", "liever-niet"]
    outcomes = together(lambda number: play.choose(run, 0, wanted[number % 3], on=TODAY))
    made = Decision.objects.get()
    assert [outcome is None for outcome in outcomes] == [wanted[n % 3] == made.choice for n in range(TABS)]


def test_the_last_choice_from_many_tabs_is_one_completion(alice, plate):
    run = play.start(alice, plate)
    for turn, choice in enumerate(TOLD_EARLY[:-1]):
        play.choose(run, turn, choice, on=TODAY)
    together(lambda _: play.choose(Playthrough.objects.with_activity().get(pk=run.pk), 4, "alles", on=TODAY))
    assert Decision.objects.count() == 5
    assert Completion.objects.count() == 1


def test_beginning_in_many_tabs_is_one_run(alice, plate):
    assert len(set(together(lambda _: play.start(alice, plate).pk))) == 1
