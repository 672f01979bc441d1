"""The files of the session that components are used in."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Protocol

from ..spec import FileValue


class Files(Protocol):
    """The files of the session that a component is used in."""

    def path(self, handle: str) -> str:
        """Return where the file lies; `InvalidValueError` when the handle is unknown."""
        ...

    def describe(self, handle: str) -> FileValue:
        """Return what the handle stands for."""
        ...

    def store(self, data: bytes, *, name: str, mime: str) -> FileValue:
        """Keep bytes until the session ends, and return their handle."""
        ...

    def grow(self, handle: str, data: bytes) -> FileValue:
        """Write bytes after the end of a file, and return what it is by now."""
        ...

    def amend(self, handle: str, offset: int, data: bytes) -> None:
        """Write over bytes that a file has."""
        ...


session_files: ContextVar[Files] = ContextVar("session_files")
"""Set by the runtime around `preprocess` and `postprocess`."""
