"""What components with choices have in common: the choices may follow other values."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ..errors import InvalidValueError
from ..expressions import Expression, Operand
from ..messages import Json
from ..parameters import mistake, nearest, notice
from .choices import Choices
from .fieldcomponent import FieldComponent
from .hints import ordered


class ChoiceComponent(FieldComponent):
    """A component that offers choices: one list, or one for each value of another component."""

    choices: Choices
    allow_custom_value: bool = False
    starts_first: bool = False
    """Whether it starts with the first of its choices, when nothing else is said."""
    _cases: dict[str, Choices] | None = None
    _following: Expression | None = None

    def offer(self, choices: Iterable[Any] | Operand | None) -> None:
        """Take the choices; call it before the rest is constructed.

        Raises
        ------
        TypeError
            When they are no choices, or follow something else than a table.
        """
        if isinstance(choices, Operand):
            self._cases = {}
            self._following = choices.expression().with_results(self._case)
            choices = None
        self.choices = self._checked(choices)

    def look_over(self) -> None:
        super().look_over()
        if self._following is not None or self.allow_custom_value or callable(self.value):
            return
        several = self.value if isinstance(self.value, (list, tuple)) else [self.value]
        for value in several:
            try:
                self.choices.encode(value)
            except LookupError:
                if value is not None:
                    self._tell_of_stranger(value)

    def _tell_of_stranger(self, value: Any) -> None:
        """Warn of a value at the start that is not offered."""
        kind = type(self).__name__
        labels = [choice.label for choice in self.choices.spec]
        meant = ""
        if isinstance(value, str) and value in labels:
            behind = self.choices.values[labels.index(value)]
            meant = f" The value behind the label {value!r} is {behind!r}."
        elif isinstance(value, str):
            meant = nearest(value, labels)
        mistake(f"{kind}(value=…): {value!r} is not among the choices.{meant}")

    def expressions(self) -> dict[str, Expression]:
        found = super().expressions()
        return found if self._following is None else found | {"choices": self._following}

    def take_bound(self, name: str, value: Json) -> None:
        if name != "choices":
            super().take_bound(name, value)
            return
        self.choices = (self._cases or {}).get(_key(value)) or Choices(None)
        if self.starts_first and self.value is None and self.choices.values:
            self.value = self.choices.values[0]

    def initial(self) -> Json:
        if self._following is None:
            return super().initial()
        try:
            return self.remaining(super().initial())
        except TypeError:  # it is none of the choices that there are now
            return self.remaining(None)

    def remaining(self, value: Json) -> Json:
        if isinstance(value, list):
            return [item for item in value if self._is_offered(item)]
        if value is None or self._is_offered(value):
            return value
        if not self.starts_first and self.value is None:
            return None
        try:
            start = self.postprocess(self.value)
        except TypeError:
            return None
        return start if self._is_offered(start) else None

    def operand(self, value: Any) -> Json:
        if isinstance(value, (list, tuple, set, frozenset)):
            return [self.operand(item) for item in ordered(value)]
        try:
            return self.choices.encode(value)
        except LookupError:
            pass
        if value is not None and self.choices.values and not self.allow_custom_value:
            kind, labels = type(self).__name__, [choice.label for choice in self.choices.spec]
            meant = nearest(value, labels) if isinstance(value, str) else ""
            notice(f"{kind} has no choice {value!r}.{meant}")
        try:
            return self.choices.encode_any(value)
        except LookupError:
            return super().operand(value)

    def _is_offered(self, wire: Json) -> bool:
        try:
            self.choices.decode(wire)
        except InvalidValueError:
            return self.allow_custom_value and isinstance(wire, str)
        return True

    def _case(self, given: Any) -> Json:
        choices = self._checked(given)
        wire = [{"label": choice.label, "value": choice.value} for choice in choices.spec]
        assert self._cases is not None
        self._cases[_key(wire)] = choices
        return wire

    def _checked(self, given: Any) -> Choices:
        if isinstance(given, (str, bytes)) or not (given is None or isinstance(given, Iterable)):
            raise TypeError(
                f"{type(self).__name__}(choices=…) is a list, like [{given!r}], not "
                f"{type(given).__name__}."
            )
        return Choices(given)


def _key(wire: Json) -> str:
    return json.dumps(wire)
