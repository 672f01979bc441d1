"""`gr.explainer(fn)`: a function of an app that explains what another one says."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from .components.base import Component
from .components.thumbnails import thumbnail
from .eventdata import EventData
from .explained import Explained, with_absence
from .explainingplace import Place, scores_of_author
from .explanation import AttentionScores, Explanation, TokenScore, TokenScores
from .fingerprint import fingerprint
from .interpretation import AskFirstError, InterpretationError
from .interpretation.problems import needed
from .progress import Progress
from .room import room

__all__ = ["Explainer", "explainer"]


def explainer(
    fn: Callable[..., Any],
    *,
    method: Any = "auto",
    **options: Any,
) -> Explainer:
    """Return a function for a listener that explains what another function says.

    Its inputs are those of the function; its outputs are `gr.Interpretation()` for all of them, or
    `gr.Interpretation(text)` for one. Explanations come as they get better, and can be stopped.

    Parameters
    ----------
    fn : callable
        The function that is explained.
    method : str, Method, list or callable, default "auto"
        As of `gr.interpret`. A callable gets the inputs and returns scores for each of them, in the
        form in which Gradio 3 had them.
    **options
        What else `gr.interpret` takes: `target`, `model`, `background`, `seed`, `budget` …

    Returns
    -------
    Explainer
        The function.

    Raises
    ------
    TypeError
        When `fn` is none.

    Examples
    --------
    >>> import intarsia as gr
    >>> def mood(text: str) -> dict[str, float]:
    ...     return {"good": 0.5 + text.split().count("good") / 4}
    >>> with gr.Blocks() as demo:
    ...     text = gr.Textbox("a good day")
    ...     button = gr.Button("Why?")
    ...     why = gr.Interpretation()
    ...     added = button.click(gr.explainer(mood), text, why)
    """
    if not callable(fn):
        raise TypeError(f"An explainer is of a function, not of {type(fn).__name__}: {fn!r}.")
    return Explainer(fn, method, options)


class Explainer:
    """A function that explains what another one says; `explainer` makes it.

    Parameters
    ----------
    fn, method, options
        As of `explainer`.
    """

    def __init__(self, fn: Callable[..., Any], method: Any, options: Mapping[str, Any]) -> None:
        self._fn = fn
        self.method = method
        self.options = dict(options)
        self.__name__ = f"explain_{getattr(fn, '__name__', 'function')}"
        self._place: Place | None = None
        self._answers: tuple[str, Any] = ("", None)
        """What the function said about these inputs, and what was asked beside them."""
        self._version = 0
        """How often what it calls was defined again."""

    @property
    def queues_with(self) -> Callable[..., Any]:
        """The function whose turn it takes: the two never run at once."""
        fn = self._fn if self._place is None else self._place.listener.fn
        assert fn is not None
        return fn

    @property
    def explains(self) -> tuple[Callable[..., Any], ...]:
        """The functions that it calls: the one that is explained, and others of the author's."""
        others = [self.method, *self.options.values()]
        return (self.queues_with, *(each for each in others if inspect.isroutine(each)))

    def renew(self, next_of: Callable[[Any], Any]) -> None:
        """Call the next versions of its functions from now on; what they said before is forgotten.

        Parameters
        ----------
        next_of
            Returns the next version of a function, or the function itself.
        """
        self._fn = next_of(self._fn)
        self.method = next_of(self.method)
        self.options = {name: next_of(each) for name, each in self.options.items()}
        if self._place is not None:
            self._place.listener.fn = next_of(self._place.listener.fn)
        self._version += 1
        self._answers = ("", None)

    def listening(self, inputs: Sequence[Component], outputs: Sequence[Component]) -> Explainer:
        """Return it as the function of one listener: it knows what it is called with."""
        return self.at(Place.of(self._fn, inputs, outputs))

    def at(self, place: Place) -> Explainer:
        """Return it for one place."""
        made = Explainer(self._fn, self.method, self.options)
        made._place = place
        return made

    def __call__(self, event: EventData, *values: Any) -> Iterator[Any]:
        """Go through explanations, each better than the one before."""
        place = self._place
        if place is None:
            raise TypeError(
                "An explainer is the function of a listener, as in "
                "button.click(gr.explainer(fn), inputs, gr.Interpretation())."
            )
        wanted = event._data
        before = values[-1] if place.keeps else Explained()
        given = list(values[:-1] if place.keeps else values)
        of = fingerprint([given, self._version] if self._version else given)
        kept = before if before.of == of else Explained(of=of)
        asked = _Asked(agreed=wanted.get("agreed") is True)
        progress = Progress().bound()
        pictures: tuple[tuple[str, str], ...] | None = None
        try:
            steps = self._steps(place, given, kept, wanted, asked)
            if wanted.get("fidelity") is True or "without" in wanted:
                self._refuse_effects(asked)
            if wanted.get("fidelity") is True:
                steps = self._tested(steps, kept, place, given, wanted)
            elif "without" in wanted:
                steps = self._without(kept, place, given, wanted)
            for found in steps:
                progress(found.progress, desc="Explaining")
                pictures = _pictures(found, given) if pictures is None else pictures
                yield place.shared(kept.having(found, of, pictures))
        except AskFirstError:
            yield place.shared(kept.but(asks=asked.calls))
        except (InterpretationError, ImportError) as error:  # a package is missing, or broken
            yield place.shared(kept.but(problem=str(error)))

    def _steps(
        self,
        place: Place,
        given: list[Any],
        kept: Explained,
        wanted: Mapping[str, Any],
        asked: _Asked,
    ) -> Iterator[Explanation]:
        if callable(self.method):
            yield scores_of_author(self.method, place, given)
            return
        needed("numpy")
        from .interpretation.interpreting import explain

        options: dict[str, Any] = {
            "answers": self._known(kept, wanted),
            "executor": room.get(),
            **self.options,
        }
        if "label" in wanted:
            options["target"] = _target(wanted)
        if "level" in wanted:
            options["level"] = wanted["level"]
        yield from explain(
            place.listener,
            place.values(given),
            method=self._wanted(wanted),
            ask=asked,
            **options,
        )

    def _wanted(self, wanted: Mapping[str, Any]) -> Any:
        """Return the method that is asked for: by name, the author's own among them."""
        is_several = isinstance(self.method, (list, tuple))
        own = "per-input" if is_several else getattr(self.method, "name", None)
        name = wanted.get("method", self.method)
        return self.method if name == own else name

    def _known(self, kept: Explained, wanted: Mapping[str, Any]) -> Any:
        """Return what the function said to these inputs before; nothing for one more of the same.

        Somebody who asks once more may have changed what the function depends on.
        """
        is_again = kept.by(wanted.get("method"), wanted.get("label"), wanted.get("level"))
        if not kept.explanations or is_again is not None:
            self._answers = ("", None)
        return self._answers_of(kept)

    def _answers_of(self, kept: Explained) -> Any:
        """Return what the function said to these inputs and to changed ones, to be added to."""
        from .interpretation.answers import Answers

        of, answers = self._answers
        if answers is None or of != kept.of:
            answers = Answers()
            self._answers = (kept.of, answers)
        return answers

    def _refuse_effects(self, asked: _Asked) -> None:
        if not self.options.get("pure", True) and not asked(0):
            raise InterpretationError(
                "The function has effects (pure=False): it is not called once more for that."
            )

    def _tested(
        self,
        steps: Iterator[Explanation],
        kept: Explained,
        place: Place,
        given: list[Any],
        wanted: Mapping[str, Any],
    ) -> Iterator[Explanation]:
        """Go on from the explanation that is there, or make it: tell how faithful it is."""
        from .interpretation.faithfulness import fidelity

        found = kept.by(wanted.get("method"), wanted.get("label"), wanted.get("level"))
        if found is None:
            for found in steps:
                yield found
        assert found is not None
        options = {name: each for name, each in self.options.items() if name in _OF_FIDELITY}
        options = {"executor": room.get(), "answers": self._answers_of(kept), **options}
        yield fidelity(found, place.listener, place.values(given), **options)

    def _without(
        self, kept: Explained, place: Place, given: list[Any], wanted: Mapping[str, Any]
    ) -> Iterator[Explanation]:
        """Ask once: what does the function say without one part?"""
        from .interpretation.absence import without

        found = kept.by(wanted.get("method"), wanted.get("label"), wanted.get("level"))
        if found is None:
            return
        name, at = wanted["without"]
        values = place.values(given)
        absent = {name: None if at is None else [at]}
        token = _token(found, name, at)
        if token is not None:
            # A model's tokens are not the parts that are left out: the text is asked without it.
            values[name] = _cut(values[name], token)
            absent = {}
        number = without(
            place.listener,
            values,
            absent,
            target=_target(wanted) if "label" in wanted else self.options.get("target"),
            background=self.options.get("background"),
            batch=self.options.get("batch"),
            answers=self._answers_of(kept),
            **{key: each for key, each in found.parameters.items() if key in _OF_PARTS},
        )
        yield with_absence(found, name, at, number)


