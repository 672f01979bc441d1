"""Pictures and arrays: from files, and into files. Pillow and numpy are imported here, late."""

from __future__ import annotations

import io
import math
import warnings
from typing import IO, Any

from ..errors import InvalidValueError
from .hints import is_named

MAX_PIXELS = 50_000_000
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
"""What is decoded: no format that can run or fetch anything."""

DRAWING = 256
"""Colours that a drawing has at most; a photograph has more."""

_LEVEL = 3
"""How hard PNG is compressed: a photograph is made in a third of the usual time, and is a sixth
larger."""

SMALL = 64 * 64
"""Pixels of a picture that is sent as it is: shown larger, it would show what a JPEG leaves out."""

_WEBP_SIDE = 16_383
"""Pixels that a side may have there."""

_QUALITY = 90

_JPEG_MODES = frozenset({"L", "RGB"})
_PNG_MODES = frozenset({"1", "L", "LA", "I", "I;16", "P", "RGB", "RGBA"})


def open_picture(path: str | IO[bytes]) -> Any:
    """Return a picture as a `PIL.Image.Image`, upright.

    Raises
    ------
    InvalidValueError
        When it is none, broken, or has too many pixels; found before it is decoded.
    """
    import PIL.Image
    import PIL.ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PIL.Image.DecompressionBombWarning)
            picture = PIL.Image.open(path, formats=FORMATS)
        with picture:
            pixels = picture.width * picture.height
            if pixels > MAX_PIXELS:
                raise InvalidValueError(_too_many(pixels))
            upright = PIL.ImageOps.exif_transpose(picture)
            upright.load()
            return upright
    except PIL.Image.DecompressionBombError:
        raise InvalidValueError(_too_many(None)) from None
    except PIL.UnidentifiedImageError:
        raise InvalidValueError(
            f"This is not a picture; {', '.join(FORMATS[:-1])} and {FORMATS[-1]} are taken."
        ) from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        if isinstance(error, InvalidValueError):
            raise
        raise InvalidValueError("This picture is broken.") from error


def _too_many(pixels: int | None) -> str:
    has = f"has {pixels:,} pixels" if pixels else "has too many pixels"
    return f"The picture {has}; at most {MAX_PIXELS:,} are taken."


def in_mode(picture: Any, mode: str | None) -> Any:
    """Return a picture in another mode."""
    return picture if mode is None or picture.mode == mode else picture.convert(mode)


def as_array(picture: Any) -> Any:
    """Return a picture as an array, height x width x 3."""
    import numpy as np

    return np.asarray(in_mode(picture, "RGB"))


def png(value: Any) -> bytes | None:
    """Return a picture as PNG: of Pillow, of numpy, or a figure; `None` for other values."""
    if is_named(type(value), "PIL.Image"):
        return _png_of_picture(value)
    if is_named(type(value), "numpy.ndarray"):
        return _png_of_picture(_picture_of_array(value))
    if callable(getattr(value, "savefig", None)):
        buffer = io.BytesIO()
        value.savefig(buffer, format="png", bbox_inches="tight")
        return buffer.getvalue()
    figure = getattr(value, "figure", None)  # axes
    if callable(getattr(figure, "savefig", None)):
        return png(figure)
    return None


def quick(picture: Any) -> tuple[bytes, str]:
    """Return a picture as a file that is soon made and sent, and the format's name.

    What looks like a photograph becomes a JPEG, or a WebP where it lets the ground through.
    Drawings stay exact, and so do small pictures, whose pixels go raw.

    Examples
    --------
    >>> import numpy
    >>> quick(as_picture(numpy.zeros((28, 28), numpy.uint8)))[1]
    'png'
    """
    _check_pixels(picture)
    picture = _without_ground(_in_png_mode(picture))
    buffer = io.BytesIO()
    if picture.width * picture.height <= SMALL:
        picture.save(buffer, format="PNG", compress_level=0)
        return buffer.getvalue(), "png"
    if picture.mode in _JPEG_MODES and picture.getcolors(DRAWING) is None:
        picture.save(buffer, format="JPEG", quality=_QUALITY)
        return buffer.getvalue(), "jpeg"
    if _is_clear_photograph(picture):
        picture.save(buffer, format="WEBP", quality=_QUALITY, method=0)
        return buffer.getvalue(), "webp"
    picture.save(buffer, format="PNG", compress_level=1)
    return buffer.getvalue(), "png"


