"""What can go wrong with an explanation, said for the person who asked for it."""

from __future__ import annotations

import importlib
from typing import Any

__all__ = ["AskFirstError", "InterpretationError", "needed"]


class InterpretationError(ValueError):
    """A result cannot be explained: the words say why, and what to do."""


class AskFirstError(InterpretationError):
    """The function was said to have effects (`pure=False`), and nobody agreed to call it again."""


def needed(name: str, package: str | None = None) -> Any:
    """Import a module of the extra `interpretation`.

    Parameters
    ----------
    name
        Of the module.
    package
        What has to be installed; by default it has the module's name and comes with the extra.

    Raises
    ------
    ModuleNotFoundError
        When it is not installed; the words say what to install.
    """
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        root = name.partition(".")[0]
        if error.name is None or error.name.partition(".")[0] != root:
            raise
        wanted = package or "intarsia[interpretation]"
        raise ModuleNotFoundError(
            f"This needs {root}, which is not installed: run `%pip install {wanted}` in a cell.",
            name=error.name,
        ) from None
