"""What an annotation says besides its type: bounds, lengths, names, examples.

`unwrap` takes off everything that wraps a type without changing what a person enters
(`Annotated`, `NewType`, type aliases, type variables, `Final`, `Required` …) and collects
what stood there. The libraries that such metadata comes from (annotated-types, pydantic,
msgspec, typing-extensions) are told by name and never imported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import InitVar, fields
from enum import Enum
from types import UnionType
from typing import (
    Annotated,
    Any,
    Final,
    LiteralString,
    NewType,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from .frozen import dataclass

_DEPTH = 64
"""Of wrappers within wrappers; `type A = A` has no end."""

_WRAPPERS = frozenset({"ClassVar", "Final", "NotRequired", "ReadOnly", "Required"})
_TYPING = frozenset({"typing", "typing_extensions"})
_LIBRARIES = frozenset({"annotated_types", "msgspec", "pydantic", "pydantic_core"})


class Missing(Enum):
    """The type of `MISSING`, which says that something is not there, where None is a value."""

    MISSING = "missing"

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing.MISSING


@dataclass(frozen=True)
class Constraints:
    """What a value has to satisfy; None where nothing is asked."""

    ge: Any = None
    gt: Any = None
    le: Any = None
    lt: Any = None
    multiple_of: Any = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None


_NAMES = tuple(entry.name for entry in fields(Constraints))


@dataclass(frozen=True)
class Unwrapped:
    """An annotation, and what had been wrapped round it."""

    annotation: Any
    constraints: Constraints = Constraints()
    label: str | None = None
    help: str | None = None
    examples: tuple[Any, ...] = ()
    metadata: tuple[Any, ...] = ()
    """What nobody here knows, in order; a component instance, for example."""
    default: Any = MISSING
    required: bool | None = None
    """What ``Required`` or ``NotRequired`` said; False too for a default that only the
    callable itself can make."""


def unwrap(
    annotation: Any, *outer: Any, look_up: Callable[[Any], Any] = lambda written: written
) -> Unwrapped:
    """Take the wrappers off an annotation.

    ``Optional`` stays, but what is wrapped inside its one other arm comes off, so that
    ``PositiveInt | None`` is ``int | None`` with a bound. The items of containers stay as
    they are: unwrap them when they are looked at.

    Parameters
    ----------
    annotation : Any
        A resolved annotation, or MISSING.
    *outer : Any
        Metadata that stands outside of it, such as a pydantic ``Field(…)`` given as default.
    look_up : callable, optional
        Resolves what is written inside of a type alias or as the bound of a type variable.

    Returns
    -------
    Unwrapped
        Of two statements about the same thing the last in reading order counts, as pydantic
        has it: the outer ``Annotated``, and in one of them the one further to the right.

    Examples
    --------
    >>> from typing import Annotated
    >>> from annotated_types import Ge, Le
    >>> unwrap(Annotated[int, Ge(0), Le(5), "stars"])  # doctest: +ELLIPSIS
    Unwrapped(annotation=<class 'int'>, constraints=Constraints(ge=0, gt=None, le=5, ...
    """
    found = _Found(look_up)
    bare = found.peel(annotation)
    for item in outer:
        found.absorb(item)
    return found.result(bare)


class _Found:
    """What has been collected so far; later statements overwrite earlier ones."""

    def __init__(self, look_up: Callable[[Any], Any]) -> None:
        self._look_up = look_up
        self._bounds: dict[str, Any] = {}
        self._label: str | None = None
        self._help: str | None = None
        self._examples: tuple[Any, ...] = ()
        self._metadata: list[Any] = []
        self._default: Any = MISSING
        self._required: bool | None = None

    def result(self, annotation: Any) -> Unwrapped:
        plain = next((item for item in self._metadata if isinstance(item, str)), None)
        return Unwrapped(
            annotation=annotation,
            constraints=Constraints(**self._bounds),
            label=self._label,
            help=self._help or plain,
            examples=self._examples,
            metadata=tuple(self._metadata),
            default=self._default,
            required=self._required,
        )

    def peel(self, annotation: Any, depth: int = _DEPTH) -> Any:
        """Return the bare annotation, absorbing what is innermost first."""
        if depth == 0:
            return MISSING
        origin = get_origin(annotation)
        if origin is Annotated:
            bare = self.peel(annotation.__origin__, depth - 1)
            for item in annotation.__metadata__:
                self.absorb(item)
            return bare
        if wrapper := _wrapper(origin):
            bare = self.peel(get_args(annotation)[0], depth - 1)
            if wrapper in {"Required", "NotRequired"}:
                self._required = wrapper == "Required"
            return bare
        if _wrapper(annotation):  # a bare Final
            return MISSING
        if annotation is LiteralString:  # a text to everybody but a type checker
            return str
        if isinstance(annotation, InitVar):
            return self.peel(annotation.type, depth - 1)
        if isinstance(annotation, NewType):
            return self.peel(annotation.__supertype__, depth - 1)
        if _is_alias(annotation):
            return self.peel(self._look_up(annotation.__value__), depth - 1)
        if _is_alias(origin):
            given = dict(zip(origin.__type_params__, get_args(annotation), strict=False))
            return self.peel(substituted(self._look_up(origin.__value__), given), depth - 1)
        if isinstance(annotation, TypeVar):
            return self.peel(self._look_up(_of_variable(annotation)), depth - 1)
        arms = get_args(annotation)
        others = [arm for arm in arms if arm is not type(None)]
        if is_union(annotation) and len(others) == 1 < len(arms):
            bare = self.peel(others[0], depth - 1)
            return (
                MISSING
                if bare is MISSING
                else _union(tuple(bare if arm is others[0] else arm for arm in arms))
            )
        return annotation

    def absorb(self, item: Any, depth: int = _DEPTH) -> None:
        """Take what one piece of metadata says, or keep it."""
        if item is None or depth == 0:
            return
        if isinstance(item, slice):
            self._bound("min_length", item.start or None)
            self._bound("max_length", item.stop)
            return
        if is_pydantic_field(item):
            self._absorb_field(item, depth)
            return
        if getattr(type(item), "__is_annotated_types_grouped_metadata__", False) is True:
            for part in item:
                self.absorb(part, depth - 1)
            return
        if type(item).__name__ in {"Doc", "DocInfo"}:
            self._help = str(item.documentation)
        elif not (_is_from(item, _LIBRARIES) and self._absorb_names(item)):
            self._metadata.append(item)

    def _absorb_names(self, item: Any) -> bool:
        """Take the bounds and texts that a library's object has under their own names."""
        known = False
        for name in _NAMES:
            value = getattr(item, name, None)
            if value is not None:
                self._bound(name, value)
                known = True
        return self._absorb_texts(item) or known

    def _absorb_texts(self, item: Any) -> bool:
        title = getattr(item, "title", None)
        help = getattr(item, "description", None)
        examples = getattr(item, "examples", None)
        if isinstance(title, str):
            self._label = title
        if isinstance(help, str):
            self._help = help
        if isinstance(examples, (list, tuple)):
            self._examples = tuple(examples)
        return any(value is not None for value in (title, help, examples))

    def _absorb_field(self, item: Any, depth: int) -> None:
        self._absorb_texts(item)
        for part in item.metadata:
            self.absorb(part, depth - 1)
        default, required = pydantic_default(item)
        if default is not MISSING:
            self._default = default
        if not required:
            self._required = False

    def _bound(self, name: str, value: Any) -> None:
        if value is not None:
            self._bounds[name] = value.pattern if isinstance(value, re.Pattern) else value


def is_union(annotation: Any) -> bool:
    """Whether it is ``X | Y`` or ``Union[X, Y]``.

    Examples
    --------
    >>> is_union(int | None), is_union(int)
    (True, False)
    """
    return get_origin(annotation) in (Union, UnionType)


def is_pydantic_field(item: Any) -> bool:
    """Whether it is what pydantic's ``Field(…)`` returns."""
    return any(
        base.__name__ == "FieldInfo" and base.__module__.partition(".")[0] == "pydantic"
        for base in type(item).__mro__
    )


def pydantic_default(item: Any) -> tuple[Any, bool]:
    """Return the default of a pydantic field and whether a value is required."""
    factory = item.default_factory
    if factory is None:
        absent = item.default is ... or type(item.default).__name__ == "PydanticUndefinedType"
        return (MISSING, True) if absent else (item.default, False)
    if getattr(item, "default_factory_takes_validated_data", False):
        return MISSING, False
    return made_default(factory), False


def made_default(factory: Any) -> Any:
    """Call a default's factory; MISSING when it fails.

    The failure is not lost: the callable makes its own default when no value is given, and
    then the error stands where the result would.
    """
    try:
        return factory()
    except Exception:
        return MISSING


def substituted(annotation: Any, given: Mapping[Any, Any]) -> Any:
    """Put types in the place of type variables.

    Examples
    --------
    >>> from typing import TypeVar
    >>> T = TypeVar("T")
    >>> substituted(dict[str, T], {T: int})
    dict[str, int]
    """
    if isinstance(annotation, TypeVar):
        return given.get(annotation, annotation)
    variables = getattr(annotation, "__parameters__", ())
    if get_origin(annotation) is None or not variables:
        return annotation
    return annotation[tuple(given.get(variable, variable) for variable in variables)]


def _wrapper(form: Any) -> str | None:
    name = getattr(form, "_name", None)
    known = isinstance(name, str) and name in _WRAPPERS and _is_from(form, _TYPING)
    return name if known else None


def _is_from(item: Any, libraries: frozenset[str]) -> bool:
    return any(base.__module__.partition(".")[0] in libraries for base in type(item).__mro__)


def _is_alias(annotation: Any) -> bool:
    return type(annotation).__name__ == "TypeAliasType" and _is_from(annotation, _TYPING)


def _of_variable(variable: TypeVar) -> Any:
    """Return what stands for a type variable: its default, its constraints or its bound."""
    has_default = getattr(variable, "has_default", None)
    if has_default is not None and has_default():
        return variable.__default__  # type: ignore[attr-defined]  # from Python 3.13
    if variable.__constraints__:
        return _union(variable.__constraints__)
    return MISSING if variable.__bound__ is None else variable.__bound__


def _union(arms: tuple[Any, ...]) -> Any:
    return Union[arms]  # noqa: UP007  # the arms are values here
