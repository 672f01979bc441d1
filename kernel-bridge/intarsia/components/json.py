"""A value as JSON."""

from __future__ import annotations

import datetime
import json
from typing import Any, ClassVar, get_args, get_origin

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..signature import Field, unwrap
from ..spec import ComponentSpec
from .base import Accepted, Component, Infer, InferOutput
from .hints import (
    ANYTHING,
    arms,
    collection_of,
    is_nullable,
    mapping_of,
    offered,
    qualified_name,
    start,
    without_none,
)
from .plainjson import plain_json
from .recordbuild import is_shown_by_fields


@dataclass(frozen=True, kw_only=True)
class JSONSpec(ComponentSpec):
    """The description of a json."""

    open: bool = False
    """Whether everything is unfolded at the start."""


class JSON(Component):
    """A value as JSON.

    The function gets what `json.loads` would give.

    Parameters
    ----------
    value : optional
        Anything that JSON can say; records, enums, dates and arrays are written as JSON. A
        text that is a JSON object or array is read.
    open : bool, default False
        Whether everything is unfolded at the start.
    type : {dict, list}, optional
        Take only objects (`dict`) or only arrays (`list`); by default every value.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Examples
    --------
    >>> JSON({"a": [1, 2]}).initial()
    {'a': [1, 2]}
    """

    kind = "json"
    spec_type = JSONSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input")

    def __init__(
        self,
        value: Any = None,
        *,
        open: bool = False,
        type: type | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, **common)
        self.open = open
        self.type = type

    def own_spec(self) -> dict[str, Any]:
        return {"open": self.open}

    def initial(self) -> Json:
        if self.value is None and self.type is not None and self.required:
            return {} if self.type is dict else []
        return self.postprocess(self.value)

    def preprocess(self, value: Json) -> Any:
        if value is None and not self.required:
            return None
        if isinstance(value, bytes):
            # What a view sends for a text that is no JSON: no JSON value is bytes.
            raise InvalidValueError("This is not valid JSON.")
        if self.type is dict and not isinstance(value, dict):
            raise InvalidValueError('Enter a JSON object, e.g. {"a": 1}.')
        if self.type is list and not isinstance(value, list):
            raise InvalidValueError("Enter a JSON array, e.g. [1, 2].")
        return value

    def postprocess(self, value: Any) -> Json:
        if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
            try:
                return json.loads(value)
            except (ValueError, RecursionError):
                return value  # a text that only begins like JSON
        return plain_json(value)

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        inner = without_none(field.annotation)
        found = mapping_of(inner)
        free = found is not None and found[1] is str and found[2] in ANYTHING
        if inner is not dict and not (free and found and found[0] is dict):
            return None
        component = cls(start(field), type=dict, required=not is_nullable(field))
        return Accepted(component, f"{qualified_name(inner)}, as JSON")

    @classmethod
    def for_output(cls, annotation: Any, infer: InferOutput) -> Accepted | None:
        inner = without_none(annotation)
        if inner in ANYTHING or not _is_structure(inner):
            return None
        return Accepted(cls(interactive=False), f"returns {qualified_name(annotation)}")


def _is_structure(annotation: Any) -> bool:
    """Whether it is a record, a mapping or a collection, of what JSON has words for."""
    origin = get_origin(annotation) or annotation
    found = collection_of(annotation)
    if found is not None:
        return _is_sayable(found[1])
    if origin is tuple:
        return all(map(_is_sayable, get_args(annotation)))
    pairs = mapping_of(annotation)
    if pairs is not None:
        return _is_sayable(pairs[2])
    return origin in (dict, list, set, frozenset) or is_shown_by_fields(annotation)


def _is_sayable(annotation: Any) -> bool:
    inner = unwrap(annotation).annotation
    if inner in ANYTHING or inner is None or inner in _SAYABLE:
        return True
    parts = arms(inner)
    if len(parts) > 1:
        return all(map(_is_sayable, parts))
    return bool(offered(inner)) or _is_structure(inner)


_SAYABLE = (str, int, float, bool, type(None), datetime.date, datetime.time, datetime.datetime)
