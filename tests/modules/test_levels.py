"""When a level is reached, from the lines of one person's ledger."""

from hypothesis import given
from hypothesis import strategies as st

from modules.levels import Level, reached

BRONZE, B5, B6, ELSEWHERE = 1, 5, 6, 9


def test_from_the_polder_to_the_coast():
    assert [level.value for level in Level] == ["brons", "zilver", "goud", "diamant"]
    assert [level.number for level in Level] == [1, 2, 3, 4]
    assert all(level.titles.keys() == {"nl", "en"} for level in Level)


def test_every_module_done_is_the_level_reached():
    assert not reached(BRONZE, {B5, B6}, [B5])
    assert reached(BRONZE, {B5, B6}, [B6, ELSEWHERE, B5])


def test_once_reached_one_more_module_does_not_reach_it_again():
    assert not reached(BRONZE, {B5, B6}, [B5, B6, BRONZE, B5])


def test_doing_everything_once_more_reaches_it_again():
    assert reached(BRONZE, {B5, B6}, [B5, B6, BRONZE, B6, B5])


def test_a_level_without_modules_is_never_reached():
    assert not reached(BRONZE, set(), [B5])


@given(st.lists(st.sampled_from([B5, B6, ELSEWHERE])))
def test_more_lines_never_make_it_less(lines):
    assert not reached(BRONZE, {B5, B6}, lines) or reached(BRONZE, {B5, B6}, [*lines, ELSEWHERE])
