"""The fields of a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..signature import MISSING, Field, fields_of
from ..spec import ComponentSpec
from .base import Accepted, Component, Infer
from .collecting import Collector
from .hints import is_nullable, qualified_name, start
from .recordbuild import make_record, read_part


@dataclass(frozen=True, kw_only=True)
class FormField:
    """One field of a form."""

    name: str
    """Its key in the value."""
    component: ComponentSpec


@dataclass(frozen=True, kw_only=True)
class FormSpec(ComponentSpec):
    """The description of a form."""

    fields: tuple[FormField, ...]


class Form(Component):
    """The fields of a record.

    Parameters
    ----------
    fields
        The component of each field, by name.
    value
        A record, or a mapping.
    record
        The type to build; by default the function gets a `dict`.

    Examples
    --------
    >>> from intarsia.components import Number
    >>> Form({"age": Number(maximum=5)}).preprocess({"age": 7})
    Traceback (most recent call last):
    intarsia.errors.InvalidValueError: Must be 5 or less.
    """

    kind = "form"
    spec_type = FormSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "submit")

    def __init__(
        self,
        fields: Mapping[str, Component] | None = None,
        value: Any = None,
        *,
        record: Any = None,
        **common: Any,
    ) -> None:
        super().__init__(value, **common)
        self.fields = dict(fields or {})
        self.record = record
        self.runs_user_code = record is not None or any(
            component.runs_user_code for component in self.fields.values()
        )

    def own_spec(self) -> dict[str, Any]:
        return {
            "fields": tuple(
                FormField(name=name, component=component.spec())
                for name, component in self.fields.items()
            )
        }

    def initial(self) -> Json:
        if self.value is None:
            return {name: component.initial() for name, component in self.fields.items()}
        return self.postprocess(self.value)

    def preprocess(self, value: Json) -> Any:
        if value is None:
            value = {}
        if not isinstance(value, dict):
            raise InvalidValueError("Fill in the fields.")
        collector = Collector()
        values = {}
        for name, component in self.fields.items():
            with collector.within(name):
                values[name] = component.preprocess(value.get(name))
        if len(value.keys() - self.fields.keys()):
            raise InvalidValueError("There is a field that this form does not have.")
        collector.finish()
        return values if self.record is None else make_record(self.record, values)

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        found: dict[str, Json] = {}
        for name, component in self.fields.items():
            try:
                inner = read_part(value, name)
            except LookupError:
                found[name] = component.initial()
                continue
            found[name] = component.postprocess(inner)
        if self.fields and not isinstance(value, Mapping):
            wanted = self.record if isinstance(self.record, type) else None
            if not any(hasattr(value, name) for name in self.fields):
                raise self.refuse(value, qualified_name(wanted) if wanted else "a record")
        return found

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        fields = fields_of(field.annotation)
        if fields is None or is_nullable(field) or any(one.kind in _REST for one in fields):
            return None
        components = {}
        for one in fields:
            if field.default is not MISSING:
                one = with_default(one, field.default)
            components[one.name] = infer(one).component
        form = cls(components, start(field), record=field.annotation, required=True)
        return Accepted(form, f"the fields of {qualified_name(field.annotation)}")


_REST = ("var_positional", "var_keyword")


def with_default(field: Field, record: Any) -> Field:
    """Return a field that starts with what a record has there."""
    try:
        return replace(field, default=read_part(record, field.name))
    except LookupError:
        return field
