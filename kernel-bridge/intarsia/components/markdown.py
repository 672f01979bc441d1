"""Markdown, rendered."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..parameters import notice
from ..signature import MISSING
from ..spec import ComponentSpec
from .base import Component
from .csslengths import css_length
from .latex import LatexDelimiter, read_delimiters
from .toolbar import tools, tools_of


@dataclass(frozen=True, kw_only=True)
class MarkdownSpec(ComponentSpec):
    """The description of a markdown."""

    rtl: bool = False
    """Whether the text runs from right to left."""
    latex_delimiters: tuple[LatexDelimiter, ...] = ()
    """What stands around formulas."""
    line_breaks: bool = False
    """Whether a single line break counts."""
    header_links: bool = False
    """Whether headings have a link to themselves."""
    height: int | float | str | None = None
    """In pixels, or a length of CSS; what is higher scrolls."""
    max_height: int | float | str | None = None
    min_height: int | float | str | None = None
    padding: bool = False
    """Whether there is room around the text."""
    buttons: tuple[Literal["copy"], ...] = ()


class Markdown(Component):
    """Markdown, rendered as the notebook renders it.

    It shows a text, or an object with `_repr_markdown_`.

    Parameters
    ----------
    value : str, optional
        The text; what all its lines are indented by is taken off.
    rtl : bool, default False
        Whether the text runs from right to left.
    latex_delimiters : list of dict, optional
        What stands around formulas, as `{"left": "$", "right": "$", "display": False}`; by
        default two dollar signs. `[]` for no formulas.
    sanitize_html : bool, default True
        Taken as it is: what could run is always taken out of HTML.
    line_breaks : bool, default False
        Whether a single line break counts.
    header_links : bool, default False
        Whether headings have a link to themselves.
    height, max_height, min_height : int or str, optional
        In pixels, or lengths like `"60vh"`; what is higher scrolls.
    padding : bool, default False
        Whether there is room around the text.
    buttons : list of {"copy"}, optional
        `["copy"]` for a button that copies the text.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When a height is no length, or there is no such delimiter or button.

    Examples
    --------
    >>> Markdown("# Title").initial()
    '# Title'
    """

    kind = "markdown"
    spec_type = MarkdownSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "copy")

    def __init__(
        self,
        value: str | None = None,
        *,
        rtl: bool = False,
        latex_delimiters: Sequence[dict[str, str | bool]] | None = None,
        sanitize_html: bool = True,
        line_breaks: bool = False,
        header_links: bool = False,
        height: int | float | str | None = None,
        max_height: int | float | str | None = None,
        min_height: int | float | str | None = None,
        padding: bool = False,
        buttons: Sequence[Literal["copy"]] | None = None,
        **common: Any,
    ) -> None:
        if isinstance(value, str):
            value = inspect.cleandoc(value)
        super().__init__(value, **common)
        if not sanitize_html:
            notice(
                "Markdown(sanitize_html=False) has no effect: a notebook is open to what runs "
                "in it, so what could run is always taken out."
            )
        self.rtl = rtl
        self.latex_delimiters = read_delimiters(latex_delimiters)
        self.line_breaks = line_breaks
        self.header_links = header_links
        self.height = css_length("height", height)
        self.max_height = css_length("max_height", max_height)
        self.min_height = css_length("min_height", min_height)
        self.padding = padding
        self.buttons = tools("Markdown", buttons, ("copy",), ())
        self.tools = tools_of("Markdown", buttons)

    def own_spec(self) -> dict[str, Any]:
        return {
            "rtl": self.rtl,
            "latex_delimiters": self.latex_delimiters,
            "line_breaks": self.line_breaks,
            "header_links": self.header_links,
            "height": self.height,
            "max_height": self.max_height,
            "min_height": self.min_height,
            "padding": self.padding,
            "buttons": self.buttons,
        }

    def preprocess(self, value: Json) -> Any:
        if value is not None and not isinstance(value, str):
            raise InvalidValueError("Enter a text.")
        return value

    def hold(self, value: Any) -> Any:
        return value if isinstance(value, str) else MISSING

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
