"""Types that hold several named values, and how to make one of them.

One small reader for each sort of type. A library's type is told by what it has, so that
neither pydantic nor attrs is imported here.
"""

from __future__ import annotations

import ast
import dataclasses
import functools
import inspect
import itertools
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from types import FunctionType
from typing import Any, Generic, get_args, get_origin

from .annotations import Scope, raw_annotations, raw_signature, scope_of
from .constraints import MISSING, made_default, substituted
from .docstrings import ParamDoc, parse_docstring
from .fields import Field, annotation_of, bind_fields, default_of, kind_of, make_field


def fields_of(tp: Any) -> tuple[Field, ...] | None:
    """Return the fields of a record type.

    Parameters
    ----------
    tp : type
        A dataclass, NamedTuple, TypedDict, pydantic model, attrs class, or a plain class
        whose ``__init__`` is written in Python with every parameter annotated. Also such a
        type with its type variables given: ``Box[int]``.

    Returns
    -------
    tuple of Field or None
        In the order of the definition, without what the constructor does not take; None for
        every other type.

    Examples
    --------
    >>> from typing import NamedTuple
    >>> class Petal(NamedTuple):
    ...     length: float
    ...     width: float = 1.3
    >>> [(field.name, field.annotation, field.default) for field in fields_of(Petal)]
    [('length', <class 'float'>, MISSING), ('width', <class 'float'>, 1.3)]
    >>> fields_of(int) is None
    True
    """
    cls = get_origin(tp) or tp
    if not isinstance(cls, type):
        return None
    reader = _reader(cls)
    if reader is None:
        return None
    return tuple(reader(cls, _documented(cls), functools.partial(make_field, given=_given(tp))))


def build(tp: Any, values: Mapping[str, Any]) -> Any:
    """Make an instance of a record type.

    Parameters
    ----------
    tp : type
        A type that `fields_of` knows.
    values : Mapping[str, Any]
        Values by field name; what is missing, or MISSING, is left to the type.

    Raises
    ------
    TypeError
        When the type is no record, or what its constructor raises.
    ValueError
        When a name is no field of it; pydantic's ``ValidationError`` is one too.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> @dataclass
    ... class Petal:
    ...     length: float
    >>> build(Petal, {"length": 4.0})
    Petal(length=4.0)
    """
    fields = fields_of(tp)
    if fields is None:
        raise TypeError(f"{getattr(tp, '__name__', tp)} is not a type with fields")
    cls = get_origin(tp) or tp
    args, kwargs = bind_fields(cls.__name__, fields, values)
    if not hasattr(cls, "model_validate"):
        return cls(*args, **kwargs)
    root = getattr(cls, "__pydantic_root_model__", False) and "root" in kwargs
    return cls.model_validate(kwargs["root"] if root else kwargs)


_Docs = Mapping[str, ParamDoc]
_Make = Callable[..., Field]
_Reader = Callable[[Any, _Docs, _Make], Iterator[Field]]


def _reader(cls: type) -> _Reader | None:
    if issubclass(cls, Enum):  # one of its bases may be a dataclass
        return None
    if hasattr(cls, "__pydantic_fields__"):
        return _pydantic_fields
    if type(cls).__name__ == "_TypedDictMeta":  # typing's and typing_extensions'
        return _typed_dict_fields
    if issubclass(cls, tuple) and isinstance(getattr(cls, "_fields", None), tuple):
        return _named_tuple_fields
    if hasattr(cls, "__attrs_attrs__"):
        return _attrs_fields
    if dataclasses.is_dataclass(cls):
        return _dataclass_fields
    return _init_fields if _has_annotated_init(cls) else None


def _pydantic_fields(cls: Any, docs: _Docs, make: _Make) -> Iterator[Field]:
    if not getattr(cls, "__pydantic_complete__", True):
        _rebuild(cls)
    scope = scope_of(cls)
    for name, info in cls.__pydantic_fields__.items():
        if getattr(info, "init", None) is not False:
            alias = _alias(info)
            yield make(
                name,
                "keyword_only",
                info.annotation,
                scope,
                doc=docs.get(name),
                also=(info,),
                alias=alias,
            )


def _typed_dict_fields(cls: Any, docs: _Docs, make: _Make) -> Iterator[Field]:
    scope = scope_of(cls)
    for name, raw in raw_annotations(cls).items():
        optional = name not in cls.__required_keys__
        yield make(name, "keyword_only", raw, scope, doc=docs.get(name), optional=optional)


def _named_tuple_fields(cls: Any, docs: _Docs, make: _Make) -> Iterator[Field]:
    written = _written(cls)
    for name in cls._fields:
        raw, scope = written.get(name, (MISSING, {}))
        default = cls._field_defaults.get(name, MISSING)
        doc = docs.get(name)
        yield make(name, "positional_or_keyword", raw, scope, default=default, doc=doc)


def _attrs_fields(cls: Any, docs: _Docs, make: _Make) -> Iterator[Field]:
    written = _written(cls)
    for item in cls.__attrs_attrs__:
        if not item.init:
            continue
        raw = MISSING if item.type is None else item.type
        raw, scope = written.get(item.name, (raw, scope_of(cls)))
        kind = "keyword_only" if item.kw_only else "positional_or_keyword"
        default, optional = _attrs_default(item.default)
        yield make(
            item.name,
            kind,
            raw,
            scope,
            default=default,
            doc=_noted(item.metadata) or docs.get(item.name) or docs.get(item.alias),
            optional=optional,
            alias=item.alias,
            label=_text(item.metadata, "title", "label"),
        )


