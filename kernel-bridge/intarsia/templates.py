"""Gradio's module of this name: components under a second name, and with other defaults."""

from __future__ import annotations

from typing import Any

from .components.audio import Audio
from .components.checkboxgroup import CheckboxGroup
from .components.dataframe import Dataframe
from .components.file import File
from .components.highlightedtext import HighlightedText
from .components.json import JSON
from .components.textbox import Textbox
from .components.video import Video
from .reexport import reexport

__all__ = [
    "Checkboxgroup",
    "DataFrame",
    "Files",
    "Highlight",
    "Highlightedtext",
    "Json",
    "List",
    "Matrix",
    "Mic",
    "Microphone",
    "Numpy",
    "PlayableVideo",
    "Text",
]

Checkboxgroup = CheckboxGroup
DataFrame = Dataframe
Highlight = HighlightedText
Highlightedtext = HighlightedText
Json = JSON
Text = Textbox

__getattr__ = reexport(
    __name__,
    "ImageMask",
    "Paint",
    "Sketchpad",
    "TextArea",
)


class Files(File):
    """A `File` that takes several.

    Parameters
    ----------
    value : str, Path or list, optional
        The files at the start.
    **options
        What a `File` takes.

    Examples
    --------
    >>> Files().spec().file_count
    'multiple'
    """

    def __init__(self, value: Any = None, **options: Any) -> None:
        super().__init__(value, **{"file_count": "multiple", **options})


class Microphone(Audio):
    """An `Audio` that a person records.

    Parameters
    ----------
    value : optional
        The sound at the start.
    **options
        What an `Audio` takes.

    Examples
    --------
    >>> Microphone().sources
    ('microphone',)
    """

    def __init__(self, value: Any = None, **options: Any) -> None:
        super().__init__(value, **{"format": "wav", **options, "sources": ("microphone",)})


Mic = Microphone


class PlayableVideo(Video):
    """A `Video` that becomes MP4, and that a person chooses.

    Parameters
    ----------
    value : optional
        The video at the start.
    **options
        What a `Video` takes.

    Examples
    --------
    >>> PlayableVideo().format, PlayableVideo().sources
    ('mp4', ('upload',))
    """

    def __init__(self, value: Any = None, **options: Any) -> None:
        super().__init__(value, **{"format": "mp4", **options, "sources": ("upload",)})


class Numpy(Dataframe):
    """A `Dataframe` that gives the function a numpy array.

    Parameters
    ----------
    value : optional
        The table at the start.
    **options
        What a `Dataframe` takes.

    Examples
    --------
    >>> Numpy([[1, 2]]).type
    'numpy'
    """

    def __init__(self, value: Any = None, **options: Any) -> None:
        super().__init__(value, **{"type": "numpy", **options})


class Matrix(Dataframe):
    """A `Dataframe` that gives the function a list of lists.

    Parameters
    ----------
    value : optional
        The table at the start.
    **options
        What a `Dataframe` takes.

    Examples
    --------
    >>> Matrix().preprocess({"headers": ["a", "b"], "data": [[1, 2]], "metadata": None})
    [[1, 2]]
    """

    def __init__(self, value: Any = None, **options: Any) -> None:
        super().__init__(value, **{"type": "array", **options})


class List(Dataframe):
    """A `Dataframe` of one column.

    Parameters
    ----------
    value : optional
        The column at the start.
    **options
        What a `Dataframe` takes.

    Examples
    --------
    >>> List(["a", "b"]).initial()["data"]
    [['a'], ['b']]
    """

    def __init__(self, value: Any = None, **options: Any) -> None:
        super().__init__(value, **{"type": "array", "column_count": (1, "fixed"), **options})
