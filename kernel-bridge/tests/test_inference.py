"""A table of signatures: which component each type gets, and what the function gets back."""

from __future__ import annotations

import collections
import collections.abc as abc
import dataclasses
import datetime as dt
import enum
import ipaddress
import math
import pathlib
import typing
import uuid
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal, NamedTuple, Optional, TypedDict, Union

import annotated_types as at
import numpy as np
import numpy.typing as npt
import pandas as pd
import PIL.Image
import pydantic
import pytest

from intarsia import components as kinds
from intarsia.components import Component
from intarsia.components.hints import part
from intarsia.errors import InvalidValueError
from intarsia.inference import Form, infer, infer_input, infer_output
from intarsia.signature import MISSING

T = typing.TypeVar("T")


class Color(enum.Enum):
    RED = "r"
    GREEN = "g"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Access(enum.Flag):
    READ = 1
    WRITE = 2
    RUN = 4


Many = enum.Enum("Many", [f"M{n}" for n in range(12)])
Five = Literal["a", "b", "c", "d", "e"]


@dataclasses.dataclass
class Point:
    x: float = 1.0
    y: float = 2.0


class Pair(NamedTuple):
    key: str
    value: int = 3


class Typed(TypedDict):
    a: int
    b: typing.NotRequired[int]


class Model(pydantic.BaseModel):
    name: str = "m"
    points: list[Point] = [Point()]
    inner: Pair = Pair("k")


@dataclasses.dataclass
class Node:
    value: int = 0
    next: Node | None = None
    children: list[Node] = dataclasses.field(default_factory=list)


class Name(str):
    pass


class Scaler:
    def __init__(self, factor: float = 2.0) -> None:
        self.factor = factor

    def __call__(self, value: float = 1.0) -> float:
        return value * self.factor

    @classmethod
    def of(cls, text: str = "2") -> Scaler: ...


@dataclasses.dataclass
class Pictured:
    x: float = 0.0

    def _repr_html_(self) -> str:
        return f"<b>{self.x}</b>"


def table(*rows: tuple[Any, Any, str, Any]) -> Any:
    """Parametrize over annotation, default, kind, and what of the spec to look at."""
    return pytest.mark.parametrize(
        ("annotation", "default", "kind", "spec"), rows, ids=[f"{row[0]}-{row[2]}" for row in rows]
    )


