"""Sound in chunks: what is yielded is one sound without a seam, and what is streamed is joined."""

from __future__ import annotations

import io
import random
import struct
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from media import sine, sound, wav, without

from intarsia import Audio
from intarsia.components import wavs
from intarsia.components.mp3info import tag_size


def heard(files: Any, shown: Any) -> tuple[int, Any]:
    """Return what is heard in the end: by the standard library, as (samples, channels)."""
    with wave.open(files.path(shown["handle"])) as file:
        data = file.readframes(file.getnframes())
        assert file.getnframes() * 2 * file.getnchannels() == shown["size"] - wavs.HEAD
        return file.getframerate(), np.frombuffer(data, "<i2").reshape(-1, file.getnchannels())


def chunked(files: Any, chunks: list[Any]) -> tuple[int, Any]:
    whole = Audio(streaming=True).chunks()
    for chunk in chunks:
        whole.add(chunk)
    return heard(files, whole.end())


def steepest(found: Any) -> int:
    """Return the largest step from a sample to the next: where a seam is, it is large."""
    return int(np.abs(np.diff(found.astype(int), axis=0)).max())


def cut(data: bytes, seed: int, most: int = 700) -> list[bytes]:
    """Return bytes in pieces of any length."""
    chance, pieces, at = random.Random(seed), [], 0
    while at < len(data):
        size = chance.randint(1, most)
        pieces.append(data[at : at + size])
        at += size
    return pieces


def test_samples_follow_one_another_and_none_is_lost(files) -> None:
    tone = sine(1, channels=2)
    chunks = Audio(streaming=True).chunks()
    assert chunks.shown() is None
    sizes = []
    for at in range(0, len(tone), 900):
        chunks.add((8000, tone[at : at + 900]))
        chunks.add(None)
        shown = chunks.shown()
        assert shown["is_stream"] is True
        assert (shown["name"], shown["mime"]) == ("audio.wav", "audio/wav")
        data = Path(files.path(shown["handle"])).read_bytes()
        assert len(data) == shown["size"]
        assert struct.unpack("<4sI", data[:8]) == (b"RIFF", 0xFFFFFFFF)
        assert struct.unpack("<4sI", data[36:44]) == (b"data", 0xFFFFFFFF)
        sizes.append(shown["size"])
    assert sizes == sorted(set(sizes))
    ended = chunks.end()
    assert chunks.end() == ended
    assert "is_stream" not in ended
    assert ended["handle"] == shown["handle"]
    rate, found = heard(files, ended)
    assert rate == 8000
    assert np.array_equal(found, tone)
    assert len(files.known) == 1


def test_nothing_but_none_is_no_sound(files) -> None:
    chunks = Audio(streaming=True).chunks()
    chunks.add(None)
    assert chunks.shown() is chunks.end() is None
    assert not files.known


def test_two_streams_are_two_files(files) -> None:
    component = Audio(streaming=True)
    first, second = component.chunks(), component.chunks()
    first.add((8000, [1, 2]))
    second.add((8000, [3]))
    first.add((8000, [4]))
    assert heard(files, first.end())[1].T.tolist() == [[1, 2, 4]]
    assert heard(files, second.end())[1].T.tolist() == [[3]]


@pytest.mark.parametrize(("rate", "other"), [(44100, 22050), (16000, 44100), (24000, 48000)])
def test_another_rate_goes_on_without_a_seam(files, rate: int, other: int) -> None:
    parts = [sine(0.2, rate)]
    parts += [sine(0.1, other, start=round((0.2 + at / 10) * other)) for at in range(4)]
    chunks = [(rate, parts[0]), *((other, part) for part in parts[1:])]
    chunks.append((rate, sine(0.2, rate, start=round(0.6 * rate))))
    found_rate, found = chunked(files, chunks)
    wanted = sine(0.8, rate)
    assert found_rate == rate
    assert abs(len(found) - len(wanted)) <= 2
    assert steepest(found) < 2 * steepest(wanted)
    inner = slice(int(0.21 * rate), int(0.59 * rate))  # over the seams of what comes at that rate
    assert steepest(found[inner]) <= 1.02 * steepest(wanted)
    assert np.abs(found[inner].astype(int) - wanted[inner]).max() < 150


