"""`gr.interpret(fn, values)`: why did the function say that?"""

from __future__ import annotations

import dataclasses
import math
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from ..explanation import Explanation
from .answers import Answers
from .budget import Budget
from .code import call_in_code
from .draft import Draft
from .inputs import Input, asked, background_of, inputs_of
from .methods import Method, choose
from .methods import method as method_of
from .modelview import view_of
from .perinput import PerInput
from .predictor import BATCH, Predictor, key_of
from .problems import AskFirstError, InterpretationError
from .settings import CUTTING, SHARED, cutting_of, told
from .stacking import stacking
from .targets import Target

__all__ = ["explain", "interpret"]

_STEADY = 1e-6
"""How far two answers may be apart and count as the same: threads add up in another order."""

_REPEATS = 5
"""How often each answer is asked for, where the function gives different ones."""


def interpret(
    fn: Any,
    values: Any,
    *,
    method: str | Method | list[str | Method | None] = "auto",
    target: Any = None,
    model: Any = None,
    features: Callable[..., Any] | None = None,
    background: Any = None,
    seed: int = 0,
    budget: Any = None,
    inputs: Sequence[Any] | Mapping[str, Any] | None = None,
    batch: bool | None = None,
    executor: Any = None,
    pure: bool = True,
    ask: Callable[[int], bool] | None = None,
    answers: Answers | None = None,
    **parameters: Any,
) -> Explanation:
    """Explain a result of a function: what did each part of each input do to it?

    Parameters
    ----------
    fn : callable or Blocks
        The function, or an app of one function.
    values : mapping, list or value
        What it is called with: by name, in order, or the value of a function with one input.
    method : str, Method or list, default "auto"
        `"perturb"`, or that of another package; `"auto"` takes the one that fits best, and
        `Explanation.because` says why. A list has a method for each input, and `None` for one that
        stays as it is.
    target : str, int, tuple or callable, optional
        What is explained: a class, by its name; two classes, of which it is told what speaks for
        the first rather than the second; a result, by its place from 0, or that and a class; the
        place of a number in an array, `(row, column)` in one that has rows, as of tokens; or a
        function that takes the result and returns a number. By default the greatest class, or the
        number, of the first result that has one.
    model : optional
        The model behind the function, for methods that look into it.
    features : callable, optional
        What makes the model's input of the function's inputs.
    background : optional
        What absent means: a value for each input, by name, or rows of data, over which the mean is
        taken. Without it there is a default for each kind of input, which `InputScores.baseline`
        tells.
    seed : int, default 0
        Of whatever is random.
    budget : int, str or datetime.timedelta, optional
        A number of calls, or a time (`"10 s"`), after which the best answer so far is given.
    inputs : list of component or str, or mapping, optional
        The controls of the inputs, where the signature does not tell them: `["image", "text"]`; or
        by the name of the parameter, as `show` takes them: `{"width": (0, 3)}`.
    batch : bool, optional
        Whether the function takes lists of values, and returns a list for each output; by default
        as the app says.
    executor : concurrent.futures.Executor or int, optional
        Where calls run beside each other: a number makes that many threads.
    pure : bool, default True
        Whether the function may be called again without an effect. With `False`, `ask` is called
        first.
    ask : callable, optional
        Takes the number of calls that are needed about, and returns whether that is agreed to.
    answers : Answers, optional
        What the function said before: another target or method asks only for the rest.
    **parameters
        Of the method, and how inputs are cut: `separator`, `replacement`, `level`, `tokenizer`,
        `segments`, `steps`, `delta`, `delta_type`, `max_units`, `max_cells`, `max_choices`.

    Returns
    -------
    Explanation
        The scores, with what they cost and what to think of them.

    Raises
    ------
    InterpretationError
        When the result has no number, or a parameter does not fit.
    AskFirstError
        When the function is not pure, and nobody agreed.

    Examples
    --------
    >>> def mood(text: str) -> dict[str, float]:
    ...     good = text.split().count("good") / 4
    ...     return {"good": 0.5 + good, "bad": 0.5 - good}
    >>> e = interpret(mood, "a good day")
    >>> e.target, e.prediction, e.base_value, e.scores
    ('good', 0.75, 0.5, [[('a', 0.0), ('good', 0.25), ('day', 0.0)]])
    """
    steps = explain(
        fn,
        values,
        method=method,
        target=target,
        model=model,
        features=features,
        background=background,
        seed=seed,
        budget=budget,
        inputs=inputs,
        batch=batch,
        executor=executor,
        pure=pure,
        ask=ask,
        answers=answers,
        every=math.inf,  # nobody sees those on the way
        **parameters,
    )
    return deque(steps, 1)[0]


