"""Gradio's module of this name, without its routes: there is no server."""

from __future__ import annotations

from .reexport import reexport

__getattr__ = reexport(__name__, "Header", "Request", "mount_gradio_app")
