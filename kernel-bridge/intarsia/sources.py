"""What was written down of a function, and where."""

from __future__ import annotations

import ast
import functools
import inspect
import os
import textwrap
from typing import Any

from .runtime.host import current_host

MOST = 200_000
"""Characters of a source; of more only the beginning is shown."""


def source_of(fn: Any) -> tuple[str | None, str | None]:
    """Return the source of a function, or why there is none.

    Examples
    --------
    >>> source_of(len)[1]
    'It is not written in Python.'
    """
    fn = _written(fn)
    try:
        lines, _ = inspect.getsourcelines(fn)
    except TypeError:
        return None, "It is not written in Python."
    except (OSError, IndexError, SyntaxError):
        return None, "Python has kept no source of it."
    text = textwrap.dedent("".join(lines)).rstrip()
    if getattr(fn, "__name__", "") == "<lambda>":
        text = _lambda(text) or text
    if len(text) > MOST:
        text = f"{text[:MOST]}\n# …"
    return text, None


def place_of(fn: Any) -> tuple[str | None, str | None, int | None]:
    """Return the cell that a function is written in, or the name of the file, and the line."""
    fn = _written(fn)
    code = getattr(fn, "__code__", None)
    if code is None:
        return None, None, None
    cell = current_host().cell_of(code.co_filename)
    file = None if cell is not None else os.path.basename(code.co_filename)
    return cell, file, code.co_firstlineno


def _written(fn: Any) -> Any:
    """Return what was written down of a function: without what decorators put around it."""
    while True:
        if isinstance(fn, functools.partial):
            fn = fn.func
        elif hasattr(fn, "__wrapped__"):
            fn = fn.__wrapped__
        elif inspect.isroutine(fn) or inspect.isclass(fn):
            return getattr(fn, "__func__", fn)
        else:
            return getattr(type(fn), "__call__", fn)  # noqa: B004  # what is written of it


def _lambda(text: str) -> str | None:
    """Return a lambda alone, of the line that it stands in; `None` where that has several."""
    try:
        found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Lambda)]
    except SyntaxError:
        return None
    return ast.get_source_segment(text, found[0]) if len(found) == 1 else None
