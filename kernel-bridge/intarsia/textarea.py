"""A textbox of several lines."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from .components.textbox import Textbox


class TextArea(Textbox):
    """A `Textbox` that has seven lines, and grows to twenty.

    Parameters
    ----------
    value : str, optional
        The text at the start; by default empty.
    lines : int, default 7
        Lines to show.
    max_lines : int, default 20
        How far it may grow with its text.
    placeholder : str, optional
        Shown while it is empty.
    type : {"text", "password", "email"}, default "text"
        As of a `Textbox`.
    **common
        What a `Textbox` takes.

    Examples
    --------
    >>> TextArea("Once upon a time").spec().lines
    7
    """

    kind = "textbox"
    ORDER: ClassVar[tuple[str, ...]] = (
        *("value", *Textbox.ORDER[2 : Textbox.ORDER.index("text_align")]),
        *("type", *Textbox.ORDER[Textbox.ORDER.index("text_align") :]),
    )

    def __init__(
        self,
        value: Any = None,
        lines: int = 7,
        max_lines: int | None = 20,
        placeholder: str | None = None,
        label: str | None = None,
        info: str | None = None,
        *,
        type: Literal["text", "password", "email"] = "text",
        **common: Any,
    ) -> None:
        super().__init__(value, type, lines, max_lines, placeholder, label, info, **common)
