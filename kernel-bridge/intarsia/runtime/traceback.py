"""A failure of the user's function, told from the user's own frame on."""

from __future__ import annotations

import asyncio
import concurrent.futures
import linecache
import os
import sys
import traceback
from types import TracebackType
from typing import Any

from ..errors import Frame, Traceback, WireError
from ..notices import Error
from .host import current_host


def _folder(file: str) -> str:
    return os.path.dirname(os.path.abspath(file)) + os.sep


OURS = _folder(os.path.dirname(os.path.abspath(__file__)))
BETWEEN = (OURS, _folder(asyncio.__file__), _folder(concurrent.futures.__file__))
"""Code that stands between the thread's start and the user's function."""

MAX_TEXT = 20_000
MAX_FRAMES = 30
MAX_PRINTED = 100

THREAD_BOUND = (
    "main thread",
    "same thread",
    "no current event loop",
    "attached to a different loop",
)


def explain(error: BaseException) -> WireError:
    """Return what happened, in a form that travels. Never raises."""
    if isinstance(error, Error):
        told = Traceback(
            name=error.title,
            frames=(),
            text="",
            visible=bool(error.visible),
            seconds=error.seconds,
        )
        return WireError(
            code="user-error", message=_clip(_said(error.message, str)), traceback=told
        )
    message = _words(error)
    tb = _from_user(error.__traceback__)
    return WireError(
        code="interrupted" if isinstance(error, KeyboardInterrupt) else "user-error",
        message=_clip(_without_home(message) + _advice(error, message)),
        traceback=Traceback(
            name=type(error).__name__, frames=_frames(tb), text=_clip(_printed(error, message))
        ),
    )


def _words(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        return f"The function called sys.exit({_said(error.code, repr)}). The kernel goes on."
    if isinstance(error, KeyboardInterrupt):
        return "Interrupted."
    return _said(error, str) or type(error).__name__


def _said(value: object, how: Any) -> str:
    try:
        return str(how(value))
    except BaseException as second:  # an exception whose own __str__ fails is still told
        return f"(its message could not be made: {type(second).__name__})"


def _advice(error: BaseException, message: str) -> str:
    if "thread" in type(error).__name__.lower() or any(t in message for t in THREAD_BOUND):
        return '\nIf this object belongs to the main thread, use show(fn, run_in="main").'
    return ""


def _from_user(tb: TracebackType | None) -> TracebackType | None:
    """Skip what stands before the user's first frame; all of it, when there is none."""
    while tb is not None and tb.tb_frame.f_code.co_filename.startswith(BETWEEN):
        tb = tb.tb_next
    return tb


def _frames(tb: TracebackType | None) -> tuple[Frame, ...]:
    """Return the frames from the user's first to the user's last, or whoever they called."""
    entries = traceback.extract_tb(tb, limit=-MAX_PRINTED)
    while len(entries) > 1 and entries[-1].filename.startswith(OURS):
        entries.pop()
    return tuple(_frame(entry) for entry in entries[-MAX_FRAMES:])


def _frame(entry: traceback.FrameSummary) -> Frame:
    cell = current_host().cell_of(entry.filename)
    line = entry.lineno or 0
    raw = linecache.getline(entry.filename, line).rstrip("\n")
    indent = len(raw) - len(raw.lstrip())
    caret = None
    if entry.colno is not None and entry.end_colno is not None and entry.end_lineno == line:
        caret = (max(entry.colno - indent, 0), max(entry.end_colno - indent, 0))
    return Frame(
        file=f"cell {cell}" if cell else os.path.basename(entry.filename),
        line=line,
        function=entry.name,
        source=raw.strip()[:500],
        cell=cell,
        caret=caret,
    )


def _printed(error: BaseException, message: str) -> str:
    """Return the traceback as Python prints it, without our frames and without folders."""
    try:
        told = traceback.TracebackException.from_exception(error, limit=-MAX_PRINTED)
        _tidy(told, set())
        return _without_home("".join(told.format()))
    except BaseException:  # it cannot be printed: then at least what is known
        return f"{type(error).__name__}: {message}\n"


def _tidy(told: traceback.TracebackException, seen: set[int]) -> None:
    if id(told) in seen:
        return
    seen.add(id(told))
    while told.stack and told.stack[0].filename.startswith(BETWEEN):
        del told.stack[0]
    for entry in told.stack:
        _ = entry.line  # read by the full name, before that is shortened
        entry.filename = _short(entry.filename)
    group = getattr(told, "exceptions", None) or []
    for other in (told.__cause__, told.__context__, *group):
        if other is not None:
            _tidy(other, seen)


def _short(filename: str) -> str:
    """Return a file's name from the folder on that it is imported from."""
    cell = current_host().cell_of(filename)
    if cell:
        return f"cell {cell}"
    if not os.path.isabs(filename):
        return filename
    for folder in sorted(map(os.path.abspath, sys.path), key=len, reverse=True):
        if filename.startswith(folder + os.sep):
            return filename[len(folder) + 1 :]
    return os.path.basename(filename)


def _without_home(text: str) -> str:
    home = os.path.expanduser("~")
    return text.replace(home + os.sep, "~" + os.sep) if len(home) > 1 else text


def _clip(text: str) -> str:
    if len(text) <= MAX_TEXT:
        return text
    half = MAX_TEXT // 2
    return f"{text[:half]}\n[{len(text) - MAX_TEXT:,} characters left out]\n{text[-half:]}"
