"""The places that a run has in the queue of its function, for calls that it makes at once."""

from __future__ import annotations

import os
from concurrent.futures import Future
from time import monotonic

from .loop import dispatcher
from .queue import Lane
from .run import Run

__all__ = ["LaneRoom"]

_EVERY = 0.05
"""Seconds for which an answer is good."""


class LaneRoom:
    """What of a queue is free for one run: `Room`, on the thread of the run.

    Where nobody waits it takes all of the limit; as soon as somebody does, it gives back what it
    does not use. What it has is given back at the end of the run at the latest.
    """

    def __init__(self, lane: Lane, run: Run) -> None:
        self._lane, self._run = lane, run
        # As many as a pool of threads has where nobody says how many.
        self.most = lane.limit or min(32, (os.cpu_count() or 1) + 4)
        self._has = 1
        self._asked = -_EVERY

    def take(self, busy: int) -> int:
        """Return how many calls may go on at once by now."""
        now = monotonic()
        if now - self._asked >= _EVERY:
            found: Future[int] = Future()
            dispatcher().call(
                lambda: found.set_result(self._lane.widen(self._run, self.most, busy))
            )
            self._has, self._asked = found.result(), now
        return self._has