_OF_FIDELITY = frozenset({"background", "seed", "budget", "batch", "executor"})
"""Of what `gr.interpret` takes, what counts for its test as well."""

_OF_PARTS = frozenset({"level", "separator", "replacement", "segments", "max_units"})
"""And what says what the parts are."""


def _token(found: Explanation, name: str, at: int | None) -> TokenScore | None:
    """Return the token of a model at a place; `None` where it is a part of another sort."""
    detail = next((item.detail for item in found.inputs if item.name == name), None)
    match detail:
        case AttentionScores(units=units) | TokenScores(level="token", units=units):
            return units[at] if at is not None and at < len(units) else None
    return None


def _cut(text: str, token: TokenScore) -> str:
    """Return a text without a token, and without a second space in its place."""
    before, after = text[: token.start], text[token.end :]
    if not before or before.endswith(" "):
        after = after.removeprefix(" ")
    return before + after if after else before.rstrip(" ")


def _target(wanted: Mapping[str, Any]) -> tuple[int, str]:
    return wanted.get("output", 0), wanted["label"]


_SIDE = 512
"""Pixels of the longer side that a picture has below its scores."""


def _pictures(found: Explanation, given: Sequence[Any]) -> tuple[tuple[str, str], ...]:
    """Return the pictures among the inputs, by their names, as they travel and are saved."""
    shown = [
        (item.name, thumbnail(value, _SIDE))
        for item, value in zip(found.inputs, given, strict=False)
        if item.kind == "picture"
    ]
    return tuple((name, address) for name, address in shown if address is not None)


class _Asked:
    """Answers for a person whether a function with effects may be called so often."""

    def __init__(self, *, agreed: bool) -> None:
        self._agreed = agreed
        self.calls = 0

    def __call__(self, calls: int) -> bool:
        self.calls = calls
        return self._agreed
