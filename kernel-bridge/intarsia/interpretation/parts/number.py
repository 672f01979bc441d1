"""Numbers: steps around them, or over the range of a slider or of the background."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...components.base import Component
from ...explanation import CurvePoint, CurveScores
from ..problems import InterpretationError
from .base import Floats, Marks, Mask, Parts, Settings, is_finite, known, shown

__all__ = ["NumberParts"]

_STEPS = 3
_RANGE_STEPS = 8


class NumberParts(Parts):
    """A number, as a whole; its neighbours make a response curve."""

    kind = "number"

    def __init__(
        self, value: Any, component: Component | None, settings: Settings, background: Any
    ) -> None:
        super().__init__(value, component, settings, background)
        self.low, self.high = _range(component)
        self._whole = _is_whole(value)
        self._settings = settings
        self.given = background is not None
        if self.given:
            self.others = [self._like(each) for each in _numbers(background)]
            self.baseline = _words(self.others)
        elif self.low is not None and self.high is not None:
            self.others = [self._like((self.low + self.high) / 2)]
            self.baseline = f"{shown(self.others[0])}, the middle of its range"
        else:
            zero = max(0, self.low or 0) if self.high is None else min(0, self.high)
            self.others = [self._like(zero)]
            self.baseline = shown(self.others[0])
        self.rows = len(self.others)

    @classmethod
    def takes(cls, value: Any, component: Component | None) -> bool:
        return isinstance(value, (int, float, np.number)) and not isinstance(value, bool)

    def without(self, absent: Mask, row: int = 0) -> Any:
        return self.others[row % self.rows] if absent[0] else self.value

    def extras(self) -> list[Any]:
        return [self._like(each) for each in self._around()] if is_finite(self.value) else []

    def _around(self) -> list[float]:
        low, high, value = self.low, self.high, float(self.value)
        steps, kind = self._settings.steps, self._settings.delta_type
        span = self._span()
        if span is not None:
            found = [float(each) for each in np.linspace(*span, steps or _RANGE_STEPS)]
        else:
            delta = 1.0 if self._settings.delta is None else self._settings.delta
            if kind == "percent":
                delta = delta * abs(value) / 100 or delta
            if self._whole:
                delta = max(1, round(delta))
            count = steps or _STEPS
            found = [value + k * delta for k in range(-count, count + 1) if k]
        inside = [each for each in found if not (_below(each, low) or _below(high, each))]
        return sorted({float(self._like(each)) for each in inside} - {value})

    def _span(self) -> tuple[float, float] | None:
        """Return the ends of what is looked at: the declared ones, or those of the background."""
        if self.low is not None and self.high is not None:
            return self.low, self.high
        numbers = np.array(self.others, float)
        numbers = numbers[np.isfinite(numbers)]
        if not self.given or self._settings.delta is not None or len(set(numbers)) < 2:
            return None
        return float(numbers.min()), float(numbers.max())

    def _like(self, number: float) -> Any:
        """Return a number of the value's own type."""
        if self._whole:
            if not math.isfinite(number):
                return number  # no whole number is that
            number = round(number)
        return type(self.value)(number)

    def detail(self, marks: Marks, prediction: float, extras: Floats | None) -> CurveScores | None:
        if extras is None or not is_finite(self.value):
            return None
        here = CurvePoint(x=float(self.value), prediction=known(prediction))
        points = [
            CurvePoint(x=float(x), prediction=known(y))
            for x, y in zip(self.extras(), extras, strict=True)
        ]
        points = sorted([*points, here], key=lambda point: point.x)
        return CurveScores(at=float(self.value), points=tuple(points))


def _below(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and one < other


def _is_whole(value: Any) -> bool:
    return isinstance(value, (int, np.integer))


def _range(component: Component | None) -> tuple[float | None, float | None]:
    """Return the limits of a control."""
    bounds = getattr(component, "bounds", None)
    if bounds is None:
        return None, None
    low, high = bounds.lower, bounds.upper
    return (None if low is None else float(low)), (None if high is None else float(high))


def _numbers(background: Any) -> list[Any]:
    try:
        found = np.atleast_1d(np.asarray(background, dtype=float)).ravel()
    except (TypeError, ValueError):
        raise InterpretationError(
            f"What stands for an absent number is a number or several, not {background!r}."
        ) from None
    if not found.size:
        raise InterpretationError("background= has no rows.")
    return list(found)


def _words(others: list[Any]) -> str:
    if len(others) == 1:
        return shown(others[0])
    return f"each of {len(others):,} values of the background, mean {shown(float(np.mean(others)))}"
