"""Small pictures beside words, as they travel."""

from __future__ import annotations

import base64
import os
import re
from pathlib import Path

from .filevalues import read_regular, size_text

MAX_ICON = 256 * 1024
"""Bytes: icons travel with the description, not as files."""

_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
_ADDRESS = re.compile(r"https?://\S+|data:image/[a-z0-9.+-]+[;,]\S*", re.IGNORECASE)


def icon_address(icon: str | os.PathLike[str] | None) -> str | None:
    """Return the address of an icon: that of a file holds the file itself.

    An address on the web is left to the browser; the kernel fetches nothing.

    Parameters
    ----------
    icon
        A path, an address on the web, or `None`.

    Raises
    ------
    ValueError
        When the file is no picture, or cannot be read.

    Examples
    --------
    >>> icon_address("https://example.org/star.svg")
    'https://example.org/star.svg'
    >>> icon_address("notes.txt")
    Traceback (most recent call last):
    ValueError: The icon 'notes.txt' is no picture: it can be .svg, .png, .jpg, .gif or .webp.
    """
    if icon is None:
        return None
    if isinstance(icon, str) and _ADDRESS.fullmatch(icon):
        return icon
    path = Path(icon)
    mime = _TYPES.get(path.suffix.lower())
    if mime is None:
        raise ValueError(
            f"The icon {path.name!r} is no picture: it can be .svg, .png, .jpg, .gif or .webp."
        )
    try:
        data = read_regular(path, MAX_ICON)
    except TypeError as error:
        raise ValueError(f"{error} An icon has at most {size_text(MAX_ICON)}.") from error
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"
