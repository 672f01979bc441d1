"""Gradio's module of this name: parts of an app that a function makes."""

from __future__ import annotations

from .reexport import reexport

__getattr__ = reexport(__name__, "render")
