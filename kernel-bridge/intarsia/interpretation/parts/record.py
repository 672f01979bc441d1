"""Records and lists: their fields and items."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np

from ...components.base import Component
from ...explanation import FeatureScore, FeatureScores
from ..problems import InterpretationError
from .base import Floats, Marks, Mask, Parts, Settings, shown

__all__ = ["ListParts", "RecordParts"]


class _NamedParts(Parts):
    """Values with names."""

    names: list[str]
    values: list[Any]
    others: list[list[Any]]

    def name(self, at: int) -> str:
        return self.names[at]

    def chosen(self, absent: Mask, row: int) -> list[Any]:
        """Return the values, those of a row of the background where they are absent."""
        other = self.others[row % self.rows]
        return [
            (there if gone else here)
            for here, there, gone in zip(self.values, other, absent, strict=True)
        ]

    def detail(self, marks: Marks, prediction: float, extras: Floats | None) -> FeatureScores:
        return FeatureScores(
            of_model=False,
            units=tuple(
                FeatureScore(name=name, value=shown(value), **marks.of(at))
                for at, (name, value) in enumerate(zip(self.names, self.values, strict=True))
            ),
        )

    def background(self, rows: list[list[Any]] | None) -> None:
        """Take what stands for what is absent."""
        self.given = rows is not None
        self.others = [[_empty(each) for each in self.values]] if rows is None else rows
        self.rows = len(self.others)
        if rows is None:
            self.baseline = "0 for numbers, an empty text, No"
        else:
            self.baseline = (
                "the value of the background"
                if self.rows == 1
                else f"each of {self.rows:,} rows of the background"
            )


class RecordParts(_NamedParts):
    """A record: a dict or a dataclass."""

    kind = "record"

    def __init__(
        self, value: Any, component: Component | None, settings: Settings, background: Any
    ) -> None:
        super().__init__(value, component, settings, background)
        fields = _fields(value)
        self.names, self.values = [str(name) for name in fields], list(fields.values())
        self._keys = list(fields)
        self.count = len(self._keys)
        self.background(None if background is None else self._rows_of(background))

    @classmethod
    def takes(cls, value: Any, component: Component | None) -> bool:
        if isinstance(value, Mapping):
            return True
        return dataclasses.is_dataclass(value) and not isinstance(value, type)

    def _rows_of(self, given: Any) -> list[list[Any]]:
        if isinstance(given, Mapping) or dataclasses.is_dataclass(given):
            given = [given]
        elif hasattr(given, "to_dict"):
            given = given.to_dict("records")
        try:
            return [[_fields(row)[key] for key in self._keys] for row in given]
        except (KeyError, TypeError):
            raise InterpretationError(
                f"The background of a record has its fields: {', '.join(self.names)}."
            ) from None

    def without(self, absent: Mask, row: int = 0) -> Any:
        found = dict(zip(self._keys, self.chosen(absent, row), strict=True))
        if dataclasses.is_dataclass(self.value) and not isinstance(self.value, type):
            return dataclasses.replace(self.value, **found)
        return found


class ListParts(_NamedParts):
    """A list or an array of numbers, texts and truth values: its items."""

    kind = "list"

    def __init__(
        self, value: Any, component: Component | None, settings: Settings, background: Any
    ) -> None:
        super().__init__(value, component, settings, background)
        self.values = list(value)
        self.count = len(self.values)
        self.names = [str(at) for at in range(self.count)]
        self.background(None if background is None else self._rows_of(background))

    @classmethod
    def takes(cls, value: Any, component: Component | None) -> bool:
        if isinstance(value, np.ndarray):
            return value.ndim == 1 and value.dtype.kind in "biuf"
        is_plain = isinstance(value, (list, tuple))
        return is_plain and all(isinstance(each, (int, float, str, bool)) for each in value)

    def _rows_of(self, given: Any) -> list[list[Any]]:
        rows = [list(row) if hasattr(row, "__iter__") else row for row in given]
        if not rows or not isinstance(rows[0], list):
            rows = [list(given)]
        if any(len(row) != self.count for row in rows):
            raise InterpretationError(
                f"The rows of the background have as many items as the input: {self.count}."
            )
        return rows

    def without(self, absent: Mask, row: int = 0) -> Any:
        found = self.chosen(absent, row)
        if isinstance(self.value, np.ndarray):
            dtype = self.value.dtype
            is_same = all(dtype.type(each) == each for each in found)
            return np.array(found, dtype if is_same else float)
        return type(self.value)(found)


def _fields(value: Any) -> dict[Any, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def _empty(value: Any) -> Any:
    """Return what stands for an absent value, when nobody says."""
    if isinstance(value, (bool, np.bool_)):
        return type(value)(not value)
    if isinstance(value, (int, float, np.number)):
        return type(value)(0)
    if isinstance(value, (str, list, tuple, dict, set)):
        return type(value)()
    return None
