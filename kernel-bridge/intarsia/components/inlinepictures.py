"""Small pictures that stand in a description: avatars, icons, the pictures of examples.

A description is saved with the notebook and read before there is a session, so such a picture
is no file of one: it is written into an address, or it is an address in the web.
"""

from __future__ import annotations

import base64
import mimetypes
import os
from pathlib import Path
from typing import Any

from .filevalues import read_regular
from .pictures import open_picture, png

TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"})
SMALL = 24 * 1024
"""Bytes that are written into a description as they are."""

MOST = 8 * 1024 * 1024
"""Bytes of a file that is made small."""

EDGE = 96
"""Pixels of the longer side of what was made small."""


def inline_picture(source: Any) -> str | None:
    """Return the address of a picture.

    Parameters
    ----------
    source : str, os.PathLike, dict or None
        A path, an address that begins with `https://`, or a dict with `path` or `url`.

    Raises
    ------
    ValueError
        When there is no such file, or it is no picture.

    Examples
    --------
    >>> inline_picture("https://example.org/face.png")
    'https://example.org/face.png'
    """
    if isinstance(source, dict):
        source = source.get("path") or source.get("url")
    if source is None or source == "":
        return None
    if not isinstance(source, (str, os.PathLike)):
        raise ValueError(f"A picture is given by its path or address, not by {source!r:.80}.")
    text = os.fspath(source)
    if text.startswith(("https://", "http://")):
        return text
    if text.startswith("data:"):
        return text if text[5:].partition(";")[0].partition(",")[0] in TYPES else None
    mime = mimetypes.guess_type(text)[0] or ""
    if mime not in TYPES:
        raise ValueError(f"{Path(text).name!r} is no PNG, JPEG, GIF, WebP or SVG file.")
    try:
        data = read_regular(text, MOST)
    except TypeError as error:
        raise ValueError(str(error)) from None
    if len(data) > SMALL and mime != "image/svg+xml":
        data, mime = _made_small(text), "image/png"
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"


def _made_small(path: str) -> bytes:
    picture = open_picture(path)
    picture.thumbnail((EDGE, EDGE))
    return png(picture) or b""
