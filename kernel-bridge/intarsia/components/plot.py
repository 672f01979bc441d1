"""A figure of matplotlib, plotly, altair or bokeh."""

from __future__ import annotations

import base64
import importlib
import io
import json
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any, ClassVar, Literal, get_args

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..spec import ComponentSpec
from .base import Component
from .toolbar import tools_of

Library = Literal["altair", "bokeh", "plotly", "matplotlib"]

_KNOWN = "figures of matplotlib, plotly, altair and bokeh"


@dataclass(frozen=True)
class PlotData:
    """A figure as it travels; what a function gets from a `Plot`, and may return to one.

    Parameters
    ----------
    type
        The library it was drawn with.
    plot
        Its description as JSON text; of matplotlib, a picture as a `data:` address.

    Examples
    --------
    >>> PlotData(type="plotly", plot='{"data": []}').type
    'plotly'
    """

    type: Library
    plot: str


@dataclass(frozen=True, kw_only=True)
class PlotSpec(ComponentSpec):
    """The description of a plot."""


class Plot(Component):
    """A figure of matplotlib, plotly, altair or bokeh.

    Figures of matplotlib are shown as pictures; the others by the notebook's own renderers,
    where it has them.

    Parameters
    ----------
    value : figure, optional
        What it starts with: a figure, `matplotlib.pyplot` for the current one, or a function
        that makes one.
    format : str, default "webp"
        The format of matplotlib's pictures: `"webp"`, `"png"`, `"jpeg"`, `"svg"`.
    buttons : list of Button, optional
        Buttons of the app that belong to it: they stand below it.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> figure = Figure()
    >>> line = figure.add_subplot().plot([1, 2, 4])
    >>> Plot(figure, format="png").initial()["plot"][:22]
    'data:image/png;base64,'
    """

    kind = "plot"
    spec_type = PlotSpec
    TRIED = (int, float, str)
    EVENTS: ClassVar[tuple[str, ...]] = ("change",)

    def __init__(
        self,
        value: Any = None,
        *,
        format: str = "webp",
        buttons: Sequence[Any] | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, **common)
        self.format = format or "png"
        self.tools = tools_of("Plot", buttons)

    def preprocess(self, value: Json) -> PlotData | None:
        if value is None:
            return None
        if (
            not isinstance(value, dict)
            or value.get("type") not in get_args(Library)
            or not isinstance(value.get("plot"), str)
        ):
            raise InvalidValueError("A plot takes no value.")
        return PlotData(type=value["type"], plot=value["plot"])

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        if isinstance(value, PlotData):
            return {"type": value.type, "plot": value.plot}
        library, draws = _library(value)
        if library is None:
            raise self.refuse(value, _KNOWN)
        return {"type": library, "plot": draws(value, self)}


def _library(value: Any) -> tuple[Library | None, Any]:
    """Return which library a figure is of, and what turns it into text."""
    if isinstance(value, ModuleType):
        is_pyplot = value.__name__ in ("matplotlib.pyplot", "matplotlib.pylab", "pylab")
        return ("matplotlib", _picture) if is_pyplot else (None, None)
    homes = {base.__module__.partition(".")[0] for base in type(value).__mro__}
    if "bokeh" in homes:
        return "bokeh", _bokeh
    if "altair" in homes and callable(getattr(value, "to_json", None)):
        return "altair", _json
    if "plotly" in homes and callable(getattr(value, "to_json", None)):
        return "plotly", _json
    if _saving(value) is not None:
        return "matplotlib", _picture
    return None, None


def _saving(value: Any) -> Any:
    """Return the figure that can be saved: this, or the one it stands in."""
    for figure in (value, getattr(value, "figure", None)):
        if callable(getattr(figure, "savefig", None)):
            return figure
    return None


def _picture(value: Any, plot: Plot) -> str:
    saved = _saving(value) if not isinstance(value, ModuleType) else value
    kind = "svg+xml" if plot.format == "svg" else plot.format
    buffer = io.BytesIO()
    try:
        saved.savefig(buffer, format=plot.format)
    except ValueError as error:
        raise TypeError(f"The figure cannot be saved as {plot.format!r}: {error}") from error
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None and isinstance(value, pyplot.Figure):
        pyplot.close(value)  # nobody else does, and each holds its memory
    return f"data:image/{kind};base64,{base64.b64encode(buffer.getvalue()).decode()}"


def _bokeh(value: Any, _: Plot) -> str:
    return json.dumps(importlib.import_module("bokeh.embed").json_item(value))


def _json(value: Any, _: Plot) -> str:
    return str(value.to_json())
