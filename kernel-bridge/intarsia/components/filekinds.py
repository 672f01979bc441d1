"""What a sound or a video is, by the bytes that it begins with; names are not believed."""

from __future__ import annotations

SNIFFED = 64
"""Bytes that tell it."""

SOUND_TYPES = {
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "flac": "audio/flac",
    "ogg": "audio/ogg",
    "m4a": "audio/mp4",
    "webm": "audio/webm",
    "aac": "audio/aac",
}
"""What browsers play of sound, and its type."""

FILM_TYPES = {
    "mp4": "video/mp4",
    "webm": "video/webm",
    "ogg": "video/ogg",
}
"""What browsers play of videos, when the codecs are right."""


def sound_kind(start: bytes) -> str | None:
    """Return the ending of the sound that begins so; `None` for what browsers do not play.

    Examples
    --------
    >>> sound_kind(b"fLaC"), sound_kind(b"ID3"), sound_kind(b"RIFF....WAVEfmt ")
    ('flac', 'mp3', 'wav')
    """
    if start[:4] == b"RIFF" and start[8:12] == b"WAVE":
        return "wav"
    if start[:4] == b"fLaC":
        return "flac"
    if start[:4] == b"OggS":
        return "ogg"
    if start[4:8] == b"ftyp":
        return "m4a"
    if _is_webm(start):
        return "webm"
    if start[:3] == b"ID3" or is_mp3_frame(start):
        return "mp3"
    return "aac" if is_adts_frame(start) else None


def film_kind(start: bytes) -> str | None:
    """Return the ending of the video that begins so; `None` for what browsers do not play.

    Examples
    --------
    >>> film_kind(bytes(4) + b"ftypisom"), film_kind(bytes(4) + b"ftypqt  ")
    ('mp4', None)
    """
    if start[4:8] == b"ftyp":
        return None if start[8:10] == b"qt" else "mp4"
    if _is_webm(start):
        return "webm"
    return "ogg" if start[:4] == b"OggS" else None


_FILMS = (b"\x1aE\xdf\xa3", b"OggS", b"FLV", b"\0\0\x01\xba", b"\0\0\x01\xb3", b"GIF8", b"G@")
_ATOMS = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")


def is_film(start: bytes) -> bool:
    """Whether bytes may be the beginning of a video of any kind.

    Examples
    --------
    >>> is_film(b"FLV"), is_film(b"A text about videos")
    (True, False)
    """
    is_avi = start[:4] == b"RIFF" and start[8:12] == b"AVI "
    return start.startswith(_FILMS) or start[4:8] in _ATOMS or is_avi


def is_mp3_frame(start: bytes) -> bool:
    """Whether bytes begin with the head of a frame of MP3, MP2 or MP1."""
    return (
        len(start) >= 4
        and start[0] == 0xFF
        and start[1] & 0xE0 == 0xE0
        and start[1] & 0x18 != 0x08  # the version
        and start[1] & 0x06 != 0  # the layer
        and start[2] & 0xF0 != 0xF0  # the bit rate
        and start[2] & 0x0C != 0x0C  # the rate
    )


def is_adts_frame(start: bytes) -> bool:
    """Whether bytes begin with the head of a frame of AAC."""
    return len(start) >= 7 and start[0] == 0xFF and start[1] & 0xF6 == 0xF0


def _is_webm(start: bytes) -> bool:
    return start[:4] == b"\x1aE\xdf\xa3" and b"webm" in start
