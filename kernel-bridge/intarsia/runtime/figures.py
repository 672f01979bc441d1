"""The figures that a run draws with pyplot, kept apart from those of other runs.

pyplot keeps its open figures in one dictionary of the process, `Gcf.figs`. It is
replaced by a mapping that has one dictionary a run (a context variable tells which)
and the old one for everybody else, so that two runs never draw into one figure.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from types import ModuleType
from typing import Any

_MODULE = "matplotlib._pylab_helpers"
_figures: ContextVar[OrderedDict[int, Any] | None] = ContextVar("intarsia_figures", default=None)


class _Figures(OrderedDict[int, Any]):
    """The open figures of whoever asks. Empty itself: all goes to the one meant."""

    def __init__(self, rest: OrderedDict[int, Any]) -> None:
        super().__init__()
        self._rest = rest

    def _mine(self) -> OrderedDict[int, Any]:
        mine = _figures.get()
        return self._rest if mine is None else mine

    def __getitem__(self, key: int) -> Any:
        return self._mine()[key]

    def __setitem__(self, key: int, value: Any) -> None:
        self._mine()[key] = value

    def __delitem__(self, key: int) -> None:
        del self._mine()[key]

    def __contains__(self, key: object) -> bool:
        return key in self._mine()

    def __iter__(self) -> Iterator[int]:
        return iter(self._mine())

    def __reversed__(self) -> Iterator[int]:
        return iter(list(self._mine())[::-1])

    def __len__(self) -> int:
        return len(self._mine())

    def get(self, key: int, default: Any = None) -> Any:
        return self._mine().get(key, default)

    def pop(self, key: int, *default: Any) -> Any:
        return self._mine().pop(key, *default)

    def move_to_end(self, key: int, last: bool = True) -> None:
        self._mine().move_to_end(key, last)

    def clear(self) -> None:
        self._mine().clear()

    def keys(self) -> Any:
        return self._mine().keys()

    def values(self) -> Any:
        return self._mine().values()

    def items(self) -> Any:
        return self._mine().items()


class _Importing(importlib.abc.MetaPathFinder):
    """Notices that a run imports pyplot for the first time."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != _MODULE:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is None or spec.loader is None:
            return spec
        execute = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            execute(module)
            _replace(module)

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]  # of this one spec
        return spec


def install() -> None:
    """Put the mapping in place, now or when matplotlib is imported."""
    module = sys.modules.get(_MODULE)
    if module is not None:
        _replace(module)
    elif not any(isinstance(finder, _Importing) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Importing())


def _replace(module: ModuleType) -> None:
    if not isinstance(module.Gcf.figs, _Figures):
        module.Gcf.figs = _Figures(module.Gcf.figs)


@contextmanager
def own_figures() -> Iterator[OrderedDict[int, Any]]:
    """Give this run a set of figures of its own, and close what is left of them.

    Yields
    ------
    The managers of the open figures by number, in the order of their last use.
    """
    install()
    mine: OrderedDict[int, Any] = OrderedDict()
    token = _figures.set(mine)
    try:
        yield mine
    finally:
        if mine:
            sys.modules["matplotlib.pyplot"].close("all")
        _figures.reset(token)


def open_figures() -> list[Any]:
    """Return the run's open figures by number."""
    mine = _figures.get()
    return [] if not mine else [mine[number].canvas.figure for number in sorted(mine)]
