"""The names an annotation can see, and what it means there.

An annotation is resolved alone, so that one bad name costs only its own field.
"""

from __future__ import annotations

import builtins
import collections.abc
import functools
import inspect
import sys
import typing
from collections import ChainMap
from collections.abc import Callable, Mapping
from types import FunctionType, MethodType
from typing import Any, ForwardRef, get_type_hints

from .constraints import MISSING

_DEPTH = 8
"""Of strings within strings."""
_WRAPPED = 100
"""Wrappers round one function."""

_TYPING = {
    name: getattr(module, name) for module in (collections.abc, typing) for name in module.__all__
}
"""What a module may have imported under ``if TYPE_CHECKING`` alone."""

Scope = Mapping[str, Any]


def raw_annotations(owner: Any) -> dict[str, Any]:
    """Return the annotations of a class or function itself, as written."""
    try:
        if sys.version_info >= (3, 14):
            import annotationlib

            return annotationlib.get_annotations(owner, format=annotationlib.Format.FORWARDREF)
        return inspect.get_annotations(owner)
    except (TypeError, ValueError):  # somebody has put something else there
        return {}


def raw_signature(fn: Callable[..., Any]) -> inspect.Signature:
    """Return what `inspect` reports, with the annotations as written."""
    if sys.version_info >= (3, 14):
        import annotationlib

        return inspect.signature(fn, annotation_format=annotationlib.Format.FORWARDREF)
    return inspect.signature(fn)


def resolve(raw: Any, scope: Scope) -> tuple[Any, str | None]:
    """Evaluate an annotation.

    Parameters
    ----------
    raw : Any
        The annotation as written: an object, a string, a forward reference, and any of them
        inside of another.
    scope : Scope
        The names it sees, from `scope_of`.

    Returns
    -------
    value : Any
        The annotation, with ``Annotated`` and the like still in place; MISSING if it cannot
        be resolved.
    reason : str or None
        Why it cannot: the text of the annotation and what is wrong with it.

    Examples
    --------
    >>> resolve("list['int'] | None", {})
    (list[int] | None, None)
    >>> resolve("Iris", {})
    (MISSING, "Iris: name 'Iris' is not defined")
    """
    value = raw
    if raw is MISSING:
        return MISSING, None
    try:
        for _ in range(_DEPTH):
            if isinstance(value, ForwardRef):
                value = _referred(value, scope)
            elif isinstance(value, str):
                text = value.strip()
                text = f"({text},)[0]" if text.startswith("*") else text  # *args: *Items
                value = eval(text, {}, scope)  # as typing.get_type_hints does
            else:
                break
        return _nested(value, scope), None
    except Exception as error:
        return MISSING, reason_for(raw, error)


def reason_for(raw: Any, error: Exception) -> str:
    """Say which annotation cannot be resolved, and why."""
    text = raw.__forward_arg__ if isinstance(raw, ForwardRef) else raw
    shown = text if isinstance(text, str) else inspect.formatannotation(text)
    return f"{shown}: {str(error) or type(error).__name__}"


def _nested(value: Any, scope: Scope) -> Any:
    """Resolve the references inside an annotation."""

    def holder() -> None: ...

    holder.__annotations__ = {"value": value}
    return get_type_hints(holder, {}, scope, include_extras=True)["value"]


def _referred(reference: ForwardRef, scope: Scope) -> Any:
    module = reference.__forward_module__
    home = sys.modules.get(module) if isinstance(module, str) else module
    names = scope if home is None else ChainMap(vars(home), dict(scope))
    if sys.version_info >= (3, 14):  # its text alone may name things that only it knows
        return reference.evaluate(globals={}, locals=names)
    return eval(reference.__forward_arg__, {}, names)


