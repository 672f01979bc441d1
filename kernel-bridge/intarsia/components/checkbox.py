"""A yes or no."""

from __future__ import annotations

from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..signature import Field
from ..spec import ComponentSpec
from .base import Accepted, Component, Infer
from .hints import is_named, is_nullable, start


@dataclass(frozen=True, kw_only=True)
class CheckboxSpec(ComponentSpec):
    """The description of a checkbox."""


class Checkbox(Component):
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

    def __init__(self, value: bool | None = False, **common: Any) -> None:
        super().__init__(bool(value) if value is None else value, **common)
        self.starts_given = bool(value)

    def preprocess(self, value: Json) -> bool:
        if value is None:
            return False
        if not isinstance(value, bool):
            raise InvalidValueError("Must be ticked or not ticked.")
        return value

    def postprocess(self, value: Any) -> Json:
        if value is None or isinstance(value, bool):
            return bool(value)
        if is_named(type(value), "numpy.bool", "numpy.bool_"):
            return bool(value)
        raise self.refuse(value, "True or False")

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        if field.annotation is not bool or is_nullable(field):
            return None
        return Accepted(cls(start(field)), "bool")
