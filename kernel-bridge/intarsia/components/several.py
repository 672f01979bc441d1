"""Several choices at once: what dropdowns and checkbox groups have in common."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from typing import Any

from ..errors import InvalidValueError
from ..messages import Json
from .base import Component
from .bounds import check_length
from .hints import ordered


def read_several(
    value: Json,
    decode: Callable[[Json], Any],
    min_length: int | None,
    max_length: int | None,
) -> list[Any]:
    """Return the objects that a browser chose."""
    if value is None:
        value = []
    if not isinstance(value, list):
        raise InvalidValueError("Choose any of the offered values.")
    check_length(len(value), min_length, max_length, "value", "Choose")
    chosen = []
    for at, item in enumerate(value):
        try:
            chosen.append(decode(item))
        except InvalidValueError as error:
            raise error.within(at) from None
        if any(item == other and type(item) is type(other) for other in value[:at]):
            raise InvalidValueError("Choose each value only once.")
    return chosen


def listed(value: Any) -> Any:
    """Return a list of a text, number or truth value that stands alone.

    Examples
    --------
    >>> listed("a"), listed(["a", "b"]), listed(None)
    (['a'], ['a', 'b'], None)
    """
    alone = isinstance(value, (str, int, float)) and not isinstance(value, enum.Enum)
    return [value] if alone else value


def show_several(component: Component, value: Any, encode: Callable[[Any], Json]) -> list[Json]:
    """Return what travels for several objects; one alone counts as several."""
    if value is None:
        return []
    value = value if component.of_function else listed(value)
    if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
        raise component.refuse(value, "a list of its choices")
    try:
        return [encode(item) for item in ordered(value)]
    except LookupError:
        raise component.refuse(value, "a list of its choices") from None
