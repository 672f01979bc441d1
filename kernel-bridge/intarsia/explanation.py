"""An explanation of a result, as data: what each part of each input did to one number of it.

It travels and is saved as JSON (`Explanation.to_json`), in which the dataclasses here are objects
of exactly their fields. What a part of an input is depends on the input: `Detail` has a class for
each sort, told apart by `kind`. Large arrays are `Grid`s.
"""

from __future__ import annotations

import base64
import dataclasses
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from .frozen import dataclass

if TYPE_CHECKING:
    import numpy

__all__ = [
    "AttentionScores",
    "CellScore",
    "ChoiceScore",
    "ChoiceScores",
    "ColumnScore",
    "Cost",
    "CurvePoint",
    "CurveScores",
    "Detail",
    "ExplainedTarget",
    "Explanation",
    "FeatureScore",
    "FeatureScores",
    "Fidelity",
    "Grid",
    "HeatScores",
    "InputScores",
    "MethodOffer",
    "SegmentScore",
    "SegmentScores",
    "SoundScore",
    "SoundScores",
    "TableScores",
    "TokenScore",
    "TokenScores",
]

VERSION = 1
"""Of the JSON form."""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Numbers in rows and columns, or in more dimensions."""

    shape: tuple[int, ...]
    dtype: Literal["float32", "float64", "uint8", "uint16", "uint32"]
    data: Any
    """The numbers one after another, the last dimension first, little-endian: bytes, or in a file
    their base64 as text."""

    @classmethod
    def of(cls, array: Any) -> Grid:
        """Return the grid of a numpy array."""
        import numpy as np

        found = np.asarray(array)
        names = {"f": "float64" if found.dtype.itemsize > 4 else "float32"}
        largest = int(found.max(initial=0)) if found.dtype.kind in "iub" else 0
        whole = "uint8" if largest < 2**8 else "uint16" if largest < 2**16 else "uint32"
        dtype: Any = names.get(found.dtype.kind, whole)
        data = np.ascontiguousarray(found, np.dtype(dtype).newbyteorder("<")).tobytes()
        return cls(shape=tuple(map(int, found.shape)), dtype=dtype, data=data)

    def array(self) -> numpy.ndarray[Any, Any]:
        """Return it as a numpy array."""
        import numpy as np

        data = base64.b64decode(self.data) if isinstance(self.data, str) else self.data
        kind = np.dtype(self.dtype).newbyteorder("<")
        return np.frombuffer(data, kind).reshape(self.shape).astype(self.dtype)


# ------------------------------------------------------------------ parts of inputs


@dataclass(frozen=True, kw_only=True)
class TokenScore:
    """A piece of a text."""

    text: str
    start: int
    """Where it begins in the text, in characters (code points)."""
    end: int
    score: float | None
    """Null where the function failed without it."""
    std: float | None = None
    """Standard deviation of the score over repetitions."""
    without: float | None = None
    """What the function says without it."""


@dataclass(frozen=True, kw_only=True)
class TokenScores:
    """The pieces of a text; what stands between them has no score."""

    kind: Literal["tokens"] = "tokens"
    text: str
    level: Literal["word", "sentence", "token", "character", "chunk"]
    """What a piece is."""
    units: tuple[TokenScore, ...]


@dataclass(frozen=True, kw_only=True)
class ChoiceScore:
    """One of the values that could be chosen."""

    label: str
    chosen: bool
    score: float | None
    """What having the present choice in place of this one adds; of several: what having this one
    adds to not having it. Null for the one that is chosen, and where the function failed."""
    std: float | None = None
    prediction: float | None = None
    """What the function says with this choice; of several: with this one changed."""


@dataclass(frozen=True, kw_only=True)
class ChoiceScores:
    """The values that could be chosen."""

    kind: Literal["choices"] = "choices"
    several: bool
    """Whether several can be chosen at once."""
    units: tuple[ChoiceScore, ...]


@dataclass(frozen=True, kw_only=True)
class CurvePoint:
    """What the function says where an input has this value."""

    x: float
    prediction: float | None
    """Null where the function failed."""
    low: float | None = None
    """Lower end of an interval around it."""
    high: float | None = None


@dataclass(frozen=True, kw_only=True)
class CurveScores:
    """A response curve: the prediction over the values of one number."""

    kind: Literal["curve"] = "curve"
    at: float
    """The present value."""
    points: tuple[CurvePoint, ...]
    """In the order of `x`; the present value is among them."""


@dataclass(frozen=True, kw_only=True)
class SegmentScore:
    """A piece of a picture."""

    index: int
    """Its number in `labels`."""
    pixels: int
    score: float | None
    std: float | None = None
    without: float | None = None


@dataclass(frozen=True, kw_only=True)
class SegmentScores:
    """The pieces of a picture."""

    kind: Literal["segments"] = "segments"
    labels: Grid
    """Height × width: for each pixel the number of its piece."""
    units: tuple[SegmentScore, ...]


@dataclass(frozen=True, kw_only=True)
class HeatScores:
    """A score for each pixel of a picture."""

    kind: Literal["heatmap"] = "heatmap"
    values: Grid
    """Height × width of the picture."""
    signed: bool
    """Whether there are scores below zero; otherwise only how much a pixel matters."""


@dataclass(frozen=True, kw_only=True)
class ColumnScore:
    """A column of a table."""

    name: str
    score: float | None
    std: float | None = None
    without: float | None = None


@dataclass(frozen=True, kw_only=True)
class CellScore:
    """A cell of a table."""

    row: int
    column: int
    score: float | None
    std: float | None = None
    without: float | None = None


@dataclass(frozen=True, kw_only=True)
class TableScores:
    """The columns of a table, and its cells where they are few enough."""

    kind: Literal["table"] = "table"
    rows: int
    columns: tuple[ColumnScore, ...]
    cells: tuple[CellScore, ...]
    """Row by row; empty when only columns were looked at."""


@dataclass(frozen=True, kw_only=True)
class SoundScore:
    """A stretch of a sound."""

    start: float
    """In seconds."""
    end: float
    score: float | None
    std: float | None = None
    without: float | None = None


@dataclass(frozen=True, kw_only=True)
class SoundScores:
    """The stretches of a sound."""

    kind: Literal["sound"] = "sound"
    rate: int
    """Samples in a second."""
    samples: int
    units: tuple[SoundScore, ...]
    wave: Grid | None = None
    """2 × stretches of time: how far it goes down and up in each, from -1 to 1; null where that is
    not told."""


@dataclass(frozen=True, kw_only=True)
class FeatureScore:
    """A number that a model gets, a field of a record, an item of a list."""

    name: str
    value: str
    """In words; empty where many are looked at."""
    score: float | None
    std: float | None = None
    without: float | None = None
    low: float | None = None
    """Lower end of the interval of the score; 95 % where nothing else is said."""
    high: float | None = None
    points: tuple[tuple[float, float], ...] = ()
    """Of many rows of data: the value and the score in each, for a swarm of points."""
    curve: tuple[CurvePoint, ...] = ()
    """Partial dependence: the mean prediction over the values of this one."""


@dataclass(frozen=True, kw_only=True)
class FeatureScores:
    """Named parts: a record's, a list's, or what the model got in place of the input."""

    kind: Literal["features"] = "features"
    of_model: bool
    """Whether these are features that the model gets, not parts of the input itself."""
    units: tuple[FeatureScore, ...]


@dataclass(frozen=True, kw_only=True)
class AttentionScores:
    """What a transformer attended to."""

    kind: Literal["attention"] = "attention"
    units: tuple[TokenScore, ...]
    """Its tokens, special ones included; those have an empty stretch of the text."""
    weights: Grid
    """Layers × heads × tokens × tokens: how much each (row) attends to each (column)."""
    rollout: Grid
    """Tokens × tokens: attention followed through all layers."""


Detail = (
    TokenScores
    | ChoiceScores
    | CurveScores
    | SegmentScores
    | HeatScores
    | TableScores
    | SoundScores
    | FeatureScores
    | AttentionScores
)
"""The parts of one input."""


# ------------------------------------------------------------------ the whole


@dataclass(frozen=True, kw_only=True)
class InputScores:
    """What one input did, as a whole and by its parts."""

    name: str
    """Of the parameter."""
    label: str
    kind: str
    """`text`, `number`, `choice`, `choices`, `picture`, `table`, `sound`, `record`, `list`, or
    `other`."""
    shown: str
    """The value in words, cut short."""
    score: float | None
    """Of the whole input. Null where it was not looked at or the function failed."""
    std: float | None = None
    low: float | None = None
    high: float | None = None
    without: float | None = None
    """What the function says when the whole input is absent."""
    baseline: str
    """What absent means, in words: "left out", "0", "the mean colour of the piece"."""
    baseline_given: bool
    """Whether the caller said so (`background=`); otherwise it is the default for its kind."""
    detail: Detail | None = None


@dataclass(frozen=True, kw_only=True)
class ExplainedTarget:
    """The one number of a result that is explained."""

    output: int
    """Which of the results, from 0."""
    output_label: str
    kind: Literal["class", "number", "same", "words", "own"]
    """A class's confidence; a number; whether the result stays the same (1 or 0); how much of a
    text stays; a function of the caller's."""
    label: str
    """The class, or what the number is called."""
    options: tuple[str, ...]
    """Others that `target=` can name in its place, the greatest first."""
    scale: str = ""
    """What the scores, the prediction and the base value are in, where that is another scale than
    the function's: `log-odds`, `logits`."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What an explanation took."""

    calls: int
    """Of the function, for one set of inputs each; in a batch each counts."""
    cached: int
    """Answers that were known from before."""
    failed: int
    """Calls that raised or gave no number: they are left out."""
    seconds: float
    budget: str | None
    """As it was given, in words."""
    exhausted: bool
    """Whether it ended the work before its time."""


