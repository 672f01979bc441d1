"""The layout that `show(fn)` makes: inputs, a button, results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class InterfaceSpec(ComponentSpec):
    """The description of a interface."""

    inputs: tuple[str, ...]
    """Ids of the components to fill in, in order."""
    outputs: tuple[str, ...]
    """Ids of the components that show the results."""
    submit: str | None = None
    """Id of the button that runs the function; null without one."""
    clear: str | None = None
    """Id of the button that goes back to the start; null without one."""


class Interface(Component):
    """The layout that `show(fn)` makes: inputs, a button, results."""

    kind = "interface"
    spec_type = InterfaceSpec
    EVENTS: ClassVar[tuple[str, ...]] = ()
