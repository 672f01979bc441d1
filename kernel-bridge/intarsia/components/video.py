"""A video."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..options import WebcamOptions
from ..parameters import nearest
from ..spec import CameraSpec
from .avopen import bytes_of
from .chunks import Chunks
from .converted import beside
from .fieldcomponent import PLACING, FieldSpec
from .filekinds import FILM_TYPES, SNIFFED, film_kind
from .filevalues import (
    MAX_FILE,
    name_of,
    read_regular,
    store,
)
from .filmchunks import FilmChunks
from .filmformats import FORMATS
from .films import check_film, has_sound, to_show, write_film
from .media import MediaComponent, chosen_sources, refuse_address


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


class Video(MediaComponent):
    """A video: a person records or chooses it, or sees what a function returns.

    It plays MP4 of H.264 or AV1, and WebM of VP8, VP9 or AV1. What browsers do not play, as AVI,
    MPEG, QuickTime or H.265, becomes MP4: without a loss where only the container is another.

    Parameters
    ----------
    value : bytes, str or os.PathLike, optional
        What it starts with: the path of a file, or its bytes.
    format : {"mp4", "webm", "mov", "mkv", "avi", "ts", "gif"}, optional
        What a path that the function gets, and what is shown, is converted to; by default it
        stays as it is.
    sources : list of {"upload", "webcam"}, optional
        Where a person may take it from; by default both.
    height, width : int, optional
        Of the display, in pixels; by default as the video is, and as there is room.
    webcam_options : WebcamOptions, optional
        Whether the camera's picture is turned about, and what is wanted of it.
    include_audio : bool, optional
        Whether a recording has sound, and what the function gets; by default it is so when files
        can be chosen.
    autoplay : bool, default False
        Whether it plays as soon as it comes, where the browser lets it.
    loop : bool, default False
        Whether it begins anew at its end.
    streaming : bool, default False
        Whether what a function yields is played as one video while it comes: each value is a
        piece of it that could be played alone.
    max_size : int, default 200 MiB
        Bytes that the file may have.
    buttons : list, optional
        Buttons of the app that stand at the label; `"download"` is there at all times.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When a source or format is unknown.

    Notes
    -----
    Converting, streams of pieces, and videos without their sound need PyAV:
    `pip install 'intarsia[media]'`. Of a video that is converted, at most three hours are taken.

    Examples
    --------
    >>> Video(sources=["webcam"]).spec().include_audio
    False
    """

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
    BUTTONS: ClassVar[tuple[str, ...]] = ("download",)
    NOT_YET: ClassVar[tuple[str, ...]] = ("playback_position", "subtitles", "watermark")
    ORDER: ClassVar[tuple[str, ...]] = (
        *("value", "format", "sources", "height", "width", "label", *PLACING),
        *("webcam_options", "include_audio", "autoplay", "buttons", "loop", "streaming"),
        *("watermark", "subtitles", "playback_position"),
    )

    def __init__(
        self,
        value: Any = None,
        *,
        format: str | None = None,
        sources: Sequence[str] | str | None = None,
        height: int | None = None,
        width: int | None = None,
        webcam_options: WebcamOptions | None = None,
        include_audio: bool | None = None,
        autoplay: bool = False,
        loop: bool = False,
        streaming: bool = False,
        max_size: int = MAX_FILE,
        buttons: Sequence[Any] | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, buttons=buttons, max_size=max_size, streaming=streaming, **common)
        known = ("upload", "webcam")
        self.sources = chosen_sources("Video", sources, known, known)
        self.format = None if format is None else _format_of(format)
        self.height = height
        self.width = width
        self.webcam_options = webcam_options or WebcamOptions()
        self.include_audio = "upload" in self.sources if include_audio is None else include_audio
        self.autoplay = autoplay
        self.loop = loop

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

    @property
    def missing(self) -> str:
        return "Record or choose a video."

    def starts_as_given(self) -> bool:
        return isinstance(self.value, (str, os.PathLike))

    def read(self, path: str) -> Any:
        check_film(path)
        return self._as_wanted(path)

    def _as_wanted(self, path: str) -> str:
        """Return the path of the file in its format, and without sound where none is wanted."""
        ending = os.path.splitext(path)[1].lower().removeprefix(".")
        wanted = self.format or (ending if ending in FORMATS else "mp4")
        is_named_so = ending == wanted
        if wanted in FILM_TYPES:
            is_named_so &= film_kind(bytes_of(path, SNIFFED)) == wanted
        is_mute = not self.include_audio and has_sound(path)
        if not is_mute and (self.format is None or is_named_so):
            return path
        mark = "-muted" if is_mute else ""
        return beside(
            path,
            f"{mark}.{wanted}",
            lambda file: write_film(path, file, wanted, with_sound=self.include_audio),
        )

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        if isinstance(value, (bytes, bytearray, memoryview)):
            return self._of_file(bytes(value), "video")
        if isinstance(value, (str, os.PathLike)):
            refuse_address("Video", value)
            return self._of_file(read_regular(value, self.max_size), name_of(value))
        raise self.refuse(value, "the path of a file, or its bytes")

    def _of_file(self, data: bytes, name: str) -> Json:
        try:
            made, shown, mime = to_show(data, name, self.format)
        except InvalidValueError as error:
            raise TypeError(f"Video cannot play {name!r}: {error}") from error
        return store(data if made is None else made, shown, mime)

    def chunks(self) -> Chunks:
        return FilmChunks()


def _format_of(given: str) -> str:
    wanted = given.lower().removeprefix(".")
    if wanted not in FORMATS:
        raise ValueError(
            f"Video(format=…) is one of {', '.join(FORMATS)}, not {given!r}."
            + nearest(wanted, FORMATS)
        )
    return wanted
