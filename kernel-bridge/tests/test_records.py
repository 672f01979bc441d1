import datetime
import decimal
import enum
import pathlib
from collections import namedtuple
from dataclasses import KW_ONLY, InitVar, dataclass, field
from typing import (
    Annotated,
    Any,
    Generic,
    NamedTuple,
    NotRequired,
    Protocol,
    Required,
    TypedDict,
    TypeVar,
)

import annotated_types as at
import attrs
import numpy as np
import pandas as pd
import pydantic
import pytest
import typing_extensions

from intarsia.signature import MISSING, Constraints, Field, build, fields_of, read_signature

T = TypeVar("T")
S = TypeVar("S")


def found(tp: Any) -> dict[str, Field]:
    fields = fields_of(tp)
    assert fields is not None
    return {field.name: field for field in fields}


def shape(tp: Any) -> list[tuple[str, str, Any, Any]]:
    return [(f.name, f.kind, f.annotation, f.default) for f in found(tp).values()]


@dataclass
class Base:
    """A base.

    Parameters
    ----------
    a : int
        From the base.
    b : str
        Overridden.
    """

    a: Annotated[int, at.Ge(0)]
    b: str = "b"


@dataclass
class Heir(Base):
    """An heir.

    Attributes:
        b: From the heir.
    """

    items: list[int] = field(default_factory=list, metadata={"description": "From metadata."})
    hidden: int = field(default=0, init=False)
    _: KW_ONLY
    named: float = field(default=1.0, metadata={"title": "Named", "unit": "cm"})
    seed: InitVar[int] = 7
    documented: int = 3
    """Below the field."""


@dataclass(frozen=True)
class OwnInit:
    a: int
    b: int

    def __init__(self, a: str, *, total: "int" = 3) -> None:
        object.__setattr__(self, "a", a)


class Point(NamedTuple):
    """A point.

    Attributes
    ----------
    x
        To the right.
    """

    x: float
    y: float = 0.0


Loose = namedtuple("Loose", "x y", defaults=[2])


class Movie(TypedDict):
    """A film.

    Args:
        title: Its title.
    """

    title: str
    year: NotRequired[Annotated[int, at.Ge(1888)]]


class Series(Movie, total=False):
    parts: int
    name: Required["str"]


class Extended(typing_extensions.TypedDict):
    a: typing_extensions.ReadOnly[int]
    b: typing_extensions.NotRequired[int]


class Model(pydantic.BaseModel):
    """A model.

    Attributes:
        plain: From the docstring.
    """

    plain: int
    bounded: Annotated[float, pydantic.Field(ge=0, le=5)] = 2.0
    titled: str = pydantic.Field("t", title="Title", description="Described.", examples=["a"])
    made: list[int] = pydantic.Field(default_factory=lambda: [1])
    depends: int = pydantic.Field(default_factory=lambda data: data["plain"])
    maybe: Annotated[int, at.Gt(0)] | None = None
    aliased: int = pydantic.Field(alias="inJson")
    either: int = pydantic.Field(3, validation_alias=pydantic.AliasChoices("first", "second"))
    secret: pydantic.SecretStr = pydantic.SecretStr("")
    kept: Annotated[int, "loose"] = 0
    count: pydantic.PositiveInt = 1
    _private: int = 3


class GenericModel(pydantic.BaseModel, Generic[T]):
    item: T


class Root(pydantic.RootModel[list[int]]): ...


class Child(Model):
    more: "Model | None" = None


@pydantic.dataclasses.dataclass
class Checked:
    a: int = pydantic.Field(ge=0, description="A.")
    b: list[int] = field(default_factory=list)
    c: int = field(default=1, init=False)


@attrs.define
class Seed:
    """A seed.

    Args:
        size: Its size.
    """

    size: Annotated[int, at.Ge(0)]
    _inner: str = "i"
    made: list[int] = attrs.field(factory=list, kw_only=True)
    depends: int = attrs.field(default=attrs.Factory(lambda self: self.size, takes_self=True))
    hidden: int = attrs.field(default=1, init=False)
    noted: int = attrs.field(default=1, metadata={"help": "Noted.", "label": "Note"})


class Plain:
    """A plain class.

    Args:
        host: Where.
    """

    def __init__(self, host: str, port: "int" = 80) -> None:
        """Connect.

        Args:
            port: Which.
        """
        self.host, self.port = host, port


@dataclass
class Box(Generic[T]):
    item: T
    items: "list[T]"
    bounded: Annotated[T, at.Ge(0)]


@dataclass
class Boxes(Box[int], Generic[S]):
    other: S


P_OR_K = "positional_or_keyword"


def test_dataclass() -> None:
    assert shape(Heir) == [
        ("a", P_OR_K, int, MISSING),
        ("b", P_OR_K, str, "b"),
        ("items", P_OR_K, list[int], []),
        ("named", "keyword_only", float, 1.0),
        ("seed", "keyword_only", int, 7),
        ("documented", "keyword_only", int, 3),
    ]
    fields = found(Heir)
    assert fields["a"].constraints == Constraints(ge=0)
    assert [f.help for f in fields.values()] == [
        "From the base.", "From the heir.", "From metadata.", None, None, "Below the field.",
    ]  # fmt: skip
    assert fields["named"].label == "Named"
    assert fields["a"].doc_type == "int"


