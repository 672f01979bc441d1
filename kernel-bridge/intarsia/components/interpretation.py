"""Why a function said what it said: explanations of its results, drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ..errors import BadMessageError, InvalidValueError
from ..explained import Explained, of_author, of_input
from ..explanation import Explanation
from ..explanationsize import to_travel
from ..frozen import dataclass
from ..messages import Json
from ..spec import ComponentSpec
from .base import Component

_MOST = 8
"""Explanations that stand beside each other."""

_LONG = 200
"""Characters that the name of a target or of a method may have."""


@dataclass(frozen=True, kw_only=True)
class InterpretationSpec(ComponentSpec):
    """The description of what shows explanations."""

    on_request: bool = False
    """Whether a person can ask for an explanation here: somebody listens to `explain`."""


class Interpretation(Component):
    """Explanations of a result: what each part of each input did to it.

    It shows what `gr.interpret` returns and what `gr.explainer` yields; of a dict of `original`
    and `interpretation`, the scores in the form in which Gradio 3 had them.

    Parameters
    ----------
    component : Component, optional
        The input whose scores are shown; without it all inputs are.
    value : Explanation or dict, optional
        An explanation to begin with.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    TypeError
        When `component` is none. A value that is no explanation raises it when it is shown.
    InvalidValueError
        When a browser sends what is no explanation.

    Examples
    --------
    >>> import intarsia as gr
    >>> def mood(text: str) -> dict[str, float]:
    ...     return {"good": 0.5 + text.split().count("good") / 4}
    >>> shown = Interpretation(value=gr.interpret(mood, "a good day"))
    >>> shown.initial()["explanations"][0]["prediction"]
    0.75
    """

    kind = "interpretation"
    spec_type = InterpretationSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "explain", "stop")
    ORDER: ClassVar[tuple[str, ...]] = ("component",)
    runs_user_code = True
    unfollowed: ClassVar[str | None] = "an explanation is no value to compare"

    def __init__(self, component: Component | None = None, *, value: Any = None, **common: Any):
        super().__init__(value, **common)
        if component is not None and not isinstance(component, Component):
            raise TypeError(
                "An Interpretation is of an input, gr.Interpretation(text), not of "
                f"{type(component).__name__}."
            )
        self.component = component

    def own_spec(self) -> dict[str, Any]:
        return {"on_request": "explain" in self.listened}

    def interactive_by_use(self, *, is_input: bool, is_output: bool) -> bool:
        return False  # it is asked, not filled in

    def preprocess(self, value: Json) -> Explained:
        if value is None:
            return Explained()
        explanations = value.get("explanations") if isinstance(value, dict) else None
        if not isinstance(explanations, list) or len(explanations) > _MOST:
            raise InvalidValueError("This is no explanation.")
        try:
            found = tuple(Explanation.from_json(each) for each in explanations)
        except BadMessageError as error:
            raise InvalidValueError("This is no explanation.") from error
        of, pictures = value.get("of"), value.get("pictures")
        return Explained(
            explanations=found,
            of=of if isinstance(of, str) else "",
            pictures=tuple(pictures.items()) if isinstance(pictures, dict) else (),
        )

    def postprocess(self, value: Any) -> Json:
        found = self._explained(value)
        if found is None or found == Explained():
            return None
        shown = found.explanations[-_MOST:]
        return {
            "explanations": [to_travel(each).to_json() for each in shown],
            "current": max(0, min(found.current, len(shown) - 1)),
            "of": found.of,
            "problem": found.problem,
            "asks": found.asks,
            "pictures": dict(found.pictures),
            "stale": found.stale,
        }

    def hold(self, value: Any) -> Any:
        return self._explained(value)  # nobody changes it, so that it can be encoded later

    def _explained(self, value: Any) -> Explained | None:
        """Return what is shown of what a function returned."""
        if value is None or isinstance(value, Explained):
            return value
        if isinstance(value, Mapping) and value.keys() == {"original", "interpretation"}:
            value = self._of_scores(value["original"], value["interpretation"])
        several = value if isinstance(value, (list, tuple)) else [value]
        if not all(isinstance(each, Explanation) for each in several):
            raise self.refuse(value, "explanations, as gr.interpret returns them")
        return Explained(explanations=tuple(self._own(each) for each in several))

    def _own(self, found: Explanation) -> Explanation:
        """Return the part of an explanation that is about the input that is shown."""
        component = self.component
        if component is None or len(found.inputs) == 1:
            return found
        names = [each.label for each in found.inputs]
        return of_input(found, names.index(component.label)) if component.label in names else found

    def _of_scores(self, original: Any, scores: Any) -> Explanation:
        from ..interpretation.gradio3 import explained_by

        component = self.component
        label = (component.label if component is not None else None) or ""
        try:
            whole = of_author([(label or "input", label, original)])
            return explained_by(whole, [scores], [component], [original])
        except (TypeError, ValueError) as error:
            raise TypeError(f"These are no scores in Gradio's form: {error}") from error

    def event_data(self, name: str, data: Json) -> Any:
        if name != "explain" or data is None:
            return data if name != "explain" else {}
        return _asked(data)


def _asked(data: Json) -> dict[str, Any]:
    """Return what a person asks to have explained, and how."""
    if not isinstance(data, dict):
        raise InvalidValueError("Say what to explain.")
    asked: dict[str, Any] = {}
    for key in ("method", "label"):
        word = data.get(key)
        if isinstance(word, str) and len(word) <= _LONG:
            asked[key] = word
    output = data.get("output")
    if isinstance(output, int) and not isinstance(output, bool):
        asked["output"] = output
    if data.get("level") in ("word", "sentence", "character"):
        asked["level"] = data["level"]
    part = data.get("without")
    if isinstance(part, dict) and isinstance(part.get("input"), str):
        at = part.get("part")
        if at is None or (isinstance(at, int) and not isinstance(at, bool) and at >= 0):
            asked["without"] = (part["input"], at)
    for key in ("agreed", "fidelity"):
        asked[key] = data.get(key) is True
    return asked
