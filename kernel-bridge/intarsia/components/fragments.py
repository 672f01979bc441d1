"""MP4 in fragments: its head, and pieces that follow one another, written by hand.

The head tells of no pictures and no sound; each fragment has some, and when they are.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from ..frozen import dataclass

TICKS = 90_000
"""A second of the pictures has so many."""

_FILM, _SOUND = 1, 2
"""Numbers of the tracks."""

_MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)

_IS_KEY, _IS_OTHER = 0x02000000, 0x01010000

DURATION = 0x18
"""Where the duration of the whole stands, from the beginning of its box."""


@dataclass(frozen=True)
class Film:
    """What a decoder has to know of pictures of H.264."""

    width: int
    height: int
    sps: tuple[bytes, ...]
    pps: tuple[bytes, ...]
    delay: int = 0
    """How much later pictures are shown than they are decoded, at least, in ticks."""

    @property
    def codec(self) -> str:
        """Its name, as types of files have it."""
        return "avc1." + self.sps[0][1:4].hex()


@dataclass(frozen=True)
class Sound:
    """What a decoder has to know of sound of AAC."""

    rate: int
    channels: int
    config: bytes

    @property
    def codec(self) -> str:
        """Its name, as types of files have it."""
        return "mp4a.40.2"


@dataclass(frozen=True)
class Sample:
    """A picture, or the sound of a moment."""

    data: bytes
    duration: int
    offset: int = 0
    """How much later it is shown than it is decoded; may be negative."""
    is_key: bool = True


def box(name: bytes, *parts: bytes) -> bytes:
    """Return a box: its size, its name and what is in it."""
    data = b"".join(parts)
    return struct.pack(">I4s", 8 + len(data), name) + data


def _full(name: bytes, version: int, flags: int, *parts: bytes) -> bytes:
    return box(name, struct.pack(">I", version << 24 | flags), *parts)


def head(film: Film, sound: Sound | None) -> bytes:
    """Return what stands before all fragments."""
    size = (film.width, film.height)
    tracks = [_track(_FILM, TICKS, _film_media(film), size, _edit(film.delay))]
    defaults = [_FILM]
    if sound is not None:
        tracks.append(_track(_SOUND, sound.rate, _sound_media(sound)))
        defaults.append(_SOUND)
    extends = (_full(b"trex", 0, 0, struct.pack(">5I", each, 1, 0, 0, 0)) for each in defaults)
    movie = struct.pack(">4IIHHII", 0, 0, 1000, 0, 0x10000, 0x100, 0, 0, 0)
    last = struct.pack(">6II", 0, 0, 0, 0, 0, 0, 3)
    return box(b"ftyp", b"iso5", struct.pack(">I", 512), b"iso5iso6mp41") + box(
        b"moov", _full(b"mvhd", 0, 0, movie, _MATRIX, last), *tracks, box(b"mvex", *extends)
    )


def duration_place(head: bytes) -> int:
    """Return where the head tells how many milliseconds the whole has."""
    return head.index(b"mvhd") - 4 + DURATION


def _edit(delay: int) -> bytes:
    """Return what says that a track begins later than its first sample."""
    if not delay:
        return b""
    return box(b"edts", _full(b"elst", 0, 0, struct.pack(">IIiI", 1, 0, delay, 0x10000)))


def _track(
    number: int, scale: int, media: bytes, size: tuple[int, int] = (0, 0), edit: bytes = b""
) -> bytes:
    is_film = number == _FILM
    shown = struct.pack(">5I2IHHHH", 0, 0, number, 0, 0, 0, 0, 0, 0, 0 if is_film else 0x100, 0)
    shown += _MATRIX + struct.pack(">II", size[0] << 16, size[1] << 16)
    kind, name = (b"vide", b"Video\0") if is_film else (b"soun", b"Sound\0")
    return box(
        b"trak",
        _full(b"tkhd", 0, 3, shown),
        edit,
        box(
            b"mdia",
            _full(b"mdhd", 0, 0, struct.pack(">4IHH", 0, 0, scale, 0, 0x55C4, 0)),
            _full(b"hdlr", 0, 0, bytes(4), kind, bytes(12), name),
            media,
        ),
    )


def _media(about: bytes, entry: bytes) -> bytes:
    nothing = (_full(name, 0, 0, bytes(4)) for name in (b"stts", b"stsc", b"stco"))
    return box(
        b"minf",
        about,
        box(b"dinf", _full(b"dref", 0, 0, struct.pack(">I", 1), _full(b"url ", 0, 1))),
        box(
            b"stbl",
            _full(b"stsd", 0, 0, struct.pack(">I", 1), entry),
            *nothing,
            _full(b"stsz", 0, 0, bytes(8)),
        ),
    )


def _film_media(film: Film) -> bytes:
    profile = film.sps[0][1:4]
    sets = b"".join(
        struct.pack(">B", count) + b"".join(struct.pack(">H", len(each)) + each for each in several)
        for count, several in ((0xE0 | len(film.sps), film.sps), (len(film.pps), film.pps))
    )
    config = box(b"avcC", b"\x01", profile, b"\xff", sets)
    entry = box(
        b"avc1",
        struct.pack(">6xH16xHH", 1, film.width, film.height),
        struct.pack(">IIIH32xHh", 0x480000, 0x480000, 0, 1, 24, -1),
        config,
    )
    return _media(_full(b"vmhd", 0, 1, bytes(8)), entry)


def _sound_media(sound: Sound) -> bytes:
    decoder = _described(4, struct.pack(">BB3xII", 0x40, 0x15, 0, 0), _described(5, sound.config))
    stream = _described(3, struct.pack(">HB", 0, 0), decoder, _described(6, b"\x02"))
    entry = box(
        b"mp4a",
        struct.pack(">6xH8xHHIHH", 1, sound.channels, 16, 0, sound.rate & 0xFFFF, 0),
        _full(b"esds", 0, 0, stream),
    )
    return _media(_full(b"smhd", 0, 0, bytes(4)), entry)


def _described(tag: int, *parts: bytes) -> bytes:
    data = b"".join(parts)
    return struct.pack(">B", tag) + b"\x80\x80\x80" + struct.pack(">B", len(data)) + data


def fragment(
    number: int,
    film: tuple[int, Sequence[Sample]],
    sound: tuple[int, Sequence[Sample]] = (0, ()),
) -> bytes:
    """Return a fragment.

    Parameters
    ----------
    number
        Of the fragment, from 1 on.
    film, sound
        When the first sample is decoded, and the samples in the order in which they are.
    """
    tracks = [(track, *each) for track, each in ((_FILM, film), (_SOUND, sound)) if each[1]]
    size = len(_moof(number, tracks, [0] * len(tracks)))
    offsets, at = [], size + 8
    for _, _, samples in tracks:
        offsets.append(at)
        at += sum(len(sample.data) for sample in samples)
    data = (sample.data for _, _, samples in tracks for sample in samples)
    return _moof(number, tracks, offsets) + box(b"mdat", *data)


def _moof(
    number: int, tracks: list[tuple[int, int, Sequence[Sample]]], offsets: list[int]
) -> bytes:
    return box(
        b"moof",
        _full(b"mfhd", 0, 0, struct.pack(">I", number)),
        *(
            box(
                b"traf",
                _full(b"tfhd", 0, 0x20000, struct.pack(">I", track)),
                _full(b"tfdt", 1, 0, struct.pack(">Q", start)),
                _run(samples, offset),
            )
            for (track, start, samples), offset in zip(tracks, offsets, strict=True)
        ),
    )


def _run(samples: Sequence[Sample], offset: int) -> bytes:
    rows = (
        struct.pack(
            ">IIIi",
            sample.duration,
            len(sample.data),
            _IS_KEY if sample.is_key else _IS_OTHER,
            sample.offset,
        )
        for sample in samples
    )
    return _full(b"trun", 1, 0xF01, struct.pack(">Ii", len(samples), offset), *rows)
