"""A fixed number of values, each of its own type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, get_args, get_origin

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..signature import MISSING, Field
from ..spec import ComponentSpec
from .base import Accepted, Component, Infer
from .collecting import Collector
from .hints import is_nullable, part, qualified_name, start


@dataclass(frozen=True, kw_only=True)
class TupleSpec(ComponentSpec):
    """The description of a tuple."""

    items: tuple[ComponentSpec, ...]


class Tuple(Component):
    """A fixed number of values, each of its own type.

    Parameters
    ----------
    items
        The component of each value.
    value
        The values at the start.

    Examples
    --------
    >>> from intarsia.components import Number, Textbox
    >>> Tuple([Number(), Textbox()]).preprocess([1, "a"])
    (1, 'a')
    """

    kind = "tuple"
    spec_type = TupleSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input")

    def __init__(
        self, items: Sequence[Component], value: Sequence[Any] | None = None, **common: Any
    ) -> None:
        super().__init__(value, **common)
        self.items = tuple(items)
        self.runs_user_code = any(item.runs_user_code for item in self.items)

    def own_spec(self) -> dict[str, Any]:
        return {"items": tuple(item.spec() for item in self.items)}

    def initial(self) -> Json:
        if self.value is None:
            return [item.initial() for item in self.items]
        return self.postprocess(self.value)

    def preprocess(self, value: Json) -> Any:
        if value is None:
            value = [None] * len(self.items)
        if not isinstance(value, list) or len(value) != len(self.items):
            raise InvalidValueError(f"Enter {len(self.items)} values.")
        collector, found = Collector(), []
        for at, (item, wire) in enumerate(zip(self.items, value, strict=True)):
            with collector.within(at):
                found.append(item.preprocess(wire))
        collector.finish()
        return tuple(found)

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        if not isinstance(value, Sequence) or isinstance(value, (str, bytes)):
            raise self.refuse(value, "a tuple")
        if len(value) != len(self.items):
            raise TypeError(f"Tuple shows {len(self.items)} values, not {len(value)}.")
        return [item.postprocess(one) for item, one in zip(self.items, value, strict=True)]

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        args = get_args(field.annotation)
        if get_origin(field.annotation) is not tuple or ... in args or is_nullable(field):
            return None
        if args == ((),):  # tuple[()]
            args = ()
        default = field.default
        fits = isinstance(default, Sequence) and len(default) == len(args)
        items = [
            infer(part("", annotation, default[at] if fits else MISSING)).component
            for at, annotation in enumerate(args)
        ]
        return Accepted(cls(items, start(field), required=True), qualified_name(field.annotation))