@dataclass(frozen=True, kw_only=True)
class MethodOffer:
    """A method that could be asked, and how well it fits."""

    name: str
    title: str
    fit: float
    """From 0, not at all, to 1."""
    because: str


@dataclass(frozen=True, kw_only=True)
class Fidelity:
    """How well the scores tell which parts matter: parts taken away, or put back, in their order.

    A faithful order makes `deletion` fall and `insertion` rise sooner than a random one
    (Petsiuk, Das & Saenko 2018, RISE).
    """

    fractions: tuple[float, ...]
    """Shares of the parts that are away, or are back."""
    deletion: tuple[float | None, ...]
    insertion: tuple[float | None, ...]
    random_deletion: tuple[float | None, ...]
    """Mean over random orders."""
    random_insertion: tuple[float | None, ...]
    deletion_area: float | None
    """Mean height of the curve; smaller is better."""
    insertion_area: float | None
    """Larger is better."""
    random_deletion_area: float | None
    random_insertion_area: float | None
    orders: int
    """Random orders that were tried."""
    p_value: float | None
    """Share of random orders (this one included) that do at least as well, insertion less
    deletion."""
    calls: int


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Why a function said what it said: a score for each part of each input.

    Attributes
    ----------
    method : str
        The name of the method.
    base_value, prediction : float or None
        What the function says with everything absent, and with the inputs as they are.
    scores : list
        One entry for each input: a float; a list of `(unit, score)` for texts, choices and named
        parts; an array of the input's shape for pictures, sounds and tables.
    calls : int
        How often the function was called.

    Examples
    --------
    >>> import intarsia as gr
    >>> def price(rooms: int, garden: bool) -> float:
    ...     return 100.0 * rooms + 50.0 * garden
    >>> e = gr.interpret(price, {"rooms": 3, "garden": True})
    >>> e.prediction, e.base_value, [each.score for each in e.inputs]
    (350.0, 0.0, [300.0, 50.0])
    """

    version: int = VERSION
    scope: Literal["local", "global"]
    """Of one result, or of the function over a set of data."""
    method: str
    title: str
    """The method as a person calls it."""
    because: str
    """Why this method."""
    parameters: dict[str, Any]
    """Those of the method, as they counted."""
    seed: int
    explained: ExplainedTarget
    prediction: float | None
    """Of the explained number, with the inputs as they are; null over a set of data."""
    base_value: float | None
    """With everything absent; null where the method has none."""
    inputs: tuple[InputScores, ...]
    is_additive: bool
    """Whether the method promises that the scores add up to `prediction` less `base_value`."""
    additivity_gap: float | None
    """`prediction` less `base_value` less the sum of the scores."""
    cost: Cost
    repetitions: int = 1
    """How often each answer was asked for, or the whole was repeated."""
    noise: float | None = None
    """Standard deviation of the function's own answers to the same inputs; null where it always
    gave the same."""
    warnings: tuple[str, ...] = ()
    final: bool = True
    """Whether nothing more comes; otherwise it is what is known so far."""
    progress: float = 1.0
    """Share of the work that is done."""
    code: str = ""
    """The call that repeats it."""
    offers: tuple[MethodOffer, ...] = ()
    """All methods that were considered, the best first."""
    fidelity: Fidelity | None = None

    @property
    def target(self) -> str | int | tuple[int, str]:
        """What was explained, as `target=` takes it."""
        label = self.explained.label if self.explained.kind in ("class", "words") else None
        if label is None:
            return self.explained.output
        return (self.explained.output, label) if self.explained.output else label

    @property
    def calls(self) -> int:
        """How often the function was called."""
        return self.cost.calls

    @property
    def scores(self) -> list[Any]:
        """The scores, one entry for each input."""
        return [_scores(each) for each in self.inputs]

    def to_frame(self) -> Any:
        """Return a `pandas.DataFrame` with a row for each part.

        Columns: `input`, `unit`, `score`, `std`, `without`. The pixels of a heat map are left out.

        Raises
        ------
        ModuleNotFoundError
            When pandas is not installed.
        """
        from importlib import import_module

        rows = [row for each in self.inputs for row in _rows(each)]
        columns = ["input", "unit", "score", "std", "without"]
        return import_module("pandas").DataFrame(rows, columns=columns)

    def to_json(self, *, buffers: bool = False) -> dict[str, Any]:
        """Return it as JSON has it: dicts, lists, texts and finite numbers.

        Parameters
        ----------
        buffers : bool, default False
            Whether the numbers of grids stay bytes, for a channel that takes them; otherwise they
            are base64.
        """
        found: dict[str, Any] = _plain(self, buffers)
        return found

    def to_svg(self, path: str | os.PathLike[str] | None = None) -> str:
        """Return it as a picture in SVG, drawn by matplotlib; with a path, write it there too.

        Raises
        ------
        ModuleNotFoundError
            When matplotlib is not installed.
        """
        from .explanationfigure import picture

        return _written(picture(self, "svg"), path).decode()

    def to_png(self, path: str | os.PathLike[str] | None = None) -> bytes:
        """Return it as a picture in PNG, drawn by matplotlib; with a path, write it there too.

        Raises
        ------
        ModuleNotFoundError
            When matplotlib is not installed.
        """
        from .explanationfigure import picture

        return _written(picture(self, "png"), path)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Explanation:
        """Return the explanation that `to_json` wrote.

        Raises
        ------
        BadMessageError
            When it is none, or of a later version; the message names the field.
        """
        from .wire import decode_record

        return decode_record(cls, data)

    def __repr__(self) -> str:
        parts = ", ".join(f"{each.name}={_number(each.score)}" for each in self.inputs)
        said = f"{self.explained.label}: {_number(self.prediction)}"
        base = "" if self.base_value is None else f", base {_number(self.base_value)}"
        return f"<Explanation of {said}{base} by {self.method}: {parts}>"


def _written(data: bytes, path: str | os.PathLike[str] | None) -> bytes:
    if path is not None:
        Path(path).write_bytes(data)
    return data


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.4g}"


def _plain(value: Any, buffers: bool) -> Any:
    if dataclasses.is_dataclass(value):
        return {
            field.name: _plain(getattr(value, field.name), buffers)
            for field in dataclasses.fields(value)
        }
    if isinstance(value, (tuple, list)):
        return [_plain(item, buffers) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item, buffers) for key, item in value.items()}
    if isinstance(value, bytes) and not buffers:
        return base64.b64encode(value).decode()
    return value


def _score(value: float | None) -> float:
    return float("nan") if value is None else value


def _scores(item: InputScores) -> Any:
    """Return an input's scores as plain values."""
    detail = item.detail
    if isinstance(detail, (TokenScores, AttentionScores)):
        return [(unit.text, unit.score) for unit in detail.units]
    if isinstance(detail, ChoiceScores):
        return [(unit.label, unit.score) for unit in detail.units]
    if isinstance(detail, FeatureScores):
        return [(unit.name, unit.score) for unit in detail.units]
    if isinstance(detail, SegmentScores):
        return _painted(detail)
    if isinstance(detail, HeatScores):
        return detail.values.array()
    if isinstance(detail, TableScores):
        return _table(detail)
    if isinstance(detail, SoundScores):
        return _samples(detail)
    return item.score


