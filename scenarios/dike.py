"""The drawing of the dike: the water is the risk, the height of the dike your grip. Pure."""

from dataclasses import dataclass
from enum import StrEnum

FULL = 10
_GROUND, _CREST_AT_NOTHING, _STEP = 118.0, 112.0, 8.2


class Hold(StrEnum):
    """What can be seen of it."""

    WELL_BELOW = "well below"  # the water stays far under the crest
    BELOW = "below"
    AT_THE_EDGE = "at the edge"
    OVER = "over"  # it runs over


@dataclass(frozen=True, slots=True)
class Dike:
    """The heights in the drawing, from its top down, as an SVG wants them."""

    risk: int
    grip: int

    @property
    def hold(self) -> Hold:
        room = self.grip - self.risk
        if room < 0:
            return Hold.OVER
        if room == 0:
            return Hold.AT_THE_EDGE
        return Hold.BELOW if room < FULL // 2 else Hold.WELL_BELOW

    @property
    def overflows(self) -> bool:
        return self.hold is Hold.OVER

    @property
    def water(self) -> str:
        return _svg(self._water)

    @property
    def deep_water(self) -> str:
        return _svg(self._water + 20)

    @property
    def water_label(self) -> str:
        return _svg(min(self._water + 18, 136))

    @property
    def water_figure(self) -> str:
        return _svg(min(self._water + 18, 136) + 5.5)

    @property
    def crest(self) -> str:
        return _svg(self._crest)

    @property
    def crest_label(self) -> str:
        return _svg(min(self._crest + 20, 134))

    @property
    def crest_figure(self) -> str:
        return _svg(min(self._crest + 20, 134) + 5.5)

    @property
    def pool(self) -> str:
        """How high the water stands behind the dike when it runs over."""
        return _svg(_GROUND + 4 - 4 * min(max(self.risk - self.grip, 0), 4))

    @property
    def _water(self) -> float:
        return _GROUND - _STEP * self.risk

    @property
    def _crest(self) -> float:
        return _CREST_AT_NOTHING - _STEP * self.grip


def _svg(number: float) -> str:
    """As text with a full stop, whatever the reader's language does with decimals."""
    return f"{number:.1f}"
