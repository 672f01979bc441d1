"""An app as an ipywidget: to stand in boxes and tabs beside others."""

from __future__ import annotations

from typing import Any

from IPython import get_ipython

from ..blocks import Blocks
from . import display


def make(app: Blocks) -> Any:
    """Return an `ipywidgets.Output` that holds the app.

    Notes
    -----
    Its view renders what it holds as the host renders a cell's output: live where intarsia's
    extension is, as a static picture elsewhere. Nothing of ours needs to be a widget class,
    which a host without the extension could not load.

    Raises
    ------
    ModuleNotFoundError
        When the kernel's environment has no ipywidgets.
    """
    try:
        import ipywidgets  # type: ignore[import-untyped]  # it brings no types
    except ModuleNotFoundError as error:
        if error.name != "ipywidgets":
            raise
        raise ModuleNotFoundError(
            "app.widget needs ipywidgets where the kernel runs: pip install ipywidgets",
            name="ipywidgets",
        ) from None
    is_shown = get_ipython() is not None
    if is_shown:
        display.stand(app)
    output = {"output_type": "display_data", "data": display.bundle(app), "metadata": {}}
    if is_shown:
        app.composer.start()
    return ipywidgets.Output(outputs=(output,))
