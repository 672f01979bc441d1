"""What plots of a table have in common: which columns, how gathered, how drawn."""

from __future__ import annotations

import importlib
import inspect
import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal, get_args

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..spec import ComponentSpec
from .base import Component
from .event import Event
from .hints import is_named
from .toolbar import tools_of

ColumnType = Literal["quantitative", "nominal", "temporal"]
Aggregate = Literal["sum", "mean", "median", "min", "max", "count"]
Sort = Literal["x", "y", "-x", "-y"]
Mark = Literal["bar", "line", "point"]


@dataclass(frozen=True)
class PlotTable:
    """A table as it travels to a plot; what a function gets from one, and may return to one.

    Parameters
    ----------
    columns
        The names of the columns.
    data
        The rows; times are milliseconds since 1970.
    datatypes
        What each column holds: numbers, words or times.
    mark
        How it is drawn.

    Examples
    --------
    >>> PlotTable(["x"], [[1]], {"x": "quantitative"}, "line").columns
    ['x']
    """

    columns: list[str]
    data: list[list[Any]]
    datatypes: dict[str, ColumnType]
    mark: str


@dataclass(frozen=True, kw_only=True)
class NativePlotSpec(ComponentSpec):
    """What the description of every plot of a table has."""

    x: str | None = None
    y: str | None = None
    color: str | None = None
    """The column that makes series, each in a colour of its own."""
    title: str | None = None
    x_title: str | None = None
    y_title: str | None = None
    color_title: str | None = None
    x_bin: str | float | None = None
    """How wide the groups of x are: a number, or a time like `"15m"`."""
    y_aggregate: Aggregate | None = None
    """What becomes of the values in a group; null adds them up."""
    color_map: dict[str, str] | None = None
    colors_in_legend: tuple[str, ...] | None = None
    x_lim: tuple[float | None, ...] | None = None
    """From and to; times are seconds since 1970."""
    y_lim: tuple[float | None, ...] | None = None
    x_label_angle: float | None = None
    y_label_angle: float | None = None
    x_axis_format: str | None = None
    """As d3 writes formats: `".2e"`, `"%H:%M"`."""
    y_axis_format: str | None = None
    x_axis_labels_visible: bool = True
    caption: str | None = None
    sort: str | tuple[str, ...] | None = None
    tooltip: str | tuple[str, ...] = "axis"
    height: int | None = None
    """In pixels."""
    tools: tuple[Literal["fullscreen", "export"], ...] = ()
    selectable: bool = False
    """Whether a range of x can be chosen: somebody listens."""


def docstring(summary: str, example: str) -> str:
    """Return the docstring of a kind: what is its own, and the parameters that all have."""
    _, _, parameters = inspect.cleandoc(NativePlot.__doc__ or "").partition("\n\n")
    return f"{summary}\n\n{parameters}\n\nExamples\n--------\n{inspect.cleandoc(example)}\n"


class _Noting:
    """The event of a choice, which a plot offers only if somebody listens."""

    def __get__(self, plot: Any, owner: type) -> Any:
        if plot is None:
            return self
        plot.selectable = True
        return Event(plot, "select")


