"""From one value to the next by what differs: what a stream costs is what is new in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from .messages import Edit, Json
from .wire import weigh

SHORT = 64
"""A text below this length is sent whole, not as what it grew by."""

MOST = 64
"""Edits that one message may have; where more differs, the value goes whole."""

_Path = tuple["str | int", ...]


def difference(old: Json, new: Json) -> tuple[Edit, ...] | None:
    """Return the edits that make one plain value of another; None when it had better go whole.

    Examples
    --------
    >>> talk = [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "x" * 80}]
    >>> more = [talk[0], {"role": "assistant", "content": "x" * 80 + "!"}]
    >>> [(edit.path, edit.op, edit.value) for edit in difference(talk, more)]
    [((1, 'content'), 'append', '!')]
    >>> difference([1, 2], "two") is None
    True
    """
    if type(old) is not type(new) or not isinstance(new, (dict, list)):
        return None
    edits: list[Edit] = []
    for edit in _edits(old, new, ()):
        if not edit.path and edit.op == "set":
            return None
        edits.append(edit)
        if len(edits) > MOST:
            return None
    cost = sum(weigh(edit.value) + 8 * len(edit.path) + 32 for edit in edits)
    return tuple(edits) if cost < weigh(new) else None


def apply(value: Json, edits: Iterable[Edit]) -> Json:
    """Return a value after some edits; the one before stays as it is.

    Raises
    ------
    LookupError, TypeError
        When an edit does not fit the value.

    Examples
    --------
    >>> apply({"a": [1]}, [Edit(path=("a",), op="append", value=[2])])
    {'a': [1, 2]}
    """
    for edit in edits:
        value = _apply(value, edit.path, edit)
    return value


def _edits(old: Json, new: Json, path: _Path) -> Iterator[Edit]:
    if old is new:
        return
    if type(old) is not type(new):
        yield Edit(path=path, op="set", value=new)
    elif isinstance(new, str):
        if SHORT <= len(old) < len(new) and new.startswith(old):
            yield Edit(path=path, op="append", value=new[len(old) :])
        elif old != new:
            yield Edit(path=path, op="set", value=new)
    elif isinstance(new, list):
        yield from _of_lists(old, new, path)
    elif isinstance(new, dict):
        yield from _of_records(old, new, path)
    elif repr(old) != repr(new):  # NaN is NaN, and -0.0 is not 0.0
        yield Edit(path=path, op="set", value=new)


def _of_lists(old: list[Json], new: list[Json], path: _Path) -> Iterator[Edit]:
    if len(new) < len(old):
        yield Edit(path=path, op="cut", value=len(new))
    for index, (before, after) in enumerate(zip(old, new, strict=False)):
        yield from _edits(before, after, (*path, index))
    if len(new) > len(old):
        yield Edit(path=path, op="append", value=new[len(old) :])


def _of_records(old: dict[str, Json], new: dict[str, Json], path: _Path) -> Iterator[Edit]:
    kept = [key for key in old if key in new]
    if kept != list(new)[: len(kept)]:  # another order is another record
        yield Edit(path=path, op="set", value=new)
        return
    for key in old:
        if key not in new:
            yield Edit(path=(*path, key), op="remove", value=None)
    for key, after in new.items():
        if key in old:
            yield from _edits(old[key], after, (*path, key))
        else:
            yield Edit(path=(*path, key), op="set", value=after)


def _apply(value: Any, path: _Path, edit: Edit) -> Any:
    if not path:
        return _changed(value, edit)
    key, rest = path[0], path[1:]
    copy = value.copy()
    if not rest and edit.op == "remove":
        del copy[key]
    elif not rest and edit.op == "set" and isinstance(copy, dict):
        copy[key] = edit.value
    else:
        copy[key] = _apply(value[key], rest, edit)
    return copy


def _changed(value: Any, edit: Edit) -> Any:
    if edit.op == "set":
        return edit.value
    if edit.op == "cut":
        return value[: edit.value]
    if edit.op == "append":
        return value + edit.value
    raise TypeError("Only what stands in a record can be removed.")
