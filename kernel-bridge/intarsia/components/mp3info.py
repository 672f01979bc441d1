"""What stands before the sound in MP3 files: tags, and the frame that tells how much is padding."""

from __future__ import annotations

from typing import Any

from .filekinds import is_mp3_frame

_DECODER = 529
"""Samples by which a decoder is late, as the padding is counted."""


class Gapless:
    """How much of a stream is padding, before and after what was encoded.

    Parameters
    ----------
    before
        Samples.
    total
        Samples between the padding; `None` when nobody said.
    """

    def __init__(self, before: int, total: int | None) -> None:
        self._before = before
        self._left = total

    def cut(self, block: Any) -> Any:
        """Return what is no padding of the samples that come next."""
        skipped = min(self._before, len(block))
        self._before -= skipped
        block = block[skipped:]
        if self._left is not None:
            block = block[: self._left]
            self._left -= len(block)
        return block


def tag_size(start: bytes) -> int:
    """Return the bytes of the tag that a file begins with; 0 when there is none.

    Examples
    --------
    >>> tag_size(b"ID3" + bytes([4, 0, 0, 0, 0, 1, 0])), tag_size(b"something")
    (138, 0)
    """
    if len(start) < 10 or start[:3] != b"ID3" or start[3] > 4 or any(b > 127 for b in start[6:10]):
        return 0
    size = 0
    for byte in start[6:10]:
        size = size << 7 | byte
    return 10 + size + (10 if start[5] & 0x10 else 0)


def gapless(frame: bytes) -> Gapless | None:
    """Return what the first frame tells of the others; `None` when it is one of them."""
    if not is_mp3_frame(frame):
        return None
    is_first_version = frame[1] & 0x18 == 0x18
    is_mono = frame[3] & 0xC0 == 0xC0
    at = 4 + ((17 if is_mono else 32) if is_first_version else (9 if is_mono else 17))
    if frame[at : at + 4] not in (b"Xing", b"Info") or len(frame) < at + 8:
        return None
    flags = frame[at + 7]
    count = int.from_bytes(frame[at + 8 : at + 12], "big") if flags & 1 else 0
    at += 8 + 4 * (flags & 1) + 4 * (flags >> 1 & 1) + 100 * (flags >> 2 & 1) + 4 * (flags >> 3 & 1)
    told = frame[at + 21 : at + 24]
    if len(told) < 3 or not frame[at : at + 4].strip(b"\0"):
        return Gapless(0, None)
    before, after = told[0] << 4 | told[1] >> 4, (told[1] & 15) << 8 | told[2]
    samples = count * (1152 if is_first_version else 576)
    total = samples - before - after if count else 0
    return Gapless(before + _DECODER, total if total > 0 else None)
