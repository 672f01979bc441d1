"""Sounds and videos for tests, made by PyAV and by hand."""

from __future__ import annotations

import io
import sys
from fractions import Fraction
from typing import Any

import av
import numpy as np
import pytest

from intarsia.components import wavs


def sine(
    seconds: float = 0.5, rate: int = 8000, hertz: float = 440, channels: int = 1, start: int = 0
) -> Any:
    """Return samples of a tone, `int16`, (samples, channels)."""
    at = np.arange(start, start + round(seconds * rate))
    tone = np.rint(10_000 * np.sin(2 * np.pi * hertz * at / rate)).astype(np.int16)
    return np.stack([tone] * channels, axis=1)


def wav(found: Any, rate: int = 8000) -> bytes:
    data = found.astype("<i2").tobytes()
    return wavs.head(rate, found.shape[1] if found.ndim == 2 else 1, len(data)) + data


def sound(
    found: Any, rate: int = 8000, format: str = "mp3", codec: str = "libmp3lame", **options: Any
) -> bytes:
    """Return samples as a file of another format."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=format) as container:
        stream = container.add_stream(codec, rate=rate, **options)
        if codec == "wmav2":
            stream.bit_rate = 128_000
        if found.dtype == np.int32:
            stream.codec_context.format = "s32"
        stream.codec_context.layout = "mono" if found.shape[1] == 1 else "stereo"
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(found).reshape(1, -1),
            format="s32" if found.dtype == np.int32 else "s16",
            layout=stream.codec_context.layout.name,
        )
        frame.sample_rate = rate
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return buffer.getvalue()


def film(
    frames: int = 12,
    *,
    width: int = 64,
    height: int = 48,
    fps: int = 12,
    codec: str = "libx264",
    format: str = "mp4",
    audio: str | None = None,
    first: int = 0,
    pix_fmt: str = "yuv420p",
    rotation: int = 0,
    options: dict[str, str] | None = None,
) -> bytes:
    """Return a video whose frames get brighter, with a tone as long as it where it has sound."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=format) as container:
        stream = container.add_stream(codec, rate=fps, options=options or {})
        stream.width, stream.height, stream.pix_fmt = width, height, pix_fmt
        if rotation:
            stream.set_display_rotation(rotation)
        heard = container.add_stream(audio, rate=48000) if audio else None
        if audio == "wmav2":
            heard.bit_rate = 128_000
        if heard is not None:
            heard.codec_context.layout = "mono"
        for at in range(frames):
            picture = np.full((height, width, 3), (first + at) * 4 % 256, np.uint8)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        if heard is not None:
            tone = sine(frames / fps, 48000, start=round(first / fps * 48000)).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(tone, format="s16", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = 48000, 0, Fraction(1, 48000)
            container.mux(heard.encode(frame))
            container.mux(heard.encode())
    return buffer.getvalue()


def without(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Take packages away."""
    for name in names:
        for module in [each for each in sys.modules if each.partition(".")[0] == name]:
            monkeypatch.delitem(sys.modules, module)
        monkeypatch.setitem(sys.modules, name, None)
