"""Heights and widths that an author gives: pixels, or a length of style sheets."""

from __future__ import annotations

import re

_LENGTH = re.compile(
    r"(?:\d+(?:\.\d+)?|\.\d+)(?:px|r?em|ex|ch|r?lh|[dls]?v(?:h|w|i|b|min|max)|cq(?:w|h|i|b|min|max)"
    r"|%|cm|mm|in|pt|pc)?"
    r"|(?:calc|min|max|clamp)\([\w\s.%+*/(),-]{1,120}\)"
    r"|auto|(?:min|max|fit)-content"
)

_OTHER = re.compile(r"\b(?!calc|min|max|clamp)[a-z-]+\(", re.IGNORECASE)
"""Functions of style sheets that do not calculate."""


def length(name: str, value: object) -> int | str | None:
    """Return a length as it travels: a number of pixels, or a text like `"50vh"`.

    Parameters
    ----------
    name
        Of the parameter, for the error.
    value
        A number, a text, or `None`.

    Raises
    ------
    ValueError
        When it is no length.

    Examples
    --------
    >>> length("height", 120), length("height", "20rem"), length("height", 0.5)
    (120, '20rem', '0.5px')
    >>> length("height", "tall")
    Traceback (most recent call last):
    ValueError: height is a number of pixels or a length like "20rem", not 'tall'.
    """
    if value is None:
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1e6:
        return int(value) if value == int(value) else f"{value:g}px"
    if isinstance(value, str) and _is_length(value.strip()):
        text = value.strip()
        return f"{text}px" if re.fullmatch(r"[\d.]+", text) else text
    raise ValueError(f'{name} is a number of pixels or a length like "20rem", not {value!r}.')


def _is_length(text: str) -> bool:
    return _LENGTH.fullmatch(text) is not None and _OTHER.search(text) is None
