"""What a callable takes and returns, whatever sort of callable it is."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import FunctionType, MethodType
from typing import Any, Literal, Unpack, get_args, get_origin

from .annotations import Scope, plain_function, raw_signature, scope_of
from .constraints import MISSING, Constraints, Missing, Unwrapped, unwrap
from .docstrings import Docstring, parse_docstring
from .fields import (
    Field,
    Kind,
    annotation_of,
    bind_fields,
    default_of,
    kind_of,
    make_field,
    read_annotation,
)
from .frozen import dataclass
from .records import build, fields_of, method_doc

__all__ = [
    "MISSING",
    "Constraints",
    "Field",
    "Flavour",
    "Kind",
    "Missing",
    "Signature",
    "SignatureError",
    "Unwrapped",
    "build",
    "fields_of",
    "read_signature",
    "unwrap",
]

Flavour = Literal["function", "coroutine", "generator", "async_generator"]


class SignatureError(TypeError):
    """Nothing is known about the parameters of a callable."""


@dataclass(frozen=True)
class Signature:
    """A callable, described."""

    name: str
    """Of the function, method or class; "lambda" for a lambda."""
    summary: str | None
    """The first paragraph of the docstring, on one line."""
    description: str | None
    """The prose between it and the first section."""
    fields: tuple[Field, ...]
    returns: Any
    """Resolved and without ``Annotated``; for a class, the class itself; else MISSING."""
    returns_help: str | None
    flavour: Flavour
    """Of the function that is called. One that merely returns a generator is a function."""
    injected: tuple[str, ...] = ()
    """Parameters that the runtime fills in."""
    returns_metadata: tuple[Any, ...] = ()
    """What else stood in ``Annotated`` of the return annotation."""
    returns_unresolved: str | None = None
    """The text of a return annotation that could not be resolved, and why."""
    by_position: bool = False
    """Whether arguments go by position where they may, as through a wrapper that knows no names."""

    def bind(self, values: Mapping[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Make the arguments of a call from values by field name.

        Names that are missing, or whose value is MISSING, are left to the callable's default.
        What may go by name goes by name, except in front of the items of ``*args`` and through
        wrappers.

        Parameters
        ----------
        values : Mapping[str, Any]
            For ``*args`` a list, for ``**kwargs`` a mapping.

        Raises
        ------
        ValueError
            For a name that is no field, for a key of ``**kwargs`` that collides with a named
            field, for items that are no list or mapping, and when a positional argument has
            no value but a later one has.

        Examples
        --------
        >>> def area(length, /, width=1.0, **units): ...
        >>> read_signature(area).bind({"length": 2, "width": 3, "units": {"shown": "cm"}})
        ((2,), {'width': 3, 'shown': 'cm'})
        """
        return bind_fields(self.name, self.fields, values, by_position=self.by_position)


def read_signature(fn: Callable[..., Any]) -> Signature:
    """Describe any callable.

    Functions, lambdas, methods, classes, callable objects, partials, builtins with a text
    signature, ``async`` functions, generators, and what ``functools.wraps`` has wrapped.
    An annotation that cannot be resolved costs its own field only (`Field.unresolved`).

    Parameters
    ----------
    fn : callable
        What to describe. It is not called; the factories of defaults are.

    Returns
    -------
    Signature
        Its fields are in the order of the definition.

    Raises
    ------
    SignatureError
        When Python does not know the parameters.

    Examples
    --------
    >>> def classify(width: float = 1.3) -> str:
    ...     '''Species of an iris.
    ...
    ...     Parameters
    ...     ----------
    ...     width
    ...         Petal width in cm.
    ...     '''
    >>> signature = read_signature(classify)
    >>> signature.name, signature.summary, signature.returns
    ('classify', 'Species of an iris.', <class 'str'>)
    >>> field, = signature.fields
    >>> field.name, field.annotation, field.default, field.help
    ('width', <class 'float'>, 1.3, 'Petal width in cm.')
    """
    name = _name(fn)
    if not callable(fn):
        raise SignatureError(f"{name} cannot be called: it is of type {type(fn).__name__}")
    docs = _documentation(fn, name)
    if isinstance(get_origin(fn) or fn, type):
        return _read_class(fn, name, docs)
    parameters = _parameters(fn, name)
    scope = scope_of(fn)
    raw = parameters.return_annotation
    found, unresolved = read_annotation(MISSING if raw is parameters.empty else raw, scope)
    return Signature(
        name=name,
        summary=docs[0].summary,
        description=docs[0].description,
        fields=_fields(parameters, scope, docs),
        returns=found.annotation,
        returns_help=found.help or next((doc.returns for doc in docs if doc.returns), None),
        flavour=_flavour(fn),
        returns_metadata=found.metadata,
        returns_unresolved=unresolved,
        by_position=_by_position(fn),
    )


