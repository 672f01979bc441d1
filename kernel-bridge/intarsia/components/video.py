"""A video."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..options import WebcamOptions
from ..spec import CameraSpec
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
class VideoSpec(FieldSpec):
    """The description of a video."""

    sources: tuple[Literal["upload", "webcam"], ...]
    """Where a person may take it from, in order."""
    height: int | None = None
    """In pixels."""
    width: int | None = None
    """In pixels."""
    camera: CameraSpec
    include_audio: bool = True
    """Whether a recording has sound."""
    autoplay: bool = False
    """Whether it plays as soon as it comes."""
    loop: bool = False
    max_size: int
    """Bytes that one file may have."""


class Video(FieldComponent):
    """A video."""

    kind = "video"
    spec_type = VideoSpec
    TRIED = (int, float)
    EVENTS: ClassVar[tuple[str, ...]] = (
        "change",
        "clear",
        "start_recording",
        "stop_recording",
        "stop",
        "play",
        "pause",
        "end",
        "upload",
        "input",
    )
    NOT_YET: ClassVar[tuple[str, ...]] = ("playback_position", "subtitles", "watermark")

    def __init__(
        self,
        value: Any = None,
        *,
        format: str | None = None,
        sources: Sequence[str] | str | None = None,
        height: int | None = None,
        width: int | None = None,
        webcam_options: WebcamOptions | None = None,
        include_audio: bool = True,
        autoplay: bool = False,
        loop: bool = False,
        streaming: bool = False,
        max_size: int = MAX_FILE,
        buttons: Sequence[Any] | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, buttons=buttons, **common)
        sources = ("upload", "webcam") if sources is None else sources
        self.format = format
        self.sources = (sources,) if isinstance(sources, str) else tuple(sources)
        self.height = height
        self.width = width
        self.webcam_options = webcam_options or WebcamOptions()
        self.include_audio = include_audio
        self.autoplay = autoplay
        self.loop = loop
        self.streaming = streaming
        self.max_size = max_size
        self.runs_user_code = True
        self._start = StartFiles()

    def own_spec(self) -> dict[str, Any]:
        camera = self.webcam_options
        return {
            **super().own_spec(),
            "sources": self.sources,
            "height": self.height,
            "width": self.width,
            "camera": CameraSpec(mirror=camera.mirror, constraints=camera.constraints),
            "include_audio": self.include_audio,
            "autoplay": self.autoplay,
            "loop": self.loop,
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
                raise InvalidValueError("Record or choose a video.")
            return None
        file = named_file(value)
        check_file(file, None, self.max_size)
        return files_here().path(file.handle)

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        if isinstance(value, (str, os.PathLike)):
            return store(read_regular(value, self.max_size), name_of(value))
        raise self.refuse(value, "videos")
