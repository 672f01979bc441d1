"""Gradio's module of this name: what it would fetch."""

from __future__ import annotations

from .reexport import reexport

__getattr__ = reexport(__name__, "load", "load_chat", "load_openapi")
