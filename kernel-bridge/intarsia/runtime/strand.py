"""One task in which one thing is awaited after the other: the steps of an async generator."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import Context
from typing import Any, NamedTuple

from .capture import rejoined

Answer = Callable[[], Any]
"""Gives the value of what was awaited, or raises what that raised."""


class _Work(NamedTuple):
    """Something to be awaited."""

    work: Any
    done: Future[Answer]
    is_last: bool


class Strand:
    """Awaits in one task and one context, as `async for` does.

    What a generator sets in its context is there at its next step, and what belongs to a task, a
    time-out or a group of tasks, may last from one `yield` to another.

    From any thread.

    Parameters
    ----------
    loop
        Where it is awaited.
    context
        What its surroundings are.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, context: Context) -> None:
        self._loop, self._context = loop, context
        self._task: asyncio.Task[None] | None = None
        self._waiting: deque[_Work] = deque()
        self._now: Future[Answer] | None = None
        """What waits for the one that is awaited."""
        self._is_over = False
        self._wake = asyncio.Event()

    def do(self, work: Any, *, is_last: bool = False) -> Future[Answer]:
        """Await something, after what was given before. With the last of it the task ends."""
        done = Future[Answer]()
        self._loop.call_soon_threadsafe(self._give, _Work(work, done, is_last))
        return done

    def stop(self, done: Future[Answer]) -> None:
        """Cancel something that is awaited; once that is over, nothing happens."""
        self._loop.call_soon_threadsafe(self._cancel, done)

    def end(self) -> None:
        """End the task, where nothing is the last."""
        self._loop.call_soon_threadsafe(self._end)

    # -- on the loop

    def _give(self, work: _Work) -> None:
        self._waiting.append(work)
        self._wake.set()
        if self._task is None:
            self._begin()

    def _begin(self) -> None:
        self._is_over = False
        self._task = self._loop.create_task(self._go_on(), context=self._context)
        self._task.add_done_callback(self._ended)

    def _cancel(self, done: Future[Answer]) -> None:
        if self._task is not None and self._now is done:
            self._task.cancel()
        for work in list(self._waiting):
            if work.done is done:
                self._waiting.remove(work)
                self._refuse(work)

    def _end(self) -> None:
        self._is_over = True
        self._wake.set()

    async def _go_on(self) -> None:
        while self._waiting or not self._is_over:
            if not self._waiting:
                self._wake.clear()
                await self._wake.wait()
                continue
            work, self._now, self._is_over = self._waiting.popleft()
            answer = await _inside(work)
            done, self._now = self._now, None
            assert self._task is not None  # the one that goes on here
            while self._task.uncancel():  # what comes next is not stopped by it
                continue
            done.set_result(answer)

    def _refuse(self, work: _Work) -> None:
        """Say that something was cancelled before it began."""
        if hasattr(work.work, "close"):
            work.work.close()
        work.done.set_result(_raiser(asyncio.CancelledError()))
        if work.is_last:
            self._end()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._task = None
        if not task.cancelled():
            if self._waiting:
                self._begin()
            return
        while self._waiting:  # the loop ends
            self._refuse(self._waiting.popleft())


async def _inside(work: Any) -> Answer:
    """Await a user's coroutine; return a function that gives its value, or raises.

    What is raised is handed over instead of let through: `sys.exit` in a task would end
    the loop, and a `StopIteration` cannot leave a coroutine.
    """
    with rejoined():
        try:
            value = await work
        except BaseException as error:
            return _raiser(error)
    return lambda: value


def _raiser(error: BaseException) -> Answer:
    def reraise() -> None:
        raise error

    return reraise
