"""Files by their paths: those of the session stay what they are, others are kept once.

A function that gets a conversation and returns it names the same files again and again.
"""

from __future__ import annotations

import dataclasses
import mimetypes
import os
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from ..errors import InvalidValueError
from ..spec import FileValue
from .filevalues import MAX_FILE, files_here, in_session, read_regular
from .sessionfiles import Files

UNKNOWN = "application/octet-stream"
"""The type of files that nothing more is known of."""

_Key = tuple[str, int, int, str]

_kept: WeakKeyDictionary[Files, dict[_Key, str]] = WeakKeyDictionary()
"""Handles by path, time of the last change, size and name."""


def keep_path(
    path: str | os.PathLike[str], *, name: str | None = None, mime: str | None = None
) -> dict[str, Any]:
    """Return the file at a path as it travels.

    Outside of a session it has an empty handle: a name to show, and nothing to fetch.

    Raises
    ------
    TypeError
        When it cannot be read, is no regular file, or is too large.
    """
    place = Path(path)
    if not in_session():
        return _described(place, name, mime)
    files = files_here()
    own = _of_session(files, place)
    if own is not None:
        return dataclasses.asdict(own)
    name = name or place.name
    known = _kept.setdefault(files, {})
    key = _key(place, name)
    if key is not None and key in known and (file := _known(files, known[key])) is not None:
        return dataclasses.asdict(file)
    mime = mime or mimetypes.guess_type(name)[0] or UNKNOWN
    stored = files.store(read_regular(place, MAX_FILE), name=name, mime=mime)
    if key is not None:
        known[key] = stored.handle
    return dataclasses.asdict(stored)


def file_data(file: FileValue) -> dict[str, Any]:
    """Return a file of the session as functions get it: Gradio's fields."""
    return {
        "path": files_here().path(file.handle),
        "url": None,
        "size": file.size,
        "orig_name": file.name,
        "mime_type": None if file.mime == UNKNOWN else file.mime,
        "is_stream": False,
        "meta": {"_type": "gradio.FileData"},
    }


def _described(place: Path, name: str | None, mime: str | None) -> dict[str, Any]:
    name = name or place.name
    try:
        size = place.stat().st_size
    except OSError as error:
        raise TypeError(f"The file {place.name!r} cannot be read: {error.strerror}.") from error
    mime = mime or mimetypes.guess_type(name)[0] or UNKNOWN
    return {"handle": "", "name": name, "mime": mime, "size": size}


def _of_session(files: Files, place: Path) -> FileValue | None:
    """Return the file when its path is one that the session gave out."""
    for handle in (place.name, place.parent.name):
        file = _known(files, handle)
        if file is not None and os.path.abspath(files.path(handle)) == os.path.abspath(place):
            return file
    return None


def _known(files: Files, handle: str) -> FileValue | None:
    try:
        return files.describe(handle)
    except (InvalidValueError, LookupError):
        return None


def _key(place: Path, name: str) -> _Key | None:
    try:
        found = place.stat()
    except (OSError, ValueError):
        return None
    return os.path.abspath(place), found.st_mtime_ns, found.st_size, name
