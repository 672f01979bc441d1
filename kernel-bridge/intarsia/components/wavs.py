"""WAV files: their heads, read and written by hand, as they may come in pieces and grow."""

from __future__ import annotations

import struct
from typing import IO

from ..errors import InvalidValueError
from ..frozen import dataclass

HEAD = 44
"""Bytes before the samples, as we write them."""

OPEN = 0xFFFFFFFF
"""The size of what still grows."""

MAX_RATE = 384_000
"""Samples a second."""

MAX_CHANNELS = 64

_CHUNKS = 1000
"""That are looked through for the samples."""

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE


@dataclass(frozen=True)
class Wav:
    """Where the samples of a WAV file lie, and how they are written."""

    rate: int
    channels: int
    bits: int
    is_float: bool
    start: int
    """Bytes before the samples."""
    size: int
    """Bytes of samples that there are: whole frames."""
    told: int
    """Bytes of samples that there should be."""

    @property
    def frame(self) -> int:
        """Bytes of one moment, of all channels."""
        return self.channels * self.bits // 8


def head(rate: int, channels: int, size: int = OPEN) -> bytes:
    """Return what stands before samples of 16 bits.

    Parameters
    ----------
    rate
        Samples a second.
    channels
        How many.
    size
        Bytes of samples; left out, for what still grows.

    Examples
    --------
    >>> len(head(44100, 2, 400))
    44
    """
    whole = OPEN if size == OPEN else HEAD - 8 + size
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        *(b"RIFF", whole, b"WAVE", b"fmt ", 16, _PCM, channels, rate),
        *(rate * channels * 2, channels * 2, 16, b"data", size),
    )


def read_head(file: IO[bytes], length: int, *, may_be_empty: bool = False) -> Wav | None:
    """Read the head of a WAV file.

    Parameters
    ----------
    file
        At its beginning.
    length
        Bytes that it has.
    may_be_empty
        Whether its samples may be still to come.

    Returns
    -------
    Wav or None
        `None` when the samples are written in a way that is not read here.

    Raises
    ------
    InvalidValueError
        When it is broken, or there is nothing to hear.
    """
    file.seek(12)
    told: tuple[int, int, int, int] | None = None
    for _ in range(_CHUNKS):
        at = file.tell()
        chunk = file.read(8)
        if len(chunk) < 8:
            break
        name, size = chunk[:4], int.from_bytes(chunk[4:], "little")
        if name == b"fmt ":
            told = _format(file.read(min(size, 40)))
        elif name == b"data":
            if told is None:
                break
            found = _wav(told, at + 8, size, length)
            if found is not None and not found.size and not may_be_empty:
                raise InvalidValueError("There is nothing in this sound.")
            return found
        file.seek(at + 8 + size + size % 2)
    raise InvalidValueError("This WAV file is broken.")


def _format(data: bytes) -> tuple[int, int, int, int]:
    """Return how samples are written: the tag, channels, rate and bits."""
    if len(data) < 16:
        raise InvalidValueError("This WAV file is broken.")
    tag, channels, rate, _, _, bits = struct.unpack("<HHIIHH", data[:16])
    if tag == _EXTENSIBLE and len(data) >= 26:
        tag = int.from_bytes(data[24:26], "little")
    return tag, channels, rate, bits


def _wav(told: tuple[int, int, int, int], start: int, size: int, length: int) -> Wav | None:
    tag, channels, rate, bits = told
    if not 0 < rate <= MAX_RATE:
        raise InvalidValueError(
            f"This sound has a rate of {rate:,} Hz; 1 to {MAX_RATE:,} are taken."
        )
    if not 0 < channels <= MAX_CHANNELS:
        raise InvalidValueError(
            f"This sound has {channels:,} channels; 1 to {MAX_CHANNELS} are taken."
        )
    if (tag, bits) not in {*((_PCM, each) for each in (8, 16, 24, 32)), (_FLOAT, 32), (_FLOAT, 64)}:
        return None
    frame = channels * bits // 8
    there = min(size, max(0, length - start)) // frame * frame
    return Wav(rate, channels, bits, tag == _FLOAT, start, there, size)
