"""The verbs of playing: what is stored, what counts, and that nothing happens twice."""

import pytest

from lms import ledger
from lms.models import Activity, Completion, Edition
from scenarios import loading, play
from scenarios.models import Decision, Playthrough, ScenarioPage
from scenarios.play import NoSuchChoice, NotYourTurn, Withdrawn
from scenarios.story import WAY_OUT
from tests.people import TODAY
from tests.scenarios.conftest import TOLD_EARLY

pytestmark = pytest.mark.django_db


def choose_all(run, choices, first_turn=0):
    for turn, choice in enumerate(choices, first_turn):
        play.choose(run, turn, choice, on=TODAY)


def again(run):
    """The same run as another request reads it."""
    return Playthrough.objects.with_activity().get(pk=run.pk)


def test_starting_twice_is_starting_once(alice, plate):
    assert play.start(alice, plate) == play.start(alice, plate)
    assert Playthrough.objects.count() == 1


def test_everybody_has_a_run_of_their_own(alice, charlie, plate):
    assert play.start(alice, plate) != play.start(charlie, plate)


def test_a_run_goes_on_where_it_was_on_another_device(alice, plate):
    choose_all(play.start(alice, plate), ["vaag", "zelf-betalen"])
    there = play.position(again(play.start(alice, plate)))
    assert there.scene.key == "kleine-vraag"


def test_the_same_choice_sent_again_changes_nothing(alice, plate):
    run = play.start(alice, plate)
    for _ in range(3):
        play.choose(run, 0, "vaag", on=TODAY)
    assert play.choices(run) == ["vaag"]


def test_the_back_button_cannot_change_what_was_chosen(alice, plate):
    run = play.start(alice, plate)
    choose_all(run, ["vaag", "zelf-betalen"])
    with pytest.raises(NotYourTurn):
        play.choose(run, 0, "open", on=TODAY)
    assert play.choices(run) == ["vaag", "zelf-betalen"]


def test_nobody_jumps_ahead(alice, plate):
    run = play.start(alice, plate)
    with pytest.raises(NotYourTurn):
        play.choose(run, 3, "nee", on=TODAY)


@pytest.mark.parametrize("choice", ["", "nee", "bestaat-niet", "va\x00ag", "x" * 1_000_000])
def test_what_is_not_on_the_table_cannot_be_chosen(alice, plate, choice):
    run = play.start(alice, plate)
    with pytest.raises(NoSuchChoice):
        play.choose(run, 0, choice, on=TODAY)
    assert play.choices(run) == []


def test_of_two_tabs_only_the_quickest_moves(alice, plate, monkeypatch):
    run = play.start(alice, plate)
    slow, seen_by_the_slow_tab = again(run), play.choices(run)
    play.choose(run, 0, "vaag", on=TODAY)
    # The other tab had looked before this one moved.
    real = play.choices
    monkeypatch.setattr(play, "choices", lambda run, seen=[seen_by_the_slow_tab]: seen.pop() if seen else real(run))
    with pytest.raises(NotYourTurn):
        play.choose(slow, 0, "open", on=TODAY)
    assert real(run) == ["vaag"]


def test_of_two_tabs_with_the_same_choice_both_are_right(alice, plate, monkeypatch):
    run = play.start(alice, plate)
    play.choose(run, 0, "vaag", on=TODAY)
    real = play.choices
    monkeypatch.setattr(play, "choices", lambda run, seen=[[]]: seen.pop() if seen else real(run))
    play.choose(run, 0, "vaag", on=TODAY)
    assert real(run) == ["vaag"]


def test_a_decision_is_never_changed(alice, plate):
    play.choose(play.start(alice, plate), 0, "vaag", on=TODAY)
    with pytest.raises(TypeError, match="never changed"):
        Decision.objects.get().save()


# --- Coming to an ending --------------------------------------------------------------------


def test_an_ending_after_enough_decisions_is_in_the_ledger_once(alice, plate):
    run = play.start(alice, plate)
    choose_all(run, TOLD_EARLY)
    play.choose(run, 4, "alles", on=TODAY)  # an impatient second click
    line = Completion.objects.get()
    assert (line.employee, line.activity, line.day, line.reference) == (alice, plate, TODAY, str(run.pk))
    assert line.edition == run.edition


def test_an_ending_is_written_down_with_the_choice_that_led_there(alice, plate):
    run = play.start(alice, plate)
    choose_all(run, TOLD_EARLY[:-1])
    assert again(run).ended_at is None
    choose_all(run, TOLD_EARLY[-1:], first_turn=4)
    assert again(run).ended_at
    assert play.endings_seen(alice, plate.pk) == {"vroeg"}


def test_after_an_ending_nothing_can_be_chosen(alice, plate):
    run = play.start(alice, plate)
    choose_all(run, TOLD_EARLY)
    with pytest.raises(NoSuchChoice):
        play.choose(run, 5, "alles", on=TODAY)


