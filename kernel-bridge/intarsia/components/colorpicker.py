"""A colour."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..spec import ComponentSpec
from .base import Component
from .fieldcomponent import PLACING

_LONGEST = 64
_COLOUR = re.compile(
    r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})"
    r"|(?:rgb|hsl)a?\([0-9a-z.,%/+\- ]+\)"
    r"|[a-z]+",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, kw_only=True)
class ColorPickerSpec(ComponentSpec):
    """The description of a colorpicker."""


class ColorPicker(Component):
    """A colour, from a palette or as a text.

    The function gets a text: `"#ff8800"`, `"rgba(255, 136, 0, 0.5)"`, or a name that was its
    start.

    Parameters
    ----------
    value : str, optional
        The colour at the start, as style sheets write it; by default none.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Examples
    --------
    >>> ColorPicker("#ff8800").preprocess("#0088ff")
    '#0088ff'
    """

    kind = "colorpicker"
    spec_type = ColorPickerSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "release", "submit", "focus", "blur")
    ORDER: ClassVar[tuple[str, ...]] = ("value", "label", "info", *PLACING)

    def __init__(
        self,
        value: str | None = None,
        label: str | None = None,
        info: str | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, label=label, info=info, **common)

    def preprocess(self, value: Json) -> str | None:
        if value is None and not self.required:
            return None
        if not isinstance(value, str) or not _is_colour(value):
            raise InvalidValueError("Enter a colour like #ff8800.")
        return value

    def postprocess(self, value: Any) -> Json:
        if value is None or isinstance(value, str):
            return value
        raise self.refuse(value, 'colours like "#ff8800"')


def _is_colour(text: str) -> bool:
    return len(text) <= _LONGEST and _COLOUR.fullmatch(text.strip()) is not None
