"""Calls of the function that is explained: counted, cached, in batches, within a budget."""

from __future__ import annotations

import contextlib
import copy
import inspect
import math
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from typing import Any

from ..fingerprint import fingerprint
from ..room import Room
from ..runtime.loop import coroutines
from ..signature import MISSING
from .answers import Answers
from .budget import Budget
from .crew import Call, Crew, Failed, awaited
from .problems import InterpretationError
from .targets import Target

__all__ = ["BATCH", "Predictor", "key_of"]

BATCH = 64
"""Sets of inputs that a function with `batch=True` gets at once, when nobody says."""

Arguments = tuple[Any, ...]
Bind = Callable[[Sequence[Any]], tuple[tuple[Any, ...], dict[str, Any]]]
_Answer = tuple[Hashable, list[Any]]
"""What stands for some inputs, and what the function said each time."""


class Predictor:
    """The function that is explained: from values of its inputs to the number that is explained.

    Parameters
    ----------
    fn : callable
        The function.
    bind
        Makes the arguments of a call from the values of the inputs.
    budget
        What may be spent.
    batch : bool
        Whether the function takes lists of values, and returns a list for each output.
    batch_size : int
        How many it takes at once.
    executor : concurrent.futures.Executor, int or Room, optional
        Where calls run beside each other; a number makes that many threads, places in a queue as
        many as are free.
    model, features
        The model behind the function, and what makes its input of the function's.
    answers : Answers, optional
        What the function said before.

    Attributes
    ----------
    calls, cached, failed : int
        So far.
    repeats : int
        How often each answer is asked for, and the mean taken.
    first_error : Exception or None
        What the function raised first.
    """

    def __init__(
        self,
        fn: Callable[..., Any],
        bind: Bind,
        budget: Budget | None = None,
        *,
        batch: bool = False,
        batch_size: int = BATCH,
        executor: Executor | int | Room | None = None,
        model: Any = None,
        features: Callable[..., Any] | None = None,
        answers: Answers | None = None,
    ) -> None:
        self.fn = fn
        self.answers = answers
        self.budget = budget or Budget(None)
        self.model = model
        self.features = features
        self.target: Target | None = None
        self.calls = self.cached = self.failed = 0
        self.repeats = 1
        self.exhausted = False
        self.first_error: Exception | None = None
        self.batch_size = max(1, batch_size) if batch else 1
        self.stack: Callable[[Sequence[Arguments]], list[Any]] | None = None
        """Calls the function once for many sets of inputs, where it is known to allow that."""
        self.view: Any = None
        """The model behind the function (`ModelView`), or why it is not known."""
        self.bind = bind
        self._batch = batch
        self._executor = executor
        self._known: dict[Hashable, float] = {}
        self._apart: dict[Hashable, float] = {}

    @property
    def takes_many(self) -> bool:
        """Whether one call takes many sets of inputs."""
        return self._batch or self.stack is not None

    def result(self, values: Arguments) -> Any:
        """Call the function once, and return what it says.

        Raises
        ------
        Exception
            What the function raises.
        """
        self.calls += 1
        if self._batch:
            return self._many([values])[0]
        if not isinstance(self._executor, Executor):
            return self._one(values)
        with Crew(self._executor) as crew:
            [(_, [found])] = crew.map([(None, self._call(values))], 1)
        if isinstance(found, Failed):
            raise found.error
        return _settled(found)

    def first(self, values: Arguments) -> Any:
        """Return what the function says to the inputs as they are, from before where it is known.

        Raises
        ------
        Exception
            What the function raises.
        """
        key = key_of(values)
        result = self._said_before(key)
        if result is not MISSING:
            self.cached += 1
            return result
        result = self.result(values)
        if self.answers is not None:
            self.answers.keep(key, result)
        return result

    def again(self, values: Arguments) -> None:
        """Call the function, whatever is known, and know what it says."""
        result, key = self.result(values), key_of(values)
        if self.repeats == 1 and self.target is not None:
            self._known.setdefault(key, self._read(result))
            if self.answers is not None:
                self.answers.keep(key, result)

    def take(self, values: Arguments, number: float) -> None:
        """Know an answer from before."""
        self._known[key_of(values)] = number

    @contextlib.contextmanager
    def apart(self) -> Iterator[None]:
        """Ask for another number than the explained one: what is known of that does not count."""
        before, self._known = self._known, self._apart
        try:
            yield
        finally:
            self._known = before

    @contextlib.contextmanager
    def known_only(self) -> Iterator[None]:
        """Ask nobody: what is not known is NaN, and nothing is counted."""
        calls, cached, failed, exhausted = self.calls, self.cached, self.failed, self.exhausted
        before, self.budget = self.budget, _NOTHING
        try:
            yield
        finally:
            self.budget = before
            self.calls, self.cached, self.failed = calls, cached, failed
            self.exhausted = exhausted

    def predict(self, rows: Sequence[Arguments]) -> list[float]:
        """Return the number for each set of inputs; NaN where the function failed, or the budget
        was spent."""
        found = [math.nan] * len(rows)
        for at, number in self.stream(rows):
            found[at] = number
        return found

    def stream(self, rows: Sequence[Arguments]) -> Iterator[tuple[int, float]]:
        """Go through the numbers as they come, each with its place.

        What the budget does not allow does not come; what failed comes as NaN.
        """
        waiting: dict[Hashable, list[int]] = {}
        for at, row in enumerate(rows):
            key = key_of(row)
            known = self._known_of(key)
            if known is not None:
                self.cached += 1
                yield at, known
            else:
                waiting.setdefault(key, []).append(at)
        asked = {key: rows[places[0]] for key, places in waiting.items()}
        answers = self._in_batches(asked) if self.takes_many else self._one_by_one(asked)
        for key, results in answers:
            self._known[key] = number = self._taken(key, results)
            self.cached += len(waiting[key]) - 1
            for at in waiting[key]:
                yield at, number

    def _one_by_one(self, asked: Mapping[Hashable, Arguments]) -> Iterator[_Answer]:
        """Go through what the function says to each set of inputs, asked as often as is needed."""

        def calls() -> Iterator[tuple[Hashable, Call]]:
            for key, row in asked.items():
                if self._allowed(1, 1) == 0:
                    self.exhausted = True
                    return
                self.calls += self.repeats
                yield key, self._call(row)

        with Crew(self._executor) as crew:
            yield from crew.map(calls(), self.repeats)

    def _in_batches(self, asked: Mapping[Hashable, Arguments]) -> Iterator[_Answer]:
        """Go through what the function says to many sets of inputs at once."""
        keys, begin = list(asked), 0
        while begin < len(keys):
            count = self._allowed(len(keys) - begin, self.batch_size)
            if count == 0:
                self.exhausted = True
                return
            chosen = keys[begin : begin + count]
            begin += count
            rows = [asked[key] for key in chosen]
            self.calls += len(rows) * self.repeats
            again = [self._results(rows) for _ in range(self.repeats)]
            for key, results in zip(chosen, zip(*again, strict=True), strict=True):
                yield key, list(results)

    def _allowed(self, wanted: int, size: int) -> int:
        """Return how many sets of inputs are asked for next."""
        left = self.budget.left(self.calls)
        return min(wanted, size if left is None else min(size, left // self.repeats))

    def _known_of(self, key: Hashable) -> float | None:
        """Return the number for some inputs, where it is known."""
        found = self._known.get(key)
        if found is not None or self.repeats > 1:
            return found
        result = self._said_before(key)
        if result is MISSING:
            return None
        number = self._known[key] = self._read(result)
        return number

    def _said_before(self, key: Hashable) -> Any:
        """Return what the function said to some inputs, where it says the same again."""
        answers = self.answers
        return MISSING if answers is None or answers.is_steady is False else answers.of(key)

    def _taken(self, key: Hashable, results: list[Any]) -> float:
        """Return the number of some inputs, the mean where they were asked for several times."""
        if self.answers is not None and self.repeats == 1 and not isinstance(results[0], Failed):
            self.answers.keep(key, results[0])
        number = sum(map(self._read, results)) / self.repeats
        self.failed += math.isnan(number)
        return number

    def _call(self, row: Arguments) -> Call:
        """Return the call for one set of inputs."""
        if Crew.is_elsewhere(self._executor):
            return Call(self.fn, *self.bind(row))
        return Call(self._one, (row,), {})

    def _results(self, rows: list[Arguments]) -> list[Any]:
        try:
            return self._many(rows)
        except Exception as error:
            if len(rows) == 1:
                return [Failed(error)]
            # One of them is to blame: the others have their answers alone.
            half = len(rows) // 2
            self.calls += len(rows)
            return self._results(rows[:half]) + self._results(rows[half:])

    def _read(self, result: Any) -> float:
        if isinstance(result, Failed):
            self._note(result.error)
            return math.nan
        assert self.target is not None
        try:
            return self.target.of(_settled(result))
        except Exception as error:
            self._note(error)
            return math.nan

    def _note(self, error: Exception) -> None:
        if self.first_error is None:
            self.first_error = error

    def _one(self, values: Arguments) -> Any:
        args, kwargs = self.bind([_fresh(value) for value in values])
        return _settled(self.fn(*args, **kwargs))

    def _many(self, rows: Sequence[Arguments]) -> list[Any]:
        if self.stack is not None:
            return self.stack(rows)
        columns = [[_fresh(value) for value in column] for column in zip(*rows, strict=True)]
        args, kwargs = self.bind(columns)
        return _of_batch(_settled(self.fn(*args, **kwargs)), len(rows))


class _Nothing(Budget):
    """A budget that allows no call."""

    def left(self, spent: int) -> int:
        return 0


_NOTHING = _Nothing(None)

_CHANGED = frozenset({"numpy", "pandas", "PIL"})
"""Packages whose values a function may change in place."""

_PLAIN = frozenset({str, int, float, bool, type(None)})


def key_of(values: Arguments) -> Hashable:
    """Return what tells one set of inputs from another, 1 from 1.0 and True as well."""
    kinds = tuple(map(type, values))
    if _PLAIN.issuperset(kinds):
        return values, kinds
    try:
        return fingerprint(values)
    except TypeError:
        return object()  # what cannot be told from another is asked for each time


def _fresh(value: Any) -> Any:
    """Return a value of which the function may change what it likes."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, tuple):
        return tuple(map(_fresh, value)) if type(value) is tuple else value
    if isinstance(value, (list, dict, set)):
        return copy.deepcopy(value)
    module = type(value).__module__.partition(".")[0]
    return value.copy() if module in _CHANGED and hasattr(value, "copy") else value


def _settled(result: Any) -> Any:
    """Return the value of a coroutine, or the last one of a generator."""
    if inspect.isasyncgen(result):
        result = _last_of(result)
    if inspect.isawaitable(result):
        return awaited(result, coroutines().loop)
    if inspect.isgenerator(result):
        value = None
        for each in result:
            value = each
        return value
    return result


async def _last_of(values: Any) -> Any:
    value = None
    async for each in values:
        value = each
    return value


def _of_batch(result: Any, count: int) -> list[Any]:
    """Return the result of each set of inputs, from one list for each output."""
    is_listed = isinstance(result, (list, tuple))
    if is_listed and result and all(_is_column(each, count) for each in result):
        if len(result) == 1:
            return list(result[0])
        if isinstance(result, tuple) or len(result) != count:
            return [tuple(column[i] for column in result) for i in range(count)]
    if _is_column(result, count):
        return list(result)
    raise InterpretationError(
        "A function with batch=True returns one list of values for each output, as long as the "
        f"lists it gets: {count}."
    )


def _is_column(value: Any, count: int) -> bool:
    is_array = hasattr(value, "tolist") and bool(getattr(value, "shape", None))
    return (isinstance(value, (list, tuple)) or is_array) and len(value) == count
