"""Colours as numbers: how well one stands out from another, and what is between two."""

from __future__ import annotations

import re
from collections.abc import Iterable

WHITE = "#ffffff"
BLACK = "#000000"
READABLE = 4.5
"""Text stands out enough from what is behind it, by the rules for accessible pages."""

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_NAMES = {"white": WHITE, "black": BLACK}


def parsed(text: str) -> str | None:
    """Return a colour as `#rrggbb`; `None` when it is written in another way.

    Examples
    --------
    >>> parsed("#F60"), parsed(" white "), parsed("linear-gradient(red, blue)")
    ('#ff6600', '#ffffff', None)
    """
    text = text.strip().lower()
    text = _NAMES.get(text, text)
    if not _HEX.fullmatch(text):
        return None
    return text if len(text) == 7 else "#" + "".join(digit * 2 for digit in text[1:])


def contrast(one: str, other: str) -> float:
    """Return the ratio of the two colours' brightness, between 1 and 21.

    Examples
    --------
    >>> contrast("#000000", "#ffffff")
    21.0
    """
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def mixed(colour: str, into: str, share: float) -> str:
    """Return a colour with a share of another.

    Examples
    --------
    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(_channels(colour), _channels(into), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def readable(shades: Iterable[str], on: str, towards: str) -> str:
    """Return the first shade that stands out enough; else the last one, mixed until it does.

    Parameters
    ----------
    shades
        In the order in which they are liked.
    on
        What is behind it.
    towards
        White or black, whichever is far from that.

    Examples
    --------
    >>> readable(["#f97316", "#c2410c"], on="#ffffff", towards="#000000")
    '#c2410c'
    """
    shade = towards
    for shade in shades:
        if contrast(shade, on) >= READABLE:
            return shade
    mixes = (mixed(shade, towards, step / 20) for step in range(1, 21))
    return next(mix for mix in mixes if contrast(mix, on) >= READABLE)


def _channels(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def _luminance(colour: str) -> float:
    parts = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
