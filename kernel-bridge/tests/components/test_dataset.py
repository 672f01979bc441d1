"""Rows to choose from, and components by their names."""

from __future__ import annotations

import base64
import importlib
import io
from pathlib import Path
from typing import Any

import pytest

import intarsia as gr
from intarsia.components import dataset as module
from intarsia.components.dataset import Dataset
from intarsia.components.naming import component_of
from intarsia.errors import InvalidValueError
from intarsia.testing import RequestError, connect

ROWS = [["apple", 1], ["pear", 2]]


def shown(component: Dataset) -> list[list[Any]]:
    return [list(row) for row in component.spec().samples]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("type", "expected"), [("values", ["pear", 2]), ("index", 1), ("tuple", (1, ["pear", 2]))]
)
def test_a_function_gets_values_index_or_both(type: Any, expected: Any) -> None:
    dataset = Dataset(components=["textbox", gr.Number()], samples=ROWS, type=type)
    assert dataset.preprocess(1) == expected
    assert dataset.preprocess(None) is None


@pytest.mark.parametrize("value", [True, 1.5, "1", -1, 2, [0], float("nan")])
def test_what_is_no_row_is_refused(value: Any) -> None:
    with pytest.raises(InvalidValueError):
        Dataset(components=["text"], samples=[["a"], ["b"]]).preprocess(value)


def test_a_result_is_the_index_or_the_values_of_a_row() -> None:
    dataset = Dataset(components=["text", "number"], samples=ROWS)
    assert [dataset.postprocess(value) for value in (None, 1, ["apple", 1])] == [None, 1, 0]
    with pytest.warns(UserWarning, match=r"return gr\.Dataset"):
        assert dataset.postprocess(["fig", 9]) is None
    with pytest.raises(TypeError, match="of its rows"):
        dataset.postprocess("apple")


def test_what_a_function_does_to_a_row_stays_with_it() -> None:
    dataset = Dataset(components=["text", "number"], samples=ROWS)
    dataset.preprocess(0).append("more")
    assert dataset.preprocess(0) == ["apple", 1]


def test_one_component_is_a_gallery_and_several_are_a_table() -> None:
    def layout(**options: Any) -> Any:
        return Dataset(**options).spec().layout  # type: ignore[attr-defined]

    assert layout(components=["text"], samples=[["a"]]) == "gallery"
    assert layout(components=["text"], samples=[["a"]], layout="table") == "table"
    assert layout(components=["text", "number"], samples=ROWS) == "table"
    assert layout(components=["text", "number"], samples=ROWS, layout="gallery") == "table"
    assert (
        layout(components=["text", "number"], samples=ROWS, sample_labels=["a", "b"]) == "gallery"
    )


def test_heads_are_given_or_the_labels() -> None:
    def heads(**options: Any) -> Any:
        return Dataset(samples=ROWS, **options).spec().headers  # type: ignore[attr-defined]

    assert heads(components=["text", "number"]) == ()
    assert heads(components=[gr.Textbox(label="Fruit"), "number"]) == ("Fruit", "")
    assert heads(components=["text", "number"], headers=["a", "b"]) == ("a", "b")


def test_samples_are_shown_as_their_components_show_them() -> None:
    dataset = Dataset(
        components=[
            gr.Radio([("One", 1), ("Two", 2)]),
            gr.CheckboxGroup(["a", "b"]),
            gr.Checkbox(),
            gr.Label(),
            gr.Dataframe(headers=["x"]),
            gr.Textbox(),
        ],
        samples=[[2, ["a"], True, {"cat": 0.5}, [[1], [2], [3], [4], [5]], "x" * 1000]],
    )
    [[radio, group, ticked, label, table, text]] = shown(dataset)
    assert (radio, group, ticked) == ("Two", ["a"], True)
    assert label["label"] == "cat"
    assert table["data"] == [[1], [2], [3]]
    assert len(text) == module.MAX_TEXT
    assert dataset.preprocess(0)[5] == "x" * 1000


def test_what_does_not_fit_its_component_is_shown_as_text() -> None:
    assert shown(Dataset(components=["number"], samples=[["many"], [None]])) == [["many"], [None]]


def test_props_are_parameters_of_the_components() -> None:
    dataset = Dataset(
        components=["radio"],
        component_props=[{"choices": [("One", 1)], "interactive": True, "name": "radio"}],
        samples=[[1]],
    )
    assert shown(dataset) == [["One"]]


