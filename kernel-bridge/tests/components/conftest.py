"""What the tests of components share: a session's files, in memory and a directory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from intarsia.components import session_files
from intarsia.errors import InvalidValueError
from intarsia.spec import FileValue


class DirectoryFiles:
    """The files of a session, in a directory of the test's own."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.known: dict[str, FileValue] = {}

    def path(self, handle: str) -> str:
        self.describe(handle)
        return str(self.directory / handle)

    def describe(self, handle: str) -> FileValue:
        if handle not in self.known:
            raise InvalidValueError("This file is not here any more; choose it again.")
        return self.known[handle]

    def store(self, data: bytes, *, name: str, mime: str) -> FileValue:
        handle = f"file{len(self.known)}"
        (self.directory / handle).write_bytes(data)
        self.known[handle] = FileValue(handle=handle, name=name, mime=mime, size=len(data))
        return self.known[handle]

    def grow(self, handle: str, data: bytes) -> FileValue:
        with open(self.path(handle), "ab") as file:
            file.write(data)
        known = self.known[handle]
        self.known[handle] = replace(known, size=known.size + len(data))
        return self.known[handle]

    def amend(self, handle: str, offset: int, data: bytes) -> None:
        with open(self.path(handle), "r+b") as file:
            file.seek(offset)
            file.write(data)


@pytest.fixture
def files(tmp_path: Path) -> Iterator[DirectoryFiles]:
    """Serve a session with files of its own."""
    directory = tmp_path / "session"
    directory.mkdir()
    served = DirectoryFiles(directory)
    token = session_files.set(served)
    yield served
    session_files.reset(token)


@pytest.fixture
def upload(files: DirectoryFiles):
    """Give the session a file, and return it as a browser would name it."""

    def give(data: bytes, name: str = "data.bin", mime: str = "application/octet-stream"):
        value = files.store(data, name=name, mime=mime)
        return {"handle": value.handle, "name": name, "mime": mime, "size": len(data)}

    return give
