"""Bars that a run makes with `tqdm` are shown, not printed.

While a run that wants this is under way, `tqdm.std.tqdm.__new__` looks at a context variable
to tell who makes a bar. For such a run it gives an instance of a subclass, which counts on
the run's board and prints nothing; for anybody else, nothing changes. After the last such
run everything is as it was.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from threading import Lock
from typing import Any, ClassVar
from weakref import WeakSet, ref

from ..progressboard import Bar, Board, text

_board: ContextVar[Board | None] = ContextVar("intarsia_tqdm", default=None)

_lock = Lock()
_users = 0
_before: Any = None
"""What stood in the place of `_new`."""


@contextmanager
def tracked(board: Board) -> Iterator[None]:
    """Show on a board the bars that this context makes.

    Notes
    -----
    Holds for this thread and context, and for coroutines and threads that inherit it. A bar
    goes on to its board wherever it is updated. Without `tqdm` there is nothing to do.
    """
    try:
        from tqdm.std import tqdm  # type: ignore[import-untyped]  # it brings no types
    except ImportError:
        yield
        return
    _install(tqdm)
    token = _board.set(board)
    try:
        yield
    finally:
        _board.reset(token)
        _remove(tqdm)


def _install(tqdm: Any) -> None:
    global _users, _before
    with _lock:
        _users += 1
        if _users == 1:
            _before = tqdm.__dict__["__new__"]
            tqdm.__new__ = staticmethod(_new)


def _remove(tqdm: Any) -> None:
    global _users
    with _lock:
        _users -= 1
        if _users == 0 and getattr(tqdm.__dict__["__new__"], "__func__", None) is _new:
            tqdm.__new__ = _before


def _new(cls: Any, *args: Any, **kwargs: Any) -> Any:
    if _board.get() is None:
        return _before.__func__(cls, *args, **kwargs)
    cls.get_lock()  # makes it, where there is none
    bar = object.__new__(_shown(cls))
    bar._instances.add(bar)
    return bar


class _Bar(Bar):
    """A bar that reads from one of `tqdm`."""

    def __init__(self, bar: Any) -> None:
        scale = bar.unit_scale
        divisor = int(bar.unit_divisor) if scale is True else None
        super().__init__(unit=bar.unit, divisor=divisor)
        self._scale = scale if isinstance(scale, (int, float)) and scale > 1 else 1
        self._of = ref(bar)
        self.read()

    def read(self) -> None:
        bar = self._of()
        if bar is None:
            return
        self.done = bar.n * self._scale
        self.total = None if bar.total is None else bar.total * self._scale
        self.description = text(bar.desc).removesuffix(":")
        self.note = bar.postfix


@cache
def _shown(cls: Any) -> Any:
    """Return the subclass of a class of bars whose instances are shown on a board."""
    if hasattr(cls, "of_intarsia"):
        return cls

    class Shown(cls):  # type: ignore[misc]  # a class that is known when it comes
        of_intarsia = True

        _instances: ClassVar[Any] = WeakSet()
        """Not those that share the terminal: bars that are shown take no line of it."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            if _is_widget(cls):
                kwargs["display"] = False
            super().__init__(*args, **kwargs)
            self._shown_on = _board.get()
            if self.disable or self._shown_on is None:
                self._shown_on = None
                return
            self._shown_bar = _Bar(self)
            self._shown_on.open(self._shown_bar)

        @staticmethod
        def status_printer(*_: Any, **__: Any) -> Any:
            return _Unseen()

        def display(self, *_: Any, **__: Any) -> bool:
            self._tell()
            return True

        def clear(self, *_: Any, **__: Any) -> None:
            """Nothing is printed that could be cleared."""

        def moveto(self, n: int) -> None:
            """No line of the terminal is taken."""

        def update(self, n: Any = 1) -> Any:
            answer = super().update(n)
            self._tell()
            return answer

        def close(self) -> None:
            board = getattr(self, "_shown_on", None)
            self.sp = None  # so that no line of the terminal is ended
            super().close()
            if board is not None:
                board.close(self._shown_bar)

        def _tell(self) -> None:
            board = getattr(self, "_shown_on", None)
            if board is not None:
                board.changed()

    if cls.__iter__.__module__ in ("tqdm.std", "tqdm.notebook"):
        Shown.__iter__ = _each
    Shown.__name__, Shown.__qualname__ = cls.__name__, cls.__qualname__
    Shown.__module__ = cls.__module__
    return Shown


def _is_widget(cls: Any) -> bool:
    module = sys.modules.get("tqdm.notebook")
    return module is not None and issubclass(cls, module.tqdm_notebook)


def _each(bar: Any) -> Iterator[Any]:
    """Go through the items, and count each of them: `tqdm` counts when it prints."""
    if bar.disable:
        yield from bar.iterable
        return
    try:
        for item in bar.iterable:
            yield item
            bar.n += 1
            bar._tell()
    finally:
        bar.close()


class _Unseen:
    """What stands in for a widget that nobody sees: all of its parts are it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __getitem__(self, index: Any) -> Any:
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter((self, self, self))

    def __call__(self, *_: Any, **__: Any) -> None:
        """Do nothing."""
