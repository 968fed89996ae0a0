"""The query is the budget: how many each page and each answer may take, however much there is."""

from datetime import date

import pytest
from django.urls import reverse

from lms.duties import templates
from lms.models import Requirement
from modules import study
from tests.modules.conftest import play, right_answer

pytestmark = pytest.mark.django_db

A_PAGE, AN_ANSWER, THE_LAST_ANSWER = 12, 8, 25


@pytest.fixture
def samira(player, alice, b5, b6):
    """In the middle of a module, with duties and another module to do."""
    signed_in = player(alice)
    signed_in.client.get("/")
    return signed_in


def test_the_home_page(samira, django_assert_max_num_queries):
    samira.begin()
    with django_assert_max_num_queries(A_PAGE):
        assert samira.client.get("/").status_code == 200


def test_a_module_and_a_level(samira, django_assert_max_num_queries):
    for path in ("/module/b5/", "/niveau/brons/"):
        with django_assert_max_num_queries(A_PAGE):
            assert samira.client.get(path).status_code == 200


def test_beginning(samira, django_assert_max_num_queries):
    with django_assert_max_num_queries(AN_ANSWER):
        samira.client.post(reverse("modules:start", args=["b5"]))


def test_a_question_an_answer_and_its_explanation(samira, django_assert_max_num_queries):
    attempt = samira.begin()
    data = right_answer(attempt, 1)
    with django_assert_max_num_queries(3):
        samira.look(attempt, 1)
    with django_assert_max_num_queries(4):
        samira.answer(attempt, 1, data)
    with django_assert_max_num_queries(3):
        samira.look(attempt, 1)


def test_an_answer_that_is_refused(samira, django_assert_max_num_queries):
    attempt = samira.begin()
    with django_assert_max_num_queries(AN_ANSWER):
        assert samira.answer(attempt, 1, {}).status_code == 422


def test_the_answer_that_completes_module_and_level(samira, alice, b6, django_assert_max_num_queries):
    templates.preload()
    Requirement.objects.update(in_force_from=date(2026, 1, 1))
    play(study.start(alice, b6))
    attempt = samira.begin()
    last = len(attempt.drawn)
    for position in range(1, last):
        samira.answer(attempt, position)
    data = right_answer(attempt, last)
    with django_assert_max_num_queries(THE_LAST_ANSWER):
        samira.answer(attempt, last, data)
    with django_assert_max_num_queries(A_PAGE):
        samira.client.get(reverse("modules:finished", args=[attempt.pk]))
