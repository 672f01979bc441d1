"""Formats of videos that can be made, and what they hold."""

from __future__ import annotations

from ..frozen import dataclass


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

_SOUND_RATES = {"libopus": 48_000}


def sound_rate(codec: str, rate: int) -> int:
    """Return the rate at which a codec takes sound of another rate."""
    return _SOUND_RATES.get(codec, rate if rate in (44_100, 48_000) else 48_000)
