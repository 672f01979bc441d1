"""Checks for a listener's `validator`: is what was recorded long enough, or too long?"""

from __future__ import annotations

import json
import subprocess
from typing import Any

__all__ = ["is_audio_correct_length", "is_video_correct_length"]


def is_audio_correct_length(
    audio: tuple[int, Any], min_length: float | None, max_length: float | None
) -> dict[str, Any]:
    """Say whether sound is as long as it has to be.

    Parameters
    ----------
    audio : tuple of int and array
        Samples a second, and the samples.
    min_length, max_length : float or None
        In seconds; `None` for no limit.

    Examples
    --------
    >>> is_audio_correct_length((8000, [0] * 4000), 1, None)["message"]
    'The sound is too short: 0.5 seconds, where at least 1 are needed.'
    """
    if min_length is None and max_length is None:
        return {"__type__": "validate", "is_valid": True}
    rate, samples = audio
    return _judge("sound", len(samples) / rate, min_length, max_length)


def is_video_correct_length(
    video: str, min_length: float | None, max_length: float | None
) -> dict[str, Any]:
    """Say whether a video is as long as it has to be. Needs `ffprobe`, of FFmpeg.

    Parameters
    ----------
    video : str
        Path of the file.
    min_length, max_length : float or None
        In seconds; `None` for no limit.

    Raises
    ------
    RuntimeError
        When there is no `ffprobe`, or it cannot read the file.

    Examples
    --------
    >>> is_video_correct_length("leaf.mp4", None, None)
    {'__type__': 'validate', 'is_valid': True}
    """
    if min_length is None and max_length is None:
        return {"__type__": "validate", "is_valid": True}
    return _judge("video", _seconds(video), min_length, max_length)


def _judge(
    what: str, seconds: float, min_length: float | None, max_length: float | None
) -> dict[str, Any]:
    wrong = None
    if min_length is not None and seconds < min_length:
        wrong = f"too short: {seconds:.4g} seconds, where at least {min_length:g} are needed."
    elif max_length is not None and seconds > max_length:
        wrong = f"too long: {seconds:.4g} seconds, where at most {max_length:g} are allowed."
    if wrong is None:
        return {"__type__": "validate", "is_valid": True}
    return {"__type__": "validate", "is_valid": False, "message": f"The {what} is {wrong}"}


def _seconds(video: str) -> float:
    command = ["ffprobe", "-v", "error", "-show_format", "-of", "json", "-i", f"file:{video}"]
    try:
        told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    except FileNotFoundError:
        raise RuntimeError("ffprobe is missing: install FFmpeg to measure videos.") from None
    except subprocess.CalledProcessError as error:
        raise RuntimeError(f"ffprobe cannot read the video: {error.stderr.strip()}") from None
    return float(json.loads(told)["format"]["duration"])
