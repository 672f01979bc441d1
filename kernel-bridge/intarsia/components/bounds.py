"""Bounds of a value: what is wrong with one, in words."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..signature import Constraints

SAFE = 2**53 - 1
"""The largest whole number that a browser holds exactly."""


def count(number: int, noun: str) -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> count(1, "value"), count(3, "value")
    ('1 value', '3 values')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def plain(value: Any) -> str:
    """Return a bound as text: `5`, not `5.0`."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


@dataclass(frozen=True)
class Bounds:
    """Between what a value must lie; `None` where it may be anything."""

    ge: Any = None
    gt: Any = None
    le: Any = None
    lt: Any = None
    multiple_of: Any = None

    @classmethod
    def of(cls, constraints: Constraints) -> Bounds:
        """Return the bounds that an annotation names."""
        return cls(
            ge=constraints.ge,
            gt=constraints.gt,
            le=constraints.le,
            lt=constraints.lt,
            multiple_of=constraints.multiple_of,
        )

    @property
    def lower(self) -> Any:
        """The greater of the lower bounds."""
        return (
            self.gt if self.ge is None or (self.gt is not None and self.gt > self.ge) else self.ge
        )

    @property
    def upper(self) -> Any:
        """The smaller of the upper bounds."""
        return (
            self.lt if self.le is None or (self.lt is not None and self.lt < self.le) else self.le
        )

    def check(
        self,
        value: Any,
        show: Callable[[Any], str] = plain,
        *,
        more: str = "more",
        less: str = "less",
    ) -> None:
        """Raise `InvalidValueError` in words when a value lies outside.

        Examples
        --------
        >>> Bounds(ge=0, lt=5).check(7)
        Traceback (most recent call last):
        intarsia.errors.InvalidValueError: Must be less than 5.
        """
        if self.ge is not None and not value >= self.ge:
            raise InvalidValueError(f"Must be {show(self.ge)} or {more}.")
        if self.gt is not None and not value > self.gt:
            raise InvalidValueError(f"Must be {more} than {show(self.gt)}.")
        if self.le is not None and not value <= self.le:
            raise InvalidValueError(f"Must be {show(self.le)} or {less}.")
        if self.lt is not None and not value < self.lt:
            raise InvalidValueError(f"Must be {less} than {show(self.lt)}.")
        if self.multiple_of and not is_multiple(value, self.multiple_of):
            raise InvalidValueError(f"Must be a multiple of {show(self.multiple_of)}.")


def is_multiple(value: Any, step: Any) -> bool:
    """Whether a value is a whole number of steps, but for rounding.

    Examples
    --------
    >>> is_multiple(0.3, 0.1), is_multiple(0.35, 0.1), is_multiple(10**30 + 1, 10)
    (True, False, False)
    """
    if isinstance(value, float) or isinstance(step, float):
        ratio = float(value) / float(step)
        return math.isfinite(ratio) and math.isclose(
            ratio, round(ratio), rel_tol=1e-9, abs_tol=1e-9
        )
    return bool(value % step == 0)


def drawable(bound: Any) -> float | None:
    """Return a bound as a browser can hold it; `None` when it cannot."""
    if bound is None:
        return None
    try:
        number = float(bound)
    except OverflowError:
        return None
    if not math.isfinite(number) or abs(number) > SAFE:
        return None
    return int(bound) if number.is_integer() else number


def check_length(
    length: int, min_length: int | None, max_length: int | None, noun: str, verb: str = "Enter"
) -> None:
    """Raise `InvalidValueError` when there are too few or too many of something."""
    if min_length is not None and length < min_length:
        raise InvalidValueError(f"{verb} at least {count(min_length, noun)}.")
    if max_length is not None and length > max_length:
        raise InvalidValueError(f"{verb} at most {count(max_length, noun)}.")