def scope_of(owner: Any) -> Scope:
    """Collect the names that the annotations of a class or a callable can see.

    Nearest first: type parameters, names of the enclosing functions (what the closure
    holds, and, while they still run, everything local to them), the module, the builtins,
    and last the class: a method called ``list`` does not hide the type, just as for
    ``typing.get_type_hints``. The names of `typing` come after all.
    """
    if isinstance(owner, type):
        return _scope(owner, getattr(sys.modules.get(owner.__module__), "__dict__", {}), owner)
    function = plain_function(owner)
    names = getattr(function, "__globals__", None)
    if names is None:
        module = sys.modules.get(getattr(function, "__module__", None) or "")
        names = getattr(module, "__dict__", {})
    holder = owner
    while isinstance(holder, functools.partial):
        holder = holder.func
    holder = holder.__self__ if isinstance(holder, MethodType) else holder
    return _scope(function, names, holder if isinstance(holder, type) else type(holder))


def _scope(owner: Any, names: dict[str, Any], cls: type) -> Scope:
    qualname = getattr(owner, "__qualname__", "")
    layers: list[dict[str, Any]] = [_type_parameters(owner), _closure(owner)]
    seen = ChainMap(*layers, *_enclosing(qualname, names), names, vars(builtins))
    for base in (*_classes(qualname, seen), *cls.__mro__[:-1]):
        seen.maps += [{base.__name__: base}, dict(vars(base)), _type_parameters(base)]
    seen.maps.append(_TYPING)
    return seen


def _type_parameters(owner: Any) -> dict[str, Any]:
    parameters = getattr(owner, "__type_params__", ())  # of the type of functions, a descriptor
    return {p.__name__: p for p in parameters} if isinstance(parameters, tuple) else {}


def _closure(owner: Any) -> dict[str, Any]:
    if not isinstance(owner, FunctionType):
        return {}
    found = {}
    for name, cell in zip(owner.__code__.co_freevars, owner.__closure__ or (), strict=True):
        try:
            found[name] = cell.cell_contents
        except ValueError:  # not bound yet
            continue
    return found


def _enclosing(qualname: str, names: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the locals of the functions round a definition, while they still run.

    PEP 563 keeps no closure for annotations, so a class of the same function is only there.
    """
    parts = qualname.split(".<locals>.")[:-1]
    wanted = {".<locals>.".join(parts[: n + 1]) for n in range(len(parts))}
    found = []
    frame = sys._getframe() if wanted else None
    while frame is not None:
        if frame.f_globals is names and frame.f_code.co_qualname in wanted:
            found.append(dict(frame.f_locals))
        frame = frame.f_back
    return found


def _classes(qualname: str, seen: Scope) -> list[type]:
    """Return the classes that a function was written in, the innermost first."""
    found: list[type] = []
    for name in qualname.rpartition(".<locals>.")[2].split(".")[:-1]:
        cls = vars(found[-1]).get(name) if found else seen.get(name)
        if not isinstance(cls, type):
            break
        found.append(cls)
    return found[::-1]


def plain_function(fn: Any) -> Any:
    """Return the function whose parameters `inspect.signature` reports.

    Partials, methods, callable objects and ``functools.wraps`` are looked through.
    """
    for _ in range(_WRAPPED):
        method = vars(fn).get("_partialmethod") if isinstance(fn, FunctionType) else None
        method = getattr(fn, "__partialmethod__", method)
        if isinstance(method, functools.partialmethod):
            fn = method.func
        elif isinstance(fn, functools.partial):
            fn = fn.func
        elif isinstance(fn, MethodType):
            fn = fn.__func__
        elif not isinstance(fn, type) and _has(fn, "__wrapped__") and not _has(fn, "__signature__"):
            fn = fn.__wrapped__
        elif isinstance(fn, type | FunctionType) or inspect.isroutine(fn):
            return fn
        else:
            call = inspect.getattr_static(type(fn), "__call__", None)
            if not isinstance(call, FunctionType):
                return fn
            fn = call
    return fn


def _has(fn: Any, name: str) -> bool:
    return getattr(fn, name, None) is not None
