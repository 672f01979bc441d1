"""One text for the code of a function, to notice that it was changed."""

from __future__ import annotations

import functools
import hashlib
import inspect
import sys
from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

_DEPTH = 8
"""Functions that call functions that call …: beyond, a change is not noticed."""

_MANY = 1000
"""Of collections with more items only the number counts: they are data, not code."""

_CONSTANT = (type(None), bool, int, float, complex, str, bytes)


def code_mark(fn: Any) -> str:
    """Return a text that is the same as long as the code of a function is.

    Its defaults, what it closes over, and the functions and constants of its own module that it
    uses count as well; comments, docstrings and lines do not, and what is imported does not. It is
    the same in other processes with the same version of Python.

    Examples
    --------
    >>> first, second = (lambda x: x + 1), (lambda x: x + 1)
    >>> code_mark(first) == code_mark(second) != code_mark(lambda x: x + 2)
    True
    """
    digest = hashlib.sha256(sys.version.encode())
    for piece in _of_callable(fn, set(), _DEPTH):
        data = piece.encode(errors="surrogatepass")
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.hexdigest()


def _of_callable(fn: Any, seen: set[int], depth: int) -> Iterator[str]:
    if depth == 0 or id(fn) in seen:
        return
    seen.add(id(fn))
    if isinstance(fn, functools.partial):
        yield from _of_callable(fn.func, seen, depth)
        yield from _of_value([fn.args, fn.keywords], seen, depth)
    elif hasattr(fn, "__wrapped__"):
        yield from _of_callable(fn.__wrapped__, seen, depth)
    elif inspect.ismethod(fn):
        yield from _of_callable(fn.__func__, seen, depth)
        yield from _of_object(fn.__self__, seen, depth)
    elif isinstance(fn, FunctionType):
        yield from _of_function(fn, seen, depth)
    elif isinstance(fn, type) or inspect.isbuiltin(fn):
        yield f"{fn.__module__}.{fn.__qualname__}"
    else:
        yield from _of_object(fn, seen, depth)
        call = getattr(type(fn), "__call__", None)  # noqa: B004  # its code is what counts
        if isinstance(call, FunctionType):
            yield from _of_callable(call, seen, depth)


def _of_function(fn: FunctionType, seen: set[int], depth: int) -> Iterator[str]:
    yield from _of_code(fn.__code__, fn.__doc__)
    yield from _of_value([fn.__defaults__, fn.__kwdefaults__], seen, depth)
    for cell in fn.__closure__ or ():
        try:
            yield from _of_value(cell.cell_contents, seen, depth)
        except ValueError:  # nothing in it yet
            yield "empty"
    for name in sorted(_names(fn.__code__)):
        value = fn.__globals__.get(name)
        is_own = getattr(value, "__module__", None) == fn.__module__
        if isinstance(value, (FunctionType, functools.partial)):
            if is_own or isinstance(value, functools.partial):
                yield name
                yield from _of_callable(value, seen, depth - 1)
        elif name in fn.__globals__ and not isinstance(value, (ModuleType, type)):
            yield name
            yield from _of_value(value, seen, depth - 1)


def _of_code(code: CodeType, doc: str | None = None) -> Iterator[str]:
    yield code.co_code.hex()
    yield repr((code.co_names, code.co_varnames, code.co_freevars, code.co_flags))
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _of_code(constant)
        elif isinstance(constant, frozenset):
            yield repr(sorted(map(repr, constant)))
        elif doc is None or constant != doc:
            yield repr(constant)


def _names(code: CodeType) -> set[str]:
    """Return the global names that a code uses, those within it included."""
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names |= _names(constant)
    return names


def _of_value(value: Any, seen: set[int], depth: int) -> Iterator[str]:
    if isinstance(value, _CONSTANT):
        yield repr(value)
    elif isinstance(value, (list, tuple, dict)):
        yield f"{type(value).__name__} of {len(value)}"
        if depth > 0 and len(value) <= _MANY:
            yield from _of_items(value, seen, depth - 1)
    elif isinstance(value, (FunctionType, functools.partial)) or inspect.ismethod(value):
        yield from _of_callable(value, seen, depth - 1)
    else:
        yield f"{type(value).__module__}.{type(value).__qualname__}"


def _of_items(value: Any, seen: set[int], depth: int) -> Iterator[str]:
    if not isinstance(value, dict):
        for item in value:
            yield from _of_value(item, seen, depth)
        return
    for key in sorted(value, key=repr):
        yield repr(key) if isinstance(key, _CONSTANT) else type(key).__name__
        yield from _of_value(value[key], seen, depth)


def _of_object(value: Any, seen: set[int], depth: int) -> Iterator[str]:
    """What is known of an object that has a method: its class and its plain attributes."""
    yield f"{type(value).__module__}.{type(value).__qualname__}"
    attributes = getattr(value, "__dict__", {})
    for name in sorted(attributes):
        if isinstance(attributes[name], (*_CONSTANT, list, tuple, dict)):
            yield name
            yield from _of_value(attributes[name], seen, depth - 1)
