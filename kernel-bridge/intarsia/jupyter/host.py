"""The kernel as the runtime's surroundings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from ..runtime.host import Displayed, Place

_show: ContextVar[Displayed | None] = ContextVar("intarsia_show", default=None)


class JupyterHost:
    """IPython in an ipykernel. Made on the main thread, while a cell runs."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._loop = _main_loop(shell)

    def run_in_main(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run a coroutine on the kernel's main loop, after the cell that is running."""
        self._loop.call_soon_threadsafe(lambda: self._loop.create_task(work()))

    @contextmanager
    def displays(self, show: Displayed) -> Iterator[None]:
        """Give what this thread and context display to `show`."""
        publisher = self._shell.display_pub
        register = getattr(publisher, "register_hook", None)
        token = _show.set(show)
        if register is not None:
            register(_hook)
        try:
            yield
        finally:
            _show.reset(token)
            if register is not None:
                publisher.unregister_hook(_hook)

    def cell_of(self, filename: str) -> str | None:
        """Return the execution count of the cell that was compiled under this name."""
        count = getattr(self._shell.compile, "_filename_map", {}).get(filename)
        return None if count is None else str(count)

    def place(self) -> Place | None:
        """Return the cell that runs, as the front end named it."""
        get_parent = getattr(self._shell, "get_parent", None)
        parent = get_parent() if get_parent is not None else {}
        cell = parent.get("metadata", {}).get("cellId")
        execution = parent.get("header", {}).get("msg_id")
        if not isinstance(execution, str):
            return None
        return Place(cell if isinstance(cell, str) else "", execution)


def _main_loop(shell: Any) -> asyncio.AbstractEventLoop:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        loop: asyncio.AbstractEventLoop = shell.kernel.io_loop.asyncio_loop
        return loop


def _hook(message: dict[str, Any]) -> dict[str, Any] | None:
    """Take a message out of the way of the cells, when a run displays."""
    show = _show.get()
    if show is None:
        return message
    if message["header"]["msg_type"] in ("display_data", "update_display_data"):
        content = message["content"]
        show(content["data"], content["metadata"])
    return None
