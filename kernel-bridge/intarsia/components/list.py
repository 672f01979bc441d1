"""Any number of values of one type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..signature import Field
from ..spec import ComponentSpec
from .base import Accepted, Component, Infer
from .bounds import check_length
from .collecting import Collector
from .hints import collection_of, is_nullable, ordered, part, qualified_name, start


@dataclass(frozen=True, kw_only=True)
class ListSpec(ComponentSpec):
    """The description of a list."""

    item: ComponentSpec
    """The control of each value."""
    min_length: int | None = None
    max_length: int | None = None


class List(Component):
    """Any number of values of one type.

    Parameters
    ----------
    item
        The component of each value.
    value
        The values at the start.
    min_length, max_length
        How many there must and may be.
    collect
        What the values are put into: `list`, `set`, `tuple` …

    Examples
    --------
    >>> from intarsia.components import Number
    >>> List(Number(), [1, 2]).preprocess([3, None, 4])
    [3, None, 4]
    """

    kind = "list"
    spec_type = ListSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input")

    def __init__(
        self,
        item: Component,
        value: Iterable[Any] | None = None,
        *,
        min_length: int | None = None,
        max_length: int | None = None,
        collect: Callable[[list[Any]], Any] = list,
        **common: Any,
    ) -> None:
        super().__init__([] if value is None else value, **common)
        self.starts_given = value is not None
        self.item = item
        self.min_length = min_length
        self.max_length = max_length
        self.collect = collect
        self.runs_user_code = item.runs_user_code

    def own_spec(self) -> dict[str, Any]:
        return {
            "item": self.item.spec(),
            "min_length": self.min_length,
            "max_length": self.max_length,
        }

    def preprocess(self, value: Json) -> Any:
        if value is None:
            value = []
        if not isinstance(value, list):
            raise InvalidValueError("Enter a list of values.")
        check_length(len(value), self.min_length, self.max_length, "value")
        collector, found = Collector(), []
        for at, item in enumerate(value):
            with collector.within(at):
                found.append(self.item.preprocess(item))
        collector.finish()
        try:
            return self.collect(found)
        except TypeError:  # a set of what cannot be hashed
            raise InvalidValueError("These values cannot be put together.") from None

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return []
        if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
            raise self.refuse(value, "a list")
        return [self.item.postprocess(item) for item in ordered(value)]

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        found = collection_of(field.annotation)
        if found is None or is_nullable(field):
            return None
        collect, annotation = found
        inner = infer(part("", annotation))
        component = cls(
            inner.component,
            start(field),
            min_length=field.constraints.min_length,
            max_length=field.constraints.max_length,
            collect=collect,
            required=True,
        )
        return Accepted(component, f"{qualified_name(field.annotation)}, each {inner.because}")
