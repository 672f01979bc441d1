"""Values as code: what is written, run, is the value again."""

from __future__ import annotations

import datetime
import decimal
import fractions
import math
import pathlib
import uuid
import zoneinfo
from dataclasses import dataclass
from typing import Any

import pytest
from sampleprogram import Colour, Pair, Point, Right, greet

from intarsia.codetext import CodeText, NotCode, call


def again(value: Any) -> Any:
    code = CodeText()
    text = code.value(value)
    names: dict[str, Any] = {}
    exec("\n".join([*code.imports(), f"made = {text}"]), names)
    return names["made"]


ZONE = zoneinfo.ZoneInfo("Europe/Vienna")

VALUES = [
    None,
    True,
    -3,
    2.5,
    math.inf,
    'it\'s "quoted"\n\\ü',
    b"\x00",
    1 + 2j,
    [1, (2,), {"a": {3}, 4: frozenset({5})}, set(), frozenset(), ()],
    datetime.date(2026, 5, 1),
    datetime.datetime(2026, 5, 1, 12, 30, tzinfo=datetime.UTC),
    datetime.datetime(2026, 5, 1, 12, 30, fold=1, tzinfo=ZONE),
    datetime.time(8, 15, tzinfo=datetime.timezone(datetime.timedelta(hours=2))),
    datetime.timedelta(days=1, seconds=3),
    decimal.Decimal("1.20"),
    fractions.Fraction(1, 3),
    uuid.UUID(int=5),
    pathlib.Path("a folder/b.txt"),
    Colour.BLUE,
    Right.READ,
    Right.READ | Right.WRITE,
    Point(1.5, pathlib.Path("x")),
    Pair(1, [Colour.RED]),
    math.sqrt,
    greet,
    Point,
    int,
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_what_is_written_is_the_value_again(value: Any) -> None:
    made = again(value)
    assert made == value
    assert type(made) is type(value)


def test_not_a_number_is_written() -> None:
    assert math.isnan(again(math.nan))


def test_models_of_pydantic_and_attrs() -> None:
    attrs = pytest.importorskip("attrs")
    pydantic = pytest.importorskip("pydantic")
    import types

    module = types.ModuleType("some_models")
    made = attrs.make_class("Made", ["_hidden", "seen"])
    model = pydantic.create_model("Model", name=(str, ...), __module__="some_models")
    for cls in (made, model):
        cls.__module__, cls.__qualname__ = "some_models", cls.__name__
        setattr(module, cls.__name__, cls)
    import sys

    sys.modules["some_models"] = module
    try:
        assert again(made(1, 2)) == made(1, 2)
        assert again(model(name="Ada")) == model(name="Ada")
    finally:
        del sys.modules["some_models"]


class Sly(str):
    def __repr__(self) -> str:
        return "__import__('os').abort()"


def endless() -> list[Any]:
    items: list[Any] = []
    items.append(items)
    return items


@pytest.mark.parametrize(
    "value",
    [object(), lambda: None, Sly("x"), endless(), list(range(2000)), [object()]],
    ids=["object", "lambda", "its own repr", "endless", "many", "within"],
)
def test_what_no_code_makes_is_not_written(value: Any) -> None:
    with pytest.raises(NotCode):
        CodeText().value(value)


def test_a_class_that_is_hidden_by_another_is_not_named() -> None:
    @dataclass
    class Point:
        x: int

    with pytest.raises(NotCode):
        CodeText().value(Point(1))


def test_a_long_call_has_a_line_for_each_argument() -> None:
    arguments = [f"name_{i}={'x' * 20!r}" for i in range(4)]
    text = call("f", arguments)
    assert text.splitlines()[1] == f"    {arguments[0]},"
    compile(text, "call", "eval")
