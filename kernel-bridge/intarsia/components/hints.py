"""What an annotation is: the questions that components ask of it.

Types of libraries are told by their name, so that none is imported for asking.
"""

from __future__ import annotations

import collections
import collections.abc
import enum
import re
import types
from collections.abc import Iterable
from typing import Any, Literal, get_args, get_origin

from ..signature import MISSING, Field, unwrap

ANYTHING = (MISSING, Any, object)
"""Annotations that say nothing."""

_COLLECTIONS: dict[Any, type] = {
    list: list,
    set: set,
    frozenset: frozenset,
    collections.deque: collections.deque,
    collections.abc.Sequence: list,
    collections.abc.MutableSequence: list,
    collections.abc.Iterable: list,
    collections.abc.Collection: list,
    collections.abc.Reversible: list,
    collections.abc.Container: list,
    collections.abc.Iterator: iter,  # type: ignore[dict-item]  # called like a class
    collections.abc.Set: set,
    collections.abc.MutableSet: set,
}

_MAPPINGS: dict[Any, type] = {
    dict: dict,
    collections.OrderedDict: collections.OrderedDict,
    collections.abc.Mapping: dict,
    collections.abc.MutableMapping: dict,
}


def qualified_name(tp: Any) -> str:
    """Return a type's name as a person would write it.

    Examples
    --------
    >>> qualified_name(int), qualified_name(dict[str, list[int]]), qualified_name(int | None)
    ('int', 'dict[str, list[int]]', 'int | None')
    """
    if tp is MISSING:
        return "nothing"
    if tp is Any:
        return "Any"
    if tp is None or tp is type(None):
        return "None"
    if isinstance(tp, type) and get_origin(tp) is None:
        root = tp.__module__.partition(".")[0]
        own = root in {"builtins", "__main__", "typing"}
        return tp.__qualname__ if own else f"{root}.{tp.__qualname__}"
    parts = arms(tp)
    if len(parts) > 1:
        return _short(" | ".join(map(qualified_name, parts)), "a union")
    origin, args = get_origin(tp), get_args(tp)
    if isinstance(origin, type) and args and not isinstance(args[0], list):
        items = ("..." if arg is ... else qualified_name(arg) for arg in args)
        name = origin.__name__
        return _short(f"{name}[{', '.join(items)}]", name)
    name = "Literal" if origin is Literal else "a type"
    return _short(str(tp).replace("typing.", ""), name)


def _short(text: str, otherwise: str) -> str:
    return text if len(text) <= 60 else otherwise


def is_named(tp: Any, *names: str) -> bool:
    """Whether a class, or one it derives from, is a library's of that name.

    Examples
    --------
    >>> import datetime
    >>> is_named(datetime.datetime, "datetime.date")
    True
    """
    tp = get_origin(tp) or tp
    if not isinstance(tp, type):
        return False
    return any(
        f"{base.__module__.partition('.')[0]}.{base.__qualname__}" in names for base in tp.__mro__
    )


def arms(annotation: Any) -> tuple[Any, ...]:
    """Return what a union is made of; for another annotation, that alone."""
    origin = get_origin(annotation)
    if origin is types.UnionType or getattr(origin, "__name__", "") == "Union":
        return tuple(arm for part in get_args(annotation) for arm in arms(part))
    if getattr(origin, "_name", "") == "Union":
        return tuple(arm for part in get_args(annotation) for arm in arms(part))
    return (annotation,)


def example_of(field: Field) -> str | None:
    """Return what stands in a field that is empty: the first example that reads as a text."""
    for example in field.examples:
        written = type(example).__module__ in ("builtins", "decimal", "fractions", "uuid")
        if written and not isinstance(example, (list, tuple, dict, set)):
            return f"e.g. {example}"
    return None


def is_nullable(field: Field) -> bool:
    """Whether `None` is one of the values: by the annotation, or by the default."""
    return field.default is None or type(None) in map(_none_type, arms(field.annotation))


def without_none(annotation: Any) -> Any:
    """Return the annotation without its `None`.

    Examples
    --------
    >>> without_none(int | None)
    <class 'int'>
    """
    parts = arms(annotation)
    rest = tuple(part for part in parts if _none_type(part) is not type(None))
    return annotation if len(rest) == len(parts) or not rest else union_of(rest)


def union_of(parts: tuple[Any, ...]) -> Any:
    """Return the union of some annotations."""
    from typing import Union

    return Union[parts]  # noqa: UP007  # the parts are values here


def _none_type(part: Any) -> Any:
    return type(None) if part is None else part


