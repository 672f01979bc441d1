"""Tables: columns, and where they are few, cells."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...components.base import Component
from ...components.hints import is_named
from ...explanation import CellScore, ColumnScore, TableScores
from ..problems import InterpretationError, needed
from .base import Floats, Marks, Mask, Parts, Settings, known

__all__ = ["TableParts"]


class TableParts(Parts):
    """A table; absent, a column has the values of the background, or is the same in each row."""

    kind = "table"

    def __init__(
        self, value: Any, component: Component | None, settings: Settings, background: Any
    ) -> None:
        super().__init__(value, component, settings, background)
        pandas = needed("pandas")
        self.frame = value if is_named(type(value), "pandas.DataFrame") else pandas.DataFrame(value)
        # Column names may stand twice: they are told by their place.
        self.names = [str(name) for name in self.frame.columns]
        self.count = len(self.names)
        self.length = len(self.frame)
        self.given = background is not None
        if self.given:
            self.others = self._rows_of(background)
            self.rows = len(self.others)
            self.baseline = (
                "the row of the background"
                if self.rows == 1
                else f"each of the {self.rows:,} rows of the background"
            )
        else:
            common = [_common(self.frame.iloc[:, at]) for at in range(self.count)]
            self.others = pandas.DataFrame([common], columns=self.frame.columns)
            self.baseline = (
                "the column's median, or its most frequent value"
                if self.length > 1
                else "0 for numbers, an empty text for others"
            )
        self._most = settings.max_cells

    @classmethod
    def takes(cls, value: Any, component: Component | None) -> bool:
        if is_named(type(value), "pandas.DataFrame"):
            return True
        is_table = getattr(component, "kind", None) == "dataframe"
        if isinstance(value, np.ndarray) and value.ndim == 2:
            return is_table or value.shape[0] == 1
        return is_table and isinstance(value, list)

    def _rows_of(self, background: Any) -> Any:
        pandas = needed("pandas")
        if is_named(type(background), "pandas.DataFrame"):
            missing = [name for name in self.frame.columns if name not in background.columns]
            if missing:
                raise InterpretationError(
                    f"The background has no column {missing[0]!r}, which the input has."
                )
            found = background[list(self.frame.columns)]
        else:
            rows = np.atleast_2d(np.asarray(background))
            if rows.shape[1] != self.count:
                raise InterpretationError(
                    f"The rows of the background have {rows.shape[1]} values, those of the input "
                    f"{self.count}."
                )
            found = pandas.DataFrame(rows, columns=self.frame.columns)
        if not len(found):
            raise InterpretationError("background= has no rows.")
        return found

    def without(self, absent: Mask, row: int = 0) -> Any:
        if not absent.any():
            return self.value
        columns = [
            self._filled(at, row) if absent[at] else self.frame.iloc[:, at]
            for at in range(self.count)
        ]
        return self._as_given(columns)

    def _filled(self, at: int, row: int) -> Any:
        """Return a column with one value in all rows."""
        pandas = needed("pandas")
        column = self.frame.iloc[:, at]
        other = self.others.iloc[row % self.rows, at]
        found = pandas.Series([other] * self.length, index=self.frame.index)
        if column.dtype == found.dtype or column.dtype.kind in "iu":
            return found  # a mean of whole numbers need not be whole
        try:
            return found.astype(column.dtype)
        except (TypeError, ValueError):
            return found

    def _as_given(self, columns: list[Any]) -> Any:
        pandas = needed("pandas")
        frame = pandas.concat(columns, axis=1) if columns else self.frame
        frame.columns = self.frame.columns
        if isinstance(self.value, np.ndarray):
            return frame.to_numpy(self.value.dtype)
        return frame if frame.__class__ is type(self.value) else frame.to_numpy().tolist()

    @property
    def _has_cells(self) -> bool:
        return self.length > 1 and self.length * self.count <= self._most

    def extras(self) -> list[Any]:
        if not self._has_cells:
            return []
        return [
            self._cell(row, column) for row in range(self.length) for column in range(self.count)
        ]

    def _cell(self, row: int, column: int) -> Any:
        columns = [self.frame.iloc[:, at] for at in range(self.count)]
        found = columns[column].copy()
        other = self.others.iloc[0, column]
        if found.dtype.kind in "iu":
            found = found.astype(float) if float(other) != int(other) else found
        found.iloc[row] = other
        columns[column] = found
        return self._as_given(columns)

    def name(self, at: int) -> str:
        return self.names[at]

    def detail(self, marks: Marks, prediction: float, extras: Floats | None) -> TableScores:
        cells: list[CellScore] = []
        if extras is not None and len(extras):
            for at, answer in enumerate(extras):
                row, column = divmod(at, self.count)
                without = known(answer)
                score = None if without is None else prediction - without
                cells.append(CellScore(row=row, column=column, score=score, without=without))
        return TableScores(
            rows=self.length,
            columns=tuple(
                ColumnScore(name=name, **marks.of(at)) for at, name in enumerate(self.names)
            ),
            cells=tuple(cells),
        )

    @property
    def shown(self) -> str:
        return f"table, {self.length:,} × {self.count}"


def _common(column: Any) -> Any:
    """Return what stands for an absent value of a column, when nobody says."""
    is_number = column.dtype.kind in "iuf"
    if len(column) < 2 or not column.notna().any():
        return 0 if is_number else False if column.dtype.kind == "b" else ""
    return column.median() if is_number else column.mode().iloc[0]
