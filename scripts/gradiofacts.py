"""Write down what Gradio takes: names, parameters and events, as facts.

`npm run test:gradio` calls this with Gradio's own environment, and compares. Usage:
`gradiofacts.py OUT`.
"""

from __future__ import annotations

import inspect
import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio
from gradio.blocks import BlockContext
from gradio.components import Component

METHODS = {
    "Blocks": ("launch", "queue", "load", "unload", "render", "unrender", "close", "route"),
    "ClearButton": ("add",),
    "Theme": ("set",),
}


def main(out: Path) -> None:
    found = {name: described(name) for name in sorted(gradio.__all__, key=str.lower)}
    lines = [f'  "{name}": {json.dumps(facts)}' for name, facts in found.items() if facts]
    out.write_text(
        "{\n"
        f' "gradio": "{gradio.__version__}",\n'
        f' "listener": {json.dumps(parameters(gradio.Button.click))},\n'
        ' "names": {\n' + ",\n".join(lines) + "\n }\n}\n"
    )


def described(name: str) -> dict[str, Any] | None:
    value = getattr(gradio, name)
    if not callable(value):
        return None
    facts: dict[str, Any] = {"kind": kind(value), "parameters": parameters(value)}
    if isinstance(value, type):
        events = getattr(value, "EVENTS", [])
        if events:
            facts["events"] = [str(event) for event in events]
    methods = {
        method: parameters(getattr(value, method))
        for method in METHODS.get(name, ())
        if hasattr(value, method)
    }
    if methods:
        facts["methods"] = methods
    return facts


def kind(value: Any) -> str:
    if not isinstance(value, type):
        return "function"
    if issubclass(value, gradio.Blocks):
        return "app"
    if issubclass(value, Component):
        return "component"
    return "layout" if issubclass(value, BlockContext) else "class"


def parameters(value: Any) -> list[str]:
    """Return the names of what is passed, in order."""
    called = value.__init__ if isinstance(value, type) else value
    try:
        found = inspect.signature(called).parameters.values()
    except (TypeError, ValueError):
        return []
    return [
        parameter.name
        for parameter in found
        if parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
        and parameter.name not in ("self", "block")
        and not parameter.name.startswith("_")
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
