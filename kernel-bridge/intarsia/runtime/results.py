"""From what the user's function returned to the values of its outputs."""

from __future__ import annotations

from typing import Any

from ..components.base import Component
from ..components.display import Display
from ..events import Listener
from .figures import open_figures


def encode_result(listener: Listener, result: Any, displayed: list[Any]) -> dict[str, Any]:
    """Return the outputs' values as they travel, by component id.

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
        return {component.id: component.initial() for component in outputs}
    if not outputs:
        return {}
    if len(outputs) == 1 and isinstance(outputs[0], Display):
        return {outputs[0].id: _display(outputs[0], result, displayed)}
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
    try:
        return component.postprocess(value)
    except Exception as error:
        which = f"Output {index + 1} ({component.label})" if count > 1 else "The result"
        name = type(value).__name__
        raise TypeError(
            f"{which} is a {name}, which a {type(component).__name__} cannot show: {error}"
        ) from error


def _display(component: Display, result: Any, displayed: list[Any]) -> Any:
    """A display shows the result as a cell would: also what was drawn, or displayed."""
    figures = open_figures()
    items: list[Any] = [] if result is not None else list(displayed)
    for figure in figures:
        items += component.postprocess(figure)["items"]
    if result is not None and not (figures and _drawn(result)):
        items += _encode(component, result, 0, 1)["items"]
    return {"items": items}


def _drawn(result: Any) -> bool:
    """Whether a result is what pyplot calls return, so that the figure says it all."""
    first = result[0] if isinstance(result, (list, tuple)) and result else result
    return type(first).__module__.partition(".")[0] == "matplotlib"
