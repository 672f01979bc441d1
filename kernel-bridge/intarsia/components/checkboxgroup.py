"""Any number out of a few choices."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Literal

from ..expressions import Operand
from ..frozen import dataclass
from ..messages import Json
from ..signature import Field
from ..spec import Choice
from .base import Accepted, Infer
from .bounds import count
from .choicecomponent import ChoiceComponent
from .choices import labelled
from .fieldcomponent import PLACING, FieldSpec
from .hints import collection_of, is_flag, is_nullable, offered, qualified_name, start
from .several import listed, read_several, show_several


@dataclass(frozen=True, kw_only=True)
class CheckboxGroupSpec(FieldSpec):
    """The description of a checkboxgroup."""

    choices: tuple[Choice, ...]
    min_length: int | None = None
    """The least number to choose."""
    max_length: int | None = None
    """The greatest number to choose."""
    show_select_all: bool = False
    """Whether there is a box that ticks all of them."""


class CheckboxGroup(ChoiceComponent):
    """Any number out of a few choices.

    The function gets a list of what is ticked, in the order of ticking.

    Parameters
    ----------
    choices : iterable, mapping or Enum class, optional
        Any objects, or pairs of a label and an object, or labels mapped to objects; or a table
        by the value of another component: `country.choose({"de": ["Berlin"]})`.
    value : iterable, optional
        Those ticked at the start; by default none.
    type : {"value", "index"}, default "value"
        `"index"` gives the function positions, counted from 0, instead of objects.
    show_select_all : bool, default False
        Whether there is a box that ticks all of them, or none.
    min_length, max_length : int, optional
        The least and the greatest number to tick.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When `type` is something else.

    Examples
    --------
    >>> CheckboxGroup(["a", "b", "c"]).preprocess(["c", "a"])
    ['c', 'a']
    """

    kind = "checkboxgroup"
    spec_type = CheckboxGroupSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "select")
    ORDER: ClassVar[tuple[str, ...]] = (
        *("choices", "value", "type", "label", "info", *PLACING[:3]),
        *("show_select_all", *PLACING[3:], "buttons"),
    )
    FEW: ClassVar[int] = 8
    """Up to how many choices are drawn as checkboxes when nobody says how."""

    def __init__(
        self,
        choices: Iterable[Any] | Operand | None = None,
        value: Any = None,
        type: Literal["value", "index"] = "value",
        label: str | None = None,
        info: str | None = None,
        *,
        show_select_all: bool = False,
        min_length: int | None = None,
        max_length: int | None = None,
        **common: Any,
    ) -> None:
        self.offer(choices)
        super().__init__([] if value is None else listed(value), label=label, info=info, **common)
        self.starts_given = value is not None
        self.type: Literal["value", "index"] = type
        self.show_select_all = show_select_all
        self.min_length = min_length
        self.max_length = max_length
        self.collect: Callable[[list[Any]], Any] = list
        """What the ticked ones are put into."""

    def own_spec(self) -> dict[str, Any]:
        return {
            "choices": self.choices.spec,
            "min_length": self.min_length,
            "max_length": self.max_length,
            "show_select_all": self.show_select_all,
        }

    def preprocess(self, value: Json) -> Any:
        chosen = read_several(value, self.choices.decode, self.min_length, self.max_length)
        if self.type == "index":
            return [self.choices.index(item) for item in chosen]
        return self.collect(chosen)

    def postprocess(self, value: Any) -> Json:
        if isinstance(value, enum.Flag):
            value = [member for member in self.choices.values if member in value]
        encode = self.choices.encode if self.of_function else self.choices.encode_any
        return show_several(self, value, encode)

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        if is_nullable(field):
            return None
        found = collection_of(field.annotation)
        flag = is_flag(field.annotation)
        values = offered(found[1] if found else field.annotation) if flag or found else None
        if not values or (len(values) > cls.FEW and not flag):
            return None
        group = cls(
            labelled(values),
            value=start(field),
            min_length=field.constraints.min_length,
            max_length=field.constraints.max_length,
        )
        if found:
            group.collect = found[0]
        elif flag:
            none = field.annotation(0)
            group.collect = lambda chosen: reduce(or_, chosen, none)
        name = qualified_name(field.annotation)
        return Accepted(group, f"{name}: any of {count(len(values), 'choice')}")
