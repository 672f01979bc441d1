"""Plots: what travels of figures and of tables, as Gradio 6.31 answers."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot
from matplotlib.figure import Figure

import intarsia as gr
from intarsia.components.nativeplot import PlotTable
from intarsia.components.plot import PlotData
from intarsia.errors import InvalidValueError

KINDS = [(gr.LinePlot, "line"), (gr.BarPlot, "bar"), (gr.ScatterPlot, "point")]
each_kind = pytest.mark.parametrize(("kind", "mark"), KINDS, ids=lambda item: str(item)[-20:])


def figure() -> Figure:
    made = Figure()
    made.add_subplot().plot([1, 2, 4])
    return made


def library(name: str, text: str) -> Any:
    """Return a figure as a library of that name would make it."""
    cls = type("Chart", (), {"to_json": lambda self: text, "__module__": name})
    return cls()


# -- figures


@pytest.mark.parametrize(
    ("format", "address", "begins"),
    [
        ("webp", "data:image/webp;base64,", b"RIFF"),
        ("png", "data:image/png;base64,", b"\x89PNG"),
        ("jpeg", "data:image/jpeg;base64,", b"\xff\xd8\xff"),
        ("svg", "data:image/svg+xml;base64,", b"<?xml"),
    ],
)
def test_figures_of_matplotlib_are_pictures(format: str, address: str, begins: bytes) -> None:
    shown = gr.Plot(format=format).postprocess(figure())
    assert shown.keys() == {"type", "plot"}
    assert shown["type"] == "matplotlib"
    assert shown["plot"].startswith(address)
    assert base64.b64decode(shown["plot"][len(address) :]).startswith(begins)


def test_a_format_that_is_none_is_told() -> None:
    with pytest.raises(TypeError, match="cannot be saved as 'docx'"):
        gr.Plot(format="docx").postprocess(figure())


def test_pyplot_is_its_current_figure_and_stays_open() -> None:
    pyplot.close("all")
    pyplot.plot([1, 2])
    assert gr.Plot().postprocess(pyplot)["type"] == "matplotlib"
    assert pyplot.get_fignums() == [1]
    pyplot.close("all")


def test_fault_036_a_figure_is_closed_when_it_is_shown_and_can_be_shown_again() -> None:
    made = pyplot.figure()
    shown = gr.Plot().postprocess(made)
    assert made.number not in pyplot.get_fignums()
    assert gr.Plot().postprocess(made) == shown


def test_axes_stand_for_their_figure() -> None:
    made = Figure()
    assert gr.Plot().postprocess(made.add_subplot())["type"] == "matplotlib"


@pytest.mark.parametrize(
    ("module", "type"), [("plotly.graph_objs._figure", "plotly"), ("altair.vegalite", "altair")]
)
def test_figures_of_other_libraries_are_their_description(module: str, type: str) -> None:
    text = '{"data": [], "layout": {"title": "</script>"}}'
    assert gr.Plot().postprocess(library(module, text)) == {"type": type, "plot": text}


@pytest.mark.parametrize("value", [3, "a text", json, library("pydeck", "{}"), object()])
def test_what_is_no_figure_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="figures of matplotlib, plotly, altair and bokeh"):
        gr.Plot().postprocess(value)


def test_a_function_gets_a_figure_as_it_travels_and_may_return_it() -> None:
    sent = {"type": "plotly", "plot": "{}"}
    got = gr.Plot().preprocess(sent)
    assert got == PlotData(type="plotly", plot="{}")
    assert gr.Plot().postprocess(got) == sent
    assert gr.Plot().preprocess(None) is None
    for wrong in ({"type": "wat", "plot": "{}"}, {"type": "plotly", "plot": 3}, [1]):
        with pytest.raises(InvalidValueError):
            gr.Plot().preprocess(wrong)


# -- tables

DAYS = pd.date_range("2024-01-01", periods=2, freq="D")


@pytest.mark.parametrize(
    ("frame", "data", "types"),
    [
        (
            pd.DataFrame({"x": [1, 2.5], "y": [np.nan, np.inf]}),
            [[1.0, None], [2.5, None]],
            {"x": "quantitative", "y": "quantitative"},
        ),
        (
            pd.DataFrame({"x": ["a", None], "y": [True, False], "c": pd.Categorical([1, 2])}),
            [["a", True, 1], [None, False, 2]],
            {"x": "nominal", "y": "quantitative", "c": "nominal"},
        ),
        (
            pd.DataFrame(
                {"x": DAYS, "z": DAYS.tz_localize("Europe/Paris"), "n": [DAYS[0], pd.NaT]},
                index=DAYS,
            ),
            [[1704067200000, 1704063600000, 1704067200000], [1704153600000, 1704150000000, None]],
            {"x": "temporal", "z": "temporal", "n": "temporal"},
        ),
        (
            pd.DataFrame({"x": pd.array([1, None], dtype="Int64"), "y": [{"a": 1}, [2]]}),
            [[1, {"a": 1}], [None, [2]]],
            {"x": "quantitative", "y": "nominal"},
        ),
        (pd.DataFrame(), [], {}),
    ],
    ids=["numbers", "words", "times", "nullable", "empty"],
)
@each_kind
def test_frames_travel_as_gradio_sends_them(
    kind: Any, mark: str, frame: pd.DataFrame, data: list[Any], types: dict[str, str]
) -> None:
    shown = kind(x="x", y="y").postprocess(frame)
    assert shown == {"columns": list(types), "data": data, "datatypes": types, "mark": mark}


@each_kind
def test_a_function_gets_a_table_as_it_travels_and_may_return_it(kind: Any, mark: str) -> None:
    sent = {"columns": ["x"], "data": [[1]], "datatypes": {"x": "quantitative"}, "mark": mark}
    got = kind().preprocess(sent)
    assert got == PlotTable(["x"], [[1]], {"x": "quantitative"}, mark)
    assert kind().postprocess(got) == sent
    assert kind().postprocess(sent) == sent
    assert kind().preprocess(None) is None


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (pd.DataFrame([[1, 2]], columns=["x", "x"]), "different names"),
        (pd.DataFrame({"x": pd.to_timedelta([1])}), "'x' holds timedelta64.*convert it"),
        ([1, 2], "frames of pandas, not list"),
        (pd.DataFrame({"x": np.zeros(6_000_000)}), "6,000,000 rows: gather them before"),
    ],
)
def test_fault_036_what_cannot_be_drawn_is_told(frame: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        gr.LinePlot().postprocess(frame)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"x_bin": "5 weeks"}, "x_bin is a number, or a time like"),
        ({"x_bin": "0s"}, "x_bin is a number, or a time like"),
        ({"x_bin": -1}, "above 0, not -1"),
        ({"y_aggregate": "mode"}, 'is "sum", "mean"'),
        ({"sort": "z"}, 'sort is one of "x", "y", "-x", "-y"'),
        ({"tooltip": "some"}, 'tooltip is one of "axis", "none", "all"'),
        ({"x_lim": [1]}, "two parts"),
        ({"y_lim": ["a", None]}, "numbers, of times the seconds since 1970"),
        ({"buttons": ["print"]}, 'buttons are "fullscreen" and "export"'),
    ],
)
def test_parameters_without_meaning_are_told(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        gr.BarPlot(**given)


def test_description_has_what_was_given() -> None:
    plot = gr.BarPlot(
        x="x",
        y="y",
        color_map={"a": "red"},
        colors_in_legend=[],
        x_lim=(None, np.float64(2.5)),
        x_axis_labels_visible="hidden",
        sort=["b", "a"],
        tooltip=["z"],
        buttons=["export"],
    )
    spec = plot.spec()
    found = {name: getattr(spec, name) for name in ("color_map", "x_lim", "sort", "tooltip")}
    assert found == {
        "color_map": {"a": "red"},
        "x_lim": (None, 2.5),
        "sort": ("b", "a"),
        "tooltip": ("z",),
    }
    assert (spec.colors_in_legend, spec.tools) == ((), ("export",))
    assert (spec.x_axis_labels_visible, spec.show_label) == (False, False)


def test_a_range_is_offered_where_somebody_listens_also_after_an_update() -> None:
    with gr.Blocks() as demo:
        quiet = gr.LinePlot(x="x", y="y")
        plot = gr.LinePlot(x="x", y="y")
        quiet.double_click(lambda: None)
        plot.select(lambda event: None)
    specs = {part.id: part for part in demo.spec().components}
    assert not specs[quiet.id].selectable
    assert specs[plot.id].selectable
    assert plot.updated({"x_lim": [0, 1]}).spec().selectable


def test_a_function_learns_which_range_was_chosen() -> None:
    from intarsia.testing import connect

    with gr.Blocks() as demo:
        plot = gr.LinePlot(x="x", y="y")
        ends = gr.JSON()

        def chosen(event: gr.SelectData) -> list[float]:
            return [*event.index, event.selected]

        plot.select(chosen, None, ends)
    with connect(demo) as client:
        data = {"index": [1.5, 2], "value": [1.5, 2], "selected": True}
        assert client.call(0, event=("select", data)) == [1.5, 2, True]


def test_buttons_of_ones_own_belong_to_a_plot() -> None:
    go = gr.Button("Go")
    line = gr.LinePlot(buttons=["export", go])
    assert (line.spec().tools, line.tools) == (("export",), [go])  # type: ignore[attr-defined]  # a plot's
    assert gr.Plot(buttons=[go]).tools == [go]
