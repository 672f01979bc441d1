"""The files of one session: random names in a folder of its own, gone when it ends."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import unicodedata
from dataclasses import dataclass

from ..errors import (
    BadMessageError,
    DiskError,
    InvalidValueError,
    TooLargeError,
    TooManyError,
    UnknownRequestError,
)
from ..spec import FileValue

MAX_FILE = 200 * 1024 * 1024
MAX_SESSION = 1024 * 1024 * 1024
MAX_CHUNK = 1024 * 1024
MAX_FILES = 1000
MAX_NAME = 255
"""Bytes, after normalisation."""


@dataclass
class _Upload:
    component: str
    name: str
    mime: str
    size: int
    received: int = 0


class FileStore:
    """Files by handle. A handle is 128 random bits, of this session only."""

    def __init__(self) -> None:
        self._folder: str | None = None
        self._files: dict[str, FileValue] = {}
        self._uploads: dict[str, _Upload] = {}
        self._total = 0

    def store(self, data: bytes, *, name: str, mime: str) -> FileValue:
        """Keep bytes, and return their handle."""
        handle = secrets.token_hex(16)
        self._reserve(len(data))
        self._write(handle, 0, data)
        return self._add(handle, name, mime, len(data))

    def describe(self, handle: str) -> FileValue:
        """Return what a handle stands for."""
        file = self._files.get(handle)
        if file is None:
            raise InvalidValueError("This file is no longer there. Choose it again.")
        return file

    def path(self, handle: str) -> str:
        """Return where a file lies."""
        return self._path(self.describe(handle).handle)

    def read(self, handle: str, offset: int, size: int) -> bytes:
        """Return a piece of a file.

        Raises
        ------
        UnknownRequestError
            For a handle that is not of this session.
        """
        if handle not in self._files:
            raise UnknownRequestError("There is no such file in this session.", where="handle")
        if offset < 0 or not 0 <= size <= MAX_CHUNK:
            raise BadMessageError("A piece has at most 1 MiB, from 0 on.", where="offset")
        with open(self._path(handle), "rb") as file:
            file.seek(offset)
            return file.read(size)

    def begin(self, component: str, name: str, mime: str, size: int, limit: int) -> str:
        """Begin an upload, and return its handle."""
        if size < 0:
            raise BadMessageError("A file has no negative size.", where="size")
        if size > min(limit, MAX_FILE):
            raise TooLargeError(
                f"The file has {size:,} bytes; at most {min(limit, MAX_FILE):,} are taken."
            )
        if len(self._uploads) + len(self._files) >= MAX_FILES:
            raise TooManyError(f"A session holds at most {MAX_FILES:,} files.")
        self._reserve(size)
        handle = secrets.token_hex(16)
        self._write(handle, 0, b"")
        self._uploads[handle] = _Upload(component, name, mime, size)
        return handle

    def receive(self, handle: str, offset: int, data: bytes) -> int:
        """Write a piece, and return how many bytes have come without a gap.

        A piece that was written already is taken again without harm; one beyond the
        end of what has come is refused, so that there is never a hole.
        """
        upload = self._upload(handle)
        if len(data) > MAX_CHUNK:
            raise TooLargeError("A piece of a file has at most 1 MiB.", where="data")
        if not 0 <= offset <= upload.received:
            raise BadMessageError("The piece does not follow what has come.", where="offset")
        if offset + len(data) > upload.size:
            raise TooLargeError("The file is longer than was said.", where="data")
        if offset + len(data) > upload.received:
            self._write(handle, offset, data)
            upload.received = offset + len(data)
        return upload.received

    def finish(self, handle: str) -> FileValue:
        """Take the file as whole."""
        upload = self._upload(handle)
        if upload.received != upload.size:
            raise BadMessageError(
                f"{upload.received:,} of {upload.size:,} bytes have come.", where="handle"
            )
        del self._uploads[handle]
        self._total -= upload.size
        return self._add(handle, upload.name, upload.mime, upload.size)

    def abort(self, handle: str) -> None:
        """Give an upload up."""
        upload = self._upload(handle)
        del self._uploads[handle]
        self._total -= upload.size
        os.unlink(self._path(handle))

    def close(self) -> None:
        """Delete everything."""
        self._files.clear()
        self._uploads.clear()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _upload(self, handle: str) -> _Upload:
        upload = self._uploads.get(handle)
        if upload is None:
            raise UnknownRequestError("There is no such upload in this session.", where="handle")
        return upload

    def _add(self, handle: str, name: str, mime: str, size: int) -> FileValue:
        self._total += size
        file = FileValue(handle=handle, name=clean_name(name), mime=mime[:100], size=size)
        self._files[handle] = file
        return file

    def _reserve(self, size: int) -> None:
        waiting = sum(upload.size for upload in self._uploads.values())
        if self._total + waiting + size > MAX_SESSION:
            raise TooLargeError("The files of this session would be larger than 1 GiB together.")

    def _write(self, handle: str, offset: int, data: bytes) -> None:
        path = self._path(handle)
        try:
            with open(path, "r+b" if os.path.exists(path) else "w+b") as file:
                file.seek(offset)
                file.write(data)
        except OSError as error:
            raise DiskError(f"The file could not be written: {error.strerror}.") from error

    def _path(self, handle: str) -> str:
        if self._folder is None:
            try:
                self._folder = tempfile.mkdtemp(prefix="intarsia-")  # mode 0700
            except OSError as error:
                raise DiskError(f"No folder could be made: {error.strerror}.") from error
        return os.path.join(self._folder, handle)


def clean_name(name: str) -> str:
    r"""Return a file's name to show: one component, no control characters.

    Examples
    --------
    >>> clean_name("..\\..\\secret\x00.txt")
    'secret.txt'
    """
    name = unicodedata.normalize("NFC", name[:4096]).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C").strip(" .")
    while len(name.encode(errors="replace")) > MAX_NAME:
        name = name[:-1]
    return name or "file"
