"""Whether a function takes the values that it will get."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any

from .frozen import dataclass
from .injection import injected
from .parameters import Line, nearest


def called(fn: Callable[..., Any]) -> str:
    """Return the words for a function.

    Examples
    --------
    >>> called(max), called(lambda: 1), called(functools.partial(max, 1))
    ('max()', 'The lambda', 'max()')
    """
    while isinstance(fn, functools.partial):
        fn = fn.func
    name = str(getattr(fn, "__name__", type(fn).__name__))
    return "The lambda" if name == "<lambda>" else f"{name}()"


def source_of(fn: Any) -> Line | None:
    """Return the line at which a function begins; `None` when it has none."""
    while isinstance(fn, functools.partial):
        fn = fn.func
    found = inspect.unwrap(fn)
    code = getattr(found, "__code__", None) or getattr(
        getattr(type(found), "__call__", None),  # noqa: B004  # its own
        "__code__",
        None,
    )
    if code is None:
        return None
    return Line(code.co_filename, code.co_firstlineno, str(getattr(found, "__module__", "")))


def streams(fn: Any) -> bool:
    """Whether a function is a generator, by what it says of itself."""
    while isinstance(fn, functools.partial):
        fn = fn.func
    called = fn if inspect.isroutine(fn) else getattr(type(fn), "__call__", fn)  # noqa: B004  # its own
    return inspect.isgeneratorfunction(called) or inspect.isasyncgenfunction(called)


@dataclass(frozen=True)
class Arity:
    """What a function takes, besides what is given to it (`Request`, events, progress).

    Parameters
    ----------
    positional
        Names of the parameters that take values by position.
    needed
        Those of them that have no default.
    by_name
        Parameters that are given by name alone, and have no default.
    any_number, any_name
        Whether it takes more by position, and by name.
    names
        All names that it takes values by.
    """

    positional: tuple[str, ...]
    needed: tuple[str, ...]
    by_name: tuple[str, ...]
    any_number: bool
    any_name: bool
    names: tuple[str, ...]

    def missing(self, count: int, by_name: Sequence[str]) -> tuple[str, ...]:
        """Return the parameters that get nothing of so many values by position."""
        later = [name for name in self.positional if name not in by_name]
        return tuple(name for name in later[count:] if name in self.needed)


def arity(fn: Callable[..., Any] | None) -> Arity | None:
    """Return what a function takes; `None` when it does not say."""
    if fn is None:
        return None
    try:
        parameters = list(inspect.signature(fn).parameters.values())
    except (TypeError, ValueError):
        return None
    given = {found.name for found in injected(fn)}
    parameters = [parameter for parameter in parameters if parameter.name not in given]
    kinds = [parameter.kind for parameter in parameters]
    positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    named = [p for p in parameters if p.kind is p.KEYWORD_ONLY]
    return Arity(
        positional=tuple(p.name for p in positional),
        needed=tuple(p.name for p in positional if p.default is p.empty),
        by_name=tuple(p.name for p in named if p.default is p.empty),
        any_number=inspect.Parameter.VAR_POSITIONAL in kinds,
        any_name=inspect.Parameter.VAR_KEYWORD in kinds,
        names=tuple(p.name for p in (*positional, *named) if p.kind is not p.POSITIONAL_ONLY),
    )


def refuse_names(fn: Callable[..., Any], by_name: Sequence[str]) -> None:
    """Refuse values by names that a function does not have.

    Raises
    ------
    TypeError
        Naming the nearest.
    """
    takes = arity(fn)
    if takes is None or takes.any_name:
        return
    for name in by_name:
        if name not in takes.names:
            raise TypeError(
                f"{called(fn)} has no parameter {name!r}, which inputs_kwargs=… gives it."
                f"{nearest(name, takes.names)}"
            )


def mismatch(fn: Callable[..., Any], count: int, by_name: Sequence[str] = ()) -> str | None:
    """Return what is wrong when a function gets so many values; `None` when nothing is.

    Parameters
    ----------
    count
        How many it gets by position.
    by_name
        The names of those it gets by name.

    Examples
    --------
    >>> def greet(name, mood="happy"): ...
    >>> mismatch(greet, 1), mismatch(greet, 2)
    (None, None)
    >>> mismatch(greet, 3)
    'greet() takes 2 values (name, mood), but there are 3 inputs: calls of it will fail. Take 1 \
out of the inputs, or let it take more.'
    >>> mismatch(greet, 0)
    "greet() takes a value for 'name', for which there is no input: it gets None. Add an input, or \
give it a default."
    """
    takes = arity(fn)
    if takes is None:
        return None
    room = [name for name in takes.positional if name not in by_name]
    if count > len(room) and not takes.any_number:
        values = _count(len(room), "value") + (f" ({', '.join(room)})" if room else "")
        there = "there is 1 input" if count == 1 else f"there are {count} inputs"
        return (
            f"{called(fn)} takes {values}, but {there}: calls of it will fail. Take "
            f"{count - len(room)} out of the inputs, or let it take more."
        )
    unnamed = [name for name in takes.by_name if name not in by_name]
    if unnamed:
        return (
            f"{called(fn)} takes {_quoted(unnamed)} by name alone: calls of it will fail. Give "
            f"inputs_kwargs={{{unnamed[0]!r}: …}}, or a default."
        )
    missing = takes.missing(count, by_name)
    if missing:
        return (
            f"{called(fn)} takes a value for {_quoted(missing)}, for which there is no input: it "
            "gets None. Add an input, or give it a default."
        )
    return None


def _count(number: int, noun: str) -> str:
    if number == 0:
        return f"no {noun}"
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _quoted(names: Sequence[str]) -> str:
    return " and ".join(map(repr, names))
