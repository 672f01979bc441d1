"""Gradio's module of this name: layouts."""

from __future__ import annotations

from .reexport import reexport

__getattr__ = reexport(
    __name__,
    "Accordion",
    "Column",
    "Draggable",
    "Group",
    "Row",
    "Sidebar",
    "Step",
    "Tab",
    "TabItem",
    "Tabs",
    "Walkthrough",
)
