"""A picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class ImageSpec(ComponentSpec):
    """The description of a image."""

    height: int | None = None
    """In pixels."""
    width: int | None = None
    """In pixels."""
    image_mode: str | None = None
    """The mode the function gets it in, as Pillow names it; null leaves it as it is."""
    max_size: int
    """Bytes that one file may have."""


class Image(Component):
    """A picture."""

    kind = "image"
    spec_type = ImageSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "clear", "select", "upload", "input")
