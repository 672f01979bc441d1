"""A value as JSON."""

from __future__ import annotations

import copy
import datetime
import json
import math
from collections.abc import Sequence
from typing import Any, ClassVar, Literal, get_args, get_origin

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..signature import Field, unwrap
from ..spec import ComponentSpec
from .base import Accepted, Component, Infer, InferOutput
from .csslengths import css_length
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
from .toolbar import tools, tools_of


@dataclass(frozen=True, kw_only=True)
class JSONSpec(ComponentSpec):
    """The description of a json."""

    open: bool = False
    """Whether everything is unfolded at the start."""
    show_indices: bool = False
    """Whether items of arrays are numbered."""
    height: int | float | str | None = None
    """In pixels, or a length of CSS; what is higher scrolls."""
    max_height: int | float | str | None = 500
    min_height: int | float | str | None = None
    buttons: tuple[Literal["copy"], ...] = ()


class JSON(Component):
    """A value as JSON.

    The function gets what `json.loads` would give.

    Parameters
    ----------
    value : optional
        Anything that JSON can say; records, enums, dates and arrays are written as JSON. A
        text that is JSON is read.
    open : bool, default False
        Whether everything is unfolded at the start.
    show_indices : bool, default False
        Whether items of arrays are numbered.
    height, max_height, min_height : int or str, optional
        In pixels, or lengths like `"60vh"`; what is higher scrolls. By default 500 pixels are
        shown at the most.
    buttons : list of {"copy"}, optional
        `[]` for no button that copies the text.
    type : {dict, list}, optional
        Take only objects (`dict`) or only arrays (`list`); by default every value.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When a height is no length, or there is no such button.

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
        show_indices: bool = False,
        height: int | float | str | None = None,
        max_height: int | float | str | None = 500,
        min_height: int | float | str | None = None,
        buttons: Sequence[Literal["copy"]] | None = None,
        type: type | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, **common)
        self.open = open
        self.show_indices = show_indices
        self.height = css_length("height", height)
        self.max_height = css_length("max_height", max_height)
        self.min_height = css_length("min_height", min_height)
        self.buttons = tools("JSON", buttons, ("copy",), ("copy",))
        self.tools = tools_of("JSON", buttons)
        self.type = type

    def own_spec(self) -> dict[str, Any]:
        return {
            "open": self.open,
            "show_indices": self.show_indices,
            "height": self.height,
            "max_height": self.max_height,
            "min_height": self.min_height,
            "buttons": self.buttons,
        }

    def common_spec(self) -> dict[str, Any]:
        # To be written only where it is asked for: Gradio's is only read.
        found = super().common_spec()
        is_written = self.of_function or self.given.get("interactive") is True
        return {**found, "interactive": is_written and found["interactive"]}

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
        return copy.deepcopy(value)  # a function may change what it gets

    def postprocess(self, value: Any) -> Json:
        if isinstance(value, str):
            if self.of_function and value.lstrip()[:1] not in ("{", "["):
                return value  # a result that may be anything is no text to read
            try:
                value = json.loads(value)
            except (ValueError, RecursionError):
                return value  # a text that is no JSON
        plain = plain_json(value)
        return plain if self.of_function else _without_nan(plain)

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        inner = without_none(field.annotation)
        found = mapping_of(inner)
        free = found is not None and found[1] is str and found[2] in ANYTHING
        if inner is not dict and not (free and found and found[0] is dict):
            return None
        required = not is_nullable(field)
        component = cls(start(field), type=dict, required=required, interactive=True)
        return Accepted(component, f"{qualified_name(inner)}, as JSON")

    @classmethod
    def for_output(cls, annotation: Any, infer: InferOutput) -> Accepted | None:
        inner = without_none(annotation)
        if inner in ANYTHING or not _is_structure(inner):
            return None
        return Accepted(cls(interactive=False), f"returns {qualified_name(annotation)}")


def _without_nan(value: Json) -> Json:
    """Return plain JSON, which has no words for what is no number or not finite."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list):
        return [_without_nan(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_nan(item) for key, item in value.items()}
    return value


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
