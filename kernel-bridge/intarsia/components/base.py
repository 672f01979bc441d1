"""What every component is: a description that travels, and the two crossings.

`preprocess` takes a value as the browser sent it and returns what the function gets;
`postprocess` takes what the function returned and gives what the browser shows.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from ..messages import Json
from ..spec import ComponentSpec, FileValue

if TYPE_CHECKING:
    from ..signature import Field


@dataclass(frozen=True)
class Accepted:
    """A component that takes a field, and the reason in words for `describe`."""

    component: Component
    because: str


Infer = Callable[["Field"], Accepted]
"""Ask the whole list for a field; composite components call it for their parts."""

InferOutput = Callable[[Any], Accepted]
"""The same for a return annotation."""


class Files(Protocol):
    """The files of the session that a component is used in."""

    def path(self, handle: str) -> str:
        """Return where the file lies; `InvalidValueError` when the handle is unknown."""
        ...

    def describe(self, handle: str) -> FileValue:
        """Return what the handle stands for."""
        ...

    def store(self, data: bytes, *, name: str, mime: str) -> FileValue:
        """Keep bytes until the session ends, and return their handle."""
        ...


session_files: ContextVar[Files] = ContextVar("session_files")
"""Set by the runtime around `preprocess` and `postprocess`."""


class Component:
    """One control or display.

    Parameters
    ----------
    value
        The value at the start, as the function would get it; `None` for empty.
    label
        Text above the control; by default made from the parameter's name.
    info
        A help text below the control.
    unit
        Unit of the value, shown at the right end of the label.
    interactive
        Whether a person may change the value; by default, components used as an input
        may be changed.
    visible
        Whether it is shown.
    """

    kind: ClassVar[str]
    """The tag that chooses the class in the browser: the class name in lower case."""
    spec_type: ClassVar[type[ComponentSpec]]
    EVENTS: ClassVar[tuple[str, ...]] = ("change",)
    """Names of the events a listener can be attached to."""

    def __init__(
        self,
        value: Any = None,
        *,
        label: str | None = None,
        info: str | None = None,
        unit: str | None = None,
        interactive: bool | None = None,
        visible: bool = True,
    ) -> None:
        self.value = value
        self.label = label
        self.info = info
        self.unit = unit
        self.interactive = interactive
        self.visible = visible
        self.id = ""
        """Given by the app the component is placed in."""

    def spec(self) -> ComponentSpec:
        """Return the description that travels."""
        return self.spec_type(**self.common_spec(), **self.own_spec())

    def common_spec(self) -> dict[str, Any]:
        """Return the fields every description has."""
        return {
            "id": self.id,
            "kind": self.kind,
            "label": self.label,
            "info": self.info,
            "unit": self.unit,
            "interactive": self.interactive is not False,
            "visible": self.visible,
        }

    def own_spec(self) -> dict[str, Any]:
        """Return the fields that only this kind's description has."""
        return {}

    def initial(self) -> Json:
        """Return the value at the start, as it travels.

        For an input it is what the browser would send if nobody touched the control,
        so that `preprocess(initial())` equals `value`.
        """
        return self.postprocess(self.value)

    def preprocess(self, value: Json) -> Any:
        """Turn what the browser sent into what the function gets.

        Raises
        ------
        InvalidValueError
            When the value breaks a rule of this component; the words are for the
            person who entered it. `InvalidValuesError` when several parts do.
        """
        return value

    def postprocess(self, value: Any) -> Json:
        """Turn what the function returned into what the browser shows.

        Raises
        ------
        TypeError
            When this component cannot show such a value; the message names its type.
        """
        return value

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        """Return a component for a parameter, or `None` when it is not of this kind."""
        return None

    @classmethod
    def for_output(cls, annotation: Any, infer: InferOutput) -> Accepted | None:
        """Return a component for a return annotation, or `None`."""
        return None
