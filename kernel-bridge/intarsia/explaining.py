"""`gr.explainer(fn)`: a function of an app that explains what another one says."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from .blocks import Blocks
from .buttons import emptying
from .components.base import Component
from .components.interface import Interface
from .components.interpretation import Interpretation
from .components.thumbnails import thumbnail
from .eventdata import EventData
from .events import After, Listener
from .explained import Explained, of_author, with_absence
from .explanation import AttentionScores, Explanation, TokenScore, TokenScores
from .fingerprint import fingerprint
from .injection import injected
from .interpretation import AskFirstError, InterpretationError
from .interpretation.problems import needed
from .progress import Progress
from .room import room

__all__ = ["Explainer", "add_page", "explainer"]


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
        self._place: _Place | None = None
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
        return self.at(_Place.of(self._fn, inputs, outputs))

    def at(self, place: _Place) -> Explainer:
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
        place: _Place,
        given: list[Any],
        kept: Explained,
        wanted: Mapping[str, Any],
        asked: _Asked,
    ) -> Iterator[Explanation]:
        if callable(self.method):
            yield _by_author(self.method, place, given)
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
        place: _Place,
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
        self, kept: Explained, place: _Place, given: list[Any], wanted: Mapping[str, Any]
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
    is_token = isinstance(detail, AttentionScores) or (
        isinstance(detail, TokenScores) and detail.level == "token"
    )
    if not is_token or at is None or at >= len(detail.units):  # type: ignore[union-attr]
        return None
    return detail.units[at]  # type: ignore[union-attr, return-value]


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


@dataclasses.dataclass
class _Place:
    """Where a function is explained: what it is called with, and what shows the explanations."""

    listener: Listener
    """Of the function that is explained."""
    parts: list[int | None]
    """For each output the input that it shows; `None` for all."""
    keeps: bool
    """Whether earlier explanations come along, as the last input."""

    @classmethod
    def of(
        cls, fn: Callable[..., Any], inputs: Sequence[Component], outputs: Sequence[Component]
    ) -> _Place:
        """Return the place of a listener.

        Raises
        ------
        TypeError
            When an output shows no explanations.
        """
        for output in outputs:
            if not isinstance(output, Interpretation):
                raise TypeError(
                    "An explainer writes gr.Interpretation(), for all inputs or for one, not "
                    f"{type(output).__name__}."
                )
        keeps = bool(inputs) and isinstance(inputs[-1], Interpretation)
        own = list(inputs[:-1] if keeps else inputs)
        listener = Listener(
            index=-1,
            fn=fn,
            api_name="explained",
            targets=[],
            inputs=own,
            outputs=[],
            parameters=_names(fn, own),
        )
        return cls(listener, [_part(each, own) for each in outputs], keeps)

    def values(self, given: Sequence[Any]) -> dict[str, Any]:
        """Return the values of the inputs by their names."""
        return dict(zip(self.listener.parameters, given, strict=True))

    def shared(self, found: Explained) -> Any:
        """Return what each output shows of explanations."""
        shown = [found if part is None else found.of_part(part) for part in self.parts]
        return shown[0] if len(shown) == 1 else tuple(shown)


def _part(output: Any, inputs: Sequence[Component]) -> int | None:
    wanted = output.component
    return next((at for at, each in enumerate(inputs) if each is wanted), None)


def _names(fn: Callable[..., Any], inputs: Sequence[Component]) -> list[str]:
    """Return a name for each input: the parameter's, where the function tells it."""
    given = {each.name for each in injected(fn)}
    try:
        parameters = list(inspect.signature(fn).parameters.values())
    except (TypeError, ValueError):
        parameters = []  # of something written in C
    found = [
        each.name
        for each in parameters
        if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)
        and each.name not in given
    ]
    if len(found) >= len(inputs):
        return found[: len(inputs)]
    return [each.label or f"input {at + 1}" for at, each in enumerate(inputs)]


class _Asked:
    """Answers for a person whether a function with effects may be called so often."""

    def __init__(self, *, agreed: bool) -> None:
        self._agreed = agreed
        self.calls = 0

    def __call__(self, calls: int) -> bool:
        self.calls = calls
        return self._agreed


