"""The verbs of learning, and that nothing they stored is ever lost, doubled or changed."""

from datetime import timedelta

import pytest

from lms import ledger
from lms.models import Activity, Completion
from modules import study
from modules.attempts import Answer, Attempt
from modules.items.contract import BadAnswer, handle
from modules.levels import Level
from tests.modules.conftest import play, right_answer
from tests.modules.questions import QUESTIONS, SINGLE, both, part
from tests.people import TODAY

pytestmark = pytest.mark.django_db

ONE_QUESTION = [SINGLE]


def completed(person):
    lines = Completion.objects.standing().by(person).order_by("pk")
    return list(lines.values_list("activity__key", flat=True))


def choose(key):
    return {"choice": [handle(SINGLE, key)]}


# --- Starting -----------------------------------------------------------------------------------


def test_starting_draws_so_many_questions(alice, publish):
    attempt = study.start(alice, publish(draw=3))
    assert len(attempt.drawn) == 3
    assert set(attempt.drawn) <= {question["key"] for question in QUESTIONS}


def test_starting_again_gives_the_attempt_that_is_open(alice, b5):
    assert study.start(alice, b5) == study.start(alice, b5)
    assert Attempt.objects.count() == 1


def test_everybody_has_an_attempt_of_their_own(alice, bob, b5):
    assert study.start(alice, b5) != study.start(bob, b5)


def test_a_withdrawn_module_cannot_be_begun_but_can_be_finished(alice, bob, b5):
    attempt = study.start(alice, b5)
    b5.current_edition = None
    b5.save()
    with pytest.raises(study.Withdrawn):
        study.start(bob, b5)
    assert play(attempt).finished_at


# --- Answering ----------------------------------------------------------------------------------


def test_an_answer_is_stored_with_its_mark(alice, publish):
    attempt = study.start(alice, publish(questions=ONE_QUESTION))
    study.answer(attempt, 1, choose("take"), on=TODAY)
    answer = Answer.objects.get()
    assert (answer.response, answer.right, answer.position, answer.try_number) == ("take", False, 1, 1)


def test_the_first_stored_answer_stands(alice, b5):
    attempt = study.start(alice, b5)
    study.answer(attempt, 1, right_answer(attempt, 1), on=TODAY)
    before = list(Answer.objects.values_list("response", "right"))
    study.answer(attempt, 1, right_answer(attempt, 1), on=TODAY)  # an impatient double click
    study.answer(attempt, 1, {"nonsense": ["x"]}, on=TODAY)  # another tab
    assert list(Answer.objects.values_list("response", "right")) == before


def test_an_answer_that_another_tab_stored_meanwhile_stands(alice, publish):
    attempt = study.start(alice, publish(questions=ONE_QUESTION))
    empty = study.progress(attempt)
    study.answer(attempt, 1, choose("take"), on=TODAY)
    # The other tab looked before this one had stored anything.
    study.answer(attempt, 1, choose("report"), on=TODAY, so_far=empty)
    assert Answer.objects.get().response == "take"
    assert completed(alice) == ["b5", "niveau-brons"]


def test_a_question_whose_turn_has_not_come_is_refused(alice, b5):
    attempt = study.start(alice, b5)
    for position in (0, 2, 99, -1):
        with pytest.raises(study.OutOfTurn):
            study.answer(attempt, position, {}, on=TODAY)
    assert not Answer.objects.exists()


def test_what_is_no_answer_is_not_stored(alice, b5):
    attempt = study.start(alice, b5)
    with pytest.raises(BadAnswer):
        study.answer(attempt, 1, {}, on=TODAY)
    assert not Answer.objects.exists()


def test_trying_again_is_kept_beside_the_first_answer(alice, publish):
    attempt = study.start(alice, publish(questions=ONE_QUESTION))
    study.answer(attempt, 1, choose("take"), on=TODAY)
    study.answer(attempt, 1, choose("report") | {"try": ["2"]}, on=TODAY)
    study.answer(attempt, 1, choose("wait") | {"try": ["2"]}, on=TODAY)  # the same try once more
    assert list(Answer.objects.order_by("try_number").values_list("response", flat=True)) == ["take", "report"]


def test_what_was_right_needs_no_other_try(alice, publish):
    attempt = study.start(alice, publish(questions=ONE_QUESTION))
    study.answer(attempt, 1, choose("report"), on=TODAY)
    study.answer(attempt, 1, choose("take") | {"try": ["2"]}, on=TODAY)
    assert Answer.objects.count() == 1


