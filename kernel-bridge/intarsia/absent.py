"""Names of Gradio that are not here: using one says since when, or what to use in its place."""

from __future__ import annotations

from functools import cache
from typing import Any

__all__ = ["LATER", "NEVER", "Absent", "stand_in"]

_PICTURE = "gr.Image shows and takes pictures"
_SAMPLE = "name a file of your own"

LATER: dict[str, str] = {
    "AnnotatedImage": _PICTURE,
    "Annotatedimage": _PICTURE,
    "Dialogue": "gr.Textbox takes a text of several lines",
    "FileExplorer": "gr.Dropdown takes one of a list of names",
    "Gallery": _PICTURE,
    "ImageEditor": _PICTURE,
    "ImageMask": _PICTURE,
    "ImageSlider": "two gr.Image beside each other show what is different",
    "Model3D": "gr.File takes models, and gr.Plot shows surfaces",
    "Navbar": "gr.Tabs has a part of an app on each of its tabs",
    "Paint": _PICTURE,
    "ParamViewer": "gr.JSON shows descriptions",
    "Sketchpad": _PICTURE,
    "Workflow": "listeners with .then() call functions one after another",
    "WorkflowCanvas": "listeners with .then() call functions one after another",
    "get_audio": _SAMPLE,
    "get_file": _SAMPLE,
    "get_image": _SAMPLE,
    "get_model3d": _SAMPLE,
    "get_video": _SAMPLE,
}
"""What comes with a later release, and what does for now."""

NEVER: dict[str, str] = {
    "Server": "an app stands in its notebook, and no server is started",
    "deploy": "an app is shared by its notebook",
    "load": "nothing is fetched: write a function that asks the model, for gr.Interface",
    "load_chat": "nothing is fetched: write a function that asks the model, for gr.ChatInterface",
    "load_openapi": "nothing is fetched: write functions that ask the service",
    "mount_gradio_app": "an app stands in its notebook, and no server is started",
}
"""Functions and classes about servers, spaces and downloads, and why they are not here."""


class Absent:
    """What stands under the name of a class that is not here: making one says so.

    Raises
    ------
    NotImplementedError
        Always.

    Examples
    --------
    >>> stand_in("Gallery")()
    Traceback (most recent call last):
    NotImplementedError: gr.Gallery comes with a later release. Until then, gr.Image shows and \
takes pictures.
    """

    def __init__(self, *_: Any, **__: Any) -> None:
        raise NotImplementedError(type(self).__doc__)


@cache
def stand_in(name: str) -> type[Absent] | None:
    """Return what stands under a name of Gradio's that is not here; `None` for any other name."""
    if name in LATER:
        words = f"gr.{name} comes with a later release. Until then, {LATER[name]}."
    elif name in NEVER:
        words = f"gr.{name} is not for notebooks: {NEVER[name]}."
    else:
        return None
    return type(name, (Absent,), {"__doc__": words, "__module__": "intarsia"})
