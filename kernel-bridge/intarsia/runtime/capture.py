"""What a run prints, warns, logs and displays goes to the run, not to a cell.

`sys.stdout` and `sys.stderr` are replaced once by streams that look at who is
writing: a run (a context variable tells) or anybody else, for whom nothing changes.
"""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Literal, TextIO

from .host import current_host

Stream = Literal["stdout", "stderr", "warning", "logging", "display"]
Sink = Callable[[Stream, str, Any], None]
"""Takes the stream, the text, and for `display` the mime bundle."""

MAX_CAPTURE = 1024 * 1024
"""Characters that one run may print; the rest is counted and said."""

_sink: ContextVar[Sink | None] = ContextVar("intarsia_sink", default=None)


class _Stream(io.TextIOBase):
    """A standard stream that gives a run's writing to the run."""

    def __init__(self, name: Literal["stdout", "stderr"], inner: TextIO) -> None:
        self._name = name
        self.inner = inner

    def write(self, text: str) -> int:
        sink = _sink.get()
        if sink is None:
            return self.inner.write(text)
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        sink(self._name, text, None)
        return len(text)

    def flush(self) -> None:
        if _sink.get() is None:
            self.inner.flush()

    def writable(self) -> bool:
        return True

    def close(self) -> None:
        """Stay open: the stream belongs to the process."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    # TextIOBase defines these, so that __getattr__ is not asked for them.
    @property
    def encoding(self) -> str:  # type: ignore[override]  # a plain attribute there
        return self.inner.encoding

    @property
    def errors(self) -> str | None:  # type: ignore[override]  # a plain attribute there
        return self.inner.errors

    def fileno(self) -> int:
        return self.inner.fileno()

    def isatty(self) -> bool:
        return self.inner.isatty()


class _LogHandler(logging.Handler):
    """Gives a run's log records to the run."""

    def emit(self, record: logging.LogRecord) -> None:
        sink = _sink.get()
        if sink is not None:
            sink("logging", self.format(record) + "\n", None)
        elif (
            logging.getLogger().handlers == [self]
            and logging.lastResort is not None
            and record.levelno >= logging.lastResort.level
        ):
            logging.lastResort.handle(record)  # what happens when there is no handler at all


_handler = _LogHandler()
_handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))


def install() -> None:
    """Put the streams and the log handler in place, where they are not already."""
    if not isinstance(sys.stdout, _Stream):
        sys.stdout = _Stream("stdout", sys.stdout)
    if not isinstance(sys.stderr, _Stream):
        sys.stderr = _Stream("stderr", sys.stderr)
    root = logging.getLogger()
    if _handler not in root.handlers:
        root.addHandler(_handler)


@contextmanager
def captured(sink: Sink) -> Iterator[None]:
    """Give everything that is printed or displayed within to `sink`.

    Notes
    -----
    Holds for this thread and context, and for coroutines that inherit the context.
    Afterwards a stream that the function replaced and left is put back.
    """
    install()
    streams = sys.stdout, sys.stderr
    sink = limited(sink)
    token = _sink.set(sink)
    try:
        with current_host().displays(lambda data, metadata: _display(sink, data, metadata)):
            yield
    finally:
        _sink.reset(token)
        for name, stream in zip(("stdout", "stderr"), streams, strict=True):
            if not isinstance(getattr(sys, name), _Stream):
                setattr(sys, name, stream)


@contextmanager
def rejoined() -> Iterator[None]:
    """Let a coroutine that inherited a run's context display for the run, on its thread."""
    sink = _sink.get()
    if sink is None:
        yield
        return
    with current_host().displays(lambda data, metadata: _display(sink, data, metadata)):
        yield


def _display(sink: Sink, data: dict[str, Any], metadata: dict[str, Any]) -> None:
    sink("display", "", {"data": data, "metadata": metadata})


def limited(sink: Sink) -> Sink:
    """Return a sink that stops at `MAX_CAPTURE` characters, and says so once."""
    left = MAX_CAPTURE

    def write(stream: Stream, text: str, bundle: Any) -> None:
        nonlocal left
        if left < 0:
            return
        size = len(text) if bundle is None else sum(len(str(v)) for v in bundle["data"].values())
        left -= size
        if left >= 0:
            sink(stream, text, bundle)
        else:
            kept = text[: left + size]
            sink("stderr", f"{kept}\n[The rest of what this run prints is left out.]\n", None)

    return write
