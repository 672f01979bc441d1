"""Whatever Jupyter can display."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..spec import ComponentSpec
from .base import Accepted, Component, InferOutput
from .hints import ANYTHING, qualified_name
from .pictures import png

Formatter = Callable[[Any], tuple[dict[str, Any], dict[str, Any]]]

_METHODS = {
    "text/html": "_repr_html_",
    "text/markdown": "_repr_markdown_",
    "text/latex": "_repr_latex_",
    "image/svg+xml": "_repr_svg_",
    "image/png": "_repr_png_",
    "image/jpeg": "_repr_jpeg_",
    "application/json": "_repr_json_",
}


def plain_formatter(value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a mime bundle and its metadata by an object's own `_repr_*_` methods."""
    data: dict[str, Any] = {}
    metadata: dict[str, Any] = {}
    whole = getattr(value, "_repr_mimebundle_", None)
    if callable(whole) and not isinstance(value, type):
        found = whole(include=None, exclude=None)
        data, metadata = found if isinstance(found, tuple) else (found or {}, {})
        data, metadata = dict(data), dict(metadata)
    for mime, name in _METHODS.items():
        method = None if isinstance(value, type) else getattr(value, name, None)
        if mime not in data and callable(method):
            shown = method()
            if isinstance(shown, tuple):
                shown, metadata[mime] = shown
            if shown is not None:
                data[mime] = shown
    if "image/png" not in data and callable(getattr(value, "savefig", None)):
        data["image/png"] = png(value)
    data.setdefault("text/plain", repr(value))
    return data, metadata


formatter: Formatter = plain_formatter
"""How an object becomes a mime bundle; the Jupyter layer puts IPython's own here."""


@dataclass(frozen=True, kw_only=True)
class DisplaySpec(ComponentSpec):
    """The description of a display."""


class Display(Component):
    """Whatever Jupyter can display.

    A text is shown as it is, everything else as the notebook would show it; `None` shows
    nothing.

    Examples
    --------
    >>> Display("a text").initial()["items"][0]["data"]
    {'text/plain': 'a text'}
    """

    kind = "display"
    spec_type = DisplaySpec
    TRIED = (int, float)
    EVENTS: ClassVar[tuple[str, ...]] = ("change",)

    def initial(self) -> Json:
        return None if self.value is None else self.postprocess(self.value)

    def preprocess(self, value: Json) -> Any:
        if value is not None and (
            not isinstance(value, dict) or not isinstance(value.get("items"), list)
        ):
            raise InvalidValueError("A display takes no value.")
        return self.value

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return {"items": []}
        if isinstance(value, str):
            return {"items": [{"data": {"text/plain": str(value)}, "metadata": {}}]}
        try:
            data, metadata = formatter(value)
            if not data:  # IPython's formatters print what an object raises, and go on
                data = {"text/plain": repr(value)}
        except Exception as error:  # whatever the object's own methods raise
            name, said = qualified_name(type(value)), type(error).__name__
            raise TypeError(f"A {name} cannot be displayed: it raised {said}.") from error
        return {"items": [{"data": _safe(data), "metadata": metadata}]}

    @classmethod
    def for_output(cls, annotation: Any, infer: InferOutput) -> Accepted | None:
        if annotation in ANYTHING or annotation is None or annotation is type(None):
            return Accepted(cls(interactive=False), "displayed as the notebook would")
        name = qualified_name(annotation)
        return Accepted(cls(interactive=False), f"returns {name}, displayed as the notebook would")


def _safe(data: dict[str, Any]) -> dict[str, Any]:
    """Return a mime bundle with its bytes as base64, as notebooks have them."""
    import base64

    return {
        mime: base64.b64encode(shown).decode() if isinstance(shown, bytes) else shown
        for mime, shown in data.items()
    }