def _by_author(scores: Callable[..., Any], place: _Place, given: list[Any]) -> Explanation:
    """Return the scores that a function of the author's gives for these inputs."""
    from .interpretation.gradio3 import explained_by

    listener = place.listener
    args, kwargs = listener.bind(given)
    found = scores(*args, **kwargs)
    several = found if isinstance(found, (list, tuple)) else [found]
    if len(given) == 1 and len(several) != 1:
        several = [several]
    labels = [component.label or "" for component in listener.inputs]
    whole = of_author(zip(listener.parameters, labels, given, strict=True))
    return explained_by(whole, several, listener.inputs, given)


def add_page(
    app: Blocks, given: Any, *, live: bool = False, num_shap: float | None = None
) -> Interpretation:
    """Give an app of one function a page that tells why its result is as it is.

    Parameters
    ----------
    app
        The app; its first listener is that of the function, and its layout an interface.
    given : str, dict, Method, callable, list or True
        What the author said: a method, or a dict of `method` and what else `gr.interpret` takes.
    live
        Whether each run is explained.
    num_shap
        Coalitions for each part, as Gradio 3 counted them.

    Raises
    ------
    TypeError
        When it is none of these.
    """
    layout, main = app.root, app.listeners[0]
    assert isinstance(layout, Interface)
    shown = Interpretation(render=False)
    app.add(shown)
    layout.interpretation = shown
    explaining = app.listen(
        Listener(
            index=-1,
            fn=_of_app(given, main, num_shap),
            api_name="explain",
            targets=[(shown, "explain")],
            inputs=[*main.inputs, shown],
            outputs=[shown],
            ends=[After(main, "success")] if live else [],
            trigger_mode="multiple",
            concurrency_limit=main.concurrency_limit,
            concurrency_id=main.concurrency_id,
            run_in=main.run_in,
            streams=True,
            api_visibility="undocumented",
        )
    )
    app.listen(
        Listener(
            index=-1,
            fn=None,
            api_name="stop_explaining",
            targets=[(shown, "stop")],
            inputs=[],
            outputs=[],
            cancels=[explaining],
            queue=False,
            api_visibility="private",
        )
    )
    main.cancels.append(explaining)  # what is explained then is an earlier result
    for listener in app.listeners:
        if layout.clear is not None and (layout.clear, "click") in listener.targets:
            listener.cancels.append(explaining)
            listener.outputs.append(shown)
            if not listener.resets:
                listener.fn = emptying(listener.outputs)
    return shown


def _of_app(given: Any, main: Listener, num_shap: float | None) -> Explainer:
    assert main.fn is not None
    options = dict(given) if isinstance(given, Mapping) else {}
    method = options.pop("method", "auto") if isinstance(given, Mapping) else given
    if method is True:
        method = "auto"
    is_several = isinstance(method, (list, tuple))
    named = [each for each in (method if is_several else [method]) if isinstance(each, str)]
    if is_several:
        method = _of_each(method, main)
    is_method = isinstance(method, (str, list)) or hasattr(method, "explain")
    if not (is_method or callable(method)):
        raise TypeError(
            "interpretation= is the name of a method, a dict of it and of its parameters, a list "
            f"with a method for each input, or a function that returns scores, not {given!r}."
        )
    is_shapley = not _SHAPLEY.isdisjoint(named)
    if num_shap is not None and is_shapley and not options.keys() & {"explainer", "samples"}:
        options.setdefault("num_shap", num_shap)
    return Explainer(main.fn, method, options).at(_Place(main, [None], keeps=True))


_SHAPLEY = frozenset({"shap", "shapley"})


def _of_each(methods: Sequence[Any], main: Listener) -> Any:
    """Return the method for a list with one for each input, as Gradio 3 took it.

    Raises
    ------
    TypeError
        When there are not as many as inputs, or something else is in it.
    """
    needed("numpy")
    from .interpretation.perinput import PerInput

    if len(methods) != len(main.inputs):
        raise TypeError(
            f"interpretation= names {len(methods)} methods for {len(main.inputs)} inputs: a list "
            "has one for each, or None."
        )
    for each in methods:
        if not (each is None or isinstance(each, str) or hasattr(each, "explain")):
            raise TypeError(
                "In the list of interpretation= stands the name of a method for each input, or "
                f"None, not {each!r}."
            )
    PerInput(methods)  # an unknown one is known as such now
    first = methods[0] if methods else None
    is_one = first is not None and all(each == first for each in methods)
    return first if is_one else list(methods)
