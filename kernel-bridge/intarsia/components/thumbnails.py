"""Small pictures that travel with a description: what an example looks like."""

from __future__ import annotations

import base64
import io
import os
from typing import Any

from ..errors import InvalidValueError
from .pictures import open_picture, png

SIDE = 96
"""Pixels of the longer side, at most."""


def thumbnail(value: Any, side: int = SIDE) -> str | None:
    """Return a small picture as an address, `data:image/…`.

    Parameters
    ----------
    value
        A path, the bytes of a file, a Pillow image, an array, or a figure.
    side
        Pixels of the longer side, at most.

    Returns
    -------
    str or None
        `None` when it is no picture, or Pillow is not there.
    """
    try:
        import PIL.Image

        if isinstance(value, (bytes, bytearray, memoryview)):
            picture = open_picture(io.BytesIO(bytes(value)))
        elif isinstance(value, (str, os.PathLike)):
            if not os.path.isfile(value):  # a pipe could keep us waiting
                return None
            picture = open_picture(os.fspath(value))
        else:
            data = png(value)
            if data is None:
                return None
            picture = open_picture(io.BytesIO(data))
    except (ImportError, InvalidValueError, TypeError, ValueError, OSError):
        return None
    picture.thumbnail((side, side), PIL.Image.Resampling.LANCZOS)
    is_opaque = picture.mode in ("1", "L", "RGB", "CMYK", "I", "I;16")
    buffer = io.BytesIO()
    if is_opaque:
        picture.convert("RGB").save(buffer, format="JPEG", quality=80)
    else:
        picture.convert("RGBA").save(buffer, format="PNG")
    kind = "jpeg" if is_opaque else "png"
    return f"data:image/{kind};base64,{base64.b64encode(buffer.getvalue()).decode()}"
