"""What a run prints, warns, logs and displays goes to the run, not to a cell.

What Python writes through and asks with (`sys.stdout`, `sys.stderr`, `input`, `getpass`,
`warnings.showwarning`, `logging.lastResort`) is replaced once by something that looks at
who it is: a run (a context variable tells) or anybody else, for whom nothing changes.
"""

from __future__ import annotations

import builtins
import getpass
import io
import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Literal, TextIO

from .host import current_host

Stream = Literal["stdout", "stderr", "warning", "logging", "display"]
Sink = Callable[[Stream, str, Any], None]
"""Takes the stream, the text, and for `display` the mime bundle."""

MAX_HEAD = 512 * 1024
"""Characters of what one run prints that are passed on at once."""

MAX_TAIL = 512 * 1024
"""Characters of the rest that are kept, and passed on at its end."""

MAX_DISPLAYED = 8 * 1024 * 1024
"""Characters of what one run displays."""

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


class _LastResort(logging.Handler):
    """What happens to log records that no handler takes."""

    def __init__(self, inner: logging.Handler | None) -> None:
        super().__init__(inner.level if inner is not None else logging.WARNING)
        self._inner = inner
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        sink = _sink.get()
        if sink is not None:
            sink("logging", self.format(record) + "\n", None)
        elif self._inner is not None:
            self._inner.handle(record)


def _show_warnings(inner: Callable[..., None]) -> Callable[..., None]:
    def showwarning(message: Any, category: Any, filename: str, lineno: int, *rest: Any) -> None:
        sink = _sink.get()
        if sink is None:
            inner(message, category, filename, lineno, *rest)
            return
        cell = current_host().cell_of(filename)
        place = f"cell {cell}" if cell else os.path.basename(filename)
        sink("warning", f"{place}, line {lineno}: {category.__name__}: {message}\n", None)

    _mark(showwarning)
    return showwarning


def refusing(ask: Callable[..., str]) -> Callable[..., str]:
    """Return a function that asks a person, but for a run, which has nobody to ask."""

    @wraps(ask)
    def asked(*args: Any, **kwargs: Any) -> str:
        if _sink.get() is not None:
            raise RuntimeError(
                "A function of an app cannot ask a person: give it a parameter instead."
            )
        return ask(*args, **kwargs)

    _mark(asked)
    return asked


def _mark(function: Any) -> None:
    function.of_intarsia = True


def _is_ours(function: Any) -> bool:
    return getattr(function, "of_intarsia", False) is True


def in_run() -> bool:
    """Tell whether the caller is the function of a run."""
    return _sink.get() is not None


def install() -> None:
    """Put everything in place, where it is not already."""
    if not isinstance(sys.stdout, _Stream):
        sys.stdout = _Stream("stdout", sys.stdout)
        _redirect_logging(sys.stdout)
    if not isinstance(sys.stderr, _Stream):
        sys.stderr = _Stream("stderr", sys.stderr)
        _redirect_logging(sys.stderr)
    if not isinstance(logging.lastResort, _LastResort):
        logging.lastResort = _LastResort(logging.lastResort)
    if not _is_ours(warnings.showwarning):
        warnings.showwarning = _show_warnings(warnings.showwarning)
    if not _is_ours(builtins.input):
        builtins.input = refusing(builtins.input)
    if not _is_ours(getpass.getpass):
        getpass.getpass = refusing(getpass.getpass)


def _redirect_logging(stream: _Stream) -> None:
    """Let handlers that were made before write through the stream that looks who writes."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler) and handler.stream is stream.inner:
            handler.setStream(stream)


@contextmanager
def captured(sink: Sink) -> Iterator[None]:
    """Give everything that is printed or displayed within to `sink`.

    Notes
    -----
    Holds for this thread and context, and for coroutines that inherit the context.
    Afterwards a stream that the function replaced and left is put back, but not while a
    cell runs: then it may be the cell's, as with `%%capture`.
    """
    install()
    streams = sys.stdout, sys.stderr
    limited = _Limited(sink)
    token = _sink.set(limited)
    try:
        with current_host().displays(lambda data, metadata: _display(limited, data, metadata)):
            yield
    finally:
        _sink.reset(token)
        limited.flush()
        for name, stream in zip(("stdout", "stderr"), streams, strict=True):
            if not isinstance(getattr(sys, name), _Stream) and not current_host().in_cell():
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


class _Limited:
    """A sink with limits: of too much text it keeps the head and the tail."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._head = MAX_HEAD
        self._display = MAX_DISPLAYED
        self._tail: list[str] = []
        self._tail_size = 0
        self._dropped = 0

    def __call__(self, stream: Stream, text: str, bundle: Any) -> None:
        if bundle is not None:
            self._show(bundle)
            return
        head, rest = text[: self._head], text[self._head :]
        self._head -= len(head)
        if head:
            self._sink(stream, head, None)
        if rest:
            self._keep(rest)

    def flush(self) -> None:
        """Pass the tail on."""
        if self._tail:
            left_out = f"\n[{self._dropped:,} characters left out]\n" if self._dropped else ""
            self._sink("stdout", left_out + "".join(self._tail), None)
            self._tail = []

    def _keep(self, text: str) -> None:
        self._tail.append(text)
        self._tail_size += len(text)
        if self._tail_size > 2 * MAX_TAIL:
            whole = "".join(self._tail)
            self._tail = [whole[-MAX_TAIL:]]
            self._dropped += len(whole) - MAX_TAIL
            self._tail_size = MAX_TAIL

    def _show(self, bundle: Any) -> None:
        size = sum(len(str(value)) for value in bundle["data"].values())
        if 0 <= self._display < size:
            self._sink("stderr", "[What this run displays further is left out.]\n", None)
        self._display -= size
        if self._display >= 0:
            self._sink("display", "", bundle)
