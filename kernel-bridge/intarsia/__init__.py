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
    from .eventdata import (
        CopyData,
        DeletedFileData,
        DownloadData,
        EditData,
        EventData,
        KeyUpData,
        LikeData,
        RetryData,
        SelectData,
        UndoData,
    )
    from .filedata import FileData
    from .inference import describe
    from .notices import Error, Info, Success, Warning
    from .oauth import OAuthProfile, OAuthToken
    from .request import Header, Request
    from .showing import show, show_app
    from .updates import skip, update, validate

_HOMES = {
    "Blocks": "blocks",
    "Button": "components.button",
    "Checkbox": "components.checkbox",
    "CheckboxGroup": "components.checkboxgroup",
    "CopyData": "eventdata",
    "Dataframe": "components.dataframe",
    "Date": "components.date",
    "DateTime": "components.datetime",
    "DeletedFileData": "eventdata",
    "DownloadData": "eventdata",
    "Dropdown": "components.dropdown",
    "Duration": "components.duration",
    "EditData": "eventdata",
    "Error": "notices",
    "EventData": "eventdata",
    "File": "components.file",
    "FileData": "filedata",
    "HTML": "components.html",
    "Header": "request",
    "Image": "components.image",
    "Info": "notices",
    "JSON": "components.json",
    "KeyUpData": "eventdata",
    "Label": "components.label",
    "LikeData": "eventdata",
    "Markdown": "components.markdown",
    "Number": "components.number",
    "OAuthProfile": "oauth",
    "OAuthToken": "oauth",
    "Radio": "components.radio",
    "Request": "request",
    "RetryData": "eventdata",
    "SelectData": "eventdata",
    "Slider": "components.slider",
    "Success": "notices",
    "Textbox": "components.textbox",
    "Time": "components.time",
    "UndoData": "eventdata",
    "Warning": "notices",
    "describe": "inference",
    "show": "showing",
    "show_app": "showing",
    "skip": "updates",
    "update": "updates",
    "validate": "updates",
}
"""Where each public name lives; loaded when it is first used."""

_MODULES = frozenset({"validators"})
"""Modules that programs use without importing them, as with Gradio."""

__all__ = [
    "HTML",
    "JSON",
    "Blocks",
    "Button",
    "Checkbox",
    "CheckboxGroup",
    "CopyData",
    "Dataframe",
    "Date",
    "DateTime",
    "DeletedFileData",
    "DownloadData",
    "Dropdown",
    "Duration",
    "EditData",
    "Error",
    "EventData",
    "File",
    "FileData",
    "Header",
    "Image",
    "Info",
    "KeyUpData",
    "Label",
    "LikeData",
    "Markdown",
    "Number",
    "OAuthProfile",
    "OAuthToken",
    "Radio",
    "Request",
    "RetryData",
    "SelectData",
    "Slider",
    "Success",
    "Textbox",
    "Time",
    "UndoData",
    "Warning",
    "__version__",
    "describe",
    "show",
    "show_app",
    "skip",
    "update",
    "validate",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if name in _MODULES:
        return importlib.import_module(f".{name}", __name__)
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
