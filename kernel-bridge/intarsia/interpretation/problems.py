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
        What has to be installed; by default it comes with the extra.

    Raises
    ------
    ModuleNotFoundError
        When it is not installed; the words say what to install.
    ImportError
        When it is, but does not work here.
    """
    root = name.partition(".")[0]
    wanted = package or "intarsia[interpretation]"
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == root:
            raise ModuleNotFoundError(
                f"This needs {root}, which is not installed: run `%pip install {wanted}` in a "
                "cell.",
                name=error.name,
            ) from None
        raise _broken(root, wanted, error) from error
    except Exception as error:  # whatever it does while it is imported
        raise _broken(root, wanted, error) from error


def _broken(root: str, wanted: str, error: Exception) -> ImportError:
    return ImportError(
        f"This needs {root}, which is installed, but could not be imported ({error}): run "
        f"`%pip install -U {wanted}` in a cell."
    )