@table(
    # texts
    (str, MISSING, "textbox", {"lines": 1, "type": "text"}),
    (str, "short", "textbox", {"lines": 1}),
    (str, "x" * 61, "textbox", {"lines": 5}),
    (str, "two\nlines", "textbox", {"lines": 5}),
    (Annotated[str, at.Len(2, 5)], "abc", "textbox", {"min_length": 2, "max_length": 5}),
    (Annotated[str, pydantic.Field(pattern="^a")], "abc", "textbox", {"pattern": "^a"}),
    (Name, Name("n"), "textbox", {}),
    (typing.LiteralString, "a", "textbox", {"lines": 1, "monospace": False}),
    (Annotated[str, pydantic.Field(examples=["Ada"])], "", "textbox", {"placeholder": "e.g. Ada"}),
    (pydantic.SecretStr, pydantic.SecretStr("s"), "textbox", {"type": "password"}),
    (pydantic.SecretBytes, pydantic.SecretBytes(b"s"), "textbox", {"type": "password"}),
    # numbers
    (int, MISSING, "number", {"precision": 0, "step": 1}),
    (int, 3, "number", {"precision": 0}),
    (float, 1.5, "number", {"precision": None}),
    (int | float, 2, "number", {}),
    (np.int64, MISSING, "number", {"precision": 0}),
    (Annotated[int, pydantic.Field(examples=[3])], 1, "number", {"placeholder": "e.g. 3"}),
    (Annotated[int, at.Ge(0)], 3, "number", {"minimum": 0, "maximum": None}),
    (Annotated[float, at.Gt(0)], 3.0, "number", {"minimum": 0, "exclusive_minimum": True}),
    (Annotated[int, at.Ge(0), at.Le(5)], 3, "slider", {"minimum": 0, "maximum": 5, "step": 1}),
    (Annotated[int, at.Gt(0), at.Lt(5)], 3, "slider", {"minimum": 1, "maximum": 4}),
    (Annotated[float, at.Interval(ge=0, lt=1)], 0.5, "slider", {"minimum": 0, "maximum": 1}),
    (
        Annotated[int, at.Ge(1), at.Le(20), at.MultipleOf(5)],
        10,
        "slider",
        {"minimum": 5, "maximum": 20, "step": 5},
    ),
    (Annotated[int, at.Ge(5), at.Le(5)], 5, "number", {"minimum": 5, "maximum": 5}),
    (Annotated[float, at.Ge(-math.inf), at.Le(1)], 0.0, "number", {"minimum": None}),
    (Annotated[int, at.Ge(0), at.Le(2**64)], 3, "number", {"maximum": None}),
    (complex, 1 + 2j, "textbox", {}),
    (Decimal, Decimal("1.10"), "textbox", {"inputmode": "decimal"}),
    (
        Annotated[Decimal, pydantic.Field(examples=[Decimal("9.90")])],
        Decimal("1.10"),
        "textbox",
        {"placeholder": "e.g. 9.90"},
    ),
    (Fraction, Fraction(1, 3), "textbox", {}),
    (uuid.UUID, uuid.UUID(int=1), "textbox", {"monospace": True}),
    (ipaddress.IPv4Address, ipaddress.IPv4Address("10.0.0.1"), "textbox", {}),
    (bool, True, "checkbox", {}),
    # choices
    (Color, Color.GREEN, "radio", {}),
    (Level, Level.HIGH, "radio", {}),
    (Many, Many.M3, "dropdown", {"multiselect": False}),
    (Literal["a", 1, True, None], 1, "radio", {}),
    (Five, "c", "dropdown", {}),
    (Literal["a"] | Literal["b"], "b", "radio", {}),
    (Literal["a", "b"] | str, "other", "dropdown", {"allow_custom_value": True}),
    (Access, Access.READ | Access.RUN, "checkboxgroup", {}),
    (list[Color], [Color.RED], "checkboxgroup", {}),
    (set[Literal["a", "b"]], {"a"}, "checkboxgroup", {}),
    (tuple[Color, ...], (Color.GREEN,), "checkboxgroup", {}),
    (list[Many], [Many.M1], "dropdown", {"multiselect": True}),
    (Annotated[list[Color], at.Len(1, 2)], [Color.RED], "checkboxgroup", {"min_length": 1}),
    # nothing
    (Optional[int], None, "number", {}),  # noqa: UP045  # both spellings
    (int | None, 3, "number", {}),
    (Annotated[int, at.Ge(0), at.Le(5)] | None, None, "number", {"maximum": 5}),
    (Color | None, None, "dropdown", {}),
    (Decimal | None, None, "textbox", {}),
    (dt.date | None, None, "date", {}),
    (pathlib.Path | None, None, "file", {}),
    (str | None, None, "optional", {}),
    (str | None, "x", "optional", {}),
    (bool | None, None, "optional", {}),
    (list[int] | None, None, "optional", {}),
    (Point | None, Point(3), "optional", {}),
    (int | str | None, None, "optional", {}),
    # unions
    (int | str, "q", "union", {}),
    (Union[int, str], 7, "union", {}),  # noqa: UP007  # both spellings
    (Point | int, Point(7), "union", {}),
    # days and times
    (dt.date, dt.date(2024, 5, 1), "date", {}),
    (dt.time, dt.time(10), "time", {}),
    (dt.datetime, dt.datetime(2024, 5, 1, 10), "datetime", {"include_time": True}),
    (dt.timedelta, dt.timedelta(hours=1), "duration", {}),
    (Annotated[dt.date, at.Ge(dt.date(2024, 1, 1))], MISSING, "date", {"minimum": "2024-01-01"}),
    # files
    (bytes, MISSING, "file", {}),
    (pathlib.Path, MISSING, "file", {}),
    (list[pathlib.Path], MISSING, "file", {"file_count": "multiple"}),
    (np.ndarray, MISSING, "file", {"file_types": (".npy", ".csv", "image")}),
    (npt.NDArray[np.float64], MISSING, "file", {}),
    (PIL.Image.Image, MISSING, "image", {}),
    # collections
    (list[int], [1, 2], "list", {}),
    (list[str], MISSING, "list", {}),
    (set[int], {1, 2}, "list", {}),
    (frozenset[str], frozenset({"a"}), "list", {}),
    (tuple[int, ...], (1, 2), "list", {}),
    (abc.Sequence[float], [1.5], "list", {}),
    (abc.Iterable[int], [1], "list", {}),
    (collections.deque[int], collections.deque([1]), "list", {}),
    (Annotated[list[int], at.Len(1, 3)], [1], "list", {"min_length": 1, "max_length": 3}),
    (list[Annotated[int, at.Ge(0), at.Le(5)]], [1], "list", {}),
    (tuple[int, str], (1, "a"), "tuple", {}),
    (tuple[()], (), "tuple", {}),
    (dict[str, float], {"a": 1.5}, "mapping", {}),
    (abc.Mapping[Color, int], {Color.RED: 1}, "mapping", {}),
    (collections.OrderedDict[str, int], collections.OrderedDict(a=1), "mapping", {}),
    (dict, {"a": [1]}, "json", {}),
    (dict[str, Any], {"a": 1}, "json", {}),
    # records
    (Point, Point(3, 4), "form", {}),
    (Pair, Pair("a", 1), "form", {}),
    (Typed, {"a": 1, "b": 2}, "form", {}),
    (Model, Model(name="n"), "form", {}),
    (list[Point], [Point()], "dataframe", {"headers": ("x", "y"), "datatype": ("number",) * 2}),
    (list[Model], [Model()], "list", {}),
    (list[dict[str, float]], [{"a": 1.0}], "dataframe", {}),
    (list[list[float]], [[1.0, 2.0]], "dataframe", {}),
    (pd.DataFrame, MISSING, "dataframe", {}),
    # nothing known
    (Any, MISSING, "textbox", {"monospace": True}),
    (object, [1, "a"], "textbox", {"monospace": True}),
    (Callable[[int], int], MISSING, "textbox", {"monospace": True}),
    (type, MISSING, "textbox", {"monospace": True}),
    (T, 3, "number", {}),
    # the default decides
    (MISSING, True, "checkbox", {}),
    (MISSING, 3, "number", {"precision": 0}),
    (MISSING, 1.5, "number", {"precision": None}),
    (MISSING, np.float32(1.5), "number", {}),
    (MISSING, "text", "textbox", {}),
    (MISSING, Color.RED, "radio", {}),
    (MISSING, ["a", "b"], "list", {}),
    (MISSING, [1, 2.5], "list", {}),
    (MISSING, [1, "a"], "textbox", {"monospace": True}),
    (MISSING, [], "textbox", {"monospace": True}),
    (MISSING, (1, "a"), "tuple", {}),
    (MISSING, {"a": 1}, "mapping", {}),
    (MISSING, {"a": [1]}, "json", {}),
    (MISSING, {"a", "b"}, "list", {}),
    (MISSING, dt.date(2024, 5, 1), "date", {}),
    (MISSING, Point(), "form", {}),
    (MISSING, pd.DataFrame({"a": [1]}), "dataframe", {}),
    (MISSING, b"x", "file", {}),
    (MISSING, None, "textbox", {"placeholder": "None, or a Python literal, e.g. [1, 2]"}),
    (MISSING, range(3), "textbox", {"monospace": True}),
    (MISSING, MISSING, "textbox", {"placeholder": "a Python literal, e.g. [1, 2]"}),
)
def test_each_type_gets_its_component(
    annotation: Any, default: Any, kind: str, spec: dict[str, Any]
) -> None:
    accepted = infer_input(part("value", annotation, default))
    component = accepted.component
    assert component.kind == kind, accepted.because
    assert accepted.because
    found = component.spec()
    assert {name: getattr(found, name) for name in spec} == spec
    assert component.label == "Value"
    if default is not MISSING:
        back = component.preprocess(component.initial())
        if isinstance(default, pd.DataFrame):
            assert back.equals(default)
        elif isinstance(default, (abc.Iterable, Typed.__base__)) or back != default:
            assert back == default
        else:
            assert type(back) is type(default) or isinstance(default, np.generic)


