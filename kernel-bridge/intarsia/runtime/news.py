"""What is new in a value since it was last told."""

from __future__ import annotations

from typing import Any

from ..edits import SHORT, difference
from ..messages import AppendedEvent, PatchedEvent, ValueChange

News = AppendedEvent | PatchedEvent
"""What is new in a value, where that is the shorter way."""


def news(before: ValueChange, change: ValueChange) -> News | None:
    """Return what is new in a value, or None where it is better told whole."""
    old, new = before.value, change.value
    if isinstance(old, str) and isinstance(new, str):
        if SHORT <= len(old) < len(new) and new.startswith(old):
            return _appended(before, change, new[len(old) :])
        return None
    edits = difference(old, new)
    if edits is None:
        return None
    if len(edits) == 1 and not edits[0].path and edits[0].op == "append":
        return _appended(before, change, tuple(edits[0].value))
    return PatchedEvent(
        seq=0,
        component=change.component,
        base=before.revision,
        revision=change.revision,
        edits=edits,
    )


def brings(change: ValueChange | News) -> Any:
    """Return what of a change a view does not have yet."""
    if isinstance(change, ValueChange):
        return change.value
    if isinstance(change, AppendedEvent):
        return change.tail
    # Each under its name: of two files that are alike, only the handles may differ.
    return [{("", *edit.path)[-1]: edit.value} for edit in change.edits]


def _appended(
    before: ValueChange, change: ValueChange, tail: str | tuple[Any, ...]
) -> AppendedEvent:
    return AppendedEvent(
        seq=0,
        component=change.component,
        base=before.revision,
        revision=change.revision,
        tail=tail,
    )
