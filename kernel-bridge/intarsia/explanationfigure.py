"""An explanation as a figure of matplotlib: for files, and for places without a browser."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .explanation import Explanation, InputScores

__all__ = ["figure_of", "picture"]

RAISES, LOWERS = "#d95f02", "#4575b4"
"""Orange and blue, which those who tell no red from green can read."""

_MOST = 30
"""Bars that are drawn; the greatest ones, in their order."""

_ROW = 0.24
_WIDTH = 7.0
_LONG = 28


def picture(explanation: Explanation, kind: str) -> bytes:
    """Return the figure as a file: `"svg"` or `"png"`.

    Raises
    ------
    ModuleNotFoundError
        When matplotlib is not installed.
    """
    figure, buffer = figure_of(explanation), io.BytesIO()
    from matplotlib import rc_context

    # Without a date and with names that are not random, the same explanation is the same file.
    metadata = {"Date": None} if kind == "svg" else None
    with rc_context({"svg.hashsalt": "intarsia"}):
        figure.savefig(buffer, format=kind, bbox_inches="tight", dpi=150, metadata=metadata)
    return buffer.getvalue()


def figure_of(explanation: Explanation) -> Any:
    """Return a `matplotlib.figure.Figure`: the inputs, then the parts of each."""
    try:
        from matplotlib.figure import Figure
    except ModuleNotFoundError:
        raise ModuleNotFoundError(
            "A picture of an explanation needs matplotlib: run `%pip install matplotlib` in a cell."
        ) from None
    panels: list[tuple[str, float, Callable[[Any], None]]] = []
    if len(explanation.inputs) > 1:
        panels.append(_inputs(explanation))
    panels += [panel for each in explanation.inputs if (panel := _panel(each)) is not None]
    if not panels:
        panels.append(_inputs(explanation))
    heights = [height for _, height, _ in panels]
    figure = Figure(figsize=(_WIDTH, sum(heights) + 0.6), layout="constrained")
    axes = figure.subplots(len(panels), 1, height_ratios=heights, squeeze=False)[:, 0]
    for ax, (title, _, draw) in zip(axes, panels, strict=True):
        draw(ax)
        _plain(ax.set_title(title, fontsize=9, loc="left"))
        ax.tick_params(labelsize=8)
        for side in ("top", "right"):
            ax.spines[side].set_visible(False)
    _plain(figure.suptitle(_heading(explanation), fontsize=10, x=0.01, ha="left"))
    return figure


def _heading(explanation: Explanation) -> str:
    said = [explanation.title, explanation.explained.label]
    if explanation.prediction is not None:
        said.append(f"prediction {explanation.prediction:.4g}")
    if explanation.base_value is not None:
        said.append(f"base {explanation.base_value:.4g}")
    return " · ".join(said)


def _plain(text: Any) -> Any:
    """Have dollar signs drawn as they are."""
    text.set_parse_math(False)
    return text


def _inputs(explanation: Explanation) -> tuple[str, float, Callable[[Any], None]]:
    rows = [
        (f"{item.label} = {item.shown}", item.score, _error(item)) for item in explanation.inputs
    ]
    return "Inputs", _height(len(rows)), lambda ax: _bars(ax, rows)


def _error(item: Any) -> float | None:
    """Return half an interval, or a standard deviation."""
    low, high = getattr(item, "low", None), getattr(item, "high", None)
    if low is not None and high is not None:
        return float((high - low) / 2)
    return None if item.std is None else float(item.std)


def _panel(item: InputScores) -> tuple[str, float, Callable[[Any], None]] | None:
    detail: Any = item.detail
    if detail is None:
        return None
    if detail.kind in ("segments", "heatmap"):
        return item.label, 3.2, lambda ax: _heat(ax, detail)
    if detail.kind == "curve":
        return item.label, 1.8, lambda ax: _curve(ax, detail)
    if detail.kind == "sound":
        return item.label, 1.4, lambda ax: _sound(ax, detail)
    if detail.kind == "attention":
        return item.label, 3.2, lambda ax: _matrix(ax, detail)
    rows = _rows(detail)
    return item.label, _height(len(rows)), lambda ax: _bars(ax, rows)


def _rows(detail: Any) -> list[tuple[str, float | None, float | None]]:
    units = detail.columns if detail.kind == "table" else detail.units
    rows = [(_name(unit), unit.score, _error(unit)) for unit in units]
    if len(rows) <= _MOST:
        return rows
    order = sorted(range(len(rows)), key=lambda at: -abs(rows[at][1] or 0))[:_MOST]
    return [rows[at] for at in sorted(order)]


def _name(unit: Any) -> str:
    for field in ("text", "label", "name"):
        if hasattr(unit, field):
            return str(getattr(unit, field))
    return str(unit)


def _height(count: int) -> float:
    return max(0.7, count * _ROW + 0.4)


def _bars(ax: Any, rows: list[tuple[str, float | None, float | None]]) -> None:
    scores = [score or 0.0 for _, score, _ in rows]
    errors = [error or 0.0 for *_, error in rows]
    colours = [RAISES if score >= 0 else LOWERS for score in scores]
    places = list(range(len(rows)))
    ax.barh(places, scores, color=colours, xerr=errors if any(errors) else None, height=0.7)
    names = [name if len(name) <= _LONG else f"{name[: _LONG - 1]}…" for name, *_ in rows]
    ax.set_yticks(places, labels=names)
    for label in ax.get_yticklabels():
        _plain(label)
    ax.invert_yaxis()
    ax.axvline(0, color="black", linewidth=0.6)


def _heat(ax: Any, detail: Any) -> None:
    import numpy as np
    from matplotlib.colors import LinearSegmentedColormap

    if detail.kind == "heatmap":
        values = detail.values.array()
    else:
        scores = np.zeros(max((unit.index for unit in detail.units), default=0) + 1)
        for unit in detail.units:
            scores[unit.index] = unit.score or 0.0
        values = scores[detail.labels.array().astype(int)]
    top = float(np.abs(values).max(initial=0)) or 1.0
    colours = LinearSegmentedColormap.from_list("scores", [LOWERS, "white", RAISES])
    image = ax.imshow(values, cmap=colours, vmin=-top, vmax=top, interpolation="nearest")
    ax.set_xticks([])
    ax.set_yticks([])
    ax.figure.colorbar(image, ax=ax, shrink=0.8)


def _curve(ax: Any, detail: Any) -> None:
    points = [point for point in detail.points if point.prediction is not None]
    ax.plot([p.x for p in points], [p.prediction for p in points], color=RAISES, marker=".")
    banded = [p for p in points if p.low is not None and p.high is not None]
    if banded:
        xs = [p.x for p in banded]
        low, high = [p.low for p in banded], [p.high for p in banded]
        ax.fill_between(xs, low, high, color=RAISES, alpha=0.2, linewidth=0)
    ax.axvline(detail.at, color="black", linewidth=0.6)


def _sound(ax: Any, detail: Any) -> None:
    for unit in detail.units:
        score = unit.score or 0.0
        width = unit.end - unit.start
        ax.bar(unit.start, score, width, align="edge", color=RAISES if score >= 0 else LOWERS)
    ax.axhline(0, color="black", linewidth=0.6)
    ax.set_xlabel("seconds", fontsize=8)


def _matrix(ax: Any, detail: Any) -> None:
    ax.imshow(detail.rollout.array(), cmap="Oranges", vmin=0)
    names = [unit.text[:_LONG] for unit in detail.units]
    ax.set_xticks(range(len(names)), labels=names, rotation=90)
    ax.set_yticks(range(len(names)), labels=names)
    for label in (*ax.get_xticklabels(), *ax.get_yticklabels()):
        _plain(label)
