"""Sound that grows: chunks that a function yields, and pieces that a microphone streams."""

from __future__ import annotations

import dataclasses
import os
import struct
from collections.abc import Iterator
from typing import Any

from ..errors import InvalidValueError
from ..messages import Json
from ..spec import FileValue
from . import samples, sounds, wavs
from .filevalues import files_here, name_of, named_file
from .hints import qualified_name
from .sessionfiles import Files
from .soundbytes import Block, SoundBytes
from .soundmatch import SoundMatch


class SoundChunks:
    """One sound made of chunks: a WAV file that grows, of the first one's rate and channels."""

    def __init__(self) -> None:
        self._bytes = SoundBytes()
        self._match: SoundMatch | None = None
        self._files: Files | None = None
        self._file: FileValue | None = None

    def add(self, value: Any) -> None:
        """Take a chunk: (rate, samples), bytes, or a path; `None` adds nothing.

        Raises
        ------
        TypeError
            When it is no sound; the words say what is wrong with it.
        ModuleNotFoundError
            When a package is missing that reads it.
        """
        if value is None:
            return
        try:
            found = list(self._blocks(value))
        except InvalidValueError as error:
            raise TypeError(f"A chunk of sound, {_named(value)}: {error}") from error
        for rate, block in found:
            self._append(rate, block)

    def shown(self) -> Json:
        """Return the file as it is by now."""
        file = self._file
        return None if file is None else {**dataclasses.asdict(file), "is_stream": True}

    def end(self) -> Json:
        """Write down how long it has become, and return the file."""
        for rate, block in self._bytes.end():
            self._append(rate, block)
        if self._match is not None:
            self._write(self._match.rest())
        if self._file is None or self._files is None:
            return None
        _close(self._files, self._file)
        return dataclasses.asdict(self._file)

    def _blocks(self, value: Any) -> Iterator[Block]:
        if isinstance(value, (bytes, bytearray, memoryview)):
            yield from self._bytes.read(bytes(value))
            return
        yield from self._bytes.end()
        if isinstance(value, tuple) and len(value) == 2:
            rate = samples.rate_of(value[0])
            block, said = samples.as_int16(value[1], is_whole=False)
            for words in said:
                samples.warn(words)
            yield rate, block
        elif isinstance(value, (str, os.PathLike)):
            path = os.fspath(value)
            if not os.path.isfile(path):
                raise TypeError(f"A chunk of sound, {name_of(path)!r}, is no file that is here.")
            yield from sounds.plain(path)
        else:
            raise TypeError(
                "A chunk of sound is (rate, samples), bytes or the path of a file, not "
                f"{qualified_name(type(value))}."
            )

    def _append(self, rate: int, block: Any) -> None:
        if self._match is None:
            self._match = SoundMatch(rate, block.shape[1])
        self._write(self._match.fit(rate, block))

    def _write(self, blocks: list[Any]) -> None:
        data = b"".join(block.astype("<i2", copy=False).tobytes() for block in blocks)
        if self._file is not None and self._files is not None:
            if data:
                self._file = self._files.grow(self._file.handle, data)
        elif self._match is not None:
            self._files = files_here()
            head = wavs.head(self._match.rate, self._match.channels)
            self._file = self._files.store(head + data, name="audio.wav", mime="audio/wav")


def _named(value: Any) -> str:
    if isinstance(value, (str, os.PathLike)):
        return name_of(value)
    return f"{len(value):,} bytes" if isinstance(value, (bytes, bytearray)) else "samples"


def _close(files: Files, file: FileValue) -> None:
    """Write down the sizes of a WAV file as we make them."""
    size = min(file.size - wavs.HEAD, wavs.OPEN - wavs.HEAD)
    files.amend(file.handle, 4, struct.pack("<I", wavs.HEAD - 8 + size))
    files.amend(file.handle, wavs.HEAD - 4, struct.pack("<I", size))


def joined(earlier: Json, later: Json) -> Json:
    """Return one sound made of two that a microphone streamed, by the earlier one's file.

    What it costs depends on the later one alone, as both are WAV files of the same kind.
    """
    try:
        first, second = named_file(earlier), named_file(later)
    except InvalidValueError:
        return later
    files = files_here()
    here = _plain_wav(files.path(first.handle))
    if here is None:
        return later
    there = _plain_wav(files.path(second.handle))
    if there is None:
        return earlier
    with open(files.path(second.handle), "rb") as file:
        file.seek(there.start)
        data = file.read(there.size)
    if (here.rate, here.channels) != (there.rate, there.channels):
        data = _fitted(here, there, data)
    grown = files.grow(first.handle, data)
    _close(files, grown)
    return dataclasses.asdict(grown)


def _plain_wav(path: str) -> wavs.Wav | None:
    """Return the head of a WAV file of 16 bits as we write them."""
    try:
        with open(path, "rb") as file:
            length = os.fstat(file.fileno()).st_size
            if file.read(4) != b"RIFF":
                return None
            found = wavs.read_head(file, length, may_be_empty=True)
    except (InvalidValueError, OSError):
        return None
    if found is None or (found.start, found.bits, found.is_float) != (wavs.HEAD, 16, False):
        return None
    return found if found.start + found.size == length else None


def _fitted(here: wavs.Wav, there: wavs.Wav, data: bytes) -> bytes:
    match = SoundMatch(here.rate, here.channels)
    block = samples.of_pcm(data, 16, False, there.channels).reshape(-1, there.channels)
    return b"".join(each.tobytes() for each in (*match.fit(there.rate, block), *match.rest()))
