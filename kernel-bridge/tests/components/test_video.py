"""Videos: what functions get and give, and what only looks like one."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from media import film, sine, sound, without

from intarsia import PlayableVideo, Video
from intarsia.components import films
from intarsia.errors import InvalidValueError


def stored(files: Any, shown: Any) -> bytes:
    return Path(files.path(shown["handle"])).read_bytes()


class Seen:
    """What there is in a video: decoded, picture by picture."""

    def __init__(self, data: bytes | str) -> None:
        source = io.BytesIO(data) if isinstance(data, bytes) else data
        with av.open(source) as container:
            self.format = container.format.name
            pictures = container.streams.video[0]
            self.codec = pictures.codec_context.codec.canonical_name
            self.size = (pictures.codec_context.width, pictures.codec_context.height)
            heard = container.streams.audio
            self.sound = heard[0].codec_context.codec.canonical_name if heard else None
            frames = list(container.decode(pictures))
            self.rotation = frames[0].rotation
            self.times = [round(float(frame.pts * frame.time_base), 2) for frame in frames]
            self.light = [int(frame.to_ndarray(format="gray").mean()) for frame in frames]


STAYS = {
    "mp4": ({}, "video/mp4"),
    "mp4 with sound": ({"audio": "aac"}, "video/mp4"),
    "webm": ({"codec": "libvpx-vp9", "format": "webm", "audio": "libopus"}, "video/webm"),
    "old webm": ({"codec": "libvpx", "format": "webm"}, "video/webm"),
    "turned": ({"rotation": 90}, "video/mp4"),
}


@pytest.mark.parametrize(("made", "mime"), STAYS.values(), ids=STAYS)
def test_what_browsers_play_stays_as_it_is(
    files, tmp_path: Path, made: dict[str, Any], mime: str
) -> None:
    data = film(**made)
    (tmp_path / "clip.any").write_bytes(data)
    for given in (tmp_path / "clip.any", str(tmp_path / "clip.any"), data):
        shown = Video().postprocess(given)
        assert shown["mime"] == mime
        assert stored(files, shown) == data
    assert shown["name"].startswith("video.")


BECOMES = {
    "avi": {"codec": "mpeg4", "format": "avi", "audio": "libmp3lame"},
    "another codec": {"codec": "mpeg4"},
    "h.265": {"codec": "libx265", "options": {"x265-params": "log-level=none"}},
    "more colours": {"pix_fmt": "yuv444p"},
    "odd sizes": {"codec": "mjpeg", "pix_fmt": "yuvj420p", "format": "avi", "width": 65},
    "gif": {"codec": "gif", "format": "gif", "pix_fmt": "rgb8", "fps": 10},
    "windows": {"codec": "wmv2", "format": "asf", "audio": "wmav2"},
    "flash": {"codec": "flv", "format": "flv"},
    "h.264 without times": {"format": "avi", "audio": "libmp3lame"},
}
ONLY_THE_CONTAINER = {
    "quicktime": {"format": "mov", "audio": "aac"},
    "matroska": {"format": "matroska", "audio": "aac"},
    "transport": {"format": "mpegts", "audio": "aac"},
}


@pytest.mark.parametrize("made", BECOMES.values(), ids=BECOMES)
def test_what_browsers_do_not_play_becomes_mp4(files, tmp_path: Path, made: dict[str, Any]) -> None:
    data = film(12, **made)
    (tmp_path / "clip.xyz").write_bytes(data)
    shown = Video().postprocess(tmp_path / "clip.xyz")
    assert (shown["name"], shown["mime"]) == ("clip.mp4", "video/mp4")
    before, after = Seen(data), Seen(stored(files, shown))
    assert (after.format, after.codec) == ("mov,mp4,m4a,3gp,3g2,mj2", "h264")
    assert after.size == (64, 48)
    assert (after.sound is None) == (before.sound is None)
    assert after.sound in (None, "aac", "mp3")
    assert len(after.times) == 12
    at, was = np.diff(after.times), np.diff(before.times)
    assert np.abs(at - was).max() <= 0.011
    assert np.abs(np.array(after.light) - before.light).max() < 12


@pytest.mark.parametrize("made", ONLY_THE_CONTAINER.values(), ids=ONLY_THE_CONTAINER)
def test_pictures_stay_where_only_the_container_is_another(files, made: dict[str, Any]) -> None:
    data = film(12, **made)
    shown = Video().postprocess(data)
    assert (shown["name"], shown["mime"]) == ("video.mp4", "video/mp4")
    before, after = Seen(data), Seen(stored(files, shown))
    assert (after.format, after.codec, after.sound) == ("mov,mp4,m4a,3gp,3g2,mj2", "h264", "aac")
    assert after.light == before.light  # to the last bit


@pytest.mark.parametrize("made", [{"format": "mov"}, {"codec": "mpeg4"}], ids=["copied", "encoded"])
def test_what_is_turned_stays_turned(files, made: dict[str, Any]) -> None:
    shown = Video().postprocess(film(4, rotation=90, **made))
    assert Seen(stored(files, shown)).rotation == 90


@pytest.mark.parametrize("format", ["mp4", "webm", "mov", "mkv", "avi", "ts", "gif"])
def test_every_format_that_can_be_asked_for(files, format: str) -> None:
    for made in ({"audio": "aac"}, {"codec": "mpeg4", "format": "avi"}):
        shown = Video(format=format).postprocess(film(6, **made))
        assert shown["name"] == f"video.{format}"
        seen = Seen(stored(files, shown))
        assert len(seen.times) == 6
        assert (seen.sound is not None) == ("audio" in made and format != "gif")


# ---------------------------------------------------------------- what a function gets


def test_a_function_gets_a_path(files, upload) -> None:
    given = upload(film(audio="aac"), "clip.mp4", "video/mp4")
    assert Video().preprocess(given) == files.path(given["handle"])


def test_a_path_is_converted_once_and_leaves_the_file(files, upload) -> None:
    data = film(audio="aac")
    given = upload(data, "clip.mp4", "video/mp4")
    component = Video(format="avi")
    path = component.preprocess(given)
    assert path.endswith(".avi")
    assert Seen(path).codec == "mpeg4"
    first = Path(path).stat().st_ino
    assert component.preprocess(given) == path
    assert Path(path).stat().st_ino == first
    assert stored(files, given) == data


def test_a_recording_has_its_sound_taken_out(files, upload) -> None:
    data = film(codec="libvpx-vp9", format="webm", audio="libopus")
    given = upload(data, "recording.webm", "video/webm")
    assert not Video(sources=["webcam"]).include_audio
    path = Video(sources=["webcam"], format="webm").preprocess(given)
    seen = Seen(path)
    assert (seen.sound, seen.codec) == (None, "vp9")
    assert seen.light == Seen(data).light
    assert Seen(Video(format="webm").preprocess(given)).sound == "opus"
    silent = upload(film(), "clip.mp4")
    assert Video(include_audio=False).preprocess(silent) == files.path(silent["handle"])


CLIP = film(audio="aac")
HOSTILE = {
    "empty": b"",
    "text": b"This is a text, and no video at all, however it is called." * 20,
    "cut before its index": CLIP[: len(CLIP) // 2],
    "zeros after a head": bytes(4) + b"ftypisom" + bytes(5000),
    "webm of zeros": b"\x1aE\xdf\xa3" + b"webm" + bytes(5000),
    "a list to play": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "a list of files": b"ffconcat version 1.0\nfile /etc/passwd\n",
    "a description": b"<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash:schema:mpd:2011'></MPD>",
    "sound alone": sound(sine(0.5, 44100), 44100, "ipod", "aac"),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_video_is_told_in_words(files, upload, tmp_path: Path, data: bytes) -> None:
    with pytest.raises(InvalidValueError, match=r"not a video|no moving pictures"):
        Video().preprocess(upload(data, "clip.mp4", "video/mp4"))
    (tmp_path / "clip.mp4").write_bytes(data)
    with pytest.raises(TypeError, match=r"Video cannot play 'clip\.mp4': .*\."):
        Video().postprocess(tmp_path / "clip.mp4")


@pytest.mark.parametrize("seed", range(20))
def test_what_is_broken_in_the_middle_is_shown_or_told(files, seed: int) -> None:
    chance = np.random.default_rng(seed)
    data = bytearray(film(12, codec="mpeg4", format="avi", audio="libmp3lame"))
    for at in chance.integers(0, len(data), 40):
        data[at] = chance.integers(256)
    try:
        shown = Video().postprocess(bytes(data))
    except TypeError as error:
        assert "Video cannot play" in str(error)  # noqa: PT017  # or it can
    else:
        assert shown["mime"] == "video/mp4"


def test_limits_are_told_before_anything_is_decoded(
    files, upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = film(36, codec="mpeg4")
    monkeypatch.setattr(films, "MAX_SECONDS", 2)
    with pytest.raises(TypeError, match=r"lasts 0\.0 hours; at most 0 are converted"):
        Video().postprocess(data)
    assert Video().postprocess(film(36))  # nothing has to be converted
    monkeypatch.setattr(films, "MAX_PIXELS", 1000)
    with pytest.raises(InvalidValueError, match="3,072 pixels; 1 to 1,000"):
        Video().preprocess(upload(film()))
    with pytest.raises(InvalidValueError, match="larger than 1 KiB"):
        Video(max_size=1024).preprocess(upload(film(audio="aac")))


def test_what_is_no_file_is_refused(files, tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="cannot be read"):
        Video().postprocess(tmp_path / "none.mp4")
    with pytest.raises(TypeError, match="fetches nothing"):
        Video().postprocess("https://example.org/a.mp4")
    for value in (5, ["a"], {"handle": "x"}, object(), np.zeros((2, 2))):
        with pytest.raises(TypeError, match="Video shows the path of a file, or its bytes"):
            Video().postprocess(value)


# ---------------------------------------------------------------- the start, the parameters


def test_a_start_is_kept_once_and_comes_as_it_was_given(files, tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").write_bytes(film())
    component = Video(tmp_path / "clip.mp4")
    assert component.initial() == component.initial()
    assert component.preprocess(component.initial()) == tmp_path / "clip.mp4"
    assert len(files.known) == 1
    with pytest.raises(FileNotFoundError, match=r"not there: none\.mp4"):
        Video("none.mp4")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: Video(sources=["webcm"]), "no 'webcm'. Did you mean 'webcam'"),
        (lambda: Video(format="mpg4"), "not 'mpg4'. Did you mean 'mp4'"),
        (lambda: Video(format="../../x"), "is one of mp4, webm"),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        wrong()


def test_gradio_s_defaults() -> None:
    assert Video(format=".MP4").format == PlayableVideo().format == "mp4"
    assert Video().include_audio
    assert Video().spec().sources == ("upload", "webcam")
    assert PlayableVideo().sources == ("upload",)
    assert Video(streaming=True).takes_chunks
    assert not Video().takes_chunks


def test_without_pyav_what_browsers_play_is_shown(
    files, upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip, avi = film(), film(codec="mpeg4", format="avi")
    without(monkeypatch, "av")
    assert Video().postprocess(clip)["mime"] == "video/mp4"
    assert Video().preprocess(upload(clip))
    assert Video().preprocess(upload(avi))
    with pytest.raises(InvalidValueError, match="This is not a video"):
        Video().preprocess(upload(b"text" * 50, "a.mp4"))
    with pytest.raises(ModuleNotFoundError, match=r"Converting a video needs PyAV .*media\]'"):
        Video().postprocess(avi)
    with pytest.raises(InvalidValueError, match=r"Taking the sound .* needs PyAV .*media\]'\."):
        Video(include_audio=False).preprocess(upload(clip))


def test_a_pyav_without_an_encoder_is_told(files, monkeypatch: pytest.MonkeyPatch) -> None:
    chunks = Video(streaming=True).chunks()
    piece = film(codec="mpeg4")
    monkeypatch.setattr(av, "codecs_available", {"aac", "mpeg4"})
    for show in (Video().postprocess, chunks.add):
        with pytest.raises(ModuleNotFoundError, match=r"a PyAV that has libx264 .*media\]'"):
            show(piece)
