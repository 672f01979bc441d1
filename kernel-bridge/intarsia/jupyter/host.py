"""The kernel as the runtime's surroundings."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context, ContextVar
from threading import current_thread, main_thread
from typing import Any

from IPython.utils.capture import capture_output

from ..reloading import Reloader
from ..runtime.capture import in_run, install, refusing
from ..runtime.host import Displayed, MainWork, Place, PlainHost

_show: ContextVar[Displayed | None] = ContextVar("intarsia_show", default=None)


class JupyterHost:
    """IPython, in a kernel or a terminal. Made while a cell runs."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._loop = _main_loop(shell)
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_cell = False
        self._reloader = Reloader(self.cell_of)
        shell.events.register("pre_run_cell", lambda _: self._set_in_cell(True))
        shell.events.register("post_run_cell", self._after_cell)
        shell.showtraceback = _telling_runs(shell.showtraceback)
        capture: Any = capture_output
        if capture.__enter__.__module__ != __name__:
            capture.__enter__ = _passing_runs(capture.__enter__)
        kernel = getattr(shell, "kernel", None)
        if kernel is not None:  # while a cell runs, these stand in for `input` and `getpass`
            kernel.raw_input = refusing(kernel.raw_input)
            kernel.getpass = refusing(kernel.getpass)

    def run_in_main(self, work: MainWork, context: Context) -> None:
        """Run a coroutine on the kernel's main loop, after the cell that is running."""
        loop = self._loop
        if loop is None:
            PlainHost().run_in_main(work, context)
            return

        def begin() -> None:
            task = loop.create_task(work())
            self._tasks.add(task)  # the loop alone would let it be collected
            task.add_done_callback(self._tasks.discard)

        loop.call_soon_threadsafe(begin, context=context)

    @contextmanager
    def interrupts(self, stop: Callable[[], None] | None) -> Iterator[None]:
        """Let the kernel's interrupt reach what runs between cells, where it is ignored."""
        if current_thread() is not main_thread():
            yield
            return

        def handle(*_: object) -> None:
            if stop is None:
                raise KeyboardInterrupt
            stop()

        before = signal.signal(signal.SIGINT, handle)
        try:
            yield
        finally:
            if signal.getsignal(signal.SIGINT) is handle:  # else a cell has begun meanwhile
                signal.signal(signal.SIGINT, before)

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

    def in_cell(self) -> bool:
        """Tell whether a cell runs at the moment."""
        return self._in_cell

    def _after_cell(self, result: Any) -> None:
        self._set_in_cell(False)
        self._reloader.after_cell(self.place(), str(getattr(result, "execution_count", "")))

    def _set_in_cell(self, runs: bool) -> None:
        self._in_cell = runs

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


def _main_loop(shell: Any) -> asyncio.AbstractEventLoop | None:
    """Return the loop of the kernel's main thread; IPython in a terminal has none."""
    io_loop = getattr(getattr(shell, "kernel", None), "io_loop", None)
    loop: asyncio.AbstractEventLoop | None = getattr(io_loop, "asyncio_loop", None)
    return loop


def _telling_runs(show: Callable[..., None]) -> Callable[..., None]:
    """Return IPython's way to show an error, which for a run goes to its log, not to a cell."""

    def showtraceback(exc_tuple: Any = None, *args: Any, **kwargs: Any) -> None:
        error = (exc_tuple or sys.exc_info())[1]
        if error is None or not in_run():
            show(exc_tuple, *args, **kwargs)
            return
        from ..runtime.traceback import explain

        traceback = explain(error).traceback
        sys.stderr.write(traceback.text if traceback else repr(error))

    return showtraceback


def _passing_runs(enter: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return the beginning of `%%capture`, which takes what its cell says, but not what runs say.

    They may have begun before it, and go on while it lasts.
    """

    def begin(self: Any) -> Any:
        taken = enter(self)
        if not in_run():
            install()
            if self.display:
                _pass_displays(self.shell.display_pub, self.save_display_pub)
        return taken

    return begin


def _pass_displays(capturing: Any, before: Any) -> None:
    """Let a publisher that keeps what a cell displays give a run what that displays."""
    publish, clear = capturing.publish, capturing.clear_output

    def passing(data: Any, metadata: Any = None, *args: Any, **kwargs: Any) -> None:
        show = _show.get()
        if show is None:
            publish(data, metadata, *args, **kwargs)
        else:
            show(data, metadata or {})

    capturing.publish = passing
    capturing.clear_output = lambda *args, **kwargs: in_run() or clear(*args, **kwargs)
    # ipykernel tells the publisher of each message that comes on a subshell; without this
    # it would lose the message.
    capturing.set_parent = before.set_parent


def _hook(message: dict[str, Any]) -> dict[str, Any] | None:
    """Take a message out of the way of the cells, when a run displays."""
    show = _show.get()
    if show is None:
        return message
    if message["header"]["msg_type"] in ("display_data", "update_display_data"):
        content = message["content"]
        show(content["data"], content["metadata"])
    return None
