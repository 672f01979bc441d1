"""Sound."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..options import WaveformOptions
from ..parameters import nearest
from ..signature import MISSING
from .avopen import bytes_of
from .chunks import Chunks
from .converted import beside
from .fieldcomponent import PLACING, FieldSpec
from .filekinds import SNIFFED, SOUND_TYPES, sound_kind
from .filevalues import (
    MAX_FILE,
    name_of,
    read_regular,
    store,
)
from .media import MediaComponent, chosen_sources, refuse_address
from .samples import as_int16, rate_of, warn
from .soundchunks import SoundChunks, joined
from .sounds import check_sound, convert, encoded, read_sound, to_show


@dataclass(frozen=True, kw_only=True)
class AudioSpec(FieldSpec):
    """The description of a sound."""

    sources: tuple[Literal["upload", "microphone"], ...]
    """Where a person may take it from, in order."""
    streaming: bool = False
    """Whether the microphone streams what it hears, instead of giving a whole recording."""
    autoplay: bool = False
    """Whether it plays as soon as it comes."""
    loop: bool = False
    wave_color: str | None = None
    """Of the wave; null takes the host's."""
    wave_progress_color: str | None = None
    """Of the part that was played."""
    shows_recording: bool = True
    """Whether the wave is drawn while it is recorded."""
    skip_length: float = 5
    """Seconds that an arrow key goes on or back."""
    max_size: int
    """Bytes that one file may have."""


