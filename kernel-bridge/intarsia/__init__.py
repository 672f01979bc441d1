"""Live user interfaces inside a notebook's output."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
    from .blocks import Blocks, close_all
    from .buttons import ClearButton, DeepLinkButton, DuplicateButton, LoginButton
    from .caching import Cache, cache
    from .chat import ChatInterface
    from .components.accordion import Accordion
    from .components.audio import Audio
    from .components.barplot import BarPlot
    from .components.base import Component
    from .components.browserstate import BrowserState
    from .components.button import Button
    from .components.chatbot import Chatbot
    from .components.chatmessages import ChatMessage, MessageDict, MetadataDict, OptionDict
    from .components.checkbox import Checkbox
    from .components.checkboxgroup import CheckboxGroup
    from .components.code import Code
    from .components.colorpicker import ColorPicker
    from .components.column import Column
    from .components.customcomponent import CustomComponent
    from .components.dataframe import Dataframe
    from .components.dataset import Dataset
    from .components.date import Date
    from .components.datetime import DateTime
    from .components.downloadbutton import DownloadButton
    from .components.draggable import Draggable
    from .components.dropdown import Dropdown
    from .components.duration import Duration
    from .components.file import File
    from .components.group import Group
    from .components.highlightedtext import HighlightedText
    from .components.html import HTML
    from .components.image import Image
    from .components.inputattributes import InputHTMLAttributes
    from .components.interpretation import Interpretation
    from .components.json import JSON
    from .components.label import Label
    from .components.lineplot import LinePlot
    from .components.markdown import Markdown
    from .components.multimodaltextbox import MultimodalTextbox
    from .components.naming import component
    from .components.number import Number
    from .components.plot import Plot
    from .components.radio import Radio
    from .components.row import Row
    from .components.scatterplot import ScatterPlot
    from .components.sidebar import Sidebar
    from .components.slider import Slider
    from .components.state import State
    from .components.step import Step
    from .components.tab import Tab, TabItem
    from .components.tabs import Tabs
    from .components.textbox import Textbox
    from .components.time import Time
    from .components.timer import Timer
    from .components.uploadbutton import UploadButton
    from .components.video import Video
    from .components.walkthrough import Walkthrough
    from .components.widget import Widget
    from .csvloggers import ClassicCSVLogger, CSVLogger, SimpleCSVLogger
    from .endpoints import api
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
    from .events import Dependency, on
    from .examples import Examples
    from .explaining import explainer
    from .filedata import FileData
    from .flagging import FlaggingCallback
    from .i18n import I18n
    from .inference import describe
    from .interface import Interface
    from .interpretation import interpret
    from .jupyter.magics import load_ipython_extension
    from .notices import Error, Info, Success, Warning
    from .oauth import OAuthProfile, OAuthToken
    from .options import (
        Brush,
        Eraser,
        LayerOptions,
        WatermarkOptions,
        WaveformOptions,
        WebcamOptions,
    )
    from .places import FileSize, get_package_version, set_static_paths
    from .rendering import render
    from .request import Header, Request
    from .showing import show, show_app
    from .sqlitelogger import SQLiteLogger
    from .steps import step
    from .tabbedinterface import TabbedInterface
    from .templates import (
        Checkboxgroup,
        DataFrame,
        Files,
        Highlight,
        Highlightedtext,
        Json,
        List,
        Matrix,
        Mic,
        Microphone,
        Numpy,
        PlayableVideo,
        Text,
    )
    from .textarea import TextArea
    from .themes.base import Theme
    from .updates import Append, skip, update, validate

_HOMES = {
    "Interface": "interface",
    "Interpretation": "components.interpretation",
    "TabbedInterface": "tabbedinterface",
    "Examples": "examples",
    "Accordion": "components.accordion",
    "Append": "updates",
    "Audio": "components.audio",
    "BarPlot": "components.barplot",
    "Blocks": "blocks",
    "BrowserState": "components.browserstate",
    "Brush": "options",
    "Button": "components.button",
    "CSVLogger": "csvloggers",
    "Cache": "caching",
    "ChatInterface": "chat",
    "ChatMessage": "components.chatmessages",
    "Chatbot": "components.chatbot",
    "Checkbox": "components.checkbox",
    "CheckboxGroup": "components.checkboxgroup",
    "Checkboxgroup": "templates",
    "ClassicCSVLogger": "csvloggers",
    "ClearButton": "buttons",
    "Code": "components.code",
    "ColorPicker": "components.colorpicker",
    "Column": "components.column",
    "Component": "components.base",
    "CopyData": "eventdata",
    "CustomComponent": "components.customcomponent",
    "DataFrame": "templates",
    "Dataframe": "components.dataframe",
    "Dataset": "components.dataset",
    "Date": "components.date",
    "DateTime": "components.datetime",
    "DeepLinkButton": "buttons",
    "DeletedFileData": "eventdata",
    "Dependency": "events",
    "DownloadButton": "components.downloadbutton",
    "DownloadData": "eventdata",
    "Draggable": "components.draggable",
    "Dropdown": "components.dropdown",
    "DuplicateButton": "buttons",
    "Duration": "components.duration",
    "EditData": "eventdata",
    "Eraser": "options",
    "Error": "notices",
    "EventData": "eventdata",
    "File": "components.file",
    "FileData": "filedata",
    "FileSize": "places",
    "Files": "templates",
    "FlaggingCallback": "flagging",
    "Group": "components.group",
    "HTML": "components.html",
    "Header": "request",
    "Highlight": "templates",
    "HighlightedText": "components.highlightedtext",
    "Highlightedtext": "templates",
    "I18n": "i18n",
    "Image": "components.image",
    "Info": "notices",
    "InputHTMLAttributes": "components.inputattributes",
    "JSON": "components.json",
    "Json": "templates",
    "KeyUpData": "eventdata",
    "Label": "components.label",
    "LayerOptions": "options",
    "LikeData": "eventdata",
    "LinePlot": "components.lineplot",
    "List": "templates",
    "LoginButton": "buttons",
    "Markdown": "components.markdown",
    "Matrix": "templates",
    "MessageDict": "components.chatmessages",
    "MetadataDict": "components.chatmessages",
    "Mic": "templates",
    "Microphone": "templates",
    "MultimodalTextbox": "components.multimodaltextbox",
    "Number": "components.number",
    "Numpy": "templates",
    "OAuthProfile": "oauth",
    "OAuthToken": "oauth",
    "OptionDict": "components.chatmessages",
    "PlayableVideo": "templates",
    "Plot": "components.plot",
    "Progress": "progress",
    "Radio": "components.radio",
    "Request": "request",
    "RetryData": "eventdata",
    "Row": "components.row",
    "SQLiteLogger": "sqlitelogger",
    "ScatterPlot": "components.scatterplot",
    "SelectData": "eventdata",
    "Sidebar": "components.sidebar",
    "SimpleCSVLogger": "csvloggers",
    "Slider": "components.slider",
    "State": "components.state",
    "Step": "components.step",
    "Success": "notices",
    "Tab": "components.tab",
    "TabItem": "components.tab",
    "Tabs": "components.tabs",
    "Text": "templates",
    "TextArea": "textarea",
    "Textbox": "components.textbox",
    "Theme": "themes.base",
    "Time": "components.time",
    "Timer": "components.timer",
    "UndoData": "eventdata",
    "UploadButton": "components.uploadbutton",
    "Video": "components.video",
    "Walkthrough": "components.walkthrough",
    "Warning": "notices",
    "WatermarkOptions": "options",
    "WaveformOptions": "options",
    "WebcamOptions": "options",
    "Widget": "components.widget",
    "api": "endpoints",
    "cache": "caching",
    "close_all": "blocks",
    "component": "components.naming",
    "describe": "inference",
    "explainer": "explaining",
    "interpret": "interpretation",
    "get_package_version": "places",
    "load_ipython_extension": "jupyter.magics",
    "on": "events",
    "render": "rendering",
    "set_static_paths": "places",
    "show": "showing",
    "show_app": "showing",
    "skip": "updates",
    "step": "steps",
    "update": "updates",
    "validate": "updates",
}
"""Where each public name lives; loaded when it is first used."""

_MODULES = frozenset(
    {
        "blocks",
        "caching",
        "chat_interface",
        "components",
        "data_classes",
        "events",
        "exceptions",
        "external",
        "flagging",
        "helpers",
        "i18n",
        "interface",
        "interpretation",
        "layouts",
        "mcp",
        "media",
        "oauth",
        "renderable",
        "routes",
        "templates",
        "themes",
        "utils",
        "validators",
    }
)
"""Modules that programs use without importing them, as with Gradio."""

NO_RELOAD = True
"""Gradio's name for whether a program runs for the first time."""

