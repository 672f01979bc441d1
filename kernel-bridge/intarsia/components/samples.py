"""Samples of sound as arrays, and what counts as one. numpy is imported here, late."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from ..parameters import NoticeWarning, authors_line
from .avopen import INSTALL
from .wavs import MAX_RATE

_ROWS = 1 << 18
"""Samples that are worked on at once."""

CHANNELS = 32
"""That a shape may have to be read as samples of several channels."""


def numpy() -> Any:
    """Import numpy.

    Raises
    ------
    ModuleNotFoundError
        When it is not installed; the words say what to install.
    """
    try:
        return import_module("numpy")
    except ImportError as error:
        raise ModuleNotFoundError(
            f"Sound as samples needs numpy where the kernel runs: {INSTALL}", name="numpy"
        ) from error


def of_pcm(data: bytes | bytearray, bits: int, is_float: bool, channels: int) -> Any:
    """Return samples as a WAV file has them as an array, (samples,) or (samples, channels).

    Of up to 16 bits they are `int16`, of more and of floats `int32`, from the least to the most
    of these, as Gradio has it.
    """
    np = numpy()
    if is_float:
        found = full(np.frombuffer(data, f"<f{bits // 8}"), np.int32)
    elif bits == 8:
        found = (np.frombuffer(data, np.uint8).astype(np.int16) - 128) << 8
    elif bits == 24:
        found = np.zeros((len(data) // 3, 4), np.uint8)
        found[:, 1:] = np.frombuffer(data, np.uint8).reshape(-1, 3)
        found = found.view("<i4").reshape(-1)
    else:
        found = np.frombuffer(bytearray(data), f"<i{bits // 8}")
    return found if channels == 1 else found.reshape(-1, channels)


def full(floats: Any, dtype: Any) -> Any:
    """Return floats from -1 to 1 as whole numbers; what is beyond as the least or the most."""
    np = numpy()
    most = np.iinfo(dtype).max
    scaled = np.rint(np.nan_to_num(floats, nan=0.0).astype(np.float64) * most)
    return scaled.clip(-most - 1, most).astype(dtype)


def rate_of(value: Any) -> int:
    """Return samples a second, as they were given.

    Raises
    ------
    TypeError
        When they are no number that a sound can have.
    """
    try:
        rate = int(value)
    except (TypeError, ValueError, OverflowError):
        raise TypeError(
            f"A sound is (rate, samples), with samples a second, not {type(value).__name__}."
        ) from None
    if not 0 < rate <= MAX_RATE:
        raise TypeError(f"A sound has 1 to {MAX_RATE:,} samples a second, not {rate:,}.")
    return rate


def as_int16(value: Any, *, is_whole: bool = True) -> tuple[Any, list[str]]:
    """Return samples as `int16`, (samples, channels), and what has to be said about it.

    Parameters
    ----------
    value
        An array of whole numbers, or of floats from -1 to 1, of one channel or of several.
    is_whole
        Whether it is all of a sound: floats that go beyond are made quieter together, as Gradio
        does. In a part of one they are clipped, as the parts must fit each other.

    Raises
    ------
    TypeError
        When it is no sound.
    """
    np = numpy()
    try:
        array = np.asarray(value)
    except Exception as error:  # what is no array may raise anything
        raise TypeError(f"{type(value).__name__} is no array of samples.") from error
    array = _upright(array)
    kind, name = array.dtype.kind, array.dtype.name
    if kind == "f":
        return _of_floats(array, is_whole=is_whole)
    if name in ("int8", "int16", "int32", "uint8", "uint16"):
        return _of_whole(array, name), []
    if kind in "iu" and array.min() >= -32768 and array.max() <= 32767:
        return array.astype(np.int16), []
    if kind in "iu":
        raise TypeError(
            f"Samples of type {name} are taken from -32,768 to 32,767; give int32 or floats."
        )
    raise TypeError(f"An array of {array.dtype} is no sound: samples are int16, or floats.")


def warn(words: str) -> None:
    """Tell what became of samples: at the author's line, or in the log of the run."""
    line = authors_line()
    if line.module.partition(".")[0] not in _THREADS:
        line.warn(words)
        return
    warnings.warn_explicit(words, NoticeWarning, "Audio", 1, "Audio", registry={})


_THREADS = ("threading", "concurrent", "asyncio")
"""Where a thread of our own begins, far from any line of the author's."""


def narrow(array: Any) -> Any:
    """Return samples of up to 32 bits, as they were decoded, as `int16`, (samples, channels)."""
    found = _of_whole(array, array.dtype.name)
    return found if found.ndim == 2 else found[:, None]


def _upright(array: Any) -> Any:
    """Return an array as (samples, channels)."""
    if array.ndim not in (1, 2):
        raise TypeError(
            f"An array of shape {array.shape} is no sound: it is (samples,) or (samples, channels)."
        )
    if not array.size:
        raise TypeError("A sound without samples cannot be shown.")
    if array.ndim == 1:
        return array[:, None]
    rows, columns = array.shape
    if columns > CHANNELS >= rows or (rows == 1 < columns):
        return array.T
    if columns > CHANNELS:
        raise TypeError(
            f"An array of shape {array.shape} is no sound: it would have {columns:,} channels."
        )
    return array


def _of_whole(array: Any, name: str) -> Any:
    np = numpy()
    if name == "int32":
        return (array >> 16).astype(np.int16)
    if name == "int8":
        return array.astype(np.int16) << 8
    if name == "uint8":
        return (array.astype(np.int16) - 128) << 8
    if name == "uint16":
        return (array.astype(np.int32) - 32768).astype(np.int16)
    return array


def _of_floats(array: Any, *, is_whole: bool) -> tuple[Any, list[str]]:
    np = numpy()
    found = np.empty(array.shape, np.int16)
    missing, peak = 0, 0.0
    for _, heard, silent in _heard(array):
        missing += silent
        peak = max(peak, float(np.abs(heard).max()))
    fits = is_whole and 1 < peak < np.inf
    for at, heard, _ in _heard(array):
        found[at : at + _ROWS] = full(heard / peak if fits else heard.clip(-1, 1), np.int16)
    said = []
    if missing:
        said.append(f"{missing:,} of {array.size:,} samples were no numbers; they are silent.")
    if peak > 1:
        became = "it was made quieter" if fits else "what is beyond was clipped"
        said.append(
            f"The samples go to {peak:.4g}, and floats are heard from -1 to 1: {became}. Divide by "
            "the largest, or return int16."
        )
    return found, said


def _heard(array: Any) -> Iterator[tuple[int, Any, int]]:
    """Yield samples as they can be heard, where they begin, and how many were no numbers.

    Copies of all of a long sound would be large.
    """
    np = numpy()
    for at in range(0, len(array), _ROWS):
        rows = array[at : at + _ROWS]
        heard = np.nan_to_num(rows, nan=0.0, posinf=np.inf, neginf=-np.inf)
        yield at, heard, int(np.isnan(rows).sum())
