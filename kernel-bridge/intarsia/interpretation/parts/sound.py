"""Sounds: stretches of the same length that fall silent."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...components.base import Component
from ...explanation import Grid, SoundScore, SoundScores
from ..problems import InterpretationError
from .base import Floats, Marks, Mask, Parts, Settings

__all__ = ["SoundParts"]

_SEGMENTS = 8

_PLACES = 400
"""Of a picture of the wave."""


class SoundParts(Parts):
    """A sound, a rate and its samples, cut into stretches."""

    kind = "sound"

    def __init__(
        self, value: Any, component: Component | None, settings: Settings, background: Any
    ) -> None:
        super().__init__(value, component, settings, background)
        self.rate = int(value[0])
        self.samples: NDArray[Any] = np.asarray(value[1])
        length = len(self.samples)
        wanted = settings.segments or _SEGMENTS
        if not isinstance(wanted, int):
            raise InterpretationError(
                f"segments= of a sound is a number of stretches, not {type(wanted).__name__}."
            )
        self.count = min(wanted, length)
        self.edges = np.linspace(0, length, self.count + 1).round().astype(int)
        self.given = background is not None
        self.fill = self._filled(background)
        self.baseline = "another sound" if self.given else "silence"

    @classmethod
    def takes(cls, value: Any, component: Component | None) -> bool:
        return (
            isinstance(value, tuple)
            and len(value) == 2
            and isinstance(value[0], (int, np.integer))
            and isinstance(value[1], np.ndarray)
            and value[1].ndim in (1, 2)
        )

    def _filled(self, background: Any) -> NDArray[Any]:
        if background is None:
            silence = 128 if self.samples.dtype == np.uint8 else 0
            return np.full_like(self.samples, silence)
        given = background[1] if isinstance(background, tuple) else background
        try:
            return np.broadcast_to(np.asarray(given, self.samples.dtype), self.samples.shape)
        except ValueError:
            raise InterpretationError(
                "What stands for absent sound is a number or samples of the same shape, "
                f"{self.samples.shape}."
            ) from None

    def without(self, absent: Mask, row: int = 0) -> Any:
        found = self.samples.copy()
        for at in np.flatnonzero(absent):
            stretch = slice(self.edges[at], self.edges[at + 1])
            found[stretch] = self.fill[stretch]
        return self.value[0], found

    def name(self, at: int) -> str:
        start, end = self.edges[at] / self.rate, self.edges[at + 1] / self.rate
        return f"{start:.3g}–{end:.3g} s"

    def detail(self, marks: Marks, prediction: float, extras: Floats | None) -> SoundScores:
        return SoundScores(
            rate=self.rate,
            samples=len(self.samples),
            units=tuple(
                SoundScore(
                    start=float(self.edges[at] / self.rate),
                    end=float(self.edges[at + 1] / self.rate),
                    **marks.of(at),
                )
                for at in range(self.count)
            ),
            wave=self._wave(),
        )

    def _wave(self) -> Grid | None:
        """Return how far it goes down and up, for a picture."""
        if not len(self.samples):
            return None
        heard = self.samples.astype(float) - (128 if self.samples.dtype == np.uint8 else 0)
        one = heard if heard.ndim == 1 else heard.mean(axis=1)
        one = one / (np.abs(one).max() or 1)
        starts = np.linspace(0, len(one), min(_PLACES, len(one)), endpoint=False).astype(int)
        ends = [np.minimum.reduceat(one, starts), np.maximum.reduceat(one, starts)]
        return Grid.of(np.array(ends, "float32"))

    @property
    def shown(self) -> str:
        return f"sound, {len(self.samples) / self.rate:.3g} s" if self.rate else "sound"
