"""One task in which one thing is awaited after the other: the steps of an async generator."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import Context
from typing import Any

from .capture import rejoined

Answer = Callable[[], Any]
"""Gives the value of what was awaited, or raises what that raised."""


class Strand:
    """Awaits in one task and one context, as `async for` does.

    What a generator sets in its context is there at its next step, and what belongs to a task, a
    time-out or a group of tasks, may last from one `yield` to another.

    From any thread; one thing at a time.

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
        self._given = asyncio.Event()
        self._work: Any = None
        self._done: Future[Answer] | None = None
        """What waits for the work; None while there is none."""
        self._is_last = False

    def do(self, work: Any, *, is_last: bool = False) -> Future[Answer]:
        """Await something. With the last of it the task ends."""
        done = Future[Answer]()
        self._loop.call_soon_threadsafe(self._give, work, done, is_last)
        return done

    def stop(self, done: Future[Answer]) -> None:
        """Cancel something that is awaited; once that is over, nothing happens."""
        self._loop.call_soon_threadsafe(self._cancel, done)

    def end(self) -> None:
        """End the task, where nothing is the last."""
        self.do(_nothing(), is_last=True)

    # -- on the loop

    def _give(self, work: Any, done: Future[Answer], is_last: bool) -> None:
        self._work, self._done, self._is_last = work, done, is_last
        self._given.set()
        if self._task is None:
            self._task = self._loop.create_task(self._go_on(), context=self._context)
            self._task.add_done_callback(self._over)

    def _cancel(self, done: Future[Answer]) -> None:
        if self._task is not None and self._done is done:
            self._task.cancel()

    async def _go_on(self) -> None:
        while True:
            try:
                await self._given.wait()
            except asyncio.CancelledError:
                if self._done is None:
                    raise  # the loop ends
                self._give_up()
            else:
                self._answer(await _inside(self._work))
            if self._is_last:
                return
            assert self._task is not None  # it is the one that goes on here
            while self._task.uncancel():  # what comes next is not stopped by it
                continue

    def _answer(self, answer: Answer) -> None:
        done, self._work, self._done = self._done, None, None
        self._given.clear()
        if done is not None:
            done.set_result(answer)

    def _give_up(self) -> None:
        """Say that what was to be awaited was cancelled before it began."""
        if hasattr(self._work, "close"):
            self._work.close()
        self._answer(_raiser(asyncio.CancelledError()))

    def _over(self, task: asyncio.Task[None]) -> None:
        self._task = None
        if self._done is not None:  # cancelled before its first step
            self._give_up()


async def _nothing() -> None:
    return None


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
