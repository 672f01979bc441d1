"""Cells of CSV files that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_ACTIVE = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""What a formula begins with; wide letters are taken for their narrow ones."""


def safe_cell(value: Any) -> Any:
    """Return a value for a cell: a number as it is, a formula with a quote before it.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("  @SUM(A1)"), safe_cell(-1), safe_cell("-1"), safe_cell("a=b")
    ("'=1+1", "'  @SUM(A1)", -1, '-1', 'a=b')
    >>> safe_cell([1, "x"]), safe_cell(None), safe_cell(True)
    ('[1, "x"]', '', 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return value
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = text.replace("\0", "")
    is_active = text.lstrip(" \u00a0\ufeff").startswith(_ACTIVE)
    return f"'{text}" if is_active and not _NUMBER.fullmatch(text) else text


def read_cell(text: str) -> str:
    """Return what `safe_cell` made safe.

    Examples
    --------
    >>> read_cell("'=1+1"), read_cell("'quoted'")
    ('=1+1', "'quoted'")
    """
    bare = text.removeprefix("'")
    return bare if bare != text and safe_cell(bare) == text else text


def line(values: Iterable[Any]) -> bytes:
    r"""Return a line of a CSV file.

    Examples
    --------
    >>> line(["a, b", -1, "=x"])
    b'"a, b",-1,\'=x\r\n'
    """
    text = io.StringIO(newline="")
    csv.writer(text).writerow([safe_cell(value) for value in values])
    return text.getvalue().encode("utf-8", errors="backslashreplace")


def append(path: Path, values: Iterable[Any]) -> None:
    """Add a line to a file, in one piece: several may write at the same time."""
    descriptor = os.open(
        path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666
    )
    try:
        rest = memoryview(line(values))
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def begin(path: Path, headers: Iterable[Any]) -> bool:
    """Make a file with its head; return whether it was not there."""
    try:
        with open(path, "xb") as file:
            file.write(line(headers))
    except FileExistsError:
        return False
    return True


def count(path: Path) -> int:
    """Return how many lines a file has."""
    with open(path, newline="", encoding="utf-8", errors="replace") as file:
        return sum(1 for _ in csv.reader(file))
