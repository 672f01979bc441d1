"""Results that are kept, and what tells two calls apart."""

from __future__ import annotations

import asyncio
import dataclasses
import gc
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PIL import Image

import intarsia as gr
from intarsia.components.sessionfiles import session_files
from intarsia.fingerprint import fingerprint
from intarsia.runtime.files import FileStore


@dataclasses.dataclass
class Point:
    x: int
    y: list[int]


class Thing:
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, inside: Any) -> None:
        self.inside = inside


DIFFERENT = [
    None,
    0,
    1,
    True,
    1.0,
    "1",
    b"1",
    [1],
    (1,),
    [[1], 2],
    [1, [2]],
    {"a": 1},
    {"a": 2},
    {1},
    np.array([1, 2]),
    np.array([[1, 2]]),
    np.array([1.0, 2.0]),
    np.array(["a", None], dtype=object),
    pd.DataFrame({"a": [1]}),
    pd.DataFrame({"b": [1]}),
    pd.DataFrame({"a": [1]}, index=[5]),
    pd.Series([1], name="a"),
    Image.new("RGB", (1, 1)),
    Image.new("RGB", (1, 1), "red"),
    Point(1, [2]),
    Point(1, [3]),
    Thing([1]),
    Thing([2]),
]


def test_fingerprints_tell_contents_apart() -> None:
    marks = [fingerprint(value) for value in DIFFERENT]
    assert len(set(marks)) == len(marks)


def test_fingerprints_of_the_same_content_are_the_same() -> None:
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    assert fingerprint({1, 2, 3}) == fingerprint({3, 2, 1})
    assert fingerprint(np.arange(3)) == fingerprint(np.arange(3))
    frame = pd.DataFrame({"a": [1, None]})
    assert fingerprint(frame) == fingerprint(frame.copy())
    assert fingerprint(Point(1, [2])) == fingerprint(Point(1, [2]))
    assert fingerprint("\ud800") != fingerprint("\ud801")


def test_what_nothing_tells_apart_is_refused() -> None:
    class Slotted:
        __slots__ = ()
        __hash__ = None  # type: ignore[assignment]

    with pytest.raises(TypeError, match=r"A Slotted .* give gr\.cache a key"):
        fingerprint(Slotted())


def test_functions_are_called_once_for_the_same_content() -> None:
    calls = []

    @gr.cache
    def add(a: Any, b: Any = 1, *more: Any, **named: Any) -> Any:
        calls.append((a, b, more, named))
        return a + b

    array = np.array([1, 2])
    assert list(add(array)) == list(add(np.array([1, 2]), 1)) == list(add(b=1, a=array)) == [2, 3]
    assert len(calls) == 1
    assert add(1, 2, 3, c=4) == add(1, 2, 3, c=4) == 3
    assert add(1, 2, 3, c=5) == 3
    assert [call[2:] for call in calls[1:]] == [((3,), {"c": 4}), ((3,), {"c": 5})]
    assert add.__name__ == "add"
    assert len(add.cache) == 3


def test_a_failure_is_not_kept() -> None:
    calls = []

    @gr.cache()
    def fail(x: int) -> None:
        calls.append(x)
        raise ValueError

    for _ in range(2):
        with pytest.raises(ValueError):  # noqa: PT011
            fail(1)
    assert calls == [1, 1]


def test_generators_yield_again_what_they_yielded() -> None:
    calls = []

    @gr.cache(key=lambda given: given["word"].lower())
    def spell(word: str) -> Any:
        calls.append(word)
        shown: list[str] = []
        for letter in word:
            shown.append(letter)
            yield shown  # the same list each time

    assert [len(shown) for shown in spell("ab")] == [1, 2]
    assert list(spell("AB")) == [["a"], ["a", "b"]]
    assert calls == ["ab"]


def test_a_generator_that_was_stopped_is_not_kept() -> None:
    calls = []

    @gr.cache
    def count() -> Any:
        calls.append(0)
        yield from range(3)

    next(count())
    assert list(count()) == list(count()) == [0, 1, 2]
    assert len(calls) == 2


def test_coroutines_and_their_generators() -> None:
    calls = []

    @gr.cache
    async def one(x: int) -> int:
        calls.append(x)
        return x + 1

    @gr.cache
    async def many(x: int) -> Any:
        calls.append(x)
        for i in range(x):
            yield i

    async def run() -> None:
        assert [await one(1), await one(1)] == [2, 2]
        for _ in range(2):
            assert [value async for value in many(3)] == [0, 1, 2]

    asyncio.run(run())
    assert calls == [1, 3]


def test_the_same_function_is_kept_in_one_place_wherever_it_is_written() -> None:
    calls = []

    def slow(x: int) -> int:
        calls.append(x)
        return x

    assert gr.cache(slow)(1) == gr.cache(slow)(1) == 1
    assert gr.cache(slow, max_size=2)(1) == 1
    assert calls == [1, 1]
    with pytest.raises(TypeError, match="not a int"):
        gr.cache(slow(1))


def test_what_was_not_used_for_longest_goes_first() -> None:
    known = gr.Cache(max_size=2)
    known.set("a", x=1)
    known.set("b", x=2)
    assert known.get("a") == {"x": 1}
    known.set("c", x=3)
    assert known.keys() == ["a", "c"]
    assert known.get("b") is None
    known.clear()
    assert len(known) == 0


def test_memory_has_a_limit() -> None:
    known = gr.Cache(max_size=0, max_memory="1kb")
    for name in "abc":
        known.set(name, data=np.zeros(100, dtype="uint8"), frame=pd.DataFrame({"a": [1] * 30}))
    assert "a" not in known.keys()  # noqa: SIM118  # its own method
    known.set("big", picture=Image.new("RGB", (50, 50)))
    assert known.keys() == ["big"]
    with pytest.raises(ValueError, match="'much'"):
        gr.Cache(max_memory="much")


def test_sessions_have_their_own_which_end_with_them() -> None:
    known = gr.Cache(per_session=True)
    first, second = FileStore(), FileStore()
    for files, text in ((first, "one"), (second, "two")):
        token = session_files.set(files)
        try:
            assert known.get("key") is None
            known.set("key", text=text)
            assert known.get("key") == {"text": text}
        finally:
            session_files.reset(token)
    assert known.get("key") is None
    assert len(known._sessions) == 2
    for files in (first, second):
        files.close()
    del files, first, second
    gc.collect()
    assert len(known._sessions) == 0


def test_a_function_s_default_is_the_cache_itself() -> None:
    from intarsia import testing

    with gr.Blocks() as demo:
        text = gr.Textbox()

        def look(found: str, known: gr.Cache = gr.Cache()) -> str:
            before = known.get(found)
            known.set(found, seen=True)
            return "known" if before else "new"

        text.submit(look, text, text)
    with testing.connect(demo) as session:
        assert [session.call(0, "a") for _ in range(2)] == ["new", "known"]
