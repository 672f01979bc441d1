"""An input, cut into parts that can be absent."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ...components.base import Component
from ...explanation import Detail

__all__ = ["Floats", "Marks", "Mask", "Parts", "Settings", "is_finite", "known", "shown"]

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

_SHOWN = 80
"""Characters of a value in words."""


@dataclass
class Settings:
    """How inputs are cut into parts: what `gr.interpret` takes for that."""

    separator: str | None = None
    """Between the pieces of a text; by default any white space."""
    replacement: Any = None
    """What stands in the place of an absent part: a text; for pictures `"mean"`, `"segment"`,
    `"blur"`, or a colour."""
    level: str = "word"
    """Pieces of a text: `"word"`, `"sentence"`, `"character"`."""
    tokenizer: Any = None
    """A function that cuts a text, in place of `separator` and `level`."""
    segments: Any = None
    """How many pieces of a picture or a sound, or an array that numbers those of the pixels."""
    steps: int | None = None
    """Values of a number to each side, or over the range of a slider or of the background."""
    delta: float | None = None
    """How far they are apart; by default 1, where there is neither range nor background."""
    delta_type: str = "percent"
    """`"percent"` of the value, or `"absolute"`."""
    max_units: int = 1000
    """Pieces of a text, beyond which neighbours are taken together."""
    max_cells: int = 200
    """Cells of a table, beyond which only its columns are looked at."""
    max_choices: int = 50
    """Other choices that are tried."""
    warnings: list[str] = field(default_factory=list)

    def of(self, given: Mapping[str, Any]) -> Settings:
        """Return those for one input whose control says how it is cut, where nothing else is said.

        Examples
        --------
        >>> Settings(steps=2).of({"steps": 8, "delta": 5}).steps
        2
        """
        plain = Settings()
        unsaid = {name for name in given if getattr(self, name) is getattr(plain, name)}
        return replace(self, **{name: given[name] for name in unsaid})


@dataclass
class Marks:
    """What became of the parts of one input; NaN where nothing is known."""

    scores: Floats
    std: Floats | None = None
    without: Floats | None = None

    @classmethod
    def none(cls, count: int) -> Marks:
        """Return marks of which nothing is known yet."""
        return cls(np.full(count, np.nan), None, np.full(count, np.nan))

    def of(self, at: int) -> dict[str, Any]:
        """Return what is known of one part, by the names of its fields."""
        return {
            "score": known(self.scores[at]),
            "std": None if self.std is None else known(self.std[at]),
            "without": None if self.without is None else known(self.without[at]),
        }


class Parts:
    """An input, cut into parts that can be absent.

    Parameters
    ----------
    value
        Of the input.
    component : Component or None
        Its control, where there is one.
    settings
        How it is cut.
    background
        What absent means, where the caller says so; `None` otherwise.

    Attributes
    ----------
    count : int
        How many parts there are.
    rows : int
        How many values stand for what is absent: predictions are means over them.
    baseline : str
        What absent means, in words.
    given : bool
        Whether the caller said that.
    """

    kind: ClassVar[str] = "other"

    count: int = 1
    rows: int = 1
    baseline: str = ""
    given: bool = False

    def __init__(
        self, value: Any, component: Component | None, settings: Settings, background: Any
    ) -> None:
        self.value = value

    @classmethod
    def takes(cls, value: Any, component: Component | None) -> bool:
        """Whether a value is of this kind."""
        return False

    def without(self, absent: Mask, row: int = 0) -> Any:
        """Return the value with some parts absent.

        Parameters
        ----------
        absent
            One truth value for each part.
        row
            Which of the values that stand for what is absent.
        """
        raise NotImplementedError

    def name(self, at: int) -> str:
        """Return what a part is called."""
        return ""

    def extras(self) -> Sequence[Any]:
        """Return further values of the input that are worth a look: neighbours, cells."""
        return ()

    def detail(self, marks: Marks, prediction: float, extras: Floats | None) -> Detail | None:
        """Return the scores of the parts, as they travel.

        Parameters
        ----------
        marks
            Of the parts.
        prediction
            With the input as it is.
        extras
            What the function says to each of `extras()`; `None` when it was not asked.
        """
        return None

    @property
    def shown(self) -> str:
        """The value in words."""
        return shown(self.value)

    @property
    def everything(self) -> Mask:
        """The mask in which all is absent."""
        return np.ones(self.count, bool)

    @property
    def nothing(self) -> Mask:
        """The mask in which nothing is."""
        return np.zeros(self.count, bool)


def is_finite(value: Any) -> bool:
    """Whether a value is a number that others lie beside."""
    try:
        return math.isfinite(value)
    except (TypeError, OverflowError):  # no number, or a whole one beyond all others
        return False


def known(number: Any) -> float | None:
    """Return a number, or `None` for one that is not finite."""
    return None if number is None or not math.isfinite(number) else float(number)


def shown(value: Any) -> str:
    """Return a value in words, cut short."""
    if value is None:
        return "nothing"
    shape = getattr(value, "shape", None)
    if shape:
        return f"{type(value).__name__} {' × '.join(map(str, shape))}"
    if isinstance(value, float) or hasattr(value, "dtype"):
        return f"{float(value):.6g}"
    text = value if isinstance(value, str) else str(getattr(value, "name", value))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
