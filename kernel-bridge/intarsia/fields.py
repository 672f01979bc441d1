"""One type for everything that a person can be asked for.

A parameter, a dataclass field, a pydantic field, a key of a TypedDict and an item of a
named tuple all become a `Field`; everything after works on that type only.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping, Set
from types import MappingProxyType
from typing import Any, Literal

from .annotations import Scope, reason_for, resolve
from .constraints import (
    MISSING,
    Constraints,
    Unwrapped,
    is_pydantic_field,
    substituted,
    unwrap,
)
from .docstrings import ParamDoc
from .frozen import dataclass

Kind = Literal[
    "positional_only", "positional_or_keyword", "var_positional", "keyword_only", "var_keyword"
]

_KINDS: dict[Any, Kind] = {
    inspect.Parameter.POSITIONAL_ONLY: "positional_only",
    inspect.Parameter.POSITIONAL_OR_KEYWORD: "positional_or_keyword",
    inspect.Parameter.VAR_POSITIONAL: "var_positional",
    inspect.Parameter.KEYWORD_ONLY: "keyword_only",
    inspect.Parameter.VAR_KEYWORD: "var_keyword",
}
_BY_NAME = frozenset({"positional_or_keyword", "keyword_only"})


@dataclass(frozen=True)
class Field:
    """One thing a callable takes or a record holds."""

    name: str
    kind: Kind
    annotation: Any
    """Resolved and without ``Annotated``; MISSING when there is none, or none that resolves."""
    default: Any
    """MISSING when there is none. The result of a default's factory."""
    label: str | None
    """A title somebody wrote; None: make one from the name."""
    help: str | None
    constraints: Constraints
    examples: tuple[Any, ...] = ()
    metadata: tuple[Any, ...] = ()
    """What else stood in ``Annotated``, in order."""
    unresolved: str | None = None
    """The text of an annotation that could not be resolved, and why."""
    optional: bool = False
    """Whether it may be left out although no default is known (``NotRequired``)."""
    alias: str | None = None
    """The name under which the callable takes it, where that is another."""
    doc_type: str | None = None
    """The type that the docstring names."""
    long: bool = False
    """Whether the docstring says that it is a text of several lines."""


def read_annotation(
    raw: Any,
    scope: Scope,
    *also: Any,
    given: Mapping[Any, Any] = MappingProxyType({}),
) -> tuple[Unwrapped, str | None]:
    """Resolve an annotation and take its wrappers off.

    Returns
    -------
    found : Unwrapped
        With MISSING as annotation if it cannot be resolved.
    reason : str or None
        Why it cannot.
    """
    reasons: list[str] = []

    def look_up(written: Any) -> Any:
        value, reason = resolve(written, scope)
        if reason is not None:
            reasons.append(reason)
        return substituted(value, given)

    try:
        found = unwrap(look_up(raw), *also, look_up=look_up)
    except Exception as error:  # from the value of a lazy alias, or from foreign metadata
        return unwrap(MISSING, *also), reason_for(raw, error)
    return found, reasons[0] if reasons else None


def make_field(
    name: str,
    kind: Kind,
    raw: Any,
    scope: Scope,
    *,
    default: Any = MISSING,
    doc: ParamDoc | None = None,
    also: tuple[Any, ...] = (),
    optional: bool = False,
    alias: str | None = None,
    label: str | None = None,
    given: Mapping[Any, Any] = MappingProxyType({}),
) -> Field:
    """Make a field from what its source says.

    Parameters
    ----------
    name, kind, default, optional, alias, label
        As in `Field`; `label` is for where nothing else gives one. A pydantic ``Field(…)``
        as default is read and is none itself.
    raw : Any
        The annotation as written, or MISSING.
    scope : Scope
        The names it sees.
    doc : ParamDoc, optional
        What the docstring says.
    also : tuple
        Metadata that stands beside the annotation.
    given : Mapping
        Types that stand for type variables.
    """
    if is_pydantic_field(default):
        also, default = (*also, default), MISSING
    found, unresolved = read_annotation(raw, scope, *also, given=given)
    doc = doc or ParamDoc()
    if default is MISSING:
        default = found.default
    if found.required is not None:
        optional = not found.required
    return Field(
        name=name,
        kind=kind,
        annotation=found.annotation,
        default=default,
        label=found.label or label,
        help=found.help or doc.help,
        constraints=found.constraints,
        examples=found.examples,
        metadata=found.metadata,
        unresolved=unresolved,
        optional=optional and default is MISSING,
        alias=alias if alias != name else None,
        doc_type=doc.type_text,
        long=doc.long,
    )


