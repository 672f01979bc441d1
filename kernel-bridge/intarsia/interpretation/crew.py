"""Who makes calls: the thread that asks, several threads beside it, or somebody's executor."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any, TypeVar

from ..room import Room
from ..runtime.interrupt import Interruptible

__all__ = ["Call", "Crew", "Failed", "awaited", "waited"]

_WIDTH = 4
"""Calls at once on an executor of which nobody knows how many it makes."""

_LOOK = 0.05
"""Seconds after which who waits looks up: a wait without an end cannot be broken into."""

_PATIENCE = 1.0
"""Seconds that calls have to end which nobody waits for any more."""

K = TypeVar("K")


@dataclass(frozen=True)
class Call:
    """A function and its arguments, as they stand."""

    fn: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


@dataclass(frozen=True)
class Failed:
    """Stands for the result of a call that raised."""

    error: Exception


class Crew:
    """Makes calls, some of them at once; their results come in the order of the calls.

    Whoever leaves it ends it: calls that have not begun never do, and those that go on in threads
    are stopped.

    Parameters
    ----------
    given : concurrent.futures.Executor, int, Room or None
        An executor, which makes all calls and which the caller ends; how many threads; places in a
        queue, as many threads as there are free by now; or `None`, for the thread that asks.

    Examples
    --------
    >>> with Crew(2) as crew:
    ...     list(crew.map(((n, Call(pow, (n, 2), {})) for n in (3, 1, 2)), 1))
    [(3, [9]), (1, [1]), (2, [4])]
    """

    def __init__(self, given: Executor | int | Room | None) -> None:
        self._given = given
        self._executor = given if isinstance(given, Executor) else None
        self._flying: deque[tuple[Any, list[Future[Any]]]] = deque()
        self._inside: set[Interruptible] = set()
        self._is_over = False

    @staticmethod
    def is_elsewhere(given: object) -> bool:
        """Whether calls run in other processes, which get a function and its arguments alone."""
        return isinstance(given, Executor) and not isinstance(given, ThreadPoolExecutor)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over = True
        left = [future for _, futures in self._flying for future in futures]
        for future in left:
            future.cancel()
        for region in list(self._inside):
            region.stop()
        wait(left, _PATIENCE)
        if self._executor is not None and self._executor is not self._given:
            self._executor.shutdown(wait=False, cancel_futures=True)

    def map(self, calls: Iterable[tuple[K, Call]], times: int) -> Iterator[tuple[K, list[Any]]]:
        """Make each call so many times; go through the results, each with what it came with.

        Calls are taken one by one, as soon as there is room for another one. What a call raised
        comes as `Failed`.
        """
        for key, call in calls:
            if not (self._flying or isinstance(self._given, Executor) or self._width(0) > 1):
                yield key, [_caught(call) for _ in range(times)]
                continue
            self._flying.append((key, [self._begin(call) for _ in range(times)]))
            while self._flying and (busy := self._busy()) >= self._width(busy):
                yield self._landed()
        while self._flying:
            yield self._landed()

    def _width(self, busy: int) -> int:
        """Return how many calls may go on at once."""
        if self._given is None:
            return 1
        if isinstance(self._given, int):
            return max(1, self._given)
        if isinstance(self._given, Executor):
            return int(getattr(self._given, "_max_workers", _WIDTH))
        return self._given.take(busy)

    def _busy(self) -> int:
        return sum(not future.done() for _, futures in self._flying for future in futures)

    def _begin(self, call: Call) -> Future[Any]:
        if self._executor is None:
            most = self._given if isinstance(self._given, int) else getattr(self._given, "most", 1)
            self._executor = ThreadPoolExecutor(most, "intarsia-interpret")
        if self.is_elsewhere(self._executor):
            return self._executor.submit(call.fn, *call.args, **call.kwargs)
        return self._executor.submit(copy_context().run, self._run, call)

    def _run(self, call: Call) -> Any:
        """Make a call. On a thread of the executor."""
        region = Interruptible()
        self._inside.add(region)
        try:
            with region:
                return None if self._is_over else call.fn(*call.args, **call.kwargs)
        finally:
            self._inside.discard(region)

    def _landed(self) -> tuple[Any, list[Any]]:
        """Return the results of the call that began first, once it has ended."""
        key, futures = self._flying[0]
        found = [_caught(Call(waited, (future,), {})) for future in futures]
        self._flying.popleft()
        return key, found


def _caught(call: Call) -> Any:
    try:
        return call.fn(*call.args, **call.kwargs)
    except Exception as error:
        return Failed(error)


def waited(future: Future[Any]) -> Any:
    """Return the result of a future, in a way that a wait can be broken into.

    Raises
    ------
    Exception
        What the call raised.
    """
    try:
        while not wait([future], _LOOK).done:
            pass
    except BaseException:
        future.cancel()
        raise
    return future.result()


def awaited(work: Any, loop: asyncio.AbstractEventLoop) -> Any:
    """Return the result of a coroutine that runs on a loop, in a way that can be broken into.

    Wherever that is, what had begun is cancelled.

    Raises
    ------
    Exception
        What the coroutine raised.
    """
    tasks: list[asyncio.Task[Any] | None] = []

    async def run() -> Any:
        tasks.append(asyncio.current_task())
        return await work

    def cancel() -> None:
        for task in tasks:
            if task is not None:
                task.cancel()

    try:
        return waited(asyncio.run_coroutine_threadsafe(run(), loop))
    except BaseException:
        # Its first step is one round of the loop away, as this is.
        loop.call_soon_threadsafe(loop.call_soon, cancel)
        raise
