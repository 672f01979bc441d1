"""Pictures: pieces of like colour that are painted over."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...components.base import Component
from ...components.hints import is_named
from ...components.pictures import open_picture
from ...explanation import Grid, SegmentScore, SegmentScores
from ...fingerprint import fingerprint
from ..problems import InterpretationError
from .base import Floats, Marks, Mask, Parts, Settings
from .superpixels import superpixels

__all__ = ["PictureParts"]

_SEGMENTS = 32
_FILLS = ("mean", "segment", "blur", "black")


class PictureParts(Parts):
    """A picture, cut into pieces: absent, a piece is painted over."""

    kind = "picture"

    def __init__(
        self, value: Any, component: Component | None, settings: Settings, background: Any
    ) -> None:
        super().__init__(value, component, settings, background)
        self._folder: TemporaryDirectory[str] | None = None
        if isinstance(value, str):
            self._folder = TemporaryDirectory(prefix="intarsia-")
            value = open_picture(value)
        self._mode = getattr(value, "mode", None) if is_named(type(value), "PIL.Image") else None
        pixels = value.convert("RGB") if self._mode in ("P", "CMYK", "1") else value
        self.pixels: NDArray[Any] = np.asarray(pixels)
        self.labels = self._pieces(settings.segments)
        self.count = int(self.labels.max(initial=-1)) + 1
        self.given = background is not None
        self.fill, self.baseline = self._filled(
            settings.replacement if background is None else background
        )

    @classmethod
    def takes(cls, value: Any, component: Component | None) -> bool:
        if is_named(type(value), "PIL.Image"):
            return True
        if isinstance(value, str):
            return getattr(component, "kind", None) == "image"
        if not isinstance(value, np.ndarray) or value.dtype.kind not in "uif":
            return False
        if getattr(component, "kind", None) == "dataframe":
            return False
        if value.ndim == 3:
            return value.shape[2] in (1, 3, 4)
        is_picture = getattr(component, "kind", None) == "image"
        return value.ndim == 2 and (is_picture or min(value.shape) > 1)

    def _pieces(self, given: Any) -> NDArray[Any]:
        height, width = self.pixels.shape[:2]
        if given is None or isinstance(given, int):
            return superpixels(self.pixels, given or _SEGMENTS)
        labels = np.asarray(given(self.pixels) if callable(given) else given)
        if labels.shape != (height, width):
            raise InterpretationError(
                f"segments= numbers each of the {height} × {width} pixels; it has the shape "
                f"{labels.shape}."
            )
        return np.unique(labels, return_inverse=True)[1].reshape(height, width)

    def _filled(self, how: Any) -> tuple[NDArray[Any], str]:
        """Return the picture with everything absent, and in words what that is."""
        pixels = self.pixels.astype(float)
        if not pixels.size:
            return self.pixels, "nothing"
        if how is None or isinstance(how, str):
            name = how or "mean"
            if name not in _FILLS:
                raise InterpretationError(
                    f"replacement= for a picture is one of {', '.join(map(repr, _FILLS))} or a "
                    f"colour, not {how!r}."
                )
            fill, words = self._named(pixels, name)
        else:
            fill, words = self._own(np.asarray(how), pixels)
        whole = self.pixels.dtype.kind in "ui"
        return (np.rint(fill) if whole else fill).astype(self.pixels.dtype), words

    def _named(self, pixels: Floats, name: str) -> tuple[Any, str]:
        if name == "black":
            return np.zeros_like(pixels), "black"
        if name == "blur":
            return _blurred(pixels), "blurred"
        if name == "mean":
            mean = pixels.mean(axis=(0, 1), keepdims=True)
            return np.broadcast_to(mean, pixels.shape), "the mean colour of the picture"
        flat = pixels.reshape(self.labels.size, -1)
        sums = np.stack([np.bincount(self.labels.ravel(), each) for each in flat.T], axis=1)
        means = sums / np.bincount(self.labels.ravel())[:, None]
        return means[self.labels].reshape(pixels.shape), "the mean colour of the piece"

    def _own(self, given: NDArray[Any], pixels: Floats) -> tuple[Any, str]:
        try:
            fill = np.broadcast_to(given.astype(float), pixels.shape)
        except ValueError:
            raise InterpretationError(
                "What stands for absent pixels is a colour or a picture of the same shape, "
                f"{pixels.shape}, not {given.shape}."
            ) from None
        is_colour = given.size <= 4
        return fill, f"the colour {given.ravel().tolist()}" if is_colour else "another picture"

    def without(self, absent: Mask, row: int = 0) -> Any:
        if not absent.any():
            return self.value
        gone = absent[self.labels]
        found = np.where(gone[..., None] if self.pixels.ndim == 3 else gone, self.fill, self.pixels)
        return self.picture(found)

    def picture(self, pixels: NDArray[Any]) -> Any:
        """Return pixels as the function gets them."""
        if self._mode is None:
            return pixels
        import PIL.Image

        found = PIL.Image.fromarray(pixels)
        if self._folder is None:
            return found if found.mode == self._mode else found.convert(self._mode)
        # Named by its pixels, the same picture is the same value.
        path = Path(self._folder.name, f"{fingerprint(pixels)}.png")
        if not path.exists():
            found.save(path)
        return str(path)

    def name(self, at: int) -> str:
        return f"piece {at + 1}"

    def detail(self, marks: Marks, prediction: float, extras: Floats | None) -> SegmentScores:
        sizes = np.bincount(self.labels.ravel(), minlength=self.count)
        return SegmentScores(
            labels=Grid.of(self.labels),
            units=tuple(
                SegmentScore(index=at, pixels=int(sizes[at]), **marks.of(at))
                for at in range(self.count)
            ),
        )

    @property
    def shown(self) -> str:
        height, width = self.pixels.shape[:2]
        return f"picture, {width} × {height}"


def _blurred(pixels: Floats) -> Floats:
    """Return a mean over a window of a quarter of the picture, by sums of rows and columns."""
    for axis in (0, 1):
        length = pixels.shape[axis]
        reach = max(1, length // 8)
        edge = [(0, 0)] * pixels.ndim
        edge[axis] = (reach + 1, reach)
        sums = np.cumsum(np.pad(pixels, edge, mode="edge"), axis=axis)
        width = 2 * reach + 1
        upper = np.take(sums, range(width, width + length), axis=axis)
        lower = np.take(sums, range(length), axis=axis)
        pixels = (upper - lower) / width
    return pixels
