"""Modules that have the names of another one: programs import them from where Gradio has them."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from typing import Any

__all__ = ["reexport"]

_ROOT = __name__.rpartition(".")[0]


def reexport(module: str, *names: str) -> Callable[[str], Any]:
    """Return the `__getattr__` of a module that gives names of the package's as its own.

    Parameters
    ----------
    module
        Name of the module.
    *names
        What the package has, and the module too. They are looked up when they are first used.

    Examples
    --------
    >>> reexport("intarsia.layouts", "Error")("Error").__name__
    'Error'
    """
    known = frozenset(names)

    def get(name: str) -> Any:
        if name not in known:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(_ROOT), name)
        if module in sys.modules:
            setattr(sys.modules[module], name, value)
        return value

    return get
