"""A view that has been silent on what it was told last."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic

from .loop import dispatcher

QUIET = 5.0
"""Seconds for which a view may keep silent on what it was told last."""

TIMES = 5
"""How often it is nudged then, each time after twice as long: it may be a page that sleeps."""


class Nudge:
    """Has something sent to a view that does not say that it has what it was told last.

    A lost message shows as a gap in the numbers, but only when another one follows it: after
    a lost last one the view would stay as it is. Where nothing is told, no time is counted.
    Lives on the dispatcher.

    Parameters
    ----------
    send
        Called to send something, whatever it is.
    """

    def __init__(self, send: Callable[[], object]) -> None:
        self._send = send
        self._told = self._heard = -1
        self._since = 0.0
        """When the last message went."""
        self._count = 0
        self._timer: asyncio.TimerHandle | None = None

    def told(self, seq: int) -> None:
        """Note the number of a message that went to the view."""
        self._told, self._since, self._count = seq, monotonic(), 0
        if self._timer is None:
            self._wait(QUIET)

    def heard(self, seq: int) -> None:
        """Note up to which message the view has all."""
        self._heard = max(self._heard, seq)

    def stop(self) -> None:
        """Expect nothing of the view: it goes, or asks for everything itself."""
        self._heard = self._told
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wait(self, seconds: float) -> None:
        self._timer = dispatcher().later(seconds, self._on_time)

    def _on_time(self) -> None:
        self._timer = None
        if self._heard >= self._told:
            return
        left = self._since + QUIET * 2**self._count - monotonic()
        if left > 0:
            self._wait(left)
        elif self._count < TIMES:
            count = self._count + 1
            self._send()
            self._count = count
