"""Live user interfaces inside a notebook's output."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
    from .blocks import Blocks
    from .components.button import Button
    from .components.checkbox import Checkbox
    from .components.checkboxgroup import CheckboxGroup
    from .components.dataframe import Dataframe
    from .components.date import Date
    from .components.datetime import DateTime
    from .components.dropdown import Dropdown
    from .components.duration import Duration
    from .components.file import File
    from .components.html import HTML
    from .components.image import Image
    from .components.json import JSON
    from .components.label import Label
    from .components.markdown import Markdown
    from .components.number import Number
    from .components.radio import Radio
    from .components.slider import Slider
    from .components.textbox import Textbox
    from .components.time import Time
    from .inference import describe
    from .showing import show, show_app

_HOMES = {
    "Blocks": "blocks",
    "Button": "components.button",
    "Checkbox": "components.checkbox",
    "CheckboxGroup": "components.checkboxgroup",
    "Dataframe": "components.dataframe",
    "Date": "components.date",
    "DateTime": "components.datetime",
    "Dropdown": "components.dropdown",
    "Duration": "components.duration",
    "File": "components.file",
    "HTML": "components.html",
    "Image": "components.image",
    "JSON": "components.json",
    "Label": "components.label",
    "Markdown": "components.markdown",
    "Number": "components.number",
    "Radio": "components.radio",
    "Slider": "components.slider",
    "Textbox": "components.textbox",
    "Time": "components.time",
    "describe": "inference",
    "show": "showing",
    "show_app": "showing",
}
"""Where each public name lives; loaded when it is first used."""

__all__ = [
    "HTML",
    "JSON",
    "Blocks",
    "Button",
    "Checkbox",
    "CheckboxGroup",
    "Dataframe",
    "Date",
    "DateTime",
    "Dropdown",
    "Duration",
    "File",
    "Image",
    "Label",
    "Markdown",
    "Number",
    "Radio",
    "Slider",
    "Textbox",
    "Time",
    "__version__",
    "describe",
    "show",
    "show_app",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f".{home}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "jupyterlab-intarsia"}]


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "intarsia.jupyter.serverextension"}]
