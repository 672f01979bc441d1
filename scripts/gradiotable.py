"""Write docs/gradio.md: what of Gradio works here, parameter by parameter.

`npm run schema` calls this. One side is schema/gradio-6.31.json, facts about Gradio that
`npm run test:gradio` compares with the real one; the other is our own classes.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import intarsia
from intarsia import listening
from intarsia.absent import LATER, NEVER
from intarsia.blocks import Blocks
from intarsia.components.event import Event
from intarsia.parameters import MEANINGLESS, NoticeWarning, parameters
from intarsia.themes.base import _EFFECTIVE, Base

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs" / "gradio.md"
FACTS = ROOT / "schema" / "gradio-6.31.json"

HEAD = """\
# What of Gradio works

Made by `npm run schema` from what Gradio {version} takes and from our own classes; do not edit.

A parameter *works*, is *accepted without effect*, is *not yet* there and gives one notice when
it is used, or is *refused* with an error, as are all that Gradio does not know either.

All parameters and events work of {whole}.

"""

KINDS = {
    "app": "Apps",
    "layout": "Layouts",
    "component": "Components",
    "class": "Other classes",
    "function": "Functions",
}

Statuses = dict[str, list[str]]
WORKS, IDLE, NOT_YET, REFUSED = "works", "no effect", "not yet", "refused"


def main(out: Path) -> None:
    out.write_text(page(json.loads(FACTS.read_text())))


def page(facts: dict[str, Any]) -> str:
    """Return the whole page."""
    rows: dict[str, list[list[str]]] = {kind: [] for kind in KINDS}
    whole = []
    absent = []
    for name, about in facts["names"].items():
        if name in LATER or name in NEVER or not hasattr(intarsia, name):
            absent.append(name)
            continue
        found = row(name, about, facts["listener"])
        if found is None:
            whole.append(f"`{name}`")
        else:
            rows[about["kind"]].append(found)
        rows[about["kind"]] += method_rows(name, about, facts["listener"])
    text = HEAD.format(version=facts["gradio"], whole=", ".join(whole))
    for kind, title in KINDS.items():
        if rows[kind]:
            head = ["", "accepted, no effect", "not yet", "refused", "works"]
            text += f"## {title}\n\n" + table([head, *rows[kind]]) + "\n"
    text += "## Events\n\nWhat every listener takes, `button.click(…)` and `gr.on(…)` alike.\n\n"
    statuses = split(facts["listener"], of_listener)
    rows_of = [[key, code(names)] for key, names in statuses.items() if names]
    text += table([["", "parameters"], *rows_of])
    text += "\n## What is not here\n\n" + table([["", ""], *[[f"`{n}`", why(n)] for n in absent]])
    return text


def row(name: str, about: dict[str, Any], listener: list[str]) -> list[str] | None:
    """Return the line of a name; `None` when all of it works."""
    owner = getattr(intarsia, name)
    statuses = of_parameters(owner, about, listener)
    events = about.get("events", [])
    missing = [event for event in events if not hasattr(owner, event)]
    if not statuses[IDLE] and not statuses[NOT_YET] and not statuses[REFUSED] and not missing:
        return None
    not_yet = code([*statuses[NOT_YET], *(f".{event}()" for event in missing)])
    return [
        f"`{name}`",
        code(statuses[IDLE]),
        not_yet,
        code(statuses[REFUSED]),
        others(statuses[WORKS]),
    ]


def method_rows(name: str, about: dict[str, Any], listener: list[str]) -> list[list[str]]:
    """Return a line for each method of a name that has something to tell."""
    owner = getattr(intarsia, name)
    if owner is Base:
        count = len(about["methods"]["set"]) - len(_EFFECTIVE)
        return [["`Theme.set`", f"the other {count}", "", "", code(sorted(_EFFECTIVE))]]
    found = []
    for method, names in about.get("methods", {}).items():
        called = getattr(owner, method, None)
        if called is None:
            found.append([f"`{name}.{method}`", "", "all of it", "", ""])
            continue
        if names == listener or isinstance(called, property):
            continue
        statuses = split(names, lambda n, m=called: of_method(m, n))
        if statuses[IDLE] or statuses[NOT_YET] or statuses[REFUSED]:
            columns = [code(statuses[key]) for key in (IDLE, NOT_YET, REFUSED)]
            found.append([f"`{name}.{method}`", *columns, others(statuses[WORKS])])
    return found


def of_parameters(owner: Any, about: dict[str, Any], listener: list[str]) -> Statuses:
    names = about["parameters"]
    if about["kind"] == "app":
        return split(names, lambda name: of_app(owner, name))
    if about["kind"] == "function" and "concurrency_limit" in names:
        return split(
            names, lambda name: of_listener(name) if name in listener else of_class(owner, name)
        )
    return split(names, lambda name: of_class(owner, name))


def of_class(owner: Any, name: str) -> str:
    if name in getattr(owner, "NO_EFFECT", ()):
        return IDLE
    if name in getattr(owner, "NOT_YET", ()):
        return NOT_YET
    return WORKS if name in parameters(owner) else REFUSED


def of_app(owner: Any, name: str) -> str:
    """Return what an app does with a parameter: most of them it only takes."""
    if name in getattr(owner, "NOT_YET", ()):
        return NOT_YET
    if name in MEANINGLESS or name in getattr(owner, "NO_EFFECT", ()):
        return IDLE
    if name in parameters(owner):
        return WORKS
    example: tuple[Any, ...] = ()
    if "fn" in parameters(owner):
        example = (lambda *_: None,)
    if "inputs" in parameters(owner):
        example = (*example, "text", "text")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NoticeWarning)
            owner(*example, **{name: None})
    except TypeError:
        return REFUSED
    return IDLE


def of_method(method: Any, name: str) -> str:
    if name in MEANINGLESS:
        return IDLE
    if name in parameters(method):
        return WORKS
    if method is Blocks.close:
        return IDLE
    return WORKS if method is Blocks.launch and name in parameters(Blocks) else of_app(Blocks, name)


def of_listener(name: str) -> str:
    """Return what a listener does with a parameter."""
    if name in getattr(listening.make_listener, "NO_EFFECT", ()):
        return IDLE
    taken = {*listening._PLAIN, *parameters(listening.make_listener), *parameters(Event.__call__)}
    return WORKS if name in taken else REFUSED


def split(names: Iterable[str], status: Any) -> Statuses:
    found: Statuses = {WORKS: [], IDLE: [], NOT_YET: [], REFUSED: []}
    for name in names:
        found[status(name)].append(name)
    return found


def why(name: str) -> str:
    if name in LATER:
        return f"comes with a later release; until then, {LATER[name]}"
    if name in NEVER:
        return f"not for notebooks: {NEVER[name]}"
    return "not yet"


def others(names: list[str]) -> str:
    return f"the other {len(names)}" if names else "nothing else"


def code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def table(rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(cell or ' ' for cell in row)} |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines).replace("|   |", "| |") + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
