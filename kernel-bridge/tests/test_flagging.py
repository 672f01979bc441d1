"""Samples that people flag: what is written down, and what never is."""

from __future__ import annotations

import csv
import importlib
import os
import sqlite3
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

import intarsia as gr
from intarsia.components import flagvalues
from intarsia.components.flagvalues import copy_file, kept_value
from intarsia.components.sessionfiles import session_files
from intarsia.csvcells import read_cell, safe_cell
from intarsia.flagging import FlaggingCallback, FlagMethod
from intarsia.runtime.files import FileStore

LOGGERS: list[Any] = [gr.SimpleCSVLogger, gr.ClassicCSVLogger, gr.CSVLogger, gr.SQLiteLogger]
each_logger = pytest.mark.parametrize("make", LOGGERS, ids=lambda make: make.__name__)

FORMULAS = ["=cmd()", "+1+1", "-1+1", "@x", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\uff1d1"]


@pytest.fixture
def files() -> Iterator[FileStore]:
    store = FileStore()
    token = session_files.set(store)
    yield store
    session_files.reset(token)
    store.close()


def lines(path: Path) -> list[list[str]]:
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def written(logger: Any, folder: Path) -> list[list[str]]:
    """Return what a logger has written, as lines of a table."""
    if isinstance(logger, gr.SQLiteLogger):
        return lines(logger.export_csv(folder / "export.csv"))
    [path] = [*folder.glob("log.csv"), *folder.glob("dataset1.csv")]
    return lines(path)


@pytest.mark.parametrize("formula", FORMULAS)
@each_logger
def test_fault_094_nothing_is_a_formula(make: Any, formula: str, tmp_path: Path) -> None:
    logger = make()
    logger.setup([gr.Textbox(label=formula), gr.JSON(label="list")], tmp_path)
    assert logger.flag([formula, [formula]], formula, formula) == 1
    for line in written(logger, tmp_path):
        for cell in line:
            assert not cell.strip(" \u00a0").startswith(
                ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d")
            )
    assert read_cell(safe_cell(formula)) == formula


@each_logger
def test_fault_094_numbers_stay_numbers(make: Any, tmp_path: Path) -> None:
    logger = make()
    logger.setup([gr.Number(label="n"), gr.Textbox(label="t"), gr.Number(label="m")], tmp_path)
    logger.flag([-1, "-2.5e3", -0.5])
    assert written(logger, tmp_path)[-1][:3] == ["-1", "-2.5e3", "-0.5"]


@each_logger
def test_fault_098_passwords_are_never_written(make: Any, tmp_path: Path) -> None:
    secret = gr.Textbox(label="word", type="password")
    nested = gr.components.Form({"key": gr.Textbox(type="password")})
    logger = make()
    components = [secret, nested, gr.Textbox(label="name")]
    logger.setup(components, tmp_path)
    logger.flag(["hunter2", {"key": "hunter2"}, "Ada"])
    FlagMethod(logger, components)(gr.Request(), "hunter2", {"key": "hunter2"}, "Ada")
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or b"hunter2" not in path.read_bytes()
    assert [line[2] for line in written(logger, tmp_path)[-2:]] == ["Ada", "Ada"]


def test_fault_098_a_callback_of_the_authors_gets_no_password() -> None:
    got: list[Any] = []

    class Keep(FlaggingCallback):
        def setup(self, components: Any, flagging_dir: str) -> None: ...

        def flag(self, flag_data: Any, flag_option: Any = None, username: Any = None) -> int:
            got.append((flag_data, flag_option, username))
            return len(got)

    components = [gr.Textbox(type="password"), gr.Textbox()]
    FlagMethod(Keep(), components, "odd")(gr.Request(username="ada"), "hunter2", "x")
    assert got == [([None, "x"], "odd", "ada")]


@each_logger
def test_files_of_the_session_are_copied(make: Any, tmp_path: Path, files: FileStore) -> None:
    record = asdict(files.store(b"meow", name="../my cat;.png", mime="image/png"))
    logger = make()
    logger.setup([gr.Image(label="Your: picture"), gr.File(file_count="multiple")], tmp_path)
    logger.flag([record, [record, record]])
    logger.flag([record, None])
    picture, several = written(logger, tmp_path)[-2][:2]
    path = Path(picture)
    assert path.parent == tmp_path / "Your_ picture"
    assert path.name.endswith("-my_cat_.png")
    assert path.read_bytes() == b"meow"
    assert several.count(str(tmp_path / "component 1")) == 2
    assert len(list((tmp_path / "Your_ picture").iterdir())) == 1


def test_what_only_looks_like_a_file_is_never_read(
    tmp_path: Path, files: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = asdict(files.store(b"x", name="a.txt", mime="text/plain"))
    hostile = [
        {"path": "/etc/passwd", "orig_name": "passwd", "meta": {"_type": "gradio.FileData"}},
        {"handle": "/etc/passwd", "name": "passwd", "mime": "text/plain", "size": 1},
        {"handle": known["handle"], "path": "/etc/passwd"},
        {**known, "name": "other"},
        "/etc/passwd",
    ]
    opened: list[Any] = []
    monkeypatch.setattr(os, "open", lambda *args, **kwargs: opened.append(args))
    assert kept_value(gr.JSON(), hostile, tmp_path) == hostile
    assert kept_value(gr.File(), hostile[1], tmp_path) == hostile[1]
    assert opened == []


def test_only_regular_files_are_copied_and_none_too_large(tmp_path: Path) -> None:
    big = tmp_path / "big"
    big.write_bytes(b"x" * 11)
    with pytest.raises(ValueError, match="larger than 10 bytes"):
        copy_file(str(big), "big", tmp_path / "copies", max_size=10)
    assert list((tmp_path / "copies").iterdir()) == []
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(ValueError, match="not a regular file"):
            copy_file(str(tmp_path / "pipe"), "pipe", tmp_path / "copies")


def test_a_full_disk_is_told_and_leaves_nothing_half(
    tmp_path: Path, files: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = asdict(files.store(b"meow", name="cat.png", mime="image/png"))
    logger = gr.SQLiteLogger()
    logger.setup([gr.Image(label="cat")], tmp_path)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(flagvalues.os, "replace", full)
        with pytest.raises(OSError, match="No space"):
            logger.flag([record])
    assert list((tmp_path / "cat").iterdir()) == []
    assert logger.samples() == []
    assert logger.flag([record]) == 1


def test_lines_as_gradio_writes_them(tmp_path: Path) -> None:
    components = [
        gr.Textbox(label="Text"),
        gr.CheckboxGroup(["a", "b"], label="Group"),
        gr.Checkbox(label="Tick"),
        gr.Number(),
    ]
    sample = ["x", ["a", "b"], True, 2.5]
    cells = ["x", '["a", "b"]', "true", "2.5"]
    simple, classic, plain = (make() for make in LOGGERS[:3])
    for logger in (simple, classic, plain):
        logger.setup(components, str(tmp_path / type(logger).__name__))
        logger.flag([None, None, None, None], "odd")
        logger.flag(sample, "odd")
    assert written(simple, simple.flagging_dir) == [["", "", "", ""], cells]
    head, empty, full = written(classic, classic.flagging_dir)
    assert head == ["Text", "Group", "Tick", "component 3", "flag", "username", "timestamp"]
    assert empty[:6] == ["", "", "", "", "odd", ""]
    assert full[:6] == [*cells, "odd", ""]
    head, *_, full = written(plain, plain.flagging_dir)
    assert head == ["Text", "Group", "Tick", "component 3", "flag", "timestamp"]
    assert full[:5] == [*cells, "odd"]


def test_other_columns_begin_another_file(tmp_path: Path, capsys: Any) -> None:
    def flag(label: str, **options: Any) -> int:
        logger = gr.CSVLogger(**options)
        logger.setup([gr.Textbox(label=label)], tmp_path)
        return logger.flag(["x"])

    assert flag("a") == 1
    assert flag("a") == 2
    assert flag("b") == 1
    assert flag("b", verbose=False) == 2
    assert flag("=c", dataset_file_name="mine.csv") == 1
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == [
        "dataset1.csv",
        "dataset2.csv",
        "mine.csv",
    ]
    assert len(capsys.readouterr().out.splitlines()) == 4
    assert flag("=c", dataset_file_name="mine.csv") == 2


def test_one_sqlite_file_for_samples_of_all_kinds(tmp_path: Path) -> None:
    logger = gr.SQLiteLogger()
    assert logger.path == Path(".intarsia/flagged/flagged.sqlite")
    logger.setup([gr.Textbox(label="x"), gr.Number(label="x"), gr.Number(label="flag")], tmp_path)
    assert logger.samples() == []
    logger.flag(["a \ud800", 1, float("inf")], "odd", "ada")
    logger.setup([gr.JSON(label="y")], str(tmp_path))
    assert logger.flag([{"k": [1, None]}]) == 2
    again = gr.SQLiteLogger(tmp_path)
    first, second = again.samples()
    assert first.pop("timestamp") <= second.pop("timestamp")
    assert first == {
        "x": "a \ud800",
        "x (2)": 1,
        "flag (2)": "inf",
        "flag": "odd",
        "username": "ada",
    }
    assert second == {"y": {"k": [1, None]}, "flag": None, "username": None}
    exported = again.export_csv(tmp_path / "new" / "all.csv")
    head, *rows = lines(exported)
    assert head == ["x", "x (2)", "flag (2)", "y", "flag", "username", "timestamp"]
    assert [row[:6] for row in rows] == [
        ["a \\ud800", "1", "inf", "", "odd", "ada"],
        ["", "", "", '{"k": [1, null]}', "", ""],
    ]
    assert [path.name for path in exported.parent.iterdir()] == ["all.csv"]


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    logger = gr.SQLiteLogger(tmp_path)
    logger.path.write_text("not a database, but long enough to be taken for one" * 20)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        logger.flag([])


@each_logger
def test_samples_of_several_threads_are_all_kept(make: Any, tmp_path: Path) -> None:
    first, second = make(), make()
    for logger in (first, second):
        logger.setup([gr.Textbox(label="x")], tmp_path)

    def flag(logger: Any, number: int) -> None:
        for at in range(10):
            logger.flag([f"{number}-{at}"])

    first.flag(["head"])
    threads = [threading.Thread(target=flag, args=((first, second)[n % 2], n)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    found = [line[0] for line in written(first, tmp_path)]
    assert {f"{n}-{at}" for n in range(4) for at in range(10)} <= set(found)
    assert len(found) == 41 + (make is not gr.SimpleCSVLogger)


def test_parquet_needs_a_package_and_says_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logger = gr.SQLiteLogger(tmp_path)
    for name in ("pyarrow", "fastparquet"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ModuleNotFoundError, match="pip install pyarrow"):
        logger.export_parquet(tmp_path / "all.parquet")
    assert not (tmp_path / "all.parquet").exists()


def test_parquet_has_columns_of_one_type_each(tmp_path: Path) -> None:
    parquet = importlib.import_module("pyarrow.parquet")
    logger = gr.SQLiteLogger(tmp_path)
    names = ["text", "whole", "float", "tick", "mixed", "list"]
    logger.setup([gr.JSON(label=name) for name in names], tmp_path)
    logger.flag(["=a", 1, 1, True, 1, [1]], "odd")
    logger.flag([None, None, 2.5, False, "x", None])
    table = parquet.read_table(logger.export_parquet(tmp_path / "all.parquet"))
    assert [str(field.type) for field in table.schema][:6] == [
        "string",
        "int64",
        "double",
        "bool",
        "string",
        "string",
    ]
    assert table.to_pylist()[0] | {"timestamp": ""} == {
        "text": "=a",
        "whole": 1,
        "float": 1.0,
        "tick": True,
        "mixed": "1",
        "list": "[1]",
        "flag": "odd",
        "timestamp": "",
    }


def test_components_write_their_values_down(tmp_path: Path) -> None:
    assert gr.Textbox().flag("a", tmp_path) == "a"
    assert gr.Number().flag(2.5) == "2.5"
    assert gr.Textbox(type="password").flag("a") == ""
