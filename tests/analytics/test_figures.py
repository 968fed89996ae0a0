"""Figures are tested by their numbers, not by their looks."""

from datetime import date
from itertools import pairwise

import pytest

from analytics import figures
from analytics.overview import Norm, Point, Series
from modules.levels import Level

DAYS = [date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 23)]


def series(level, *shares):
    return Series(level, tuple(Point(day, share) for day, share in zip(DAYS, shares, strict=True)))


def drawn(*lines, theme=figures.LIGHT):
    return figures.trend(
        lines,
        norm=Norm(5, 0.8),
        name=lambda level: level.titles["nl"],
        full=str,
        short=lambda day: f"{day:%m}",
        target="Doel 80%",
        theme=theme,
    )


def test_each_level_is_a_line_of_its_shares():
    figure = drawn(series(Level.BRONZE, 41, 48, 55), series(Level.DIAMOND, None, 0, 1))
    assert [line.name for line in figure.data] == ["Brons", "Diamant"]
    assert list(figure.data[0].y) == [41, 48, 55]
    assert list(figure.data[1].y) == [None, 0, 1]
    assert list(figure.data[0].x) == [str(day) for day in DAYS]


def test_levels_differ_in_more_than_colour():
    figure = drawn(*(series(level, 1, 2, 3) for level in Level))
    for look in (lambda line: line.line.dash, lambda line: line.marker.symbol, lambda line: line.line.color):
        assert len({look(line) for line in figure.data}) == 4


def test_the_target_is_a_line_across():
    [target] = drawn(series(Level.BRONZE, 41, 48, 55)).layout.shapes
    assert (target.y0, target.y1, target.xref) == (80, 80, "paper")


def test_lines_are_labelled_at_their_end_without_overlap():
    figure = drawn(series(Level.BRONZE, 41, 48, 79), series(Level.SILVER, 1, 2, 78))
    labels = {note.text: note.y for note in figure.layout.annotations}
    assert set(labels) == {"Doel 80%", "Brons 79%", "Zilver 78%"}
    heights = sorted(labels.values())
    assert all(above - below >= figures.LABEL_GAP for below, above in pairwise(heights))


def test_labels_are_spread_from_the_lowest():
    assert figures.spread([80, 30, 81]) == [80, 30, 87]


def test_by_night_only_the_colours_differ():
    line = series(Level.BRONZE, 41, 48, 55)
    day, night = drawn(line), drawn(line, theme=figures.DARK)
    assert day.data[0].line.color != night.data[0].line.color
    assert list(day.data[0].y) == list(night.data[0].y)


def test_nothing_in_it_makes_plotly_write_a_style_attribute():
    """Its own little HTML (<b>, <span>, <a>) would, and the content-security policy would refuse it."""
    data = figures.as_data(drawn(series(Level.BRONZE, 41, 48, 55)))
    assert not any("<" in str(note["text"]) for note in data["layout"]["annotations"])
    assert "<" not in data["data"][0]["hovertemplate"]


def test_without_lines_there_is_still_a_figure():
    assert not drawn().data


@pytest.mark.parametrize("shares", [(50,), (40, 60), (0, 100, 50), (7, 7, 7)])
def test_a_sparkline_stays_in_its_box(shares):
    line = figures.sparkline(shares)
    points = [tuple(map(float, point.split())) for point in line.path.removeprefix("M").split("L")]
    assert len(points) == len(shares)
    assert all(0 <= x <= 90 and 0 <= y <= 24 for x, y in points)
    assert points[-1] == pytest.approx((line.x, line.y), abs=0.1)


def test_a_few_points_do_not_look_like_a_mountain():
    assert abs(figures.sparkline((50, 52)).y - 12) < 2
