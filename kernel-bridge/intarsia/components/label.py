"""What a classifier says: the classes with their confidences."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..spec import ComponentSpec
from .base import Accepted, Component, InferOutput
from .hints import mapping_of, without_none
from .numbers import show_number


@dataclass(frozen=True, kw_only=True)
class LabelSpec(ComponentSpec):
    """The description of a label."""

    num_top_classes: int | None = None
    """How many classes to show; null shows all."""


class Label(Component):
    """What a classifier says: the classes with their confidences.

    It shows a mapping of classes to confidences, the greatest first, or one class.

    Parameters
    ----------
    value : mapping of str to float, str or float, optional
        A mapping of classes to confidences, from 0 to 1, or one class.
    num_top_classes : int, optional
        How many to show; by default all.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

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
        **common: Any,
    ) -> None:
        super().__init__(value, **common)
        self.num_top_classes = num_top_classes

    def own_spec(self) -> dict[str, Any]:
        return {"num_top_classes": self.num_top_classes}

    def preprocess(self, value: Json) -> Any:
        if value is None:
            return None
        wrong = InvalidValueError("This is not the answer of a classifier.")
        if not isinstance(value, dict) or not isinstance(value.get("label"), (str, type(None))):
            raise wrong
        confidences = value.get("confidences")
        if confidences is None:
            return value.get("label")
        if not isinstance(confidences, list):
            raise wrong
        found: dict[str, float] = {}
        for item in confidences:
            if not isinstance(item, dict) or not isinstance(item.get("label"), str):
                raise wrong
            confidence = item.get("confidence")
            if isinstance(confidence, bool) or not isinstance(confidence, (int, float)):
                raise wrong
            found[item["label"]] = confidence
        return found

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        if not isinstance(value, Mapping):
            if isinstance(value, (str, int, float)):
                return {"label": str(value), "confidences": None}
            raise self.refuse(value, "classes with their confidences, or one class")
        if value.keys() == {"label", "confidences"} and isinstance(value["label"], str):
            return dict(value)
        pairs = []
        for name, confidence in value.items():
            try:
                number = show_number(confidence)
            except (TypeError, ValueError, OverflowError):
                number = None
            if number is None:
                raise self.refuse(confidence, "numbers as confidences")
            pairs.append((str(name), number))
        pairs.sort(key=lambda pair: -math.inf if math.isnan(pair[1]) else pair[1], reverse=True)
        top = pairs[: self.num_top_classes]
        return {
            "label": top[0][0] if top else None,
            "confidences": [{"label": name, "confidence": number} for name, number in top],
        }

    @classmethod
    def for_output(cls, annotation: Any, infer: InferOutput) -> Accepted | None:
        found = mapping_of(without_none(annotation))
        if found is None or found[1] is not str or found[2] is not float:
            return None
        return Accepted(cls(interactive=False), "returns dict[str, float]")
