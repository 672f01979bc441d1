"""A button; its label is its text."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class ButtonSpec(ComponentSpec):
    """The description of a button."""

    variant: Literal["primary", "secondary", "stop"] = "secondary"


class Button(Component):
    """A button.

    Parameters
    ----------
    value : str, default "Run"
        Its text.
    variant : {"primary", "secondary", "stop"}, default "secondary"
        `"primary"` for the one that matters, `"stop"` for what cannot be undone.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Examples
    --------
    >>> Button("Classify", variant="primary").spec().label
    'Classify'
    """

    kind = "button"
    spec_type = ButtonSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "click")

    def __init__(
        self,
        value: str = "Run",
        *,
        variant: Literal["primary", "secondary", "stop"] = "secondary",
        **common: Any,
    ) -> None:
        common.setdefault("label", value)
        super().__init__(value, **common)
        self.variant = variant

    def own_spec(self) -> dict[str, Any]:
        return {"variant": self.variant}

    def initial(self) -> Json:
        return None

    def preprocess(self, value: Json) -> Any:
        if value is not None:
            raise InvalidValueError("A button takes no value.")
        return self.value

    def postprocess(self, value: Any) -> Json:
        if value is not None and not isinstance(value, str):
            raise self.refuse(value, "a text")
        return None