def explain(
    fn: Any,
    values: Any,
    *,
    method: str | Method | list[str | Method | None] = "auto",
    target: Any = None,
    model: Any = None,
    features: Callable[..., Any] | None = None,
    background: Any = None,
    seed: int = 0,
    budget: Any = None,
    inputs: Sequence[Any] | Mapping[str, Any] | None = None,
    batch: bool | None = None,
    executor: Any = None,
    pure: bool = True,
    ask: Callable[[int], bool] | None = None,
    answers: Answers | None = None,
    result: Any = dataclasses.MISSING,
    every: float = 0.1,
    **parameters: Any,
) -> Iterator[Explanation]:
    """Go through explanations of a result, each better than the one before; the last is final.

    The parameters are those of `interpret`.

    Parameters
    ----------
    result : optional
        What the function returned to these values, where that is known: one call less.
    every : float, default 0.1
        Seconds between two explanations, at the least.
    """
    budget = Budget(budget)
    question = asked(fn, values, inputs)
    given = question.values(values)
    settings = cutting_of(parameters)
    means = background_of(background, question.names)
    items = inputs_of(question, given, settings, means)
    if not pure:
        _agreed(_expected(items, method, parameters, budget), ask)
    predictor = Predictor(
        question.fn,
        question.bind,
        budget,
        batch=question.batch if batch is None else batch,
        batch_size=question.batch_size or BATCH,
        executor=executor,
        model=model,
        features=features,
        answers=answers,
    )
    first = _first(predictor, tuple(given), result)
    predictor.target = Target.choose(first, target, question.outputs)
    prediction = predictor.target.of(first)
    if math.isnan(prediction):
        raise InterpretationError(
            f"{predictor.target.label}: the result has no number there, or one that is not finite."
        )
    draft = Draft(predictor, items, predictor.target, seed=seed, every=every)
    draft.prediction = _steady(predictor, tuple(given), prediction, first, draft)
    predictor.take(tuple(given), draft.prediction)
    predictor.stack = stacking(question, predictor, items, given)
    if model is not None:
        _look_at_model(predictor, items, draft)
    chosen, draft.because, draft.offers = choose(_one(method), predictor, items, predictor.target)
    draft.method, draft.title = chosen.name, chosen.title
    draft.warnings += [*_of_target(predictor.target), *settings.warnings]
    draft.parameters = told(parameters)
    draft.code = call_in_code(
        question.fn,
        items,
        getattr(chosen, "methods", chosen.name),
        predictor.target,
        seed,
        parameters,
        background,
        model,
    )
    yield from chosen.explain(
        predictor,
        items,
        predictor.target,
        draft=draft,
        seed=seed,
        background=background,
        **_of_method(parameters),
    )


def _one(method: str | Method | list[str | Method | None]) -> str | Method:
    """Return the one method that a list with one for each input makes."""
    return PerInput(method) if isinstance(method, (list, tuple)) else method


def _look_at_model(predictor: Predictor, items: Sequence[Input], draft: Draft) -> None:
    """Find out whether the function says what its model says."""
    assert predictor.target is not None
    try:
        view_of(predictor, items, predictor.target)
    except InterpretationError as error:
        draft.warnings.append(f"The model cannot be looked into: {error}.")


def _of_target(target: Target) -> list[str]:
    """Return what has to be said of a target before anything is known."""
    if target.kind == "class" and len(target.options) == 1:
        return [f"The result has one class only, {target.label!r}: there is nothing to tell apart."]
    if target.kind == "same":
        return [
            "The result is a text without a number: a score says only whether it stays the same."
        ]
    return []


def _first(predictor: Predictor, given: tuple[Any, ...], result: Any) -> Any:
    """Return what the function says to the inputs as they are."""
    if result is not dataclasses.MISSING:
        if predictor.answers is not None:
            predictor.answers.keep(key_of(given), result)
        return result
    try:
        return predictor.first(given)
    except Exception as error:
        raise InterpretationError(
            "The function failed with the inputs as they are, so there is nothing to explain: "
            f"{type(error).__name__}: {error}"
        ) from error


def _of_method(parameters: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters that are the method's, not of how inputs are cut."""
    return {
        name: value for name, value in parameters.items() if name not in CUTTING or name in SHARED
    }


def _expected(
    items: Sequence[Input], method: Any, parameters: dict[str, Any], budget: Budget
) -> int:
    """Return how often the function is called, about: by the method that is asked for, if one is.

    The first call of all, and one more to see whether it says the same, are among them.
    """
    names = method if isinstance(method, (list, tuple)) else [method]
    of_methods = []
    for name in dict.fromkeys(each for each in names if each is not None):
        chosen = None if name == "auto" else method_of(name) if isinstance(name, str) else name
        count = getattr(chosen, "calls", None)
        of_methods.append(
            count(items, **_of_method(parameters))
            if count is not None
            else sum(
                item.parts.count * item.parts.rows + len(item.parts.extras()) for item in items
            )
        )
    left = budget.left(0)
    calls = 2 + max(of_methods, default=0)
    return calls if left is None else min(calls, left)


def _agreed(calls: int, ask: Callable[[int], bool] | None) -> None:
    if ask is None or not ask(calls):
        raise AskFirstError(
            f"The function was said to have effects (pure=False), and explaining it takes about "
            f"{calls:,} calls. Agree by ask=lambda calls: True."
        )


def _steady(
    predictor: Predictor, given: tuple[Any, ...], prediction: float, first: Any, draft: Draft
) -> float:
    """Ask once more; where the answer is another one, ask for means from now on."""
    assert predictor.target is not None
    known = predictor.answers
    left = predictor.budget.left(predictor.calls)
    if left == 0 or (known is not None and known.is_steady):
        return prediction
    try:
        again = predictor.target.of(predictor.result(given))
    except Exception:
        again = math.nan
    is_steady = math.isclose(again, prediction, rel_tol=_STEADY, abs_tol=_STEADY)
    if known is not None:
        known.is_steady = is_steady
    if is_steady:
        return prediction
    answers = [prediction, again]
    while len(answers) < _REPEATS and predictor.budget.left(predictor.calls) != 0:
        try:
            answers.append(predictor.target.of(predictor.result(given)))
        except Exception:
            answers.append(math.nan)
    numbers = np.array([each for each in answers if not math.isnan(each)])
    draft.noise = float(numbers.std(ddof=1)) if len(numbers) > 1 else None
    draft.repetitions = predictor.repeats = _REPEATS
    said = "fails now and then" if len(numbers) < len(answers) else "gives different answers"
    draft.warnings.append(
        f"The function {said} to the same inputs"
        + ("" if draft.noise is None else f" (standard deviation {draft.noise:.3g})")
        + f": each number here is the mean of {_REPEATS} calls."
    )
    return float(numbers.mean())
