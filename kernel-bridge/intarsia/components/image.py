"""A picture."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self
from weakref import WeakKeyDictionary

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..options import WebcamOptions
from ..signature import MISSING, Field
from ..spec import CameraSpec, ComponentSpec
from .base import Accepted, Component, Infer, InferOutput
from .filevalues import (
    MAX_FILE,
    check_file,
    files_here,
    in_session,
    named_file,
    read_regular,
    store,
)
from .hints import is_named, is_nullable, start, without_none
from .media import chosen_sources
from .pictures import as_array, as_picture, in_mode, open_picture, png, quick
from .sessionfiles import Files


@dataclass(frozen=True, kw_only=True)
class ImageSpec(ComponentSpec):
    """The description of a image."""

    height: int | None = None
    """In pixels."""
    width: int | None = None
    """In pixels."""
    image_mode: str | None = None
    """The mode the function gets it in, as Pillow names it; null leaves it as it is."""
    sources: tuple[Literal["upload", "webcam", "clipboard"], ...]
    """Where a person may take it from, in order."""
    streaming: bool = False
    """Whether the camera streams its pictures, instead of giving one."""
    camera: CameraSpec
    placeholder: str | None = None
    """What stands where a picture may be dropped; null for words of our own."""
    alt_text: str | None = None
    """What it shows, for who cannot see it; null takes the label."""
    max_size: int
    """Bytes that one file may have."""


class Image(Component):
    """A picture.

    It shows Pillow images, matplotlib figures, the bytes or the path of a file, and arrays of
    shape (height, width), (height, width, 3) or (height, width, 4): whole numbers from 0 to 255,
    or floats from 0 to 1.

    Parameters
    ----------
    value : PIL.Image.Image, numpy.ndarray, bytes, str or os.PathLike, optional
        What it starts with: a Pillow image, an array, or the path of a file that is here.
    height, width : int, optional
        Of the display, in pixels; by default as the picture is, and as there is room.
    image_mode : str or None, default "RGB"
        The mode the function gets it in, as Pillow names it; `None` leaves it as it is.
    type : {"numpy", "pil", "filepath"}, default "numpy"
        What the function gets: an array of shape (height, width, 3) and type `uint8`,
        a Pillow image, or the path of the file as it was sent.
    sources : list of {"upload", "webcam", "clipboard"}, optional
        Where a person may take it from; by default all of these, and `["webcam"]` with
        `streaming`.
    streaming : bool, default False
        Whether the camera streams: its pictures go to the listeners of `stream`, one every
        `stream_every` seconds.
    webcam_options : WebcamOptions, optional
        Whether the camera's picture is turned about, and what is wanted of it.
    placeholder : str, optional
        What stands where a picture may be dropped.
    alt_text : str, optional
        What it shows, for who cannot see it; by default the label.
    max_size : int, default 200 MiB
        Bytes that the file may have.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When a source is unknown, or it streams without a camera.

    Examples
    --------
    >>> Image(type="pil", image_mode="L").spec().image_mode
    'L'
    """

    kind = "image"
    spec_type = ImageSpec
    TRIED = (int, float)
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "clear", "stream", "select", "upload", "input")
    NOT_YET: ClassVar[tuple[str, ...]] = (
        "buttons",
        "format",
        "watermark",
    )

    def __init__(
        self,
        value: Any = None,
        *,
        height: int | None = None,
        width: int | None = None,
        image_mode: str | None = "RGB",
        type: Literal["numpy", "pil", "filepath"] = "numpy",
        sources: Sequence[str] | str | None = None,
        streaming: bool = False,
        webcam_options: WebcamOptions | None = None,
        placeholder: str | None = None,
        alt_text: str | None = None,
        max_size: int = MAX_FILE,
        **common: Any,
    ) -> None:
        super().__init__(value, **common)
        self.height = height
        self.width = width
        self.image_mode = image_mode
        self.type = type
        known = ("upload", "webcam", "clipboard")
        self.sources = chosen_sources("Image", sources, known, known[1:2] if streaming else known)
        if streaming and "webcam" not in self.sources:
            raise ValueError("Image(streaming=True) shows a camera: name 'webcam' in sources=…")
        self.streaming = streaming
        self.webcam_options = webcam_options or WebcamOptions()
        self.placeholder = placeholder
        self.alt_text = alt_text
        self.max_size = max_size
        self.runs_user_code = True
        self._start: WeakKeyDictionary[Files, Json] = WeakKeyDictionary()
        """What `value` became in each session."""

    def set_interpret_parameters(self, segments: int = 16) -> Self:
        """Say into how many pieces the picture is cut when a result is explained, as Gradio 3 does.

        Parameters
        ----------
        segments : int, default 16
            How many, about.

        Examples
        --------
        >>> Image().set_interpret_parameters(segments=50).interpret_parameters
        {'segments': 50}
        """
        self.interpret_parameters = {"segments": segments}
        return self

    def own_spec(self) -> dict[str, Any]:
        camera = self.webcam_options
        return {
            "height": self.height,
            "width": self.width,
            "image_mode": self.image_mode,
            "sources": self.sources,
            "streaming": self.streaming,
            "camera": CameraSpec(mirror=camera.mirror, constraints=camera.constraints),
            "placeholder": self.placeholder,
            "alt_text": self.alt_text,
            "max_size": self.max_size,
        }

    def initial(self) -> Json:
        if self.value is None or not in_session():
            return None
        files = files_here()
        if files not in self._start:
            self._start[files] = self.postprocess(self.value)
        return self._start[files]

    def preprocess(self, value: Json) -> Any:
        if value is None:
            if self.value is not None and not in_session():
                return self.value  # nothing else could stand for it
            if self.required:
                raise InvalidValueError("Choose a picture.")
            return None
        if in_session() and self._start.get(files_here(), MISSING) == value:
            return self.value
        file = named_file(value)
        check_file(file, None, self.max_size)
        path = files_here().path(file.handle)
        picture = in_mode(open_picture(path), self.image_mode)
        if self.type == "filepath":
            return path
        return as_array(picture) if self.type == "numpy" else picture

    def hold(self, value: Any) -> Any:
        is_picture = is_named(type(value), "PIL.Image", "numpy.ndarray")
        return value.copy() if is_picture else MISSING

    def frame(self, value: Any) -> Json:
        data, kind = quick(as_picture(value))
        return store(data, f"image.{kind}", f"image/{kind}")

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        if isinstance(value, (bytes, bytearray, memoryview)):
            data = bytes(value)
            return store(data, *_named(data, self))
        if isinstance(value, (str, os.PathLike)):
            data = read_regular(value, self.max_size)
            return store(data, *_named(data, self))
        data_or_none = png(value)
        if data_or_none is None:
            raise self.refuse(value, "a picture, an array or a figure")
        return store(data_or_none, "image.png", "image/png")

    def adopt(self, field: Field) -> None:
        super().adopt(field)
        self._start = WeakKeyDictionary()

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        if not is_named(without_none(field.annotation), "PIL.Image"):
            return None
        image = cls(start(field), type="pil", image_mode=None, required=not is_nullable(field))
        return Accepted(image, "PIL.Image" + ("; empty gives None" if is_nullable(field) else ""))

    @classmethod
    def for_output(cls, annotation: Any, infer: InferOutput) -> Accepted | None:
        if is_named(without_none(annotation), "PIL.Image"):
            return Accepted(cls(interactive=False), "returns PIL.Image")
        return None


_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
)


def _named(data: bytes, image: Image) -> tuple[str, str]:
    """Return a name and a type for the bytes of a picture, by what they begin with."""
    for start_bytes, name in _SIGNATURES:
        if data.startswith(start_bytes):
            return f"image.{name}", f"image/{name}"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image.webp", "image/webp"
    raise TypeError(f"{type(image).__name__} shows PNG, JPEG, GIF and WebP files, not this one.")
