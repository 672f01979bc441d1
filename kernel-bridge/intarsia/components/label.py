"""What a classifier says: the classes with their confidences."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..spec import ComponentSpec
from .base import Accepted, Component, InferOutput
from .csscolors import css_color
from .hints import mapping_of, without_none
from .numbers import show_number
from .toolbar import tools_of


@dataclass(frozen=True, kw_only=True)
class LabelSpec(ComponentSpec):
    """The description of a label."""

    num_top_classes: int | None = None
    """How many classes to show; null shows all."""
    color: str | None = None
    """A colour behind the greatest class."""
    show_heading: bool = True
    """Whether the greatest class stands above the others, large."""
    selectable: bool = False
    """Whether a class can be chosen: somebody listens."""


class Label(Component):
    """What a classifier says: the classes with their confidences.

    It shows a mapping of classes to confidences, the greatest first, or one class.

    Parameters
    ----------
    value : mapping of str to float, str or float, optional
        A mapping of classes to confidences, from 0 to 1, or one class.
    num_top_classes : int, optional
        How many to show; by default all.
    color : str, optional
        A colour behind the greatest class: a name or a code like `"#ff8800"`.
    show_heading : bool, default True
        Whether the greatest class stands above the others, large.
    buttons : list of Button, optional
        Buttons of the app that belong to it: they stand below it.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When the colour is none.

    Examples
    --------
    >>> Label({"setosa": 0.2, "virginica": 0.8}).initial()["label"]
    'virginica'
    """

    kind = "label"
    spec_type = LabelSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "select")

    def __init__(
        self,
        value: Mapping[Any, float] | str | float | None = None,
        *,
        num_top_classes: int | None = None,
        color: str | None = None,
        show_heading: bool = True,
        buttons: Sequence[Component] | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, **common)
        self.num_top_classes = num_top_classes
        self.color = None if color is None else css_color("color", color)
        self.show_heading = show_heading
        self.tools = tools_of("Label", buttons)

    def own_spec(self) -> dict[str, Any]:
        return {
            "num_top_classes": self.num_top_classes,
            "color": self.color,
            "show_heading": self.show_heading,
            "selectable": "select" in self.listened,
        }

    def preprocess(self, value: Json) -> Any:
        if value is None:
            return None
        if not isinstance(value, dict) or not _is_class(value.get("label")):
            raise _wrong()
        confidences = value.get("confidences")
        if confidences is None:
            return value.get("label")
        if not isinstance(confidences, list):
            raise _wrong()
        return dict(_pair(item) for item in confidences)

    def postprocess(self, value: Any) -> Json:
        if value is None or value == {}:
            return {}
        if not isinstance(value, Mapping):
            if isinstance(value, (str, int, float)):
                return {"label": str(value), "confidences": None}
            raise self.refuse(value, "classes with their confidences, or one class")
        if isinstance(value.get("label"), str) and value.keys() <= {"label", "confidences"}:
            return self._read(value["label"], value.get("confidences"))
        return self._ranked(value)

    def _read(self, label: Any, confidences: Any) -> Json:
        """Return what was given in the words in which it travels."""
        if confidences is None:
            return self.postprocess(label)
        if isinstance(confidences, Mapping):
            return self._ranked(confidences)
        try:
            return self._ranked({item["label"]: item["confidence"] for item in confidences})
        except (KeyError, TypeError):
            raise self.refuse(confidences, "classes with their confidences") from None

    def _ranked(self, value: Mapping[Any, Any]) -> Json:
        pairs = [
            (name if _is_class(name) else str(name), self._confidence(confidence))
            for name, confidence in value.items()
        ]
        pairs.sort(key=_rank, reverse=True)
        top = pairs[: self.num_top_classes]
        return {
            "label": top[0][0] if top else None,
            "confidences": [{"label": name, "confidence": number} for name, number in top],
        }

    def _confidence(self, confidence: Any) -> float | None:
        if confidence is None:
            return None
        try:
            number = show_number(confidence)
        except (TypeError, ValueError, OverflowError):
            number = None
        if number is None:
            raise self.refuse(confidence, "numbers as confidences")
        return float(number)

    @classmethod
    def for_output(cls, annotation: Any, infer: InferOutput) -> Accepted | None:
        found = mapping_of(without_none(annotation))
        if found is None or found[1] is not str or found[2] is not float:
            return None
        return Accepted(cls(interactive=False), "returns dict[str, float]")


def _wrong() -> InvalidValueError:
    return InvalidValueError("This is not the answer of a classifier.")


def _is_class(name: object) -> bool:
    """Whether it is what classes are called: a text, a number, or nothing."""
    return name is None or (isinstance(name, (str, int, float)) and not isinstance(name, bool))


def _pair(item: Json) -> tuple[Any, float | None]:
    if not isinstance(item, dict) or not _is_class(item.get("label")):
        raise _wrong()
    confidence = item.get("confidence")
    if confidence is None:
        return item.get("label"), None
    if isinstance(confidence, bool) or not isinstance(confidence, (int, float)):
        raise _wrong()
    try:
        return item.get("label"), float(confidence)
    except OverflowError:
        raise _wrong() from None


def _rank(pair: tuple[Any, float | None]) -> float:
    confidence = pair[1]
    return -math.inf if confidence is None or math.isnan(confidence) else confidence
