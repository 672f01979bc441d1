"""What every component is: a description that travels, and the two crossings.

`preprocess` takes a value as the browser sent it and returns what the function gets;
`postprocess` takes what the function returned and gives what the browser shows.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, ClassVar, Protocol

from ..frozen import dataclass
from ..messages import Json
from ..signature import MISSING, Field
from ..spec import ComponentSpec, FileValue
from .hints import is_nullable, qualified_name


@dataclass(frozen=True)
class Accepted:
    """A component that takes a field, and the reason in words for `describe`."""

    component: Component
    because: str


Infer = Callable[[Field], Accepted]
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

    The kinds have parameters of their own; all of them take these.

    Parameters
    ----------
    value : optional
        The value at the start, as the function would get it; `None`, the default, for empty.
    label : str, optional
        Text above the control; by default made from the parameter's name.
    info : str, optional
        A help text below the control; by default taken from the docstring.
    unit : str, optional
        Unit of the value, like `"cm"`, shown at the right end of the label.
    interactive : bool, optional
        Whether a person may change the value; by default, components used as an input
        may be changed, and those used as an output may not.
    visible : bool, default True
        Whether it is shown.
    required : bool, default False
        Whether an empty control is a mistake; otherwise the function gets `None`.

    Examples
    --------
    >>> from intarsia import Number, show_app
    >>> app = show_app(lambda width: width, width=Number(1.3, label="Petal width", unit="cm"))
    >>> app.inputs
    {'width': 1.3}
    """

    kind: ClassVar[str]
    """The tag that chooses the class in the browser: the class name in lower case."""
    spec_type: ClassVar[type[ComponentSpec]]
    runs_user_code: bool = False
    """Whether `preprocess` may call code of the user (builds of records, converters), or take
    long (pictures)."""
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
        required: bool = False,
    ) -> None:
        self.value = value
        self.starts_given = value is not None
        """Whether the start was chosen here, so that a parameter's default does not count."""
        self.label = label
        self.info = info
        self.unit = unit
        self.interactive = interactive
        self.visible = visible
        self.required = required
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

    def adopt(self, field: Field) -> None:
        """Take from a parameter what was not given: for a component chosen by its author.

        Parameters
        ----------
        field
            The parameter that this component is the control of.
        """
        if not self.starts_given and field.default is not MISSING:
            self.value = field.default
        self.required = not is_nullable(field)

    def refuse(self, value: object, wanted: str) -> TypeError:
        """Return the error of a value that this component cannot show."""
        return TypeError(
            f"{type(self).__name__} shows {wanted}, not {qualified_name(type(value))}."
        )

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        """Return a component for a parameter, or `None` when it is not of this kind."""
        return None

    @classmethod
    def for_output(cls, annotation: Any, infer: InferOutput) -> Accepted | None:
        """Return a component for a return annotation, or `None`."""
        return None
