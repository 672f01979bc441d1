"""Markdown, rendered."""

from __future__ import annotations

import inspect
from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class MarkdownSpec(ComponentSpec):
    """The description of a markdown."""


class Markdown(Component):
    """Markdown, rendered as the notebook renders it.

    It shows a text, or an object with `_repr_markdown_`.

    Parameters
    ----------
    value : str, optional
        The text; what all its lines are indented by is taken off.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Examples
    --------
    >>> Markdown("# Title").initial()
    '# Title'
    """

    kind = "markdown"
    spec_type = MarkdownSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "copy")

    def __init__(self, value: str | None = None, **common: Any) -> None:
        super().__init__(None if value is None else inspect.cleandoc(value), **common)

    def preprocess(self, value: Json) -> Any:
        if value is not None and not isinstance(value, str):
            raise InvalidValueError("Enter a text.")
        return value

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        if isinstance(value, str):
            return inspect.cleandoc(value)
        written = getattr(value, "_repr_markdown_", None)
        text = written() if callable(written) else None
        if not isinstance(text, str):
            raise self.refuse(value, "text")
        return text
