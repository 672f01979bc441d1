"""HTML, sanitised and rendered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class HTMLSpec(ComponentSpec):
    """The description of a html."""


class HTML(Component):
    """HTML, sanitised and rendered."""

    kind = "html"
    spec_type = HTMLSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change",)
