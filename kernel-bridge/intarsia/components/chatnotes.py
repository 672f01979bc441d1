"""What stands beside the content of a message: its metadata and options."""

from __future__ import annotations

from numbers import Real
from typing import Any


def checked_metadata(value: Any) -> dict[str, Any] | None:
    """Return metadata with what is known of it.

    Raises
    ------
    ValueError
        Saying what is of another type.

    Examples
    --------
    >>> checked_metadata({"title": "Looked up", "duration": 2, "more": None})
    {'title': 'Looked up', 'duration': 2.0}
    """
    if value is None:
        return None
    if not isinstance(value, dict):
        raise ValueError("The metadata of a message are a dict.")
    known = {key: value[key] for key in _METADATA if value.get(key) is not None}
    for key, item in known.items():
        if not isinstance(item, _METADATA[key]):
            raise ValueError(f"The {key!r} of a message's metadata is {_WORDS[key]}.")
    if known.get("status", "done") not in ("pending", "done"):
        raise ValueError("The 'status' of a message's metadata is 'pending' or 'done'.")
    if "duration" in known:
        known["duration"] = float(known["duration"])
    return known


def checked_options(value: Any) -> list[dict[str, str]] | None:
    """Return options with what is known of them.

    Raises
    ------
    ValueError
        Saying what is of another type.

    Examples
    --------
    >>> checked_options([{"value": "yes", "label": "Yes"}])
    [{'value': 'yes', 'label': 'Yes'}]
    """
    if value is None:
        return None
    if not isinstance(value, (list, tuple)):
        raise ValueError("The options of a message are a list.")
    return [_option(item) for item in value]


def _option(item: Any) -> dict[str, str]:
    if not isinstance(item, dict) or not isinstance(item.get("value"), str):
        raise ValueError("Each option of a message is a dict with a text as 'value'.")
    label = item.get("label")
    if label is not None and not isinstance(label, str):
        raise ValueError("The 'label' of an option is a text.")
    return {"value": item["value"]} if label is None else {"value": item["value"], "label": label}


_METADATA: dict[str, Any] = {
    "title": str,
    "id": (int, str),
    "parent_id": (int, str),
    "log": str,
    "duration": Real,
    "status": str,
}
"""Keys, in order, and the types of their values."""

_WORDS = {
    "title": "a text",
    "id": "a number or a text",
    "parent_id": "a number or a text",
    "log": "a text",
    "duration": "a number of seconds",
    "status": "'pending' or 'done'",
}
