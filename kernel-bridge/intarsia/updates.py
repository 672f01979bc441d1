"""What a function returns in place of a value: other properties, nothing new, or a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

__all__ = ["Append", "Update", "skip", "update", "validate"]


class Update(dict[str, Any]):
    """Properties of a component that a function changes, by name: what `update` returns.

    A dict that has `__type__` as well, as Gradio's has.

    Examples
    --------
    >>> update(lines=3).changes
    {'lines': 3}
    """

    @property
    def changes(self) -> dict[str, Any]:
        """What changes: without the mark that tells an update from a value."""
        return {name: value for name, value in self.items() if name != "__type__"}


class Append:
    """What an output grows by, in place of its whole value: yield it from a function.

    Parameters
    ----------
    value
        For a text (`Textbox`, `Markdown`, `Code`, `HTML`): text that comes after it. For a list
        (`JSON`, a `CheckboxGroup`): a list of items. For a `Chatbot`: text that the last message
        goes on with, or messages that come after it.

    Notes
    -----
    Growing texts and lists travel as what is new in any case; this spares a function from
    keeping the whole.

    Examples
    --------
    >>> def spell(word):
    ...     yield ""
    ...     for letter in word:
    ...         yield Append(letter)
    >>> list(spell("ab"))
    ['', Append('a'), Append('b')]
    """

    def __init__(self, value: Any) -> None:
        self.value = value

    def __repr__(self) -> str:
        return f"Append({self.value!r})"


def update(
    elem_id: str | None = None,
    elem_classes: Sequence[str] | str | None = None,
    visible: bool | Literal["hidden"] | None = None,
    **kwargs: Any,
) -> Update:
    """Change properties of an output, in place of its value: return it from a function.

    Returning a component made with these parameters does the same.

    Parameters
    ----------
    elem_id : str, optional
        Another name for style sheets.
    elem_classes : str or list of str, optional
        Other classes for style sheets.
    visible : bool, optional
        Whether it is shown.
    **kwargs
        Any other parameter of the component, `value` among them.

    Examples
    --------
    >>> update(value=5, visible=False)
    {'__type__': 'update', 'value': 5, 'visible': False}
    """
    named = {"elem_id": elem_id, "elem_classes": elem_classes, "visible": visible}
    given = {name: value for name, value in named.items() if value is not None}
    return Update({"__type__": "update", **kwargs, **given})


def skip() -> Update:
    """Leave an output as it is; returned alone, all of them.

    Examples
    --------
    >>> skip()
    {'__type__': 'update'}
    """
    return Update({"__type__": "update"})


def validate(is_valid: bool, message: str) -> dict[str, Any]:
    """Say whether an input is right: returned by a listener's `validator`, one for each input.

    Parameters
    ----------
    is_valid : bool
        Whether it is; the listener's function is called when all are.
    message : str
        What is wrong, for the person who entered it; shown at the input.

    Examples
    --------
    >>> def old_enough(age):
    ...     return validate(age >= 18, "You have to be 18.")
    >>> old_enough(17)
    {'__type__': 'validate', 'is_valid': False, 'message': 'You have to be 18.'}
    """
    return {"__type__": "validate", "is_valid": is_valid, "message": message}
