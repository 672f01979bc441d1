"""The steps of an app and what feeds what, as data: as `app.graph()` has it, and as it travels."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal

from .frozen import dataclass

MUTUAL = 6
"""Edges between steps that feed one another: more are not drawn."""

EdgeKind = Literal["then", "success", "failure", "change", "feeds"]


@dataclass(frozen=True, kw_only=True)
class FlowTrigger:
    """An event that a step begins with: of a person, of the page, of a clock."""

    component: str
    """Id of the component; that of the outermost layout for what the app itself does."""
    label: str
    """What the component is called; empty for the app itself."""
    event: str


@dataclass(frozen=True, kw_only=True)
class FlowStep:
    """A function of an app, with what it reads and writes."""

    index: int
    """The index of its listener."""
    name: str
    """What it is called: `gr.step(name=…)`, or the function's name."""
    api_name: str
    """Unique among the steps."""
    triggers: tuple[FlowTrigger, ...] = ()
    """What it begins with, other than what the edges say."""
    inputs: tuple[str, ...] = ()
    """Ids of the components that it reads."""
    outputs: tuple[str, ...] = ()
    """Ids of the components that it writes."""
    cache: Literal["memory", "disk"] | None = None
    """Where its results are kept."""
    in_cycle: bool = False
    """Whether it can cause itself, by way of others or alone."""


@dataclass(frozen=True, kw_only=True)
class FlowEdge:
    """What connects two steps."""

    source: int
    target: int
    kind: EdgeKind
    """`then`, `success`, `failure`: the target runs after the source; `change`: when the source
    changes a component; `feeds`: it reads what the source has written."""
    components: tuple[str, ...] = ()
    """Ids of the components through which values flow."""
    in_cycle: bool = False
    """Whether it is part of a cycle: of steps that cause, or feed, one another."""


@dataclass(frozen=True, kw_only=True)
class Flow:
    """The steps of an app and what connects them.

    In a notebook it is drawn as a diagram; as text it is a table of the steps.

    Attributes
    ----------
    steps : tuple of FlowStep
        The functions of the app, in the order in which they were connected.
    edges : tuple of FlowEdge
        What runs after what, and what feeds what.
    labels : dict of str
        What the components are called that steps read and write, by id.

    Examples
    --------
    >>> import intarsia as gr
    >>> with gr.Blocks() as demo:
    ...     text = gr.Textbox(label="Text")
    ...     words = gr.State()
    ...     count = gr.Number(label="Words")
    ...     split = text.submit(str.split, text, words)
    ...     counted = split.success(len, words, count)
    >>> demo.graph()
    1  split  Text (submit)     reads Text   writes State
    2  len    after 1 succeeds  reads State  writes Words
    """

    steps: tuple[FlowStep, ...]
    edges: tuple[FlowEdge, ...]
    labels: dict[str, str]

    def step(self, name: str) -> FlowStep:
        """Return a step by its name or its `api_name`.

        Raises
        ------
        LookupError
            When there is none.
        """
        for found in self.steps:
            if name in (found.api_name, found.name):
                return found
        names = ", ".join(found.api_name for found in self.steps)
        raise LookupError(f"There is no step {name!r}; there are: {names}.")

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as plain dicts and lists."""
        return {
            "steps": [_plain(step) for step in self.steps],
            "edges": [_plain(edge) for edge in self.edges],
            "labels": dict(self.labels),
        }

    def to_mermaid(self) -> str:
        """Return a diagram in the language of Mermaid, which JupyterLab and GitHub draw."""
        lines = ["flowchart LR"]
        for number, step in enumerate(self.steps, 1):
            lines.append(f'  s{step.index}["{number} {_quoted(step.name)}"]')
        mutual = [edge for edge in self.edges if edge.kind == "feeds" and edge.in_cycle]
        for edge in self.edges:
            if len(mutual) > MUTUAL and edge in mutual:
                continue  # a knot: steps that all read and write the same
            words: list[str] = [] if edge.kind in ("then", "feeds") else [edge.kind]
            words += [self.labels.get(key, key) for key in edge.components]
            label = _quoted(", ".join(words))
            arrow = "-.->" if edge.kind == "feeds" else "-->"
            said = f'|"{label}"|' if label else ""
            lines.append(f"  s{edge.source} {arrow}{said} s{edge.target}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        if not self.steps:
            return "no steps"
        numbers = {step.index: number for number, step in enumerate(self.steps, 1)}
        rows = [self._row(step, numbers) for step in self.steps]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": repr(self), "text/vnd.mermaid": self.to_mermaid()}

    def _row(self, step: FlowStep, numbers: dict[int, int]) -> list[str]:
        begins = [f"{t.label or 'app'} ({t.event})" for t in step.triggers]
        for edge in self.edges:
            if edge.target == step.index and edge.kind != "feeds":
                source = numbers[edge.source]
                begins.append(
                    f"when {source} changes {self._names(edge.components)}"
                    if edge.kind == "change"
                    else _AFTER[edge.kind].format(source)
                )
        notes = [f"kept ({step.cache})"] * bool(step.cache) + ["in a cycle"] * step.in_cycle
        return [
            str(numbers[step.index]),
            step.name,
            " or ".join(begins),
            f"reads {self._names(step.inputs)}" if step.inputs else "",
            f"writes {self._names(step.outputs)}" if step.outputs else "",
            ", ".join(notes),
        ]

    def _names(self, components: tuple[str, ...]) -> str:
        return ", ".join(self.labels.get(key, key) for key in components)


_AFTER = {"then": "after {}", "success": "after {} succeeds", "failure": "after {} fails"}


def _plain(item: Any) -> dict[str, Any]:
    found = dataclasses.asdict(item)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()}


def _quoted(text: str) -> str:
    """Return a text that means nothing in a diagram but itself."""
    return "".join(
        char if char.isalnum() or char in " _-.,:!?" else f"#{ord(char)};" for char in text
    )
