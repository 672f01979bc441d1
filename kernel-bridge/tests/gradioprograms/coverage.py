"""What of Gradio the programs use: components, events and options of listeners."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path
from typing import Any

LISTENING = frozenset({"then", "success", "failure", "load", "on"})
"""What listens, besides events of components."""


def options(facts: dict[str, Any], programs: Iterable[Path]) -> set[str]:
    """Return the parameters that listeners of the programs are given."""
    events = {event for about in facts["names"].values() for event in about.get("events", ())}
    found: set[str] = set()
    for path in programs:
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in events | LISTENING:
                skipped = 1 if node.func.attr == "on" else 0  # its triggers
                found |= set(facts["listener"][: max(len(node.args) - skipped, 0)])
                found |= {key.arg for key in node.keywords if key.arg}
    return found


def listened(recordings: Iterable[dict[str, Any]]) -> dict[str, set[str]]:
    """Return the classes of components in all programs, with the events listened to."""
    found: dict[str, set[str]] = {}
    for recording in recordings:
        for name, events in recording["listened"].items():
            found.setdefault(name, set()).update(events)
    return found
