"""Annotations that are all strings (PEP 563), in scopes of every sort."""
# ruff: noqa: F821  # some names are undefined on purpose

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from dataclasses import KW_ONLY, InitVar, dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, NotRequired, Required, TypedDict

import annotated_types as at
import attrs
import pydantic
import pytest

from intarsia.signature import MISSING, Constraints, Field, fields_of, read_signature

if TYPE_CHECKING:
    from collections.abc import Sized
    from decimal import Decimal


def annotations(fn: Callable[..., Any]) -> list[Any]:
    return [field.annotation for field in read_signature(fn).fields]


class Outer:
    class Inner: ...

    def method(self, x: Inner, y: Outer, z: int) -> Inner: ...

    def list(self, x: list[int]) -> None: ...

    @classmethod
    def make(cls, x: Inner) -> Outer: ...

    @staticmethod
    def static(x: Inner) -> None: ...

    def __call__(self, x: Inner) -> None: ...


class Heir(Outer): ...


@pytest.mark.parametrize(
    ("fn", "expected"),
    [
        (Outer().method, [Outer.Inner, Outer, int]),
        (Outer.method, [MISSING, Outer.Inner, Outer, int]),
        (Heir().method, [Outer.Inner, Outer, int]),
        (functools.partial(Heir().method, None), [Outer, int]),
        (Outer.make, [Outer.Inner]),
        (Heir.make, [Outer.Inner]),
        (Outer.static, [Outer.Inner]),
        (Outer(), [Outer.Inner]),
        # The method of that name does not hide the type.
        (Outer().list, [list[int]]),
    ],
)
def test_names_of_the_class(fn: Any, expected: list[Any]) -> None:
    assert annotations(fn) == expected


def test_bad_names_cost_only_their_own_field() -> None:
    def fn(
        a: int, b: Decimal, c: list[Nowhere] | None, d: Annotated[int, at.Ge(0)], e: Sized
    ) -> Decimal: ...

    signature = read_signature(fn)
    a, b, c, d, e = signature.fields
    assert (a.annotation, b.annotation, c.annotation) == (int, MISSING, MISSING)
    assert b.unresolved == "Decimal: name 'Decimal' is not defined"
    assert c.unresolved == "list[Nowhere] | None: name 'Nowhere' is not defined"
    assert (d.annotation, d.constraints) == (int, Constraints(ge=0))
    assert e.annotation.__name__ == "Sized"
    assert signature.returns is MISSING


def test_local_classes() -> None:
    class Local: ...

    def fn(x: Local, y: list[Local]) -> Local: ...

    def outer() -> Callable[..., Any]:
        class Deeper: ...

        def inner(x: Local, y: Deeper) -> None: ...

        assert annotations(inner) == [Local, Deeper]
        return inner

    assert annotations(fn) == [Local, list[Local]]
    assert read_signature(fn).returns is Local
    # Its function has returned, and no closure holds the class.
    first, second = read_signature(outer()).fields
    assert first.annotation is Local
    assert second.unresolved == "Deeper: name 'Deeper' is not defined"


def test_names_in_the_closure() -> None:
    def make() -> Callable[..., Any]:
        class Local: ...

        def fn(x: Local) -> Any:
            return Local

        return fn

    fn = make()
    assert annotations(fn) == [fn(None)]


def test_names_of_another_module() -> None:
    def wrapper(*args: Any) -> None: ...

    functools.update_wrapper(wrapper, fields_of)
    assert annotations(wrapper) == [Any]
    assert read_signature(wrapper).returns == tuple[Field, ...] | None


def test_local_records() -> None:
    class Grade(int): ...

    @dataclass
    class Node:
        """A node.

        Attributes:
            name: Its name.
        """

        name: str
        seed: InitVar[int]
        grade: Grade
        children: list[Node] = field(default_factory=list)
        hidden: int = field(default=1, init=False)
        _: KW_ONLY
        late: Nowhere = None

    fields = fields_of(Node)
    assert fields is not None
    assert [(f.name, f.kind, f.annotation, f.default) for f in fields] == [
        ("name", "positional_or_keyword", str, MISSING),
        ("seed", "positional_or_keyword", int, MISSING),
        ("grade", "positional_or_keyword", Grade, MISSING),
        ("children", "positional_or_keyword", list[Node], []),
        ("late", "keyword_only", MISSING, None),
    ]
    assert fields[0].help == "Its name."


class Partly(TypedDict, total=False):
    a: Required[int]
    b: Annotated[str, at.MaxLen(3)]


class More(Partly):
    c: NotRequired[float]
    d: list[Partly]


class Pair(NamedTuple):
    first: int
    second: Pair | None = None


@attrs.define
class Seed:
    size: Annotated[int, at.Ge(0)]
    _kept: list[Seed] = attrs.Factory(list)


class Model(pydantic.BaseModel):
    size: Annotated[int, pydantic.Field(ge=0)] = 1
    others: list[Model] = []


@pytest.mark.parametrize(
    ("tp", "expected"),
    [
        (
            More,
            [
                ("a", int, False),
                ("b", str, True),
                ("c", float, True),
                ("d", list[Partly], False),
            ],
        ),
        (Pair, [("first", int, False), ("second", Pair | None, False)]),
        (Seed, [("size", int, False), ("_kept", list[Seed], False)]),
        (Model, [("size", int, False), ("others", list[Model], False)]),
    ],
)
def test_records(tp: Any, expected: list[Any]) -> None:
    found = fields_of(tp)
    assert found is not None
    assert [(f.name, f.annotation, f.optional) for f in found] == expected


def test_type_parameters() -> None:
    if sys.version_info < (3, 12):
        code = "fn = lambda x: x\nfn.__annotations__ = {'x': 'int'}"
    else:
        code = (
            "from __future__ import annotations\n"
            "type Whole = int\ntype Lazy = Nowhere\ntype Twice[T] = tuple[T, T]\n"
            "def fn[T: int](x: T): ...\n"
            "def other(w: Whole, l: Lazy, t: Twice[Whole]): ...\n"
        )
    names: dict[str, Any] = {}
    exec(code, names)
    assert annotations(names["fn"]) == [int]
    if "other" in names:
        whole, lazy, twice = read_signature(names["other"]).fields
        assert whole.annotation is int
        assert lazy.unresolved == "Lazy: name 'Nowhere' is not defined"
        assert twice.annotation == tuple[names["Whole"], names["Whole"]]
