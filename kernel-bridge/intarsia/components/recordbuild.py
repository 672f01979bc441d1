"""Making records from values that a person entered: what their constructors refuse."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, get_origin

from ..errors import InvalidValueError, InvalidValuesError
from ..signature import build, fields_of

_NAMES_ITS_FIELDS = (
    "__dataclass_fields__",
    "_fields",
    "__pydantic_fields__",
    "__attrs_attrs__",
    "__total__",
)
_PICTURES = (
    "_repr_mimebundle_",
    "_repr_html_",
    "_repr_markdown_",
    "_repr_latex_",
    "_repr_svg_",
    "_repr_png_",
    "_repr_jpeg_",
    "_ipython_display_",
)


def is_shown_by_fields(annotation: Any) -> bool:
    """Whether it is a record whose fields say all: it has no picture of its own.

    A plain class that only has annotated parameters can be entered by its fields, but its
    instances need not have them.

    Examples
    --------
    >>> from typing import NamedTuple
    >>> is_shown_by_fields(NamedTuple("Point", [("x", float)])), is_shown_by_fields(int)
    (True, False)
    """
    cls = get_origin(annotation) or annotation
    known = any(hasattr(cls, name) for name in _NAMES_ITS_FIELDS)
    return known and bool(fields_of(annotation)) and not any(map(partial(hasattr, cls), _PICTURES))


def make_record(record: Any, values: Mapping[str, Any]) -> Any:
    """Return an instance of a record type.

    Raises
    ------
    InvalidValueError
        With what the type's own checks say, at the field they name.
    """
    try:
        return build(record, values)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise refused(error) from error


def refused(error: Exception) -> InvalidValueError:
    """Return what a constructor said, for the person who entered the values."""
    if isinstance(error, InvalidValueError):
        return error
    details = getattr(error, "errors", None)
    if callable(details):  # pydantic's ValidationError
        found = tuple(
            InvalidValueError(_sentence(item["msg"]), path=_path(item["loc"])) for item in details()
        )
        if found:
            return found[0] if len(found) == 1 else InvalidValuesError(found)
    return InvalidValueError(_sentence(str(error) or f"{type(error).__name__} was raised"))


def _path(location: tuple[Any, ...]) -> tuple[str | int, ...]:
    return tuple(step for step in location if isinstance(step, (str, int)))


def _sentence(text: str) -> str:
    """Return the first line as a sentence."""
    line = text.strip().removeprefix("Value error, ").removeprefix("Assertion failed, ")
    line = (line.splitlines() or [""])[0][:500].rstrip()
    line = line[:1].upper() + line[1:]
    return line if line.endswith((".", "!", "?")) else line + "."


def read_part(value: Any, name: str) -> Any:
    """Return a field of a record, whatever sort it is.

    Raises
    ------
    LookupError
        When it has none of that name.
    """
    if isinstance(value, Mapping):
        return value[name]
    try:
        return getattr(value, name)
    except AttributeError:
        raise LookupError(name) from None


def record_as_dict(value: Any) -> dict[str, Any] | None:
    """Return the fields of a record: of a mapping, dataclass, named tuple, pydantic or attrs."""
    if isinstance(value, Mapping):
        return {str(key): item for key, item in value.items()}
    if isinstance(value, type):
        return None
    names: Any = getattr(type(value), "__dataclass_fields__", None)
    if names is None and isinstance(value, tuple):
        names = getattr(type(value), "_fields", None)
    if names is None:
        names = getattr(type(value), "__pydantic_fields__", None)
    if names is None and hasattr(type(value), "__attrs_attrs__"):
        names = [attribute.name for attribute in type(value).__attrs_attrs__]
    if names is None:
        return None
    return {str(name): getattr(value, name) for name in names if hasattr(value, name)}
