"""The files of one session: random names in a folder of its own, gone when it ends."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import tempfile
import unicodedata
import weakref
from dataclasses import replace
from threading import RLock
from typing import Any

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


class _Upload:
    def __init__(self, owner: object, name: str, mime: str, size: int) -> None:
        self.owner = owner
        self.name = name
        self.mime = mime
        self.size = size
        self.received = 0


class FileStore:
    """Files by handle. A handle is 128 random bits, of this session only.

    Each lies in a folder of its own, called by its handle, under the name that it came with:
    functions look at names and their endings.

    What is left is deleted when the store is, at the latest at the end of the program.
    Any thread may use it.
    """

    def __init__(self) -> None:
        self._lock = RLock()
        self._closed = False
        self._folder: str | None = None
        self._delete: weakref.finalize[..., FileStore] | None = None
        self._files: dict[str, FileValue] = {}
        self._uploads: dict[str, _Upload] = {}
        self._fresh: set[str] = set()
        """Files that nothing has asked for, or told, since they were stored."""
        self._total = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is no file."""
        return not self._files

    def store(self, data: bytes, *, name: str, mime: str) -> FileValue:
        """Keep bytes, and return their handle."""
        handle = secrets.token_hex(16)
        self._reserve(len(data))
        self._write(handle, name, 0, data)
        self._fresh.add(handle)
        return self._add(handle, name, mime, len(data))

    def grow(self, handle: str, data: bytes) -> FileValue:
        """Write bytes after the end of a file, and return what it is by now.

        Raises
        ------
        TooLargeError
            When a file of this size is not taken.
        """
        file = self.describe(handle)
        if file.size + len(data) > MAX_FILE:
            raise TooLargeError(f"The file would be larger than {MAX_FILE:,} bytes.")
        self._reserve(len(data))
        self._write(handle, file.name, file.size, data)
        grown = replace(file, size=file.size + len(data))
        with self._lock:
            self._total += len(data)
            self._files[handle] = grown
        return grown

    def amend(self, handle: str, offset: int, data: bytes) -> None:
        """Write over bytes that a file has."""
        file = self.describe(handle)
        if not 0 <= offset <= file.size - len(data):
            raise BadMessageError("The bytes lie outside of the file.", where="offset")
        self._write(handle, file.name, offset, data)

    def describe(self, handle: str) -> FileValue:
        """Return what a handle stands for."""
        with self._lock:
            self._fresh.discard(handle)
            file = self._files.get(handle)
        if file is None:
            raise InvalidValueError("This file is no longer there. Choose it again.")
        return file

    def told(self, told: set[str]) -> None:
        """Note that somebody knows of these by now."""
        with self._lock:
            self._fresh -= told

    def path(self, handle: str) -> str:
        """Return where a file lies."""
        return self._path(handle, self.describe(handle).name)

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
        try:
            with open(self.path(handle), "rb") as file:
                file.seek(offset)
                return file.read(size)
        except OSError as error:
            raise DiskError(f"The file could not be read: {error.strerror}.") from error

    def since(self, handle: str, offset: int, size: int, most: int) -> bytes | None:
        """Return what a file has between an offset and a size, if that is at most so many bytes."""
        file = self._files.get(handle)
        if file is None or not 0 <= size - offset <= most:
            return None
        try:
            with open(self._path(handle, file.name), "rb") as opened:
                opened.seek(offset)
                return opened.read(size - offset)
        except OSError:  # who asks for it is told why
            return None

    def picture(self, handle: str, most: int) -> bytes | None:
        """Return a whole file, if it is a picture of at most so many bytes."""
        file = self._files.get(handle)
        if file is None or file.size > most or not file.mime.startswith("image/"):
            return None
        try:
            with open(self._path(handle, file.name), "rb") as opened:
                return opened.read()
        except OSError:  # who asks for it is told why
            return None

    def begin(self, owner: object, name: str, mime: str, size: int, limit: int) -> str:
        """Begin an upload of a view, and return its handle."""
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
        self._write(handle, name, 0, b"")
        self._uploads[handle] = _Upload(owner, name, mime, size)
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
            try:
                self._write(handle, upload.name, offset, data)
            except DiskError:
                self.abort(handle)  # the room it takes is needed
                raise
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
        return self._add(handle, upload.name, upload.mime, upload.size)

    def abort(self, handle: str) -> None:
        """Give an upload up."""
        self._upload(handle)
        del self._uploads[handle]
        self._unlink(handle)

    def abandon(self, owner: object) -> None:
        """Give up what a view has begun to send: it is gone."""
        for handle, upload in list(self._uploads.items()):
            if upload.owner is owner:
                self.abort(handle)

    def take_back(self, gone: set[str]) -> bool:
        """Delete those of these files that nobody knows of; tell whether that was all of them."""
        with self._lock:
            fresh = gone & self._fresh
            self.remove(fresh)
        return fresh == gone

    def remove(self, gone: set[str]) -> None:
        """Delete files that nothing names any more; handles of no file are passed over."""
        with self._lock:
            self._fresh -= gone
            for handle in gone & self._files.keys():
                self._total -= self._files.pop(handle).size
                self._unlink(handle)

    def adopt(self, other: FileStore, wanted: set[str]) -> None:
        """Take files over from a session that ends, under the same handles."""
        with other._lock, self._lock:
            for handle in wanted & other._files.keys():
                os.replace(other._folder_of(handle), self._folder_of(handle))
                file = self._files[handle] = other._files.pop(handle)
                other._total -= file.size
                self._total += file.size

    def close(self) -> None:
        """Delete everything, and take nothing more."""
        with self._lock:
            self._closed = True
            self._files.clear()
            self._uploads.clear()
            self._fresh.clear()
            self._total = 0
            if self._delete is not None:
                self._delete()

    def _upload(self, handle: str) -> _Upload:
        upload = self._uploads.get(handle)
        if upload is None:
            raise UnknownRequestError("There is no such upload in this session.", where="handle")
        return upload

    def _add(self, handle: str, name: str, mime: str, size: int) -> FileValue:
        file = FileValue(handle=handle, name=clean_name(name), mime=mime[:100], size=size)
        with self._lock:
            self._total += size
            self._files[handle] = file
        return file

    def _reserve(self, size: int) -> None:
        waiting = sum(upload.size for upload in list(self._uploads.values()))
        if self._total + waiting + size > MAX_SESSION:
            raise TooLargeError("The files of this session would be larger than 1 GiB together.")

    def holds(self, path: str) -> bool:
        """Whether a path is that of a file which goes when the session ends."""
        folder = self._folder
        return folder is not None and os.path.abspath(path).startswith(folder + os.sep)

    def _write(self, handle: str, name: str, offset: int, data: bytes) -> None:
        path = self._path(handle, name)
        try:
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            with open(path, "r+b" if os.path.exists(path) else "w+b") as file:
                file.seek(offset)
                file.write(data)
        except OSError as error:
            if offset == 0:
                self._unlink(handle)
            raise DiskError(f"The file could not be written: {error.strerror}.") from error

    def _unlink(self, handle: str) -> None:
        shutil.rmtree(self._folder_of(handle), ignore_errors=True)

    def _path(self, handle: str, name: str) -> str:
        return os.path.join(self._folder_of(handle), name_on_disk(name))

    def _folder_of(self, handle: str) -> str:
        with self._lock:
            if self._closed:
                raise DiskError("The session has ended; it takes no more files.")
            if self._folder is None:
                try:
                    self._folder = tempfile.mkdtemp(prefix="intarsia-")  # mode 0700
                except OSError as error:
                    raise DiskError(f"No folder could be made: {error.strerror}.") from error
                self._delete = weakref.finalize(
                    self, shutil.rmtree, self._folder, ignore_errors=True
                )
            return os.path.join(self._folder, handle)


def handles(value: Any) -> set[str]:
    """Return the handles of the files that a travelling value names.

    Examples
    --------
    >>> handles([{"handle": "ab", "name": "a.txt"}, {"x": 1}])
    {'ab'}
    """
    found: set[str] = set()
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            handle = item.get("handle")
            if isinstance(handle, str):
                found.add(handle)
            stack.extend(item.values())
        elif isinstance(item, (list, tuple)):
            stack.extend(item)
    return found


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


_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\..*)?", re.IGNORECASE)


def name_on_disk(name: str) -> str:
    r"""Return the name under which a file lies: nothing that a system reads more into.

    Examples
    --------
    >>> name_on_disk("../petals.csv"), name_on_disk("a:b?.txt"), name_on_disk("nul.txt")
    ('petals.csv', 'a_b_.txt', '_nul.txt')
    """
    name = re.sub(r'[<>:"|?*]', "_", clean_name(name))
    return f"_{name}" if _DEVICES.fullmatch(name) else name
