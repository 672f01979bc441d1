"""Rows to choose from: samples of what components take."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Literal

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..parameters import parameters
from ..spec import ComponentSpec
from ..wire import plain
from .base import Component
from .naming import component_of
from .thumbnails import thumbnail

MAX_PICTURES = 1024 * 1024
"""Bytes of all small pictures of a dataset; beyond, names stand in for them."""

MAX_TEXT = 500
"""Characters of a text that is shown of a sample; the sample itself is whole."""

MAX_ROWS = 3
"""Rows of a table that are shown of a sample."""


@dataclass(frozen=True, kw_only=True)
class DatasetSpec(ComponentSpec):
    """The description of a dataset."""

    headers: tuple[str, ...]
    """One for each column; none at all for a table without a head."""
    kinds: tuple[str, ...]
    """The kinds of the components, one for each column."""
    samples: tuple[tuple[Json, ...], ...]
    """What is shown of each sample, column by column: a picture is an address, `data:image/…`."""
    sample_labels: tuple[str, ...] | None
    """Shown in place of the samples."""
    layout: Literal["gallery", "table"]
    samples_per_page: int


class Dataset(Component):
    """Rows to choose from: samples of what some components take.

    Parameters
    ----------
    value : int, optional
        The index of the row that is chosen at the start.
    components : list of components or names
        What the columns are samples of: `gr.Textbox()`, or `"textbox"`.
    component_props : list of dict, optional
        Other parameters for these components, one dict for each.
    samples : list of lists
        The rows; each has one value for each component.
    headers : list of str, optional
        Heads of the columns; by default the labels of the components.
    type : {"values", "index", "tuple"}, default "values"
        What a function gets of the row that was chosen: its values, its index, or both.
    layout : {"gallery", "table"}, optional
        `"gallery"` has one card for each row; by default it is that for one component.
    samples_per_page : int, default 10
        Rows to show at once.
    sample_labels : list of str, optional
        Shown in place of the rows, one for each.
    proxy_url : str, optional
        Gradio's own; without effect.
    **common
        What every component takes: `label`, `visible`, `elem_id`, …

    Raises
    ------
    ValueError
        When there is no such component, type or layout, or there are more or fewer labels than
        rows.

    Examples
    --------
    >>> fruit = Dataset(components=["text", "number"], samples=[["fig", 3], ["pear", 1]])
    >>> fruit.preprocess(1)
    ['pear', 1]
    """

    kind = "dataset"
    spec_type = DatasetSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "click", "select")

    def __init__(
        self,
        value: int | None = None,
        *,
        components: Sequence[Component | str] | None = None,
        component_props: Sequence[Mapping[str, Any]] | None = None,
        samples: Sequence[Sequence[Any]] | None = None,
        headers: Sequence[str] | None = None,
        type: Literal["values", "index", "tuple"] = "values",
        layout: Literal["gallery", "table"] | None = None,
        samples_per_page: int = 10,
        sample_labels: Sequence[str] | None = None,
        proxy_url: str | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, **common)
        self.raw_samples = [[]] if samples is None else [list(row) for row in samples]
        if sample_labels is not None and len(sample_labels) != len(self.raw_samples):
            raise ValueError(
                f"There are {len(self.raw_samples)} samples, and {len(sample_labels)} labels: "
                "give each its own."
            )
        self.components = [component_of(each) for each in components or ()]
        self.component_props = component_props
        self.type = type
        self.layout = layout
        self.samples_per_page = max(int(samples_per_page), 1)
        self.sample_labels = (
            None if sample_labels is None else [str(each) for each in sample_labels]
        )
        labels = [each.label for each in self.components]
        if headers is not None:
            self.headers = [str(header) for header in headers]
        else:
            self.headers = [label or "" for label in labels] if any(labels) else []
        self.samples = _shown(_with_props(self.components, component_props), self.raw_samples)
        """What is shown of each row."""

    def own_spec(self) -> dict[str, Any]:
        is_gallery = len(self.components) < 2 or self.sample_labels is not None
        return {
            "headers": tuple(self.headers),
            "kinds": tuple(component.kind for component in self.components),
            "samples": tuple(tuple(row) for row in self.samples),
            "sample_labels": None if self.sample_labels is None else tuple(self.sample_labels),
            "layout": "gallery" if is_gallery and self.layout != "table" else "table",
            "samples_per_page": self.samples_per_page,
        }

    def interactive_by_use(self, *, is_input: bool, is_output: bool) -> bool:
        return True

    def preprocess(self, value: Json) -> Any:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise InvalidValueError("Choose one of the rows.")
        index = value
        if not 0 <= index < len(self.raw_samples):
            raise InvalidValueError("This row is not there any more. Choose another one.")
        if self.type == "index":
            return index
        row = list(self.raw_samples[index])
        return row if self.type == "values" else (index, row)

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, (list, tuple)):
            row = list(value)
            for rows in (self.raw_samples, self.samples):
                if row in rows:
                    return rows.index(row)
            warnings.warn(
                "A Dataset shows the row that it is given, and has none with these values. "
                "To show other rows, return gr.Dataset(samples=…).",
                stacklevel=2,
            )
            return None
        raise self.refuse(value, "the index or the values of one of its rows")

    def event_data(self, name: str, data: Json) -> Json:
        """Return what functions learn of a row that was chosen: its own, whatever is said of it.

        Raises
        ------
        InvalidValueError
            When there is no such row.
        """
        if name != "select" or not isinstance(data, dict):
            return data
        index = data.get("index")
        if type(index) is not int or not 0 <= index < len(self.samples):
            raise InvalidValueError("This row is not there any more. Choose another one.")
        return {"index": index, "value": list(self.samples[index]), "selected": True}


def _with_props(
    components: Iterable[Component], props: Sequence[Mapping[str, Any]] | None
) -> list[Component]:
    """Return the components, with the parameters of theirs that are given beside them."""
    found = []
    for at, component in enumerate(components):
        given = props[at] if props is not None and at < len(props) else {}
        known = set(parameters(type(component)))
        changes = {name: value for name, value in given.items() if name in known}
        found.append(component.updated(changes) if changes else component)
    return found


def _shown(components: Sequence[Component], rows: Iterable[Sequence[Any]]) -> list[list[Json]]:
    """Return what is shown of rows."""
    left = MAX_PICTURES
    shown = []
    for row in rows:
        cells = [
            _cell(component, value, left) for component, value in zip(components, row, strict=False)
        ]
        left -= sum(
            len(cell)
            for component, cell in zip(components, cells, strict=False)
            if component.kind == "image" and isinstance(cell, str)
        )
        shown.append(cells)
    return shown


def _cell(component: Component, value: Any, left: int) -> Json:
    """Return what is shown of one value, as JSON.

    Parameters
    ----------
    left
        Bytes that its picture may have.
    """
    own = getattr(component, "process_example", None)
    if own is not None:
        return plain(own(value))
    if value is None:
        return None
    if component.kind == "image":
        picture = thumbnail(value) if left > 0 else None
        return picture if picture is not None and len(picture) <= left else _name(value)
    if takes_file(component):
        several = value if isinstance(value, (list, tuple)) else [value]
        return ", ".join(_name(each) for each in several)
    try:
        sent = plain(component.postprocess(value))
    except Exception:  # what does not fit is told when it is chosen; here it is only shown
        sent = str(value)
    choices = {repr(each.value): each.label for each in getattr(component.spec(), "choices", ())}
    if choices:
        several = sent if isinstance(sent, list) else [sent]
        labels = [choices.get(repr(each), each) for each in several]
        return labels if isinstance(sent, list) else labels[0]
    if isinstance(sent, dict) and isinstance(sent.get("data"), list):
        return {**sent, "data": sent["data"][:MAX_ROWS]}
    if isinstance(sent, str) and len(sent) > MAX_TEXT:
        return sent[: MAX_TEXT - 1] + "…"
    return sent


def takes_file(component: Component) -> bool:
    """Whether what a component takes is a file, whose name is enough to tell which one."""
    return hasattr(component.spec(), "max_size")


def _name(value: Any) -> str:
    if isinstance(value, (str, os.PathLike)):
        return os.path.basename(os.fspath(value).rstrip("/\\")) or str(value)
    return type(value).__name__