def _attrs_default(default: Any) -> tuple[Any, bool]:
    """Return the default, and whether one is made later."""
    if not hasattr(default, "takes_self"):
        return (MISSING, False) if getattr(default, "name", "") == "NOTHING" else (default, False)
    return MISSING if default.takes_self else made_default(default.factory), True


def _dataclass_fields(cls: Any, docs: _Docs, make: _Make) -> Iterator[Field]:
    written = _written(cls)
    declared: Mapping[str, dataclasses.Field[Any]] = cls.__dataclass_fields__
    for parameter in raw_signature(cls).parameters.values():
        field = declared.get(parameter.name)
        raw, scope = annotation_of(parameter), scope_of(cls.__init__)
        if field is not None and field.type == raw:  # unlike in an __init__ of its own
            raw, scope = written.get(parameter.name, (raw, scope))
        default, optional = default_of(parameter), False
        if field is not None and field.default_factory is not dataclasses.MISSING:
            default, optional = made_default(field.default_factory), True
        notes: Mapping[Any, Any] = {} if field is None else field.metadata
        yield make(
            parameter.name,
            kind_of(parameter),
            raw,
            scope,
            default=default,
            doc=_noted(notes, getattr(field, "doc", None)) or docs.get(parameter.name),
            optional=optional,
            label=_text(notes, "title", "label"),
        )


def _init_fields(cls: Any, docs: _Docs, make: _Make) -> Iterator[Field]:
    scope = scope_of(cls.__init__)
    for parameter in raw_signature(cls).parameters.values():
        yield make(
            parameter.name,
            kind_of(parameter),
            annotation_of(parameter),
            scope,
            default=default_of(parameter),
            doc=docs.get(parameter.name),
        )


def _has_annotated_init(cls: type) -> bool:
    init = inspect.getattr_static(cls, "__init__")
    made_by_python = isinstance(init, FunctionType) and "__new__" not in vars(cls)
    if not made_by_python or inspect.isabstract(cls) or getattr(cls, "_is_protocol", False):
        return False
    parameters = list(raw_signature(init).parameters.values())[1:]
    return bool(parameters) and all(
        parameter.annotation is not parameter.empty
        and parameter.kind not in {parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD}
        for parameter in parameters
    )


def _rebuild(cls: Any) -> None:
    """Let pydantic look again for names that did not exist when the class was made."""
    if hasattr(cls, "model_rebuild"):
        cls.model_rebuild(raise_errors=False, _types_namespace=dict(scope_of(cls)))


def _alias(info: Any) -> str | None:
    """Return the first name under which pydantic takes a field."""
    alias = info.validation_alias if info.validation_alias is not None else info.alias
    choices = getattr(alias, "choices", (alias,))
    return next((choice for choice in choices if isinstance(choice, str)), None)


def _written(cls: type) -> dict[str, tuple[Any, Scope]]:
    """Return the annotations of a class and its bases, each with the names it sees."""
    found: dict[str, tuple[Any, Scope]] = {}
    for base in reversed(cls.__mro__[:-1]):
        own = raw_annotations(base)
        scope = scope_of(base) if own else {}
        found.update((name, (raw, scope)) for name, raw in own.items())
    return found


def _given(tp: Any) -> dict[Any, Any]:
    """Return what stands for the type variables of a type and of its bases."""
    cls = get_origin(tp) or tp
    given = dict(zip(getattr(cls, "__parameters__", ()), get_args(tp), strict=False))
    for base in getattr(cls, "__orig_bases__", ()):
        if get_origin(base) is not Generic and isinstance(get_origin(base), type):
            for variable, value in _given(base).items():
                given.setdefault(variable, substituted(value, given))
    return given


def _noted(notes: Mapping[Any, Any], doc: Any = None) -> ParamDoc | None:
    text = doc if isinstance(doc, str) else _text(notes, "description", "help", "doc")
    return None if text is None else ParamDoc(text)


def _text(notes: Mapping[Any, Any], *names: str) -> str | None:
    return next((notes[name] for name in names if isinstance(notes.get(name), str)), None)


def _documented(cls: type) -> dict[str, ParamDoc]:
    """Collect what a class and its bases say of each field, the nearest first."""
    found: dict[str, ParamDoc] = {}
    for base in cls.__mro__:
        if base.__module__.partition(".")[0] in _FOREIGN:
            continue
        for doc in (vars(base).get("__doc__"), method_doc(base, "__init__")):
            params = parse_docstring(doc).params if isinstance(doc, str) else {}
            found = {**params, **found}
        if any(name not in found for name in raw_annotations(base)):
            found = {**_attribute_docs(base), **found}
    return found


def method_doc(cls: type, name: str) -> str | None:
    """Return the docstring of what a class itself has under a name."""
    method = vars(cls).get(name)
    # None has a docstring of its own.
    return None if method is None else getattr(method, "__doc__", None)


_FOREIGN = frozenset({"builtins", "typing", "typing_extensions", "pydantic", "abc"})


def _attribute_docs(cls: type) -> dict[str, ParamDoc]:
    """Read the strings that stand below the fields of a class (PEP 257)."""
    from textwrap import dedent  # most programs have no such class

    try:
        tree = ast.parse(dedent(inspect.getsource(cls)))
    except (OSError, TypeError, SyntaxError, ValueError):  # there is no source to read
        return {}
    found = {}
    body = tree.body[0].body if tree.body and isinstance(tree.body[0], ast.ClassDef) else []
    for above, below in itertools.pairwise(body):
        if isinstance(above, ast.AnnAssign) and isinstance(above.target, ast.Name):
            match below:
                case ast.Expr(value=ast.Constant(value=str(text))):
                    found[above.target.id] = ParamDoc(inspect.cleandoc(text))
    return found
