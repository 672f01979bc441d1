"""Where programs come in: what is wrong with a program is shown at its own line alone."""

from __future__ import annotations

import dis
import functools
import os
from collections.abc import Callable
from types import TracebackType
from typing import ParamSpec, TypeVar

__all__ = ["entrance", "trimmed"]

_Args = ParamSpec("_Args")
_Result = TypeVar("_Result")

_OURS = os.path.dirname(os.path.abspath(__file__)) + os.sep
_RAISE = dis.opmap["RAISE_VARARGS"]


def entrance(fn: Callable[_Args, _Result]) -> Callable[_Args, _Result]:
    """Return a function whose errors about the program end at the program's own line."""

    @functools.wraps(fn)
    def entered(*args: _Args.args, **kwargs: _Args.kwargs) -> _Result:
        __tracebackhide__ = True
        try:
            return fn(*args, **kwargs)
        except Exception as error:
            raise trimmed(error)  # noqa: B904  # it is the same one

    return entered


def trimmed(error: Exception) -> Exception:
    """Return an error without our own frames at its end, if we raised it on purpose.

    A fault of ours keeps them all: it was not raised by a `raise`.
    """
    last, authors = None, None
    tb: TracebackType | None = error.__traceback__
    while tb is not None:
        last = tb
        if not _is_ours(tb):
            authors = tb
        tb = tb.tb_next
    if last is None or last is authors or not _is_raised(last):
        return error
    if authors is None:
        return error.with_traceback(None)
    authors.tb_next = None
    return error


def _is_ours(tb: TracebackType) -> bool:
    return tb.tb_frame.f_code.co_filename.startswith(_OURS)


def _is_raised(tb: TracebackType) -> bool:
    """Whether an error comes from a `raise`, and not from what went wrong by itself."""
    return tb.tb_frame.f_code.co_code[tb.tb_lasti] == _RAISE
