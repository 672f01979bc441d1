"""A file, or several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class FileSpec(ComponentSpec):
    """The description of a file."""

    file_types: tuple[str, ...] | None = None
    """Endings like `.csv` and families like `image`; null takes all."""
    file_count: Literal["single", "multiple"] = "single"
    """With `multiple` the value is an array."""
    max_size: int
    """Bytes that one file may have."""
    height: int | None = None
    """In pixels."""


class File(Component):
    """A file, or several."""

    kind = "file"
    spec_type = FileSpec
    EVENTS: ClassVar[tuple[str, ...]] = (
        "change",
        "select",
        "clear",
        "upload",
        "delete",
        "download",
    )
