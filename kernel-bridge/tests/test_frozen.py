"""Frozen dataclasses with shared methods behave as those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import field
from typing import ClassVar

import pytest

from intarsia.frozen import dataclass


@dataclass(frozen=True)
class Base:
    name: str
    tags: list[str] = field(default_factory=list, compare=True)
    KIND: ClassVar[str] = "base"


@dataclass(frozen=True, kw_only=True)
class Derived(Base):
    size: int
    name: str = "unnamed"


def test_arguments_by_position_name_and_default() -> None:
    assert Base("a").tags == []
    assert Base("a").tags is not Base("a").tags
    assert Base("a", ["b"]) == Base(tags=["b"], name="a")
    assert Derived(size=3) == Derived(["t"][:0], size=3)


@pytest.mark.parametrize(
    ("args", "values", "words"),
    [
        ((), {}, "needs a value for 'name'"),
        (("a",), {"name": "b"}, "two values for 'name'"),
        (("a", [], 1), {}, "1 positional values too many"),
        (("a",), {"colour": 1}, "no field 'colour'"),
    ],
)
def test_wrong_arguments(args: tuple[object, ...], values: dict[str, object], words: str) -> None:
    with pytest.raises(TypeError, match=words):
        Base(*args, **values)  # type: ignore[arg-type]  # that is what is tried


def test_fields_are_inherited_in_order() -> None:
    assert [f.name for f in dataclasses.fields(Derived)] == ["name", "tags", "size"]
    assert dataclasses.replace(Derived(size=1), size=2).size == 2
    assert dataclasses.asdict(Derived(size=1)) == {"name": "unnamed", "tags": [], "size": 1}


def test_instances_do_not_change() -> None:
    made = Base("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.name = "b"  # type: ignore[misc]  # that is what is tried
    with pytest.raises(dataclasses.FrozenInstanceError):
        del made.name
    assert made == Base("a")


def test_equal_only_within_a_class() -> None:
    @dataclass(frozen=True)
    class Other:
        name: str

    @dataclass(frozen=True)
    class Same:
        name: str

    assert Other("a") != Same("a")
    assert hash(Other("a")) == hash(Other("a"))


def test_copies_are_equal() -> None:
    made = Derived(size=2, name="x")
    assert copy.deepcopy(made) == made
    assert pickle.loads(pickle.dumps(made)) == made
    assert repr(made) == "Derived(name='x', tags=[], size=2)"
