"""A value that may be left out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..signature import MISSING, Field
from ..spec import ComponentSpec
from .base import Accepted, Component, Infer
from .hints import ANYTHING, is_nullable, without_none


@dataclass(frozen=True, kw_only=True)
class OptionalSpec(ComponentSpec):
    """The description of a optional."""

    item: ComponentSpec
    """The control that is there once it is wanted; the value is `{"value": ...}` then."""


class Optional(Component):
    """A value that may be left out.

    Parameters
    ----------
    item
        The component that is there once the value is wanted.
    value
        The value at the start; `None` leaves it out.
    absent
        What the function gets when it is left out.

    Examples
    --------
    >>> from intarsia.components import Textbox
    >>> Optional(Textbox()).preprocess({"value": ""}), Optional(Textbox()).preprocess(None)
    ('', None)
    """

    kind = "optional"
    spec_type = OptionalSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input")

    def __init__(
        self, item: Component, value: Any = None, *, absent: Any = None, **common: Any
    ) -> None:
        super().__init__(value, **common)
        self.item = item
        self.absent = absent
        self.runs_user_code = item.runs_user_code

    def own_spec(self) -> dict[str, Any]:
        return {"item": self.item.spec()}

    def preprocess(self, value: Json) -> Any:
        if value is None:
            return self.absent
        if not isinstance(value, dict) or value.keys() != {"value"}:
            raise InvalidValueError("Enter a value, or leave it out.")
        try:
            return self.item.preprocess(value["value"])
        except InvalidValueError as error:
            raise error.within("value") from None

    def postprocess(self, value: Any) -> Json:
        if value is None or value is self.absent:
            return None
        return {"value": self.item.postprocess(value)}

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        if not is_nullable(field) and not field.optional:
            return None
        if field.annotation in ANYTHING and not field.optional:
            return None  # a literal can say None itself
        default = MISSING if field.default is None else field.default
        bare = replace(
            field,
            annotation=without_none(field.annotation),
            default=default,
            optional=False,
            label=None,
            help=None,
            name="",
        )
        inner = infer(bare)
        value = None if default is MISSING else field.default
        absent = MISSING if field.optional and not is_nullable(field) else None
        component = cls(inner.component, value, absent=absent)
        return Accepted(component, f"{inner.because}; may be left out")
