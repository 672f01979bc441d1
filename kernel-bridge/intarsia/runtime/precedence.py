"""What a person asked for goes before what runs by itself."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep

HOLD = 0.04
"""Seconds for which streams are not sent while the answer to somebody is on its way, at most."""

AFTER = 0.008
"""Seconds after the answer in which it is painted, with nothing else to paint."""

REST = 0.01
"""Seconds for which a function that yields makes way for the one that answers, at most."""

FREE = 0.05
"""Seconds in which streams go on before they wait again, however often somebody asks."""

_NAP = 0.0005


class Precedence:
    """Lets what streams wait for a moment, while somebody waits for an answer.

    From any thread; who reads an older time waits a moment too long or too short.

    Examples
    --------
    >>> now = 100.0
    >>> precedence = Precedence(lambda: now)
    >>> precedence.asked()
    >>> round(precedence.wait(), 3)
    0.04
    >>> precedence.answered()
    >>> round(precedence.wait(), 3)
    0.008
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._until = float("-inf")
        """When streams are sent again."""
        self._rest = 0.0
        """When functions that yield go on; 0 when they need not ask."""

    def asked(self) -> None:
        """Somebody asked for a run."""
        now = self._clock()
        if now >= self._until + FREE:
            self._until, self._rest = now + HOLD, now + REST

    def answered(self) -> None:
        """The answer is ready to be sent."""
        self._rest = 0.0
        self._until = min(self._until, self._clock() + AFTER)

    def streams(self) -> None:
        """What was asked for streams: its first value is the answer."""
        self._rest = 0.0
        self._until = min(self._until, self._clock())

    def wait(self) -> float:
        """Return the seconds until streams are sent again."""
        return max(self._until - self._clock(), 0.0)

    @property
    def is_due(self) -> bool:
        """Whether what yields may have to give way."""
        return self._rest != 0.0

    def give_way(self) -> None:
        """Rest while the answer is being made: called by what yields, so next to free."""
        while self._rest:
            if self._clock() >= self._rest:
                self._rest = 0.0
            else:
                sleep(_NAP)


precedence = Precedence()
"""That of this kernel."""
