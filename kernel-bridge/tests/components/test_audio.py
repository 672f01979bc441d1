"""Sound: what functions get and give, and what only looks like it."""

from __future__ import annotations

import io
import struct
import wave
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from media import film, sine, sound, wav, without

from intarsia import Audio, Mic, Microphone, Video, show_app
from intarsia.components import sounds, wavs
from intarsia.errors import InvalidValueError
from intarsia.parameters import NoticeWarning


def stored(files: Any, shown: Any) -> bytes:
    return Path(files.path(shown["handle"])).read_bytes()


def written(samples: bytes, *, rate: int = 8000, channels: int = 1, width: int = 2) -> bytes:
    """Return a WAV file as the standard library writes it."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(samples)
    return buffer.getvalue()


# ---------------------------------------------------------------- what a function gets


@pytest.mark.parametrize("channels", [1, 2, 5])
def test_samples_come_as_they_are_in_the_file(upload, channels: int) -> None:
    tone = sine(channels=channels)
    given = upload(written(tone.tobytes(), channels=channels), "tone.wav", "audio/wav")
    rate, found = Audio().preprocess(given)
    assert rate == 8000
    assert found.dtype == np.int16
    assert found.shape == ((len(tone),) if channels == 1 else tone.shape)
    assert np.array_equal(found.reshape(tone.shape), tone)
    found *= 2  # it is the function's own


@pytest.mark.parametrize(
    ("data", "width", "wanted"),
    [
        (bytes([0, 128, 255]), 1, np.array([-32768, 0, 32512], np.int16)),
        (b"\x00\x00\x80\xff\xff\x7f", 3, np.array([-(2**31), 2**31 - 256], np.int32)),
        (struct.pack("<2i", -5, 2**31 - 1), 4, np.array([-5, 2**31 - 1], np.int32)),
    ],
    ids=["8", "24", "32"],
)
def test_other_widths_fill_the_range(upload, data: bytes, width: int, wanted: Any) -> None:
    _, found = Audio().preprocess(upload(written(data, width=width), "a.wav"))
    assert found.dtype == wanted.dtype
    assert found.tolist() == wanted.tolist()


def test_floats_and_heads_of_any_length_are_read(upload) -> None:
    data = struct.pack("<4f", 0, 0.5, -2, float("nan"))
    head = struct.pack("<4sI4s4sI4s", b"RIFF", 0, b"WAVE", b"LIST", 3, b"abc\0")
    format = struct.pack("<4sIHHIIHH", b"fmt ", 16, 3, 1, 96000, 384000, 4, 32)
    rate, found = Audio().preprocess(
        upload(head + format + struct.pack("<4sI", b"data", 16) + data)
    )
    assert rate == 96000
    assert found.tolist() == [0, 2**30, -(2**31), 0]


def test_a_file_that_still_grows_is_as_long_as_it_is_by_now(upload) -> None:
    tone = sine()
    given = upload(wavs.head(8000, 1) + tone.tobytes() + b"\x01", "audio.wav")
    assert np.array_equal(Audio().preprocess(given)[1], tone[:, 0])


LOSSLESS = [("flac", "flac"), ("wav", "pcm_alaw"), ("aiff", "pcm_s16be"), ("matroska", "pcm_s16le")]
LOSSY = [
    ("mp3", "libmp3lame", 44100),
    ("ogg", "libopus", 48000),
    ("webm", "libopus", 48000),
    ("adts", "aac", 44100),
    ("ipod", "aac", 44100),
    ("asf", "wmav2", 44100),
]


@pytest.mark.parametrize(("format", "codec"), LOSSLESS, ids=lambda value: value)
def test_what_nothing_is_left_out_of_is_the_same_to_the_sample(
    upload, format: str, codec: str
) -> None:
    tone = sine(channels=2)
    rate, found = Audio().preprocess(upload(sound(tone, 8000, format, codec)))
    assert (rate, found.dtype, found.shape) == (8000, np.int16, tone.shape)
    most = 300 if codec == "pcm_alaw" else 0
    assert np.abs(found.astype(int) - tone).max() <= most


@pytest.mark.parametrize(("format", "codec", "rate"), LOSSY, ids=lambda value: str(value))
def test_what_is_compressed_sounds_the_same(upload, format: str, codec: str, rate: int) -> None:
    tone = sine(1, rate)
    found_rate, found = Audio().preprocess(upload(sound(tone, rate, format, codec)))
    assert found_rate == rate
    assert found.dtype == np.int16
    assert abs(len(found) - rate) < 3500
    peak = np.abs(np.fft.rfft(found[4000 : 4000 + rate // 2])).argmax()
    assert abs(peak * 2 - 440) <= 2


def test_more_than_16_bits_are_int32(upload) -> None:
    tone = sine().astype(np.int32) << 16 | 0x300
    given = upload(sound(tone, 8000, "flac", "flac"), "tone.flac")
    _, found = Audio().preprocess(given)
    assert found.dtype == np.int32
    assert np.abs(found.astype(int) - tone[:, 0]).max() < 2**16


def test_a_path_is_that_of_the_file(files, upload) -> None:
    given = upload(wav(sine()), "tone.wav")
    path = files.path(given["handle"])
    assert Audio(type="filepath").preprocess(given) == path


def test_a_path_is_converted_once_and_leaves_the_file(files, upload) -> None:
    tone = sine(1, 44100)
    given = upload(wav(tone, 44100), "tone.wav")
    component = Audio(type="filepath", format="mp3")
    path = component.preprocess(given)
    assert path.endswith(".mp3")
    with av.open(path) as container:
        assert container.format.name == "mp3"
    first = Path(path).stat().st_ino
    assert component.preprocess(given) == path
    assert Path(path).stat().st_ino == first
    assert Path(files.path(given["handle"])).read_bytes() == wav(tone, 44100)
    assert not list(Path(path).parent.glob("*.part"))
    back = Audio(type="filepath", format="wav").preprocess(upload(Path(path).read_bytes(), "a"))
    rate, found = sounds.read_sound(back)
    assert rate == 44100
    assert abs(len(found) - len(tone)) < 1200


def test_a_wrong_ending_is_not_believed(files, upload) -> None:
    given = upload(wav(sine()), "tone.mp3", "audio/mpeg")
    assert Audio().preprocess(given)[0] == 8000
    files.path = lambda handle, path=files.path: path(handle)
    source = files.directory / "file0.mp3"
    source.write_bytes(wav(sine()))
    files.path = lambda handle: str(source)
    converted = Audio(type="filepath", format="mp3").preprocess(given)
    assert converted != str(source)
    assert source.read_bytes() == wav(sine())
    assert sounds.sound_kind(Path(converted).read_bytes()[:64]) == "mp3"


# ---------------------------------------------------------------- hostile files

TONE = wav(sine())
HOSTILE = {
    "empty": b"",
    "text": b"This is a text, and no sound at all, however it is called." * 20,
    "cut in the head": TONE[:30],
    "no samples": TONE[:44],
    "0 Hz": wavs.head(1, 1, 8)[:24] + bytes(4) + TONE[28:],
    "10⁹ Hz": TONE[:24] + struct.pack("<I", 10**9) + TONE[28:],
    "0 channels": TONE[:22] + bytes(2) + TONE[24:],
    "65535 channels": TONE[:22] + b"\xff\xff" + TONE[24:],
    "0 bits": TONE[:34] + bytes(2) + TONE[36:],
    "huge chunk": TONE[:12] + b"LIST\xf0\xff\xff\xff" + TONE[12:],
    "many chunks": TONE[:12] + b"LIST\0\0\0\0" * 5000 + TONE[12:],
    "a list to play": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "a list of files": b"ffconcat version 1.0\nfile /etc/passwd\n",
    "noise after a frame": b"\xff\xfb\x90\x64" + bytes(range(256)) * 8,
    "ogg of zeros": b"OggS" + bytes(5000),
    "flac of zeros": b"fLaC" + bytes(5000),
    "mp4 of zeros": bytes(4) + b"ftypisom" + bytes(5000),
    "tag alone": b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(100),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("type", ["numpy", "filepath"])
def test_fault_039_what_is_no_sound_is_told_in_words(upload, data: bytes, type: str) -> None:
    try:
        found = Audio(type=type).preprocess(upload(data, "sound.mp3", "audio/mpeg"))
    except InvalidValueError as error:
        assert error.message.endswith(".")  # noqa: PT017
    else:
        assert type == "filepath" or len(found[1])
        assert data[:4] in (b"\xff\xfb\x90\x64", b"ID3\x04")


def test_more_channels_than_pyav_has_room_for_are_refused(upload) -> None:
    many = np.zeros((1024, 24), np.int16)
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="matroska") as container:
        stream = container.add_stream("pcm_s16le", rate=8000)
        stream.codec_context.layout = "24 channels"
        frame = av.AudioFrame.from_ndarray(many.reshape(1, -1), "s16", "24 channels")
        frame.sample_rate = 8000
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    with pytest.raises(InvalidValueError, match="24 channels; 1 to 8 are taken"):
        Audio().preprocess(upload(buffer.getvalue()))
    assert Audio().preprocess(upload(wav(many)))[1].shape == many.shape


def test_a_picture_and_a_silent_video_have_no_sound(upload) -> None:
    with pytest.raises(InvalidValueError, match="no sound in this file"):
        Audio().preprocess(upload(film(3), "film.mp4"))


@pytest.mark.parametrize("format", ["mp3", "flac", "ogg"])
def test_a_file_that_is_cut_off_is_as_long_as_it_is(upload, format: str) -> None:
    codec = {"mp3": "libmp3lame", "flac": "flac", "ogg": "libopus"}[format]
    data = sound(sine(3, 48000), 48000, format, codec)
    _, whole = Audio().preprocess(upload(data))
    _, part = Audio().preprocess(upload(data[: len(data) // 2]))
    assert 0.2 * len(whole) < len(part) < 0.8 * len(whole)


def test_a_head_that_tells_of_more_than_there_is_takes_no_memory(upload) -> None:
    data = wavs.head(8000, 1, 0xFFFFFF00) + sine().tobytes()
    assert len(Audio().preprocess(upload(data))[1]) == 4000


def test_fault_039_three_hours_are_refused_before_memory_is_full(
    upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sounds, "MAX_MEMORY", 3 * 8000 * 2)
    assert len(Audio().preprocess(upload(wav(sine(3))))[1]) == 24000
    for data in (wav(sine(3.1)), sound(sine(4), 8000, "flac", "flac")):
        with pytest.raises(InvalidValueError, match="too long: its samples would take"):
            Audio().preprocess(upload(data))
    silence = np.zeros((8000 * 60, 1), np.int16)
    bomb = sound(silence, 8000, "flac", "flac")
    assert len(bomb) < 20_000
    untold = bytearray(bomb)  # how many samples there are
    untold[21] &= 0xF0
    untold[22:26] = bytes(4)
    for data in (bomb, bytes(untold)):
        with pytest.raises(InvalidValueError, match="too long"):
            Audio().preprocess(upload(data))
    assert Audio(type="filepath").preprocess(upload(bomb))


def test_a_file_over_the_limit_is_refused(upload) -> None:
    with pytest.raises(InvalidValueError, match="larger than 1 KiB"):
        Audio(max_size=1024).preprocess(upload(wav(sine())))


# ---------------------------------------------------------------- what a function gives


@pytest.mark.parametrize("channels", [1, 2, 3])
def test_samples_go_there_and_back(files, channels: int) -> None:
    tone = sine(channels=channels)
    given = tone if channels > 1 else tone[:, 0]
    shown = Audio().postprocess((8000, given))
    assert (shown["name"], shown["mime"]) == ("audio.wav", "audio/wav")
    with wave.open(io.BytesIO(stored(files, shown))) as file:  # as others read it
        assert (file.getnchannels(), file.getframerate(), file.getsampwidth()) == (
            channels,
            8000,
            2,
        )
        assert file.readframes(10**6) == tone.tobytes()
    rate, back = Audio().preprocess(shown)
    assert (rate, back.dtype) == (8000, np.int16)
    assert np.array_equal(back, given)


@pytest.mark.parametrize(
    ("given", "heard"),
    [
        (np.array([-128, 0, 127], np.int8), [-32768, 0, 32512]),
        (np.array([0, 128, 255], np.uint8), [-32768, 0, 32512]),
        (np.array([0, 32768, 65535], np.uint16), [-32768, 0, 32767]),
        (np.array([-(2**31), 0, 2**31 - 1], np.int32), [-32768, 0, 32767]),
        (np.array([-32768, 5, 32767], np.int64), [-32768, 5, 32767]),
        (np.array([-1, 0, 0.5, 1], np.float64), [-32767, 0, 16384, 32767]),
        (np.array([-1, 0, 0.5, 1], np.float16), [-32767, 0, 16384, 32767]),
        ([1, 2, 3], [1, 2, 3]),
    ],
)
def test_every_kind_of_samples(files, given: Any, heard: list[int]) -> None:
    _, found = Audio().preprocess(Audio().postprocess((8000, given)))
    assert found.tolist() == heard


def test_shapes_are_told_apart(files) -> None:
    stereo = sine(channels=2)
    for given in (stereo, np.ascontiguousarray(stereo.T)):
        _, found = Audio().preprocess(Audio().postprocess((8000, given)))
        assert np.array_equal(found, stereo)
    for given in (stereo[:, :1], stereo[:, :1].T):
        _, found = Audio().preprocess(Audio().postprocess((8000, given)))
        assert np.array_equal(found, stereo[:, 0])


def test_fault_039_what_is_beyond_is_made_quieter_with_a_word(files) -> None:
    with pytest.warns(UserWarning, match=r"go to 2\.5, .* made quieter"):
        shown = Audio().postprocess((8000, np.array([2.5, -1.25, 0.0])))
    assert Audio().preprocess(shown)[1].tolist() == [32767, -16384, 0]
    with pytest.warns(UserWarning, match="1 of 3 samples were no numbers"):
        shown = Audio().postprocess((8000, np.array([np.nan, 0.5, 0.0])))
    assert Audio().preprocess(shown)[1].tolist() == [0, 16384, 0]
    with pytest.warns(UserWarning, match="go to inf"):
        Audio().postprocess((8000, np.array([np.inf, 0.5, 0.0])))


@pytest.mark.parametrize(
    ("rate", "given", "words"),
    [
        (0, [1], "1 to 384,000 samples a second, not 0"),
        (-8000, [1], "not -8,000"),
        (10**9, [1], "not 1,000,000,000"),
        (float("nan"), [1], "samples a second, not float"),
        ("fast", [1], "samples a second, not str"),
        (None, [1], "samples a second, not NoneType"),
        (8000, [], "without samples"),
        (8000, np.zeros((0, 2)), "without samples"),
        (8000, np.zeros((2, 2, 2)), r"shape \(2, 2, 2\) is no sound"),
        (8000, np.zeros((50, 50)), "it would have 50 channels"),
        (8000, np.array(5), r"shape \(\) is no sound"),
        (8000, np.array(["a"]), "is no sound"),
        (8000, np.array([1j]), "is no sound"),
        (8000, np.array([10**6]), "from -32,768 to 32,767"),
        (8000, [[1, 2], [3]], "no array of samples"),
        (8000, None, "is no sound"),
    ],
)
def test_fault_039_what_is_no_sound_is_refused(files, rate: Any, given: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        Audio().postprocess((rate, given))
    assert not files.known


def test_samples_become_mp3_where_that_is_asked_for(files) -> None:
    for rate in (8000, 44100, 96000, 100):
        shown = Audio(format="mp3").postprocess((rate, sine(1, rate, 20, channels=2)))
        assert (shown["name"], shown["mime"]) == ("audio.mp3", "audio/mpeg")
        with av.open(io.BytesIO(stored(files, shown))) as container:
            assert abs(container.duration / 1e6 - 1) < 0.2


@pytest.mark.parametrize(
    ("format", "codec", "name", "mime"),
    [
        ("mp3", "libmp3lame", "tone.mp3", "audio/mpeg"),
        ("flac", "flac", "tone.flac", "audio/flac"),
        ("ogg", "libopus", "tone.ogg", "audio/ogg"),
        ("webm", "libopus", "tone.webm", "audio/webm"),
        ("adts", "aac", "tone.aac", "audio/aac"),
        ("ipod", "aac", "tone.m4a", "audio/mp4"),
    ],
)
def test_files_are_played_as_they_are(
    files, tmp_path: Path, format: str, codec: str, name: str, mime: str
) -> None:
    data = sound(sine(0.5, 48000), 48000, format, codec)
    (tmp_path / name).write_bytes(data)
    for given in (tmp_path / name, str(tmp_path / name)):
        shown = Audio().postprocess(given)
        assert (shown["name"], shown["mime"]) == (name, mime)
        assert stored(files, shown) == data
    shown = Audio().postprocess(data)
    assert shown["mime"] == mime
    assert shown["name"].startswith("audio.")
    assert stored(files, shown) == data


@pytest.mark.parametrize(
    ("format", "codec"), [("aiff", "pcm_s16be"), ("wav", "adpcm_ms"), ("asf", "wmav2")]
)
def test_what_browsers_do_not_play_becomes_wav(
    files, tmp_path: Path, format: str, codec: str
) -> None:
    (tmp_path / "tone.x").write_bytes(sound(sine(0.5, 44100), 44100, format, codec))
    shown = Audio().postprocess(tmp_path / "tone.x")
    assert (shown["name"], shown["mime"]) == ("tone.wav", "audio/wav")
    assert Audio().preprocess(shown)[0] == 44100


def test_files_are_converted_where_that_is_asked_for(files, tmp_path: Path) -> None:
    (tmp_path / "tone.wav").write_bytes(wav(sine(0.5, 44100), 44100))
    shown = Audio(format="mp3").postprocess(tmp_path / "tone.wav")
    assert (shown["name"], shown["mime"]) == ("tone.mp3", "audio/mpeg")
    (tmp_path / "tone.mp3").write_bytes(stored(files, shown))
    shown = Audio(format="wav").postprocess(tmp_path / "tone.mp3")
    assert (shown["name"], shown["mime"]) == ("tone.wav", "audio/wav")


def test_what_is_no_sound_names_the_file(files, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("These are notes, and no sound." * 10)
    with pytest.raises(TypeError, match=r"cannot play 'notes\.txt': This is not a sound"):
        Audio().postprocess(tmp_path / "notes.txt")
    with pytest.raises(TypeError, match="cannot be read"):
        Audio().postprocess(tmp_path / "none.wav")
    with pytest.raises(TypeError, match="is not a regular file"):
        Audio().postprocess(tmp_path)
    with pytest.raises(TypeError, match="fetches nothing"):
        Audio().postprocess("https://example.org/tone.wav")
    for value in (5, ["a"], (1, 2, 3), {"handle": "x"}, object()):
        with pytest.raises(TypeError, match=r"Audio shows \(rate, samples\)"):
            Audio().postprocess(value)


# ---------------------------------------------------------------- the start


def test_a_start_is_kept_once_and_comes_as_the_function_takes_it(files, tmp_path: Path) -> None:
    (tmp_path / "tone.wav").write_bytes(wav(sine()))
    component = Audio(tmp_path / "tone.wav")
    assert component.initial() == component.initial()
    rate, found = component.preprocess(component.initial())
    assert (rate, len(found)) == (8000, 4000)
    kept = Audio(tmp_path / "tone.wav", type="filepath")
    assert kept.preprocess(kept.initial()) == tmp_path / "tone.wav"
    value = (8000, sine()[:, 0])
    component = Audio(value)
    assert component.preprocess(component.initial()) is value
    assert Audio(value, type="filepath").preprocess(component.initial()).endswith("file2")


def test_a_start_that_is_not_there_is_told_at_the_line() -> None:
    with pytest.raises(FileNotFoundError, match=r"names a file that is not there: none\.wav"):
        Audio("none.wav")
    with pytest.raises(TypeError, match="fetches nothing"):
        Audio("https://example.org/a.wav")
    with pytest.raises(TypeError, match="Audio shows"):
        Audio(5)


def test_a_default_of_a_parameter_is_its_start(files) -> None:
    value = (8000, sine()[:, 0])
    app = show_app(lambda sound=value: sound[0], sound=Audio())
    (component,) = next(iter(app.listeners)).inputs
    assert component.preprocess(component.initial()) is value


# ---------------------------------------------------------------- its parameters


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: Audio(sources=["microfone"]), r"no 'microfone'. Did you mean 'microphone'"),
        (lambda: Audio(sources=[]), "is empty; name 'upload' or 'microphone'"),
        (lambda: Audio(type="array"), 'is "numpy" or "filepath"'),
        (lambda: Audio(format="ogg"), 'is "wav" or "mp3"'),
        (lambda: Audio(streaming=True, sources="upload"), "hears a microphone"),
        (lambda: Audio(buttons=["downlod"]), "Did you mean 'download'"),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        wrong()


def test_options_of_the_wave() -> None:
    spec = Audio(waveform_options={"skip_length": 2, "waveform_color": "#123456"}).spec()
    assert (spec.skip_length, spec.wave_color) == (2, "#123456")
    with pytest.raises(TypeError, match="no 'skip'"):
        Audio(waveform_options={"skip": 2})
    with pytest.raises(TypeError, match="or a dict, not int"):
        Audio(waveform_options=5)


def test_sources_follow_what_it_is_for() -> None:
    assert Audio().sources == ("upload", "microphone")
    assert Audio(streaming=True).sources == ("microphone",)
    assert Audio(streaming=True).takes_chunks
    assert not Audio().takes_chunks
    assert Microphone().sources == Mic(sources=["upload"]).sources == ("microphone",)


def test_parameters_of_gradio_that_are_not_there_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intarsia.parameters._noticed", set())
    with pytest.warns(NoticeWarning, match="editable"):
        Audio(editable=False)


def test_a_stream_of_values_is_held_as_it_was() -> None:
    found = sine()[:, 0]
    held = Audio().hold((8000, found))
    found[:] = 0
    assert held[1].any()


# ---------------------------------------------------------------- without packages


def test_wav_needs_no_pyav(files, upload, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mp3 = sound(sine(0.5, 44100), 44100)
    aiff = sound(sine(0.5, 44100), 44100, "aiff", "pcm_s16be")
    without(monkeypatch, "av")
    assert Audio().preprocess(upload(wav(sine())))[0] == 8000
    shown = Audio().postprocess((8000, sine()))
    assert shown["mime"] == "audio/wav"
    assert Audio().postprocess(mp3)["mime"] == "audio/mpeg"
    path = Audio(type="filepath").preprocess(upload(mp3, "a.mp3"))
    assert Path(path).read_bytes() == mp3
    with pytest.raises(
        InvalidValueError, match=r"needs PyAV .*: pip install 'intarsia\[media\]'\."
    ):
        Audio().preprocess(upload(mp3, "a.mp3"))
    with pytest.raises(InvalidValueError, match="This is not a sound"):
        Audio(type="filepath").preprocess(upload(b"text" * 100, "a.mp3"))
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'intarsia\[media\]'"):
        Audio(format="mp3").postprocess((8000, sine()))
    with pytest.raises(ModuleNotFoundError, match="needs PyAV"):
        Audio().postprocess(aiff)


def test_paths_need_no_numpy(files, upload, monkeypatch: pytest.MonkeyPatch) -> None:
    data = wav(sine())
    without(monkeypatch, "av", "numpy")
    assert Audio().postprocess(data)["mime"] == "audio/wav"
    assert Audio(type="filepath").preprocess(upload(data))
    with pytest.raises(InvalidValueError, match=r"needs numpy .*intarsia\[media\]"):
        Audio().preprocess(upload(data))
    with pytest.raises(ModuleNotFoundError, match="needs numpy"):
        Audio().postprocess((8000, [1, 2]))


@pytest.mark.parametrize("kind", ["sound", "video"])
def test_a_list_never_has_another_file_read(
    files, upload, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret").write_bytes(wav(sine()) if kind == "sound" else film(3))
    listed = b"ffconcat version 1.0\nfile secret\n"
    with av.open(io.BytesIO(listed)) as container:  # so it would be
        assert next(container.decode())
    component: Any = Audio() if kind == "sound" else Video()
    with pytest.raises(InvalidValueError):
        component.preprocess(upload(listed, "list.mp3"))
    with pytest.raises(TypeError):
        component.postprocess(listed)
