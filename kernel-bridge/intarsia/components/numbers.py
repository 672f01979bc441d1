"""What number fields and sliders have in common: the check of a number."""

from __future__ import annotations

import math
from typing import Any

from ..errors import InvalidValueError
from ..messages import Json
from ..parameters import mistake
from .bounds import Bounds

_MAX_BITS = 14_000
"""Of an integer: about the 4,300 digits that Python itself reads and writes."""


def read_number(
    value: Json, precision: int | None, bounds: Bounds, *, either: bool, rounds: bool = False
) -> Any:
    """Return the number that a browser sent.

    Parameters
    ----------
    precision
        0 for whole numbers, else digits to round to; `None` for any number.
    either
        Whether a whole number stays an `int` although others are taken.
    rounds
        Whether a number that is not whole is rounded to one, where those are wanted.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InvalidValueError("Enter a whole number." if precision == 0 else "Enter a number.")
    number: Any
    if precision == 0 and rounds:
        bounds.check(value)
        return _nearest(value)
    if precision == 0:
        number = _whole(value)
    elif isinstance(value, int) and either:
        number = rounded(value, precision) if rounds else value
    else:
        number = _real(value)
        if precision is not None and math.isfinite(number):
            number = round(number, precision)
    bounds.check(number)
    return number


def _nearest(value: int | float) -> int:
    if isinstance(value, int):
        return _whole(value)
    try:
        return round(value)
    except (ValueError, OverflowError):  # it is not finite
        raise InvalidValueError("Enter a whole number.") from None


def _whole(value: int | float) -> int:
    if isinstance(value, float):
        if not value.is_integer():
            raise InvalidValueError("Enter a whole number.")
        return int(value)
    if value.bit_length() > _MAX_BITS:
        raise InvalidValueError("This number has too many digits.")
    return value


def _real(value: int | float) -> float:
    try:
        return float(value)
    except OverflowError:
        raise InvalidValueError("This number is too large.") from None


def rounded(number: Any, precision: int | None) -> Any:
    """Return a number with so many digits after the point; 0 gives an `int`.

    Examples
    --------
    >>> rounded(2.345, 2), rounded(2.7, 0), rounded(2.5, None), rounded(None, 0)
    (2.35, 3, 2.5, None)
    """
    if number is None or precision is None:
        return number
    return round(number) if precision == 0 else round(number, precision)


def look_at_bounds(kind: str, value: Any, bounds: Bounds) -> None:
    """Warn of a number at the start that functions do not get."""
    if isinstance(value, (int, float)):
        try:
            bounds.check(value)
        except InvalidValueError as error:
            mistake(f"{kind}(value=…) is {value}, which functions do not get. {error}")


def refuse_step(kind: str, step: float | None) -> None:
    """Refuse steps that lead nowhere.

    Raises
    ------
    ValueError
        When it is not above 0.
    """
    if step is not None and not step > 0:
        raise ValueError(f"{kind}(step=…) is a number above 0, not {step}.")


def written_number(value: str) -> int | float:
    """Return the number that a text says.

    Raises
    ------
    ValueError
        When it says none.

    Examples
    --------
    >>> written_number("5"), written_number(" 0.5 ")
    (5, 0.5)
    """
    number = float(value)
    return int(number) if number.is_integer() and "." not in value else number


def show_number(value: Any) -> int | float | None:
    """Return a number as it travels: of Python, numpy, `Decimal`, `Fraction`.

    Raises
    ------
    TypeError
        When it is none.
    """
    if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return value
    item = getattr(value, "item", None)
    if callable(item) and getattr(value, "size", None) == 1:
        return show_number(item())
    if isinstance(value, (str, bytes, complex)):
        raise TypeError("not a number")
    try:
        return int(value) if isinstance(value, bool) or value == int(value) else float(value)
    except (TypeError, ValueError, OverflowError):
        return float(value)
