from __future__ import annotations

import dataclasses
import datetime
import enum
import math
from collections import deque
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pydantic
import pytest

from intarsia.components import JSON, Button, Display, Interface, Label, Markdown, Number
from intarsia.components import display as display_module
from intarsia.errors import InvalidValueError


class Color(enum.Enum):
    RED = "r"
    OBJECT = object()


@dataclasses.dataclass
class Point:
    x: int
    inner: Any = None


class Model(pydantic.BaseModel):
    x: int


class Opaque:
    __module__ = "models.linear"

    def __repr__(self) -> str:
        return "<opaque>"


def test_a_label_sorts_and_cuts() -> None:
    label = Label(num_top_classes=2)
    assert label.postprocess({"a": 0.1, "b": 0.6, "c": 0.3}) == {
        "label": "b",
        "confidences": [{"label": "b", "confidence": 0.6}, {"label": "c", "confidence": 0.3}],
    }
    assert label.postprocess("b") == {"label": "b", "confidences": None}
    assert label.postprocess({1: np.float32(0.5)})["confidences"][0]["confidence"] == 0.5


def test_a_label_without_a_confidence_stands_last() -> None:
    assert Label().postprocess({"a": math.nan, "b": 0.1})["label"] == "b"


def test_a_label_names_what_is_no_confidence() -> None:
    with pytest.raises(TypeError, match="numbers as confidences, not str"):
        Label().postprocess({"a": "high"})
    with pytest.raises(TypeError, match="not list"):
        Label().postprocess([1])


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Point(1, [Model(x=2), {Color.RED: Color.OBJECT}]), None),
        ({1: (2, 3)}, {"1": [2, 3]}),
        ({"b", "a"}, ["a", "b"]),
        (deque([1]), [1]),
        (range(3), [0, 1, 2]),
        (datetime.date(2024, 5, 1), "2024-05-01"),
        (np.array([[1.5, 2]]), [[1.5, 2.0]]),
        (np.int64(3), 3),
        (pd.DataFrame({"a": [1]}), [{"a": 1}]),
        (Path("a/b"), "a/b"),
        (b"abc", "3 bytes"),
        (Opaque(), "models.Opaque: <opaque>"),
        ('{"a": 1}', {"a": 1}),
        ("{text", "{text"),
        ("text", "text"),
    ],
)
def test_anything_is_written_as_json(value: object, plain: object) -> None:
    if isinstance(value, Point):
        plain = {"x": 1, "inner": [{"x": 2}, {"RED": "OBJECT"}]}
    assert JSON().postprocess(value) == plain


def test_fault_041_what_contains_itself_is_refused() -> None:
    value: list[Any] = []
    value.append(value)
    with pytest.raises(TypeError, match="contains itself"):
        JSON().postprocess(value)


def test_json_of_one_type_only() -> None:
    assert JSON(type=dict, required=True).initial() == {}
    assert JSON(type=dict).preprocess({"a": [1]}) == {"a": [1]}
    for value in ([], "x", 1):
        with pytest.raises(InvalidValueError, match="JSON object"):
            JSON(type=dict).preprocess(value)
    with pytest.raises(InvalidValueError, match="JSON array"):
        JSON(type=list, required=True).preprocess(None)


# ----------------------------------------------------------------- display


def items(value: object) -> list[dict[str, Any]]:
    return Display().postprocess(value)["items"]


class Rich:
    def _repr_html_(self) -> str:
        return "<b>rich</b>"

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        return b"\x89PNG", {"width": 3}

    def _repr_latex_(self) -> None:
        return None

    def __repr__(self) -> str:
        return "Rich()"


def test_a_text_is_shown_as_it_is_and_none_not_at_all() -> None:
    assert items("it's") == [{"data": {"text/plain": "it's"}, "metadata": {}}]
    assert items(None) == []
    assert items(["it's"])[0]["data"] == {"text/plain": '["it\'s"]'}


def test_an_object_is_shown_by_its_own_methods() -> None:
    [item] = items(Rich())
    assert item["data"] == {
        "text/html": "<b>rich</b>",
        "image/png": "iVBORw==",
        "text/plain": "Rich()",
    }
    assert item["metadata"] == {"image/png": {"width": 3}}
    assert "text/html" not in items(Rich)[0]["data"]


def test_a_bundle_comes_before_single_methods() -> None:
    class Bundle(Rich):
        def _repr_mimebundle_(self, include: object, exclude: object) -> dict[str, Any]:
            return {"text/html": "bundle", "application/x": {"a": 1}}

    assert items(Bundle())[0]["data"]["text/html"] == "bundle"


def test_a_frame_is_shown_as_a_notebook_shows_it() -> None:
    assert "<table" in items(pd.DataFrame({"a": [1]}))[0]["data"]["text/html"]


def test_a_figure_is_shown_without_a_notebook() -> None:
    from matplotlib.figure import Figure

    assert items(Figure())[0]["data"]["image/png"].startswith("iVBORw0KGgo")


def test_an_object_that_cannot_be_shown_is_named() -> None:
    class Broken:
        def __repr__(self) -> str:
            raise ZeroDivisionError

    with pytest.raises(TypeError, match="Broken cannot be displayed: it raised ZeroDivisionError"):
        items(Broken())


def test_fault_051_a_formatter_that_swallows_what_an_object_raises_finds_nothing_to_show(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Broken:
        def __repr__(self) -> str:
            raise ZeroDivisionError

    monkeypatch.setattr(display_module, "formatter", lambda value: ({}, {}))
    assert items(Opaque())[0]["data"] == {"text/plain": "<opaque>"}
    with pytest.raises(TypeError, match="Broken cannot be displayed: it raised ZeroDivisionError"):
        items(Broken())


def test_the_notebook_can_put_its_own_formatter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display_module, "formatter", lambda value: ({"text/plain": "own"}, {}))
    assert items(7)[0]["data"] == {"text/plain": "own"}


# ------------------------------------------------------------------- texts


def test_markdown_loses_its_indent() -> None:
    assert Markdown("\n    # Title\n    text").initial() == "# Title\ntext"
    with pytest.raises(TypeError, match="not int"):
        Markdown().postprocess(7)


def test_a_layout_names_its_components() -> None:
    number, button = Number(), Button()
    number.id, button.id = "c1", "c2"
    spec = Interface([number], [], submit=button).spec()
    assert (spec.inputs, spec.outputs, spec.submit, spec.clear) == (("c1",), (), "c2", None)
