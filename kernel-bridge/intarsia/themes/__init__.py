"""Themes under Gradio's names: a main colour and measures; the rest is the notebook's look."""

from __future__ import annotations

from .base import Base, ThemeClass
from .kinds import (
    Citrus,
    Cyberpunk,
    Default,
    Ember,
    Glass,
    Mario,
    Monochrome,
    Neon,
    Ocean,
    Origin,
    Soft,
    chosen,
)
from .utils import colors, fonts, sizes
from .utils.colors import Color
from .utils.fonts import Font, GoogleFont, LocalFont
from .utils.sizes import Size

__all__ = [
    "Base",
    "Citrus",
    "Color",
    "Cyberpunk",
    "Default",
    "Ember",
    "Font",
    "Glass",
    "GoogleFont",
    "LocalFont",
    "Mario",
    "Monochrome",
    "Neon",
    "Ocean",
    "Origin",
    "Size",
    "Soft",
    "ThemeClass",
    "chosen",
    "colors",
    "fonts",
    "sizes",
]
