"""The sound of a video that grows: of each piece where its pictures are, as one stream of AAC."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from . import samples
from .avopen import pyav
from .filmformats import sound_rate
from .fragments import TICKS, Sample, Sound
from .soundmatch import SoundMatch, mixed
from .sounds import as_frame, of_frame

NEEDS = "Video in pieces"

FRAME = 1024
"""Samples of a frame of AAC."""

_TAIL = 4 * FRAME
"""Samples that wait for the next piece, which may begin before they end."""


_LATE = 64
"""Samples that may be on their way while the rate is changed."""


class SoundTrack:
    """Takes the sound of pieces, and encodes it as one.

    Parameters
    ----------
    sound
        The stream of the first piece.
    """

    def __init__(self, sound: Any) -> None:
        codec = sound.codec_context
        self._rate = sound_rate("aac", codec.sample_rate)
        self._channels = min(2, codec.channels)
        self._match = SoundMatch(self._rate, self._channels)
        self._encoder = pyav(NEEDS).CodecContext.create("aac", "w")
        self._encoder.sample_rate, self._encoder.format = self._rate, "fltp"
        self._encoder.layout = "mono" if self._channels == 1 else "stereo"
        self._encoder.bit_rate = 80_000 * self._channels
        self._encoder.open()
        self.described = Sound(self._rate, self._channels, bytes(self._encoder.extradata or b""))
        self._decoder: tuple[Any, Any] | None = None
        """That of the last piece, and what it decodes: the next may go on with it."""
        self._tail = samples.numpy().zeros((0, self._channels), "int16")
        self._taken = 0
        """Samples that the encoder has got."""
        self._written = 0
        """Samples of the frames that were written."""

    def add(
        self, sound: Any, packets: list[Any], begin: Fraction, place: tuple[int, int]
    ) -> tuple[int, list[Sample]]:
        """Take the sound of a piece, and return frames with the time of the first.

        Parameters
        ----------
        sound
            The stream, or `None`.
        packets
            Of it.
        begin
            When the pictures of the piece begin, in its own seconds.
        place
            When they begin and end in the whole, in ticks.
        """
        if sound is not None:
            found = self._decoded(sound, packets)
            first, last = (each * self._rate // TICKS for each in place)
            near = max(2 if self._match.is_idle else _LATE, round(sound.time_base * self._rate))
            for at, block in found[:1]:
                told = first + round((at - begin) * self._rate)
                is_there = first - self._rate <= told <= last
                self._place(told if is_there else first, block, first, near)
            for _, block in found[1:]:
                self._append(block)
            self._tail = self._tail[: max(0, last + self._rate - self._taken)]
        return self._encode(len(self._tail) - _TAIL)

    def rest(self, end: int) -> tuple[int, list[Sample]]:
        """Return the last frames.

        Parameters
        ----------
        end
            When the pictures end, in ticks.
        """
        for block in self._match.rest():
            self._append(block)
        self._append_silence(end * self._rate // TICKS - self._taken - len(self._tail))
        left = max(0, end * self._rate // TICKS - self._taken)
        self._tail = self._tail[:left]
        first, frames = self._encode(left)
        return first, [*frames, *self._frames(self._encoder.encode(None))]

    def _decoded(self, sound: Any, packets: list[Any]) -> list[tuple[Fraction, Any]]:
        """Decode, with the decoder of the piece before if it may be cut out of the same stream."""
        av = pyav(NEEDS)
        codec = sound.codec_context
        kind = (codec.name, bytes(codec.extradata or b""), codec.sample_rate, codec.channels)
        if self._decoder is None or self._decoder[1] != kind:
            decoder = av.CodecContext.create(codec.name, "r")
            if codec.extradata:
                decoder.extradata = codec.extradata
            decoder.sample_rate, decoder.layout = codec.sample_rate, codec.layout.name
            self._decoder = (decoder, kind)
        found, base = [], Fraction(sound.time_base)
        for packet in packets:
            try:
                frames = self._decoder[0].decode(packet)
            except av.error.FFmpegError:
                continue
            for frame in frames:
                if frame.pts is None or not frame.samples:
                    continue
                block = mixed(samples.narrow(of_frame(frame)), self._channels)
                at = frame.pts * (Fraction(frame.time_base) if frame.time_base else base)
                found += [(at, each) for each in self._match.fit(frame.sample_rate, block)]
        return found

    def _place(self, at: int, block: Any, first: int, near: int) -> None:
        """Put the beginning of a piece's sound where it belongs.

        Where it overlaps with what was there, that counts up to the first picture, as encoders
        begin with something that is no sound; from there on the new one does. Before it comes
        silence where nothing was.

        Parameters
        ----------
        at
            The sample of the whole that it begins with.
        block
            What there is of it.
        first
            The sample of the whole at which the pictures of the piece begin.
        near
            Samples that are too few to be meant.
        """
        end = self._taken + len(self._tail)
        dropped = min(max(0, min(first, end) - at), len(block))
        at, block = at + dropped, block[dropped:]
        if at > end + near:
            self._append_silence(at - end)
        elif at < end - near:
            self._tail = self._tail[: max(0, at - self._taken)]
            block = block[max(0, self._taken - at) :]
        self._append(block)

    def _append(self, block: Any) -> None:
        self._tail = samples.numpy().concatenate([self._tail, block])

    def _append_silence(self, count: int) -> None:
        if count > 0:
            self._append(samples.numpy().zeros((count, self._channels), "int16"))

    def _encode(self, count: int) -> tuple[int, list[Sample]]:
        """Encode so many samples of those that wait."""
        first = self._written
        if count <= 0:
            return first, []
        block, self._tail = self._tail[:count], self._tail[count:]
        frame = as_frame(self._rate, block)
        frame.pts, frame.time_base = self._taken, Fraction(1, self._rate)
        self._taken += len(block)
        return first, self._frames(self._encoder.encode(frame))

    def _frames(self, packets: list[Any]) -> list[Sample]:
        found = []
        for packet in packets:
            if packet.pts is not None and packet.pts < 0:
                continue  # what the encoder begins with is no sound
            found.append(Sample(bytes(packet), FRAME))
            self._written += FRAME
        return found
