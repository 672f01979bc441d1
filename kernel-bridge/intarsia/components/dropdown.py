"""One or several out of many choices."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Literal

from ..errors import InvalidValueError
from ..expressions import Operand
from ..frozen import dataclass
from ..messages import Json
from ..parameters import notice
from ..signature import MISSING, Field
from ..spec import Choice
from .base import Accepted, Infer
from .bounds import count
from .choicecomponent import ChoiceComponent
from .choices import labelled
from .fieldcomponent import PLACING, FieldSpec
from .hints import (
    arms,
    collection_of,
    is_flag,
    is_nullable,
    offered,
    qualified_name,
    start,
    union_of,
    without_none,
)
from .several import listed, read_several, show_several


@dataclass(frozen=True, kw_only=True)
class DropdownSpec(FieldSpec):
    """The description of a dropdown."""

    choices: tuple[Choice, ...]
    multiselect: bool = False
    """Whether several may be chosen; the value is an array then."""
    allow_custom_value: bool = False
    """Whether a text that is not among the choices may be entered."""
    filterable: bool = True
    """Whether typing narrows the list."""
    max_choices: int | None = None
    """The greatest number to choose, with `multiselect`."""
    num_choices_shown: int | None = 100
    """How many are listed at once; scrolling lists more, null lists all."""


class Dropdown(ChoiceComponent):
    """One or several out of many choices.

    The function gets the object that is chosen, with `multiselect` a list of them.

    Parameters
    ----------
    choices : iterable, mapping or Enum class, optional
        Any objects, or pairs of a label and an object, or labels mapped to objects; or a table
        by the value of another component: `country.choose({"de": ["Berlin"]})`.
    value : optional
        What is chosen at the start: by default the first one; with `multiselect`, none.
    type : {"value", "index"}, default "value"
        `"index"` gives the function positions, counted from 0, instead of objects.
    multiselect : bool, default False
        Whether several may be chosen; the function gets a list.
    allow_custom_value : bool, default False
        Whether a text that is not among the choices may be entered.
    max_choices : int, optional
        The greatest number to choose, with `multiselect`.
    num_choices_shown : int, default 100
        How many choices are listed at once; scrolling to the end lists more. `None` for all.
    filterable : bool, default True
        Whether typing narrows the list; it always does with `allow_custom_value`.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When `type` is something else, or `num_choices_shown` is not above 0.

    Examples
    --------
    >>> Dropdown(["forest", "logistic"]).value
    'forest'
    """

    kind = "dropdown"
    spec_type = DropdownSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "select", "focus", "blur", "key_up")
    ORDER: ClassVar[tuple[str, ...]] = (
        *("choices", "value", "type", "multiselect", "allow_custom_value", "max_choices"),
        *("num_choices_shown", "filterable", "label", "info", *PLACING, "buttons"),
    )

    def __init__(
        self,
        choices: Iterable[Any] | Operand | None = None,
        value: Any = MISSING,
        type: Literal["value", "index"] = "value",
        multiselect: bool | None = None,
        allow_custom_value: bool = False,
        max_choices: int | None = None,
        num_choices_shown: int | None = 100,
        filterable: bool = True,
        label: str | None = None,
        info: str | None = None,
        **common: Any,
    ) -> None:
        if num_choices_shown is not None and num_choices_shown <= 0:
            raise ValueError(f"A Dropdown shows 1 choice or more, not {num_choices_shown}.")
        if max_choices is not None and not multiselect:
            notice("Dropdown(max_choices=…) has no effect without multiselect=True.")
        self.offer(choices)
        self.multiselect = bool(multiselect)
        first = self.choices.values[0] if self.choices.values and not self.multiselect else None
        given = value is not MISSING
        if not given:
            value = [] if self.multiselect else first
        value = listed(value) if self.multiselect else value
        super().__init__(value, label=label, info=info, **common)
        self.starts_given = given
        self.starts_first = not given and not self.multiselect
        self.type: Literal["value", "index"] = type
        self.allow_custom_value = allow_custom_value
        self.max_choices = max_choices
        self.num_choices_shown = num_choices_shown
        self.filterable = filterable or allow_custom_value
        self.collect: Callable[[list[Any]], Any] = list
        """What several choices are put into."""
        self.min_length: int | None = None

    def own_spec(self) -> dict[str, Any]:
        return {
            "choices": self.choices.spec,
            "multiselect": self.multiselect,
            "allow_custom_value": self.allow_custom_value,
            "filterable": self.filterable,
            "max_choices": self.max_choices,
            "num_choices_shown": self.num_choices_shown,
        }

    def preprocess(self, value: Json) -> Any:
        if value is None and not (self.of_function or self.required):
            return None
        if self.multiselect:
            several = read_several(value, self._one, self.min_length, self.max_choices)
            return self.collect(several)
        if value is None or (value == "" and self.allow_custom_value and self.of_function):
            if self.required:
                raise InvalidValueError("Choose one of the offered values.")
            return None
        return self._one(value)

    def _one(self, wire: Json) -> Any:
        try:
            chosen = self.choices.decode(wire)
        except InvalidValueError:
            if self.allow_custom_value and isinstance(wire, str):
                return wire if self.type == "value" else None
            raise
        return self.choices.index(chosen) if self.type == "index" else chosen

    def postprocess(self, value: Any) -> Json:
        if value is None and not self.of_function:
            return None
        if self.multiselect:
            return show_several(self, value, self._show)
        return self._show(value)

    def _show(self, value: Any) -> Json:
        encode = self.choices.encode if self.of_function else self.choices.encode_any
        try:
            return encode(value)
        except LookupError:
            if value is None:
                return None
            if self.allow_custom_value and isinstance(value, str):
                return value
            raise self.refuse(value, "one of its choices") from None

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        return cls._for_one(field) or cls._for_several(field)

    @classmethod
    def _for_one(cls, field: Field) -> Accepted | None:
        inner = without_none(field.annotation)
        rest = tuple(arm for arm in arms(inner) if arm is not str)
        custom = 0 < len(rest) < len(arms(inner))
        values = offered(union_of(rest) if custom else inner)
        if not values or is_flag(inner):
            return None
        nullable = is_nullable(field)
        first = start(field)
        if field.default is MISSING and not nullable:
            first = values[0]
        dropdown = cls(
            labelled(values), value=first, allow_custom_value=custom, required=not nullable
        )
        because = f"{qualified_name(inner)}: {count(len(values), 'choice')}"
        return Accepted(dropdown, because + ("; empty gives None" if nullable else ""))

    @classmethod
    def _for_several(cls, field: Field) -> Accepted | None:
        found = collection_of(field.annotation)
        values = offered(found[1]) if found else None
        if not found or not values or is_nullable(field):
            return None
        first = start(field)
        dropdown = cls(
            labelled(values),
            value=[] if first is None else first,
            multiselect=True,
            max_choices=field.constraints.max_length,
            required=True,
        )
        dropdown.min_length = field.constraints.min_length
        dropdown.collect = found[0]
        name = qualified_name(field.annotation)
        return Accepted(dropdown, f"{name}: several of {count(len(values), 'choice')}")
