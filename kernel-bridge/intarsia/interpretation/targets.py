"""Which number of a result is explained, and how it is read from a result."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from ..explanation import ExplainedTarget
from ..parameters import nearest
from .problems import InterpretationError

__all__ = ["Target", "bare_classes"]

Kind = Literal["class", "number", "same", "words", "own"]

_OPTIONS = 100
"""Classes that are told, the greatest first."""

_LONG = 3
"""Words of a text up to which it is taken for the name of a class."""


class Target:
    """The number that is explained.

    Parameters
    ----------
    kind
        What it is; see `ExplainedTarget`.
    output
        Which of the results.
    label
        The class, or what the number is called.
    options
        What else could be explained.
    read
        Takes the value of that result, and returns the number.
    """

    def __init__(
        self,
        kind: Kind,
        output: int,
        label: str,
        read: Callable[[Any], float],
        *,
        several: bool,
        options: Sequence[str] = (),
        output_label: str = "",
    ) -> None:
        self.kind = kind
        self.output = output
        self.label = label
        self.options = tuple(options[:_OPTIONS])
        self.output_label = output_label
        self.row: int | None = None
        """Of a result that has rows, as of tokens: the one that is looked at."""
        self._read = read
        self._several = several

    @classmethod
    def choose(cls, result: Any, wanted: Any = None, labels: Sequence[str] = ()) -> Target:
        """Return what is explained of a result.

        Parameters
        ----------
        result
            What the function returned.
        wanted : str, int, tuple or callable, optional
            A class, by its name; two classes, of which it is told what speaks for the first rather
            than for the second; a result, by its place, where there are several; `(place,
            class)`; the place of a number in an array, `(row, column)` where it has rows, as of
            tokens; or a function that takes the result and returns a number. By default the first
            result that has a number, and of its classes the greatest.
        labels
            Names of the results.

        Raises
        ------
        InterpretationError
            When there is no such target, or no number in the result.
        """
        if callable(wanted):
            return cls._own(wanted)
        results = list(result) if isinstance(result, tuple) else [result]
        several = isinstance(result, tuple)
        names = [f"result {at + 1}" if several else "result" for at in range(len(results))]
        for at, label in enumerate(labels[: len(results)]):
            names[at] = label or names[at]
        place, inside = _place(wanted, results)
        for at in range(len(results)) if place is None else [place]:
            found = _within(results[at], inside)
            if found is not None:
                kind, label, read, options = found
                name = label or names[at]
                made = cls(
                    kind,
                    at,
                    name,
                    read,
                    several=several,
                    options=options,
                    output_label=names[at],
                )
                if _table(_bare(results[at])) is not None:
                    made.row = int(label.partition(",")[0])
                return made
        raise _nothing(results, place, inside)

    @classmethod
    def _own(cls, wanted: Callable[[Any], Any]) -> Target:
        name = getattr(wanted, "__name__", "target")
        target = cls("own", 0, "target" if name == "<lambda>" else name, wanted, several=False)
        return target

    def of(self, result: Any) -> float:
        """Return the number in a result; NaN where there is none.

        Raises
        ------
        Exception
            What the caller's own function raises.
        """
        if self.kind != "own" and self._several:
            if not isinstance(result, (tuple, list)) or len(result) <= self.output:
                return math.nan
            result = result[self.output]
        number = float(self._read(result))
        return number if math.isfinite(number) else math.nan

    def told(self, scale: str = "") -> ExplainedTarget:
        """Return it as it travels."""
        return ExplainedTarget(
            output=self.output,
            output_label=self.output_label,
            kind=self.kind,
            label=self.label,
            options=self.options,
            scale=scale,
        )


_Found = tuple[Kind, str, Callable[[Any], float], Sequence[str]]


def _place(wanted: Any, results: Sequence[Any]) -> tuple[int | None, Any]:
    """Return which result is wanted, and what in it."""
    if isinstance(wanted, tuple) and len(wanted) == 2 and all(isinstance(e, str) for e in wanted):
        return None, wanted
    if len(results) == 1 and _table(_bare(results[0])) is not None:
        is_named = isinstance(wanted, tuple) and len(wanted) == 2 and isinstance(wanted[1], str)
        return 0, wanted[1] if is_named else wanted
    if isinstance(wanted, tuple) and len(wanted) == 2:
        return _checked(wanted[0], results), wanted[1]
    if isinstance(wanted, int) and not isinstance(wanted, bool):
        if len(results) > 1:
            return _checked(wanted, results), None
        return 0, (wanted if _numbers(results[0]) is not None or _classes(results[0]) else None)
    return None, wanted


def _checked(place: Any, results: Sequence[Any]) -> int:
    if not isinstance(place, int) or not -len(results) <= place < len(results):
        raise InterpretationError(
            f"target={place!r} names none of the {len(results)} results; they count from 0."
        )
    return place % len(results)


def _within(value: Any, wanted: Any) -> _Found | None:
    """Return the kind of a target in one result, its label, how to read it, and others."""
    value = _bare(value)
    classes = _classes(value)
    if classes:
        return _of_classes(classes, wanted)
    if _is_number(value):
        return ("number", "", _number, ()) if wanted is None else None
    numbers = _numbers(value)
    if numbers is not None:
        return _of_numbers(numbers, wanted)
    if isinstance(value, str):
        return _of_text(value, wanted)
    table = _table(value)
    return None if table is None or wanted is None else _of_table(table, wanted)


def _of_classes(classes: Mapping[Any, float], wanted: Any) -> _Found | None:
    ranked = sorted(classes, key=lambda name: (-_rank(classes[name]), str(name)))
    options = [str(name) for name in ranked]
    if wanted is None:
        chosen = ranked[0]
    else:
        chosen = next((name for name in ranked if name == wanted or str(name) == wanted), None)
        if chosen is None:
            pair = _pair(ranked, wanted)
            return None if pair is None else _of_pair(pair, options)

    def read(value: Any) -> float:
        found = _classes(_bare(value))
        # A class that is not told any more, as of the few greatest, has none.
        return float(found.get(chosen, 0.0) or 0.0) if found is not None else math.nan

    return "class", str(chosen), read, options


_LESS = " − "


def _pair(names: Sequence[Any], wanted: Any) -> tuple[Any, Any] | None:
    """Return the two classes that are held against each other; a text may name both."""
    given = wanted.split(_LESS) if isinstance(wanted, str) else wanted
    if not isinstance(given, (list, tuple)) or len(given) != 2:
        return None
    found = [next((name for name in names if str(name) == str(each)), None) for each in given]
    return None if None in found else (found[0], found[1])


def _of_pair(pair: tuple[Any, Any], options: Sequence[str]) -> _Found:
    """Return how much more a result speaks for one class than for another."""

    def read(value: Any) -> float:
        found = _classes(_bare(value))
        if found is None:
            return math.nan
        one, other = (float(found.get(each, 0.0) or 0.0) for each in pair)
        return one - other

    label = _LESS.join(map(str, pair))
    return "class", label, read, [label, *options]


def _of_numbers(numbers: Sequence[float], wanted: Any) -> _Found | None:
    options = [str(at) for at in sorted(range(len(numbers)), key=lambda i: -_rank(numbers[i]))]
    if wanted is None:
        chosen = int(options[0])
    else:
        try:
            chosen = int(wanted)
        except (TypeError, ValueError):
            return None
        if not -len(numbers) <= chosen < len(numbers):
            return None
        chosen %= len(numbers)

    def read(value: Any) -> float:
        found = _numbers(_bare(value))
        return found[chosen] if found is not None and len(found) > chosen else math.nan

    if len(numbers) == 1:
        return "number", "", read, ()
    return "class", str(chosen), read, options


def _of_table(table: Any, wanted: Any) -> _Found | None:
    """Return the number in one row and column; `wanted` may be a text of the two as well."""
    try:
        parts = wanted.split(",") if isinstance(wanted, str) else wanted
        row, column = (int(each) for each in parts)
    except (TypeError, ValueError):
        return None
    height, width = table.shape
    if not (-height <= row < height and -width <= column < width):
        return None
    column %= width
    order = sorted(range(width), key=lambda at: -_rank(float(table[row, at])))

    def read(value: Any) -> float:
        found = _table(_bare(value))
        if found is None or not -len(found) <= row < len(found) or found.shape[1] <= column:
            return math.nan
        return float(found[row, column])

    return "class", f"{row}, {column}", read, [f"{row}, {at}" for at in order]


def _of_text(value: str, wanted: Any) -> _Found:
    text = value.strip()
    if wanted is None and len(text.split()) <= _LONG:
        return "same", value, lambda found: float(_bare(found) == value), (value,)
    if wanted is not None:
        word = str(wanted)
        return "same", word, lambda found: float(_says(_bare(found), word)), (value,)
    return "words", "the words of the result", lambda found: _overlap(value, _bare(found)), ()


def _says(found: Any, word: str) -> bool:
    return isinstance(found, str) and (found == word or word in found.split())


def _overlap(first: str, second: Any) -> float:
    """How much of two texts is the same: the F1 of their words."""
    if not isinstance(second, str):
        return math.nan
    one, other = Counter(first.split()), Counter(second.split())
    common = (one & other).total()
    total = one.total() + other.total()
    return 2 * common / total if total else float(first == second)


def _bare(value: Any) -> Any:
    """Return the value of a component that a function returned, or itself."""
    if type(value).__module__.startswith("intarsia.") and hasattr(value, "value"):
        return value.value
    return value


def _classes(value: Any) -> Mapping[Any, float] | None:
    """Return the classes and confidences that a value holds, as a label shows it."""
    if not isinstance(value, Mapping) or not value:
        return None
    if value.keys() <= {"label", "confidences"} and "label" in value:
        told = value.get("confidences")
        if isinstance(told, Mapping):
            return told
        if isinstance(told, (list, tuple)):
            try:
                return {each["label"]: each["confidence"] for each in told}
            except (KeyError, TypeError):
                return None
        return {value["label"]: 1.0} if isinstance(value["label"], str) else None
    if all(_is_number(each) or each is None for each in value.values()):
        return value
    return None


def bare_classes(result: Any) -> Any:
    """Return the class that a result says: the greatest, where it has several."""
    value = _bare(result)
    classes = _classes(value)
    if classes:
        return max(classes, key=lambda name: _rank(classes[name]))
    numbers = _numbers(value)
    if numbers is not None and len(numbers) > 1:
        return max(range(len(numbers)), key=lambda at: _rank(numbers[at]))
    return value


def _is_number(value: Any) -> bool:
    if isinstance(value, (bool, int, float)):
        return True
    return getattr(value, "shape", None) == () and hasattr(value, "__float__")


def _number(value: Any) -> float:
    value = _bare(value)
    return float(value) if _is_number(value) else math.nan


def _numbers(value: Any) -> list[float] | None:
    """Return the numbers of a flat list or array."""
    if hasattr(value, "tolist") and getattr(value, "shape", ()) != ():
        shape = tuple(value.shape)
        if len(shape) == 2 and shape[0] == 1:  # one row of `predict_proba`
            value = value[0]
        elif len(shape) != 1:
            return None
        value = value.tolist()
    if isinstance(value, (list, tuple)) and value and all(map(_is_number, value)):
        return [float(each) for each in value]
    return None


def _table(value: Any) -> Any:
    """Return the numbers of an array that has rows, as of the tokens of a text."""
    is_rows = isinstance(value, (list, tuple)) and value and isinstance(value[0], (list, tuple))
    if not (is_rows or len(getattr(value, "shape", ())) > 1) or hasattr(value, "columns"):
        return None
    import numpy as np

    try:
        found = np.asarray(value.detach().cpu() if hasattr(value, "detach") else value, float)
    except (TypeError, ValueError):
        return None
    if found.ndim == 3 and len(found) == 1:
        found = found[0]
    return found if found.ndim == 2 and found.shape[0] > 1 and found.shape[1] else None


def _rank(number: float | None) -> float:
    return -math.inf if number is None or math.isnan(number) else number


def _nothing(results: Sequence[Any], place: int | None, wanted: Any) -> InterpretationError:
    options = []
    for each in results if place is None else [results[place]]:
        classes, numbers = _classes(_bare(each)), _numbers(_bare(each))
        options += [str(name) for name in classes or ()]
        options += [str(at) for at in range(len(numbers or ()))]
    if wanted is not None and options:
        told = ", ".join(map(repr, options[:20]))
        return InterpretationError(
            f"The result has no {wanted!r} to explain; it has {told}."
            + nearest(str(wanted), options)
        )
    tables = [table for table in map(_table, map(_bare, results)) if table is not None]
    if tables:
        height, width = tables[0].shape
        return InterpretationError(
            f"The result is a table of {height} × {width} numbers, as of {height} tokens, and has "
            + ("no single one to explain" if wanted is None else f"none at {wanted!r}")
            + ": target=(row, column) says which, as in target=(-1, 0) for the first one of the "
            "last row."
        )
    kinds = ", ".join(type(each).__name__ for each in results)
    return InterpretationError(
        f"There is no number in the result ({kinds}) to explain. Give a function that makes one of "
        "it: target=lambda result: …"
    )
