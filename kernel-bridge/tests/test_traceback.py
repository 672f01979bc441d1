"""What is told of a failure."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from intarsia import Dropdown, show_app
from intarsia.errors import WireError
from intarsia.runtime import traceback as told
from intarsia.testing import RequestError, connect

pytestmark = pytest.mark.usefixtures("living")


def error_of(fn: Any, **options: Any) -> WireError:
    with pytest.raises(RequestError) as caught:
        connect(show_app(fn, **options)).call(0)
    return caught.value.error


def fails() -> None:
    inner()


def inner() -> None:
    raise ZeroDivisionError("no way")


async def fails_async() -> None:
    await asyncio.sleep(0)
    inner()


def fails_stepwise() -> Iterator[int]:
    yield 1
    inner()


async def fails_stepwise_async() -> Any:
    yield 1
    inner()


@pytest.mark.parametrize("run_in", ["worker", "main"])
@pytest.mark.parametrize("fn", [fails, fails_async, fails_stepwise, fails_stepwise_async])
def test_a_traceback_begins_at_the_user_s_frame(fn: Any, run_in: Any) -> None:
    error = error_of(fn, run_in=run_in)
    assert error.code == "user-error"
    assert error.message == "no way"
    trace = error.traceback
    assert trace is not None
    assert trace.name == "ZeroDivisionError"
    assert [(f.file, f.function) for f in trace.frames] == [
        ("test_traceback.py", fn.__name__),
        ("test_traceback.py", "inner"),
    ]
    last = trace.frames[-1]
    assert last.source == 'raise ZeroDivisionError("no way")'
    assert last.caret == (0, len(last.source))
    assert trace.text.startswith("Traceback (most recent call last):\n")
    assert trace.text.count('  File "') == 2
    assert trace.text.endswith("ZeroDivisionError: no way\n")


def test_causes_are_told_too() -> None:
    def wraps() -> None:
        try:
            inner()
        except ZeroDivisionError as error:
            raise ValueError("worse") from error

    trace = error_of(wraps).traceback
    assert trace is not None
    assert "ZeroDivisionError: no way" in trace.text
    assert "direct cause" in trace.text
    assert trace.text.endswith("ValueError: worse\n")


def test_no_folder_is_in_a_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import json

    module = tmp_path / "theirs_xyz.py"
    module.write_text("def load(text):\n    import json\n    return json.loads(text)\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    import theirs_xyz  # type: ignore[import-not-found]  # written just now

    trace = error_of(lambda: theirs_xyz.load("{")).traceback
    assert trace is not None
    assert 'File "theirs_xyz.py"' in trace.text
    assert f'File "{os.path.join("json", "decoder.py")}"' in trace.text
    assert str(tmp_path) not in trace.text
    assert os.path.dirname(json.__file__) not in trace.text
    assert all(os.sep not in frame.file for frame in trace.frames)


def test_the_home_folder_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")

    def opens() -> None:
        raise FileNotFoundError(2, "No such file", "/home/ada/secret/x.csv")

    error = error_of(opens)
    assert error.traceback is not None
    for text in (error.message, error.traceback.text):
        assert "/home/ada" not in text
        assert "~/secret/x.csv" in text


def test_a_result_that_cannot_be_shown_has_no_frames_of_ours() -> None:
    from intarsia import Number

    def text() -> float:
        return "x"  # type: ignore[return-value]

    app = show_app(text)
    assert isinstance(app.listeners[0].outputs[0], Number)
    with pytest.raises(RequestError) as caught:
        connect(app).call(0)
    trace = caught.value.error.traceback
    assert trace is not None
    assert trace.frames == ()
    assert "intarsia" not in trace.text
    assert caught.value.error.message.startswith("The result is a str, which a Number cannot show")


def test_a_traceback_ends_at_the_user_s_frame() -> None:
    def lists() -> None:
        Dropdown(["a"], max_choices=0, multiselect=3, colour="red")

    trace = error_of(lists).traceback
    assert trace is not None
    assert [frame.function for frame in trace.frames] == ["lists"]
    assert "parameters.py" in trace.text


def test_recursion_is_shortened() -> None:
    def deeper(n: int) -> int:
        return deeper(n + 1)

    error = error_of(lambda: deeper(0))
    assert "recursion" in error.message
    assert error.traceback is not None
    assert len(error.traceback.frames) == told.MAX_FRAMES
    assert len(error.traceback.text) <= told.MAX_TEXT + 100


def test_a_cell_is_named_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    from intarsia.runtime.host import PlainHost

    monkeypatch.setattr(PlainHost, "cell_of", lambda self, name: "4" if name == "<c>" else None)
    space: dict[str, Any] = {}
    exec(compile("def f():\n    return 1 / 0\n", "<c>", "exec"), space)
    trace = error_of(space["f"]).traceback
    assert trace is not None
    [frame] = trace.frames
    assert (frame.file, frame.cell, frame.line) == ("cell 4", "4", 2)
    assert 'File "cell 4", line 2' in trace.text


def test_an_error_of_a_thread_bound_object_suggests_the_main_thread() -> None:
    import sqlite3

    made = sqlite3.connect(":memory:")
    assert 'run_in="main"' in error_of(lambda: made.execute("select 1")).message
    connect(show_app(lambda: made.execute("select 1"), run_in="main")).call(0)


def test_an_error_without_words_is_called_by_its_name() -> None:
    def bare() -> None:
        raise NotImplementedError

    assert error_of(bare).message == "NotImplementedError"


def test_groups() -> None:
    def group() -> None:
        raise ExceptionGroup("both", [ValueError("a"), TypeError("b")])

    trace = error_of(group).traceback
    assert trace is not None
    assert "ValueError: a" in trace.text
    assert "TypeError: b" in trace.text


def test_paths_are_shortened_by_the_longest_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", ["/a", "/a/b", "/c"])
    assert told._short("/a/b/x/y.py") == "x/y.py"
    assert told._short("/d/e.py") == "e.py"
    assert told._short("<string>") == "<string>"
