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
    surface: str
    text: str
    grid: str
    axis: str
    lines: tuple[str, str, str, str]


LIGHT = Theme("#FFFFFF", "#1C3641", "#D6E1E6", "#6E8591", ("#9A5522", "#4D6373", "#946300", "#17709A"))
DARK = Theme("#0F2731", "#D5E2E7", "#24434F", "#6C8996", ("#D9945C", "#B7C6D0", "#F0BE3E", "#5CC3E6"))
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
            "hoverlabel": {"bgcolor": theme.surface, "bordercolor": theme.grid},
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
    target: str,
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
            hovertemplate="%{y}",
        )
    _draw_target(figure, norm.percent, theme)
    ends = [
        _End(f"{name(one.level)} {one.known[-1].share}%", one.known[-1].share or 0, theme.lines[one.level.number - 1])
        for one in series
        if one.known
    ]
    _label_ends(figure, [_End(target, norm.percent, theme.text), *ends])
    return figure


def _every_other(days: Sequence[date], short: Callable[[date], str]) -> list[str]:
    """A word under every other month, the last one among them, so that they fit on a phone."""
    return [short(day) if (len(days) - n) % 2 else "" for n, day in enumerate(days)]


def _draw_target(figure: go.Figure, percent: int, theme: Theme) -> None:
    figure.add_shape(
        type="line",
        xref="paper",
        x0=0,
        x1=1,
        y0=percent,
        y1=percent,
        line={"color": theme.text, "width": 2, "dash": "7px 6px"},
    )


@dataclass(frozen=True, slots=True)
class _End:
    """What is written at the right, at the height of a line."""

    text: str
    height: float
    color: str


def _label_ends(figure: go.Figure, ends: Sequence[_End]) -> None:
    """So that no legend is needed."""
    for end, height in zip(ends, spread([end.height for end in ends]), strict=True):
        figure.add_annotation(
            xref="paper",
            x=1,
            y=height,
            xanchor="left",
            xshift=6,
            showarrow=False,
            text=end.text,
            # Not <b>: Plotly would write a style attribute for it, which our content-security policy refuses.
            font={"color": end.color, "weight": 700},
        )


def spread(heights: Sequence[float], gap: float = LABEL_GAP) -> list[float]:
    """The same heights with at least so much between them, pushed upwards from the lowest."""
    placed = list(heights)
    lowest_free = float("-inf")
    for n in sorted(range(len(heights)), key=lambda n: heights[n]):
        placed[n] = max(heights[n], lowest_free)
        lowest_free = placed[n] + gap
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
