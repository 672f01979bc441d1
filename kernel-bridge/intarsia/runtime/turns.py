"""Whose turn it is when all together may not send faster."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic

from .loop import dispatcher
from .pace import Pace, kernel_pace


class Turns:
    """Lets those who want to send go one after the other, as fast as a pace allows.

    Who has sent comes after all others who wait, so that one session with much to tell never
    holds up one that has little. Lives on the dispatcher.
    """

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._waiting: dict[Callable[[], None], None] = {}
        self._timer: asyncio.TimerHandle | None = None

    def take(self, go: Callable[[], None]) -> bool:
        """Tell whether one may go now; if not, `go` is called when its turn has come."""
        if not self._waiting and self._pace.wait(monotonic()) <= 0:
            return True
        self._waiting.setdefault(go)
        self._arm()
        return False

    def leave(self, go: Callable[[], None]) -> None:
        """Wait no more."""
        self._waiting.pop(go, None)

    def _arm(self) -> None:
        if self._timer is None and self._waiting:
            self._timer = dispatcher().later(self._pace.wait(monotonic()), self._serve)

    def _serve(self) -> None:
        self._timer = None
        while self._waiting and self._pace.wait(monotonic()) <= 0:
            go = next(iter(self._waiting))
            del self._waiting[go]
            go()
        self._arm()


kernel_turns = Turns(kernel_pace)
"""The turns of all views of this kernel."""
