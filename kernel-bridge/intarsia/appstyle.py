"""The style sheet that the author of an app gives it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .arguments import told


def check_style(*, css: Any, js: Any, css_paths: Any, theme: Any) -> None:
    """Refuse what cannot be a style, where it is given.

    Raises
    ------
    TypeError, ValueError, FileNotFoundError
        When a style sheet or script is no text, a file is not there, or there is no such theme.
    """
    for name, given in (("css", css), ("js", js)):
        if not (given is None or isinstance(given, str)):
            raise TypeError(f"{name}=… is a text, not {told(given)}.")
    for path in _listed(css_paths):
        if not os.path.isfile(path):
            raise FileNotFoundError(f"css_paths=… names a file that is not there: {path}")
    if theme is not None:
        from .themes.kinds import chosen

        chosen(theme)


def style_text(*, css: str | None, css_paths: Any, theme: Any) -> str:
    """Return the author's style sheet: of the theme, of files, and what was given as text."""
    texts = [] if theme is None else [_theme_rules(theme)]
    texts += [Path(path).read_text() for path in _listed(css_paths)]
    texts += [css] if css else []
    return "\n".join(texts)


def _listed(given: Any) -> Sequence[Any]:
    """Return what may be one or several as several."""
    if isinstance(given, (list, tuple)):
        return given
    return [given] if given else []


def _theme_rules(theme: Any) -> str:
    """Return a theme as a style sheet, for light and dark themes of the host."""
    from .themes.kinds import chosen

    variables = chosen(theme).variables()

    def rule(selector: str, mode: str) -> str:
        lines = "".join(f" {name}: {value};" for name, value in variables[mode].items())
        return f"{selector} {{{lines} }}"

    dark = rule('[data-jp-theme-light="false"] :scope', "dark")
    return f"{rule(':scope', 'light')}\n{dark}"