def _without_ground(picture: Any) -> Any:
    """Return a picture without its transparency, where nothing of it is transparent."""
    if picture.mode in ("RGBA", "LA") and picture.getchannel("A").getextrema()[0] == 255:
        return picture.convert(picture.mode[:-1])
    return picture


def _is_clear_photograph(picture: Any) -> bool:
    from PIL import features

    return (
        picture.mode == "RGBA"
        and max(picture.size) <= _WEBP_SIDE
        and picture.convert("RGB").getcolors(DRAWING) is None
        and bool(features.check("webp"))
    )


def _check_pixels(picture: Any) -> None:
    if not picture.width or not picture.height:
        raise TypeError("A picture without pixels cannot be shown.")


def _in_png_mode(picture: Any) -> Any:
    if picture.mode in _PNG_MODES:
        return picture
    return picture.convert("RGBA" if picture.mode in ("PA", "La", "RGBa") else "RGB")


def _png_of_picture(picture: Any) -> bytes:
    _check_pixels(picture)
    buffer = io.BytesIO()
    _in_png_mode(picture).save(buffer, format="PNG", compress_level=_LEVEL)
    return buffer.getvalue()


def as_picture(value: Any) -> Any:
    """Return a picture of Pillow: it itself, or one of an array.

    Raises
    ------
    TypeError
        When an array is no picture.
    """
    return value if is_named(type(value), "PIL.Image") else _picture_of_array(value)


def _picture_of_array(array: Any) -> Any:
    import numpy as np
    import PIL.Image

    if array.ndim == 3 and array.shape[2] == 1:
        array = array[:, :, 0]
    if array.ndim not in (2, 3) or (array.ndim == 3 and array.shape[2] not in (3, 4)):
        raise TypeError(f"An array of shape {array.shape} is no picture.")
    if array.dtype.kind not in "biuf":
        raise TypeError(f"An array of {array.dtype} is no picture.")
    if not array.size:
        raise TypeError("A picture without pixels cannot be shown.")
    if array.size > MAX_PIXELS * 4 or math.prod(array.shape[:2]) > MAX_PIXELS:
        raise TypeError(_too_many(math.prod(array.shape[:2])))
    if array.dtype.kind == "f":
        array = np.nan_to_num(array, nan=0.0, posinf=1.0, neginf=0.0).clip(0, 1) * 255 + 0.5
    elif array.dtype.kind == "b":
        array = array * 255
    elif array.dtype == np.uint16:
        array = array >> 8
    return PIL.Image.fromarray(np.clip(array, 0, 255).astype(np.uint8))


def read_array(path: str, name: str) -> Any:
    """Return the array of a `.npy` or `.csv` file, or of a picture.

    Raises
    ------
    InvalidValueError
        When the file is none. Pickled objects are never read.
    """
    lower = name.lower()
    if lower.endswith(".npy"):
        return _read_npy(path)
    if lower.endswith((".csv", ".txt")):
        return _read_csv(path)
    return as_array(open_picture(path))


def _read_npy(path: str) -> Any:
    import os

    import numpy as np

    try:
        with open(path, "rb") as file:
            version = np.lib.format.read_magic(file)
            read = {
                (1, 0): np.lib.format.read_array_header_1_0,
                (2, 0): np.lib.format.read_array_header_2_0,
            }.get(version)
            if read is None:
                raise InvalidValueError("This version of .npy files is not read.")
            shape, _, dtype = read(file)
            if dtype.hasobject:
                raise InvalidValueError("Arrays of Python objects are not read.")
            if math.prod(shape) * dtype.itemsize > os.path.getsize(path):
                raise InvalidValueError("This .npy file is cut off.")
            file.seek(0)
            return np.load(file, allow_pickle=False)
    except InvalidValueError:
        raise
    except (ValueError, OSError, EOFError, MemoryError, OverflowError) as error:
        raise InvalidValueError("This is not a .npy file.") from error


def _read_csv(path: str) -> Any:
    import numpy as np

    for skipped in (0, 1):  # with a row of names, or without
        try:
            with open(path, encoding="utf-8-sig") as file, warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return np.loadtxt(file, delimiter=",", ndmin=2, skiprows=skipped)
        except UnicodeDecodeError:
            break
        except ValueError:
            continue
    raise InvalidValueError("This file is not a table of numbers, separated by commas.")


def npy(array: Any) -> bytes:
    """Return an array as a `.npy` file.

    Raises
    ------
    TypeError
        For an array of Python objects, which would have to be pickled.
    """
    import numpy as np

    if array.dtype.hasobject:
        raise TypeError("An array of Python objects cannot be sent as a file.")
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()
