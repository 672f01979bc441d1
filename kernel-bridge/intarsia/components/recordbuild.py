"""Making records from values that a person entered: what their constructors refuse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import InvalidValueError, InvalidValuesError
from ..signature import build


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
