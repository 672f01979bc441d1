"""Lengths for style sheets: pixels, or a number with a unit."""

from __future__ import annotations

import re

_LENGTH = re.compile(
    r"(\d{1,6}(\.\d{1,6})?(px|em|rem|ex|ch|vh|vw|vmin|vmax|dvh|svh|lvh|cqw|cqh|cm|mm|in|pt|pc|%)?"
    r"|auto|none|(min|max|fit)-content|calc\([\d\sa-z.%+*/()-]{1,80}\))"
)


def css_length(name: str, value: int | float | str | None) -> int | float | str | None:
    """Return a length that a style sheet understands.

    Parameters
    ----------
    name
        Of the parameter, for the error.
    value
        A number of pixels, a text like `"60vh"`, or `None`.

    Raises
    ------
    ValueError
        When it is none.

    Examples
    --------
    >>> css_length("height", 400), css_length("height", "60vh")
    (400, '60vh')
    """
    if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return value
    if isinstance(value, str) and _LENGTH.fullmatch(value.strip()):
        return value.strip()
    raise ValueError(f"{name} is a number of pixels or a length like '60vh', not {value!r}.")
