"""A yes or no."""

from __future__ import annotations

from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..signature import Field
from .base import Accepted, Infer
from .fieldcomponent import PLACING, FieldComponent, FieldSpec
from .hints import is_named, is_nullable, start


@dataclass(frozen=True, kw_only=True)
class CheckboxSpec(FieldSpec):
    """The description of a checkbox."""


class Checkbox(FieldComponent):
    """A yes or no.

    The function gets a `bool`, and may return one.

    Parameters
    ----------
    value : bool, default False
        Whether it is ticked at the start.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Examples
    --------
    >>> Checkbox(True).initial()
    True
    """

    kind = "checkbox"
    spec_type = CheckboxSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "select")
    ORDER: ClassVar[tuple[str, ...]] = ("value", "label", "info", *PLACING, "buttons")

    def __init__(
        self,
        value: bool | None = False,
        label: str | None = None,
        info: str | None = None,
        **common: Any,
    ) -> None:
        super().__init__(bool(value) if value is None else value, label=label, info=info, **common)
        self.starts_given = bool(value)

    def common_spec(self) -> dict[str, Any]:
        # A box whose label cannot be seen is a riddle.
        return super().common_spec() | {"show_label": self.show_label or self.label is not None}

    def preprocess(self, value: Json) -> bool | None:
        if value is None:
            return False if self.of_function or self.required else None
        if not isinstance(value, bool):
            raise InvalidValueError("Must be ticked or not ticked.")
        return value

    def postprocess(self, value: Any) -> Json:
        if value is None or isinstance(value, bool):
            return bool(value)
        if self.of_function and not is_named(type(value), "numpy.bool", "numpy.bool_"):
            raise self.refuse(value, "True or False")
        try:
            return bool(value)
        except Exception as error:  # an array of several has no one truth value
            raise self.refuse(value, "True or False") from error

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        if field.annotation is not bool or is_nullable(field):
            return None
        return Accepted(cls(start(field)), "bool")
