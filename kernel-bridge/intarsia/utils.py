"""Gradio's module of this name."""

from __future__ import annotations

from .reexport import reexport

__getattr__ = reexport(__name__, "FileSize", "NO_RELOAD", "get_package_version", "set_static_paths")
