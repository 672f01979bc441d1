"""A value of one of several types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..signature import MISSING, Field
from ..spec import ComponentSpec
from .base import Accepted, Component, Infer
from .hints import arms, is_nullable, part, qualified_name, start


@dataclass(frozen=True, kw_only=True)
class UnionOption:
    """One of the types."""

    label: str
    component: ComponentSpec


@dataclass(frozen=True, kw_only=True)
class UnionSpec(ComponentSpec):
    """The description of a union."""

    options: tuple[UnionOption, ...]


class Union(Component):
    """A value of one of several types.

    Parameters
    ----------
    options
        Pairs of a label and the component of that type.
    value
        The value at the start.

    Examples
    --------
    >>> from intarsia.components import Number, Textbox
    >>> either = Union([("number", Number(precision=0)), ("text", Textbox())])
    >>> either.preprocess({"option": 1, "value": "7"}), either.postprocess(7)
    ('7', {'option': 0, 'value': 7})
    """

    kind = "union"
    spec_type = UnionSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input")

    def __init__(
        self, options: Sequence[tuple[str, Component]], value: Any = None, **common: Any
    ) -> None:
        super().__init__(value, **common)
        self.options = tuple(options)
        self.runs_user_code = any(component.runs_user_code for _, component in self.options)

    def own_spec(self) -> dict[str, Any]:
        return {
            "options": tuple(
                UnionOption(label=label, component=component.spec())
                for label, component in self.options
            )
        }

    def initial(self) -> Json:
        if self.value is None:
            return {"option": 0, "value": self.options[0][1].initial()}
        return self.postprocess(self.value)

    def preprocess(self, value: Json) -> Any:
        if value is None:
            if self.required:
                raise InvalidValueError("Enter a value.")
            return None
        if not isinstance(value, dict) or value.keys() != {"option", "value"}:
            raise InvalidValueError("Choose one of the types.")
        option = value["option"]
        whole = isinstance(option, int) and not isinstance(option, bool)
        if not whole or not 0 <= option < len(self.options):
            raise InvalidValueError("Choose one of the types.")
        try:
            return self.options[option][1].preprocess(value["value"])
        except InvalidValueError as error:
            raise error.within("value") from None

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        for strict in (True, False):
            for option, (_, component) in enumerate(self.options):
                try:
                    wire = component.postprocess(value)
                    back = component.preprocess(wire)
                except (TypeError, ValueError, LookupError, RuntimeError):
                    continue  # not of this type
                if not strict or (type(back) is type(value) and _equal(back, value)):
                    return {"option": option, "value": wire}
        raise self.refuse(value, " or ".join(label for label, _ in self.options))

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        parts = arms(field.annotation)
        if len(parts) < 2 or is_nullable(field):
            return None
        options = []
        for annotation in parts:
            mine = isinstance(annotation, type) and isinstance(field.default, annotation)
            inner = part("", annotation, field.default if mine else MISSING)
            inner = replace(inner, constraints=field.constraints)
            options.append((qualified_name(annotation), infer(inner).component))
        union = cls(options, start(field), required=True)
        return Accepted(union, qualified_name(field.annotation))


def _equal(one: Any, other: Any) -> bool:
    try:
        return bool(one == other)
    except ValueError:  # arrays
        return True
