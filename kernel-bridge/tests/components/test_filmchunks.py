"""Video in pieces: what is yielded becomes one video without a gap, that plays by itself."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from media import film, sine, sound, without

from intarsia import Video
from intarsia.components.filmchunks import FilmChunks

STEP = 1 / 12


class Whole:
    """What a video has in the end, as another program decodes it."""

    def __init__(self, data: bytes) -> None:
        with av.open(io.BytesIO(data)) as container:
            self.length = container.duration / 1_000_000
            self.times: list[float] = []
            self.light: list[int] = []
            self.pictures: list[Any] = []
            heard, self.heard_at = [], []
            for frame in container.decode():
                at = float(frame.pts * frame.time_base)
                if isinstance(frame, av.VideoFrame):
                    self.times.append(at)
                    self.pictures.append(frame.to_ndarray(format="gray"))
                    self.light.append(int(self.pictures[-1].mean()))
                else:
                    self.heard_at.append(at)
                    heard.append(frame.to_ndarray()[0])
            self.sound = np.concatenate(heard) if heard else None

    def check(self, count: int, step: float = STEP) -> None:
        """Check that all pictures are there, one after the other without a gap."""
        assert len(self.times) == count
        assert self.times == pytest.approx([at * step for at in range(count)], abs=0.0015)

    def steepest(self) -> float:
        """Return the largest step in the sound, without its ends: at a seam it is large."""
        assert self.sound is not None
        return float(np.abs(np.diff(self.sound[3000:-3000])).max())


def pieces(count: int, frames: int = 12, **made: Any) -> list[bytes]:
    return [film(frames, first=at * frames, **made) for at in range(count)]


def whole(files: Any, chunks: list[Any]) -> tuple[Any, Whole]:
    taken = Video(streaming=True).chunks()
    for chunk in chunks:
        taken.add(chunk)
    shown = taken.end()
    return shown, Whole(Path(files.path(shown["handle"])).read_bytes())


TONE = 2 * np.pi * 440 / 48000 * 10_000 / 32768
"""The largest step of the tone in the pieces."""


@pytest.mark.parametrize("format", ["mp4", "mpegts", "matroska"])
@pytest.mark.parametrize("audio", [None, "aac"])
def test_pieces_of_h264_follow_one_another(files, format: str, audio: str | None) -> None:
    shown, seen = whole(files, pieces(4, format=format, audio=audio))
    codecs = "avc1.64000a" + (", mp4a.40.2" if audio else "")
    assert shown["mime"] == f'video/mp4; codecs="{codecs}"'
    assert shown["name"] == "video.mp4"
    seen.check(48)
    assert seen.light == sorted(seen.light)
    assert seen.length == pytest.approx(4, abs=0.03)
    if audio:
        assert len(seen.sound) / 48000 == pytest.approx(4, abs=0.03)
        assert np.diff(seen.heard_at) == pytest.approx(1024 / 48000, abs=1e-4)
        if format != "matroska":  # which counts in milliseconds
            assert seen.steepest() < 1.25 * TONE


def test_pictures_of_h264_are_the_same_to_the_last_bit(files) -> None:
    chunks = pieces(3)
    _, seen = whole(files, chunks)
    alone = [picture for chunk in chunks for picture in Whole(chunk).pictures]
    assert all(np.array_equal(a, b) for a, b in zip(seen.pictures, alone, strict=True))


@pytest.mark.parametrize(
    "made",
    [
        {"codec": "mpeg4"},
        {"codec": "libvpx-vp9", "format": "webm"},
        {"codec": "mjpeg", "pix_fmt": "yuvj420p", "format": "avi"},
        {"pix_fmt": "yuv444p"},
    ],
    ids=["mpeg4", "webm", "avi", "colours"],
)
def test_other_pieces_are_encoded(files, made: dict[str, Any]) -> None:
    shown, seen = whole(files, pieces(3, **made))
    assert shown["mime"].startswith('video/mp4; codecs="avc1.')
    seen.check(36)
    wanted = [light for chunk in pieces(3, **made) for light in Whole(chunk).light]
    assert np.abs(np.array(seen.light) - wanted).max() < 8


def test_sound_of_other_codecs_and_rates_stays_with_the_pictures(files) -> None:
    chunks = [
        film(12, audio="aac"),
        film(12, first=12, codec="libvpx-vp9", format="webm", audio="libopus"),
        film(12, first=24, codec="mpeg4", audio="libmp3lame"),
        film(12, first=36, audio="aac"),
    ]
    _, seen = whole(files, chunks)
    seen.check(48)
    assert len(seen.sound) / 48000 == pytest.approx(4, abs=0.03)
    tone = sine(4, 48000)[:, 0] / 32768
    for start in (0.3, 1.3, 2.3, 3.3):  # within each piece, the tone is where it was
        at = slice(round(start * 48000), round((start + 0.4) * 48000))
        shifts = [np.dot(seen.sound[at], np.roll(tone, by)[at]) for by in range(-54, 55)]
        assert abs(int(np.argmax(shifts)) - 54) < 54


def test_another_size_and_rate_is_made_that_of_the_first(files) -> None:
    chunks = [
        film(12),
        film(12, first=12, width=128, height=96),
        film(24, first=24, fps=24),
        film(12, first=36, codec="mpeg4", width=33, height=35, format="avi"),
        film(12, first=48),
    ]
    _, seen = whole(files, chunks)
    assert len(seen.times) == 72
    steps = np.diff(seen.times)
    assert steps.min() > 0.04
    assert steps.max() < 0.085
    assert seen.length == pytest.approx(5, abs=0.01)
    assert {picture.shape for picture in seen.pictures} == {(48, 64)}
    wanted = [4 * at for at in (*range(24), *range(24, 48), *range(36, 60))]
    assert np.abs(np.array(seen.light) - wanted).max() < 8


def test_pieces_of_other_encoders_are_decoded_as_they_are(files) -> None:
    plain = {"bf": "0", "profile": "baseline", "preset": "ultrafast"}
    chunks = [film(12), film(12, first=12, options=plain), film(12, first=24)]
    _, seen = whole(files, chunks)
    seen.check(36)
    alone = [picture for chunk in chunks for picture in Whole(chunk).pictures]
    assert all(np.array_equal(a, b) for a, b in zip(seen.pictures, alone, strict=True))


def test_first_without_pictures_in_another_order_then_with(files) -> None:
    _, seen = whole(files, [film(12, options={"bf": "0"}), film(12, first=12)])
    seen.check(24)


def test_sound_that_is_missing_on_the_way_is_silence(files) -> None:
    chunks = [film(12, audio="aac"), film(12, first=12), film(12, first=24, audio="aac")]
    _, seen = whole(files, chunks)
    seen.check(36)
    assert len(seen.sound) / 48000 == pytest.approx(3, abs=0.03)
    middle = seen.sound[round(1.2 * 48000) : round(1.8 * 48000)]
    last = seen.sound[round(2.2 * 48000) : round(2.8 * 48000)]
    assert np.abs(middle).max() < 0.01 < 0.25 < np.abs(last).max()


def test_sound_that_begins_later_is_left_out_with_a_word(files) -> None:
    chunks = Video(streaming=True).chunks()
    chunks.add(film(12))
    with pytest.warns(UserWarning, match="first piece of the video had no sound"):
        chunks.add(film(12, first=12, audio="aac"))
    shown = chunks.end()
    seen = Whole(Path(files.path(shown["handle"])).read_bytes())
    seen.check(24)
    assert seen.sound is None


def test_pieces_that_were_cut_out_of_one_stream_have_no_seams(files) -> None:
    pictures = film(48, format="mpegts", audio="aac", options={"g": "12", "sc_threshold": "0"})
    with av.open(io.BytesIO(pictures)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        packets = [each for each in container.demux() if each.size]
        keys = [each.pts for each in packets if each.stream == video and each.is_keyframe]
        cut = []
        for at, begin in enumerate(keys):
            end = keys[at + 1] if at + 1 < len(keys) else 1 << 60
            buffer = io.BytesIO()
            with av.open(buffer, "w", format="mpegts", options={"muxdelay": "0"}) as made:
                streams = {
                    each.index: made.add_stream_from_template(each) for each in (video, audio)
                }
                order = [each for each in packets if each.stream == video]
                first = next(n for n, each in enumerate(order) if each.pts == begin)
                last = next((n for n, each in enumerate(order) if each.pts == end), len(order))
                kept = order[first:last] + [
                    each for each in packets if each.stream == audio and begin <= each.pts < end
                ]
                for packet in kept:
                    copy = av.Packet(bytes(packet))
                    copy.pts, copy.dts = packet.pts, packet.dts
                    copy.time_base, copy.stream = packet.time_base, streams[packet.stream_index]
                    copy.is_keyframe = packet.is_keyframe
                    made.mux(copy)
            cut.append(buffer.getvalue())
    assert len(cut) == 4
    _, seen = whole(files, cut)
    seen.check(48)
    assert seen.steepest() < 1.25 * TONE


# ---------------------------------------------------------------- while it grows


def test_it_can_be_played_at_any_time(files, tmp_path: Path) -> None:
    chunks = Video(streaming=True).chunks()
    assert chunks.shown() is None
    sizes = []
    for at, piece in enumerate(pieces(3, audio="aac"), 1):
        (tmp_path / "piece.mp4").write_bytes(piece)
        chunks.add(str(tmp_path / "piece.mp4") if at % 2 else piece)
        chunks.add(None)
        shown = chunks.shown()
        assert shown["is_stream"] is True
        data = Path(files.path(shown["handle"])).read_bytes()
        assert len(data) == shown["size"]
        Whole(data).check(12 * at)
        sizes.append(len(data))
    ended = chunks.end()
    assert chunks.end() == ended
    assert "is_stream" not in ended
    assert ended["handle"] == shown["handle"]
    assert sizes == sorted(set(sizes))
    assert len(files.known) == 1


def boxes(data: bytes) -> list[tuple[str, bytes]]:
    """Return the boxes that lie in a part of a file, and what is in them."""
    found, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        found.append((data[at + 4 : at + 8].decode(), data[at + 8 : at + size]))
        at += size
    assert at == len(data)
    return found


def inner(data: bytes, name: str) -> bytes:
    """Return what is in the first box of a name, wherever it lies."""
    at = data.index(name.encode())
    return data[at + 4 : at - 4 + int.from_bytes(data[at - 4 : at], "big")]


def test_what_a_browser_reads_of_fragments(files) -> None:
    """Numbers in order, decoded without a gap, and no picture before the beginning."""
    first = film(12, options={"bf": "0"})
    shown, _ = whole(files, [first, *(film(12, first=12 * at) for at in (1, 2))])
    data = Path(files.path(shown["handle"])).read_bytes()
    parts = boxes(data)
    assert [name for name, _ in parts] == ["ftyp", "moov", *["moof", "mdat"] * 3]
    delay = struct.unpack(">i", inner(parts[1][1], "elst")[12:16])[0]
    assert delay == 2 * 7500
    assert struct.unpack(">I", inner(parts[1][1], "mvhd")[16:20])[0] == 3000
    seen = []
    for number, (_, fragment) in enumerate(parts[2::2], 1):
        assert struct.unpack(">I", inner(fragment, "mfhd")[4:8])[0] == number
        decoded = struct.unpack(">Q", inner(fragment, "tfdt")[4:12])[0]
        assert decoded == 90_000 * (number - 1)
        run = inner(fragment, "trun")[12:]
        for at in range(0, len(run), 16):
            duration, size, _, offset = struct.unpack(">IIIi", run[at : at + 16])
            assert size > 0
            assert offset >= 0
            seen.append(decoded + offset - delay)
            decoded += duration
        assert decoded == 90_000 * number
    assert sorted(seen) == [7500 * at for at in range(36)]


@pytest.mark.parametrize(
    ("chunk", "words"),
    [
        (b"This is a text." * 20, "300 bytes: This is not a video"),
        ("none.mp4", r"'none\.mp4', is no file"),
        (5, "not int"),
        ((8000, [1]), "not tuple"),
        (sound(sine(0.5, 44100), 44100, "ipod", "aac"), "no moving pictures"),
        (film(audio="aac")[:3000], "not a video"),
    ],
)
def test_what_is_wrong_with_a_piece_is_told(files, chunk: Any, words: str) -> None:
    chunks = Video(streaming=True).chunks()
    chunks.add(film(12))
    with pytest.raises(TypeError, match=words):
        chunks.add(chunk)
    chunks.add(film(12, first=12))
    shown = chunks.end()
    Whole(Path(files.path(shown["handle"])).read_bytes()).check(24)


def test_times_that_are_broken_fill_no_memory(files) -> None:
    piece = film(2, fps=1, options={"bf": "0"})
    at = piece.index(b"stts") + 12  # the first picture stands for 12 hours
    broken = bytearray(piece)
    scale = struct.unpack(">I", inner(piece, "mdhd")[12:16])[0]
    broken[at + 4 : at + 8] = struct.pack(">I", 12 * 3600 * scale)
    chunks = Video(streaming=True).chunks()
    with pytest.raises(TypeError, match="of when its pictures are is broken"):
        chunks.add(bytes(broken))


def test_nothing_is_no_video(files) -> None:
    chunks = FilmChunks()
    chunks.add(None)
    assert chunks.shown() is chunks.end() is None


def test_pieces_need_pyav(files, monkeypatch: pytest.MonkeyPatch) -> None:
    piece = film(12)
    without(monkeypatch, "av")
    with pytest.raises(ModuleNotFoundError, match=r"Video in pieces needs PyAV .*media\]'"):
        FilmChunks().add(piece)
