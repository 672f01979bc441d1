"""Videos: what browsers play of them, and files made into that. PyAV is imported here, late."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import IO, Any

from ..errors import InvalidValueError
from ..frozen import dataclass
from .avopen import FILMS, bytes_of, opened, pyav
from .filekinds import FILM_TYPES, SNIFFED, film_kind, is_film
from .sounds import MAX_DECODED

NEEDS = "Converting a video"

MAX_SECONDS = 3 * 3600
"""Of a video that is converted."""

MAX_PIXELS = 8192 * 4608
"""Of one of its pictures."""

TICKS = 90_000
"""A second has so many, in what we make."""


@dataclass(frozen=True)
class Format:
    """How videos of one ending are made.

    Parameters
    ----------
    name
        Of the container, as PyAV has it.
    film, sound
        The codecs that are used where something else has to become of what there is.
    films, sounds
        Those that stay as they are.
    pixels
        How pictures are written.
    """

    name: str
    film: str
    sound: str | None
    films: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()
    pixels: str = "yuv420p"


FORMATS = {
    "mp4": Format("mp4", "libx264", "aac", ("h264", "av1"), ("aac", "mp3", "opus", "flac")),
    "webm": Format("webm", "libvpx-vp9", "libopus", ("vp8", "vp9", "av1"), ("opus", "vorbis")),
    "mov": Format("mov", "libx264", "aac", ("h264",), ("aac", "mp3")),
    "mkv": Format(
        *("matroska", "libx264", "aac", ("h264", "vp8", "vp9", "av1")),
        ("aac", "mp3", "opus", "vorbis", "flac"),
    ),
    "ts": Format("mpegts", "libx264", "aac", ("h264",), ("aac",)),
    "avi": Format("avi", "mpeg4", "libmp3lame"),
    "gif": Format("gif", "gif", None, pixels="rgb8"),
}
"""By their endings."""

_OPTIONS = {
    "libx264": {"preset": "veryfast", "crf": "21"},
    "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8", "crf": "32", "b": "0"},
    "mpeg4": {"qscale": "3"},
}

_PLAIN_PIXELS = ("yuv420p", "yuvj420p")
"""Of H.264, what all browsers show."""

_SOUND_RATES = {"libopus": 48_000}


def sound_rate(codec: str, rate: int) -> int:
    """Return the rate at which a codec takes sound of another rate."""
    return _SOUND_RATES.get(codec, rate if rate in (44_100, 48_000) else 48_000)


@contextmanager
def film(source: str | bytes, what: str = NEEDS) -> Iterator[tuple[Any, Any, Any]]:
    """Open a video: the container, its pictures, and its sound or `None`.

    Raises
    ------
    InvalidValueError
        When it is none.
    ModuleNotFoundError
        When PyAV is missing.
    """
    av = pyav(what)
    outer = opened(source, FILMS, what)
    try:
        container = outer.__enter__()
    except (av.error.FFmpegError, ValueError):
        raise InvalidValueError("This is not a video, or it is broken.") from None
    try:
        pictures = next(filter(_is_film, container.streams.video), None)
        if pictures is None:
            raise InvalidValueError("There are no moving pictures in this file.")
        size = pictures.codec_context.width * pictures.codec_context.height
        if not 0 < size <= MAX_PIXELS:
            raise InvalidValueError(
                f"The pictures of this video have {size:,} pixels; 1 to {MAX_PIXELS:,} are taken."
            )
        yield container, pictures, next(filter(_is_heard, container.streams.audio), None)
    finally:
        outer.__exit__(None, None, None)


def _is_film(stream: Any) -> bool:
    """Whether pictures move: they are no cover, and can be decoded."""
    return stream.codec_context is not None and "attached_pic" not in str(stream.disposition)


def _is_heard(stream: Any) -> bool:
    """Whether sound can be decoded."""
    codec = stream.codec_context
    return codec is not None and 0 < codec.channels <= MAX_DECODED and codec.sample_rate > 0


def check_film(path: str) -> None:
    """Look into a file, without decoding it.

    Raises
    ------
    InvalidValueError
        When it is no video.
    """
    try:
        with film(path):
            return
    except ModuleNotFoundError:
        if not is_film(bytes_of(path, SNIFFED)):
            raise InvalidValueError("This is not a video.") from None


def has_sound(path: str) -> bool:
    """Whether a video has sound."""
    with film(path, "Taking the sound out of a video") as (_, _, sound):
        return sound is not None


def to_show(source: str | bytes, name: str, format: str | None) -> tuple[bytes | None, str, str]:
    """Return a video as browsers play it: its bytes, or `None` as it is; its name and type.

    Parameters
    ----------
    source
        The path of a file, or its bytes.
    name
        What it is called.
    format
        An ending of `FORMATS`, where the author asks for it.

    Raises
    ------
    InvalidValueError
        When it is none.
    ModuleNotFoundError
        When PyAV is missing, and it has to be converted.
    """
    kind = film_kind(bytes_of(source, SNIFFED))
    if kind in FORMATS and format in (None, kind) and _is_playable(source, kind):
        named = name if os.path.splitext(name)[1] else f"{name}.{kind}"
        return None, named, FILM_TYPES[kind]
    wanted = format or "mp4"
    buffer = io.BytesIO()
    write_film(source, buffer, wanted)
    mime = {"mkv": "video/x-matroska", "mov": "video/quicktime", "ts": "video/mp2t"}
    mime |= {"avi": "video/x-msvideo", "gif": "image/gif", **FILM_TYPES}
    return buffer.getvalue(), f"{os.path.splitext(name)[0]}.{wanted}", mime[wanted]


def _is_playable(source: str | bytes, kind: str) -> bool:
    """Whether browsers play the codecs in a container that they play; so without PyAV."""
    try:
        with film(source) as (_, pictures, sound):
            return stays(pictures, sound, FORMATS[kind]) == (True, True)
    except ModuleNotFoundError:
        return True


def stays(pictures: Any, sound: Any, format: Format) -> tuple[bool, bool]:
    """Whether pictures and sound can be as they are in files of a format."""
    codec = pictures.codec_context
    is_plain = codec.name not in ("h264", "libx264") or codec.pix_fmt in _PLAIN_PIXELS
    film_stays = codec.codec.canonical_name in format.films and is_plain
    sound_stays = sound is None or sound.codec_context.codec.canonical_name in format.sounds
    return film_stays, sound_stays


def write_film(
    source: str | bytes, target: IO[bytes], ending: str, *, with_sound: bool = True
) -> None:
    """Write a video as a file of another format; what can stay as it is, does.

    Raises
    ------
    InvalidValueError, ModuleNotFoundError
        As `film` does; when it is too long, too.
    """
    av = pyav(NEEDS)
    format = FORMATS[ending]
    try:
        with film(source) as (container, pictures, sound):
            if not with_sound or format.sound is None:
                sound = None
            copied = stays(pictures, sound, format)
            if not all(copied):
                _check_length(container)
            _write(container, pictures, sound, target, format, copied)
    except av.error.FFmpegError:
        if not any(copied):
            raise InvalidValueError("This video is broken.") from None
        target.seek(0)
        target.truncate()
        _write_anew(source, target, format, with_sound)


def _write_anew(source: str | bytes, target: IO[bytes], format: Format, with_sound: bool) -> None:
    """Do the same with nothing as it is: not all of it fits into every container."""
    av = pyav(NEEDS)
    try:
        with film(source) as (container, pictures, sound):
            _check_length(container)
            heard = sound if with_sound and format.sound else None
            _write(container, pictures, heard, target, format, (False, False))
    except av.error.FFmpegError:
        raise InvalidValueError("This video is broken.") from None


def _check_length(container: Any) -> None:
    seconds = (container.duration or 0) / 1_000_000
    if seconds > MAX_SECONDS:
        raise InvalidValueError(
            f"This video lasts {seconds / 3600:.1f} hours; at most {MAX_SECONDS // 3600} are "
            "converted."
        )


def _write(
    source: Any, pictures: Any, sound: Any, target: IO[bytes], format: Format, copied: Any
) -> None:
    av = pyav(NEEDS)
    with av.open(target, "w", format=format.name) as made:
        tracks: dict[int, Track] = {}
        for stream, stays in ((pictures, copied[0]), (sound, copied[1])):
            if stream is None:
                continue
            kind: type[Track] = Copied if stays else Films if stream is pictures else Sounds
            tracks[stream.index] = kind(made, stream, format)
        written = 0
        for packet in _packets(source, [each for each in (pictures, sound) if each]):
            for each in tracks[packet.stream_index].take(packet):
                written += 1
                made.mux(each)
        for track in tracks.values():
            for each in track.rest():
                written += 1
                made.mux(each)
        if not written:
            raise InvalidValueError("There are no moving pictures in this file.")


def _packets(container: Any, streams: list[Any]) -> Iterator[Any]:
    av = pyav(NEEDS)
    try:
        for packet in container.demux(streams):
            if packet.size:
                yield packet
    except av.error.FFmpegError:
        return  # it is cut off: what came counts


class Track:
    """One stream on its way from a file to another.

    Parameters
    ----------
    made
        The container that is written.
    stream
        Of the one that is read.
    format
        Of the one that is written.
    """

    def __init__(self, made: Any, stream: Any, format: Format) -> None:
        self.stream = stream
        start = stream.container.start_time or 0
        self.start = round(Fraction(start, 1_000_000) / stream.time_base)
        """When the file begins, as this stream counts: from there on it is counted anew."""

    def take(self, packet: Any) -> Iterator[Any]:
        """Yield what is written in place of a packet."""
        raise NotImplementedError

    def rest(self) -> Iterator[Any]:
        """Yield what is written at the end."""
        yield from ()


class Copied(Track):
    """A stream that stays as it is."""

    def __init__(self, made: Any, stream: Any, format: Format) -> None:
        super().__init__(made, stream, format)
        self._made = made.add_stream_from_template(stream)

    def take(self, packet: Any) -> Iterator[Any]:
        if packet.pts is None and packet.dts is None:
            raise InvalidValueError("This video is broken: nothing in it tells when it is.")
        for name in ("pts", "dts"):
            if getattr(packet, name) is not None:
                setattr(packet, name, getattr(packet, name) - self.start)
        packet.stream = self._made
        yield packet


class Films(Track):
    """Pictures that are encoded anew."""

    def __init__(self, made: Any, stream: Any, format: Format) -> None:
        super().__init__(made, stream, format)
        codec = stream.codec_context
        self._av = pyav(NEEDS)
        self._pixels = format.pixels
        rate = rate_of(stream)
        self._made = made.add_stream(format.film, rate=rate, options=_OPTIONS.get(format.film, {}))
        self._made.width, self._made.height = even(codec.width), even(codec.height)
        self._made.pix_fmt = format.pixels
        if codec.sample_aspect_ratio:
            self._made.codec_context.sample_aspect_ratio = codec.sample_aspect_ratio
        # Some codecs count in pictures, others in any parts of a second.
        ticks = Fraction(1, TICKS) if format.film in ("libx264", "libvpx-vp9") else 1 / rate
        if format.film == "gif":
            ticks = Fraction(1, 100)
        self._ticks = self._made.codec_context.time_base = ticks
        self._last = -1
        self._wrong = self._shown = 0
        self._is_turned = False

    def take(self, packet: Any) -> Iterator[Any]:
        try:
            frames = packet.decode()
        except self._av.error.FFmpegError:
            self._wrong += 1
            if self._wrong > 100 + self._shown:
                raise
            return
        for frame in frames:
            yield from self._encode(frame)

    def rest(self) -> Iterator[Any]:
        try:
            frames = self.stream.decode(None)
        except self._av.error.FFmpegError:
            frames = []
        for frame in frames:
            yield from self._encode(frame)
        if self._shown:
            yield from self._made.encode()

    def _encode(self, frame: Any) -> Iterator[Any]:
        if not self._is_turned and frame.rotation:
            self._made.set_display_rotation(frame.rotation)
        self._is_turned = True
        at = self._last + 1
        if frame.pts is not None:
            at = round((frame.pts - self.start) * self.stream.time_base / self._ticks)
        if at <= self._last:
            return
        shown = reformatted(frame, self._made.width, self._made.height, self._pixels)
        shown.pts, shown.time_base, self._last = at, self._ticks, at
        shown.pict_type = 0  # what it was in the other file says nothing here
        self._shown += 1
        yield from self._made.encode(shown)


class Sounds(Track):
    """Sound that is encoded anew."""

    def __init__(self, made: Any, stream: Any, format: Format) -> None:
        super().__init__(made, stream, format)
        self._av = pyav(NEEDS)
        assert format.sound is not None
        rate = sound_rate(format.sound, stream.codec_context.sample_rate)
        self._made = made.add_stream(format.sound, rate=rate)
        layout = "mono" if stream.codec_context.channels == 1 else "stereo"
        self._made.codec_context.layout = layout
        self._kind: Any = None
        """Of the sound that came last: one that is broken changes on its way."""
        self._resampler: Any = None
        self._heard = 0

    def take(self, packet: Any) -> Iterator[Any]:
        try:
            frames = packet.decode()
        except self._av.error.FFmpegError:
            return
        for frame in frames:
            yield from self._encode(frame)

    def rest(self) -> Iterator[Any]:
        try:
            frames = self.stream.decode(None)
        except self._av.error.FFmpegError:
            frames = []
        for frame in frames:
            yield from self._encode(frame)
        if self._heard:
            yield from self._resampled(None)
            yield from self._made.encode()

    def _encode(self, frame: Any) -> Iterator[Any]:
        kind = (frame.format.name, frame.layout.name, frame.sample_rate)
        if kind != self._kind:
            if self._resampler is not None:
                yield from self._resampled(None)
            codec, self._kind = self._made.codec_context, kind
            self._resampler = self._av.AudioResampler(
                format=codec.format, layout=codec.layout, rate=codec.sample_rate
            )
        if frame.pts is not None:
            frame.pts -= self.start
        self._heard += 1
        yield from self._resampled(frame)

    def _resampled(self, frame: Any) -> Iterator[Any]:
        for each in self._resampler.resample(frame):
            yield from self._made.encode(each)


def rate_of(stream: Any) -> Fraction:
    """Return pictures a second, about."""
    for rate in (stream.average_rate, stream.guessed_rate, stream.base_rate):
        if rate and Fraction(1, 100) <= rate <= 240:
            return Fraction(rate).limit_denominator(1001)
    return Fraction(25)


def reformatted(frame: Any, width: int, height: int, pixels: str) -> Any:
    """Return a picture of another size, with its pixels as a codec takes them."""
    if not pixels.startswith("yuv"):
        return frame.reformat(width, height, pixels)
    # Darkest and lightest are not told by every container: they are what all players expect.
    return frame.reformat(width, height, pixels, dst_color_range="MPEG")


def even(size: int) -> int:
    """Return a size that codecs take."""
    return max(2, size - size % 2)