class NativePlot(Component):
    """A plot of a table. The kinds have the same parameters.

    Parameters
    ----------
    value : pandas.DataFrame, optional
        The table, or a function that returns it.
    x, y : str, optional
        The columns of the two axes. x holds numbers, times or words; y holds numbers.
    color : str, optional
        The column that makes series, each in a colour of its own.
    title : str, optional
        Stands above the plot.
    x_title, y_title : str, optional
        Stand at the axes; by default the names of the columns.
    color_title : str, optional
        Stands at the legend.
    x_bin : float or str, optional
        Gathers rows whose x is near: the width of a group as a number, or for times a text
        like `"10s"`, `"15m"`, `"1h"`, `"7d"`.
    y_aggregate : {"sum", "mean", "median", "min", "max", "count"}, optional
        What becomes of the values in one group, or at one word; by default their sum.
    color_map : dict of str to str, optional
        Colours of the series, by name or code: `{"fail": "#d55e00"}`.
    colors_in_legend : list of str, optional
        Which series the legend names; by default all, none with an empty list.
    x_lim, y_lim : list of float or None, optional
        From and to; `None` for where the table begins or ends. Of times, seconds since 1970.
    x_label_angle, y_label_angle : float, default 0
        Degrees by which the words at the axes are turned, clockwise.
    x_axis_format, y_axis_format : str, optional
        How numbers and times are written, in d3's words: `".2e"`, `"%H:%M"`.
    x_axis_labels_visible : bool or "hidden", default True
        Whether there are words at the x axis.
    caption : str, optional
        Stands below the plot.
    sort : {"x", "y", "-x", "-y"} or list of str, optional
        The order of words on the x axis; by default that of the table.
    tooltip : {"axis", "none", "all"} or list of str, default "axis"
        What is told at the pointer: x, y and series, nothing, all columns, or these too.
    height : int, optional
        In pixels.
    buttons : list of {"fullscreen", "export"} or Button, optional
        Shown at its corner; buttons of the app stand below it.
    label : str, optional
        Stands above; without one there is none, as with Gradio.
    **common
        What every component takes: `info`, `unit`, `visible`, …

    Raises
    ------
    ValueError
        When a parameter has no such value; the message names those it has.
    """

    spec_type: ClassVar[type[ComponentSpec]] = NativePlotSpec
    TRIED = (int, float, str)
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "select", "double_click")
    mark: ClassVar[Mark]

    def __init__(
        self,
        value: Any = None,
        x: str | None = None,
        y: str | None = None,
        *,
        color: str | None = None,
        title: str | None = None,
        x_title: str | None = None,
        y_title: str | None = None,
        color_title: str | None = None,
        x_bin: str | float | None = None,
        y_aggregate: Aggregate | None = None,
        color_map: Mapping[str, str] | None = None,
        colors_in_legend: Sequence[str] | None = None,
        x_lim: Sequence[float | None] | None = None,
        y_lim: Sequence[float | None] | None = None,
        x_label_angle: float | None = 0,
        y_label_angle: float | None = 0,
        x_axis_format: str | None = None,
        y_axis_format: str | None = None,
        x_axis_labels_visible: bool | Literal["hidden"] = True,
        caption: str | None = None,
        sort: Sort | Sequence[str] | None = None,
        tooltip: Literal["axis", "none", "all"] | Sequence[str] = "axis",
        height: int | None = None,
        label: str | None = None,
        show_label: bool | None = None,
        buttons: Sequence[Any] | None = None,
        **common: Any,
    ) -> None:
        if label is None and show_label is None:
            show_label = False
        super().__init__(value, label=label, show_label=show_label, **common)
        if not isinstance(sort, (list, tuple)):
            _check("sort", sort, (None, *get_args(Sort)))
        if not isinstance(tooltip, (list, tuple)):
            _check("tooltip", tooltip, ("axis", "none", "all"))
        self.x = x
        self.y = y
        self.color = color
        self.title = title
        self.x_title = x_title
        self.y_title = y_title
        self.color_title = color_title
        self.x_bin = _width(x_bin)
        self.y_aggregate = y_aggregate
        self.color_map = color_map
        self.colors_in_legend = colors_in_legend
        self.x_lim = _limits("x_lim", x_lim)
        self.y_lim = _limits("y_lim", y_lim)
        self.x_label_angle = x_label_angle
        self.y_label_angle = y_label_angle
        self.x_axis_format = x_axis_format
        self.y_axis_format = y_axis_format
        self.x_axis_labels_visible = x_axis_labels_visible
        self.caption = caption
        self.sort = sort
        self.tooltip = tooltip
        self.height = height
        self.buttons = _tools(buttons, self)
        self.tools = tools_of(type(self).__name__, buttons)
        self.selectable = False
        """Whether a range of x can be chosen: somebody listens."""

    def updated(self, changes: dict[str, Any]) -> Component:
        other = super().updated(changes)
        assert isinstance(other, NativePlot)
        other.selectable = self.selectable
        return other

    def own_spec(self) -> dict[str, Any]:
        colors, legend = self.color_map, self.colors_in_legend
        return {
            **{name: getattr(self, name) for name in _SAME},
            "color_map": None
            if colors is None
            else {str(name): str(color) for name, color in colors.items()},
            "colors_in_legend": None if legend is None else tuple(map(str, legend)),
            "x_axis_labels_visible": self.x_axis_labels_visible is True,
            "sort": self.sort if isinstance(self.sort, str | None) else tuple(map(str, self.sort)),
            "tooltip": self.tooltip
            if isinstance(self.tooltip, str)
            else tuple(map(str, self.tooltip)),
            "tools": self.buttons,
        }

    def preprocess(self, value: Json) -> PlotTable | None:
        if value is None:
            return None
        if not isinstance(value, dict) or not _is_table(value):
            raise InvalidValueError("A plot takes no value.")
        return PlotTable(value["columns"], value["data"], value["datatypes"], value["mark"])

    def postprocess(self, value: Any) -> Json:
        if value is None or isinstance(value, dict):
            return value
        if isinstance(value, PlotTable):
            return {
                "columns": value.columns,
                "data": value.data,
                "datatypes": dict(value.datatypes),
                "mark": value.mark,
            }
        if not is_named(type(value), "pandas.DataFrame"):
            raise self.refuse(value, "frames of pandas")
        return {**_table(value), "mark": self.mark}


