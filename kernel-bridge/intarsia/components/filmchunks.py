"""A video that grows: pieces that a function yields become one, in fragments of MP4."""

from __future__ import annotations

import dataclasses
import os
import struct
import warnings
from fractions import Fraction
from typing import Any

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..spec import FileValue
from . import fragments
from .avopen import encoder, pyav
from .filevalues import files_here, name_of
from .films import film
from .filmtracks import even, rate_of, reformatted
from .fragments import TICKS, Film, Sample
from .h264 import Units, measured
from .hints import qualified_name
from .sessionfiles import Files
from .soundtrack import SoundTrack

NEEDS = "Video in pieces"

_PIXELS = ("yuv420p", "yuvj420p")


_AHEAD = 2
"""Pictures that are usually decoded before one that is shown earlier: of later pieces as well."""


_OPTIONS = {"libx264": {"preset": "veryfast", "crf": "21"}}

_LONGEST = 3600
"""Seconds of a piece."""

_SLOWEST = 60
"""Seconds that one of its pictures may stand, on average."""


@dataclass(frozen=True)
class Picture:
    """An encoded picture on its way."""

    units: tuple[bytes, ...]
    sets: tuple[bytes, ...]
    at: int
    """When it is shown, in ticks from the beginning of its piece."""
    is_key: bool