def test_other_channels_are_mixed_to_those_of_the_first(files) -> None:
    stereo = np.array([[100, 300], [200, 400]], np.int16)
    _, found = chunked(files, [(8000, [7]), (8000, stereo)])
    assert found.T.tolist() == [[7, 200, 300]]
    _, found = chunked(files, [(8000, stereo), (8000, [7])])
    assert found.tolist() == [[100, 300], [200, 400], [7, 7]]


def test_files_are_chunks_by_path_and_as_bytes(files, tmp_path: Path) -> None:
    tone = sine(1.2)
    parts = np.split(tone, 4)
    (tmp_path / "b.wav").write_bytes(wav(parts[1]))
    flac = sound(parts[2], 8000, "flac", "flac")
    (tmp_path / "d.flac").write_bytes(sound(parts[3], 8000, "flac", "flac"))
    chunks = [wav(parts[0]), tmp_path / "b.wav", flac, str(tmp_path / "d.flac")]
    assert np.array_equal(chunked(files, chunks)[1], tone)


def test_a_wav_file_that_is_compressed_is_a_chunk(files) -> None:
    tone = sine()
    _, found = chunked(files, [(8000, tone), sound(tone, 8000, "wav", "pcm_mulaw"), (8000, tone)])
    assert len(found) == 3 * len(tone)
    assert np.abs(found[4000:8000].astype(int) - tone).max() < 400


def test_a_wav_file_may_be_cut_anywhere(files) -> None:
    tone = sine(1, channels=2)
    for head in (wavs.head(8000, 2), wavs.head(8000, 2, 0), wavs.head(8000, 2, tone.nbytes)):
        for seed in range(5):
            pieces = cut(head + tone.tobytes(), seed, 97)
            rate, found = chunked(files, pieces)
            assert rate == 8000
            assert np.array_equal(found, tone)


def test_what_follows_the_samples_of_a_wav_file_is_not_heard(files) -> None:
    tone = sine()
    data = wav(tone) + b"LIST\x04\0\0\0abcd"
    assert np.array_equal(chunked(files, cut(data, 3))[1], tone)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("channels", [1, 2])
def test_one_mp3_may_be_cut_anywhere(files, seed: int, channels: int) -> None:
    from intarsia.components.sounds import read_sound

    data = sound(sine(1.5, 44100, channels=channels), 44100)
    _, whole = read_sound(data)
    rate, found = chunked(files, cut(data, seed))
    assert rate == 44100
    assert np.array_equal(found, whole.reshape(-1, channels))


@pytest.mark.parametrize("seed", range(4))
def test_one_stream_of_aac_may_be_cut_anywhere(files, seed: int) -> None:
    from intarsia.components.sounds import read_sound

    data = sound(sine(1.5, 44100), 44100, "adts", "aac")
    _, whole = read_sound(data)
    _, found = chunked(files, cut(data, seed))
    assert np.array_equal(found[:, 0], whole)


def test_each_mp3_file_begins_anew_without_its_padding(files) -> None:
    tone = sine(1.2, 44100)
    parts = np.split(tone, 3)
    _, found = chunked(files, [sound(part, 44100) for part in parts])
    assert len(found) == len(tone)
    assert steepest(found) < 1.5 * steepest(tone)


def test_an_mp3_without_a_head_goes_on(files) -> None:
    data = sound(sine(1.5, 44100), 44100)
    data = data[data.index(b"\xff\xfb", data.index(b"Info") + 160) :]
    _, found = chunked(files, cut(data, 1))
    assert 65_000 < len(found) < 70_000


def test_a_large_tag_is_passed_over(files) -> None:
    data = sound(sine(0.5, 44100), 44100)
    data = data[tag_size(data) :]
    tag = b"ID3\x04\0\0\0\0\x4e\x10" + b"\xff\xfb\x90\x64" * 2500
    assert np.array_equal(chunked(files, cut(tag + data, 2))[1], chunked(files, cut(data, 2))[1])


# ---------------------------------------------------------------- what is none


