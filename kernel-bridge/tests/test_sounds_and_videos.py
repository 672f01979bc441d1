"""Sounds and videos in apps: from the microphone's pieces to what a generator has yielded."""

from __future__ import annotations

import dataclasses
import io
import threading
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from media import film, sine, sound, wav
from rawview import RawView

import intarsia as gr
from intarsia.components import wavs
from intarsia.jupyter import fallback
from intarsia.testing import RequestError, Session, connect

TIMEOUT = 30


def heard(data: bytes) -> tuple[int, Any]:
    """Return what the standard library reads: a file whose sizes are right."""
    with wave.open(io.BytesIO(data)) as file:
        assert len(data) == wavs.HEAD + file.getnframes() * file.getnchannels() * 2
        found = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return file.getframerate(), found.reshape(-1, file.getnchannels())


def backwards(sound: tuple[int, Any]) -> tuple[int, Any]:
    rate, found = sound
    return rate, found[::-1]


def test_sound_goes_through_an_app_as_it_is() -> None:
    session = connect(gr.Interface(backwards, "audio", "audio"))
    tone = sine(channels=2)
    shown = session.call(0, session.upload((8000, tone)))
    rate, found = heard(session.read(shown))
    assert rate == 8000
    assert np.array_equal(found, tone[::-1])


def test_components_by_their_names(tmp_path: Path) -> None:
    app = gr.Interface(lambda a, b, c: b, ["microphone", "video", "mic"], "playable_video")
    inputs = connect(app).fns[0].inputs
    assert [each.kind for each in inputs] == ["audio", "video", "audio"]
    assert inputs[0].spec().sources == inputs[2].spec().sources == ("microphone",)
    (tmp_path / "clip.mp4").write_bytes(film())
    session = connect(gr.Interface(lambda path: path, "video", "video"))
    shown = session.call(0, session.upload(tmp_path / "clip.mp4"))
    assert shown["mime"] == "video/mp4"
    assert session.read(shown) == film()


def test_what_is_no_sound_is_told_at_its_field(tmp_path: Path) -> None:
    (tmp_path / "notes.mp3").write_text("No sound, but a text about sound. " * 20)
    session = connect(gr.Interface(backwards, gr.Audio(), "audio"))
    with pytest.raises(RequestError) as caught:
        session.call(0, session.upload(tmp_path / "notes.mp3"))
    assert caught.value.error.code == "bad-value"
    assert caught.value.error.fields[0].message == "This is not a sound, or it is broken."


def test_a_warning_about_samples_stands_in_the_log() -> None:
    session = connect(gr.Interface(lambda: (8000, np.array([2.0, 0])), None, "audio"))
    session.call(0)
    assert "The samples go to 2, and floats are heard from -1 to 1" in session.log[0].text


# ---------------------------------------------------------------- streams out


def test_what_a_generator_yields_is_one_sound_that_grows() -> None:
    tone = sine(1)

    def speak() -> Iterator[tuple[int, Any]]:
        for part in np.split(tone, 8):
            yield 8000, part

    session = connect(gr.Interface(speak, None, gr.Audio(streaming=True)))
    steps = session.call(0)
    assert {step["handle"] for step in steps} == {steps[0]["handle"]}
    assert all(step["is_stream"] for step in steps[:-1])
    sizes = [step["size"] for step in steps]
    assert sizes == sorted(sizes)
    ended = session.values[session.fns[0].outputs[0].id]
    assert "is_stream" not in ended
    assert np.array_equal(heard(session.read(ended))[1], tone)


def test_a_sound_that_is_returned_is_whole_at_once() -> None:
    session = connect(gr.Interface(lambda: (8000, sine()), None, gr.Audio(streaming=True)))
    shown = session.call(0)
    assert "is_stream" not in shown
    assert np.array_equal(heard(session.read(shown))[1], sine())


def test_what_was_heard_stays_when_a_chunk_is_wrong() -> None:
    def speak() -> Iterator[Any]:
        yield 8000, sine()
        yield b"This is not a sound at all, but a text that goes on for a while."

    session = connect(gr.Interface(speak, None, gr.Audio(streaming=True)))
    with pytest.raises(RequestError, match="A chunk of sound, 64 bytes: It begins as none of WAV"):
        session.call(0)
    assert len(heard(session.read(session.values[session.fns[0].outputs[0].id]))[1]) == 4000


def test_pieces_of_video_are_one_that_grows() -> None:
    def show() -> Iterator[bytes]:
        for at in range(3):
            yield film(12, first=12 * at, audio="aac")

    session = connect(gr.Interface(show, None, gr.Video(streaming=True)))
    steps = session.call(0)
    assert steps[0]["mime"] == 'video/mp4; codecs="avc1.64000a, mp4a.40.2"'
    assert {step["handle"] for step in steps} == {steps[0]["handle"]}
    import av

    data = session.read(session.values[session.fns[0].outputs[0].id])
    with av.open(io.BytesIO(data)) as container:
        assert sum(1 for _ in container.decode(video=0)) == 36


# ---------------------------------------------------------------- streams in


