"""Pairs of a key and a value."""

from __future__ import annotations

import collections.abc
from collections.abc import Callable
from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..signature import MISSING, Field
from ..spec import ComponentSpec
from .base import Accepted, Component, Infer
from .bounds import check_length
from .collecting import Collector
from .hints import is_nullable, mapping_of, part, qualified_name, start


@dataclass(frozen=True, kw_only=True)
class MappingSpec(ComponentSpec):
    """The description of a mapping."""

    key: ComponentSpec
    item: ComponentSpec
    min_length: int | None = None
    max_length: int | None = None


class Mapping(Component):
    """Pairs of a key and a value.

    Parameters
    ----------
    key, item
        The components of each key and each value.
    value
        The pairs at the start.
    min_length, max_length
        How many there must and may be.
    collect
        What the pairs are put into.

    Examples
    --------
    >>> from intarsia.components import Number, Textbox
    >>> Mapping(Textbox(), Number()).preprocess([["a", 1], ["b", 2]])
    {'a': 1, 'b': 2}
    """

    kind = "mapping"
    spec_type = MappingSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input")

    def __init__(
        self,
        key: Component,
        item: Component,
        value: collections.abc.Mapping[Any, Any] | None = None,
        *,
        min_length: int | None = None,
        max_length: int | None = None,
        collect: Callable[[dict[Any, Any]], Any] = dict,
        **common: Any,
    ) -> None:
        super().__init__({} if value is None else value, **common)
        self.starts_given = value is not None
        self.key = key
        self.item = item
        self.min_length = min_length
        self.max_length = max_length
        self.collect = collect
        self.taken: frozenset[str] = frozenset()
        """Keys that are not allowed: the names of other parameters."""
        self.runs_user_code = key.runs_user_code or item.runs_user_code

    def own_spec(self) -> dict[str, Any]:
        return {
            "key": self.key.spec(),
            "item": self.item.spec(),
            "min_length": self.min_length,
            "max_length": self.max_length,
        }

    def preprocess(self, value: Json) -> Any:
        if value is None:
            value = []
        if not isinstance(value, list):
            raise InvalidValueError("Enter pairs of a key and a value.")
        check_length(len(value), self.min_length, self.max_length, "pair")
        collector = Collector()
        found: dict[Any, Any] = {}
        for at, entry in enumerate(value):
            if not isinstance(entry, list) or len(entry) != 2:
                raise InvalidValueError("Enter a key and a value.", path=(at,))
            key: Any = MISSING
            item: Any = None
            with collector.within(at, 0):
                key = self._key(entry[0], found)
            with collector.within(at, 1):
                item = self.item.preprocess(entry[1])
            if key is not MISSING:
                found[key] = item
        collector.finish()
        return self.collect(found)

    def _key(self, wire: Json, found: dict[Any, Any]) -> Any:
        key = self.key.preprocess(wire)
        try:
            known = key in found
        except TypeError:
            raise InvalidValueError("This cannot be a key.") from None
        if known:
            raise InvalidValueError("This key is already there.")
        if key in self.taken:
            raise InvalidValueError("This is the name of another field.")
        return key

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return []
        if not isinstance(value, collections.abc.Mapping):
            raise self.refuse(value, "a mapping")
        return [
            [self.key.postprocess(key), self.item.postprocess(item)] for key, item in value.items()
        ]

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        found = mapping_of(field.annotation)
        if found is None or is_nullable(field):
            return None
        collect, key, item = found
        keys, items = infer(part("", key)), infer(part("", item))
        component = cls(
            keys.component,
            items.component,
            start(field),
            min_length=field.constraints.min_length,
            max_length=field.constraints.max_length,
            collect=collect,
            required=True,
        )
        return Accepted(component, qualified_name(field.annotation))
