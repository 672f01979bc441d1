"""Write docs/api.md: everything public, with its signature and what it is in one line.

`npm run schema` calls this too. A change of the interface is then a change of a file that
somebody reads.
"""

from __future__ import annotations

import importlib
import inspect
import re
import sys
import typing
from pathlib import Path
from typing import Any

from intarsia.components import Component

OUT = Path(__file__).parents[1] / "docs" / "api.md"
MODULES = ("intarsia", "intarsia.testing")
WIDTH = 96

HEAD = """\
# What is public

Made by `npm run schema`; do not edit. `help(intarsia.Slider)` tells the parameters and has an
example. All components also take `label`, `info`, `unit`, `interactive`, `visible`, `required`.
"""


def main(out: Path) -> None:
    out.write_text(page())


def page() -> str:
    """Return the whole page."""
    return HEAD + "".join(map(section, MODULES))


def section(module_name: str) -> str:
    module = importlib.import_module(module_name)
    entries = []
    for name in sorted(module.__all__, key=str.lower):
        value = getattr(module, name)
        if name.startswith("_"):
            entries.append(f"### `{name}`\n\nA {type(value).__name__}.\n")
        else:
            entries.append(entry(name, value))
    return f"\n## {module_name}\n\n" + "\n".join(entries)


def entry(name: str, value: Any) -> str:
    lines = [signature(name, value)]
    if isinstance(value, type):
        lines += members(value)
    words = [f"### {name}", "", summary(value), "", "```python", *lines, "```", ""]
    if isinstance(value, type) and issubclass(value, Component) and value.EVENTS:
        words += ["Events: " + ", ".join(f"`{event}`" for event in value.EVENTS) + ".", ""]
    return "\n".join(words)


def members(cls: type) -> list[str]:
    """Return what a class adds to those it derives from; a component adds its constructor."""
    if issubclass(cls, Component):
        return []
    lines = []
    for name, member in sorted(vars(cls).items()):
        if name.startswith("_"):
            continue
        if isinstance(member, property):
            lines.append(f".{name}: {annotation(inspect.signature(member.fget).return_annotation)}")
        elif inspect.isfunction(member):
            lines.append(signature(f".{name}", member))
    fields = getattr(cls, "__dataclass_fields__", {})
    return [f".{field.name}: {annotation(field.type)}" for field in fields.values()] + lines


def signature(name: str, value: Any) -> str:
    """Return a call as it is written, over several lines when it is long."""
    found = called(value)
    parameters = []
    star = False
    for parameter in found.parameters.values():
        if parameter.name == "self":
            continue
        if parameter.kind is parameter.VAR_POSITIONAL:
            star = True
        elif parameter.kind is parameter.KEYWORD_ONLY and not star:
            parameters.append("*")
            star = True
        parameters.append(written(parameter))
    returns = ""
    if not isinstance(value, type) and found.return_annotation is not found.empty:
        returns = f" -> {annotation(found.return_annotation)}"
    line = f"{name}({', '.join(parameters)}){returns}"
    if len(line) <= WIDTH:
        return line
    inside = "".join(f"    {parameter},\n" for parameter in parameters)
    return f"{name}(\n{inside}){returns}"


def called(value: Any) -> inspect.Signature:
    """Return how something is called; a dict with known keys, by their names."""
    if not typing.is_typeddict(value):
        return inspect.signature(value)
    return inspect.Signature(
        [
            inspect.Parameter(
                key,
                inspect.Parameter.KEYWORD_ONLY,
                default=inspect.Parameter.empty if key in value.__required_keys__ else ...,
                annotation=re.sub(r"(\w+\.)+(\w+)", r"\2", str(hint))
                if "[" in str(hint) or "|" in str(hint)
                else hint,
            )
            for key, hint in typing.get_type_hints(value).items()
        ]
    )


def written(parameter: inspect.Parameter) -> str:
    stars = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
    text = stars + parameter.name
    typed = parameter.annotation is not parameter.empty
    if typed:
        text += f": {annotation(parameter.annotation)}"
    if parameter.default is not parameter.empty:
        default = "..." if parameter.default is ... else repr(parameter.default)
        text += f" = {default}" if typed else f"={default}"
    return text


def annotation(found: Any) -> str:
    return found if isinstance(found, str) else getattr(found, "__name__", str(found))


def summary(value: Any) -> str:
    return (inspect.getdoc(value) or "").partition("\n\n")[0].replace("\n", " ")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
