"""HTML, sanitised and rendered."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from ..arguments import told
from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..parameters import parameters, refuse_unknown
from ..spec import ComponentSpec
from .base import Component
from .csslengths import css_length
from .event import Event
from .plainjson import plain_json
from .toolbar import tools_of

CLICK = "element.addEventListener('click', function() { trigger('click') });"
"""What Gradio runs when nobody says otherwise: here a click is told without a script."""

_MODULE = """export default async ({ element, props, trigger, watch, server, upload }) => {
SCRIPT
};
"""

_COMMON = frozenset(parameters(Component))
_OURS = frozenset({"info", "unit", "required", "interactive"})
"""What only intarsia's components take: properties, where a template names them."""


@dataclass(frozen=True, kw_only=True)
class HTMLSpec(ComponentSpec):
    """The description of a html."""

    html_template: str = "${value}"
    """Text with expressions about the value and the properties in it."""
    css_template: str = ""
    """Rules for what is within, with expressions in it."""
    props: dict[str, Json]
    """What the templates may name besides `value`."""
    script: str | None = None
    """What the author's script is known by; its text comes from the live kernel."""
    tells_clicks: bool = False
    """Whether a press of a pointer is told: somebody listens."""
    apply_default_css: bool = True
    """Whether it looks as HTML does in the notebook."""
    max_height: int | float | str | None = None
    """In pixels, or a length of CSS; what is higher scrolls."""
    min_height: int | float | str | None = None
    padding: bool = False
    """Whether there is room around it."""
    autoscroll: bool = False
    """Whether it follows its end, as long as nobody scrolled up."""


