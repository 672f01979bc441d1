"""Examples as they are given: a list, a folder of files, or a log of flagged samples."""

from __future__ import annotations

import ast
import csv
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from .components.base import Component
from .components.dataset import takes_file
from .csvcells import read_cell

LOG = "log.csv"
"""The file in a folder that says which of its files belong together."""


def read_rows(examples: Any, inputs: Sequence[Component]) -> list[list[Any]]:
    """Return the rows of examples, one value for each component.

    Parameters
    ----------
    examples
        A list of rows; with one component, a list of values; or the path of a folder, or of a CSV
        file with a head.
    inputs
        The components. Paths of files that are not absolute begin where the program runs, or in
        the folder.

    Raises
    ------
    FileNotFoundError
        When the folder or its log is not there.
    ValueError
        When it is something else.

    Examples
    --------
    >>> from intarsia import Number, Textbox
    >>> read_rows(["a", "b"], [Textbox()])
    [['a'], ['b']]
    >>> read_rows([["a", 1], ["b"]], [Textbox(), Number()])
    [['a', 1], ['b', None]]
    """
    if isinstance(examples, (str, os.PathLike)):
        return _of_path(Path(examples), inputs)
    if isinstance(examples, Iterable) and not isinstance(examples, (bytes, dict)):
        given = list(examples)
        is_rows = not given or isinstance(given[0], list)
        if not is_rows and len(inputs) > 1:
            is_rows = isinstance(given[0], tuple)
        if is_rows or len(inputs) == 1:
            rows = [list(row) for row in given] if is_rows else [[value] for value in given]
            return [_fitted(row, inputs, Path.cwd()) for row in rows]
    raise ValueError(
        "examples is a list with a list of values for each example, a list of values where there "
        "is one input, or the path of a folder or a CSV file."
    )


def _of_path(path: Path, inputs: Sequence[Component]) -> list[list[Any]]:
    if not path.exists():
        raise FileNotFoundError(f"There are no examples at {str(path)!r}.")
    log = path / LOG if path.is_dir() else path
    if log.exists():
        return _of_log(log, inputs)
    if len(inputs) != 1:
        raise FileNotFoundError(
            f"The folder {str(path)!r} needs a file {LOG!r}, with a head and a line for each "
            "example, since there are several inputs."
        )
    names = sorted(name for name in os.listdir(path) if not name.startswith("."))
    return [_fitted([name], inputs, path) for name in names]


def _of_log(log: Path, inputs: Sequence[Component]) -> list[list[Any]]:
    with open(log, newline="", encoding="utf-8-sig") as file:
        lines = list(csv.reader(file))[1:]
    return [
        _fitted(
            [
                _read(component, read_cell(cell))
                for component, cell in zip(inputs, line, strict=False)
            ],
            inputs,
            log.parent,
        )
        for line in lines
        if line
    ]


def _fitted(row: list[Any], inputs: Sequence[Component], folder: Path) -> list[Any]:
    """Return a row of the right length; what is too much of a log is left out."""
    values = [*row, *[None] * len(inputs)][: len(inputs)]
    return [
        _placed(value, folder) if takes_file(component) else value
        for component, value in zip(inputs, values, strict=True)
    ]


def _placed(value: Any, folder: Path) -> Any:
    """Return the path of a file where it is, wherever the program goes later."""
    if isinstance(value, (list, tuple)):
        several = [_placed(item, folder) for item in value]
        return tuple(several) if isinstance(value, tuple) else several
    if isinstance(value, (str, os.PathLike)) and value:
        found = folder / value
        if found.exists():
            return str(found.absolute())
    return value


def _read(component: Component, text: str) -> Any:
    """Return the value that a cell of a log stands for."""
    if text == "" and component.kind != "textbox":
        return None
    kind = component.kind
    if kind in ("number", "slider"):
        return _number(text)
    if kind == "checkbox":
        return text.strip().lower() in ("true", "1", "yes")
    choices = getattr(component, "choices", None)
    values = list(getattr(choices, "values", ()) or ())
    if values and not text.startswith("["):
        return next((value for value in values if str(value) == text), text)
    if kind not in ("textbox", "markdown", "html", "code") and text.startswith(("[", "{")):
        return _parsed(text)
    return text


def _number(text: str) -> Any:
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return text


def _parsed(text: str) -> Any:
    for read in (json.loads, ast.literal_eval):
        try:
            return read(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
    return text
