"""What the runtime asks of the program it lives in. The Jupyter layer has the real one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import Context
from threading import Thread
from typing import Any, Protocol

from ..frozen import dataclass

Displayed = Callable[[dict[str, Any], dict[str, Any]], None]
"""Takes the data and metadata of a mime bundle."""

MainWork = Callable[[], Coroutine[Any, Any, None]]
RunInMain = Callable[[MainWork, Context], None]


@dataclass(frozen=True)
class Place:
    """A cell, and one execution of it."""

    cell: str
    execution: str


class Host(Protocol):
    """The surroundings of a kernel."""

    def run_in_main(self, work: MainWork, context: Context) -> None:
        """Run a coroutine on the main thread's loop as soon as it is free."""
        ...

    def interrupts(self, stop: Callable[[], None] | None) -> AbstractContextManager[None]:
        """Let an interrupt from outside call `stop`, or raise `KeyboardInterrupt` without one.

        Only on the main thread.
        """
        ...

    def displays(self, show: Displayed) -> AbstractContextManager[None]:
        """Send what this thread and context display to `show` instead of to a cell."""
        ...

    def in_cell(self) -> bool:
        """Tell whether a cell runs at the moment."""
        ...

    def cell_of(self, filename: str) -> str | None:
        """Return the execution count of the cell that was compiled under this name."""
        ...

    def place(self) -> Place | None:
        """Return where in a notebook the caller stands."""
        ...


class PlainHost:
    """No notebook: a script, a test."""

    def run_in_main(self, work: MainWork, context: Context) -> None:
        """Run it on a thread with a loop of its own: there is no main loop to wait for."""
        Thread(target=context.run, args=(lambda: asyncio.run(work()),), daemon=True).start()

    def interrupts(self, stop: Callable[[], None] | None) -> AbstractContextManager[None]:
        """Change nothing: Python raises `KeyboardInterrupt` by itself."""
        return nullcontext()

    def displays(self, show: Displayed) -> AbstractContextManager[None]:
        """Change nothing: nothing displays without a notebook."""
        return nullcontext()

    def in_cell(self) -> bool:
        """Return False: there are no cells."""
        return False

    def cell_of(self, filename: str) -> str | None:
        """Return None: there are no cells."""
        return None

    def place(self) -> Place | None:
        """Return None: there are no cells."""
        return None


_host: Host = PlainHost()
_lent: list[RunInMain] = []


def current_host() -> Host:
    """Return the surroundings."""
    return _host


def use_host(host: Host) -> None:
    """Set the surroundings; the Jupyter layer does so when it is loaded."""
    global _host
    _host = host


def run_in_main(work: MainWork, context: Context) -> None:
    """Run a coroutine on the main thread, as soon as it is free or lends itself."""
    (_lent[-1] if _lent else _host.run_in_main)(work, context)


@contextmanager
def lending_main(take: RunInMain) -> Iterator[None]:
    """Take over what is to run on the main thread, while that thread waits for it."""
    _lent.append(take)
    try:
        yield
    finally:
        _lent.remove(take)
