"""What constructors are given, looked at by what their signatures say: texts, numbers, truths.

What Gradio takes as well counts as what it means, with a notice where that may surprise; what
means nothing is an error at the author's line.
"""

from __future__ import annotations

import ast
import functools
import inspect
import math
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, get_args, get_origin

from .parameters import nearest, notice

Rule = Callable[[str, Any], Any]
"""From the words for a parameter and what was given to what that counts as."""

_LEAST = {
    "lines": 1,
    "max_length": 0,
    "max_lines": 1,
    "min_length": 0,
    "min_width": 0,
    "num_top_classes": 1,
    "samples_per_page": 1,
    "scale": 0,
}
"""The least that a whole number can be, by the name of its parameter."""

_NAMES = frozenset({"elem_classes", "elem_id"})
"""What style sheets name with a sign before it, which is no part of the name."""

_FEW = 8
"""Up to how many words an error tells all of them."""

_VALUES = frozenset({"default_value", "value", "color", "x", "y"})
"""What the components look at themselves."""


def checked(owner: type, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a constructor was given, as it counts.

    Parameters
    ----------
    owner
        The class.
    given
        Its arguments by name.

    Raises
    ------
    TypeError, ValueError
        When one of them is of another type than its parameter, or none of the words it can be.

    Examples
    --------
    >>> from intarsia.components import Textbox
    >>> checked(Textbox, {"lines": 3.0, "label": 5, "visible": 1})
    {'lines': 3, 'label': '5', 'visible': True}
    >>> checked(Textbox, {"lines": [3]})
    Traceback (most recent call last):
    TypeError: Textbox(lines=…) is a whole number, like 3, not list: [3].
    """
    rules = _rules(owner)
    return {
        name: rules[name](f"{owner.__name__}({name}=…)", value)
        if value is not None and name in rules
        else value
        for name, value in given.items()
    }


@functools.cache
def _rules(owner: type) -> dict[str, Rule]:
    """Return the rules for the parameters of a class and of its bases."""
    found: dict[str, Rule] = {}
    for cls in owner.__mro__:
        init = cls.__dict__.get("__init__")
        if not inspect.isfunction(init):
            continue
        ours = cls.__module__.partition(".")[0] == __package__
        for parameter in inspect.signature(init).parameters.values():
            # What a class of the author's calls by a name of ours means what that class says.
            rule = _rule(parameter.name, _words(init, parameter)) if ours else _anything
            if rule is not None:
                found.setdefault(parameter.name, rule)
    return found


def _words(init: Any, parameter: inspect.Parameter) -> str:
    """Return a parameter's annotation as it is written; a name for some words, as those."""
    words = str(parameter.annotation)
    named = inspect.unwrap(init).__globals__.get(words.removesuffix(" | None"))
    if get_origin(named) is not Literal:
        return words
    return f"Literal{list(get_args(named))!r}"


def _rule(name: str, words: str) -> Rule | None:
    if name in _VALUES:
        return None
    if name in _NAMES:
        return names if name == "elem_classes" else name_
    if words in ("Visible", "bool | Literal['hidden']"):
        return visible
    words = words.replace(" | Operand", "").removesuffix(" | None")
    if words == "int" and name in ("height", "min_width", "width"):
        return pixels
    if words == "int" or name == "scale":
        return whole(_LEAST.get(name))
    if words.startswith("Callable["):
        return function
    if words.startswith("Literal['") and words.endswith("']"):
        return one_of(ast.literal_eval(words.removeprefix("Literal")))
    if words.startswith("Mapping["):
        return mapping
    if words.startswith(("Sequence[", "list[")) and words.endswith("]"):
        return listed
    if words == "str | os.PathLike[str]":
        return path
    return {"bool": truth, "float": number, "str": text}.get(words)


def _anything(where: str, value: Any) -> Any:
    return value


def truth(where: str, value: Any) -> Any:
    """Return a truth value; what is worked out in the browser as it is."""
    if type(value) is bool or getattr(value, "is_operand", False):
        return value
    if isinstance(value, (int, float)) or type(value).__module__ == "numpy":
        return bool(value)
    raise TypeError(f"{where} is True or False, not {told(value)}.")


def visible(where: str, value: Any) -> Any:
    """Return whether something is shown, or `"hidden"`."""
    if isinstance(value, str) and value == "hidden":
        return value
    try:
        return truth(where, value)
    except TypeError:
        raise TypeError(f'{where} is True, False or "hidden", not {told(value)}.') from None


def text(where: str, value: Any) -> str:
    """Return a text; numbers and the like are written down."""
    if isinstance(value, str):
        return value
    is_other = isinstance(value, (bytes, Mapping)) or callable(value)
    is_other = is_other or getattr(value, "is_operand", False)
    if is_other or isinstance(value, Iterable):
        raise TypeError(f"{where} is a text, not {told(value)}.")
    return str(value)


def name_(where: str, value: Any) -> str:
    """Return a name for style sheets, without the sign that stands before it there."""
    name = text(where, value)
    if name[:1] in (".", "#"):
        notice(f"{where} is the name alone: {name!r} counts as {name[1:]!r}.")
        return name[1:]
    return name


def names(where: str, value: Any) -> list[str]:
    """Return names for style sheets."""
    if isinstance(value, Mapping) or not isinstance(value, Iterable):
        raise TypeError(f"{where} is a text or a list of texts, not {told(value)}.")
    several = [value] if isinstance(value, str) else list(value)
    wrong = next((each for each in several if not isinstance(each, str)), None)
    if wrong is not None:
        raise TypeError(f"{where} is a text or a list of texts; {told(wrong)} is none.")
    return [name_(where, each) for each in several]


def number(where: str, value: Any) -> Any:
    """Return a number as it is."""
    if isinstance(value, str) or not hasattr(type(value), "__float__"):
        raise TypeError(f"{where} is a number, not {told(value)}.")
    return value


def function(where: str, value: Any) -> Any:
    """Return what can be called."""
    if not callable(value):
        raise TypeError(f"{where} is a function, not {told(value)}.")
    return value


def mapping(where: str, value: Any) -> Any:
    """Return a dict or the like."""
    if not isinstance(value, Mapping):
        raise TypeError(f"{where} is a dict, not {told(value)}.")
    return value


def listed(where: str, value: Any) -> Any:
    """Return what has items one after the other."""
    if isinstance(value, (str, bytes)):
        raise TypeError(f"{where} is a list, like [{value!r}].")
    if isinstance(value, Mapping) or not isinstance(value, Iterable):
        raise TypeError(f"{where} is a list, not {told(value)}.")
    return value


def path(where: str, value: Any) -> Any:
    """Return a path or an address."""
    if not isinstance(value, (str, os.PathLike)):
        raise TypeError(f"{where} is a path, not {told(value)}.")
    return value


def whole(least: int | None) -> Rule:
    """Return the rule of a whole number that is not below another one."""

    return functools.partial(_at_least, least)


def _at_least(least: int | None, where: str, value: Any) -> int:
    found = _whole(where, value)
    if least is not None and found < least:
        notice(f"{where} is {least} or more: {found} counts as {least}.")
        return least
    return found


def _whole(where: str, value: Any) -> int:
    if isinstance(value, int) or hasattr(type(value), "__index__"):
        return int(value)
    digits = isinstance(value, str) and value.strip().isdecimal()
    if (isinstance(value, str) and not digits) or not (digits or hasattr(type(value), "__float__")):
        raise TypeError(f"{where} is a whole number, like 3, not {told(value)}.")
    given = float(value)
    if not math.isfinite(given):
        raise ValueError(f"{where} is a whole number, like 3, not {value}.")
    if digits or not given.is_integer():
        notice(f"{where} is a whole number: {value!r} counts as {math.ceil(given)}.")
    return math.ceil(given)


def pixels(where: str, value: Any) -> int | None:
    """Return a length in pixels."""
    if not isinstance(value, str):
        return _at_least(0, where, value)
    digits = value.strip().removesuffix("px").strip()
    if digits.isdecimal():
        return int(digits)
    if value.strip()[:1].isdecimal():
        notice(f"{where} is a number of pixels; {value!r} has no effect.")
        return None
    raise TypeError(f"{where} is a number of pixels, like 100, not {told(value)}.")


def one_of(options: Iterable[str]) -> Rule:
    """Return the rule of a word that is one of a few."""
    known = list(options)

    def rule(where: str, value: Any) -> Any:
        if value in known:
            return value
        meant = nearest(value, known) if isinstance(value, str) else ""
        if len(known) > _FEW:
            raise ValueError(f"{where} cannot be {value!r}.{meant}")
        words = " or ".join([", ".join(map(_quoted, known[:-1])), _quoted(known[-1])])
        raise ValueError(f"{where} is {words}, not {value!r}.{meant}")

    return rule


def _quoted(word: str) -> str:
    return f'"{word}"'


def told(value: Any) -> str:
    """Return the words for something that was given and does not fit.

    Examples
    --------
    >>> told("x"), told([1]), told(dict)
    ("'x'", 'list: [1]', 'the class dict: an object of it is made by dict()')
    """
    if isinstance(value, str):
        return repr(value)
    if isinstance(value, type):
        name = value.__name__
        return f"the class {name}: an object of it is made by {name}()"
    if inspect.isroutine(value):
        return f"the function {getattr(value, '__name__', value)}"
    shown = repr(value)
    brief = "" if " object at 0x" in shown or len(shown) > 80 else f": {shown}"
    return f"{type(value).__name__}{brief}"
