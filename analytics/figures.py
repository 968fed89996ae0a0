"""Rows in, Plotly figures out. Pure: test the numbers, not the picture."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from analytics.overview import Norm, Series
from modules.levels import Level

#: Levels are told apart by colour, line and marker.
DASHES = {Level.BRONZE: "solid", Level.SILVER: "dash", Level.GOLD: "dot", Level.DIAMOND: "dashdot"}
MARKERS = {
    Level.BRONZE: "circle-open",
    Level.SILVER: "square-open",
    Level.GOLD: "triangle-up-open",
    Level.DIAMOND: "diamond-open",
}
#: The least distance between two labels at the ends of lines, in percent points.
LABEL_GAP = 7


@dataclass(frozen=True, slots=True)
class Theme:
    text: str
    grid: str
    axis: str
    lines: tuple[str, str, str, str]


LIGHT = Theme("#1C3641", "#D6E1E6", "#6E8591", ("#9A5522", "#4D6373", "#946300", "#17709A"))
DARK = Theme("#D5E2E7", "#24434F", "#6C8996", ("#D9945C", "#B7C6D0", "#F0BE3E", "#5CC3E6"))
THEMES = {"light": LIGHT, "dark": DARK}


def template(theme: Theme) -> go.layout.Template:
    """The house style of every chart."""
    return go.layout.Template(
        layout={
            "font": {
                "family": "Atkinson Hyperlegible Next, Segoe UI, sans-serif",
                "size": 15,
                "color": theme.text,
            },
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "colorway": list(theme.lines),
            "margin": {"l": 56, "r": 110, "t": 16, "b": 40},
            "showlegend": False,
            "hovermode": "x unified",
            "xaxis": {"showgrid": False, "linecolor": theme.axis, "ticks": "outside"},
            "yaxis": {
                "gridcolor": theme.grid,
                "zeroline": False,
                "ticksuffix": "%",
                "range": [0, 100],
                "dtick": 20,
            },
        }
    )


def trend(
    series: Sequence[Series],
    *,
    norm: Norm,
    name: Callable[[Level], str],
    full: Callable[[date], str],
    short: Callable[[date], str],
    target_label: str,
    theme: Theme = LIGHT,
) -> go.Figure:
    """A line per level over the months, against the target. Words and days are written by the caller."""
    figure = go.Figure(layout={"template": template(theme)})
    days = [point.day for point in series[0].points] if series else []
    figure.update_xaxes(
        type="category", tickvals=[full(d) for d in days], ticktext=_every_other(days, short), tickangle=0
    )
    # Of itself Plotly makes room for the labels at the ends inside the axes; the margin is there for them.
    figure.update_xaxes(range=[-0.4, len(days) - 0.6])
    for one in series:
        figure.add_scatter(
            name=name(one.level),
            x=[full(point.day) for point in one.points],
            y=[point.share for point in one.points],
            mode="lines+markers",
            line={"color": theme.lines[one.level.number - 1], "width": 3, "dash": DASHES[one.level]},
            marker={"symbol": MARKERS[one.level], "size": 9, "line": {"width": 2}},
            hovertemplate="%{y}%",
        )
    _draw_target(figure, norm.percent, target_label, theme, above=_is_free_above(norm.percent, series))
    _label_ends(figure, series, name, full, theme)
    return figure


def _every_other(days: Sequence[date], short: Callable[[date], str]) -> list[str]:
    """A word under every other month, the last one among them, so that they fit on a phone."""
    return [short(day) if (len(days) - n) % 2 else "" for n, day in enumerate(days)]


def _is_free_above(percent: int, series: Sequence[Series]) -> bool:
    """Whether no line runs where the words over the left of the target would be."""
    shares = [point.share for one in series for point in one.points[:5] if point.share is not None]
    return not any(percent - 2 <= share <= percent + 10 for share in shares)


def _draw_target(figure: go.Figure, percent: int, label: str, theme: Theme, *, above: bool) -> None:
    figure.add_shape(
        type="line",
        xref="paper",
        x0=0,
        x1=1,
        y0=percent,
        y1=percent,
        line={"color": theme.text, "width": 2, "dash": "7px 6px"},
    )
    figure.add_annotation(
        xref="paper", x=0, y=percent, xanchor="left", yanchor="bottom" if above else "top", showarrow=False, text=label
    )


def _label_ends(figure: go.Figure, series: Sequence[Series], name, full, theme: Theme) -> None:
    """The name and the last share at the end of each line, so that no legend is needed."""
    ends = {one.level: one.known[-1] for one in series if one.known}
    heights = spread({level: point.share or 0 for level, point in ends.items()})
    for level, point in ends.items():
        figure.add_annotation(
            x=full(point.day),
            y=heights[level],
            xanchor="left",
            xshift=10,
            showarrow=False,
            text=f"{name(level)} {point.share}%",
            # Not <b>: Plotly would write a style attribute for it, which our content-security policy refuses.
            font={"color": theme.lines[level.number - 1], "weight": 700},
        )


def spread(heights: dict[Level, float], gap: float = LABEL_GAP) -> dict[Level, float]:
    """The same heights with at least so much between them, pushed upwards from the lowest."""
    placed: dict[Level, float] = {}
    lowest_free = float("-inf")
    for level in sorted(heights, key=lambda one: heights[one]):
        placed[level] = max(heights[level], lowest_free)
        lowest_free = placed[level] + gap
    return placed


def as_data(figure: go.Figure) -> dict:
    """What Plotly in the browser takes, as plain data."""
    return json.loads(figure.to_json())


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A small line in a box of 90 by 24, with its last point."""

    path: str
    x: float
    y: float


def sparkline(shares: Sequence[int]) -> Sparkline:
    """Scaled to its own range, but never so that a few points look like a mountain."""
    low, high = min(shares), max(shares)
    range_ = max(high - low, 20)
    middle = (low + high) / 2
    step = 78 / max(1, len(shares) - 1)
    points = [(4 + step * n, round(12 - 18 * (share - middle) / range_, 1)) for n, share in enumerate(shares)]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return Sparkline(path, *points[-1])
