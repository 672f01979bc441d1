"""Sound of one rate and number of channels made into that of another, without a seam."""

from __future__ import annotations

from typing import Any

from . import samples, sounds
from .avopen import pyav


class SoundMatch:
    """Makes what comes fit to a sound that has begun.

    Parameters
    ----------
    rate, channels
        Of that sound.
    """

    def __init__(self, rate: int, channels: int) -> None:
        self.rate = rate
        self.channels = channels
        self._from = rate
        self._resamplers: list[Any] = []
        """One for each channel, while another rate comes."""

    @property
    def is_idle(self) -> bool:
        """Whether nothing is kept, as what came last had the same rate."""
        return not self._resamplers

    def fit(self, rate: int, block: Any) -> list[Any]:
        """Return samples of `int16`, (samples, channels), at this rate and number of channels.

        A part of what comes at another rate is kept until more comes, or `rest` is called.

        Raises
        ------
        ModuleNotFoundError
            When PyAV is missing, and the rate is another one.
        """
        found = self.rest() if rate != self._from else []
        block = mixed(block, self.channels)
        if rate == self.rate:
            return [*found, block]
        if not self._resamplers:
            av = pyav(f"Sound of {rate:,} Hz after sound of {self.rate:,} Hz")
            self._from = rate
            self._resamplers = [
                av.AudioResampler(format="fltp", layout="mono", rate=self.rate)
                for _ in range(self.channels)
            ]
        np = samples.numpy()
        floats = np.ascontiguousarray(block.T).astype(np.float32) / 32768
        return [*found, *self._resampled([self._frame(each) for each in floats])]

    def rest(self) -> list[Any]:
        """Return what was kept."""
        found = self._resampled([None] * len(self._resamplers))
        self._from, self._resamplers = self.rate, []
        return found

    def _frame(self, floats: Any) -> Any:
        av = pyav(sounds.NEEDS)
        frame = av.AudioFrame.from_ndarray(floats[None], format="fltp", layout="mono")
        frame.sample_rate = self._from
        return frame

    def _resampled(self, frames: list[Any]) -> list[Any]:
        np = samples.numpy()
        columns = [
            [each.to_ndarray()[0] for each in resampler.resample(frame)]
            for resampler, frame in zip(self._resamplers, frames, strict=True)
        ]
        if not any(columns):
            return []
        floats = np.stack([np.concatenate(column) for column in columns], axis=1)
        scaled = np.rint(floats * 32768).clip(-32768, 32767)
        return [scaled.astype(np.int16)]


def mixed(block: Any, channels: int) -> Any:
    """Return samples of so many channels: as they are, or all of them in each."""
    if block.shape[1] == channels:
        return block
    one = block if block.shape[1] == 1 else block.mean(axis=1, keepdims=True).astype(block.dtype)
    return one.repeat(channels, axis=1)
