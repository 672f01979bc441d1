"""One out of a few choices, all in sight."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Literal

from ..errors import InvalidValueError
from ..expressions import Operand
from ..frozen import dataclass
from ..messages import Json
from ..signature import MISSING, Field
from ..spec import Choice
from .base import Accepted, Infer
from .bounds import count
from .choicecomponent import ChoiceComponent
from .choices import labelled
from .fieldcomponent import PLACING, FieldSpec
from .hints import is_flag, is_nullable, offered, qualified_name, start


@dataclass(frozen=True, kw_only=True)
class RadioSpec(FieldSpec):
    """The description of a radio."""

    choices: tuple[Choice, ...]
    rtl: bool = False
    """Whether the choices run from right to left."""


class Radio(ChoiceComponent):
    """One out of a few choices, all in sight.

    The function gets the object that is chosen, or `None`, and may return one of them.

    Parameters
    ----------
    choices : iterable, mapping or Enum class, optional
        Any objects, or pairs of a label and an object, or labels mapped to objects; or a table
        by the value of another component: `country.choose({"de": ["Berlin"]})`.
    value : optional
        The one chosen at the start; by default none.
    type : {"value", "index"}, default "value"
        `"index"` gives the function the position of the choice, counted from 0.
    rtl : bool, default False
        Whether the choices run from right to left.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When `type` is something else.

    Examples
    --------
    >>> Radio([("small", 1), ("large", 10)]).preprocess(10)
    10
    """

    kind = "radio"
    spec_type = RadioSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "select")
    ORDER: ClassVar[tuple[str, ...]] = (
        *("choices", "value", "type", "label", "info", *PLACING),
        *("rtl", "buttons"),
    )
    FEW: ClassVar[int] = 4
    """Up to how many choices are drawn as radios when nobody says how."""

    def __init__(
        self,
        choices: Iterable[Any] | Operand | None = None,
        value: Any = None,
        type: Literal["value", "index"] = "value",
        label: str | None = None,
        info: str | None = None,
        *,
        rtl: bool = False,
        **common: Any,
    ) -> None:
        self.offer(choices)
        super().__init__(value, label=label, info=info, **common)
        self.type: Literal["value", "index"] = type
        self.rtl = rtl

    def own_spec(self) -> dict[str, Any]:
        return {"choices": self.choices.spec, "rtl": self.rtl}

    def preprocess(self, value: Json) -> Any:
        if value is None:
            if self.required:
                raise InvalidValueError("Choose one of the offered values.")
            return None
        chosen = self.choices.decode(value)
        return self.choices.index(chosen) if self.type == "index" else chosen

    def postprocess(self, value: Any) -> Json:
        encode = self.choices.encode if self.of_function else self.choices.encode_any
        try:
            return encode(value)
        except LookupError:
            if value is None:
                return None
            raise self.refuse(value, "one of its choices") from None

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        values = offered(field.annotation)
        if not values or is_flag(field.annotation) or is_nullable(field) or len(values) > cls.FEW:
            return None
        first = values[0] if field.default is MISSING else start(field)
        radio = cls(labelled(values), value=first, required=True)
        return Accepted(
            radio, f"{qualified_name(field.annotation)}: {count(len(values), 'choice')}"
        )