def kinds_of(form: Form) -> dict[str, str]:
    return {field.name: accepted.component.kind for field, accepted in form.inputs}


def component_of(fn: Callable[..., Any], name: str, /, **overrides: Any) -> Component:
    form = infer(fn, overrides)
    return next(accepted.component for field, accepted in form.inputs if field.name == name)


def because_of(fn: Callable[..., Any], name: str, /, **overrides: Any) -> str:
    form = infer(fn, overrides)
    return next(accepted.because for field, accepted in form.inputs if field.name == name)


# ---------------------------------------------------------------- required


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        (int, "Enter a whole number."),
        (float, "Enter a number."),
        (Decimal, "Enter a decimal number, e.g. 12.50."),
        (dt.date, "Enter a day."),
        (dt.timedelta, "Enter a length of time, e.g. 1:30:00 or 90 s."),
        (bytes, "Choose a file."),
        (PIL.Image.Image, "Choose a picture."),
        (Any, 'Enter a Python literal, e.g. [1, 2] or "text".'),
    ],
)
def test_without_a_default_empty_is_a_mistake(annotation: Any, message: str) -> None:
    component = infer_input(part("value", annotation)).component
    with pytest.raises(InvalidValueError) as caught:
        component.preprocess(component.initial())
    assert caught.value.message == message


