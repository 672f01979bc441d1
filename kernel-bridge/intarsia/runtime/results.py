"""From what the user's function returned to the values of its outputs."""

from __future__ import annotations

from typing import Any

from .. import wire
from ..components.base import Component
from ..components.display import Display
from ..events import Listener
from .figures import open_figures

MAX_VALUE = 8 * 1024 * 1024
"""Bytes that one output may have, about."""


def encode_result(listener: Listener, result: Any, displayed: list[Any]) -> dict[str, Any]:
    """Return the outputs' values as they travel, by component id.

    They are copies: what the function does to its result afterwards changes nothing.

    Parameters
    ----------
    displayed
        Mime bundles that the run displayed: the result of a function that returns none.

    Raises
    ------
    TypeError, ValueError
        Naming the output and the type, when a result cannot be shown there.
    """
    outputs = listener.outputs
    if listener.resets:
        return {component.id: wire.plain(component.initial()) for component in outputs}
    if not outputs:
        return {}
    if len(outputs) == 1 and isinstance(outputs[0], Display):
        return {outputs[0].id: _fitting(_display(outputs[0], result, displayed), "The result")}
    return {
        component.id: _encode(component, value, i, len(outputs))
        for i, (component, value) in enumerate(_spread(outputs, result))
    }


def _spread(outputs: list[Component], result: Any) -> list[tuple[Component, Any]]:
    if len(outputs) == 1:
        return [(outputs[0], result)]
    if isinstance(result, dict) and result and all(isinstance(k, Component) for k in result):
        unknown = [key for key in result if key not in outputs]
        if unknown:
            raise ValueError("The function returned a value for a component that is no output.")
        return list(result.items())
    if not isinstance(result, (tuple, list)):
        raise TypeError(
            f"The function must return {len(outputs)} values, but returned one "
            f"{type(result).__name__}."
        )
    if len(result) != len(outputs):
        raise ValueError(
            f"The function must return {len(outputs)} values, but returned {len(result)}."
        )
    return list(zip(outputs, result, strict=True))


def _encode(component: Component, value: Any, index: int, count: int) -> Any:
    which = "The result"
    if count > 1:
        label = f" ({component.label})" if component.label else ""
        which = f"Output {index + 1}{label}"
    try:
        sent = wire.plain(component.postprocess(value))
    except Exception as error:
        name, kind = type(value).__name__, type(component).__name__
        raise TypeError(f"{which} is a {name}, which a {kind} cannot show: {error}") from error
    return _fitting(sent, which)


def _fitting(sent: Any, which: str) -> Any:
    size = wire.weigh(sent)
    if size > MAX_VALUE:
        raise ValueError(
            f"{which} has {size / 2**20:,.1f} MiB, and {MAX_VALUE / 2**20:,.0f} MiB can be shown. "
            "Return a part of it, or a smaller picture."
        )
    return sent


def _display(component: Display, result: Any, displayed: list[Any]) -> Any:
    """A display shows the result as a cell would: also what was drawn, or displayed."""
    figures = open_figures()
    items: list[Any] = [] if result is not None else list(displayed)
    for figure in figures:
        items += _encode(component, figure, 0, 1)["items"]
    if result is not None and not _is_drawn(result, figures):
        items += _encode(component, result, 0, 1)["items"]
    return {"items": wire.plain(items)}


def _is_drawn(result: Any, figures: list[Any]) -> bool:
    """Whether a result is what pyplot calls return, so that the figures say it all."""
    while isinstance(result, (list, tuple)) and result:
        result = result[0]
    if type(result).__module__.partition(".")[0] not in ("matplotlib", "mpl_toolkits"):
        return False
    return any(getattr(result, "figure", result) is figure for figure in figures)
