"""A failure of the user's function, told from the user's own frame on."""

from __future__ import annotations

import contextlib
import io
import linecache
import os
import traceback
from types import TracebackType

from ..errors import Frame, Traceback, WireError
from .host import current_host

OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
MAX_TEXT = 20_000
MAX_FRAMES = 30

THREAD_BOUND = ("main thread", "same thread", "no current event loop", "attached to a different loop")


def explain(error: BaseException) -> WireError:
    """Return what happened, in a form that travels. Never raises."""
    name = type(error).__name__
    message = _words(error)
    tb = _from_user(error.__traceback__)
    return WireError(
        code="interrupted" if isinstance(error, KeyboardInterrupt) else "user-error",
        message=_clip(message + _advice(error, message)),
        traceback=Traceback(name=name, frames=_frames(tb), text=_clip(_whole(error, tb))),
    )


def _words(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        return f"The function called sys.exit({error.code!r}). The kernel goes on."
    if isinstance(error, KeyboardInterrupt):
        return "Interrupted."
    try:
        return str(error)
    except Exception as second:  # an exception whose own __str__ fails is still told
        return f"(its message could not be made: {type(second).__name__})"


def _advice(error: BaseException, message: str) -> str:
    if "thread" in type(error).__name__.lower() or any(t in message for t in THREAD_BOUND):
        return '\nIf this object belongs to the main thread, use show(fn, run_in="main").'
    return ""


def _from_user(tb: TracebackType | None) -> TracebackType | None:
    """Skip the frames of this package at the beginning."""
    first = tb
    while tb is not None and tb.tb_frame.f_code.co_filename.startswith(OURS):
        tb = tb.tb_next
    return tb or first


def _frames(tb: TracebackType | None) -> tuple[Frame, ...]:
    return tuple(_frame(entry) for entry in traceback.extract_tb(tb, limit=-MAX_FRAMES))


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


def _whole(error: BaseException, tb: TracebackType | None) -> str:
    out = io.StringIO()
    with contextlib.suppress(Exception):  # a message that cannot be printed: the frames remain
        traceback.print_exception(type(error), error.with_traceback(tb), tb, limit=-200, file=out)
    text = out.getvalue() or f"{type(error).__name__}\n"
    for entry in traceback.extract_tb(tb):
        cell = current_host().cell_of(entry.filename)
        if cell:
            text = text.replace(f'File "{entry.filename}"', f"Cell {cell}")
    home = os.path.expanduser("~")
    return text.replace(home + os.sep, "~" + os.sep) if len(home) > 1 else text


def _clip(text: str) -> str:
    if len(text) <= MAX_TEXT:
        return text
    half = MAX_TEXT // 2
    return f"{text[:half]}\n[{len(text) - MAX_TEXT:,} characters left out]\n{text[-half:]}"