def test_each_reading_has_its_own_default() -> None:
    assert found(Heir)["items"].default is not found(Heir)["items"].default


def test_dataclass_with_its_own_init() -> None:
    assert shape(OwnInit) == [("a", P_OR_K, str, MISSING), ("total", "keyword_only", int, 3)]


def test_named_tuples() -> None:
    assert shape(Point) == [("x", P_OR_K, float, MISSING), ("y", P_OR_K, float, 0.0)]
    assert [f.help for f in found(Point).values()] == ["To the right.", None]
    assert shape(Loose) == [("x", P_OR_K, MISSING, MISSING), ("y", P_OR_K, MISSING, 2)]


def test_typed_dicts() -> None:
    assert shape(Movie) == [
        ("title", "keyword_only", str, MISSING),
        ("year", "keyword_only", int, MISSING),
    ]
    year = found(Movie)["year"]
    assert (year.optional, year.constraints) == (True, Constraints(ge=1888))
    assert found(Movie)["title"].help == "Its title."
    assert {name: f.optional for name, f in found(Series).items()} == {
        "title": False, "year": True, "parts": True, "name": False,
    }  # fmt: skip
    assert {name: f.optional for name, f in found(Extended).items()} == {"a": False, "b": True}


def test_pydantic_model() -> None:
    fields = found(Model)
    assert list(fields) == [
        "plain", "bounded", "titled", "made", "depends", "maybe", "aliased", "either", "secret",
        "kept", "count",
    ]  # fmt: skip
    assert {f.kind for f in fields.values()} == {"keyword_only"}
    assert [fields[name].default for name in ("plain", "bounded", "titled", "made", "maybe")] == [
        MISSING, 2.0, "t", [1], None,
    ]  # fmt: skip
    assert (fields["depends"].default, fields["depends"].optional) == (MISSING, True)
    assert fields["bounded"].constraints == Constraints(ge=0, le=5)
    assert fields["maybe"].annotation == int | None
    assert fields["maybe"].constraints == Constraints(gt=0)
    titled = fields["titled"]
    assert (titled.label, titled.help, titled.examples) == ("Title", "Described.", ("a",))
    assert fields["plain"].help == "From the docstring."
    assert (fields["aliased"].alias, fields["either"].alias) == ("inJson", "first")
    assert fields["secret"].annotation is pydantic.SecretStr
    assert fields["kept"].metadata == ("loose",)
    assert fields["count"].constraints == Constraints(gt=0)
    assert found(Child)["more"].annotation == Model | None
    assert shape(GenericModel[int]) == [("item", "keyword_only", int, MISSING)]
    assert shape(Root) == [("root", "keyword_only", list[int], MISSING)]


def test_pydantic_model_that_was_waiting_for_a_name() -> None:
    class Early(pydantic.BaseModel):
        late: "Late"
        never: "Nowhere | None" = None  # noqa: F821

    class Late(pydantic.BaseModel): ...

    late, never = found(Early).values()
    assert late.annotation is Late
    assert never.annotation is MISSING
    assert never.unresolved == "Nowhere | None: name 'Nowhere' is not defined"
    assert never.default is None


def test_pydantic_dataclass() -> None:
    assert [(f.name, f.default) for f in found(Checked).values()] == [("a", MISSING), ("b", [])]
    assert found(Checked)["a"].constraints == Constraints(ge=0)
    assert found(Checked)["a"].help == "A."


def test_attrs() -> None:
    assert shape(Seed) == [
        ("size", P_OR_K, int, MISSING),
        ("_inner", P_OR_K, str, "i"),
        ("made", "keyword_only", list[int], []),
        ("depends", P_OR_K, int, MISSING),
        ("noted", P_OR_K, int, 1),
    ]
    fields = found(Seed)
    assert fields["size"].constraints == Constraints(ge=0)
    assert (fields["size"].help, fields["noted"].help) == ("Its size.", "Noted.")
    assert fields["noted"].label == "Note"
    assert (fields["_inner"].alias, fields["depends"].optional) == ("inner", True)


def test_plain_class() -> None:
    assert shape(Plain) == [("host", P_OR_K, str, MISSING), ("port", P_OR_K, int, 80)]
    assert [f.help for f in found(Plain).values()] == ["Where.", "Which."]


def test_generic_dataclass() -> None:
    assert [f.annotation for f in found(Box[int]).values()] == [int, list[int], int]
    assert found(Box[int])["bounded"].constraints == Constraints(ge=0)
    assert [f.annotation for f in found(Box).values()] == [MISSING, list[T], MISSING]
    assert [f.annotation for f in found(Boxes[str]).values()] == [int, list[int], int, str]