NativePlot.select = _Noting()  # type: ignore[attr-defined]  # in place of the plain event

_SAME = (
    "x",
    "y",
    "color",
    "title",
    "x_title",
    "y_title",
    "color_title",
    "x_bin",
    "y_aggregate",
    "x_lim",
    "y_lim",
    "x_label_angle",
    "y_label_angle",
    "x_axis_format",
    "y_axis_format",
    "caption",
    "height",
    "selectable",
)
"""What stands in the description as it was given."""


_MOST = 5_000_000
"""Cells beyond which a table is not even written down: far more than can be sent."""


def _table(frame: Any) -> dict[str, Any]:
    """Return a frame as it travels."""
    columns = [str(name) for name in frame.columns]
    if len(set(columns)) < len(columns):
        raise TypeError("A plot shows frames whose columns have different names.")
    if frame.size > _MOST:
        raise TypeError(
            f"A plot does not show {len(frame):,} rows: gather them before, or take a sample."
        )
    types = {
        name: _column_type(name, dtype) for name, dtype in zip(columns, frame.dtypes, strict=True)
    }
    try:
        text = _timeless(frame, types).to_json(orient="split", date_format="iso")
    except (ValueError, OverflowError, RecursionError) as error:
        raise TypeError(f"A cell of the frame cannot be shown: {error}") from error
    return {"columns": columns, "data": json.loads(text)["data"], "datatypes": types}


def _timeless(frame: Any, types: dict[str, ColumnType]) -> Any:
    """Return a frame with milliseconds since 1970 in place of times."""
    plain = frame.reset_index(drop=True)
    for at, kind in enumerate(types.values()):
        if kind == "temporal":
            times = plain.iloc[:, at]
            if times.dt.tz is not None:
                times = times.dt.tz_convert("UTC").dt.tz_localize(None)
            counted = times.astype("datetime64[ms]").astype("int64").astype("Int64")
            plain.isetitem(at, counted.mask(times.isna()))
    return plain


def _column_type(name: str, dtype: Any) -> ColumnType:
    """Return what a column holds."""
    types = importlib.import_module("pandas.api.types")
    if types.is_numeric_dtype(dtype):
        return "quantitative"
    if types.is_string_dtype(dtype) or is_named(type(dtype), "pandas.CategoricalDtype"):
        return "nominal"
    if types.is_datetime64_any_dtype(dtype):
        return "temporal"
    raise TypeError(
        f"The column {name!r} holds {dtype}; a plot shows numbers, words and times: convert it."
    )


def _is_table(value: dict[str, Any]) -> bool:
    columns, data, types = value.get("columns"), value.get("data"), value.get("datatypes")
    return (
        isinstance(columns, list)
        and all(isinstance(name, str) for name in columns)
        and isinstance(data, list)
        and all(isinstance(row, list) for row in data)
        and isinstance(types, dict)
        and all(kind in get_args(ColumnType) for kind in types.values())
        and isinstance(value.get("mark"), str)
    )


_TIME = re.compile(r"\d+[smhd]")


def _width(given: str | float | None) -> str | float | None:
    if isinstance(given, str):
        if not _TIME.fullmatch(given) or not int(given[:-1]):
            raise ValueError(
                f'x_bin is a number, or a time like "10s", "15m", "1h" or "7d", not {given!r}.'
            )
    elif given is not None and not (given > 0 and math.isfinite(given)):
        raise ValueError(f"x_bin is the width of a group, above 0, not {given!r}.")
    return given


def _limits(name: str, given: Sequence[float | None] | None) -> tuple[float | None, ...] | None:
    if given is None:
        return None
    limits = tuple(None if limit is None else _number(name, limit) for limit in given)
    if len(limits) != 2:
        raise ValueError(f"{name} has two parts, from and to, not {len(limits)}.")
    return limits


def _number(name: str, limit: Any) -> float:
    try:
        number = limit if isinstance(limit, int) else float(limit)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(
            f"{name} has numbers, of times the seconds since 1970, or None; not {limit!r}."
        )
    return number


def _tools(given: Sequence[Any] | None, plot: NativePlot) -> tuple[str, ...]:
    tools = []
    for item in given or ():
        if item in ("fullscreen", "export"):
            tools.append(item)
        elif isinstance(item, Component):
            continue  # one of the app's: it stands below
        else:
            raise ValueError(f'buttons are "fullscreen" and "export", not {item!r}.')
    return tuple(tools)


def _check(name: str, value: object, known: tuple[str | None, ...]) -> None:
    if value not in known:
        words = ", ".join(f'"{each}"' for each in known if each is not None)
        raise ValueError(f"{name} is one of {words}, not {value!r}.")
