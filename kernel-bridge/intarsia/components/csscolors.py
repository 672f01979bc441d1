"""Colours for style sheets: codes, functions and names."""

from __future__ import annotations

import re

_COLOR = re.compile(
    r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|[a-z]{3,24}"
    r"|(rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([\d\s.,%/a-z+-]{1,60}\)",
    re.IGNORECASE,
)


def css_color(name: str, value: object) -> str:
    """Return a colour that a style sheet understands.

    Parameters
    ----------
    name
        Of the parameter, for the error.
    value
        A code like `"#ff8800"`, a name like `"green"`, or a function like `"rgb(0 128 0)"`.

    Raises
    ------
    ValueError
        When it is none.

    Examples
    --------
    >>> css_color("color", " #FF8800 ")
    '#FF8800'
    >>> css_color("color", "url(x)")
    Traceback (most recent call last):
    ValueError: color is a colour like 'green' or '#ff8800', not 'url(x)'.
    """
    text = value.strip() if isinstance(value, str) else ""
    if not _COLOR.fullmatch(text):
        raise ValueError(f"{name} is a colour like 'green' or '#ff8800', not {value!r}.")
    return text
