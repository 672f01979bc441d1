"""The themes that Gradio has, by what of them is taken over."""

from __future__ import annotations

from ..parameters import nearest, notice
from .base import Base
from .utils import colors, sizes

__all__ = [
    "Citrus",
    "Cyberpunk",
    "Default",
    "Ember",
    "Glass",
    "Mario",
    "Monochrome",
    "Neon",
    "Ocean",
    "Origin",
    "Soft",
    "chosen",
]


class Default(Base):
    """The notebook's own look, and orange where a theme needs a colour.

    Examples
    --------
    >>> Default().variables()
    {'light': {}, 'dark': {}}
    """

    name = "default"
    PRIMARY, SECONDARY, NEUTRAL = colors.orange, colors.blue, colors.zinc
    IS_HOST = True


class Soft(Base):
    """Indigo."""

    name = "soft"
    PRIMARY, SECONDARY, NEUTRAL = colors.indigo, colors.indigo, colors.gray


class Monochrome(Base):
    """Grey, with wide gaps and no round corners."""

    name = "monochrome"
    PRIMARY, SECONDARY, NEUTRAL = colors.neutral, colors.neutral, colors.neutral
    SPACING, RADIUS = sizes.spacing_lg, sizes.radius_none


class Glass(Base):
    """Blue, with narrow gaps and corners that are hardly round."""

    name = "glass"
    PRIMARY, SECONDARY, NEUTRAL = colors.blue, colors.slate, colors.slate
    SPACING, RADIUS = sizes.spacing_sm, sizes.radius_sm


class Origin(Base):
    """Orange."""

    name = "origin"
    PRIMARY, SECONDARY, NEUTRAL = colors.orange, colors.blue, colors.gray


class Citrus(Base):
    """Amber, with wide gaps."""

    name = "citrus"
    PRIMARY, SECONDARY, NEUTRAL = colors.amber, colors.amber, colors.stone
    SPACING = sizes.spacing_lg


class Ocean(Base):
    """Emerald, with very round corners."""

    name = "ocean"
    PRIMARY, SECONDARY, NEUTRAL = colors.emerald, colors.sky, colors.zinc
    RADIUS = sizes.radius_xxl


class Ember(Base):
    """Orange, with rounder corners."""

    name = "ember"
    PRIMARY, SECONDARY, NEUTRAL = colors.orange, colors.orange, colors.stone
    RADIUS = sizes.radius_lg


class Neon(Base):
    """Lime, with wide gaps and very round corners."""

    name = "neon"
    PRIMARY, SECONDARY, NEUTRAL = colors.lime, colors.cyan, colors.neutral
    SPACING, RADIUS = sizes.spacing_lg, sizes.radius_xxl


class Mario(Base):
    """Orange, with corners that are hardly round."""

    name = "mario"
    PRIMARY, SECONDARY, NEUTRAL = colors.orange, colors.green, colors.stone
    RADIUS = sizes.radius_sm


class Cyberpunk(Base):
    """Fuchsia, with corners that are hardly round."""

    name = "cyberpunk"
    PRIMARY, SECONDARY, NEUTRAL = colors.fuchsia, colors.cyan, colors.slate
    RADIUS = sizes.radius_sm


_ALL: dict[str, type[Base]] = {
    str(cls.name): cls
    for cls in (
        Base,
        Default,
        Soft,
        Monochrome,
        Glass,
        Origin,
        Citrus,
        Ocean,
        Ember,
        Neon,
        Mario,
        Cyberpunk,
    )
}


def chosen(theme: Base | str | None) -> Base:
    """Return the theme that an app was given, by itself or by name.

    A name that is unknown, or of one that lies elsewhere, gives a notice: nothing is fetched.

    Raises
    ------
    TypeError
        When it is no theme.

    Examples
    --------
    >>> chosen("soft").name, chosen(None).name
    ('soft', 'default')
    """
    if theme is None:
        return Default()
    if isinstance(theme, Base):
        return theme
    if not isinstance(theme, str):
        raise TypeError(f"A theme is one of gr.themes or its name, not {type(theme).__name__}.")
    if "/" in theme:
        notice(f"The theme {theme!r} is not fetched: the app looks as its notebook does.")
        return Default()
    found = _ALL.get(theme.lower())
    if found is None:
        notice(
            f"There is no theme {theme!r}: the app looks as its notebook does."
            f"{nearest(theme.lower(), _ALL)}"
        )
        return Default()
    return found()