def test_a_choice_without_a_default_starts_with_the_first() -> None:
    assert infer_input(part("value", Color)).component.value is Color.RED
    assert infer_input(part("value", Five)).component.value == "a"


def test_a_float_gets_a_float() -> None:
    component = infer_input(part("value", float, 1)).component
    assert repr(component.preprocess(2)) == "2.0"
    slider = infer_input(part("value", Annotated[float, at.Ge(0), at.Le(5)], 1)).component
    assert repr(slider.preprocess(2)) == "2.0"


def test_exclusive_bounds_of_a_slider_are_checked() -> None:
    component = infer_input(part("value", Annotated[float, at.Gt(0), at.Lt(1)])).component
    assert component.preprocess(component.initial()) > 0
    with pytest.raises(InvalidValueError, match="Must be more than 0"):
        component.preprocess(0)
    with pytest.raises(InvalidValueError, match="Must be less than 1"):
        component.preprocess(1)


def test_a_missing_key_of_a_typed_dict_stays_missing() -> None:
    component = infer_input(part("value", Typed)).component
    assert component.preprocess({"a": 1, "b": None}) == {"a": 1}
    assert component.preprocess({"a": 1, "b": {"value": 2}}) == {"a": 1, "b": 2}


def test_a_type_that_contains_itself_ends() -> None:
    component = infer_input(part("node", Node, Node(3, Node(4)))).component
    assert isinstance(component, kinds.Form)
    fields = {name: one.kind for name, one in component.fields.items()}
    assert fields == {"value": "number", "next": "optional", "children": "list"}
    assert component.preprocess({"value": 1, "next": None, "children": []}) == Node(1)


def test_forms_within_forms_and_tables() -> None:
    component = infer_input(part("model", Model)).component
    assert isinstance(component, kinds.Form)
    assert {name: one.kind for name, one in component.fields.items()} == {
        "name": "textbox",
        "points": "dataframe",
        "inner": "form",
    }
    wire = component.initial()
    wire["points"]["data"][0][0] = "7"
    assert component.preprocess(wire).points == [Point(7.0, 2.0)]


# ---------------------------------------------------------------- defaults


@pytest.mark.parametrize(
    ("annotation", "default", "initial", "words"),
    [
        (int, "x", None, "the default 'x' does not fit (TypeError), so it starts empty"),
        (Color, "violet", None, "the default 'violet' does not fit"),
        (Annotated[int, at.Le(5)], 12, 12, "the default 12 breaks a rule: Must be 5 or less."),
        (
            Annotated[int, at.Ge(0), at.Le(5)],
            12,
            12,
            "the default 12 breaks a rule: Must be 5 or less.",
        ),
        (int, 2.5, 2.5, "the default 2.5 breaks a rule: Enter a whole number."),
        (str, 5, "5", "the default 5 becomes '5'"),
        (bool, 7, False, "does not fit"),
        (list[int], "12", [], "does not fit"),
        (dt.date, "soon", None, "does not fit"),
        (Point, 7, {"x": 1.0, "y": 2.0}, "the default 7 does not fit"),
        (bytes, 7, None, "the default 7 does not fit"),
        (PIL.Image.Image, "photo.png", None, "the default 'photo.png' does not fit"),
        (pathlib.Path, pathlib.Path("no/such"), None, "no/such cannot be sent, so empty gives"),
    ],
)
def test_a_default_that_does_not_fit_is_told(
    annotation: Any, default: Any, initial: Any, words: str
) -> None:
    accepted = infer_input(part("value", annotation, default))
    assert words in accepted.because
    assert accepted.component.initial() == initial


