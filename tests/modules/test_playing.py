"""A player in a browser without script: every question by forms and links, in Dutch and in English."""

import uuid

import pytest
from django.urls import reverse

from modules.attempts import Answer, Attempt
from modules.items.contract import handle
from tests.modules.conftest import play, right_answer
from tests.modules.questions import MATCH, MULTI, ORDER, QUESTIONS, SINGLE, SORT

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def test_a_module_says_what_it_is_for_before_it_begins(client, player, alice, b5):
    player(alice)
    page = text(client.get("/module/b5/"))
    assert "You see it." in page
    assert "5 vragen" in page
    assert "Begin" in page


def test_from_the_first_question_to_the_medal(player, alice, b5):
    samira = player(alice)
    attempt = samira.begin()
    for position in range(1, len(QUESTIONS) + 1):
        assert "Controleer" in text(samira.look(attempt, position))
        answered = samira.answer(attempt, position)
        assert answered.url == samira.url(attempt, position)
        assert "Goed gezien" in text(samira.look(attempt, position))
    end = text(samira.client.get(reverse("modules:finished", args=[attempt.pk])))
    assert "Brons is van jou, Alice" in end
    assert "Je basis is op orde." in end


def test_the_same_in_english(player, alice, b5):
    reader = player(alice, "en")
    attempt = reader.begin()
    assert "What do you do? (en)" in text(reader.look(attempt, 1))
    reader.answer(attempt, 1)
    assert "Well spotted" in text(reader.look(attempt, 1))


def test_a_choice_that_is_not_the_best_gets_the_words_of_the_author(player, alice, publish):
    publish(questions=[SINGLE])
    samira = player(alice)
    attempt = samira.begin()
    samira.answer(attempt, 1, {"choice": handle(SINGLE, "take")})
    page = text(samira.look(attempt, 1))
    assert "Bijna. Er is een betere keuze" in page
    assert "feedback on take" in page
    assert "Beste keuze" in page
    assert "fout" not in page.lower()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["type"])
def test_nothing_chosen_says_so_and_leads_to_the_first_field(player, alice, publish, question):
    publish(questions=[question])
    samira = player(alice)
    attempt = samira.begin()
    response = samira.answer(attempt, 1, {})
    page = text(response)
    assert response.status_code == 422
    assert 'role="alert"' in page
    first_field = page.split('id="refusal"')[1].split('href="#')[1].split('"')[0]
    assert f'id="{first_field}"' in page
    assert "<title>Let op:" in page


def test_what_was_filled_in_stays_when_something_is_missing(player, alice, publish):
    publish(questions=[SORT])
    samira = player(alice)
    attempt = samira.begin()
    name, value = next(iter(right_answer(attempt, 1).items()))
    page = text(samira.answer(attempt, 1, {name: value}))
    assert page.count("checked") == 1


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["type"])
def test_the_page_before_the_answer_does_not_tell_it(player, alice, publish, question):
    publish(questions=[question])
    samira = player(alice)
    page = text(samira.look(samira.begin(), 1))
    assert "feedback on" not in page
    assert "Because." not in page
    assert "--best" not in page


def test_going_on_leads_to_the_next_question_and_back_in_time_to_the_explanation(player, alice, b5):
    samira = player(alice)
    attempt = samira.begin()
    samira.answer(attempt, 1)
    page = text(samira.look(attempt, 1))
    assert samira.url(attempt, 2) in page
    samira.answer(attempt, 2)
    assert "Goed gezien" in text(samira.look(attempt, 1))


def test_on_another_device_it_goes_on_at_the_same_question(player, alice, b5):
    samira = player(alice)
    attempt = samira.begin()
    samira.answer(attempt, 1)
    assert samira.client.get(reverse("modules:attempt", args=[attempt.pk])).url == samira.url(attempt, 2)
    assert samira.look(attempt, 4).url == samira.url(attempt, 2)


def test_a_question_that_is_answered_too_early_leads_to_where_one_is(player, alice, b5):
    samira = player(alice)
    attempt = samira.begin()
    assert samira.answer(attempt, 3).url == samira.url(attempt, 1)
    assert samira.answer(attempt, 12345678901234567890, {}).url == samira.url(attempt, 1)
    assert not Answer.objects.exists()


def test_trying_again_shows_the_question_once_more(player, alice, publish):
    publish(questions=[SINGLE])
    samira = player(alice)
    attempt = samira.begin()
    samira.answer(attempt, 1, {"choice": handle(SINGLE, "take")})
    assert "?again" in text(samira.look(attempt, 1))
    assert 'name="try" value="2"' in text(samira.look(attempt, 1, "?again"))
    samira.answer(attempt, 1, {"choice": handle(SINGLE, "report")}, **{"try": "2"})
    page = text(samira.look(attempt, 1))
    assert "Goed gezien" in page
    assert "?again" not in page


def test_the_end_comes_after_the_last_answer_only(player, alice, b5):
    samira = player(alice)
    attempt = samira.begin()
    end = reverse("modules:finished", args=[attempt.pk])
    assert samira.client.get(end).url == samira.url(attempt, 1)
    play(attempt)
    assert samira.client.get(end).status_code == 200
    assert samira.client.get(reverse("modules:attempt", args=[attempt.pk])).url == end


def test_nobody_sees_or_answers_the_attempt_of_another(player, alice, bob, b5):
    attempt = player(alice).begin()
    stranger = player(bob)
    assert stranger.look(attempt, 1).status_code == 404
    assert stranger.answer(attempt, 1).status_code == 404
    assert stranger.client.get(reverse("modules:finished", args=[attempt.pk])).status_code == 404
    assert not Answer.objects.exists()


def test_a_module_that_does_not_exist_is_not_there(client, player, alice, bronze):
    player(alice)
    assert client.get("/module/nothing/").status_code == 404
    assert client.post("/module/nothing/start/").status_code == 404
    assert client.get(f"/poging/{uuid.uuid4()}/").status_code == 404


def test_a_module_that_was_taken_back_says_so(client, player, alice, bob, b5):
    attempt = player(alice).begin()
    b5.current_edition = None
    b5.save()
    page = client.get("/module/b5/")
    assert page.status_code == 410
    assert str(attempt.pk) in text(page)
    player(bob)
    assert client.post("/module/b5/start/").status_code == 410
    assert Attempt.objects.count() == 1


def test_looking_at_start_starts_nothing(client, player, alice, b5):
    player(alice)
    assert client.get("/module/b5/start/").status_code == 405
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("question", [SINGLE, MULTI, ORDER, SORT, MATCH], ids=lambda question: question["type"])
@pytest.mark.parametrize("value", ["\x00", "NaN", "-1", "x" * 200_000, "‮", "<script>", "%s", "{}", "null"])
def test_rubbish_is_refused_in_words(player, alice, publish, question, value):
    publish(questions=[question])
    samira = player(alice)
    attempt = samira.begin()
    fields = list(right_answer(attempt, 1))
    response = samira.answer(attempt, 1, {name: [value] for name in fields}, **{"try": value})
    assert response.status_code == 422
    assert 'role="alert"' in text(response)
    assert not Answer.objects.exists()