class HTML(Component):
    """HTML, shown after the notebook's sanitiser has gone over it.

    It shows a text, or an object with `_repr_html_`. Scripts and handlers are taken out.

    A template says how another value is shown: `${value.name}` is an expression of JavaScript
    about data (arithmetic, conditions, `map` and the like, no script), and `{{#each value}}`,
    `{{#if …}}`, `{{name}}` are those of Handlebars.

    Parameters
    ----------
    value : optional
        The text, an object that has one (`_repr_html_`), or whatever the template shows.
    html_template : str, default "${value}"
        How the value is shown.
    css_template : str, default ""
        Rules for what is within; also a template.
    js_on_load : str, optional
        A script that runs when it is there, with `element`, `props`, `trigger`, `watch`, `server`
        and `upload`; only in a live app whose output is trusted, and where the setting
        `authorScripts` is on. By default a click is told; `None` for not.
    head : str, optional
        Scripts and style sheets that the script needs, as `<script src=…>`.
    apply_default_css : bool, default True
        Whether it looks as HTML does in the notebook.
    min_height, max_height : int or str, optional
        In pixels, or lengths like `"60vh"`; what is higher scrolls.
    padding : bool, default False
        Whether there is room around it.
    autoscroll : bool, default False
        Whether it follows its end, as long as nobody scrolled up.
    server_functions : list of callable, optional
        What the script may call in the kernel, by name: `await server.find("src")` calls `find`,
        with values of JSON, and gives what it returns.
    show_label : bool, optional
        Whether the label is shown; by default one that was given here is not.
    buttons : list of Button, optional
        Buttons of the app that belong to it: they stand below it.
    **props
        What the templates may name, and what every component takes: `label`, `info`, `unit`,
        `interactive`, `visible`, `required`.

    Raises
    ------
    TypeError
        When no template names a property, or a function has no name.
    ValueError
        When a height is no length, or a button is none.

    Examples
    --------
    >>> HTML("<b>bold</b>").initial()
    '<b>bold</b>'
    >>> HTML(3, html_template="<b>${value} ${unit_name}</b>", unit_name="cm").spec().props
    {'unit_name': 'cm'}
    """

    kind = "html"
    spec_type = HTMLSpec
    EVENTS: ClassVar[tuple[str, ...]] = (
        "change",
        "input",
        "click",
        "double_click",
        "submit",
        "stop",
        "edit",
        "clear",
        "play",
        "pause",
        "end",
        "start_recording",
        "pause_recording",
        "stop_recording",
        "focus",
        "blur",
        "upload",
        "release",
        "select",
        "stream",
        "like",
        "example_select",
        "option_select",
        "load",
        "key_up",
        "apply",
        "delete",
        "tick",
        "undo",
        "retry",
        "expand",
        "collapse",
        "download",
        "copy",
    )

    def __init__(
        self,
        value: Any = None,
        *,
        html_template: str = "${value}",
        css_template: str = "",
        js_on_load: str | None = CLICK,
        head: str | None = None,
        apply_default_css: bool = True,
        min_height: int | float | str | None = None,
        max_height: int | float | str | None = None,
        padding: bool = False,
        autoscroll: bool = False,
        buttons: Sequence[Component] | None = None,
        server_functions: Sequence[Callable[..., Any]] | None = None,
        show_label: bool | None = None,
        **props: Any,
    ) -> None:
        templates = f"{html_template} {css_template} {js_on_load or ''}"
        named = {name for name in props if re.search(rf"\b{re.escape(name)}\b", templates)}
        # Of Gradio's names none; of ours those that no template claims.
        common = {name: props.pop(name) for name in _COMMON & props.keys() - (_OURS & named)}
        unnamed = [name for name in props if name not in named]
        refuse_unknown(type(self), unnamed)
        if show_label is None:  # a label is for the ear, unless it names one result of several
            show_label = common.get("label") is None
        super().__init__(value, show_label=show_label, **common)
        self.html_template = html_template
        self.css_template = css_template
        self.js_on_load = js_on_load
        self.head = head
        self.apply_default_css = apply_default_css
        self.min_height = css_length("min_height", min_height)
        self.max_height = css_length("max_height", max_height)
        self.padding = padding
        self.autoscroll = autoscroll
        self.tools = tools_of("HTML", buttons)
        self.props = props
        self._functions = {_name(fn): fn for fn in server_functions or ()}

    def own_spec(self) -> dict[str, Any]:
        return {
            "html_template": self.html_template,
            "css_template": self.css_template,
            "props": plain_json(self.props),
            "script": self._script(),
            "tells_clicks": self.js_on_load == CLICK
            and self.head is None
            and "click" in self.listened,
            "apply_default_css": self.apply_default_css,
            "max_height": self.max_height,
            "min_height": self.min_height,
            "padding": self.padding,
            "autoscroll": self.autoscroll,
        }

    def scripts(self) -> dict[str, str]:
        key = self._script()
        if key is None:
            return {}
        found = {f"html:{key}": _MODULE.replace("SCRIPT", self.js_on_load or "")}
        return found if self.head is None else {**found, f"head:{key}": self.head}

    def server_functions(self) -> dict[str, Callable[..., Any]]:
        return self._functions

    def _script(self) -> str | None:
        """Return what the author's script is known by; Gradio's usual one needs none."""
        if self.head is None and self.js_on_load in (CLICK, None):
            return None  # a click is told without one
        text = f"{self.js_on_load}\0{self.head}"
        return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:32]

    def interactive_by_use(self, *, is_input: bool, is_output: bool) -> bool:
        by_use = super().interactive_by_use(is_input=is_input, is_output=is_output)
        return by_use or self._script() is not None

    def __getattr__(self, name: str) -> Event:
        """Return an event of the author's own: one that the script names in quotes."""
        script = self.__dict__.get("js_on_load") or ""
        if re.search(rf"""['"`]{re.escape(name)}['"`]""", script):
            return Event(self, name)
        raise AttributeError(f"{type(self).__name__} has no attribute or event {name!r}.")

    def preprocess(self, value: Json) -> Any:
        if isinstance(value, bytes):
            raise InvalidValueError("Enter a text.")
        return value

    def postprocess(self, value: Any) -> Json:
        written = getattr(value, "_repr_html_", None)
        if callable(written) and not isinstance(value, type):
            text = written()
            if isinstance(text, str):
                return text
        if value is None or isinstance(value, (bool, int, float, str, list, tuple, dict)):
            return plain_json(value)
        raise self.refuse(value, "HTML")


def _name(fn: Any) -> str:
    """Return the name that a script calls a function by."""
    name = getattr(fn, "__name__", "")
    if not callable(fn) or not name.isidentifier():
        raise TypeError(
            f"HTML(server_functions=…) is a list of functions with names, like [find]; {told(fn)} "
            "is none."
        )
    return str(name)
