"""What the runtime asks of the program it lives in. The Jupyter layer has the real one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

Displayed = Callable[[dict[str, Any], dict[str, Any]], None]
"""Takes the data and metadata of a mime bundle."""


class Host(Protocol):
    """The surroundings of a kernel."""

    def run_in_main(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run a coroutine on the main thread's loop as soon as it is free."""
        ...

    def displays(self, show: Displayed) -> AbstractContextManager[None]:
        """Send what this thread and context display to `show` instead of to a cell."""
        ...

    def cell_of(self, filename: str) -> str | None:
        """Return the execution count of the cell that was compiled under this name."""
        ...

    def place(self) -> Place | None:
        """Return where in a notebook the caller stands."""
        ...


class Place:
    """A cell, and one execution of it."""

    def __init__(self, cell: str, execution: str) -> None:
        self.cell = cell
        self.execution = execution


class PlainHost:
    """No notebook: a script, a test."""

    def run_in_main(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run it on a thread with a loop of its own: there is no main loop to wait for."""
        threading.Thread(target=lambda: asyncio.run(work()), daemon=True).start()

    @contextmanager
    def displays(self, show: Displayed) -> Iterator[None]:
        """Nothing displays without a notebook."""
        yield

    def cell_of(self, filename: str) -> str | None:
        """Return None: there are no cells."""
        return None

    def place(self) -> Place | None:
        """Return None: there are no cells."""
        return None


_host: Host = PlainHost()


def current_host() -> Host:
    """Return the surroundings."""
    return _host


def use_host(host: Host) -> None:
    """Set the surroundings; the Jupyter layer does so when it is loaded."""
    global _host
    _host = host