class Colour(enum.Enum):
    RED = 1


class MixedEnum(Point, enum.Enum):
    ORIGIN = (0.0, 0.0)


class Unannotated:
    def __init__(self, a, b: int = 1): ...


class Variadic:
    def __init__(self, *a: int): ...


class Empty:
    def __init__(self) -> None: ...


class Described(Protocol):
    a: int


class New:
    def __new__(cls, a: int) -> "New":
        return object.__new__(cls)

    def __init__(self, a: int) -> None: ...


@pytest.mark.parametrize(
    "tp",
    [
        int, str, bytes, list, dict, tuple, type, object, type(None), None, MISSING, Any, 7, "text",
        list[int], tuple[int, str], dict[str, int], int | None, Colour, MixedEnum, Unannotated,
        Variadic, Empty, Described, New, pathlib.Path, datetime.date, datetime.datetime,
        datetime.timedelta, decimal.Decimal, np.ndarray, pd.DataFrame, pd.Series, pd.Timestamp,
        T, Exception, ValueError, print, Heir(1), Point(1, 2),
    ],
    ids=repr,
)  # fmt: skip
def test_no_record(tp: Any) -> None:
    assert fields_of(tp) is None
    with pytest.raises(TypeError, match="is not a type with fields"):
        build(tp, {})


@pytest.mark.parametrize(
    ("tp", "values", "result"),
    [
        (Base, {"a": 1}, Base(1)),
        (Heir, {"a": 1, "items": [2], "named": 3.0, "seed": 1}, Heir(1, items=[2], named=3.0)),
        (Base, {"a": 1, "b": MISSING}, Base(1)),
        (Box[int], {"item": 1, "items": [2], "bounded": 3}, Box(1, [2], 3)),
        (Point, {"x": 1.0}, Point(1.0)),
        (Loose, {"x": 1, "y": 3}, Loose(1, 3)),
        (Movie, {"title": "M"}, {"title": "M"}),
        (Series, {"title": "M", "name": "n", "parts": 2}, {"title": "M", "name": "n", "parts": 2}),
        (Seed, {"size": 1, "_inner": "x", "made": [1]}, Seed(1, "x", made=[1])),
        (Checked, {"a": 1}, Checked(a=1)),
        (Model, {"plain": 1, "aliased": 2, "either": 4}, Model(plain=1, inJson=2, first=4)),
        (Root, {"root": [1]}, Root([1])),
        (GenericModel[int], {"item": 1}, GenericModel[int](item=1)),
        (Child, {"plain": 1, "aliased": 2, "more": {"plain": 1, "inJson": 5}}, Child(
            plain=1, inJson=2, more=Model(plain=1, inJson=5)
        )),
    ],
)  # fmt: skip
def test_build(tp: Any, values: dict[str, Any], result: Any) -> None:
    built = build(tp, values)
    assert built == result
    assert type(built) is type(result)


def test_build_plain_class() -> None:
    built = build(Plain, {"host": "h"})
    assert (type(built), built.host, built.port) == (Plain, "h", 80)


def test_build_leaves_defaults_to_the_type() -> None:
    first, second = build(Heir, {"a": 1}), build(Heir, {"a": 1})
    assert first.items == second.items == []
    assert first.items is not second.items


def test_build_lets_validation_errors_through() -> None:
    with pytest.raises(pydantic.ValidationError) as caught:
        build(Model, {"plain": "no", "aliased": 1, "bounded": 9, "depends": 1})
    assert {error["loc"] for error in caught.value.errors()} == {("plain",), ("bounded",)}
    with pytest.raises(pydantic.ValidationError):
        build(Checked, {"a": -1})


@pytest.mark.parametrize("tp", [Base, Point, Movie, Model, Seed, Plain])
def test_build_refuses_unknown_names(tp: type) -> None:
    with pytest.raises(ValueError, match=f"{tp.__name__} has no field 'zz'; it has "):
        build(tp, {"zz": 1})


@pytest.mark.parametrize("tp", [Base, Point, Seed, Plain])
def test_build_says_what_is_missing(tp: type) -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument"):
        build(tp, {})


@pytest.mark.parametrize("tp", [Heir, Point, Movie, Model, Seed, Plain, Box[int], Checked])
def test_a_class_is_a_callable_with_the_same_fields(tp: Any) -> None:
    signature = read_signature(tp)
    assert signature.fields == fields_of(tp)
    assert signature.returns is tp or signature.returns == tp
    args, kwargs = read_signature(Model).bind({"plain": 1, "aliased": 2})
    assert Model(*args, **kwargs) == Model(plain=1, inJson=2)


@pytest.mark.parametrize(
    ("tp", "summary"),
    [
        (Base, "A base."),
        (Point, "A point."),
        (Movie, "A film."),
        (Model, "A model."),
        (Plain, "A plain class."),
        (Loose, None),
        (Child, None),
        (Box, None),
    ],
)
def test_summary(tp: Any, summary: str | None) -> None:
    assert read_signature(tp).summary == summary