def test_a_default_whose_own_methods_raise_is_told() -> None:
    class Broken(str):
        def __str__(self) -> str:
            raise ZeroDivisionError

        __repr__ = __str__

    accepted = infer_input(part("value", int, Broken("x")))
    assert "the default a Broken does not fit" in accepted.because


def test_a_model_as_default_is_kept() -> None:
    model = object()
    component = infer_input(part("model", MISSING, model)).component
    assert component.preprocess(component.initial()) is model


# --------------------------------------------------------------- docstrings


def documented(width, kind, count, note: str = "", other=None):
    """Do it.

    Parameters
    ----------
    width : float
        Width of the petal in cm.
    kind : {'forest', 'logistic'}
        The model.
    count : int, optional
        How many.
    note
        A text of several paragraphs.
    other : array-like
        Whatever.
    """


def test_a_docstring_gives_types_units_and_help() -> None:
    form = infer(documented)
    assert kinds_of(form) == {
        "width": "number",
        "kind": "radio",
        "count": "number",
        "note": "textbox",
        "other": "textbox",
    }
    width = component_of(documented, "width")
    assert (width.info, width.unit, width.label) == ("Width of the petal in cm.", "cm", "Width")
    assert because_of(documented, "width") == "float, by the docstring"
    assert component_of(documented, "note").spec().lines == 5


@pytest.mark.parametrize(
    ("label", "help", "shown", "unit"),
    [
        ("Width (cm)", None, "Width", "cm"),
        ("Width [mm]", None, "Width", "mm"),
        (None, "Temperature [°C]", "Value", "°C"),
        (None, "Share in %.", "Value", "%"),
        (None, "In cm.", "Value", "cm"),
        (None, "Width in cm or in mm.", "Value", None),
        (None, "Put it in place.", "Value", None),
        (None, "What is in it", "Value", None),
        ("Rows (all)", None, "Rows (all)", None),
    ],
)
def test_units_are_taken_where_unmistakable(
    label: str | None, help: str | None, shown: str, unit: str | None
) -> None:
    field = dataclasses.replace(part("value", float, 1.0), label=label, help=help)
    component = infer_input(field).component
    assert (component.label, component.unit) == (shown, unit)
    assert infer_input(dataclasses.replace(field, annotation=str, default="")).component.label


def test_a_help_text_does_not_say_the_unit_again() -> None:
    field = dataclasses.replace(part("value", float, 1.0), help="In cm. At the widest point.")
    assert infer_input(field).component.info == "At the widest point."
    assert infer_input(dataclasses.replace(field, help="In cm.")).component.info is None


# ------------------------------------------------------------ parameters


def many(a, /, b: int = 2, *rest: int, c: float = 1.5, **more: bool) -> None: ...


def test_every_kind_of_parameter_is_bound() -> None:
    form = infer(many)
    assert kinds_of(form) == {
        "a": "textbox",
        "b": "number",
        "rest": "list",
        "c": "number",
        "more": "mapping",
    }
    values = [accepted.component.initial() for _, accepted in form.inputs]
    values[0], values[2], values[4] = "[1]", [5, 6], [["x", True]]
    got = [
        accepted.component.preprocess(value)
        for (_, accepted), value in zip(form.inputs, values, strict=True)
    ]
    assert form.bind(got) == (([1], 2, 5, 6), {"c": 1.5, "x": True})


def test_a_named_argument_cannot_be_given_twice() -> None:
    with pytest.raises(InvalidValueError, match="name of another field"):
        component_of(many, "more").preprocess([["c", True]])


