"""Gradio's module of this name: components under a second name."""

from __future__ import annotations

from .reexport import reexport

__getattr__ = reexport(
    __name__,
    "Files",
    "ImageMask",
    "List",
    "Matrix",
    "Mic",
    "Microphone",
    "Numpy",
    "Paint",
    "PlayableVideo",
    "Sketchpad",
    "TextArea",
)
