"""What radios, dropdowns and checkbox groups offer, and what travels for each choice.

A choice may be any Python object. On the wire it is itself where it is a text, a number
or a truth value that no other choice equals in JSON (where `1` is `1.0`); a member of an
`Enum` is its name; everything else is its label, made unique.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import InvalidValueError
from ..messages import Json
from ..spec import Choice
from .bounds import SAFE
from .hints import readable

Scalar = str | int | float | bool


class Choices:
    """The choices of one component.

    Parameters
    ----------
    given
        Objects, or pairs of a label and an object, or a mapping of labels to objects, or an
        `Enum`. A list of a text and something else is a pair as well.

    Examples
    --------
    >>> choices = Choices([1, "1", True])
    >>> [choice.value for choice in choices.spec]
    [1, '1', True]
    >>> choices.decode("1")
    '1'
    """

    def __init__(self, given: Iterable[Any] | Mapping[str, Any] | None) -> None:
        entries: Iterable[Any] = given.items() if isinstance(given, Mapping) else given or ()
        pairs = [_pair(entry) for entry in entries]
        self.values = tuple(value for _, value in pairs)
        taken: set[tuple[str, Scalar]] = set()
        spec = []
        for label, value in pairs:
            wire = _scalar(value)
            if wire is None or _identity(wire) in taken:
                wire = _free(label, taken)
            taken.add(_identity(wire))
            spec.append(Choice(label=label, value=wire))
        self.spec = tuple(spec)
        self._by_wire = {_identity(choice.value): at for at, choice in enumerate(self.spec)}

    def decode(self, wire: Json) -> Any:
        """Return the object that a browser chose.

        The value of an `Enum`'s member is taken too, where no other choice is meant by it.

        Raises
        ------
        InvalidValueError
            When it is not offered.
        """
        if isinstance(wire, (str, int, float)):
            at = self._by_wire.get(_identity(wire))
            if at is not None:
                return self.values[at]
            members = [
                value
                for value in self.values
                if isinstance(value, enum.Enum) and _same(value.value, wire)
            ]
            if len(members) == 1:
                return members[0]
        raise InvalidValueError("Choose one of the offered values.")

    def index(self, value: Any) -> int:
        """Return the position of an object that `decode` gave."""
        return next(at for at, candidate in enumerate(self.values) if candidate is value)

    def encode_any(self, value: Any) -> Json:
        """Return what travels for an object; one that is not a choice may travel as itself.

        Raises
        ------
        LookupError
            When it is neither a choice nor a text, number or truth value.
        """
        try:
            return self.encode(value)
        except LookupError:
            wire = None if isinstance(value, enum.Enum) else _scalar(value)
            if wire is None:
                raise
            return wire

    def encode(self, value: Any) -> Json:
        """Return what travels for an object.

        Raises
        ------
        LookupError
            When it is not among the choices.
        """
        if type(value) in (str, int, float, bool):  # found at once, as one of very many
            at = self._by_wire.get(_identity(value))
            if at is not None and type(self.values[at]) is type(value):
                return self.spec[at].value
        for candidate, choice in zip(self.values, self.spec, strict=True):
            if candidate is value:
                return choice.value
        for same in (_same, _equal):
            for candidate, choice in zip(self.values, self.spec, strict=True):
                if same(candidate, value):
                    return choice.value
        raise LookupError("not among the choices")


def labelled(values: Iterable[Any]) -> list[tuple[str, Any]]:
    """Return pairs, so that an object that looks like a pair is none."""
    return [(label_of(value), value) for value in values]


def label_of(value: Any) -> str:
    """Return what a person reads for an object."""
    if not isinstance(value, enum.Enum):
        return str(value)
    name = str(value.name)
    return readable(name.lower() if name.isupper() else name)


def _pair(entry: Any) -> tuple[str, Any]:
    if isinstance(entry, (tuple, list)) and len(entry) == 2 and isinstance(entry[0], str):
        return entry[0], entry[1]
    return label_of(entry), entry


def _scalar(value: Any) -> Scalar | None:
    """Return what an object is on the wire, when it can be itself."""
    if isinstance(value, enum.Enum):
        return str(value.name)
    if type(value) in (str, bool):
        return value  # type: ignore[no-any-return]  # its type is checked
    if type(value) is int and abs(value) <= SAFE:
        return value
    if type(value) is float and math.isfinite(value) and (value or math.copysign(1, value) > 0):
        return value
    return None


def _free(label: str, taken: set[tuple[str, Scalar]]) -> str:
    name, number = label, 2
    while ("text", name) in taken:
        name, number = f"{label} ({number})", number + 1
    return name


def _identity(wire: Scalar) -> tuple[str, Scalar]:
    """Return what makes two values different in JSON."""
    if isinstance(wire, bool):
        return "truth", wire
    return ("text", wire) if isinstance(wire, str) else ("number", wire)


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and _equal(one, other)


def _equal(one: Any, other: Any) -> bool:
    try:
        return bool(one == other)
    except Exception:  # an array has no one truth value; whoever cannot compare is not equal
        return False