def test_any_number_of_anything() -> None:
    def fn(*args, **kwargs): ...

    form = infer(fn)
    assert kinds_of(form) == {"args": "list", "kwargs": "mapping"}
    assert component_of(fn, "args").preprocess(["1", "'a'"]) == (1, "a")


def test_each_of_any_number_keeps_its_bounds() -> None:
    def fn(*args: Annotated[int, at.Ge(0), at.Le(5)], **kwargs: Annotated[str, kinds.Dropdown]): ...

    args, kwargs = component_of(fn, "args"), component_of(fn, "kwargs")
    assert isinstance(args, kinds.List)
    assert isinstance(kwargs, kinds.Mapping)
    assert (args.item.kind, args.item.label, kwargs.item.kind) == ("slider", None, "dropdown")
    with pytest.raises(InvalidValueError, match="5 or less"):
        args.preprocess([1, 7])


def test_an_annotation_that_does_not_resolve_is_told() -> None:
    def fn(a: Missing = 3, b: Missing | None = None): ...  # noqa: F821  # that is the point

    assert kinds_of(infer(fn)) == {"a": "number", "b": "textbox"}
    because = because_of(fn, "a")
    assert because.startswith("int, by the default; the annotation could not be resolved (Missing")


def test_a_component_in_annotated_is_taken() -> None:
    shared = kinds.Slider(0, 10)

    def fn(a: Annotated[int, shared] = 3, b: Annotated[str, kinds.Textbox] = "x"): ...

    slider = component_of(fn, "a")
    assert isinstance(slider, kinds.Slider)
    assert (slider.value, slider.label, shared.label) == (3, "a", None)
    assert repr(slider.preprocess(4.0)) == "4"
    assert component_of(fn, "b").value == "x"


# --------------------------------------------------------------- overrides


def classify(
    petal_length: float = 4.0,
    count: int = 3,
    model: Literal["forest", "logistic", "a", "b", "c"] = "logistic",
    name: str = "iris",
    values: list[int] | None = None,
    anything=None,
): ...


@pytest.mark.parametrize(
    ("name", "override", "kind", "value"),
    [
        ("petal_length", kinds.Slider(0, 30), "slider", 4.0),
        ("petal_length", kinds.Slider(0, 30, 7), "slider", 7),
        ("petal_length", kinds.Slider, "slider", 4.0),
        ("petal_length", "slider", "slider", 4.0),
        ("petal_length", (0, 30), "slider", 4.0),
        ("petal_length", (0.0, 30.0, 0.5), "slider", 4.0),
        ("petal_length", (5, 30), "slider", 5),
        ("petal_length", 7.5, "number", 7.5),
        ("petal_length", int, "number", 4.0),
        ("petal_length", Annotated[float, at.Ge(0), at.Le(5)], "slider", 4.0),
        ("count", (0, 10), "slider", 3),
        ("count", [1, 2, 3], "radio", 3),
        ("count", list(range(9)), "dropdown", 3),
        ("count", {"few": 1, "many": 100}, "radio", 1),
        ("model", "radio", "radio", "logistic"),
        ("model", ["x", "y"], "radio", "x"),
        ("name", "textbox", "textbox", "iris"),
        ("name", "rose", "textbox", "rose"),
        ("name", kinds.Textbox(lines=3), "textbox", "iris"),
        ("values", [1, 2], "optional", [1, 2]),
        ("anything", int | str, "optional", None),
        ("anything", (0, 3), "slider", 0),
        ("anything", "checkbox", "checkbox", None),
    ],
)
def test_overrides(name: str, override: Any, kind: str, value: Any) -> None:
    component = component_of(classify, name, **{name: override})
    assert component.kind == kind
    assert component.value == value
    assert component.label == name.capitalize().replace("_", " ")


def test_an_override_keeps_what_the_author_wrote() -> None:
    given = kinds.Slider(0, 30, label="Length", info="in the field")
    component = component_of(classify, "petal_length", petal_length=given)
    assert (component.label, component.info) == ("Length", "in the field")
    assert component is not given
    assert given.value == 0


def test_an_int_parameter_gets_whole_numbers_from_a_given_slider() -> None:
    slider = component_of(classify, "count", count=kinds.Slider(0, 10))
    assert repr(slider.preprocess(4)) == "4"
    with pytest.raises(InvalidValueError, match="whole number"):
        slider.preprocess(4.5)


