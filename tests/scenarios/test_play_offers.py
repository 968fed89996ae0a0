"""Which scenarios are put before whom."""

from datetime import date, timedelta

import pytest

from lms import ledger
from lms.activities import publishing
from lms.models import Activity, Completion, Post
from scenarios import play
from scenarios.home import card
from scenarios.offer import next_offer, offers
from tests.people import TODAY
from tests.scenarios.stories import both, gym

pytestmark = pytest.mark.django_db

YESTERDAY = TODAY - timedelta(days=1)


def publish(key, *units, on=TODAY):
    """A scenario for these units, or for everybody."""
    data = {**gym(), "key": key, "title": both(key), "minutes": 5}
    return publishing.publish(key, "scenario", data, titles=both(key), minutes=5, meant_for=units, on=on).activity


def keys(person, on=TODAY):
    return [offer.activity.key for offer in offers(person, on=on)]


def test_ones_own_directorate_comes_first_and_others_do_not_show(alice, charlie, house):
    publish("algemeen")
    publish("voor-mkb", house.mkb)
    publish("voor-par", house.par)
    assert keys(alice) == ["voor-mkb", "algemeen"]
    assert keys(charlie) == ["voor-par", "algemeen"]


def test_a_scenario_for_several_directorates_shows_once(alice, house):
    publish("voor-twee", house.mkb, house.payroll, house.par)
    assert keys(alice) == ["voor-twee"]


def test_what_is_done_comes_after_what_is_not(alice):
    done = publish("a-gedaan")
    publish("b-nieuw")
    ledger.record(alice, done, on=TODAY)
    assert keys(alice) == ["b-nieuw", "a-gedaan"]
    assert offers(alice, on=TODAY)[1].done_on == TODAY


def test_a_completion_that_was_taken_back_is_not_done(alice):
    ledger.record(alice, publish("a"), on=YESTERDAY)
    ledger.revoke(Completion.objects.get(), on=TODAY, reason="Wrong person.")
    assert offers(alice, on=TODAY)[0].done_on is None


def test_somebody_elses_progress_does_not_show(alice, charlie):
    scenario = publish("a")
    ledger.record(charlie, scenario, on=TODAY)
    play.start(charlie, Activity.objects.get(pk=scenario.pk))
    offer = offers(alice, on=TODAY)[0]
    assert (offer.done_on, offer.under_way) == (None, False)


def test_withdrawn_scenarios_and_modules_do_not_show(alice):
    publish("a")
    publishing.withdraw("a")
    publishing.publish("b5", "module", {}, titles=both("b5"), minutes=5, on=TODAY)
    assert keys(alice) == []


def test_who_moves_to_another_directorate_is_offered_its_scenarios(alice, house):
    publish("voor-mkb", house.mkb)
    publish("voor-par", house.par)
    tomorrow = date(2026, 11, 24)
    Post.objects.filter(employee=alice).update(ends_on=TODAY)
    Post.objects.create(employee=alice, unit=house.desk, starts_on=tomorrow)
    assert keys(alice) == ["voor-mkb"]
    assert keys(alice, on=tomorrow) == ["voor-par"]


def test_the_card_puts_the_newest_of_ones_own_directorate_first(alice, house):
    publish("algemeen-nieuw")
    publish("voor-mkb-oud", house.mkb, on=YESTERDAY)
    publish("voor-mkb-nieuw", house.mkb)
    assert next_offer(alice, on=TODAY).activity.key == "voor-mkb-nieuw"


def test_who_did_everything_gets_no_card(alice):
    assert card(alice, on=TODAY) is None
    ledger.record(alice, publish("a"), on=TODAY)
    assert card(alice, on=TODAY) is None


def test_the_list_costs_the_same_however_many_there_are(alice, house, django_assert_num_queries):
    for number in range(8):
        publish(f"s-{number}", *([house.mkb] if number % 2 else []))
    offers(alice, on=TODAY)  # reads the stories
    with django_assert_num_queries(2):
        assert len(offers(alice, on=TODAY)) == 8
