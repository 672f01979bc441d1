"""Components of an author's own: a class here, and a module for the browser."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, ClassVar

from ..frozen import dataclass
from ..messages import Json
from ..spec import ComponentSpec
from ..wire import plain
from .base import Component


@dataclass(frozen=True, kw_only=True)
class CustomComponentSpec(ComponentSpec):
    """The description of a component of the author's own."""

    module: str
    """What the module is known by; its text comes from the live kernel."""
    props: dict[str, Json]
    """What the module reads besides `value`."""


class CustomComponent(Component):
    """The base of components of your own: what a person sees is drawn by an ES module.

    The module is of anywidget's form: its default export has `render({ model, el })`, and may
    return what takes it down. `model.get("value")` is the value; `model.set("value", …)` with
    `model.save_changes()` changes it; `model.on("change:value", …)` tells of changes. Whatever
    `props` returns is there under its name. `model.send({ event, data })` fires an event.

    The module runs only where the output is trusted, in a live app, and where the setting
    `authorScripts` is on.

    Parameters
    ----------
    value : optional
        The value at the start.
    **common
        What every component takes: `label`, `info`, `visible`, `scale`, …

    Examples
    --------
    >>> class Counter(CustomComponent):
    ...     esm = '''
    ...     export default {
    ...       render({ model, el }) {
    ...         const button = document.createElement("button");
    ...         const show = () => { button.textContent = model.get("value"); };
    ...         button.onclick = () => {
    ...           model.set("value", model.get("value") + 1);
    ...           model.save_changes();
    ...         };
    ...         model.on("change:value", show);
    ...         show();
    ...         el.append(button);
    ...       }
    ...     };'''
    >>> Counter(3).initial()
    3
    """

    kind = "customcomponent"
    spec_type = CustomComponentSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "click", "select", "submit")
    esm: ClassVar[str | Path] = ""
    """The module: its text, or a file."""
    css: ClassVar[str | Path] = ""
    """A style sheet for the element that it draws into: its text, or a file."""

    def props(self) -> dict[str, Any]:
        """Return what the module reads besides the value, by name."""
        return {}

    @classmethod
    def sources(cls) -> tuple[str, str]:
        """Return the texts of the module and of its style sheet."""
        return _text(cls.esm), _text(cls.css)

    @classmethod
    def module(cls) -> str:
        """Return what the module is known by."""
        return hashlib.sha256("\0".join(cls.sources()).encode()).hexdigest()[:32]

    def scripts(self) -> dict[str, str]:
        module, style = self.sources()
        key = self.module()
        return {f"module:{key}": module, f"style:{key}": style}

    def own_spec(self) -> dict[str, Any]:
        return {"module": self.module(), "props": plain(self.props())}


def _text(source: str | Path) -> str:
    return source.read_text() if isinstance(source, Path) else source
