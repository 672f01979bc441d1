"""Who may run, and who waits: one lane for each group of functions.

Lanes live on the dispatcher; nothing here needs a lock.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from itertools import islice
from time import monotonic
from typing import Any

from ..errors import BusyError
from .run import Run

MAX_WAITING = 100
"""Runs that may wait for one function; more are refused as busy."""

MEMORY = 0.3
"""How much the newest run weighs in what a run is expected to take."""


class Lane:
    """A queue in which at most `limit` calls run at once; `None` for any number.

    Sessions take turns, so that who asks for a hundred runs does not hold up who asks for one.
    Runs of a function that takes batches go together, up to its `max_batch_size`, as one call.

    Parameters
    ----------
    limit
        Calls at once.
    start
        Called with the runs of one call, whose turn has come.
    most
        How many may wait; by default `MAX_WAITING`.
    """

    def __init__(
        self, limit: int | None, start: Callable[[list[Run]], None], most: int | None = None
    ) -> None:
        self._limit = limit
        self._most = MAX_WAITING if most is None else most
        self._start = start
        self._calls: list[set[Run]] = []
        self._waiting: OrderedDict[Any, deque[Run]] = OrderedDict()
        """By session; whose turn comes next stands first."""
        self._takes: float | None = None
        """Seconds that a call is expected to take; None before the first has ended."""

    def add(self, run: Run) -> None:
        """Start a run, or let it wait; `run.position` tells how many are before it.

        Raises
        ------
        BusyError
            When too many wait.
        """
        self.check(run)
        if self._may_begin(run):
            self._begin(run)
            return
        self._waiting.setdefault(run.session, deque()).append(run)
        self._place()

    def check(self, run: Run) -> None:
        """See whether a run can be added.

        Raises
        ------
        BusyError
            When too many wait.
        """
        if not self._may_begin(run) and sum(map(len, self._waiting.values())) >= self._most:
            raise BusyError(f"{self._most} runs of this function wait already. Try again later.")

    @property
    def limit(self) -> int | None:
        """Calls at once."""
        return self._limit

    def restrict(self, limit: int | None) -> None:
        """Take a limit as well: the lower one counts."""
        if limit is not None and (self._limit is None or limit < self._limit):
            self._limit = limit

    def waiting_of(self, session: object, listener: object) -> Run | None:
        """Return the run of this session and listener that waits, if one does."""
        for run in self._waiting.get(session, ()):
            if run.listener is listener:
                return run
        return None

    def widen(self, run: Run, most: int, busy: int) -> int:
        """Let a run that goes on make several calls at once; return how many by now.

        It has the places of up to `most` calls while nobody waits, of `busy` ones otherwise, and
        of one at the least.
        """
        own = sum(run in call for call in self._calls)
        if not own:
            return 1
        wanted = max(1, min(most, busy) if self._waiting else most)
        while own < wanted and self._free():
            self._calls.append({run})
            own += 1
        while own > wanted:
            self._calls.remove({run})
            own -= 1
        self._go_on()
        return own

    def leave(self, run: Run) -> None:
        """Take a run out that has ended or was cancelled; the next ones may begin."""
        if run.status == "done" and any(run in call for call in self._calls):
            self._learn(run.seconds)
        for call in self._calls:
            call.discard(run)
        self._calls = [call for call in self._calls if call]
        self._withdraw(run)
        self._go_on()

    def _go_on(self) -> None:
        """Let those begin for whom there is a place."""
        while self._free():
            run = next(filter(self._has_turn, self._order()), None)
            if run is None:
                break
            self._begin(run)
        self._place()

    def _free(self) -> bool:
        return self._limit is None or len(self._calls) < self._limit

    def _may_begin(self, run: Run) -> bool:
        return self._free() and self._has_turn(run)

    def _has_turn(self, run: Run) -> bool:
        """Whether none goes on that has to end first, so that the last result is the newest."""
        return run.listener.trigger_mode != "always_last" or not any(
            other.session is run.session
            and other.listener is run.listener
            and not other.cancelled.is_set()
            for call in self._calls
            for other in call
        )

    def _begin(self, run: Run) -> None:
        runs = [run]
        if run.listener.batch:
            others = (
                other
                for other in self._order()
                if other is not run and other.listener is run.listener and self._has_turn(other)
            )
            runs += islice(others, max(run.listener.max_batch_size, 1) - 1)
        for each in runs:
            self._withdraw(each)
            each.position, each.eta = 0, None
        self._calls.append(set(runs))
        self._start(runs)

    def _withdraw(self, run: Run) -> None:
        """Take a run from those that wait; its session's next turn comes after all others'."""
        waiting = self._waiting.get(run.session)
        if waiting and run in waiting:
            waiting.remove(run)
            self._waiting.move_to_end(run.session)
            if not waiting:
                del self._waiting[run.session]

    def _order(self) -> Iterator[Run]:
        """Yield those that wait in the order of their turns: one of each session, and again."""
        left = [deque(runs) for runs in self._waiting.values()]
        while left:
            for runs in left:
                yield runs.popleft()
            left = [runs for runs in left if runs]

    def _learn(self, seconds: float) -> None:
        before = seconds if self._takes is None else self._takes
        self._takes = before + MEMORY * (seconds - before)

    def _place(self) -> None:
        """Tell those that wait how many are before them, and for how long."""
        now = monotonic()
        for place, run in enumerate(list(self._order())):
            wait = self._expected(place, run, now)
            if (run.position, run.eta) != (place + 1, wait):
                known = run.position != 0
                run.position, run.eta = place + 1, wait
                if known:
                    run.session.moved(run)

    def _expected(self, place: int, run: Run, now: float) -> float | None:
        """Return the seconds until the turn of the one with `place` others before it."""
        if self._takes is None or not self._calls or self._limit is None:
            return None
        begun = [min(run.begun for run in call) for call in self._calls]
        free = sorted(max(self._takes - (now - since), 0.0) for since in begun)
        size = run.listener.max_batch_size if run.listener.batch else 1
        rounds, slot = divmod(place // max(size, 1), len(free))
        return round(free[slot] + rounds * self._takes, 1)