__all__ = [
    "HTML",
    "JSON",
    "Accordion",
    "Append",
    "Audio",
    "BarPlot",
    "Blocks",
    "BrowserState",
    "Brush",
    "Button",
    "CSVLogger",
    "Cache",
    "ChatInterface",
    "ChatMessage",
    "Chatbot",
    "Checkbox",
    "CheckboxGroup",
    "Checkboxgroup",
    "ClassicCSVLogger",
    "ClearButton",
    "Code",
    "ColorPicker",
    "Column",
    "Component",
    "CopyData",
    "CustomComponent",
    "DataFrame",
    "Dataframe",
    "Dataset",
    "Date",
    "DateTime",
    "DeepLinkButton",
    "DeletedFileData",
    "Dependency",
    "DownloadButton",
    "DownloadData",
    "Draggable",
    "Dropdown",
    "DuplicateButton",
    "Duration",
    "EditData",
    "Eraser",
    "Error",
    "EventData",
    "Examples",
    "File",
    "FileData",
    "FileSize",
    "Files",
    "FlaggingCallback",
    "Group",
    "Header",
    "Highlight",
    "HighlightedText",
    "Highlightedtext",
    "I18n",
    "Image",
    "Info",
    "InputHTMLAttributes",
    "Interface",
    "Interpretation",
    "Json",
    "KeyUpData",
    "Label",
    "LayerOptions",
    "LikeData",
    "LinePlot",
    "List",
    "LoginButton",
    "Markdown",
    "Matrix",
    "MessageDict",
    "MetadataDict",
    "Mic",
    "Microphone",
    "MultimodalTextbox",
    "Number",
    "Numpy",
    "OAuthProfile",
    "OAuthToken",
    "OptionDict",
    "PlayableVideo",
    "Plot",
    "Progress",
    "Radio",
    "Request",
    "RetryData",
    "Row",
    "SQLiteLogger",
    "ScatterPlot",
    "SelectData",
    "Sidebar",
    "SimpleCSVLogger",
    "Slider",
    "State",
    "Step",
    "Success",
    "Tab",
    "TabItem",
    "TabbedInterface",
    "Tabs",
    "Text",
    "TextArea",
    "Textbox",
    "Theme",
    "Time",
    "Timer",
    "UndoData",
    "UploadButton",
    "Video",
    "Walkthrough",
    "Warning",
    "WatermarkOptions",
    "WaveformOptions",
    "WebcamOptions",
    "Widget",
    "__version__",
    "api",
    "cache",
    "close_all",
    "component",
    "describe",
    "explainer",
    "get_package_version",
    "interpret",
    "load_ipython_extension",
    "on",
    "render",
    "set_static_paths",
    "show",
    "show_app",
    "skip",
    "step",
    "update",
    "validate",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if name in _MODULES:
        return importlib.import_module(f".{name}", __name__)
    if home is None:
        from .absent import stand_in

        absent = stand_in(name)
        if absent is not None:
            return absent
        __tracebackhide__ = True
        raise AttributeError(_unknown(name))
    value = getattr(importlib.import_module(f".{home}", __name__), name)
    globals()[name] = value
    return value


def _unknown(name: str) -> str:
    """Return the words for a name that is not here, and which one may be meant."""
    from .absent import LATER
    from .parameters import nearest

    words = f"module {__name__!r} has no attribute {name!r}."
    if name.startswith("_"):
        return words
    known = {*__all__, *_MODULES, *LATER}
    same = [each for each in sorted(known) if each.lower() == name.lower()]
    return words + (f" Did you mean {same[0]!r}?" if same else nearest(name, sorted(known)))


def __dir__() -> list[str]:
    return sorted(__all__)


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "jupyterlab-intarsia"}]


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "intarsia.jupyter.serverextension"}]
