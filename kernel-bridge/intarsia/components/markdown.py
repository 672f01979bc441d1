"""Markdown, rendered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class MarkdownSpec(ComponentSpec):
    """The description of a markdown."""


class Markdown(Component):
    """Markdown, rendered."""

    kind = "markdown"
    spec_type = MarkdownSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "copy")