def test_nothing_that_a_microphone_hears_is_lost_while_a_function_works() -> None:
    tone = sine(1.2)
    busy, go = threading.Event(), threading.Event()
    calls: list[Any] = []

    def listen(sound: tuple[int, Any]) -> str:
        calls.append(sound)
        busy.set()
        assert go.wait(TIMEOUT)
        return f"{len(sound[1])}"

    with gr.Blocks() as app:
        microphone = gr.Audio(streaming=True, sources=["microphone"])
        microphone.stream(listen, microphone, gr.Textbox())
    view = RawView(app)
    run = None
    for at, part in enumerate(np.split(tone, 12)):
        brought = {"component": microphone.id, "name": "a.wav", "mime": "audio/wav"}
        seq = view.send(
            "run",
            brings=[{**brought, "data": {"$buffer": 0}}],
            buffers=[wav(part)],
            **{"listener": 0, "values": {}, "revisions": {}, "event": "stream"},
        )
        run = view.answer(seq)["run"]
        if at == 0:
            assert busy.wait(TIMEOUT)
    last = {"last": True}
    view.request("run", listener=0, values={}, revisions={}, event="stream", event_data=last)
    go.set()
    assert view.finished(run)["state"]["status"] == "done"
    assert len(calls) == 2
    assert all(rate == 8000 for rate, _ in calls)
    assert np.array_equal(np.concatenate([found for _, found in calls]), tone[:, 0])


# ---------------------------------------------------------------- what else knows of files


def test_a_saved_notebook_says_that_there_is_a_sound() -> None:
    with gr.Blocks() as app:
        gr.Audio((8000, sine()), label="Tone")
        gr.Video(film(), label="Clip")
    session: Session = connect(app)
    bundle = app.bundle()
    bundle = dataclasses.replace(bundle, values=session.values)
    lines = fallback.plain(bundle).splitlines()
    assert lines[1] == "Tone: audio.wav (sound, 7.86 KiB)"
    assert lines[2].startswith("Clip: video.mp4 (video, ")


def test_flagged_sounds_are_copied(tmp_path: Path) -> None:
    with gr.Blocks() as app:
        component = gr.Audio((8000, sine()))
    session = connect(app)
    assert session._view.session is not None
    from intarsia.components.sessionfiles import session_files

    token = session_files.set(session._view.session.files)
    try:
        path = component.flag(session.values[component.id], tmp_path)
        growing = {**session.values[component.id], "is_stream": True, "size": 44}
        assert component.flag(growing, tmp_path) == path
    finally:
        session_files.reset(token)
    assert np.array_equal(heard(Path(path).read_bytes())[1], sine())


def test_examples_are_told_by_their_names_and_lengths(tmp_path: Path) -> None:
    (tmp_path / "tone.wav").write_bytes(wav(sine()))
    (tmp_path / "clip.mp4").write_bytes(film())
    app = gr.Interface(
        lambda sound, clip: None,
        [gr.Audio(), gr.Video()],
        None,
        examples=[
            [str(tmp_path / "tone.wav"), str(tmp_path / "clip.mp4")],
            [(8000, sine(1.5)), None],
        ],
    )
    session = connect(app)
    [table] = [each for each in session.spec.components if each.kind == "dataset"]
    assert [list(row) for row in table.samples] == [  # type: ignore[attr-defined]
        ["tone.wav", "clip.mp4"],
        ["1.5 s of sound", None],
    ]


def test_results_of_examples_are_kept_with_their_sound(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)

    def speak(count: float) -> Iterator[tuple[int, Any]]:
        with Path("calls").open("a") as file:
            file.write("called ")
        for part in np.split(sine(1), int(count)):
            yield 8000, part

    for _ in range(2):
        app = gr.Interface(
            speak, gr.Number(), gr.Audio(streaming=True), examples=[[4]], cache_examples=True
        )
        session = connect(app)
        choose = next(fn for fn in session.fns if fn.inputs and fn.inputs[0].kind == "dataset")
        session.call(choose.index, 0)
        session.settle()
        shown = session.values[session.fns[0].outputs[0].id]
        assert "is_stream" not in shown
        assert np.array_equal(heard(session.read(shown))[1], sine(1))
    assert Path("calls").read_text() == "called "


def test_what_stands_in_an_app_is_told_as_code() -> None:
    from intarsia.callcode import functions_code

    app = gr.Interface(backwards, gr.Audio((8000, sine())), "audio")
    session = connect(app)
    assert session._view.session is not None
    [code] = functions_code(session._view.session)
    assert code.call is not None
    assert "Fill in sound: tuple, 2 items cannot be written as code" in code.call


def test_sound_is_explained_by_what_falls_silent() -> None:
    def loudness(sound: tuple[int, Any]) -> float:
        return float(np.abs(sound[1][:2000].astype(float)).mean())

    tone = sine(1)
    app = gr.Interface(loudness, gr.Audio().set_interpret_parameters(segments=4), "number")
    explanation = gr.interpret(app, (8000, tone[:, 0]))
    [item] = explanation.inputs
    scores = [unit.score for unit in item.detail.units]
    assert len(scores) == 4
    assert scores[0] > 1000
    assert max(map(abs, scores[1:])) < 1


def test_pipelines_of_sound_take_a_microphone() -> None:
    from intarsia.pipelines import _sound

    component = _sound()
    assert (component.kind, component.type) == ("audio", "filepath")


def test_other_formats_are_read_in_an_app(tmp_path: Path) -> None:
    (tmp_path / "tone.mp3").write_bytes(sound(sine(1, 44100), 44100))
    session = connect(gr.Interface(backwards, gr.Audio(), gr.Audio(format="mp3")))
    shown = session.call(0, session.upload(tmp_path / "tone.mp3"))
    assert (shown["name"], shown["mime"]) == ("audio.mp3", "audio/mpeg")
