"""Sound."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..options import WaveformOptions
from .fieldcomponent import FieldComponent, FieldSpec
from .filevalues import (
    MAX_FILE,
    StartFiles,
    check_file,
    files_here,
    in_session,
    name_of,
    named_file,
    read_regular,
    store,
)


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


class Audio(FieldComponent):
    """Sound."""

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
    NOT_YET: ClassVar[tuple[str, ...]] = (
        "editable",
        "playback_position",
        "recording",
        "subtitles",
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
        super().__init__(value, buttons=buttons, **common)
        sources = ("upload", "microphone") if sources is None else sources
        self.sources = (sources,) if isinstance(sources, str) else tuple(sources)
        self.type = type
        self.streaming = streaming
        self.format = format
        self.autoplay = autoplay
        options = waveform_options or {}
        self.waveform_options = WaveformOptions(**options) if isinstance(options, dict) else options
        self.loop = loop
        self.max_size = max_size
        self.runs_user_code = True
        self._start = StartFiles()

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

    def initial(self) -> Json:
        if self.value is None or not in_session():
            return None
        return self._start.keep(lambda: self.postprocess(self.value))

    def preprocess(self, value: Json) -> Any:
        if value is None:
            if self.value is not None and not in_session():
                return self.value  # nothing else could stand for it
            if self.required:
                raise InvalidValueError("Record or choose a sound.")
            return None
        file = named_file(value)
        check_file(file, None, self.max_size)
        return files_here().path(file.handle)

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        if isinstance(value, (str, os.PathLike)):
            return store(read_regular(value, self.max_size), name_of(value))
        raise self.refuse(value, "sounds")