def test_there_is_an_end_to_trying_again(alice, publish):
    attempt = study.start(alice, publish(questions=ONE_QUESTION))
    for number in range(1, study.MOST_TRIES + 3):
        study.answer(attempt, 1, choose("take") | {"try": [str(number)]}, on=TODAY)
    assert Answer.objects.count() == study.MOST_TRIES


def test_answers_are_never_changed(alice, b5):
    attempt = study.start(alice, b5)
    study.answer(attempt, 1, right_answer(attempt, 1), on=TODAY)
    with pytest.raises(TypeError):
        Answer.objects.update(right=False)


# --- Finishing ----------------------------------------------------------------------------------


def test_the_last_answer_completes_the_module(alice, b5, b6):
    attempt = play(study.start(alice, b5))
    line = Completion.objects.get()
    assert (line.activity, line.edition, line.day) == (b5, b5.current_edition, TODAY)
    assert line.reference == str(attempt.pk)


def test_bronze_is_reached_with_the_last_of_its_modules(alice, b5, b6):
    first = play(study.start(alice, b5))
    assert completed(alice) == ["b5"]
    assert not study.reached_level(first)
    last = play(study.start(alice, b6))
    assert completed(alice) == ["b5", "b6", "niveau-brons"]
    assert study.reached_level(last)


def test_finishing_twice_writes_one_line(alice, b5, b6):
    attempt = play(study.start(alice, b5))
    study.finish(attempt, on=TODAY)
    study.finish(Attempt.objects.get(pk=attempt.pk), on=TODAY + timedelta(days=1))
    assert completed(alice) == ["b5"]


def test_an_unpublished_module_does_not_keep_anybody_from_bronze(alice, b5, b6):
    Activity.objects.filter(key="b6").update(current_edition=None)
    play(study.start(alice, b5))
    assert completed(alice) == ["b5", "niveau-brons"]


def test_a_later_module_takes_no_medal_away(alice, b5, publish):
    play(study.start(alice, b5))
    play(study.start(alice, publish("b6", order=2)))
    assert completed(alice) == ["b5", "niveau-brons", "b6"]


def test_doing_all_of_it_again_reaches_the_level_again(alice, b5):
    play(study.start(alice, b5))
    play(study.start(alice, b5), on=TODAY + timedelta(days=400))
    assert completed(alice) == ["b5", "niveau-brons"] * 2


def test_a_completion_taken_back_does_not_count_for_the_level(alice, b5, b6):
    play(study.start(alice, b5))
    ledger.revoke(Completion.objects.get(), on=TODAY, reason="Played by somebody else.")
    play(study.start(alice, b6))
    assert completed(alice) == ["b6"]


def test_the_level_of_one_says_nothing_about_another(alice, bob, b5):
    play(study.start(alice, b5))
    assert completed(bob) == []


def test_a_fresh_attempt_after_the_last_may_draw_and_shuffle_differently(alice, b5):
    seeds = set()
    for _ in range(3):
        seeds.add(play(study.start(alice, b5)).seed)
    assert len(seeds) == 3


# --- Editions -----------------------------------------------------------------------------------


def test_an_attempt_stays_on_the_edition_it_began_on(alice, publish):
    attempt = study.start(alice, publish(questions=ONE_QUESTION))
    publish(questions=[SINGLE | {"question": both("Another question?")}])
    attempt = Attempt.objects.get(pk=attempt.pk)
    assert attempt.edition.number == 1
    assert study.progress(attempt).question(1)["question"]["nl"] == "What do you do?"
    assert study.start(alice, Activity.objects.get(key="b5")) == attempt


def test_a_question_that_was_taken_out_can_still_be_answered(alice, publish):
    attempt = study.start(alice, publish(questions=ONE_QUESTION))
    other = SINGLE | {"key": "other", "options": [part("x", best=True), part("y")]}
    publish(questions=[other])
    study.answer(Attempt.objects.get(pk=attempt.pk), 1, choose("report"), on=TODAY)
    assert Completion.objects.first().edition.number == 1


def test_the_level_stands_in_the_ledger_as_an_activity(alice, b5):
    play(study.start(alice, b5))
    level = Activity.objects.get(key=Level.BRONZE.activity_key)
    assert level.kind == Activity.Kind.LEVEL
    assert Completion.objects.filter(activity=level, employee=alice).exists()
