"""Values that are kept of a person's visit: what is written down, and copies of files."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
import os
import re
import secrets
import stat
from pathlib import Path
from typing import Any

from ..errors import InvalidValueError
from ..messages import Json
from ..spec import FileValue, holds_secret
from .base import Component
from .filevalues import MAX_FILE, size_text
from .sessionfiles import session_files

_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_BINARY: int = getattr(os, "O_BINARY", 0)


def kept_value(component: Component, value: Json, folder: str | os.PathLike[str]) -> Json:
    """Return what is written down of a value that travels: plain JSON, without passwords.

    A file of the session is copied, and its path stands for it. What only looks like a file
    stays what it is, and no path that came from a browser is ever read.

    Parameters
    ----------
    component
        Whose value it is.
    folder
        Where copies of files go; made when there is one.

    Raises
    ------
    ValueError
        When a file is too large.
    OSError
        When it cannot be copied.

    Examples
    --------
    >>> from intarsia import JSON
    >>> kept_value(JSON(), [1, float("nan"), "text"], "flagged")
    [1, 'nan', 'text']
    """
    if holds_secret(component.spec()):
        return None
    return _kept(value, Path(folder))


def folder_name(label: str | None, index: int) -> str:
    """Return the name of the folder for copies of one component's files.

    Examples
    --------
    >>> folder_name("../Your picture", 0), folder_name(None, 1), folder_name("..", 2)
    ('_Your picture', 'component 1', 'component 2')
    """
    name = re.sub(r"[^\w -]+", "_", label or "")[:60].strip()
    return name if name.strip("_ ") else f"component {index}"


def _kept(value: Any, folder: Path) -> Json:
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, (list, tuple)):
        return [_kept(item, folder) for item in value]
    if isinstance(value, dict):
        file = _file(value)
        if file is not None:
            return str(copy_file(session_files.get().path(file.handle), file.name, folder))
        return {str(key): _kept(item, folder) for key, item in value.items()}
    return str(value)  # what a State holds


def _file(value: dict[str, Any]) -> FileValue | None:
    """Return the file of this session that a value names, if it names one."""
    files, handle = session_files.get(None), value.get("handle")
    if files is None or not isinstance(handle, str):
        return None
    try:
        known = files.describe(handle)
    except (InvalidValueError, LookupError):
        return None
    if value.get("is_stream") is True:  # it grows: what there is by now is kept
        value = {**value, "size": known.size}
        del value["is_stream"]
    return known if dataclasses.asdict(known) == value else None


def copy_file(source: str, name: str, folder: Path, max_size: int = MAX_FILE) -> Path:
    """Copy a regular file, once for each content, and return where the copy is.

    Parameters
    ----------
    source
        The file.
    name
        What it is called; only letters and digits of it count.
    folder
        Where the copy goes.
    max_size
        Bytes that it may have.

    Raises
    ------
    ValueError
        When it is no regular file, or larger.
    """
    descriptor = os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise ValueError(f"{name!r} is not a regular file.")
        folder.mkdir(parents=True, exist_ok=True)
        made = folder / f".copy-{secrets.token_hex(8)}"
        try:
            digest, size = hashlib.sha256(), 0
            with open(made, "xb") as copy:
                while piece := file.read(1024 * 1024):
                    size += len(piece)
                    if size > max_size:
                        raise ValueError(f"The file {name!r} is larger than {size_text(max_size)}.")
                    digest.update(piece)
                    copy.write(piece)
            target = folder / f"{digest.hexdigest()[:16]}-{_NAME.sub('_', name)[-80:]}"
            os.replace(made, target)
        finally:
            made.unlink(missing_ok=True)
    return target


def as_text(value: Json) -> str:
    """Return what is kept of a value as one text: itself, or JSON.

    Examples
    --------
    >>> as_text("text"), as_text([1, None]), as_text(None)
    ('text', '[1, null]', '')
    """
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
