"""How much an explanation may cost: calls of the function, or time."""

from __future__ import annotations

import datetime
import re
import time
from typing import Any

__all__ = ["Budget"]

_TIME = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(ms|s|sec|seconds?|min|minutes?)\s*")
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0}


class Budget:
    """Calls or seconds that may be spent.

    Parameters
    ----------
    given : int, str, datetime.timedelta or None
        A number of calls, or a time: `"10 s"`, `"500 ms"`, `"2 min"`. `None` for no limit.

    Raises
    ------
    TypeError, ValueError
        When it is neither; a bare `float` is refused, because it could be either.

    Examples
    --------
    >>> Budget(200).words, Budget("1.5 min").words, Budget(None).words
    ('200 calls', '90 s', None)
    """

    def __init__(self, given: Any) -> None:
        self.calls: int | None = None
        self.seconds: float | None = None
        self._begin = time.monotonic()
        if isinstance(given, datetime.timedelta):
            self.seconds = given.total_seconds()
        elif isinstance(given, str):
            self.seconds = _seconds(given)
        elif isinstance(given, int) and not isinstance(given, bool):
            self.calls = given
        elif given is not None:
            raise TypeError(
                "budget= is a whole number of calls (budget=200) or a time "
                f'(budget="10 s"), not {given!r}.'
            )
        if (self.calls if self.calls is not None else self.seconds or 1) <= 0:
            raise ValueError(f"A budget is greater than zero, not {given!r}.")

    @property
    def words(self) -> str | None:
        """The limit, as a person reads it."""
        if self.calls is not None:
            return f"{self.calls:,} call{'s' if self.calls != 1 else ''}"
        return None if self.seconds is None else f"{self.seconds:g} s"

    @property
    def elapsed(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self._begin

    def left(self, spent: int) -> int | None:
        """Return how many calls may still be made after so many; `None` for any number."""
        if self.seconds is not None and self.elapsed >= self.seconds:
            return 0
        return None if self.calls is None else max(0, self.calls - spent)


def _seconds(text: str) -> float:
    found = _TIME.fullmatch(text.lower())
    if found is None:
        raise ValueError(f'budget= as a time is like "10 s", "500 ms" or "2 min", not {text!r}.')
    unit = found[2]
    return float(found[1]) * _UNITS["ms" if unit == "ms" else unit[0]]