def _read_class(tp: Any, name: str, docs: tuple[Docstring, ...]) -> Signature:
    cls = get_origin(tp) or tp
    fields = fields_of(tp)
    if fields is None:
        fields = _fields(_parameters(cls, name), scope_of(cls), docs)
    return Signature(
        name=name,
        summary=docs[0].summary,
        description=docs[0].description,
        fields=fields,
        returns=tp,
        returns_help=None,
        flavour="function",
    )


def _parameters(fn: Callable[..., Any], name: str) -> inspect.Signature:
    try:
        return raw_signature(fn)
    except Exception as error:  # objects may answer `inspect` with code of their own
        raise SignatureError(
            f"the parameters of {name} are not known: {error}. Wrap it in a function that "
            "names them."
        ) from error


def _fields(
    parameters: inspect.Signature, scope: Scope, docs: tuple[Docstring, ...]
) -> tuple[Field, ...]:
    known = {name: doc for docstring in reversed(docs) for name, doc in docstring.params.items()}
    return tuple(
        field
        for parameter in parameters.parameters.values()
        for field in _unpacked(
            make_field(
                parameter.name,
                kind_of(parameter),
                annotation_of(parameter),
                scope,
                default=default_of(parameter),
                doc=known.get(parameter.name),
            )
        )
    )


def _unpacked(field: Field) -> Iterator[Field]:
    """Yield the keys of ``**options: Unpack[Options]`` (PEP 692) as fields of their own."""
    inner = field.annotation
    if get_origin(inner) is Unpack:
        inner = get_args(inner)[0]
    elif not getattr(inner, "__unpacked__", False):
        yield field
        return
    fields = fields_of(inner) if field.kind == "var_keyword" else None
    if fields is not None:
        yield from fields
    else:  # the items of *args: of one type, or each of its own
        items = get_args(inner)
        several = len(items) == 2 and items[1] is ...
        yield replace(field, annotation=items[0] if several else MISSING)


def _name(fn: Any) -> str:
    while isinstance(fn, functools.partial):
        fn = fn.func
    fn = get_origin(fn) or fn
    name = getattr(fn, "__name__", None)
    if not isinstance(name, str):
        name = type(fn).__name__
    return "lambda" if name == "<lambda>" else name


def _documentation(fn: Any, name: str) -> tuple[Docstring, ...]:
    """Parse the docstrings about a callable, the nearest first."""
    texts: list[Any] = []
    while isinstance(fn, functools.partial):
        texts.append(vars(fn).get("__doc__"))
        fn = fn.func
    fn = get_origin(fn) or fn
    if isinstance(fn, type):
        texts += [vars(fn).get("__doc__"), method_doc(fn, "__init__")]
    elif inspect.isroutine(fn):
        texts += [fn.__doc__, *_inherited(fn), plain_function(fn).__doc__]
    else:
        own, call = getattr(fn, "__doc__", None), inspect.getattr_static(type(fn), "__call__", None)
        texts.append(own if own is not type(fn).__doc__ else None)
        texts.append(call.__doc__ if isinstance(call, FunctionType) else None)
        texts += [type(fn).__doc__, plain_function(fn).__doc__]
    docs = [parse_docstring(_prose(text, name)) for text in texts if isinstance(text, str)]
    return tuple(doc for doc in docs if doc != Docstring()) or (Docstring(),)


def _inherited(fn: Any) -> list[str | None]:
    """Return what the bases say of a method that says nothing itself."""
    if not isinstance(fn, MethodType):
        return []
    cls = fn.__self__ if isinstance(fn.__self__, type) else type(fn.__self__)
    return [method_doc(base, fn.__name__) for base in cls.__mro__]


def _prose(text: str, name: str) -> str:
    """Leave out the signature that C functions and dataclasses put in front."""
    head, _, rest = text.lstrip().partition("\n\n")
    is_signature = head.startswith(f"{name}(") and (head.endswith(")") or ") -> " in head)
    return rest if is_signature else text


def _by_position(fn: Any) -> bool:
    """Whether a callable is a wrapper that takes whatever comes by position.

    Its own parameters have other names than those of what it wraps, or none.
    """
    while isinstance(fn, functools.partial):
        fn = fn.func
    if getattr(fn, "__wrapped__", None) is None:
        return False
    try:
        own = inspect.signature(fn, follow_wrapped=False).parameters.values()
    except (TypeError, ValueError):  # nothing is known of it
        return False
    return any(parameter.kind is parameter.VAR_POSITIONAL for parameter in own)


def _flavour(fn: Any) -> Flavour:
    # What is called, not what it wraps.
    while isinstance(fn, functools.partial):
        fn = fn.func
    if not inspect.isroutine(fn):
        fn = inspect.getattr_static(type(fn), "__call__", fn)
    if inspect.isasyncgenfunction(fn):
        return "async_generator"
    if inspect.iscoroutinefunction(fn):
        return "coroutine"
    return "generator" if inspect.isgeneratorfunction(fn) else "function"
