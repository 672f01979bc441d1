"""HTML, sanitised and rendered."""

from __future__ import annotations

from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class HTMLSpec(ComponentSpec):
    """The description of a html."""


class HTML(Component):
    """HTML, shown after the notebook's sanitiser has gone over it.

    It shows a text, or an object with `_repr_html_`. Scripts and handlers are taken out.

    Parameters
    ----------
    value : str or object, optional
        The text, or an object that has one (`_repr_html_`).
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Examples
    --------
    >>> HTML("<b>bold</b>").initial()
    '<b>bold</b>'
    """

    kind = "html"
    spec_type = HTMLSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change",)

    def __init__(self, value: Any = None, **common: Any) -> None:
        super().__init__(value, **common)

    def preprocess(self, value: Json) -> Any:
        if value is not None and not isinstance(value, str):
            raise InvalidValueError("Enter a text.")
        return value

    def postprocess(self, value: Any) -> Json:
        if value is None or isinstance(value, str):
            return value
        written = getattr(value, "_repr_html_", None)
        text = written() if callable(written) else None
        if not isinstance(text, str):
            raise self.refuse(value, "HTML")
        return text
