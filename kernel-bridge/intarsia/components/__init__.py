"""The components, in one list. Each is imported when it is first asked for."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ..reexport import reexport

if TYPE_CHECKING:
    from .accordion import Accordion
    from .audio import Audio
    from .barplot import BarPlot
    from .base import Accepted, Component
    from .browserstate import BrowserState
    from .button import Button
    from .chatbot import Chatbot
    from .chatmessages import ChatMessage, MessageDict, MetadataDict, OptionDict
    from .checkbox import Checkbox
    from .checkboxgroup import CheckboxGroup
    from .choices import labelled
    from .code import Code
    from .colorpicker import ColorPicker
    from .column import Column
    from .customcomponent import CustomComponent
    from .dataframe import Dataframe
    from .dataset import Dataset
    from .date import Date
    from .datetime import DateTime
    from .display import Display
    from .downloadbutton import DownloadButton
    from .draggable import Draggable
    from .dropdown import Dropdown
    from .duration import Duration
    from .file import File
    from .form import Form
    from .group import Group
    from .highlightedtext import HighlightedText
    from .html import HTML
    from .image import Image
    from .interface import Interface
    from .interpretation import Interpretation
    from .json import JSON
    from .label import Label
    from .lineplot import LinePlot
    from .list import List
    from .mapping import Mapping
    from .markdown import Markdown
    from .multimodaltextbox import MultimodalTextbox
    from .naming import component
    from .number import Number
    from .optional import Optional
    from .plot import Plot
    from .radio import Radio
    from .render import Render
    from .row import Row
    from .scatterplot import ScatterPlot
    from .sessionfiles import Files, session_files
    from .sidebar import Sidebar
    from .slider import Slider
    from .state import State
    from .step import Step
    from .tab import Tab
    from .tabs import Tabs
    from .textbox import Textbox
    from .time import Time
    from .timer import Timer
    from .tuple import Tuple
    from .union import Union
    from .uploadbutton import UploadButton
    from .video import Video
    from .walkthrough import Walkthrough
    from .widget import Widget

    COMPONENTS: tuple[type[Component], ...]
    """Every kind's class, in the order of `KINDS`."""

KINDS = (
    "Textbox",
    "MultimodalTextbox",
    "Number",
    "Slider",
    "Checkbox",
    "CheckboxGroup",
    "Radio",
    "Dropdown",
    "ColorPicker",
    "DateTime",
    "Date",
    "Time",
    "Duration",
    "File",
    "Image",
    "Audio",
    "Video",
    "Dataframe",
    "Dataset",
    "JSON",
    "Label",
    "Code",
    "HighlightedText",
    "Markdown",
    "HTML",
    "Chatbot",
    "Display",
    "Form",
    "List",
    "Mapping",
    "Optional",
    "Union",
    "Tuple",
    "Button",
    "DownloadButton",
    "UploadButton",
    "Interface",
    "Interpretation",
    "Row",
    "Column",
    "Group",
    "Tabs",
    "Tab",
    "Accordion",
    "Sidebar",
    "Draggable",
    "Walkthrough",
    "Step",
    "CustomComponent",
    "Widget",
    "Render",
    "State",
    "Timer",
    "BrowserState",
    "Plot",
    "LinePlot",
    "BarPlot",
    "ScatterPlot",
)
"""Every kind, by its class, which stands in a module of the same name in lower case; `inference.py`
has the order in which they are asked."""

_SHARED = {
    "Accepted": "base",
    "ChatMessage": "chatmessages",
    "Component": "base",
    "Files": "sessionfiles",
    "MessageDict": "chatmessages",
    "MetadataDict": "chatmessages",
    "OptionDict": "chatmessages",
    "component": "naming",
    "labelled": "choices",
    "session_files": "sessionfiles",
    "FormComponent": "base",
}
_HOMES = {**{name: name.lower() for name in KINDS}, **_SHARED}

# Gradio has all its components in this module, also under their second names.
_gradio = reexport(
    __name__,
    "AnnotatedImage",
    "Annotatedimage",
    "Audio",
    "Checkboxgroup",
    "ClearButton",
    "DataFrame",
    "DeepLinkButton",
    "Dialogue",
    "DuplicateButton",
    "FileExplorer",
    "Gallery",
    "Highlight",
    "Highlightedtext",
    "ImageEditor",
    "ImageSlider",
    "InputHTMLAttributes",
    "Json",
    "LoginButton",
    "Model3D",
    "Navbar",
    "ParamViewer",
    "Text",
    "Video",
    "WorkflowCanvas",
)

__all__ = [
    "COMPONENTS",
    "HTML",
    "JSON",
    "KINDS",
    "Accepted",
    "Accordion",
    "Audio",
    "BarPlot",
    "BrowserState",
    "Button",
    "ChatMessage",
    "Chatbot",
    "Checkbox",
    "CheckboxGroup",
    "Code",
    "ColorPicker",
    "Column",
    "Component",
    "CustomComponent",
    "Dataframe",
    "Dataset",
    "Date",
    "DateTime",
    "Display",
    "DownloadButton",
    "Draggable",
    "Dropdown",
    "Duration",
    "File",
    "Files",
    "Form",
    "Group",
    "HighlightedText",
    "Image",
    "Interface",
    "Interpretation",
    "Label",
    "LinePlot",
    "List",
    "Mapping",
    "Markdown",
    "MessageDict",
    "MetadataDict",
    "MultimodalTextbox",
    "Number",
    "OptionDict",
    "Optional",
    "Plot",
    "Radio",
    "Render",
    "Row",
    "ScatterPlot",
    "Sidebar",
    "Slider",
    "State",
    "Step",
    "Tab",
    "Tabs",
    "Textbox",
    "Time",
    "Timer",
    "Tuple",
    "Union",
    "UploadButton",
    "Video",
    "Walkthrough",
    "Widget",
    "component",
    "labelled",
    "session_files",
]


def __getattr__(name: str) -> Any:
    if name == "COMPONENTS":
        # `tuple` and `list` are modules here.
        value: Any = (*(globals().get(kind) or __getattr__(kind) for kind in KINDS),)
    elif name in _HOMES:
        value = getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)
    else:
        return _gradio(name)
    globals()[name] = value
    return value
