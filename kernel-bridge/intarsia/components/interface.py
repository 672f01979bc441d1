"""The layout that `show(fn)` makes: inputs, a button, results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
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
    """The layout that `show(fn)` makes: inputs, a button, results.

    Parameters
    ----------
    inputs, outputs
        The components, in order.
    submit, clear
        The buttons, if there are any.
    """

    kind = "interface"
    spec_type = InterfaceSpec
    EVENTS: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        inputs: Sequence[Component] = (),
        outputs: Sequence[Component] = (),
        *,
        submit: Component | None = None,
        clear: Component | None = None,
        **common: Any,
    ) -> None:
        super().__init__(None, **common)
        self.inputs = inputs
        self.outputs = outputs
        self.submit: Any = submit
        self.clear: Any = clear

    def own_spec(self) -> dict[str, Any]:
        return {
            "inputs": tuple(component.id for component in self.inputs),
            "outputs": tuple(component.id for component in self.outputs),
            "submit": self.submit.id if self.submit else None,
            "clear": self.clear.id if self.clear else None,
        }

    def preprocess(self, value: Json) -> Any:
        if value is not None:
            raise InvalidValueError("A layout takes no value.")
        return None

    def postprocess(self, value: Any) -> Json:
        if value is not None:
            raise self.refuse(value, "nothing itself")
        return None
