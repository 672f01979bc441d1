"""What stands beside the app in the notebook file: for places without the extension."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ..components.filevalues import size_text
from ..expressions import present
from ..messages import Bundle
from ..spec import ComponentSpec

if TYPE_CHECKING:
    from ..explanation import InputScores

INSTALL = "To use it here, install intarsia where JupyterLab runs: pip install intarsia"
MAX_TEXT = 2000
_SCORES = 12
"""Of an explanation: how many are told, the strongest."""
UNNAMED = ("markdown", "chatbot")
"""Kinds that are read without a label."""


_FAMILIES = {"audio": "sound", "video": "video"}
"""What a picture of the app can only name."""

_OTHER = {"interpretation": "Interpretation"}
"""What kinds are called that have no label, and are no results."""


def rows(bundle: Bundle) -> list[tuple[str, str]]:
    """Return the labels and values of an app, in reading order, as text."""
    results = {
        result
        for component in bundle.spec.components
        for result in getattr(component, "outputs", ())
    }
    now = [present(component, bundle.values.get) for component in bundle.spec.components]
    hidden = _hidden(now)
    return [
        (_name(component), text(bundle.values[component.id]))
        for component in now
        if (component.label or component.id in results or component.kind in (*UNNAMED, *_OTHER))
        and component.id not in hidden
        and component.kind not in ("button", "interface")
        and not hasattr(component, "children")
        and getattr(component, "type", None) != "password"
    ]


def _hidden(components: list[ComponentSpec]) -> set[str]:
    """Return the ids of what is hidden, and of all that stands in it."""
    held = {component.id: getattr(component, "children", ()) for component in components}
    left = [component.id for component in components if not component.visible]
    found: set[str] = set()
    while left:
        key = left.pop()
        if key not in found:
            found.add(key)
            left += held.get(key, ())
    return found


def _name(component: ComponentSpec) -> str:
    other = _OTHER.get(component.kind, "Result")
    return component.label or ("" if component.kind in UNNAMED else other)


def text(value: Any) -> str:
    """Return a travelling value in words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return _record(value)
    if isinstance(value, (list, tuple)):
        is_talk = bool(value) and all(isinstance(item, dict) and "role" in item for item in value)
        return _clip(("\n" if is_talk else ", ").join(text(item) for item in value))
    return _clip(str(value))


def _record(value: dict[str, Any]) -> str:
    if isinstance(value.get("explanations"), list):
        return _clip("\n".join(map(_explanation, value["explanations"])))
    if isinstance(value.get("confidences"), list):
        return ", ".join(f"{c['label']} {c['confidence']:.2%}" for c in value["confidences"])
    if isinstance(value.get("items"), list):
        return _clip("\n".join(str(item["data"].get("text/plain", "")) for item in value["items"]))
    if "role" in value and isinstance(value.get("content"), list):
        said = [text(part.get("text", part)) for part in value["content"] if part]
        return f"{value['role']}: {' '.join(said)}"
    if "handle" in value and "name" in value:
        return _file(value)
    return _clip(", ".join(f"{key}: {text(item)}" for key, item in value.items()))


def _file(value: dict[str, Any]) -> str:
    """Return what a file is called; of what can only be heard or seen in the app, more."""
    family = _FAMILIES.get(str(value.get("mime")).partition("/")[0])
    size = value.get("size")
    if family is None or not isinstance(size, int):
        return str(value["name"])
    return f"{value['name']} ({family}, {size_text(size)})"


def _explanation(data: dict[str, Any]) -> str:
    """Return what an explanation says: the number, the method, and the strongest scores."""
    from ..explanation import Explanation  # most apps explain nothing

    found = Explanation.from_json(data)
    said = found.explained.label or "the result"
    number = "" if found.prediction is None else f" {found.prediction:.4g}"
    scores = [(name, score) for each in found.inputs for name, score in _scores(each) if score]
    scores.sort(key=lambda pair: -abs(pair[1]))
    told = ", ".join(f"{name} {score:+.3g}" for name, score in scores[:_SCORES])
    return f"{said}{number} by {found.title}: {told or 'nothing mattered'}"


def _scores(item: InputScores) -> list[tuple[str, float | None]]:
    units = getattr(item.detail, "units", ())
    named = [(getattr(each, "text", ""), each.score) for each in units if hasattr(each, "text")]
    return named or [(item.label, item.score)]


def _clip(words: str) -> str:
    return words if len(words) <= MAX_TEXT else words[:MAX_TEXT] + " …"


def html(bundle: Bundle) -> str:
    """Return a static picture: no script, no handler, no address."""
    cells = "".join(
        f"<tr><th>{escape(label)}</th><td>{escape(value)}</td></tr>"
        for label, value in rows(bundle)
    )
    title = f"<p><strong>{escape(bundle.spec.title)}</strong></p>" if bundle.spec.title else ""
    words = f"<p>{escape(bundle.spec.description)}</p>" if bundle.spec.description else ""
    return f"<div>{title}{words}<table>{cells}</table><p><em>{escape(INSTALL)}</em></p></div>"


def plain(bundle: Bundle) -> str:
    """Return the same as text."""
    lines = [f"{label}: {value}" if label else value for label, value in rows(bundle)]
    return "\n".join([bundle.spec.title or "An intarsia app", *lines, INSTALL])
