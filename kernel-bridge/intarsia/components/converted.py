"""Files that functions get in another format than they came in: made once, beside the first."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from typing import IO


def beside(path: str, ending: str, write: Callable[[IO[bytes]], None]) -> str:
    """Return the path of a file made of another one; it goes when that one does.

    Parameters
    ----------
    path
        Of a file of the session.
    ending
        Of the new one's name, like `.mp3`.
    write
        Writes it.
    """
    stem = os.path.splitext(path)[0]
    target = f"{stem}{ending}" if f"{stem}{ending}" != path else f"{stem}-converted{ending}"
    if os.path.exists(target) and os.stat(target).st_mtime_ns >= os.stat(path).st_mtime_ns:
        return target
    made = f"{stem}-{secrets.token_hex(8)}.part"
    try:
        with open(made, "w+b") as file:
            write(file)
        os.replace(made, target)
    finally:
        if os.path.exists(made):
            os.unlink(made)
    return target
