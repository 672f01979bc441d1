"""The two threads of the runtime, each an asyncio loop that starts when first used.

`dispatcher()` runs everything of ours; `coroutines()` runs the user's `async`
functions, so that one that blocks does not hold up the sessions.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from threading import Thread, current_thread
from typing import Any


class Loop:
    """An asyncio loop on a daemon thread of its own."""

    def __init__(self, name: str) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = Thread(target=self._run, name=name, daemon=True)
        self.thread.start()

    def call(self, fn: Callable[..., object], *args: Any) -> None:
        """Call `fn` on this thread, soon, in the order of the calls."""
        self.loop.call_soon_threadsafe(fn, *args)

    def later(self, seconds: float, fn: Callable[..., object], *args: Any) -> asyncio.TimerHandle:
        """Call `fn` after a while; only from this loop's own thread."""
        return self.loop.call_later(seconds, fn, *args)

    def inside(self) -> bool:
        """Tell whether the caller is on this thread."""
        return current_thread() is self.thread

    def _run(self) -> None:
        while True:
            with suppress(SystemExit, KeyboardInterrupt):  # raised by a user's own task
                self.loop.run_forever()
                return


@cache
def dispatcher() -> Loop:
    """Return the one thread on which sessions live."""
    return Loop("intarsia")


@cache
def coroutines() -> Loop:
    """Return the one thread on which the user's coroutines run."""
    return Loop("intarsia-async")


@cache
def encoder() -> ThreadPoolExecutor:
    """Return the threads that encode what a stream has left to be encoded when it is sent."""
    return ThreadPoolExecutor(2, thread_name_prefix="intarsia-encode")
