"""H.264 as it lies in files: its units, and what a decoder has to know before the pictures."""

from __future__ import annotations

import re

_START = re.compile(rb"\x00\x00\x00?\x01")
_SPS, _PPS, _DELIMITER, _FILLER = 7, 8, 9, 12


class Units:
    """Takes the units of a stream out of its packets.

    Parameters
    ----------
    extradata
        What the container tells of the stream.
    """

    def __init__(self, extradata: bytes) -> None:
        self._length = 0
        """Bytes that tell how long a unit is; 0 where it is told by what stands between them."""
        self.sps: tuple[bytes, ...] = ()
        self.pps: tuple[bytes, ...] = ()
        if extradata[:1] == b"\x01" and len(extradata) > 6:
            self._length = (extradata[4] & 3) + 1
            self.sps, at = _sets(extradata, 5, 0x1F)
            self.pps, _ = _sets(extradata, at, 0xFF)
        else:
            self._note(_cut(extradata))

    @property
    def sets(self) -> tuple[bytes, ...]:
        """What a decoder has to know, as it holds for the last packet."""
        return (*self.sps, *self.pps)

    def of(self, data: bytes) -> list[bytes]:
        """Return the units of a packet that are pictures, and what belongs to them."""
        units = self._measured(data) if self._length else _cut(data)
        return self._note(units)

    def _measured(self, data: bytes) -> list[bytes]:
        found, at = [], 0
        while at + self._length <= len(data):
            size = int.from_bytes(data[at : at + self._length], "big")
            at += self._length
            found.append(data[at : at + size])
            at += size
        return found

    def _note(self, units: list[bytes]) -> list[bytes]:
        kinds = [unit[0] & 31 if unit else _FILLER for unit in units]
        sps = tuple(unit for unit, kind in zip(units, kinds, strict=True) if kind == _SPS)
        pps = tuple(unit for unit, kind in zip(units, kinds, strict=True) if kind == _PPS)
        self.sps, self.pps = sps or self.sps, pps or self.pps
        others = (_SPS, _PPS, _DELIMITER, _FILLER)
        return [unit for unit, kind in zip(units, kinds, strict=True) if kind not in others]


def measured(units: list[bytes] | tuple[bytes, ...]) -> bytes:
    """Return units as they lie in MP4: each after its length."""
    return b"".join(len(unit).to_bytes(4, "big") + unit for unit in units)


def _cut(data: bytes) -> list[bytes]:
    return [unit for each in _START.split(data) if (unit := each.rstrip(b"\0"))]


def _sets(extradata: bytes, at: int, mask: int) -> tuple[tuple[bytes, ...], int]:
    found = []
    count = extradata[at] & mask if at < len(extradata) else 0
    at += 1
    for _ in range(count):
        size = int.from_bytes(extradata[at : at + 2], "big")
        found.append(extradata[at + 2 : at + 2 + size])
        at += 2 + size
    return tuple(found), at
