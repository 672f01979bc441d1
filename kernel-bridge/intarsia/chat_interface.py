"""Gradio's module of this name: chats."""

from __future__ import annotations

from .reexport import reexport

__getattr__ = reexport(__name__, "ChatInterface")
