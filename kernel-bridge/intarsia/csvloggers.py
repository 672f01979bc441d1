"""Flagged samples in CSV files, as Gradio writes them."""

from __future__ import annotations

import csv
import datetime
import os
import re
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from .components.base import Component
from .csvcells import append, begin, count, line
from .flagging import FlaggingCallback, headers, row

__all__ = ["CSVLogger", "ClassicCSVLogger", "SimpleCSVLogger"]


class SimpleCSVLogger(FlaggingCallback):
    """Keeps flagged samples as lines of `log.csv`, without a head.

    Examples
    --------
    >>> logger = SimpleCSVLogger()
    """

    def __init__(self) -> None:
        self._lock = Lock()

    def setup(self, components: Sequence[Component], flagging_dir: str | Path) -> None:
        self.components = components
        self.flagging_dir = Path(flagging_dir)

    def flag(
        self,
        flag_data: list[Any],
        flag_option: str | None = None,
        username: str | None = None,
    ) -> int:
        path = self.flagging_dir / "log.csv"
        values = row(self.components, flag_data, self.flagging_dir)
        with self._lock:
            os.makedirs(self.flagging_dir, exist_ok=True)
            append(path, values)
            return count(path)


class ClassicCSVLogger(FlaggingCallback):
    """Keeps flagged samples as lines of `log.csv`, with as what, by whom and when.

    Parameters
    ----------
    simplify_file_data : bool, default True
        Gradio's own: of a file the path of its copy is written down in any case.

    Examples
    --------
    >>> logger = ClassicCSVLogger()
    """

    def __init__(self, simplify_file_data: bool = True) -> None:
        self.simplify_file_data = simplify_file_data
        self._lock = Lock()

    def setup(self, components: Sequence[Component], flagging_dir: str | Path) -> None:
        self.components = components
        self.flagging_dir = Path(flagging_dir)

    def flag(
        self,
        flag_data: list[Any],
        flag_option: str | None = None,
        username: str | None = None,
    ) -> int:
        path = self.flagging_dir / "log.csv"
        values = row(self.components, flag_data, self.flagging_dir)
        with self._lock:
            os.makedirs(self.flagging_dir, exist_ok=True)
            begin(path, [*headers(self.components), "flag", "username", "timestamp"])
            append(path, [*values, flag_option, username, str(datetime.datetime.now())])
            return count(path) - 1


class CSVLogger(FlaggingCallback):
    """Keeps flagged samples as lines of `dataset1.csv`; other columns begin another file.

    As what and by whom they were flagged is a column where the first sample tells it.

    Parameters
    ----------
    simplify_file_data : bool, default True
        Gradio's own: of a file the path of its copy is written down in any case.
    verbose : bool, default True
        Whether it prints which file it writes to.
    dataset_file_name : str, optional
        Another name for the file.

    Examples
    --------
    >>> logger = CSVLogger(dataset_file_name="flagged.csv")
    """

    def __init__(
        self,
        simplify_file_data: bool = True,
        verbose: bool = True,
        dataset_file_name: str | None = None,
    ) -> None:
        self.simplify_file_data = simplify_file_data
        self.verbose = verbose
        self.dataset_file_name = dataset_file_name
        self.dataset_filepath: Path | None = None
        self._lock = Lock()

    def setup(self, components: Sequence[Component], flagging_dir: str | Path) -> None:
        self.components = components
        self.flagging_dir = Path(flagging_dir)
        self.dataset_filepath = None

    def flag(
        self,
        flag_data: list[Any],
        flag_option: str | None = None,
        username: str | None = None,
    ) -> int:
        values = row(self.components, flag_data, self.flagging_dir)
        told = {"flag": flag_option, "username": username}
        known = {name: value for name, value in told.items() if value is not None}
        with self._lock:
            if self.dataset_filepath is None:
                self.dataset_filepath = self._file([*known, "timestamp"])
            path = self.dataset_filepath
            append(path, [*values, *known.values(), str(datetime.datetime.now())])
            return count(path) - 1

    def _file(self, more: list[str]) -> Path:
        """Return the file with these columns, made if it is not there."""
        os.makedirs(self.flagging_dir, exist_ok=True)
        head = line([*headers(self.components), *more])
        if self.dataset_file_name:
            path = self.flagging_dir / self.dataset_file_name
        else:
            number = max(map(_number, self.flagging_dir.glob("dataset*.csv")), default=0)
            path = self.flagging_dir / f"dataset{max(number, 1)}.csv"
            if path.exists() and _head(path) != head:
                path = self.flagging_dir / f"dataset{number + 1}.csv"
        is_new = begin(path, [*headers(self.components), *more])
        if self.verbose:
            print(f"Flagged samples go to {'a new file' if is_new else 'the file'} {path}.")
        return path


def _number(path: Path) -> int:
    found = re.search(r"\d+", path.stem)
    return int(found[0]) if found else 0


def _head(path: Path) -> bytes:
    with open(path, newline="", encoding="utf-8", errors="replace") as file:
        return line(next(csv.reader(file), []))
