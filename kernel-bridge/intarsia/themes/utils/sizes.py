"""Sizes, each in seven steps from small to large, under Gradio's names."""

from __future__ import annotations

__all__ = ["Size", "named"]


class Size:
    """A measure in seven steps.

    Parameters
    ----------
    xxs, xs, sm, md, lg, xl, xxl : str
        The steps, like `"6px"`.
    name : str, optional
        What it is called.

    Examples
    --------
    >>> radius_md.md, radius_md.name
    ('6px', 'radius_md')
    """

    def __init__(
        self,
        xxs: str,
        xs: str,
        sm: str,
        md: str,
        lg: str,
        xl: str,
        xxl: str,
        name: str | None = None,
    ) -> None:
        self.xxs = xxs
        self.xs = xs
        self.sm = sm
        self.md = md
        self.lg = lg
        self.xl = xl
        self.xxl = xxl
        self.name = name

    def expand(self) -> list[str]:
        """Return the steps, from the smallest to the largest."""
        return [self.xxs, self.xs, self.sm, self.md, self.lg, self.xl, self.xxl]


def _size(name: str, steps: str) -> Size:
    size = Size(*(f"{step}px" for step in steps.split()))
    size.name = name
    return size


radius_none = _size("radius_none", "0 0 0 0 0 0 0")
radius_sm = _size("radius_sm", "1 1 2 4 6 8 12")
radius_md = _size("radius_md", "1 2 4 6 8 12 22")
radius_lg = _size("radius_lg", "2 4 6 8 12 16 24")
radius_xxl = _size("radius_xxl", "6 8 10 20 24 28 32")
spacing_sm = _size("spacing_sm", "1 1 2 4 6 9 12")
spacing_md = _size("spacing_md", "1 2 4 6 8 10 16")
spacing_lg = _size("spacing_lg", "2 4 6 8 10 14 28")
text_sm = _size("text_sm", "8 9 11 13 16 20 24")
text_md = _size("text_md", "9 10 12 14 16 22 26")
text_lg = _size("text_lg", "10 12 14 16 20 24 28")

_ALL = {
    str(size.name): size
    for size in (
        radius_none,
        radius_sm,
        radius_md,
        radius_lg,
        radius_xxl,
        spacing_sm,
        spacing_md,
        spacing_lg,
        text_sm,
        text_md,
        text_lg,
    )
}


def named(kind: str, name: str) -> Size:
    """Return the size of a name, like `"sm"`, for spacing, radius or text.

    Raises
    ------
    ValueError
        When there is none; the names are in the message.
    """
    if f"{kind}_{name}" not in _ALL:
        there = ", ".join(key.partition("_")[2] for key in _ALL if key.startswith(f"{kind}_"))
        raise ValueError(f"There is no {kind}_size {name!r}; there are {there}.")
    return _ALL[f"{kind}_{name}"]
