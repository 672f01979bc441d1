"""Gradio's names and modules: what programs import after changing one line."""

from __future__ import annotations

import importlib
import warnings
from pathlib import Path

import pytest

import intarsia as gr
from intarsia import absent
from intarsia.parameters import NoticeWarning, _noticed

IMPORTS = [
    ("blocks", "Block"),
    ("blocks", "BlockContext"),
    ("caching", "cache"),
    ("components", "FormComponent"),
    ("events", "Events"),
    ("events", "EventListener"),
    ("events", "SelectData"),
    ("events", "Dependency"),
    ("media", "get_image"),
    ("renderable", "render"),
    ("components", "Textbox"),
    ("components", "Audio"),
    ("components.base", "Component"),
    ("data_classes", "FileData"),
    ("data_classes", "GradioModel"),
    ("data_classes", "GradioRootModel"),
    ("exceptions", "Error"),
    ("exceptions", "RenderError"),
    ("external", "load"),
    ("helpers", "Info"),
    ("helpers", "skip"),
    ("mcp", "tool"),
    ("oauth", "OAuthProfile"),
    ("routes", "Request"),
    ("templates", "Sketchpad"),
    ("themes", "Soft"),
    ("themes.base", "Base"),
    ("themes.utils", "fonts"),
    ("themes.utils.colors", "orange"),
    ("utils", "NO_RELOAD"),
    ("utils", "FileSize"),
    ("validators", "is_audio_correct_length"),
]


@pytest.mark.parametrize(("module", "name"), IMPORTS)
def test_modules_that_programs_import_from(module: str, name: str) -> None:
    found = getattr(importlib.import_module(f"intarsia.{module}"), name)
    first, *rest = module.split(".")
    used = getattr(gr, first)
    for part in rest:
        used = getattr(used, part)
    assert getattr(used, name) is found


def test_names_are_the_same_ones() -> None:
    assert gr.components.Textbox is gr.Textbox
    assert gr.helpers.Info is gr.Info
    assert gr.routes.Request is gr.Request
    assert gr.exceptions.Error is gr.Error
    assert gr.Theme is gr.themes.Base


@pytest.mark.parametrize("module", ["components", "helpers", "layouts", "utils", "data_classes"])
def test_other_names_are_not_there(module: str) -> None:
    with pytest.raises(AttributeError, match=rf"'intarsia\.{module}' has no attribute 'nothing'"):
        _ = importlib.import_module(f"intarsia.{module}").nothing


@pytest.mark.parametrize("name", [*absent.LATER, *absent.NEVER])
def test_what_is_not_here_says_so(name: str) -> None:
    kept = getattr(gr, name)
    assert getattr(gr, name) is kept
    assert not isinstance(gr.Textbox(), kept)
    with pytest.raises(NotImplementedError, match=rf"^gr\.{name} ") as caught:
        kept("x", label="y")
    assert "  " not in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("name", [*absent.LATER, *absent.NEVER])
def test_what_is_told_to_use_meanwhile_is_there(name: str) -> None:
    words = (absent.LATER | absent.NEVER)[name]
    for named in (word.rstrip(",.:()") for word in words.split() if word.startswith("gr.")):
        assert named[3:] not in absent.LATER


def test_nothing_is_both_here_and_absent() -> None:
    assert (absent.LATER.keys() | absent.NEVER.keys()).isdisjoint(gr._HOMES)
    assert not hasattr(gr, "Nothing")


def test_a_component_of_one_s_own_names_its_events_as_in_gradio() -> None:
    from intarsia.events import Events

    class Reporting(gr.Textbox):
        EVENTS = (*gr.Textbox.EVENTS, Events.double_click)

    with gr.Blocks() as demo:
        text = Reporting("x")
        text.double_click(str.upper, text, text)  # type: ignore[attr-defined]  # made from EVENTS
    assert demo.listeners[0].targets == [(text, "double_click")]
    assert isinstance(text, gr.blocks.Block)
    assert isinstance(demo.root, gr.blocks.BlockContext)


def test_words_in_several_languages() -> None:
    words = gr.I18n(fr={"go": "Aller", "stop": "Arrêter"}, en={"go": "Go"})
    assert [words(key) for key in ("go", "stop", "back")] == ["Go", "Arrêter", "back"]
    assert gr.Textbox(label=words("go")).label == "Go"


def test_what_is_about_servers_is_accepted_with_a_notice() -> None:
    _noticed.clear()
    with pytest.warns(NoticeWarning, match="no server"):
        gr.set_static_paths(Path())
    with pytest.warns(NoticeWarning, match="no server"):
        decorate = gr.mcp.tool("adds")
    assert decorate(len) is len
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        gr.set_static_paths(["pictures"])
    assert gr.get_package_version() == gr.__version__
    assert gr.NO_RELOAD
