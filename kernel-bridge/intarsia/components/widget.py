"""An ipywidget, or whatever else Jupyter displays live, among the components."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from ..frozen import dataclass
from ..messages import Json
from ..spec import ComponentSpec
from ..wire import plain
from . import display
from .base import Component


@dataclass(frozen=True, kw_only=True)
class WidgetSpec(ComponentSpec):
    """The description of a widget: the host draws it."""

    bundle: dict[str, Json]
    """What the host shows, by mime type."""


class Widget(Component):
    """An ipywidget, an anywidget, or any object that Jupyter displays, among the components.

    Its value is the widget's own: functions get it, what they return is set, and a change made
    by anybody fires `change`.

    Parameters
    ----------
    widget
        What is shown.
    trait : str, default "value"
        The name of the trait that is the value; without such a trait, there is none.
    **common
        What every component takes: `label`, `visible`, `scale`, …

    Examples
    --------
    >>> import intarsia as gr
    >>> from ipywidgets import IntSlider
    >>> with gr.Blocks() as demo:
    ...     slider = gr.Widget(IntSlider(3))
    ...     twice = gr.Number()
    ...     added = slider.change(lambda n: 2 * n, slider, twice)
    """

    kind = "widget"
    spec_type = WidgetSpec
    TRIED = (int, float)
    EVENTS: ClassVar[tuple[str, ...]] = ("change",)

    def __init__(self, widget: Any, *, trait: str = "value", **common: Any) -> None:
        super().__init__(None, **common)
        self.widget = widget
        self.trait = trait

    def own_spec(self) -> dict[str, Any]:
        return {"bundle": plain(display.formatter(self.widget)[0])}

    def initial(self) -> Json:
        return self._shown()

    def preprocess(self, value: Json) -> Any:
        return getattr(self.widget, self.trait, None)

    def postprocess(self, value: Any) -> Json:
        if hasattr(self.widget, self.trait):
            try:
                setattr(self.widget, self.trait, value)
            except Exception as error:  # the trait's own check
                raise TypeError(str(error)) from error
        return self._shown()

    def watch(self, changed: Callable[[Json], None]) -> Callable[[], None] | None:
        if not hasattr(self.widget, "observe") or not hasattr(self.widget, self.trait):
            return None

        def tell(_: Any) -> None:
            changed(self._shown())

        self.widget.observe(tell, self.trait)
        return lambda: self.widget.unobserve(tell, self.trait)

    def _shown(self) -> Json:
        """Return the value as it travels; nothing for what cannot."""
        try:
            return plain(getattr(self.widget, self.trait, None))
        except (TypeError, ValueError):
            return None