def test_an_unknown_parameter_is_told_with_the_nearest() -> None:
    with pytest.raises(TypeError, match="no parameter 'petal_lenght'; did you mean 'petal_length'"):
        infer(classify, {"petal_lenght": 1})
    with pytest.raises(TypeError, match="it has petal_length, count"):
        infer(classify, {"zzz": 1})


# ----------------------------------------------------------------- results


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (MISSING, ["display"]),
        (Any, ["display"]),
        (None, ["display"]),
        (type(None), ["display"]),
        (str, ["textbox"]),
        (int, ["number"]),
        (float | None, ["number"]),
        (np.float64, ["number"]),
        (bool, ["textbox"]),
        (Decimal, ["textbox"]),
        (dt.date, ["textbox"]),
        (Color, ["textbox"]),
        (Literal["a", "b"], ["textbox"]),
        (dict[str, float], ["label"]),
        (dict[str, int], ["json"]),
        (dict, ["json"]),
        (list[int], ["json"]),
        (list[Any], ["json"]),
        (set[str], ["json"]),
        (Point, ["json"]),
        (Model, ["json"]),
        (Pair, ["json"]),
        (list[Point], ["dataframe"]),
        (list[Typed], ["dataframe"]),
        (list[dict[str, float]], ["dataframe"]),
        (pd.DataFrame, ["dataframe"]),
        (pd.Series, ["dataframe"]),
        (PIL.Image.Image, ["image"]),
        (bytes, ["file"]),
        (pathlib.Path, ["file"]),
        (list[pathlib.Path], ["file"]),
        (np.ndarray, ["display"]),
        (list[PIL.Image.Image], ["display"]),
        (Scaler, ["display"]),
        (list[Scaler], ["display"]),
        (Pictured, ["display"]),
        (int | str, ["display"]),
        (Callable[[], int], ["display"]),
        (tuple[int, str], ["number", "textbox"]),
        (tuple[int, ...], ["json"]),
        (tuple, ["json"]),
        (Iterator[str], ["textbox"]),
        (Generator[int, None, None], ["number"]),
        (AsyncIterator[tuple[int, str]], ["number", "textbox"]),
        (abc.Awaitable[dict[str, float]], ["label"]),
        (Annotated[float, "share"], ["number"]),
        (Annotated[str, kinds.Markdown()], ["markdown"]),
        (tuple[Annotated[str, kinds.HTML], int], ["html", "number"]),
        (Iterator[Annotated[str, kinds.Markdown()]], ["markdown"]),
    ],
)
def test_each_result_gets_its_component(annotation: Any, expected: list[str]) -> None:
    outputs = infer_output(annotation)
    assert [accepted.component.kind for accepted in outputs] == expected
    assert all(accepted.component.interactive is False for accepted in outputs)


def test_what_a_generator_yields_is_the_result() -> None:
    def words() -> abc.Iterable[str]:
        yield "a"

    def letters() -> abc.Iterable[str]:
        return ["a"]

    assert infer(words).outputs[0].component.kind == "textbox"
    assert infer(letters).outputs[0].component.kind == "json"


def test_the_results_of_several_are_told_apart() -> None:
    outputs = infer_output(tuple[int, Annotated[str, kinds.Textbox(label="Name")]])
    assert [accepted.component.label for accepted in outputs] == ["Result 1", "Name"]


# ---------------------------------------------------------------- callables


@pytest.mark.parametrize(
    ("fn", "expected"),
    [
        (lambda a=1, b="x": None, {"a": "number", "b": "textbox"}),
        (Scaler, {"factor": "number"}),
        (Scaler(), {"value": "number"}),
        (Scaler.of, {"text": "textbox"}),
        (Point, {"x": "number", "y": "number"}),
        (Model, {"name": "textbox", "points": "dataframe", "inner": "form"}),
        (divmod, {"x": "textbox", "y": "textbox"}),
        (str.title, {"self": "textbox"}),
    ],
)
def test_any_callable_works(fn: Callable[..., Any], expected: dict[str, str]) -> None:
    assert kinds_of(infer(fn)) == expected