@pytest.mark.parametrize(
    ("chunk", "words"),
    [
        (b"This is no sound, but a text that goes on and on" * 9, "432 bytes: It begins as none"),
        (wav(np.zeros((0, 1), np.int16))[:44] + b"", None),
        ("none.wav", r"'none\.wav', is no file"),
        (5, "not int"),
        ([1, 2], "not list"),
        ((8000, []), "without samples"),
        ((0, [1]), "not 0"),
        ((8000, ["a"]), "is no sound"),
        (b"fLaC" + bytes(500), "504 bytes: "),
        (b"RIFF____WAVEdata" + bytes(50), "66 bytes: This WAV file is broken"),
    ],
)
def test_what_is_wrong_with_a_chunk_is_told(files, chunk: Any, words: str | None) -> None:
    chunks = Audio(streaming=True).chunks()
    chunks.add((8000, [1, 2]))
    if words is None:
        chunks.add(chunk)
    else:
        with pytest.raises(TypeError, match=words):
            chunks.add(chunk)
    chunks.add((8000, [3]))
    assert heard(files, chunks.end())[1].T.tolist() == [[1, 2, 3]]


def test_what_is_beyond_is_clipped_with_a_word(files) -> None:
    chunks = Audio(streaming=True).chunks()
    with pytest.warns(UserWarning, match="clipped"):
        chunks.add((8000, np.array([2.0, 0.0])))
    assert heard(files, chunks.end())[1].T.tolist() == [[32767, 0]]


def test_without_pyav_only_what_is_needed_is_missing(
    files, monkeypatch: pytest.MonkeyPatch
) -> None:
    mp3 = sound(sine(0.5, 44100), 44100)
    without(monkeypatch, "av")
    chunks = Audio(streaming=True).chunks()
    chunks.add((8000, sine()))
    chunks.add(wav(sine()))
    with pytest.raises(ModuleNotFoundError, match="16,000 Hz after sound of 8,000 Hz needs PyAV"):
        chunks.add((16000, sine(0.5, 16000)))
    with pytest.raises(ModuleNotFoundError, match="Sound other than WAV needs PyAV"):
        chunks.add(mp3)
    assert len(heard(files, chunks.end())[1]) == 8000


# ---------------------------------------------------------------- pieces of a microphone


def test_pieces_of_a_microphone_become_one(files, upload) -> None:
    component = Audio(streaming=True)
    tone = sine(1)
    pieces = [upload(wav(part), "piece.wav", "audio/wav") for part in np.split(tone, 5)]
    value = pieces[0]
    for piece in pieces[1:]:
        value = component.joined(value, piece)
    assert value["handle"] == pieces[0]["handle"]
    assert np.array_equal(heard(files, value)[1], tone)
    assert np.array_equal(component.preprocess(value)[1], tone[:, 0])


def test_joining_costs_what_the_later_piece_does(
    files, upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = upload(wav(sine(60)), "piece.wav", "audio/wav")
    later = upload(wav(sine(0.1)), "piece.wav", "audio/wav")
    read = []

    class Counted:
        def __init__(self, file: Any) -> None:
            self.file = file

        def __getattr__(self, name: str) -> Any:
            return getattr(self.file, name)

        def __enter__(self) -> Any:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def read(self, *count: int) -> bytes:
            data = self.file.read(*count)
            read.append(len(data))
            return data

    def spy(*args: Any, **kwargs: Any) -> Any:
        return Counted(io.open(*args, **kwargs))  # noqa: UP020  # the other is replaced

    monkeypatch.setattr("builtins.open", spy)
    value = Audio(streaming=True).joined(earlier, later)
    monkeypatch.undo()
    assert value["size"] == wavs.HEAD + 2 * (60 * 8000 + 800)
    assert 1600 < sum(read) < 2500


def test_pieces_that_differ_are_joined_as_the_first_is(files, upload) -> None:
    component = Audio(streaming=True)
    value = component.joined(
        upload(wav(sine(0.5, 16000), 16000), "a.wav"), upload(wav(sine(0.5, 8000)), "b.wav")
    )
    rate, found = heard(files, value)
    assert rate == 16000
    assert abs(len(found) - 16000) <= 2


def test_a_piece_that_is_broken_is_left_out(files, upload) -> None:
    component = Audio(streaming=True)
    good, bad = upload(wav(sine()), "a.wav"), upload(b"RIFF and so on", "b.wav")
    assert component.joined(good, bad) == good
    assert component.joined(bad, good) == good
    assert component.joined(None, good) == component.joined(good, None) == good
    assert component.joined({"handle": "gone"}, good) == good