class Audio(MediaComponent):
    """Sound: a person records or chooses it, or hears what a function returns.

    It plays files of WAV, MP3, FLAC, Ogg, AAC, MP4 and WebM, by their path or as bytes, and
    samples as `(rate, array)`. Other files, as of AIFF, become WAV.

    Parameters
    ----------
    value : (int, numpy.ndarray), bytes, str or os.PathLike, optional
        What it starts with: samples a second and samples, the bytes of a file, or its path.
    sources : list of {"upload", "microphone"}, optional
        Where a person may take it from; by default both, and `["microphone"]` with `streaming`.
    type : {"numpy", "filepath"}, default "numpy"
        What the function gets: `(rate, array)`, or the path of the file. The array is `int16`, of
        shape (samples,) or (samples, channels); of files of more than 16 bits it is `int32`.
    streaming : bool, default False
        As an input, the microphone streams: what it hears goes to the listeners of `stream`, every
        `stream_every` seconds. As an output, what a function yields is played as one sound while
        it comes; it is WAV.
    format : {"wav", "mp3"}, optional
        What a path that the function gets, and what is played, is converted to; by default it
        stays as it is, and samples become WAV.
    autoplay : bool, default False
        Whether it plays as soon as it comes, where the browser lets it.
    waveform_options : WaveformOptions or dict, optional
        Colours of the wave, and how far an arrow key goes.
    loop : bool, default False
        Whether it begins anew at its end.
    max_size : int, default 200 MiB
        Bytes that the file may have.
    buttons : list, optional
        Buttons of the app that stand at the label; `"download"` is there at all times.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When a source, type or format is unknown, or it streams without a microphone.

    Notes
    -----
    Samples are `int16`, other whole numbers over their range, or floats from -1 to 1. A sound that
    goes beyond is made quieter (a part of one that streams is clipped), and what is no number is
    silent, with a warning. Unlike in Gradio, a quiet sound stays quiet. WAV needs numpy alone,
    other formats PyAV: `pip install 'intarsia[media]'`.

    Examples
    --------
    >>> import numpy
    >>> from intarsia import Interface
    >>> from intarsia.testing import connect
    >>> def backwards(sound):
    ...     rate, samples = sound
    ...     return rate, samples[::-1]
    >>> word = 8000, numpy.array([1, 2, 3], "int16")
    >>> shown = connect(Interface(backwards, Audio(word), Audio())).call(0)
    >>> shown["name"], shown["mime"], shown["size"]
    ('audio.wav', 'audio/wav', 50)
    """

    kind = "audio"
    spec_type = AudioSpec
    TRIED = (int, float)
    EVENTS: ClassVar[tuple[str, ...]] = (
        "stream",
        "change",
        "clear",
        "play",
        "pause",
        "stop",
        "start_recording",
        "pause_recording",
        "stop_recording",
        "upload",
        "input",
    )
    BUTTONS: ClassVar[tuple[str, ...]] = ("download",)
    NOT_YET: ClassVar[tuple[str, ...]] = (
        "editable",
        "playback_position",
        "recording",
        "subtitles",
    )
    ORDER: ClassVar[tuple[str, ...]] = (
        *("value", "sources", "type", "label"),
        *PLACING[: PLACING.index("elem_id")],
        *("streaming", "elem_id", "elem_classes", "render", "key", "preserved_by_key"),
        *("format", "autoplay", "editable", "buttons", "waveform_options", "loop"),
        *("recording", "subtitles", "playback_position"),
    )

    def __init__(
        self,
        value: Any = None,
        *,
        sources: Sequence[str] | str | None = None,
        type: Literal["numpy", "filepath"] = "numpy",
        streaming: bool = False,
        format: Literal["wav", "mp3"] | None = None,
        autoplay: bool = False,
        waveform_options: WaveformOptions | dict[str, Any] | None = None,
        loop: bool = False,
        max_size: int = MAX_FILE,
        buttons: Sequence[Any] | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, buttons=buttons, max_size=max_size, streaming=streaming, **common)
        usual = ("microphone",) if streaming else ("upload", "microphone")
        self.sources = chosen_sources("Audio", sources, ("upload", "microphone"), usual)
        if streaming and "microphone" not in self.sources:
            raise ValueError("Audio(streaming=True) hears a microphone: name it in sources=…")
        self.type = type
        self.format = format
        self.autoplay = autoplay
        self.waveform_options = _wave_of(waveform_options)
        self.loop = loop

    def set_interpret_parameters(self, segments: int = 8) -> Self:
        """Say into how many pieces the sound is cut when a result is explained, as Gradio 3 does.

        Parameters
        ----------
        segments : int, default 8
            How many.

        Examples
        --------
        >>> Audio().set_interpret_parameters(segments=4).interpret_parameters
        {'segments': 4}
        """
        self.interpret_parameters = {"segments": segments}
        return self

    def own_spec(self) -> dict[str, Any]:
        wave = self.waveform_options
        return {
            **super().own_spec(),
            "sources": self.sources,
            "streaming": self.streaming,
            "autoplay": self.autoplay,
            "loop": self.loop,
            "wave_color": wave.waveform_color,
            "wave_progress_color": wave.waveform_progress_color,
            "shows_recording": wave.show_recording_waveform,
            "skip_length": wave.skip_length,
            "max_size": self.max_size,
        }

    @property
    def missing(self) -> str:
        return "Record or choose a sound."

    def read(self, path: str) -> Any:
        if self.type == "numpy":
            return read_sound(path)
        check_sound(path)
        return self._in_format(path)

    def starts_as_given(self) -> bool:
        return isinstance(self.value, tuple) == (self.type == "numpy")

    def _in_format(self, path: str) -> str:
        if self.format is None:
            return path
        is_named_so = path.lower().endswith(f".{self.format}")
        if is_named_so and sound_kind(bytes_of(path, SNIFFED)) == self.format:
            return path
        format = self.format
        return beside(path, f".{format}", lambda file: convert(path, file, format))

    def hold(self, value: Any) -> Any:
        if isinstance(value, tuple) and len(value) == 2 and hasattr(value[1], "copy"):
            return value[0], value[1].copy()
        return MISSING

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        if isinstance(value, tuple) and len(value) == 2:
            return self._of_samples(*value)
        if isinstance(value, (bytes, bytearray, memoryview)):
            return self._of_file(bytes(value), "audio")
        if isinstance(value, (str, os.PathLike)):
            refuse_address("Audio", value)
            return self._of_file(read_regular(value, self.max_size), name_of(value))
        raise self.refuse(value, "(rate, samples), the path of a file, or its bytes")

    def _of_samples(self, rate: Any, found: Any) -> Json:
        rate = rate_of(rate)
        heard, said = as_int16(found)
        for words in said:
            warn(words)
        format = self.format or "wav"
        return store(encoded(rate, heard, format), f"audio.{format}", SOUND_TYPES[format])

    def _of_file(self, data: bytes, name: str) -> Json:
        try:
            made, shown, mime = to_show(data, name, self.format)
        except InvalidValueError as error:
            raise TypeError(f"Audio cannot play {name!r}: {error}") from error
        return store(data if made is None else made, shown, mime)

    def process_example(self, value: Any) -> str | None:
        """Return what is shown of a sound among examples: the name of its file, or its length."""
        if isinstance(value, tuple) and len(value) == 2 and hasattr(value[1], "__len__"):
            return f"{len(value[1]) / rate_of(value[0]):.3g} s of sound"
        if isinstance(value, (str, os.PathLike)):
            return name_of(value)
        return None if value is None else "sound"

    def chunks(self) -> Chunks:
        return SoundChunks()

    def joined(self, earlier: Json, later: Json) -> Json:
        if earlier is None or later is None:
            return earlier if later is None else later
        return joined(earlier, later)


def _wave_of(options: WaveformOptions | dict[str, Any] | None) -> WaveformOptions:
    if options is None or isinstance(options, WaveformOptions):
        return options or WaveformOptions()
    if not isinstance(options, dict):
        raise TypeError(
            "Audio(waveform_options=…) is gr.WaveformOptions or a dict, not "
            f"{type(options).__name__}."
        )
    try:
        return WaveformOptions(**options)
    except TypeError:
        known = [each.name for each in dataclasses.fields(WaveformOptions)]
        wrong = next(name for name in options if name not in known)
        raise TypeError(
            f"Audio(waveform_options=…) has no {wrong!r}.{nearest(str(wrong), known)}"
        ) from None
