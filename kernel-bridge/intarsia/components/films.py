"""Videos: what browsers play of them, and files made into that. PyAV is imported here, late."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from ..errors import InvalidValueError
from .avopen import FILMS, bytes_of, opened, packets, pyav
from .filekinds import FILM_TYPES, SNIFFED, film_kind, is_film
from .filmformats import FORMATS, Format
from .filmtracks import NEEDS, Copied, Films, Sounds, Track, Unfit
from .sounds import MAX_DECODED

MAX_SECONDS = 3 * 3600
"""Of a video that is converted."""

MAX_PIXELS = 8192 * 4608
"""Of one of its pictures."""


_PLAIN_PIXELS = ("yuv420p", "yuvj420p")
"""Of H.264, what all browsers show."""


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
    with opened(source, FILMS, what, "a video") as container:
        pictures = next(filter(_is_film, container.streams.video), None)
        if pictures is None:
            raise InvalidValueError("There are no moving pictures in this file.")
        size = pictures.codec_context.width * pictures.codec_context.height
        if not 0 < size <= MAX_PIXELS:
            raise InvalidValueError(
                f"The pictures of this video have {size:,} pixels; 1 to {MAX_PIXELS:,} are taken."
            )
        yield container, pictures, next(filter(_is_heard, container.streams.audio), None)


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
    format, copied = FORMATS[ending], (False, False)
    try:
        with film(source) as (container, pictures, sound):
            if not with_sound or format.sound is None:
                sound = None
            copied = stays(pictures, sound, format)
            if not all(copied):
                _check_length(container)
            _write(container, pictures, sound, target, format, copied)
    except InvalidValueError:
        raise
    except (av.error.FFmpegError, ValueError, Unfit):
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
    except InvalidValueError:
        raise
    except (av.error.FFmpegError, ValueError):
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
        for packet in packets(source, [each for each in (pictures, sound) if each], NEEDS):
            if not packet.size:
                continue
            for each in tracks[packet.stream_index].take(packet):
                written += 1
                made.mux(each)
        for track in tracks.values():
            for each in track.rest():
                written += 1
                made.mux(each)
        if not written:
            raise InvalidValueError("There are no moving pictures in this file.")