class FilmChunks:
    """One video made of pieces, each of which could be played alone.

    Pictures of H.264 stay as they are; others, and those of another size than the first ones, are
    encoded anew. Sound is decoded and encoded as one, so that it stays with the pictures to the
    sample and has no seams.
    """

    def __init__(self) -> None:
        self._files: Files | None = None
        self._file: FileValue | None = None
        self._film: Film | None = None
        self._sound: SoundTrack | None = None
        self._end = 0
        """When the next piece begins, in ticks."""
        self._count = 0
        self._is_over = False
        self._repeats = False
        """Whether what a decoder has to know stands before each piece: it has changed."""

    def add(self, value: Any) -> None:
        """Take a piece: the path of a file, or its bytes; `None` adds nothing.

        Raises
        ------
        TypeError
            When it is no video; the words say what is wrong with it.
        ModuleNotFoundError
            When PyAV is missing.
        """
        if value is None:
            return
        source: str | bytes
        if isinstance(value, (bytes, bytearray, memoryview)):
            source, name = bytes(value), f"{len(value):,} bytes"
        elif isinstance(value, (str, os.PathLike)):
            source, name = os.fspath(value), name_of(value)
            if not os.path.isfile(source):
                raise TypeError(f"A piece of video, {name!r}, is no file that is here.")
        else:
            raise TypeError(
                "A piece of video is the path of a file or its bytes, not "
                f"{qualified_name(type(value))}."
            )
        av = pyav(NEEDS)
        try:
            self._add(source)
        except InvalidValueError as error:
            raise TypeError(f"A piece of video, {name}: {error}") from error
        except av.error.FFmpegError as error:
            raise TypeError(f"A piece of video, {name}: It is broken.") from error

    def shown(self) -> Json:
        """Return the file as it is by now."""
        file = self._file
        return None if file is None else {**dataclasses.asdict(file), "is_stream": True}

    def end(self) -> Json:
        """Write what is left of the sound, and how long it has become; return the file."""
        files, file = self._files, self._file
        if files is None or file is None or self._film is None:
            return None
        if self._sound is not None and not self._is_over:
            left = self._sound.rest(self._end)
            if left[1]:
                self._count += 1
                file = files.grow(file.handle, fragments.fragment(self._count, (0, ()), left))
        place = fragments.duration_place(self._head())
        files.amend(file.handle, place, struct.pack(">I", self._end * 1000 // TICKS))
        self._file, self._is_over = file, True
        return dataclasses.asdict(file)

    def _head(self) -> bytes:
        assert self._film is not None
        return fragments.head(self._film, self._sound.described if self._sound else None)

    def _add(self, source: str | bytes) -> None:
        with film(source, NEEDS) as (container, pictures, sound):
            shown, heard = list[Any](), list[Any]()
            for packet in container.demux([each for each in (pictures, sound) if each]):
                if packet.size:
                    (shown if packet.stream_index == pictures.index else heard).append(packet)
            if not shown:
                raise InvalidValueError("There are no moving pictures in it.")
            found, begin, length = self._read(pictures, shown)
            if length > _LONGEST * TICKS or length > _SLOWEST * TICKS * (len(found) + 1):
                raise InvalidValueError("What it says of when its pictures are is broken.")
            is_first = self._film is None
            if self._film is None:
                self._film = self._learn(pictures, found)
                self._sound = SoundTrack(sound) if sound is not None else None
            elif sound is not None and self._sound is None:
                warnings.warn(
                    "The first piece of the video had no sound: that of later ones is left out.",
                    stacklevel=2,
                )
            heard_now = (0, list[Sample]())
            if self._sound is not None:
                heard_now = self._sound.add(sound, heard, begin, (self._end, self._end + length))
        start = self._end
        samples = self._samples(found, length)
        self._end += length
        self._count += 1
        data = fragments.fragment(self._count, (start, samples), heard_now)
        if is_first:
            self._store(data)
        else:
            assert self._files is not None
            assert self._file is not None
            self._file = self._files.grow(self._file.handle, data)

    def _store(self, data: bytes) -> None:
        assert self._film is not None
        codecs = [self._film.codec, *([self._sound.described.codec] if self._sound else ())]
        self._files = files_here()
        self._file = self._files.store(
            self._head() + data, name="video.mp4", mime=f'video/mp4; codecs="{", ".join(codecs)}"'
        )

    def _learn(self, pictures: Any, found: list[Picture]) -> Film:
        first = found[0]
        sps = tuple(each for each in first.sets if each[0] & 31 == 7)
        pps = tuple(each for each in first.sets if each[0] & 31 == 8)
        if not sps or not pps:
            raise InvalidValueError("It does not begin with a whole picture.")
        codec = pictures.codec_context
        is_kept = self._stays(pictures)
        width, height = (
            (codec.width, codec.height) if is_kept else (even(codec.width), even(codec.height))
        )
        starts = sorted(picture.at for picture in found)
        needed = max(start - each.at for each, start in zip(found, starts, strict=True))
        usual = round(_AHEAD * TICKS / rate_of(pictures))
        return Film(width, height, sps, pps, max(needed, usual))

    def _stays(self, pictures: Any) -> bool:
        """Whether the pictures of a piece can be as they are."""
        codec = pictures.codec_context
        if codec.codec.canonical_name != "h264" or codec.pix_fmt not in _PIXELS:
            return False
        size = (codec.width, codec.height)
        return self._film is None or size == (self._film.width, self._film.height)

    def _read(self, pictures: Any, packets: list[Any]) -> tuple[list[Picture], Fraction, int]:
        """Return the pictures of a piece, when it begins in seconds, and its length in ticks."""
        base = Fraction(pictures.time_base)
        times = [packet.pts for packet in packets]
        if self._stays(pictures) and None not in times and packets[0].is_keyframe:
            begin = min(times)
            units = Units(bytes(pictures.codec_context.extradata or b""))
            found = []
            for packet in packets:
                parts = tuple(units.of(bytes(packet)))
                at = round((packet.pts - begin) * base * TICKS)
                found.append(Picture(parts, units.sets, at, packet.is_keyframe))
            last = max(packets, key=lambda packet: packet.pts)
            return found, begin * base, self._length(found, pictures, (last.duration or 0) * base)
        return self._encoded(pictures, packets, base)

    def _length(self, found: list[Picture], pictures: Any, last: Fraction) -> int:
        end = max(picture.at for picture in found)
        steps = sorted(picture.at for picture in found)
        if last <= 0:
            last = 1 / rate_of(pictures)
            if len(steps) > 1:
                last = Fraction(steps[-1] - steps[0], (len(steps) - 1) * TICKS)
        return end + max(1, round(last * TICKS))

    def _encoded(
        self, pictures: Any, packets: list[Any], base: Fraction
    ) -> tuple[list[Picture], Fraction, int]:
        av = pyav(NEEDS)
        rate = rate_of(pictures)
        frames = []
        for packet in (*packets, None):
            try:
                frames += pictures.decode(packet)
            except av.error.FFmpegError:
                continue  # one picture that is broken: the others count
        if not frames:
            raise InvalidValueError("No picture of it can be decoded.")
        known = [frame.pts for frame in frames if frame.pts is not None]
        begin = min(known) if known else 0
        codec = self._encoder(pictures, rate)
        found, at, units = list[Picture](), -1, Units(b"")
        made = []
        for frame in frames:
            after = at + round(TICKS / rate) if at >= 0 else 0
            if frame.pts is not None:
                after = round((frame.pts - begin) * base * TICKS)
            if after <= at:
                continue
            at = after
            shown = reformatted(frame, codec.width, codec.height, "yuv420p")
            shown.pts, shown.time_base, shown.pict_type = at, Fraction(1, TICKS), 0
            made += codec.encode(shown)
        made += codec.encode(None)
        for packet in made:
            parts = tuple(units.of(bytes(packet)))
            found.append(Picture(parts, units.sets, packet.pts, packet.is_keyframe))
        return found, begin * base, self._length(found, pictures, Fraction(0))

    def _encoder(self, pictures: Any, rate: Fraction) -> Any:
        name = encoder("libx264", NEEDS)
        codec = pyav(NEEDS).CodecContext.create(name, "w")
        size = pictures.codec_context
        known = self._film
        codec.width, codec.height = (
            (known.width, known.height) if known else (even(size.width), even(size.height))
        )
        codec.pix_fmt, codec.framerate, codec.time_base = "yuv420p", rate, Fraction(1, TICKS)
        codec.options = _OPTIONS.get(name, {})
        return codec

    def _samples(self, found: list[Picture], length: int) -> list[Sample]:
        """Return pictures as samples, one decoded after the other without a gap."""
        assert self._film is not None
        starts = sorted(picture.at for picture in found)
        ends = [*starts[1:], length]
        samples = []
        for picture, start, end in zip(found, starts, ends, strict=True):
            self._repeats |= picture.sets != (*self._film.sps, *self._film.pps)
            before = picture.sets if picture.is_key and self._repeats else ()
            data = measured((*before, *picture.units))
            later = self._film.delay + picture.at - start
            samples.append(Sample(data, end - start, later, picture.is_key))
        return samples
