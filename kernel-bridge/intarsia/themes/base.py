"""A theme: what of it is taken over into a notebook, whose look is the host's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from ..parameters import nearest, notice
from .contrast import BLACK, WHITE, mixed, parsed, readable
from .names import VARIABLES
from .utils import colors, sizes
from .utils.colors import Color
from .utils.fonts import Font
from .utils.sizes import Size

__all__ = ["Base", "Theme", "ThemeClass"]

Fonts = Font | str | Iterable[Font | str]

_DARK_SURFACE = "#212121"
"""What is behind an app on a dark page, at its lightest."""

_UNKNOWN = "#737373"
"""In place of colours that are written in another way than `#rrggbb`."""

_BRAND = ("button_primary_background_fill", "color_accent")
_RADIUS = ("input_radius", "button_large_radius", "block_radius")
_KNOWN = frozenset(VARIABLES)
_EFFECTIVE = frozenset({*_BRAND, "button_primary_background_fill_dark", *_RADIUS})

_USUAL_RADIUS, _USUAL_GAP = 6.0, 8.0
"""In Gradio's pixels; those of a theme that does not change them."""

_SHADES = (50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950)
_PIXELS = re.compile(r"(\d{1,3}(?:\.\d+)?)px")


class ThemeClass:
    """What all themes are.

    Examples
    --------
    >>> ThemeClass().name is None
    True
    """

    name: str | None = None

    @classmethod
    def from_hub(cls, repo_name: str, token: str | None = None) -> ThemeClass:
        """Load a theme from elsewhere: this is not done here.

        Raises
        ------
        NotImplementedError
            Always; it names what to use.
        """
        raise NotImplementedError(
            f"The theme {repo_name!r} is not fetched: use one of gr.themes, like "
            'gr.themes.Soft(primary_hue="teal").'
        )


