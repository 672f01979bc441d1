"""What is wrong with what an event method was given; told where it was called."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .arguments import number, text, told, truth, whole
from .arity import called, mismatch, refuse_names
from .parameters import mistake, notice

_RULES: dict[str, Callable[[str, Any], Any]] = {
    "batch": truth,
    "concurrency_id": text,
    "max_batch_size": whole(1),
    "postprocess": truth,
    "preprocess": truth,
    "queue": truth,
    "scroll_to_output": truth,
    "stream_every": number,
    "time_limit": number,
}


def checked_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return options of a listener as they count.

    Raises
    ------
    TypeError, ValueError
        When one of them is of another type, or has no such value.

    Examples
    --------
    >>> checked_options({"queue": 0, "max_batch_size": 8})
    {'queue': False, 'max_batch_size': 8}
    >>> checked_options({"batch": "yes"})
    Traceback (most recent call last):
    TypeError: batch=… is True or False, not 'yes'.
    """
    found = {
        name: _RULES[name](f"{name}=…", value) if value is not None and name in _RULES else value
        for name, value in options.items()
    }
    found = {name: value for name, value in found.items() if value is not None or name != "queue"}
    js = found.get("js")
    if js is True:
        notice("js=True has no effect: the function runs in the kernel, as all do.")
    elif not (js is None or js is False or isinstance(js, str)):
        raise TypeError(f'js=… is a text, like "(value) => value + 1", not {told(js)}.')
    if isinstance(js, bool):
        del found["js"]
    if found.get("run_in", "worker") not in ("worker", "main"):
        raise ValueError(f'run_in=… is "worker" or "main", not {found["run_in"]!r}.')
    return found


def checked_limit(given: Any, name: str = "concurrency_limit") -> Any:
    """Return how many runs may run at once, if that is such a number.

    Raises
    ------
    TypeError, ValueError
        When it is none.
    """
    if given is None or (isinstance(given, str) and given == "default"):
        return given
    words = f'{name}=… is a whole number above 0, None for any number, or "default"'
    if isinstance(given, bool) or not isinstance(given, int):
        raise TypeError(f"{words}, not {told(given)}.")
    if given < 1:
        raise ValueError(f"{words}, not {given}.")
    return given


def refuse_uncallable(fn: Any) -> None:
    """Refuse what cannot be called.

    Raises
    ------
    TypeError
        Saying what it is.
    """
    if fn is None or callable(fn):
        return
    if inspect.iscoroutine(fn):
        name = fn.__name__
        fn.close()
        raise TypeError(
            f"A listener calls a function, and {name}(…) has called it already: give {name}."
        )
    if inspect.isgenerator(fn):
        raise TypeError(
            f"A listener calls a function, and {fn.__name__}(…) has called it already: give "
            f"{fn.__name__}."
        )
    what = f"{type(fn).__name__}: {fn!r}" if isinstance(fn, str) else told(fn)
    more = "" if isinstance(fn, str) else " The function comes first, then inputs, then outputs."
    raise TypeError(f"A listener calls a function, not {what}.{more}")


def look_at_function(
    fn: Callable[..., Any] | None, inputs: Sequence[Any], *, as_one: bool, by_name: Sequence[str]
) -> None:
    """Look whether a function takes what its listener gives it.

    Raises
    ------
    TypeError
        When it has no parameter of a name that it is given a value by.

    Warns
    -----
    NoticeWarning
        When it takes more values, or fewer.
    """
    if fn is None:
        return
    refuse_names(fn, by_name)
    wrong = mismatch(fn, 1 if as_one else len(inputs), by_name)
    if wrong is not None:
        mistake(wrong)


def look_at_validator(
    validator: Any, inputs: Sequence[Any], *, as_one: bool, by_name: Sequence[str]
) -> None:
    """Look whether a validator can be asked.

    Raises
    ------
    TypeError
        When it is no plain function.
    """
    if validator is None:
        return
    if not callable(validator):
        raise TypeError(f"validator=… is a function, not {told(validator)}.")
    target = validator if inspect.isroutine(validator) else getattr(validator, "__call__", None)  # noqa: B004  # its own
    if inspect.isgeneratorfunction(target) or inspect.isasyncgenfunction(target):
        raise TypeError(
            f"A validator returns its answers, and {called(validator)} is a generator: write "
            "return gr.validate(…) in place of yield."
        )
    wrong = mismatch(validator, 1 if as_one else len(inputs), by_name)
    if wrong is not None:
        mistake(f"{wrong} It is the validator.")
