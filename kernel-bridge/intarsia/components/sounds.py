"""Sounds: from files, and into files. numpy and PyAV are imported here, late."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import IO, Any

from ..errors import InvalidValueError
from . import samples, wavs
from .avopen import SOUNDS, bytes_of, encoder, opened, packets, pyav
from .filekinds import SNIFFED, SOUND_TYPES, sound_kind

MAX_MEMORY = 1024 * 1024 * 1024
"""Bytes that the samples of one sound may take."""

MAX_DECODED = 8
"""Channels of a sound that PyAV decodes."""

NEEDS = "Sound other than WAV"

_MP3_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)

_BLOCK = 65536
"""Samples that are encoded at once."""


def check_sound(path: str) -> None:
    """Look into a file, without decoding it.

    Raises
    ------
    InvalidValueError
        When there is nothing to hear in it; the words are for who chose it.
    """
    start = bytes_of(path, SNIFFED)
    if _wav_of(path, start) is not None:
        return
    try:
        with _opened(path) as (_, stream):
            _check_rate(stream)
    except ModuleNotFoundError:
        if sound_kind(start) is None:
            raise InvalidValueError("This is not a sound.") from None


def read_sound(source: str | bytes) -> tuple[int, Any]:
    """Return the rate and the samples of a sound: (samples,), or (samples, channels).

    Of up to 16 bits they are `int16`, of more `int32`, as Gradio has it.

    Raises
    ------
    InvalidValueError
        When it is none, is broken, or would take too much memory.
    ModuleNotFoundError
        When a package is missing that reads it.
    """
    start = bytes_of(source, SNIFFED)
    wav = _wav_of(source, start)
    if wav is not None:
        _check_memory(wav.size // wav.frame * wav.channels * (2 if wav.bits <= 16 else 4), wav.rate)
        return wav.rate, _samples_of(source, wav)
    return _decode(source)


def _samples_of(source: str | bytes, wav: wavs.Wav) -> Any:
    if isinstance(source, bytes):
        data = source[wav.start : wav.start + wav.size]
    else:
        with open(source, "rb") as file:
            file.seek(wav.start)
            data = file.read(wav.size)
    return samples.of_pcm(data, wav.bits, wav.is_float, wav.channels)


def _wav_of(source: str | bytes, start: bytes) -> wavs.Wav | None:
    """Return where the samples lie, if they are plain ones of a WAV file."""
    if sound_kind(start) != "wav":
        return None
    if isinstance(source, bytes):
        return wavs.read_head(io.BytesIO(source), len(source))
    with open(source, "rb") as file:
        return wavs.read_head(file, os.fstat(file.fileno()).st_size)


def _decode(source: str | bytes) -> tuple[int, Any]:
    whole, last = bytearray(), None
    for last in blocks(source):
        whole += last[1].tobytes()
    if last is None or not whole:
        raise InvalidValueError("There is nothing in this sound.")
    rate, block = last
    found = samples.numpy().frombuffer(whole, block.dtype)
    return rate, found if block.shape[1] == 1 else found.reshape(-1, block.shape[1])


def blocks(source: str | bytes) -> Iterator[tuple[int, Any]]:
    """Decode a file bit by bit: the rate, and samples as (samples, channels).

    Raises
    ------
    InvalidValueError, ModuleNotFoundError
        As `read_sound` does.
    """
    with _opened(source) as (container, stream):
        _check_rate(stream)
        rate, channels, size = stream.rate, stream.channels, 0
        if stream.duration and stream.time_base:
            told = float(stream.duration * stream.time_base)
            _check_memory(int(told * rate) * channels * 2, rate)
        for frame in _frames(container, stream):
            block = of_frame(frame, is_wide(stream.codec_context))
            if frame.sample_rate != rate or block.shape[1] != channels:
                raise InvalidValueError("This sound changes its rate or channels on the way.")
            size += block.nbytes
            _check_memory(size, rate)
            yield rate, block


def is_wide(codec: Any) -> bool:
    """Whether samples have more than 16 bits: no codec that leaves out what is not heard."""
    name = codec.format.name if codec.format is not None else ""
    if name.startswith(("s32", "s64")):
        return True
    return name.startswith(("flt", "dbl")) and codec.name.startswith(("pcm_f", "wavpack"))


def of_frame(frame: Any, wide: bool = False) -> Any:
    """Return the samples of a frame that PyAV decoded, as (samples, channels)."""
    np = samples.numpy()
    channels = frame.layout.nb_channels
    _check_channels(channels)
    array = frame.to_ndarray()
    array = array.T if frame.format.is_planar else array.reshape(-1, channels)
    if array.dtype.kind == "f":
        return samples.full(array, np.int32 if wide else np.int16)
    if array.dtype == np.uint8:
        return (array.astype(np.int16) - 128) << 8
    if array.dtype == np.int64:
        return (array >> 32).astype(np.int32)
    return array


def _frames(container: Any, stream: Any) -> Iterator[Any]:
    """Decode, and pass over what is broken in the middle, as players do."""
    av = pyav(NEEDS)
    wrong = heard = 0
    for packet in packets(container, stream, NEEDS):
        try:
            for frame in packet.decode():
                heard += 1
                yield frame
        except av.error.FFmpegError:
            wrong += 1
            if wrong > 100 + heard:
                raise InvalidValueError("This sound is broken.") from None
    if wrong and not heard:
        raise InvalidValueError("This sound is broken.")


@contextmanager
def _opened(source: str | bytes) -> Iterator[tuple[Any, Any]]:
    """Open a file: the container, and the sound in it."""
    with opened(source, SOUNDS, NEEDS, "a sound") as container:
        if not container.streams.audio:
            raise InvalidValueError("There is no sound in this file.")
        yield container, container.streams.audio[0]


def _check_rate(stream: Any) -> None:
    codec = stream.codec_context
    if codec is None:
        raise InvalidValueError("This kind of sound cannot be read here.")
    if not 0 < (codec.sample_rate or 0) <= wavs.MAX_RATE:
        raise InvalidValueError(f"This sound has a rate of {codec.sample_rate or 0:,} Hz.")
    _check_channels(codec.channels)


def _check_channels(count: int) -> None:
    """Refuse more channels than PyAV has room for: it would read beyond its memory."""
    if not 0 < count <= MAX_DECODED:
        raise InvalidValueError(
            f"This sound has {count:,} channels; 1 to {MAX_DECODED} are taken, but of WAV."
        )


def _check_memory(size: int, rate: int) -> None:
    if size > MAX_MEMORY:
        raise InvalidValueError(
            "This sound is too long: its samples would take more than "
            f"{MAX_MEMORY / 1024**3:.3g} GiB. Choose a shorter one, or one of a lower rate than "
            f"{rate:,} Hz."
        )


def wav_of(rate: int, found: Any) -> bytes:
    """Return samples of `int16`, (samples, channels), as a WAV file."""
    data: bytes = found.astype("<i2", copy=False).tobytes()
    return wavs.head(rate, found.shape[1], len(data)) + data


def encoded(rate: int, found: Any, format: str) -> bytes:
    """Return samples of `int16`, (samples, channels), as a file of a format: `wav` or `mp3`."""
    if format == "wav":
        return wav_of(rate, found)
    size = range(0, len(found), _BLOCK)
    buffer = io.BytesIO()
    _write_mp3(buffer, ((rate, found[at : at + _BLOCK]) for at in size))
    return buffer.getvalue()


def convert(source: str | bytes, target: IO[bytes], format: str) -> None:
    """Write a sound as a file of another format, bit by bit.

    Raises
    ------
    InvalidValueError, ModuleNotFoundError
        As `read_sound` does.
    """
    heard = plain(source)
    if format == "mp3":
        _write_mp3(target, heard)
        return
    size, last = 0, None
    target.write(wavs.head(1, 1))
    for last in heard:
        size += target.write(last[1].astype("<i2", copy=False).tobytes())
    if last is None or not size:
        raise InvalidValueError("There is nothing in this sound.")
    rate, block = last
    target.seek(0)
    target.write(wavs.head(rate, block.shape[1], size))


def plain(source: str | bytes) -> Iterator[tuple[int, Any]]:
    """Decode a file bit by bit: the rate, and samples of `int16`, as (samples, channels).

    Raises
    ------
    InvalidValueError, ModuleNotFoundError
        As `read_sound` does.
    """
    wav = _wav_of(source, bytes_of(source, SNIFFED))
    if wav is None:
        for rate, block in blocks(source):
            yield rate, samples.narrow(block)
        return
    _, found = read_sound(source)
    for at in range(0, len(found), _BLOCK):
        yield wav.rate, samples.narrow(found[at : at + _BLOCK])


def _write_mp3(target: IO[bytes], heard: Iterator[tuple[int, Any]]) -> None:
    what = "An MP3 file"
    av, name = pyav(what), encoder("libmp3lame", what)
    with av.open(target, "w", format="mp3") as container:
        stream, pts = None, 0
        for rate, block in heard:
            if stream is None:
                wanted = next((each for each in _MP3_RATES if each >= rate), _MP3_RATES[-1])
                stream = container.add_stream(name, rate=wanted)
                stream.codec_context.layout = "mono" if block.shape[1] == 1 else "stereo"
            if block.shape[1] > 2:
                block = block.mean(axis=1, keepdims=True).astype(block.dtype).repeat(2, axis=1)
            frame = as_frame(rate, block)
            frame.pts, frame.time_base = pts, Fraction(1, rate)
            pts += len(block)
            container.mux(stream.encode(frame))
        if stream is None:
            raise InvalidValueError("There is nothing in this sound.")
        container.mux(stream.encode())


def as_frame(rate: int, block: Any) -> Any:
    """Return samples of `int16`, of one or two channels, as a frame of PyAV."""
    layout = "mono" if block.shape[1] == 1 else "stereo"
    data = samples.numpy().ascontiguousarray(block).reshape(1, -1)
    frame = pyav(NEEDS).AudioFrame.from_ndarray(data, format="s16", layout=layout)
    frame.sample_rate = rate
    return frame


def to_show(source: str | bytes, name: str, format: str | None) -> tuple[bytes | None, str, str]:
    """Return a sound as browsers play it: its bytes, or `None` as it is; its name and type.

    Parameters
    ----------
    source
        The path of a file, or its bytes.
    name
        What it is called.
    format
        `"wav"` or `"mp3"`, where the author asks for it.

    Raises
    ------
    InvalidValueError
        When it is none.
    ModuleNotFoundError
        When a package is missing that converts it.
    """
    start = bytes_of(source, SNIFFED)
    kind = sound_kind(start)
    if kind == "wav" and format in (None, "wav") and _wav_of(source, start) is None:
        kind = None  # compressed in a way that few browsers read
    if kind is not None and format in (None, kind):
        return None, _with_ending(name, kind), SOUND_TYPES[kind]
    buffer = io.BytesIO()
    convert(source, buffer, format or "wav")
    wanted = format or "wav"
    return buffer.getvalue(), f"{os.path.splitext(name)[0]}.{wanted}", SOUND_TYPES[wanted]


def _with_ending(name: str, kind: str) -> str:
    return name if os.path.splitext(name)[1] else f"{name}.{kind}"
