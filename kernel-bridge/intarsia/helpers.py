"""Gradio's module of this name: what functions use while they run."""

from __future__ import annotations

from .reexport import reexport

__getattr__ = reexport(
    __name__,
    "Examples",
    "Info",
    "Progress",
    "Success",
    "Warning",
    "create_examples",
    "skip",
    "update",
    "validate",
)
