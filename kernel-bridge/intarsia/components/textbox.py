"""A field for text, of one line or several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class TextboxSpec(ComponentSpec):
    """The description of a textbox."""

    type: Literal["text", "password", "email"] = "text"
    """A password is never shown and never saved."""
    lines: int = 1
    """Lines to show; more than one makes a text area."""
    max_lines: int | None = None
    """How far it may grow with its text; null for no limit."""
    placeholder: str | None = None
    min_length: int | None = None
    """In characters."""
    max_length: int | None = None
    """In characters."""
    pattern: str | None = None
    """A regular expression that the whole text must match; for the kernel to judge."""
    inputmode: Literal["text", "decimal", "numeric"] = "text"
    """Which keyboard a phone shows."""
    monospace: bool = False


class Textbox(Component):
    """A field for text, of one line or several."""

    kind = "textbox"
    spec_type = TextboxSpec
    EVENTS: ClassVar[tuple[str, ...]] = (
        "change",
        "input",
        "select",
        "submit",
        "focus",
        "blur",
        "stop",
        "copy",
    )