def fields_of_parameters(
    parameters: Iterable[inspect.Parameter], scope: Scope, docs: Mapping[str, ParamDoc]
) -> tuple[Field, ...]:
    """Make the fields of a signature's parameters."""
    return tuple(
        make_field(
            parameter.name,
            kind_of(parameter),
            annotation_of(parameter),
            scope,
            default=default_of(parameter),
            doc=docs.get(parameter.name),
        )
        for parameter in parameters
    )


def kind_of(parameter: inspect.Parameter) -> Kind:
    """Return how a parameter is given."""
    return _KINDS[parameter.kind]


def annotation_of(parameter: inspect.Parameter) -> Any:
    """Return a parameter's annotation as written, or MISSING."""
    return MISSING if parameter.annotation is parameter.empty else parameter.annotation


def default_of(parameter: inspect.Parameter) -> Any:
    """Return a parameter's default, or MISSING."""
    return MISSING if parameter.default is parameter.empty else parameter.default


def bind_fields(
    owner: str, fields: Iterable[Field], values: Mapping[str, Any], *, by_position: bool = False
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Make the arguments of a call from values by field name.

    Names that are missing, or whose value is MISSING, are left to the callable's default.
    What may go by name goes by name, except in front of the items of ``*args``, and unless
    it is to go `by_position`.

    Raises
    ------
    ValueError
        When a name is unknown, when the items of ``*args`` or ``**kwargs`` are no list or
        mapping, when a key of ``**kwargs`` collides with a named field, or when a positional
        argument has no value but a later one has.
    """
    fields = tuple(fields)
    known = [field.name for field in fields]
    unknown = [name for name in values if name not in known]
    if unknown:
        names = ", ".join(map(repr, unknown))
        raise ValueError(f"{owner} has no field {names}; it has {', '.join(known) or 'none'}")
    given = {name: value for name, value in values.items() if value is not MISSING}
    rest = _items(owner, fields, given)
    named = [field for field in fields if field.kind in _BY_NAME]
    by_position = by_position or bool(rest)
    positional = [
        field
        for field in fields
        if field.kind == "positional_only"
        or (by_position and field.kind == "positional_or_keyword")
    ]
    args = _positional(owner, positional, given, bool(rest))
    kwargs = {
        field.alias or field.name: given[field.name]
        for field in named
        if field.name in given and field not in positional
    }
    taken = {field.alias or field.name for field in named}
    for field in fields:
        if field.kind == "var_keyword":
            kwargs.update(_extras(owner, field.name, given.get(field.name), taken))
    return (*args, *rest), kwargs


def _positional(owner: str, fields: list[Field], given: Mapping[str, Any], full: bool) -> list[Any]:
    args: list[Any] = []
    last = max((at for at, field in enumerate(fields) if field.name in given), default=-1)
    for field in fields if full else fields[: last + 1]:
        value = given.get(field.name, field.default)
        if value is MISSING:
            raise ValueError(
                f"{owner} needs a value for {field.name!r}, since it is given by position "
                "and a later argument has a value"
            )
        args.append(value)
    return args


def _items(owner: str, fields: tuple[Field, ...], given: Mapping[str, Any]) -> list[Any]:
    name = next((field.name for field in fields if field.kind == "var_positional"), None)
    value = None if name is None else given.get(name)
    if value is None:
        return []
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        raise ValueError(f"*{name} of {owner} takes a list of values, not {type(value).__name__}")
    return list(value)


def _extras(owner: str, name: str, value: Any, taken: Set[str]) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise ValueError(f"**{name} of {owner} takes a mapping, not {type(value).__name__}")
    for key in value:
        if not isinstance(key, str):
            raise ValueError(f"**{name} of {owner} takes names as keys, not {key!r}")
        if key in taken:
            raise ValueError(
                f"{key!r} cannot be a key of **{name}: {owner} has a field of that name"
            )
    return dict(value)