def test_pictures_are_small_and_files_have_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    PIL = importlib.import_module("PIL.Image")
    path = tmp_path / "big.png"
    PIL.new("RGB", (900, 600), "red").save(path)
    clear = tmp_path / "clear.png"
    PIL.new("RGBA", (10, 10), (0, 0, 0, 0)).save(clear)
    rows = [
        [str(path), str(path)],
        [PIL.new("L", (50, 50)), [path, clear]],
        [clear, None],
        [str(tmp_path / "none.png"), b"bytes"],
    ]
    dataset = Dataset(components=["image", "file"], samples=rows)
    cells = shown(dataset)
    assert [cell[:22] for cell, _ in cells[:3]] == [
        "data:image/jpeg;base64",
        "data:image/jpeg;base64",
        "data:image/png;base64,",
    ]
    picture = PIL.open(io.BytesIO(base64.b64decode(cells[0][0].partition(",")[2])))
    assert picture.size == (96, 64)
    assert [cell for _, cell in cells] == ["big.png", "big.png, clear.png", None, "bytes"]
    assert cells[3][0] == "none.png"
    monkeypatch.setattr(module, "MAX_PICTURES", len(cells[0][0]) + 10)
    assert shown(Dataset(components=["image"], samples=[[path], [path]])) == [
        [cells[0][0]],
        ["big.png"],
    ]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"type": "both"}, r"Dataset\(type=…\) is \"values\", \"index\" or \"tuple\""),
        ({"layout": "list"}, 'gallery" or "table'),
        ({"sample_labels": ["a"]}, "2 samples, and 1 labels"),
        ({"components": ["textbx", "number"]}, "no component 'textbx'. Did you mean 'textbox'"),
    ],
)
def test_what_is_wrong_is_told_where_it_is_made(options: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Dataset(**{"components": ["text", "number"], "samples": ROWS, **options})


@pytest.mark.usefixtures("living")
def test_choosing_and_changing_rows_in_an_app() -> None:
    with gr.Blocks() as demo:
        rows = gr.Dataset(components=["text", "number"], samples=ROWS)
        out = gr.JSON()
        rows.click(lambda row: row, rows, out)
        gr.Button().click(lambda: gr.Dataset(samples=[["kiwi", 9]]), None, rows)
    client = connect(demo)
    assert client.call(0, 1) == ["pear", 2]
    client.call(1)
    spec = next(spec for spec in client.resync().components if spec.kind == "dataset")
    assert [list(row) for row in spec.samples] == [["kiwi", 9]]  # type: ignore[attr-defined]
    assert client.call(0, 0) == ["kiwi", 9]
    with pytest.raises(RequestError, match="not there any more"):
        client.call(0, 1)


@pytest.mark.usefixtures("living")
def test_a_function_learns_of_the_row_that_is_there() -> None:
    with gr.Blocks() as demo:
        rows = gr.Dataset(components=["text", "number"], samples=ROWS)
        out = gr.JSON()

        def chosen(row: list[Any], event: gr.SelectData) -> Any:
            return [row, event.index, event.value, event.selected]

        rows.select(chosen, rows, out)
        gr.Button().click(lambda: gr.Dataset(samples=[["a", 1], ["b", 2], ["c", 3]]), None, rows)
    client = connect(demo)
    told = {"index": 1, "value": ["forged"], "selected": False}
    expected = [["pear", 2], 1, ["pear", 2], True]
    assert client.call(0, 1, event=("select", told)) == expected
    for index in (2, -1, True, "0", None):
        with pytest.raises(RequestError):
            client.call(0, 1, event=("select", {"index": index, "value": None}))
    client.call(1)
    told = {"index": 2, "value": None}
    assert client.call(0, 2, event=("select", told)) == [["c", 3], 2, ["c", 3], True]


def test_components_by_their_names() -> None:
    kinds = [gr.component(name).kind for name in ("text", "Check_Box", "HTML", "number ")]
    assert kinds == ["textbox", "checkbox", "html", "number"]
    given = {"name": "dropdown", "choices": ["a"]}
    assert component_of(given).spec().choices[0].label == "a"  # type: ignore[attr-defined]
    assert given["name"] == "dropdown"
    text = gr.Textbox()
    assert component_of(text) is text
    with pytest.raises(NotImplementedError, match=r"gr\.Gallery comes with a later release"):
        gr.component("gallery")
    with pytest.raises(TypeError, match="not as int"):
        component_of(5)
    with pytest.raises(ValueError, match="no component 'show'"):
        gr.component("show")


def test_a_component_by_its_name_has_no_place_yet() -> None:
    with gr.Blocks() as demo:
        text = gr.component("text")
        assert text not in demo.components.values()
        text.render()
    assert text in demo.components.values()
