"""Bytes of sound that come in pieces: whole files, or one file or stream cut anywhere."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Protocol

from ..errors import InvalidValueError
from . import samples, sounds, wavs
from .avopen import pyav
from .filekinds import SNIFFED, sound_kind
from .mp3info import Gapless, gapless, tag_size

Block = tuple[int, Any]
"""A rate, and samples of `int16` as (samples, channels)."""

_MAX_HEAD = 65536
"""Bytes before the samples of a WAV file that are waited for."""


class Pieces(Protocol):
    """A file that comes in pieces."""

    def read(self, data: bytes) -> Iterator[Block]:
        """Decode as much as can be of what has come."""
        ...

    def end(self) -> Iterator[Block]:
        """Decode what is left."""
        ...


class SoundBytes:
    """Reads bytes as they come.

    What begins as a file does is one; what does not goes on with the one before, where that is of
    a kind that can be cut anywhere: MP3, AAC, and WAV.
    """

    def __init__(self) -> None:
        self._pieces: Pieces | None = None
        self._start = b""
        """The beginning of a file, too short to tell what it is."""

    def read(self, data: bytes) -> Iterator[Block]:
        """Decode a piece.

        Raises
        ------
        InvalidValueError
            When it is no sound, or none that can come in pieces.
        ModuleNotFoundError
            When a package is missing that reads it.
        """
        if self._pieces is not None and not _begins(data):
            yield from self._pieces.read(data)
            return
        data, self._start = self._start + data, b""
        kind = sound_kind(data)
        if kind is None and len(data) < SNIFFED:
            self._start = data
            return
        yield from self.end()
        if kind == "wav":
            if _is_cut(data):
                self._start = data
                return
            head = wavs.read_head(io.BytesIO(data), len(data), may_be_empty=True)
            if head is not None and (head.told > head.size or not head.told):
                self._pieces = WavPieces(head)
                yield from self._pieces.read(data[head.start :])
                return
        if kind in ("mp3", "aac"):
            self._pieces = CodecPieces(kind)
            yield from self._pieces.read(data)
        elif kind is None:
            raise InvalidValueError("It begins as none of WAV, MP3, AAC, FLAC, Ogg, MP4 and WebM.")
        else:
            yield from sounds.plain(data)

    def end(self) -> Iterator[Block]:
        """Decode what is left of the last file."""
        pieces, self._pieces = self._pieces, None
        if pieces is not None:
            yield from pieces.end()


def _begins(data: bytes) -> bool:
    """Whether bytes are surely the beginning of a file, and no cut through another one."""
    kind = sound_kind(data)
    if kind == "mp3":
        return tag_size(data) > 0 or gapless(data) is not None
    return kind not in (None, "aac")


def _is_cut(data: bytes) -> bool:
    """Whether the head of a WAV file is not all there yet."""
    return b"data" not in data[:-4] and len(data) < _MAX_HEAD


class WavPieces:
    """A WAV file whose samples come in pieces.

    Parameters
    ----------
    head
        What stood at its beginning.
    """

    def __init__(self, head: wavs.Wav) -> None:
        self._head = head
        self._left = head.told if 0 < head.told < wavs.OPEN else None
        """Bytes of samples that are still to come; `None` when nobody said."""
        self._rest = b""

    def read(self, data: bytes) -> Iterator[Block]:
        head = self._head
        if self._left is not None:
            data = data[: self._left]
            self._left -= len(data)
        data = self._rest + data
        whole = len(data) // head.frame * head.frame
        self._rest = data[whole:]
        if whole:
            found = samples.of_pcm(data[:whole], head.bits, head.is_float, head.channels)
            yield head.rate, samples.narrow(found)

    def end(self) -> Iterator[Block]:
        yield from ()


class CodecPieces:
    """A stream of MP3 or AAC, in pieces that are cut anywhere, through one decoder.

    Parameters
    ----------
    codec
        `"mp3"` or `"aac"`.
    """

    def __init__(self, codec: str) -> None:
        self._av = pyav(sounds.NEEDS)
        name = "mp3float" if codec == "mp3" else codec  # as a whole file is decoded
        self._codec = self._av.CodecContext.create(name, "r")
        self._is_mp3 = codec == "mp3"
        self._tag = -1
        """Bytes of the tag that are still to be left out; -1 when it is not known."""
        self._start = b""
        self._gapless: Gapless | None = None
        self._packets = self._wrong = self._frames = 0

    def read(self, data: bytes) -> Iterator[Block]:
        if self._tag < 0:
            data = self._start + data
            if len(data) < 10:
                self._start = data
                return
            self._tag = tag_size(data)
        left_out = min(self._tag, len(data))
        self._tag -= left_out
        if len(data) > left_out:
            yield from self._decode(self._codec.parse(data[left_out:]))

    def end(self) -> Iterator[Block]:
        yield from self._decode(self._codec.parse(b""))
        yield from self._decode([None])

    def _decode(self, packets: list[Any]) -> Iterator[Block]:
        for packet in packets:
            self._packets += 1
            if self._packets == 1 and self._is_mp3 and packet is not None:
                self._gapless = gapless(bytes(packet))
                if self._gapless is not None:
                    continue  # it tells of the others, and is silent
            try:
                frames = self._codec.decode(packet)
            except self._av.error.FFmpegError:
                self._wrong += 1
                if self._wrong > 100 + self._frames:
                    raise InvalidValueError("It is broken.") from None
                continue
            for frame in frames:
                self._frames += 1
                block = sounds.of_frame(frame)
                if self._gapless is not None:
                    block = self._gapless.cut(block)
                if len(block):
                    yield frame.sample_rate, block
