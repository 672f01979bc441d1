"""Who may run, and who waits: one lane for each group of functions.

Lanes live on the dispatcher; nothing here needs a lock.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from ..errors import BusyError
from .run import Run

MAX_WAITING = 100
"""Runs that may wait for one function; more are refused as busy."""


class Lane:
    """A queue in which at most `limit` runs run at once; `None` for any number."""

    def __init__(
        self, limit: int | None, start: Callable[[Run], None], most: int | None = None
    ) -> None:
        self._limit = limit
        self._most = MAX_WAITING if most is None else most
        self._start = start
        self._running: set[Run] = set()
        self._waiting: deque[Run] = deque()

    def add(self, run: Run) -> None:
        """Start a run, or let it wait; `run.position` tells how many are before it.

        Raises
        ------
        BusyError
            When too many wait.
        """
        if self._free():
            self._begin(run)
            return
        if len(self._waiting) >= self._most:
            raise BusyError(f"{self._most} runs of this function wait already. Try again later.")
        self._waiting.append(run)
        run.position = len(self._waiting)

    def restrict(self, limit: int | None) -> None:
        """Take a limit as well: the lower one counts."""
        if limit is not None and (self._limit is None or limit < self._limit):
            self._limit = limit

    def waiting_of(self, session: object, listener: object) -> Run | None:
        """Return the run of this session and listener that waits, if one does."""
        for run in self._waiting:
            if run.session is session and run.listener is listener:
                return run
        return None

    def leave(self, run: Run) -> None:
        """Take a run out that has ended or was cancelled; the next one may begin."""
        self._running.discard(run)
        if run in self._waiting:
            self._waiting.remove(run)
        while self._waiting and self._free():
            self._begin(self._waiting.popleft())
        for position, waiting in enumerate(self._waiting, 1):
            waiting.position = position

    def _free(self) -> bool:
        return self._limit is None or len(self._running) < self._limit

    def _begin(self, run: Run) -> None:
        self._running.add(run)
        run.position = 0
        self._start(run)
