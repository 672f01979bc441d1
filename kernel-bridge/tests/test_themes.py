"""Themes: what of them is taken over, and that text can be read on it."""

from __future__ import annotations

import re
import warnings
from typing import Any

import pytest

import intarsia as gr
from intarsia import themes
from intarsia.parameters import NoticeWarning, _noticed
from intarsia.themes.contrast import READABLE, contrast
from intarsia.themes.utils import colors

KINDS = [
    cls
    for cls in vars(themes).values()
    if isinstance(cls, type) and issubclass(cls, themes.Base) and cls is not themes.Default
]
HUES = list(colors._ALL)
VALUE = re.compile(r"#[0-9a-f]{6}(?:[0-9a-f]{2})?|\d{1,2}px")
NAMES = {
    f"--intarsia-{name}"
    for name in ("brand", "brand-hover", "on-brand", "ring", "radius", "gap-field", "padding")
}


def check(theme: themes.Base, *, brand: bool = True) -> None:
    """Look at what of a theme reaches a page: known names, plain values, readable colours."""
    found = theme.variables()
    assert set(found) == {"light", "dark"}
    for mode, surface in (("light", "#ffffff"), ("dark", "#212121")):
        values = found[mode]
        assert values.keys() <= NAMES
        assert all(VALUE.fullmatch(value) for value in values.values())
        assert ("--intarsia-brand" in values) is brand
        if brand:
            for name in ("brand", "brand-hover"):
                colour = values[f"--intarsia-{name}"]
                assert contrast(colour, values["--intarsia-on-brand"]) >= READABLE
                assert contrast(colour, surface) >= READABLE


@pytest.mark.parametrize("cls", KINDS)
def test_each_theme_can_be_read(cls: type[themes.Base]) -> None:
    check(cls())


@pytest.mark.parametrize("hue", HUES)
def test_each_hue_can_be_read(hue: str) -> None:
    check(gr.themes.Soft(primary_hue=hue))


@pytest.mark.parametrize("colour", ["#ff0", "#000000", "#ffffff", "white", "#808080"])
def test_any_colour_is_mixed_until_it_can_be_read(colour: str) -> None:
    check(gr.themes.Base().set(button_primary_background_fill=colour))
    check(gr.themes.Base(primary_hue=gr.themes.Color(*[colour] * 11)))


def test_the_usual_theme_is_the_notebook_s_look() -> None:
    assert gr.themes.Default().variables() == {"light": {}, "dark": {}}
    check(gr.themes.Default(spacing_size="lg"), brand=False)
    check(gr.themes.Default(primary_hue="teal"))


@pytest.mark.parametrize(
    ("radius", "pixels"), [("none", "0px"), ("sm", "3px"), ("lg", "5px"), ("xxl", "13px")]
)
def test_corners(radius: str, pixels: str) -> None:
    assert gr.Theme(radius_size=radius).variables()["dark"]["--intarsia-radius"] == pixels
    assert "--intarsia-radius" not in gr.Theme(radius_size="md").variables()["dark"]


def test_gaps() -> None:
    wide = gr.Theme(spacing_size=gr.themes.sizes.spacing_lg).variables()["light"]
    assert (wide["--intarsia-gap-field"], wide["--intarsia-padding"]) == ("18px", "20px")


def test_variables_may_refer_to_others() -> None:
    theme = gr.themes.Base(primary_hue="green", secondary_hue="rose").set(
        color_accent="*secondary_700",
        button_primary_background_fill="*color_accent",
        button_primary_background_fill_dark="*primary_400",
        input_radius="*radius_xxl",
    )
    check(theme)
    found = theme.variables()
    assert found["light"]["--intarsia-brand"] == colors.rose.c700
    assert found["dark"]["--intarsia-brand"] == colors.green.c400
    assert found["light"]["--intarsia-radius"] == "15px"


def test_a_circle_of_references_ends() -> None:
    check(
        gr.themes.Base().set(
            color_accent="*button_primary_background_fill",
            button_primary_background_fill="*color_accent",
        )
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "red; background: url(https://example.org)",
        "url(https://example.org)",
        "var(--x)",
        "linear-gradient(red, blue)",
        "#12345g",
        "*primary_500; color: red",
        "4px; color: red",
        "9999999999px",
    ],
)
def test_nothing_but_colours_and_pixels_reaches_a_page(hostile: str) -> None:
    theme = gr.themes.Base(
        primary_hue=gr.themes.Color(*[hostile] * 11),
        radius_size=gr.themes.Size(*[hostile] * 7),
        spacing_size=gr.themes.Size(*[hostile] * 7),
    ).set(button_primary_background_fill=hostile, input_radius=hostile)
    check(theme)


def test_the_rest_gives_one_notice() -> None:
    _noticed.clear()
    theme = gr.themes.Soft()
    with pytest.warns(NoticeWarning, match="look") as caught:
        theme.set(body_background_fill="red", block_shadow="none", body_text_color_dark=None)
    assert len(caught) == 1
    check(theme)


def test_mistakes_are_named() -> None:
    with pytest.raises(TypeError, match=r"'block_radios'. Did you mean 'block_radius'\?"):
        gr.themes.Base().set(block_radios="4px")
    with pytest.raises(ValueError, match=r"no colour 'mauve'; there are slate, "):
        gr.themes.Base(primary_hue="mauve")
    with pytest.raises(ValueError, match=r"no radius_size 'huge'; there are none, sm, "):
        gr.themes.Base(radius_size="huge")
    with pytest.raises(NotImplementedError, match="not fetched"):
        gr.Theme.from_hub("gstaff/xkcd")


def test_a_theme_of_one_s_own() -> None:
    class Seafoam(gr.themes.Base):
        def __init__(self, *, font: Any = gr.themes.GoogleFont("Quicksand")) -> None:
            super().__init__(primary_hue=colors.emerald, font=(font, "sans-serif"))
            super().set(button_primary_background_fill="*primary_700")
            self.name = "seafoam"

    theme = themes.chosen(Seafoam())
    assert theme.name == "seafoam"
    assert theme.variables()["light"]["--intarsia-brand"] == colors.emerald.c700


def test_a_theme_by_its_name() -> None:
    assert type(themes.chosen("Monochrome")) is gr.themes.Monochrome
    assert type(themes.chosen(None)) is gr.themes.Default
    with pytest.warns(NoticeWarning, match=r"no theme 'sofd'.* Did you mean 'soft'\?"):
        assert themes.chosen("sofd").name == "default"
    with pytest.raises(TypeError, match="not int"):
        themes.chosen(3)  # type: ignore[arg-type]
    _noticed.clear()
    with pytest.warns(NoticeWarning, match="not fetched"):
        assert themes.chosen("gstaff/xkcd").variables() == gr.themes.Default().variables()


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("a socket")

    monkeypatch.setattr("socket.socket.connect", refuse)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        gr.themes.Soft(font=[gr.themes.GoogleFont("Inter"), "Arial"], font_mono="Courier")