def offered(annotation: Any) -> tuple[Any, ...] | None:
    """Return the values of a `Literal`, the members of an `Enum`; `None` for other types.

    Examples
    --------
    >>> offered(Literal["forest", "logistic"])
    ('forest', 'logistic')
    """
    annotation = unwrap(annotation).annotation
    parts = arms(annotation)
    if len(parts) > 1:
        values = [offered(part) for part in parts]
        if all(value is not None for value in values):
            return tuple(item for value in values for item in value or ())
        return None
    if get_origin(annotation) is Literal:
        return tuple(item for arg in get_args(annotation) for item in (offered(arg) or (arg,)))
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return tuple(annotation)
    return None


def is_flag(annotation: Any) -> bool:
    """Whether it is an `enum.Flag`, whose members can be joined."""
    return isinstance(annotation, type) and issubclass(annotation, enum.Flag)


def ordered(values: Iterable[Any]) -> list[Any]:
    """Return a list; a set in one order always, so that equal sets look the same."""
    if not isinstance(values, (set, frozenset)):
        return list(values)
    try:
        return sorted(values)
    except TypeError:
        return sorted(values, key=repr)


def collection_of(annotation: Any) -> tuple[type, Any] | None:
    """Return how a collection of one type is made, and of what; `None` for other types.

    Examples
    --------
    >>> import typing
    >>> collection_of(typing.Sequence[int]), collection_of(tuple[str, ...])
    ((<class 'list'>, <class 'int'>), (<class 'tuple'>, <class 'str'>))
    """
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is tuple and len(args) == 2 and args[1] is ...:
        return tuple, args[0]
    if origin in _COLLECTIONS and len(args) == 1:
        return _COLLECTIONS[origin], args[0]
    return None


def mapping_of(annotation: Any) -> tuple[type, Any, Any] | None:
    """Return how a mapping is made, and the types of its keys and values."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is collections.Counter and len(args) == 1:
        return collections.Counter, args[0], int
    if origin in _MAPPINGS and len(args) == 2:
        return _MAPPINGS[origin], args[0], args[1]
    return None


def start(field: Field) -> Any:
    """Return the value that a field's component starts with."""
    return None if field.default is MISSING else field.default


def part(name: str, annotation: Any, default: Any = MISSING) -> Field:
    """Return the field of a part of a value: an item, a key."""
    found = unwrap(annotation)
    return Field(
        name=name,
        kind="keyword_only",
        annotation=found.annotation,
        default=default,
        label=found.label,
        help=found.help,
        constraints=found.constraints,
        examples=found.examples,
        metadata=found.metadata,
    )


def type_of_value(value: Any) -> Any:
    """Return the annotation that somebody could have written for a default.

    Examples
    --------
    >>> type_of_value([1, 2]), type_of_value((1, "a")), type_of_value([1, "a"])
    (list[int], tuple[int, str], MISSING)
    """
    if value is None or value is MISSING:
        return MISSING
    if isinstance(value, enum.Enum):
        return type(value)
    if type(value) in _COLLECTIONS:
        item = _common(value)
        return MISSING if item is MISSING else types.GenericAlias(type(value), (item,))
    if type(value) is tuple:
        items = tuple(type_of_value(item) for item in value)
        if not items or MISSING in items:
            return MISSING
        return types.GenericAlias(tuple, items)
    if type(value) is dict:
        key, item = _common(value), _common(value.values())
        return dict if MISSING in (key, item) else types.GenericAlias(dict, (key, item))
    if is_named(type(value), "numpy.generic") and hasattr(value, "item"):
        return type(value.item())
    return type(value)


def _common(values: Iterable[Any]) -> Any:
    """Return the one type of all values: only of those that have a field of their own."""
    found = {type(value) for value in values}
    if found == {int, float}:
        return float
    simple = len(found) == 1 and found <= {str, int, float, bool}
    return found.pop() if simple else MISSING


def readable(name: str) -> str:
    """Return a name in words.

    Examples
    --------
    >>> readable("petal_width"), readable("DARK_RED"), readable("maxDepth"), readable("x")
    ('Petal width', 'Dark red', 'Max depth', 'x')
    """
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", "_", name.strip("_")).split("_")
    words = [word for word in words if word]
    if len(words) == 1 and (len(words[0]) == 1 or not words[0].isalpha()):
        return words[0]
    shouted = name.isupper() and (len(words) > 1 or len(name) > 4)
    text = " ".join(
        word.lower() if shouted or word[1:].islower() or len(word) == 1 else word for word in words
    )
    return text[:1].upper() + text[1:] if text else name
