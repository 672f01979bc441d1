"""Files of a session: reading what a browser names, keeping what a function returns.

A browser sends handles, and nothing else of what it sends is believed.
"""

from __future__ import annotations

import dataclasses
import os
import stat
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from ..errors import InvalidValueError
from ..messages import Json
from ..spec import FileValue
from .sessionfiles import Files, session_files

MAX_FILE = 200 * 1024 * 1024
"""Bytes of one file, when nobody says otherwise."""

_FAMILIES = ("image", "audio", "video", "text")


class NamedPath(str):
    """A path as text that has a name, as open files have."""

    @property
    def name(self) -> str:
        """The path itself."""
        return str(self)


class StartFiles:
    """What a component's start became in each session: stored once, known again."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Files, Json] = WeakKeyDictionary()

    def keep(self, make: Callable[[], Json]) -> Json:
        """Return what travels in this session; `make` stores it when it is first asked for."""
        files = files_here()
        if files not in self._kept:
            self._kept[files] = make()
        return self._kept[files]

    def holds(self, value: Json) -> bool:
        """Whether a browser sent the start back."""
        return in_session() and files_here() in self._kept and self._kept[files_here()] == value


def files_here() -> Files:
    """Return the files of the session that is served at the moment.

    Raises
    ------
    RuntimeError
        Outside of one.
    """
    try:
        return session_files.get()
    except LookupError:
        raise RuntimeError("Files exist only within a session; show the app first.") from None


def in_session() -> bool:
    """Whether there is a session to keep files in."""
    return session_files.get(None) is not None


def named_file(value: Json) -> FileValue:
    """Return the file that a browser names.

    Raises
    ------
    InvalidValueError
        When the session has none of that handle.
    """
    handle = value.get("handle") if isinstance(value, dict) else None
    if not isinstance(handle, str) or len(handle) > 256:
        raise InvalidValueError("Choose a file.")
    try:
        return files_here().describe(handle)
    except InvalidValueError:
        raise
    except LookupError:
        raise InvalidValueError("This file is not here any more; choose it again.") from None


def check_file(file: FileValue, file_types: tuple[str, ...] | None, max_size: int) -> None:
    """Raise `InvalidValueError` when a file is of another type, or too large."""
    if file.size > max_size:
        raise InvalidValueError(f"The file is larger than {size_text(max_size)}.")
    if file_types and not any(_is_of_type(file, wanted) for wanted in file_types):
        raise InvalidValueError(f"Choose a file of type {', '.join(file_types)}.")


def _is_of_type(file: FileValue, wanted: str) -> bool:
    wanted = wanted.lower()
    if wanted == "file":
        return True
    if wanted in _FAMILIES:
        guessed = _guessed(file.name) or ""
        return f"{wanted}/" in (guessed[: len(wanted) + 1], file.mime[: len(wanted) + 1])
    if "/" in wanted:
        return file.mime.lower() == wanted
    return file.name.lower().endswith(wanted if wanted.startswith(".") else f".{wanted}")


def size_text(size: int) -> str:
    """Return a number of bytes for a person.

    Examples
    --------
    >>> size_text(200 * 1024 * 1024), size_text(1536)
    ('200 MiB', '1.5 KiB')
    """
    number = float(size)
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if number < 1024 or unit == "GiB":
            break
        number /= 1024
    return f"{number:.3g} {unit}"


def name_of(path: str | os.PathLike[str]) -> str:
    """Return the name of a file, without its folder."""
    return os.path.basename(os.fsdecode(path))


def _guessed(name: str) -> str | None:
    from mimetypes import guess_type  # programs without files do without

    return guess_type(name)[0]


def read_file(file: FileValue) -> bytes:
    """Return what a file of the session holds."""
    with open(files_here().path(file.handle), "rb") as opened:
        return opened.read()


def store(data: bytes, name: str, mime: str | None = None) -> dict[str, Any]:
    """Keep bytes in the session, and return them as they travel."""
    mime = mime or _guessed(name) or "application/octet-stream"
    return dataclasses.asdict(files_here().store(data, name=name, mime=mime))


def read_regular(path: str | os.PathLike[str], max_size: int) -> bytes:
    """Return what a regular file holds.

    Opened without waiting, so that a pipe cannot hang it, and looked at after opening, so
    that nothing can be put in its place in between.

    Raises
    ------
    TypeError
        When it is none, cannot be read, or is too large.
    """
    name = name_of(path)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is none"
        raise TypeError(f"The file {name!r} cannot be read: {reason}.") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise TypeError(f"{name!r} is not a regular file.")
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(max_size + 1)
    if len(data) > max_size:
        raise TypeError(f"The file {name} is larger than {size_text(max_size)}.")
    return data


_BINARY: int = getattr(os, "O_BINARY", 0)
