"""The bars of one run, as they stand: what `Progress` and `tqdm` write, and the runtime reads."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from math import exp, isfinite
from time import monotonic
from typing import Any, NamedTuple

MOST = 8
"""Bars that are shown, the outermost first."""

SETTLING = 1.0
"""Seconds before anything is said of how fast a bar goes."""

MEMORY = 5.0
"""Seconds over which its speed is averaged, about."""

LONG = 500
"""Characters of a text that are shown."""


class Standing(NamedTuple):
    """How far a bar is. Numbers are finite; `None` is what cannot be told."""

    fraction: float | None
    description: str
    note: str
    done: float | None
    total: float | None
    unit: str
    divisor: int | None
    rate: float | None
    left: float | None


class Bar:
    """How far one thing is.

    Parameters
    ----------
    description
        What is done.
    unit
        What is counted.
    done
        How many of them are done; `None` where nothing is counted.
    total
        How many there are; `None` when nobody knows.
    fraction
        How far it is, 0 to 1, where nothing is counted.
    divisor
        1000 or 1024 where numbers are said in thousands of the unit: kB, MB …
    """

    def __init__(
        self,
        *,
        description: Any = "",
        unit: Any = "",
        done: Any = None,
        total: Any = None,
        fraction: Any = None,
        divisor: int | None = None,
    ) -> None:
        self.description = description
        self.note: Any = ""
        self.unit = unit
        self.done = done
        self.total = total
        self.fraction = fraction
        self.divisor = divisor
        self.restart()

    def restart(self) -> None:
        """Measure how fast it goes from now on."""
        self._began = self._at = monotonic()
        self._last: float | None = None
        self._steps = self._seconds = 0.0

    def read(self) -> None:
        """Take over what is kept elsewhere. Called before each telling."""

    def standing(self, now: float) -> Standing:
        """Return how far it is."""
        self.read()
        done, total = number(self.done), number(self.total)
        fraction = number(self.fraction)
        if fraction is None and done is not None and total:
            fraction = done / total
        if fraction is not None:
            fraction = min(max(fraction, 0.0), 1.0)
        speed = self._speed(done if done is not None else fraction, now)
        left = None
        if speed and fraction is not None:
            rest = total - done if done is not None and total else 1 - fraction
            left = max(rest / speed - (now - self._at), 0.0)
        return Standing(
            fraction=None if fraction is None else round(fraction, 4),
            description=text(self.description),
            note=text(self.note),
            done=done,
            total=total,
            unit=text(self.unit),
            divisor=self.divisor,
            rate=None if speed is None or done is None else float(f"{speed:.4g}"),
            left=None if left is None else round(left, 1),
        )

    def _speed(self, done: float | None, now: float) -> float | None:
        """Return how much is done in a second, of late."""
        if done is None:
            return None
        if self._last is None or done < self._last:
            if self._last is not None:
                self.restart()
            self._last = done
        elif done > self._last:
            passed = now - self._at
            kept = exp(-passed / MEMORY)
            self._steps = self._steps * kept + done - self._last
            self._seconds = self._seconds * kept + passed
            self._last, self._at = done, now
        if now - self._began < SETTLING or not self._seconds:
            return None
        return self._steps / self._seconds


class Board:
    """The bars of one run, outermost first.

    Parameters
    ----------
    wake
        Called, from any thread, when there is something new to tell, and not again before
        `rest`.

    Notes
    -----
    Written by the run's threads, read by the dispatcher. Lists are changed in single steps
    and a change is noted after it was made, so nothing needs a lock.
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._is_awake = False
        self._is_changed = False
        self._bars: list[Bar] = []
        self._said: Bar | None = None
        self._depth = 0
        """How many bars were open when it was said."""

    def open(self, bar: Bar) -> None:
        """Show a bar below those that are open."""
        self._said = None
        self._bars.append(bar)
        self.changed()

    def close(self, bar: Bar) -> None:
        """Take a bar away; doing so twice is fine."""
        if bar in self._bars:
            self._bars.remove(bar)
            if len(self._bars) < self._depth:
                self._said = None
            self.changed()

    def last(self) -> Bar | None:
        """Return the innermost bar that is open."""
        return self._bars[-1] if self._bars else None

    def say(self, bar: Bar) -> None:
        """Show a bar within those that are open, in place of the one that was said before."""
        before, self._depth = self._said, len(self._bars)
        if before is not None and before.total == bar.total and before.unit == bar.unit:
            before.description, before.done = bar.description, bar.done
            before.fraction = bar.fraction
        else:
            self._said = bar
        self.changed()

    def hush(self) -> None:
        """Take away what was said last."""
        self._said = None
        self.changed()

    def changed(self) -> None:
        """Note that something is to be told. Cheap: loops call it at each step."""
        self._is_changed = True
        if not self._is_awake:
            self._is_awake = True
            self._wake()

    def take(self) -> tuple[Standing, ...] | None:
        """Return how far everything is; `None` when that was told already."""
        if not self._is_changed:
            return None
        self._is_changed = False
        said = self._said
        bars = [*self._bars[:MOST], *([] if said is None else [said])][:MOST]
        now = monotonic()
        return tuple(bar.standing(now) for bar in bars)

    def rest(self) -> bool:
        """Let the next change wake again; return whether one has come already."""
        self._is_awake = False
        return self._is_changed


reporting: ContextVar[Board | None] = ContextVar("intarsia_reporting", default=None)
"""The board of the run that the caller belongs to."""


def number(value: Any) -> float | None:
    """Return a finite number, an `int` where it is one; `None` for anything else.

    Examples
    --------
    >>> number(3), number(0.5), number(float("nan")), number(None)
    (3, 0.5, None, None)
    """
    try:
        found = float(value)
        if not isfinite(found):
            return None
        return int(found) if found.is_integer() else found
    except (TypeError, ValueError, OverflowError):
        return None


def text(value: Any) -> str:
    """Return a text of bounded length, on one line."""
    return "" if value is None else " ".join(str(value)[:LONG].split())