def test_stopping_to_report_leads_to_an_ending_of_its_own(alice, plate):
    run = play.start(alice, plate)
    choose_all(run, ["vaag", "zelf-betalen", "nee", WAY_OUT, "alles"])
    assert play.position(run).scene.key == "gestopt-en-gemeld"
    assert Completion.objects.count() == 1


def test_stopping_before_enough_decisions_ends_well_and_does_not_count_yet(alice, plate):
    run = play.start(alice, plate)
    choose_all(run, [WAY_OUT, "alles"])
    assert again(run).ended_at
    assert not Completion.objects.exists()
    assert play.start(alice, plate) != run


def test_completing_is_all_there_or_not_at_all(alice, plate, monkeypatch):
    run = play.start(alice, plate)
    choose_all(run, TOLD_EARLY[:-1])
    monkeypatch.setattr(ledger, "record", lambda *_args, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        play.choose(run, 4, "alles", on=TODAY)
    assert len(play.choices(run)) == 4
    assert again(run).ended_at is None


# --- Editions ---------------------------------------------------------------------------------


def test_a_run_keeps_the_text_that_it_began_with(alice, charlie, plate):
    run = play.start(alice, plate)
    play.choose(run, 0, "vaag", on=TODAY)
    page = ScenarioPage.objects.get()
    page.story["scenes"]["gunst"]["title"]["nl"] = "Een heel andere gunst"
    page.save_revision().publish()
    assert Edition.objects.filter(activity=plate).count() == 2
    assert play.position(again(run)).scene.title.nl == "De gunst"
    fresh = play.start(charlie, Activity.objects.get(pk=plate.pk))
    play.choose(fresh, 0, "vaag", on=TODAY)
    assert play.position(fresh).scene.title.nl == "Een heel andere gunst"


def test_a_withdrawn_scenario_cannot_be_begun_but_can_be_finished(alice, charlie, plate):
    run = play.start(alice, plate)
    ScenarioPage.objects.get().unpublish()
    gone = Activity.objects.get(pk=plate.pk)
    with pytest.raises(Withdrawn):
        play.start(charlie, gone)
    assert play.start(alice, gone) == run
    choose_all(again(run), TOLD_EARLY)
    assert Completion.objects.count() == 1


def test_a_story_is_read_once_per_process(alice, plate, django_assert_num_queries):
    run = again(play.start(alice, plate))
    play.position(run)
    with django_assert_num_queries(1):  # the choices
        play.position(run)


# --- Playing again ----------------------------------------------------------------------------


@pytest.fixture
def stayed_silent(alice, plate):
    """Alice looked the plate up and told nobody."""
    run = play.start(alice, plate)
    choose_all(run, ["open", "aannemen", "doorgeven", "nog-een-keer", "niks", "wachten"])
    return again(run)


def test_playing_again_begins_at_the_turning_point(stayed_silent):
    run = play.replay(stayed_silent, "kleine-vraag")
    assert play.choices(run) == ["open", "aannemen"]
    assert play.position(run).scene.key == "kleine-vraag"


def test_asking_twice_to_play_again_is_asking_once(stayed_silent):
    assert play.replay(stayed_silent, "kleine-vraag") == play.replay(stayed_silent, "kleine-vraag")


def test_playing_again_shows_another_ending_and_counts_no_second_time(alice, plate, stayed_silent):
    run = again(play.replay(stayed_silent, "kleine-vraag"))
    choose_all(run, ["nee", "vertellen", "cadeau"], first_turn=2)
    assert play.endings_seen(alice, plate.pk) == {"stil", "vroeg"}
    assert Completion.objects.count() == 1


def test_a_replay_of_a_run_that_did_not_count_can_count(alice, plate):
    first = play.start(alice, plate)
    choose_all(first, [WAY_OUT, "alles"])
    run = again(play.replay(again(first), "kleine-vraag"))  # never there: from the beginning
    assert play.choices(run) == []
    choose_all(run, TOLD_EARLY)
    assert Completion.objects.get().reference == str(run.pk)


def test_a_replay_of_a_replay_goes_back_to_the_first_run(stayed_silent):
    run = again(play.replay(stayed_silent, "kleine-vraag"))
    choose_all(run, ["nee", "vertellen", "cadeau"], first_turn=2)
    assert play.replay(again(run), "kleine-vraag").replay_of == stayed_silent


def test_a_withdrawn_scenario_is_not_played_again(stayed_silent):
    ScenarioPage.objects.get().unpublish()
    with pytest.raises(Withdrawn):
        play.replay(again(stayed_silent), "kleine-vraag")


def test_a_fresh_run_counts_again(alice, plate):
    for _ in range(2):
        choose_all(play.start(alice, plate), TOLD_EARLY)
    assert Completion.objects.count() == 2


def test_loading_again_leaves_everything_as_it_was(plate):
    assert list(loading.load(TODAY)) == ["alleen-dat-kenteken: unchanged"]
    assert Edition.objects.filter(activity=plate).count() == 1