class Base(ThemeClass):
    """A theme. An app looks as its notebook does: a theme changes its main colour and measures.

    The main colour is taken in a shade that text can be read on, one for light pages and one for
    dark ones; corners and gaps follow `radius_size` and `spacing_size`. Fonts and everything else
    stay the host's, and nothing is fetched.

    Parameters
    ----------
    primary_hue : Color or str
        The main colour; names are those of `gr.themes.colors`.
    secondary_hue, neutral_hue : Color or str
        Colours that `set` can refer to.
    text_size : Size or str
        Accepted; text is as large as the notebook's.
    spacing_size, radius_size : Size or str
        How wide gaps are and how round corners: `"sm"`, `"md"`, `"lg"`, for corners also
        `"none"` and `"xxl"`.
    font, font_mono : Font, str or list
        Accepted; text is set as the notebook's is.

    Raises
    ------
    ValueError
        When there is no colour or size of such a name.

    Examples
    --------
    >>> found = Base(primary_hue="teal", radius_size="none").variables()
    >>> found["light"]["--intarsia-brand"], found["dark"]["--intarsia-brand"]
    ('#0f766e', '#14b8a6')
    >>> found["light"]["--intarsia-radius"]
    '0px'
    """

    name: str | None = "base"
    PRIMARY: ClassVar[Color] = colors.blue
    SECONDARY: ClassVar[Color] = colors.blue
    NEUTRAL: ClassVar[Color] = colors.zinc
    SPACING: ClassVar[Size] = sizes.spacing_md
    RADIUS: ClassVar[Size] = sizes.radius_md
    IS_HOST: ClassVar[bool] = False
    """Whether, when nothing is asked of it, everything stays the host's."""

    def __init__(
        self,
        *,
        primary_hue: Color | str | None = None,
        secondary_hue: Color | str | None = None,
        neutral_hue: Color | str | None = None,
        text_size: Size | str | None = None,
        spacing_size: Size | str | None = None,
        radius_size: Size | str | None = None,
        font: Fonts | None = None,
        font_mono: Fonts | None = None,
    ) -> None:
        self._keeps_brand = self.IS_HOST and primary_hue is None
        self._hues = {
            "primary": _hue(primary_hue, self.PRIMARY),
            "secondary": _hue(secondary_hue, self.SECONDARY),
            "neutral": _hue(neutral_hue, self.NEUTRAL),
        }
        self._sizes = {
            "text": _size("text", text_size, sizes.text_md),
            "spacing": _size("spacing", spacing_size, self.SPACING),
            "radius": _size("radius", radius_size, self.RADIUS),
        }
        self._set: dict[str, str | None] = {}
        self.custom_css = ""

    def set(self, **variables: Any) -> Base:
        """Change variables of the theme; the same theme is returned.

        Those of the main button's colour and of round corners have an effect, the others give
        one notice.

        Raises
        ------
        TypeError
            When a variable is unknown; the message names the nearest.
        """
        for name, value in variables.items():
            if name not in _KNOWN:
                raise TypeError(f"A theme has no variable {name!r}.{nearest(name, VARIABLES)}")
            if name not in _EFFECTIVE:
                notice(
                    "Of a theme's variables the main colour and the corners are taken over; an "
                    "app looks as its notebook does otherwise."
                )
            self._set[name] = None if value is None else str(value)
        return self

    def variables(self) -> dict[str, dict[str, str]]:
        """Return what changes on light pages and on dark ones: style variables and their values.

        Their names are a closed list; colours are like `#rrggbb` or `#rrggbbaa`, measures like
        `4px`.
        """
        measures = self._measures()
        return {"light": self._light() | measures, "dark": self._dark() | measures}

    def _light(self) -> dict[str, str]:
        shades = self._shades(dark=False)
        if shades is None:
            return {}
        brand = readable(shades, on=WHITE, towards=BLACK)
        return _brand(brand, hover=mixed(brand, BLACK, 0.12), text=WHITE)

    def _dark(self) -> dict[str, str]:
        shades = self._shades(dark=True)
        if shades is None:
            return {}
        brand = readable(shades, on=_DARK_SURFACE, towards=WHITE)
        return _brand(brand, hover=mixed(brand, WHITE, 0.12), text="#111111")

    def _shades(self, *, dark: bool) -> list[str] | None:
        """Return shades of the main colour, the best first; `None` for the host's."""
        for name in _BRAND:
            chosen = self._colour(f"{name}_dark") if dark else None
            chosen = chosen or self._colour(name)
            if chosen is not None:
                return [chosen]
        if self._keeps_brand:
            return None
        hue = self._hues["primary"].expand()
        middle = _SHADES.index(500)
        liked = hue[middle::-1] if dark else hue[middle:]
        return [parsed(shade) or _UNKNOWN for shade in liked]

    def _measures(self) -> dict[str, str]:
        found = {}
        radius = self._pixels(_RADIUS, self._sizes["radius"].md, _USUAL_RADIUS)
        if radius != _USUAL_RADIUS:
            # Controls here are less round by a third, and never more than half their height.
            found["--intarsia-radius"] = f"{min(round(radius * 4 / 6), 15)}px"
        gap = self._pixels((), self._sizes["spacing"].lg, _USUAL_GAP)
        if gap != _USUAL_GAP:
            for name, measure in (("gap-field", 14), ("padding", 16)):
                wide = round(measure * gap / _USUAL_GAP / 2) * 2
                found[f"--intarsia-{name}"] = f"{min(wide, 48)}px"
        return found

    def _pixels(self, names: tuple[str, ...], size: str, usual: float) -> float:
        """Return the first of the variables, or the size, that is in pixels."""
        for text in (*map(self._resolved, names), size):
            found = _PIXELS.fullmatch(text.strip()) if text else None
            if found:
                return float(found[1])
        return usual

    def _colour(self, name: str) -> str | None:
        text = self._resolved(name)
        return None if text is None else parsed(text)

    def _resolved(self, name: str, depth: int = 0) -> str | None:
        """Return what a variable was set to, after references like `*primary_500`."""
        value = self._set.get(name)
        if value is None or not value.startswith("*") or depth > 10:
            return value
        wanted = value[1:].strip()
        kind, _, step = wanted.partition("_")
        if kind in self._hues and step.isdecimal() and int(step) in _SHADES:
            return str(getattr(self._hues[kind], f"c{step}"))
        if kind in self._sizes and step in ("xxs", "xs", "sm", "md", "lg", "xl", "xxl"):
            return str(getattr(self._sizes[kind], step))
        suffix = "_dark" if name.endswith("_dark") and f"{wanted}_dark" in self._set else ""
        return self._resolved(wanted + suffix, depth + 1)


Theme = Base


def _hue(given: Color | str | None, usual: Color) -> Color:
    if given is None:
        return usual
    return colors.named(given) if isinstance(given, str) else given


def _size(kind: str, given: Size | str | None, usual: Size) -> Size:
    if given is None:
        return usual
    return sizes.named(kind, given) if isinstance(given, str) else given


def _brand(brand: str, *, hover: str, text: str) -> dict[str, str]:
    return {
        "--intarsia-brand": brand,
        "--intarsia-brand-hover": hover,
        "--intarsia-on-brand": text,
        "--intarsia-ring": f"{brand}40",
    }
