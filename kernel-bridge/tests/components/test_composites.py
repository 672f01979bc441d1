from __future__ import annotations

import dataclasses
from collections import deque
from typing import NamedTuple, TypedDict

import pydantic
import pytest

from intarsia.components import (
    Form,
    List,
    Mapping,
    Number,
    Optional,
    Slider,
    Textbox,
    Tuple,
    Union,
)
from intarsia.errors import InvalidValueError, InvalidValuesError
from intarsia.signature import MISSING


@dataclasses.dataclass
class Point:
    x: float
    y: float = 2.0

    def __post_init__(self) -> None:
        if self.x == 13:
            raise ValueError("thirteen brings bad luck")


class Named(NamedTuple):
    x: float
    y: float


class Typed(TypedDict):
    x: float
    y: float


class Model(pydantic.BaseModel):
    x: float
    y: float

    @pydantic.field_validator("y")
    @classmethod
    def _even(cls, value: float) -> float:
        if value % 2:
            raise ValueError("must be even")
        return value


def form(record: object = None, value: object = None) -> Form:
    return Form({"x": Slider(0, 20), "y": Number(required=True)}, value, record=record)


@pytest.mark.parametrize(
    ("record", "value"),
    [
        (Point, Point(1, 4)),
        (Named, Named(1, 4)),
        (Typed, {"x": 1, "y": 4}),
        (Model, Model(x=1, y=4)),
        (None, {"x": 1, "y": 4}),
    ],
    ids=["dataclass", "named tuple", "typed dict", "pydantic", "dict"],
)
def test_a_form_builds_its_record(record: object, value: object) -> None:
    component = form(record, value)
    assert component.initial() == {"x": 1, "y": 4}
    back = component.preprocess(component.initial())
    assert back == value
    assert type(back) is type(value)
    assert component.runs_user_code is (record is not None)


def test_a_form_tells_all_that_is_wrong() -> None:
    with pytest.raises(InvalidValuesError) as caught:
        form(Point).preprocess({"x": 99, "y": "z"})
    assert [(error.path, error.message) for error in caught.value.errors] == [
        (("x",), "Must be 20 or less."),
        (("y",), "Enter a number."),
    ]


@pytest.mark.parametrize(
    ("record", "value", "path", "message"),
    [
        (Point, {"x": 13, "y": 1}, (), "Thirteen brings bad luck."),
        (Model, {"x": 1, "y": 3}, ("y",), "Must be even."),
        (Point, {"x": 1}, ("y",), "Enter a number."),
        (Point, {"x": 1, "y": 2, "z": 3}, (), "There is a field that this form does not have."),
        (Point, [1, 2], (), "Fill in the fields."),
    ],
)
def test_what_a_record_refuses_is_told(
    record: type, value: object, path: tuple[str, ...], message: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        form(record).preprocess(value)
    assert (caught.value.path, caught.value.message) == (path, message)


def test_the_place_of_a_nested_mistake_is_the_whole_way() -> None:
    nested = Form({"points": List(Optional(Tuple([Number(maximum=5), Textbox()])))})
    with pytest.raises(InvalidValueError) as caught:
        nested.preprocess({"points": [None, {"value": [7, "a"]}]})
    assert caught.value.path == ("points", 1, "value", 0)


@pytest.mark.parametrize("collect", [list, set, frozenset, tuple, deque])
def test_a_list_is_put_into_what_is_wanted(collect: type) -> None:
    component = List(Number(), collect=collect)
    assert component.preprocess([1, 2]) == collect([1, 2])
    assert component.postprocess(collect([2, 1])) in ([1, 2], [2, 1])


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([1], "Enter at least 2 values."),
        ([1, 2, 3, 4], "Enter at most 3 values."),
        ("12", "Enter a list of values."),
    ],
)
def test_fault_030_lengths_of_lists(value: object, message: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        List(Number(), min_length=2, max_length=3).preprocess(value)
    assert caught.value.message == message


def test_a_set_of_lists_is_refused_in_words() -> None:
    with pytest.raises(InvalidValueError, match="cannot be put together"):
        List(List(Number()), collect=set).preprocess([[1]])


@pytest.mark.parametrize(
    ("value", "path", "message"),
    [
        ([["a", 1], ["a", 2]], (1, 0), "This key is already there."),
        ([["a", "b"]], (0, 1), "Enter a number."),
        ([["a"]], (0,), "Enter a key and a value."),
        ([["width", 1]], (0, 0), "This is the name of another field."),
        ({"a": 1}, (), "Enter pairs of a key and a value."),
    ],
)
def test_fault_030_pairs(value: object, path: tuple[int, ...], message: str) -> None:
    component = Mapping(Textbox(), Number())
    component.taken = frozenset({"width"})
    with pytest.raises(InvalidValueError) as caught:
        component.preprocess(value)
    assert (caught.value.path, caught.value.message) == (path, message)


def test_what_is_left_out_is_none_or_not_given_at_all() -> None:
    assert Optional(Textbox("x")).preprocess(None) is None
    assert Optional(Textbox(), absent=MISSING).preprocess(None) is MISSING
    for value in ({}, {"value": 1, "more": 2}, [1], "text"):
        with pytest.raises(InvalidValueError):
            Optional(Number()).preprocess(value)


def test_a_union_finds_the_type_of_a_value() -> None:
    union = Union(
        [("number", Number(precision=0)), ("text", Textbox()), ("point", form(Point))], "7"
    )
    assert union.postprocess(7) == {"option": 0, "value": 7}
    assert union.postprocess("7") == {"option": 1, "value": "7"}
    assert union.postprocess(Point(1, 2))["option"] == 2
    with pytest.raises(InvalidValueError) as caught:
        union.preprocess({"option": 0, "value": "x"})
    assert caught.value.path == ("value",)
    for option in (3, -1, True, "0", None):
        with pytest.raises(InvalidValueError, match="Choose one of the types"):
            union.preprocess({"option": option, "value": 1})


def test_a_tuple_has_its_length() -> None:
    component = Tuple([Number(), Textbox()])
    with pytest.raises(InvalidValueError, match="Enter 2 values"):
        component.preprocess([1])
    with pytest.raises(TypeError, match="2 values, not 3"):
        component.postprocess((1, "a", 2))


def test_names_what_a_composite_cannot_show() -> None:
    for component in (List(Number()), Tuple([Number()]), Mapping(Textbox(), Number())):
        with pytest.raises(TypeError, match="not str"):
            component.postprocess("text")
    with pytest.raises(TypeError, match="Form shows"):
        form(Point).postprocess(7)
