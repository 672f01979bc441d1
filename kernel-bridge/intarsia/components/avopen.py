"""PyAV, which reads and makes nearly all kinds of sound and videos: imported here, late."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import IO, Any

from ..errors import InvalidValueError

INSTALL = "pip install 'intarsia[media]'"

SOUNDS = (
    *("wav", "w64", "rf64", "mp3", "flac", "ogg", "aac", "aiff", "au", "caf", "amr", "amrnb"),
    *("amrwb", "asf", "wv", "ape", "tta", "ac3", "eac3", "dts", "matroska", "webm", "mov"),
)
"""What is read as sound, as PyAV names it: nothing that names other files, like lists to play."""

FILMS = (
    *("mov", "matroska", "webm", "ogg", "avi", "mpegts", "mpeg", "mpegvideo", "flv", "asf"),
    *("h264", "hevc", "m4v", "gif", "wtv", "mxf", "dv", "ivf", "obu", "nut", "rm"),
)
"""The same of videos."""


def pyav(what: str) -> Any:
    """Import PyAV.

    Parameters
    ----------
    what
        That which needs it, for the words of the error: the beginning of a sentence.

    Raises
    ------
    ModuleNotFoundError
        When it is not installed; the words say what to install.
    """
    try:
        return import_module("av")
    except ImportError as error:
        raise ModuleNotFoundError(
            f"{what} needs PyAV where the kernel runs: {INSTALL}", name="av"
        ) from error


_INSTEAD = {"libx264": ("libx264", "libopenh264")}


def encoder(name: str, what: str) -> str:
    """Return the name of an encoder that there is.

    Parameters
    ----------
    name
        As the wheels of PyAV have it; builds of others may have another one for the same.
    what
        As of `pyav`.

    Raises
    ------
    ModuleNotFoundError
        When PyAV is missing, or was built without it.
    """
    there = pyav(what).codecs_available
    found = next((each for each in _INSTEAD.get(name, (name,)) if each in there), None)
    if found is None:
        raise ModuleNotFoundError(
            f"{what} needs a PyAV that has {name} where the kernel runs: {INSTALL}", name="av"
        )
    return found


@contextmanager
def opened(source: str | bytes, kinds: tuple[str, ...], what: str, called: str) -> Iterator[Any]:
    """Open a file, or its bytes, to read.

    Only through what is given here, never by an address in it, and only as one of the kinds.

    Parameters
    ----------
    called
        What it should be, for the words of the error: `a sound`.

    Raises
    ------
    InvalidValueError
        When it is none of these kinds.
    ModuleNotFoundError
        When PyAV is missing.
    """
    av = pyav(what)
    options = {"format_whitelist": ",".join(kinds), "protocol_whitelist": "none"}
    with _file(source) as file:
        try:
            container = av.open(file, container_options=options, metadata_errors="ignore")
        except (av.error.FFmpegError, ValueError):
            raise InvalidValueError(f"This is not {called}, or it is broken.") from None
        with container:
            yield container


def packets(container: Any, streams: Any, what: str) -> Iterator[Any]:
    """Yield the packets of streams; of a file that is cut off, those that came."""
    av = pyav(what)
    try:
        yield from container.demux(streams)
    except av.error.FFmpegError:
        return


def _file(source: str | bytes) -> IO[bytes]:
    return io.BytesIO(source) if isinstance(source, bytes) else open(source, "rb")


def bytes_of(source: str | bytes, count: int) -> bytes:
    """Return the beginning of a file, or of its bytes."""
    if isinstance(source, bytes):
        return source[:count]
    with open(source, "rb") as file:
        return file.read(count)
