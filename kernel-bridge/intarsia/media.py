"""Gradio's module of this name: samples of pictures, sound and videos."""

from __future__ import annotations

from .reexport import reexport

__getattr__ = reexport(__name__, "get_audio", "get_file", "get_image", "get_model3d", "get_video")
