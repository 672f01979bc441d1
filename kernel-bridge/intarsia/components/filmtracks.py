"""Streams of a video on their way from one file into another. PyAV is imported here, late."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from .avopen import encoder, pyav
from .filmformats import Format, sound_rate
from .fragments import TICKS

NEEDS = "Converting a video"

_OPTIONS = {
    "libx264": {"preset": "veryfast", "crf": "21"},
    "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8", "crf": "32", "b": "0"},
    "mpeg4": {"qscale": "3"},
}


class Unfit(Exception):
    """A stream cannot be as it is: it does not tell when its pictures are shown."""


class Track:
    """One stream on its way from a file to another.

    Parameters
    ----------
    made
        The container that is written.
    stream
        Of the one that is read.
    format
        Of the one that is written.
    """

    def __init__(self, made: Any, stream: Any, format: Format) -> None:
        self.stream = stream
        start = stream.container.start_time or 0
        self.start = round(Fraction(start, 1_000_000) / stream.time_base)
        """When the file begins, as this stream counts: from there on it is counted anew."""

    def take(self, packet: Any) -> Iterator[Any]:
        """Yield what is written in place of a packet."""
        raise NotImplementedError

    def rest(self) -> Iterator[Any]:
        """Yield what is written at the end."""
        yield from ()


class Copied(Track):
    """A stream that stays as it is."""

    def __init__(self, made: Any, stream: Any, format: Format) -> None:
        super().__init__(made, stream, format)
        self._made = made.add_stream_from_template(stream)

    def take(self, packet: Any) -> Iterator[Any]:
        if packet.pts is None or packet.dts is None:
            raise Unfit
        packet.pts -= self.start
        packet.dts -= self.start
        packet.stream = self._made
        yield packet


class Encoded(Track):
    """A stream that is decoded, and encoded anew."""

    def __init__(self, made: Any, stream: Any, format: Format) -> None:
        super().__init__(made, stream, format)
        self._av = pyav(NEEDS)

    def encode(self, frame: Any) -> Iterator[Any]:
        """Yield what is written in place of a frame."""
        raise NotImplementedError

    def left(self) -> Iterator[Any]:
        """Yield what is written in place of the frames that the decoder kept."""
        try:
            frames = self.stream.decode(None)
        except self._av.error.FFmpegError:
            return
        for frame in frames:
            yield from self.encode(frame)


class Films(Encoded):
    """Pictures that are encoded anew."""

    def __init__(self, made: Any, stream: Any, format: Format) -> None:
        super().__init__(made, stream, format)
        codec = stream.codec_context
        self._pixels = format.pixels
        rate = rate_of(stream)
        name = encoder(format.film, NEEDS)
        self._made = made.add_stream(name, rate=rate, options=_OPTIONS.get(name, {}))
        self._made.width, self._made.height = even(codec.width), even(codec.height)
        self._made.pix_fmt = format.pixels
        if codec.sample_aspect_ratio:
            self._made.codec_context.sample_aspect_ratio = codec.sample_aspect_ratio
        # Some codecs count in pictures, others in any parts of a second.
        ticks = Fraction(1, TICKS) if format.film in ("libx264", "libvpx-vp9") else 1 / rate
        if format.film == "gif":
            ticks = Fraction(1, 100)
        self._ticks = self._made.codec_context.time_base = ticks
        self._last = -1
        self._wrong = self._shown = 0
        self._is_turned = False

    def take(self, packet: Any) -> Iterator[Any]:
        try:
            frames = packet.decode()
        except self._av.error.FFmpegError:
            self._wrong += 1
            if self._wrong > 100 + self._shown:
                raise
            return
        for frame in frames:
            yield from self.encode(frame)

    def rest(self) -> Iterator[Any]:
        yield from self.left()
        if self._shown:
            yield from self._made.encode()

    def encode(self, frame: Any) -> Iterator[Any]:
        if not self._is_turned and frame.rotation:
            self._made.set_display_rotation(frame.rotation)
        self._is_turned = True
        at = self._last + 1
        if frame.pts is not None:
            at = round((frame.pts - self.start) * self.stream.time_base / self._ticks)
        if at <= self._last:
            return
        shown = reformatted(frame, self._made.width, self._made.height, self._pixels)
        shown.pts, shown.time_base, self._last = at, self._ticks, at
        shown.pict_type = 0  # what it was in the other file says nothing here
        self._shown += 1
        yield from self._made.encode(shown)


class Sounds(Encoded):
    """Sound that is encoded anew."""

    def __init__(self, made: Any, stream: Any, format: Format) -> None:
        super().__init__(made, stream, format)
        assert format.sound is not None
        rate = sound_rate(format.sound, stream.codec_context.sample_rate)
        self._made = made.add_stream(encoder(format.sound, NEEDS), rate=rate)
        layout = "mono" if stream.codec_context.channels == 1 else "stereo"
        self._made.codec_context.layout = layout
        self._kind: Any = None
        """Of the sound that came last: one that is broken changes on its way."""
        self._resampler: Any = None
        self._heard = 0

    def take(self, packet: Any) -> Iterator[Any]:
        try:
            frames = packet.decode()
        except self._av.error.FFmpegError:
            return
        for frame in frames:
            yield from self.encode(frame)

    def rest(self) -> Iterator[Any]:
        yield from self.left()
        if self._heard:
            yield from self._resampled(None)
            yield from self._made.encode()

    def encode(self, frame: Any) -> Iterator[Any]:
        kind = (frame.format.name, frame.layout.name, frame.sample_rate)
        if kind != self._kind:
            if self._resampler is not None:
                yield from self._resampled(None)
            codec, self._kind = self._made.codec_context, kind
            self._resampler = self._av.AudioResampler(
                format=codec.format, layout=codec.layout, rate=codec.sample_rate
            )
        if frame.pts is not None:
            frame.pts -= self.start
        self._heard += 1
        yield from self._resampled(frame)

    def _resampled(self, frame: Any) -> Iterator[Any]:
        for each in self._resampler.resample(frame):
            yield from self._made.encode(each)


def rate_of(stream: Any) -> Fraction:
    """Return pictures a second, about."""
    for rate in (stream.average_rate, stream.guessed_rate, stream.base_rate):
        if rate and Fraction(1, 100) <= rate <= 240:
            return Fraction(rate).limit_denominator(1001)
    return Fraction(25)


def reformatted(frame: Any, width: int, height: int, pixels: str) -> Any:
    """Return a picture of another size, with its pixels as a codec takes them."""
    if not pixels.startswith("yuv"):
        return frame.reformat(width, height, pixels)
    # Darkest and lightest are not told by every container: they are what all players expect.
    return frame.reformat(width, height, pixels, dst_color_range="MPEG")


def even(size: int) -> int:
    """Return a size that codecs take."""
    return max(2, size - size % 2)
