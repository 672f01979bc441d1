"""Results of steps that are kept: by the code and by what it was called with."""

from __future__ import annotations

import asyncio
import types
import warnings
from collections import UserList
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PIL import Image

import intarsia as gr
from intarsia import steps
from intarsia.storedvalues import pack, unpack
from intarsia.testing import connect


class Calls(UserList[Any]):
    """What was called: an object whose content is not a part of the code."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(steps, "_memories", {})
    return tmp_path


def module(code: str, calls: Calls) -> dict[str, Any]:
    """Run a cell: functions of one name are of one module."""
    names: dict[str, Any] = {"__name__": "notebook", "gr": gr, "calls": calls}
    exec(code, names)
    return names


CELL = """
def helper(x):
    return x + {constant}

@gr.step(cache={cache!r})
def load(x):
    calls.append(x)
    return {{"value": helper(x)}}

@gr.step(cache={cache!r})
def show(x):
    calls.append("show")
    return {end!r}
"""


@pytest.mark.parametrize("cache", ["memory", "disk"])
def test_a_change_at_the_end_does_not_do_the_start_again(cache: str) -> None:
    calls = Calls()
    first = module(CELL.format(cache=cache, constant=1, end="a"), calls)
    assert first["load"](1) == first["load"](1) == {"value": 2}
    assert first["show"](1) == "a"
    assert calls == [1, "show"]
    calls.clear()
    second = module(CELL.format(cache=cache, constant=1, end="b"), calls)  # the cell runs again
    assert second["load"](1) == {"value": 2}
    assert second["show"](1) == "b"
    assert calls == ["show"]


@pytest.mark.parametrize("cache", ["memory", "disk"])
def test_a_change_of_what_it_calls_makes_it_anew(cache: str) -> None:
    calls = Calls()
    module(CELL.format(cache=cache, constant=1, end="a"), calls)["load"](1)
    assert module(CELL.format(cache=cache, constant=5, end="a"), calls)["load"](1)["value"] == 6
    assert calls == [1, 1]


def test_a_helper_that_is_defined_again_counts() -> None:
    names = module(CELL.format(cache=True, constant=1, end="a"), Calls())
    assert names["load"](1) == {"value": 2}
    exec("def helper(x):\n    return x * 100", names)
    assert names["load"](1) == {"value": 100}


def test_what_others_do_to_a_result_changes_nothing() -> None:
    @gr.step(cache=True)
    def rows(n: int) -> list[int]:
        return list(range(n))

    rows(3).append("mine")
    rows(3).append("mine again")
    assert rows(3) == [0, 1, 2]


def test_all_kinds_of_functions() -> None:
    calls = Calls()

    @gr.step(cache="disk")
    def several(n: int) -> Iterator[int]:
        calls.append("several")
        yield from range(n)

    @gr.step(cache=True)
    async def later(n: int) -> int:
        calls.append("later")
        return n

    @gr.step(cache=True)
    async def stream(n: int) -> AsyncIterator[int]:
        calls.append("stream")
        yield n

    async def use() -> list[Any]:
        return [await later(1), [x async for x in stream(2)]]

    assert list(several(2)) == list(several(2)) == [0, 1]
    assert asyncio.run(use()) == asyncio.run(use()) == [1, [2]]
    assert calls == ["several", "later", "stream"]


def test_a_file_counts_by_what_it_holds(tmp_path: Path) -> None:
    calls = Calls()

    @gr.step(cache="disk")
    def read(path: str) -> str:
        calls.append(path)
        return Path(path).read_text()

    for folder, text in (("a", "one"), ("b", "one"), ("c", "two")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "in.txt").write_text(text)
    texts = [read(str(tmp_path / folder / "in.txt")) for folder in "abc"]
    assert texts == ["one", "one", "two"]
    assert len(calls) == 2


@pytest.mark.parametrize("cache", ["memory", "disk"])
def test_a_file_that_is_gone_is_made_again(tmp_path: Path, cache: Any) -> None:
    made = tmp_path / "made.txt"

    @gr.step(cache=cache)
    def write(n: int) -> str:
        made.write_text(f"{n}")
        return str(made)

    assert write(1) == str(made)
    made.unlink()
    assert Path(write(1)).read_text() == "1"
    made.write_text("changed")
    assert Path(write(1)).read_text() == "1"


def test_what_cannot_be_told_apart_is_made_each_time_and_said_once() -> None:
    calls = Calls()

    @gr.step(cache=True)
    def use(model: Any) -> int:
        calls.append(model)
        return 1

    model = types.SimpleNamespace(weights=[1])
    with pytest.warns(UserWarning, match="are not kept: A SimpleNamespace") as said:
        use(model), use(model)
    assert (len(calls), len(said)) == (2, 1)
    keyed = gr.step(lambda model: calls.append("keyed"), cache=True, key=lambda given: "v1")
    keyed(model), keyed(model)
    assert calls.count("keyed") == 1


def test_what_cannot_stand_in_a_file_is_made_each_time(folder: Path) -> None:
    calls = Calls()

    @gr.step(cache="disk")
    def make(n: int) -> Any:
        calls.append(n)
        return types.SimpleNamespace(n=n)

    with pytest.warns(UserWarning, match="A SimpleNamespace cannot be kept on disk"):
        assert (make(1).n, make(1).n) == (1, 1)
    assert calls == [1, 1]
    assert not list(folder.rglob("*.step"))


def test_files_that_are_no_results_are_made_again(folder: Path) -> None:
    calls = Calls()

    @gr.step(cache="disk")
    def make(n: int) -> int:
        calls.append(n)
        return n

    make(1)
    (path,) = folder.rglob("*.step")
    for wrong in (b"", b"PK\x03\x04", b"\x80\x04\x8c\x02os", pack(["other"]), pack({"data": 1})):
        path.write_bytes(wrong)
        assert make(1) == 1
    assert len(calls) == 6


def test_only_so_many_are_kept(folder: Path) -> None:
    make = gr.step(lambda n: n, cache="disk", max_size=3)
    for n in range(5):
        make(n)
    assert len(list(folder.rglob("*.step"))) == 3
    make.cache.clear()
    assert not list(folder.rglob("*.step"))


def test_wrong_uses() -> None:
    with pytest.raises(TypeError, match="not a int"):
        gr.step(5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match='"memory" or "disk", not \'ram\''):
        gr.step(len, cache="ram")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="written in Python"):
        gr.step(len)


VALUES: list[Any] = [
    None,
    [True, 1, 2**70, 1.5, float("inf"), "ü\ud800", b"\x00"],
    {"a": (1, {2}, frozenset({3})), 4: bytearray(b"x"), (5, 6): 1 + 2j},
    np.arange(6, dtype="float32").reshape(2, 3),
    np.float64(1.5),
    np.array(["2026-01-01"], dtype="datetime64[D]"),
    pd.DataFrame({"x": [1, 2], "y": ["a", None], "z": [0.5, float("nan")]}, index=["p", "q"]),
    pd.DataFrame(),
    pd.Series([1, 2], name="n", index=pd.to_datetime(["2026-01-01", "2026-01-02"])),
    Image.new("RGB", (3, 2), "red"),
    Path("a/b.txt"),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_values_come_back_from_a_file_as_they_are(value: Any) -> None:
    found = unpack(pack(value))
    assert type(found) is type(value)
    if isinstance(value, pd.DataFrame):
        pd.testing.assert_frame_equal(found, value)
    elif isinstance(value, pd.Series):
        pd.testing.assert_series_equal(found, value, check_freq=False)
    elif isinstance(value, np.ndarray):
        np.testing.assert_array_equal(found, value)
        assert found.dtype == value.dtype
    elif isinstance(value, Image.Image):
        assert found.tobytes() == value.tobytes()
    else:
        assert found == value


@pytest.mark.parametrize(
    "value",
    [
        object(),
        len,
        np.array([object()]),
        pd.DataFrame({"x": pd.Categorical(["a"])}),
        pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")])),
        [lambda: None],
    ],
)
def test_other_values_are_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="cannot be kept on disk"):
        pack(value)


@pytest.mark.usefixtures("living")
def test_the_flow_says_what_was_kept() -> None:
    calls = Calls()
    with gr.Blocks() as demo:
        text, shown = gr.Textbox(), gr.Textbox()

        @gr.step(cache=True)
        def shout(text: str, request: gr.Request, progress: Any = gr.Progress()) -> str:
            calls.append(text)
            return text.upper()

        text.submit(shout, text, shown)
    client = connect(demo)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert (client.call(0, "a"), client.step(0).state.reused) == ("A", False)
        assert (client.call(0, "a"), client.step(0).state.reused) == ("A", True)
    assert client.graph().steps[0].cache == "memory"
    assert calls == ["a"]


@pytest.mark.usefixtures("living")
def test_a_kept_result_that_names_outputs_writes_them() -> None:
    with gr.Blocks() as demo:
        text, one, other = gr.Textbox(), gr.Textbox(), gr.Textbox("left")
        text.submit(gr.step(lambda x: {one: x}, cache=True), text, [one, other])
    client = connect(demo)
    assert client.call(0, "a") == client.call(0, "a") == ["a", "left"]
    kept = gr.step(lambda: {one: 1}, cache=True)
    assert [next(iter(kept())) is one for _ in range(2)] == [True, True]
