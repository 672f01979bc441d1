"""Parameters that are several in one, of components for pictures and sound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

__all__ = [
    "Brush",
    "Eraser",
    "LayerOptions",
    "WatermarkOptions",
    "WaveformOptions",
    "WebcamOptions",
]


@dataclass
class Eraser:
    """What takes out of a drawing.

    Parameters
    ----------
    default_size : int or "auto"
        How wide it is, in pixels.

    Examples
    --------
    >>> Eraser(12).default_size
    12
    """

    default_size: int | Literal["auto"] = "auto"


@dataclass
class Brush(Eraser):
    """What draws.

    Parameters
    ----------
    default_size : int or "auto"
        How wide it is, in pixels.
    colors : str, tuple or list, optional
        Those to choose from; a tuple is a colour and how much it covers.
    default_color : str or tuple, optional
        The one at the start.
    color_mode : {"defaults", "fixed"}
        Whether any other colour may be chosen.

    Examples
    --------
    >>> Brush(colors=["#000000"], color_mode="fixed").colors
    ['#000000']
    """

    colors: list[str | tuple[str, float]] | str | tuple[str, float] | None = None
    default_color: str | tuple[str, float] | None = None
    color_mode: Literal["fixed", "defaults"] = "defaults"


@dataclass
class LayerOptions:
    """The layers of a drawing.

    Parameters
    ----------
    allow_additional_layers : bool
        Whether a person may add some.
    layers : list of str, optional
        Names of those at the start.
    disabled : bool
        Whether there is only one.

    Examples
    --------
    >>> LayerOptions(layers=["Sky", "Ground"]).layers
    ['Sky', 'Ground']
    """

    allow_additional_layers: bool = True
    layers: list[str] | None = None
    disabled: bool = False


@dataclass
class WatermarkOptions:
    """What is put on a picture or a video.

    Parameters
    ----------
    watermark : str, Path or picture, optional
        The picture to put on it.
    position : tuple or str
        Pixels from the left and the top, or a corner.

    Examples
    --------
    >>> WatermarkOptions("logo.png").position
    'bottom-right'
    """

    watermark: Any = None
    position: tuple[int, int] | Literal["top-left", "top-right", "bottom-left", "bottom-right"] = (
        "bottom-right"
    )


@dataclass
class WaveformOptions:
    """How sound is drawn.

    Parameters
    ----------
    waveform_color, waveform_progress_color, trim_region_color : str, optional
        Colours of the line, of what was played, and of what is chosen.
    show_recording_waveform : bool
        Whether it is drawn while it is recorded.
    skip_length : float
        Seconds that are skipped at once.
    sample_rate : int
        Samples a second.

    Examples
    --------
    >>> WaveformOptions(skip_length=10).skip_length
    10
    """

    waveform_color: str | None = None
    waveform_progress_color: str | None = None
    trim_region_color: str | None = None
    show_recording_waveform: bool = True
    skip_length: float = 5
    sample_rate: int = 44100


@dataclass
class WebcamOptions:
    """How a camera is used.

    Parameters
    ----------
    mirror : bool
        Whether a person sees the picture as in a mirror.
    constraints : dict, optional
        What the browser is asked for.

    Examples
    --------
    >>> WebcamOptions(mirror=False).mirror
    False
    """

    mirror: bool = True
    constraints: dict[str, Any] | None = None