def _painted(detail: SegmentScores) -> Any:
    """Each pixel with the score of its piece."""
    import numpy as np

    labels = detail.labels.array().astype(int)
    scores = np.zeros(max((unit.index for unit in detail.units), default=0) + 1)
    for unit in detail.units:
        scores[unit.index] = _score(unit.score)
    return scores[labels]


def _table(detail: TableScores) -> Any:
    """Each cell with its score, or with its share of that of its column."""
    import numpy as np

    scores = np.array([_score(column.score) for column in detail.columns])
    cells = np.tile(scores / max(detail.rows, 1), (detail.rows, 1))
    for cell in detail.cells:
        cells[cell.row, cell.column] = _score(cell.score)
    return cells


def _samples(detail: SoundScores) -> Any:
    """Each sample with the score of its stretch."""
    import numpy as np

    scores = np.zeros(detail.samples)
    for unit in detail.units:
        first, last = round(unit.start * detail.rate), round(unit.end * detail.rate)
        scores[first:last] = _score(unit.score)
    return scores


def _rows(item: InputScores) -> list[tuple[Any, ...]]:
    detail = item.detail
    whole = (item.name, None, item.score, item.std, item.without)
    if detail is None or isinstance(detail, (CurveScores, HeatScores)):
        return [whole]
    if isinstance(detail, TableScores):
        columns = detail.columns
        return [(item.name, each.name, each.score, each.std, each.without) for each in columns] + [
            (item.name, (each.row, columns[each.column].name), each.score, each.std, each.without)
            for each in detail.cells
        ]
    if isinstance(detail, ChoiceScores):
        return [
            (item.name, each.label, each.score, each.std, each.prediction) for each in detail.units
        ]
    return [(item.name, _unit(each), each.score, each.std, each.without) for each in detail.units]


def _unit(unit: TokenScore | SegmentScore | SoundScore | FeatureScore) -> Any:
    if isinstance(unit, TokenScore):
        return unit.text
    if isinstance(unit, SegmentScore):
        return unit.index
    return unit.name if isinstance(unit, FeatureScore) else (unit.start, unit.end)
