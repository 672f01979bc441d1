"""Flagged samples in one SQLite file."""

from __future__ import annotations

import datetime
import json
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any

from .components.base import Component
from .components.flagvalues import as_text
from .csvcells import line
from .flagging import FlaggingCallback, headers, row

__all__ = ["SQLiteLogger"]

FOLDER = ".intarsia/flagged"
"""Where samples are kept when nobody says where."""

_TABLE = """
CREATE TABLE IF NOT EXISTS samples (
    id INTEGER PRIMARY KEY,
    timestamp TEXT NOT NULL,
    flag TEXT,
    username TEXT,
    names TEXT NOT NULL,
    data TEXT NOT NULL
)
"""
"""`names` and `data` are JSON arrays: the components' labels, and their values."""


class SQLiteLogger(FlaggingCallback):
    """Keeps flagged samples in one SQLite file, `flagged.sqlite`; several programs may write to it.

    Copies of files stand in folders beside it.

    Parameters
    ----------
    flagging_dir : str or Path, default ".intarsia/flagged"
        Where it is; an `Interface` says so itself.

    Examples
    --------
    >>> import tempfile
    >>> from intarsia import Textbox
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     logger = SQLiteLogger()
    ...     logger.setup([Textbox(label="Name")], folder)
    ...     _ = logger.flag(["Ada"], "odd")
    ...     sample = logger.samples()[0]
    >>> sample["Name"], sample["flag"]
    ('Ada', 'odd')
    """

    def __init__(self, flagging_dir: str | os.PathLike[str] = FOLDER) -> None:
        self.components: Sequence[Component] = ()
        self.flagging_dir = Path(flagging_dir)
        self._lock = Lock()

    @property
    def path(self) -> Path:
        """The file."""
        return self.flagging_dir / "flagged.sqlite"

    def setup(self, components: Sequence[Component], flagging_dir: str | Path) -> None:
        self.components = components
        self.flagging_dir = Path(flagging_dir)

    def flag(
        self,
        flag_data: list[Any],
        flag_option: str | None = None,
        username: str | None = None,
    ) -> int:
        values = row(self.components, flag_data, self.flagging_dir)
        now = datetime.datetime.now().astimezone().isoformat(timespec="milliseconds")
        names, data = (
            # What is no text that travels is written as an escape.
            json.dumps(given)
            for given in (headers(self.components), values)
        )
        self.flagging_dir.mkdir(parents=True, exist_ok=True)
        with self._lock, closing(sqlite3.connect(self.path, timeout=10)) as base, base:
            base.execute(_TABLE)
            base.execute(
                "INSERT INTO samples (timestamp, flag, username, names, data) "
                "VALUES (?, ?, ?, ?, ?)",
                (now, flag_option, username, names, data),
            )
            [total] = base.execute("SELECT count(*) FROM samples").fetchone()
        return int(total)

    def samples(self) -> list[dict[str, Any]]:
        """Return all samples, the oldest first: a dict each, by the components' labels.

        As what, by whom and when they were flagged is `flag`, `username` and `timestamp`.
        """
        if not self.path.exists():
            return []
        with closing(sqlite3.connect(self.path, timeout=10)) as base:
            found = base.execute(
                "SELECT names, data, flag, username, timestamp FROM samples ORDER BY id"
            ).fetchall()
        return [
            dict(zip(_distinct(json.loads(names)), json.loads(data), strict=True))
            | {"flag": flag, "username": username, "timestamp": timestamp}
            for names, data, flag, username, timestamp in found
        ]

    def export_csv(self, path: str | os.PathLike[str]) -> Path:
        """Write all samples to a CSV file, in which nothing is a formula.

        Parameters
        ----------
        path : str or Path
            The file; one that is there is replaced.

        Returns
        -------
        Path
            The file.
        """
        names, rows = self._table()

        def write(made: str) -> None:
            with open(made, "wb") as file:
                file.write(line(names))
                file.writelines(line(values) for values in rows)

        return _replace(path, write)

    def export_parquet(self, path: str | os.PathLike[str]) -> Path:
        """Write all samples to a Parquet file.

        Parameters
        ----------
        path : str or Path
            The file; one that is there is replaced.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        ModuleNotFoundError
            When neither pyarrow nor fastparquet is installed.
        """
        names, rows = self._table()
        columns = {name: _column([values[at] for values in rows]) for at, name in enumerate(names)}
        return _replace(path, _parquet(columns))

    def _table(self) -> tuple[list[str], list[list[Any]]]:
        samples = self.samples()
        told = ["flag", "username", "timestamp"]
        names = dict.fromkeys(name for sample in samples for name in sample if name not in told)
        used = [
            name
            for name in told
            if name == "timestamp" or any(sample[name] is not None for sample in samples)
        ]
        head = [*names, *used]
        return head, [[sample.get(name) for name in head] for sample in samples]


def _distinct(names: list[str]) -> Iterator[str]:
    """Number the names that stand there several times, and those of our own columns."""
    taken = {"flag", "username", "timestamp"}
    for name in names:
        count, free = 1, name
        while free in taken:
            count += 1
            free = f"{name} ({count})"
        taken.add(free)
        yield free


def _column(values: list[Any]) -> list[Any]:
    """Return values of one type: truth values, numbers, or texts."""
    known = [value for value in values if value is not None]
    if all(isinstance(value, bool) for value in known):
        return values
    if all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in known):
        whole = all(isinstance(value, int) and abs(value) < 2**63 for value in known)
        return values if whole else [None if v is None else float(v) for v in values]
    return [None if value is None else as_text(value) for value in values]


def _parquet(columns: dict[str, list[Any]]) -> Callable[[str], None]:
    """Return what writes a table to a file."""
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ModuleNotFoundError:
        try:
            import_module("fastparquet")
            pandas = import_module("pandas")
        except ModuleNotFoundError:
            raise ModuleNotFoundError(
                "export_parquet needs pyarrow where the kernel runs: pip install pyarrow",
                name="pyarrow",
            ) from None
        return lambda path: pandas.DataFrame(columns).to_parquet(path, engine="fastparquet")
    table = arrow.table(columns)
    return lambda path: parquet.write_table(table, path)


def _replace(path: str | os.PathLike[str], write: Callable[[str], None]) -> Path:
    """Write a file under another name, and put it in its place when it is whole."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    made = target.parent / f".export-{secrets.token_hex(8)}"
    try:
        write(str(made))
        os.replace(made, target)
    finally:
        made.unlink(missing_ok=True)
    return target
