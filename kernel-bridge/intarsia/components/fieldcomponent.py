"""What the fields have in common: a label, with buttons at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from ..frozen import dataclass
from ..parameters import nearest, notice
from ..spec import ComponentSpec
from .base import Component

PLACING = (
    "every",
    "inputs",
    "show_label",
    "container",
    "scale",
    "min_width",
    "interactive",
    "visible",
    "elem_id",
    "elem_classes",
    "render",
    "key",
    "preserved_by_key",
)
"""What most of Gradio's constructors take in this order, after their label."""

_NAMES = ("copy", "copy_all", "download", "fullscreen", "reset", "share")


@dataclass(frozen=True, kw_only=True)
class FieldSpec(ComponentSpec):
    """What the description of every field has."""

    buttons: tuple[str, ...] = ()
    """What stands at the end of the label: names of what a field can do itself, ids of buttons."""


class FieldComponent(Component):
    """A component with a label that buttons can stand beside.

    Parameters
    ----------
    value : optional
        The value at the start.
    buttons : list, optional
        What stands at the end of the label: names of what the field can do itself, and
        `Button`s of the app. By default what the field has at all times.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When nothing has a button of that name; the message names the nearest.

    Examples
    --------
    >>> from intarsia.components import Textbox
    >>> Textbox(buttons=["copy"]).spec().buttons
    ('copy',)
    >>> Textbox(buttons=["coppy"])
    Traceback (most recent call last):
    ValueError: Textbox has no button 'coppy'. Did you mean 'copy'?
    """

    HOLDS_TOOLS: ClassVar[bool] = True
    BUTTONS: ClassVar[tuple[str, ...]] = ()
    """What a field of this kind can do itself."""

    def __init__(
        self, value: Any = None, *, buttons: Sequence[str | Component] | None = None, **common: Any
    ) -> None:
        super().__init__(value, **common)
        if isinstance(buttons, str):
            raise TypeError(f"{type(self).__name__}(buttons=…) is a list, like [{buttons!r}].")
        self.buttons = None if buttons is None else list(filter(self._has, buttons))
        self.tools = [each for each in self.buttons or () if isinstance(each, Component)]

    def _has(self, button: object) -> bool:
        """Whether there is such a button; those that only others have give a notice."""
        kind = type(self).__name__
        if button in self.BUTTONS or (isinstance(button, Component) and button.kind == "button"):
            return True
        if not isinstance(button, str):
            raise ValueError(f"The buttons of a {kind} are names or Buttons, not {button!r}.")
        if button not in _NAMES:
            meant = nearest(button, self.BUTTONS or _NAMES)
            raise ValueError(f"{kind} has no button {button!r}.{meant}")
        notice(f"{kind} has no button {button!r}; others have.")
        return False

    def default_buttons(self) -> tuple[str, ...]:
        """Return the names of the buttons that are there when nobody says which."""
        return ()

    def common_spec(self) -> dict[str, Any]:
        given = self.default_buttons() if self.buttons is None else self.buttons
        names = (button if isinstance(button, str) else button.id for button in given)
        return super().common_spec() | {"buttons": tuple(filter(None, names))}
