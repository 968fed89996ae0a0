"""The map: what is done, where somebody is, and what comes next."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from modules.journey import PLACES_ON_THE_MAP, Module, Running, StepState, StretchState, journey, place
from modules.levels import Level

B5 = Module("b5", "Wat is gevoelig?", Level.BRONZE, 6)
B6 = Module("b6", "Wie bel je waarvoor?", Level.BRONZE, 6)
Z1 = Module("z1", "Delen", Level.SILVER, 6)
D1 = Module("d1", "Waarom jij?", Level.DIAMOND, 5)
A_DAY = date(2026, 10, 9)


def states(found):
    return {step.module.key: step.state.value for stretch in found.stretches for step in stretch.steps}


def test_a_newcomer_stands_at_the_first_step():
    found = journey([B5, B6, Z1], [], {}, {})
    assert states(found) == {"b5": "now", "b6": "open", "z1": "open"}
    assert found.next.module == B5
    assert found.current.level is Level.BRONZE


def test_all_four_levels_are_drawn_and_one_without_modules_comes_later():
    found = journey([B5], [], {}, {})
    assert [stretch.state for stretch in found.stretches] == [StretchState.NOW, *[StretchState.LATER] * 3]


def test_a_level_that_is_reached_says_so_and_the_next_one_is_now():
    found = journey([B5, B6, Z1], ["b5", "b6"], {Level.BRONZE: A_DAY}, {})
    bronze, silver, *_ = found.stretches
    assert (bronze.state, bronze.reached_on, bronze.to_do) == (StretchState.REACHED, A_DAY, 0)
    assert (silver.state, found.current) == (StretchState.NOW, silver)


def test_what_was_begun_comes_before_everything():
    found = journey([B5, B6, D1], [], {}, {"d1": Running("x", 2, 6)}, asked=["b6"])
    assert found.next.module == D1
    assert found.next.number == 3
    assert found.next.minutes_left == 3


def test_what_is_asked_soonest_comes_before_the_order_of_the_journey():
    assert journey([B5, B6, Z1], [], {}, {}, asked=["z1", "b6"]).next.module == Z1


def test_doing_something_again_does_not_become_the_next_step():
    found = journey([B5, B6], ["b5"], {}, {"b5": Running("x", 1, 6)})
    assert found.next.module == B6


def test_when_everything_is_done_there_is_no_next_step():
    found = journey([B5], ["b5"], {Level.BRONZE: A_DAY}, {})
    assert found.next is None
    assert found.current.level is Level.BRONZE
    assert not found.is_empty


def test_with_nothing_published_the_journey_is_empty():
    found = journey([], [], {}, {})
    assert found.is_empty
    assert found.current is None


def test_the_names_are_in_the_language_of_the_reader():
    stretch = journey([B5], [], {}, {}, language="en").stretches[0]
    assert (stretch.level_name, stretch.landscape) == ("Bronze", "The polder")


@given(st.integers(1, PLACES_ON_THE_MAP))
def test_stops_stand_in_order_each_in_a_place_of_its_own(count):
    places = [place(index, count) for index in range(count)]
    assert places == sorted(set(places))
    assert 1 <= places[0] <= places[-1] <= PLACES_ON_THE_MAP


@given(st.integers(0, 20), st.data())
def test_at_most_one_step_is_now_and_it_is_not_done(count, data):
    modules = [Module(f"m{n}", "M", data.draw(st.sampled_from(Level)), 5) for n in range(count)]
    done = data.draw(st.sets(st.sampled_from([m.key for m in modules]))) if modules else set()
    found = journey(modules, done, {}, {})
    now = [step for s in found.stretches for step in s.steps if step.state is StepState.NOW]
    assert len(now) == (len(done) < count)
    assert all(len(stretch.on_the_map) <= PLACES_ON_THE_MAP for stretch in found.stretches)
