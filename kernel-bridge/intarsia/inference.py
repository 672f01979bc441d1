"""Which component for which parameter, and why.

A list of component classes is asked in order; the first that accepts a field wins. What
an author says outright comes before: an override, or a component in `Annotated`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from . import components as kinds
from .components.base import Accepted, Component
from .components.hints import ANYTHING, qualified_name, readable, type_of_value
from .description import Description, Row
from .doctypes import annotation_of_doc
from .fitting import fitting
from .frozen import dataclass
from .injection import injected
from .outputs import infer_output, is_component, named_output
from .overrides import override
from .signature import MISSING, Field, Signature, read_signature
from .units import unit_of, without_unit

INPUTS = (
    "Checkbox",
    "Radio",
    "CheckboxGroup",
    "Dropdown",
    "Slider",
    "Number",
    "Textbox",
    "DateTime",
    "Date",
    "Time",
    "Duration",
    "File",
    "Image",
    "Dataframe",
    "JSON",
    "Optional",
    "Union",
    "Tuple",
    "List",
    "Mapping",
    "Form",
)
"""Who is asked for a parameter, in order; a kind is loaded when it is its turn."""


@dataclass(frozen=True)
class Form:
    """A function, with the components of its parameters and its result."""

    signature: Signature
    inputs: tuple[tuple[Field, Accepted], ...]
    outputs: tuple[Accepted, ...]

    def bind(self, values: Sequence[Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Make the arguments of a call from the values of the inputs, in order."""
        names = (field.name for field, _ in self.inputs)
        return self.signature.bind(dict(zip(names, values, strict=True)))


def infer(fn: Callable[..., Any], overrides: Mapping[str, Any] | None = None) -> Form:
    """Choose the components of a function.

    Parameters
    ----------
    fn
        Any callable.
    overrides
        By parameter name: a component, its name, a tuple `(low, high[, step])`, a list or
        dict of choices, a type, or another default.

    Raises
    ------
    TypeError
        When nothing is known of the parameters, or an override names none of them.

    Examples
    --------
    >>> form = infer(lambda width=1.3, deep=False: width)
    >>> [accepted.component.kind for _, accepted in form.inputs]
    ['number', 'checkbox']
    """
    signature = _asked(read_signature(fn), fn)
    given = dict(overrides or {})
    inputs = []
    for field in signature.fields:
        if field.name in given:
            accepted = override(given.pop(field.name), field, infer_input)
            inputs.append((field, _dressed(accepted, field)))
        else:
            inputs.append((field, infer_input(field)))
    if given:
        raise _unknown(next(iter(given)), signature)
    taken = frozenset(field.alias or field.name for field in signature.fields)
    for field, accepted in inputs:
        if field.kind == "var_keyword" and isinstance(accepted.component, kinds.Mapping):
            accepted.component.taken = taken - {field.name}
    outputs = _outputs(signature)
    return Form(signature, tuple(inputs), tuple(outputs))


def _asked(signature: Signature, fn: Callable[..., Any]) -> Signature:
    """Return the signature without what is given to the function: the event, progress."""
    names = tuple(found.name for found in injected(fn))
    if not names:
        return signature
    fields = tuple(field for field in signature.fields if field.name not in names)
    return replace(signature, fields=fields, injected=names)


def _unknown(name: str, signature: Signature) -> TypeError:
    from difflib import get_close_matches  # only when something is wrong

    names = [field.name for field in signature.fields]
    near = get_close_matches(name, names, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"it has {', '.join(names) or 'none'}."
    return TypeError(f"{signature.name} has no parameter {name!r}; {hint}")


# ------------------------------------------------------------------ inputs


def infer_input(field: Field) -> Accepted:
    """Choose the component of a field.

    Examples
    --------
    >>> from intarsia.components.hints import part
    >>> infer_input(part("width", float, 1.3)).because
    'float'
    """
    return _Inference().input(field)


class _Inference:
    """One descent into a type; knows what it is inside of."""

    def __init__(self) -> None:
        self._open: list[tuple[type[Component], Any]] = []

    def input(self, field: Field) -> Accepted:
        """Ask the list, and make sure that the default is told when it does not fit."""
        if field.kind in ("var_positional", "var_keyword"):
            return _dressed(self._rest(field), field)
        for item in reversed(field.metadata):
            if isinstance(item, Component) or is_component(item):
                component = copy.copy(item) if isinstance(item, Component) else item()
                component.adopt(field)
                return _dressed(fitting(Accepted(component, "named in Annotated"), field), field)
        asked, reason = _decided(field)
        accepted = self._ask(asked)
        accepted = Accepted(accepted.component, reason.format(accepted.because))
        return _dressed(fitting(accepted, asked), field)

    def _ask(self, field: Field) -> Accepted:
        inside = False
        for name in ("Optional", *INPUTS) if field.optional else INPUTS:
            cls: type[Component] = getattr(kinds, name)
            asked = (cls, field.annotation)
            if asked in self._open:
                inside = True
                continue
            self._open.append(asked)
            try:
                accepted = cls.for_input(field, self.input)
            finally:
                self._open.pop()
            if accepted is not None:
                accepted.component.of_function = True
                return accepted
        literal = kinds.Textbox.for_literal(field, _why_literal(field, inside))
        literal.component.of_function = True
        return literal

    def _rest(self, field: Field) -> Accepted:
        """Choose for `*args` and `**kwargs`: any number of what the annotation says."""
        item = replace(field, kind="keyword_only", name="", label=None, help=None)
        inner = self.input(item)
        if field.kind == "var_positional":
            because = f"any number of arguments (*{field.name}), each {inner.because}"
            return Accepted(kinds.List(inner.component, collect=tuple), because)
        key = kinds.Textbox(min_length=1)
        because = f"any number of named arguments (**{field.name}), each {inner.because}"
        return Accepted(kinds.Mapping(key, inner.component), because)


def _decided(field: Field) -> tuple[Field, str]:
    """Return a field whose type is decided, by its default where nothing else says it."""
    if field.annotation not in ANYTHING:
        return field, "{}"
    reason = "{}"
    if field.unresolved:
        said = field.unresolved.replace("{", "{{").replace("}", "}}")
        reason = f"{{}}; the annotation could not be resolved ({said})"
    found = type_of_value(field.default)
    if found not in ANYTHING:
        return replace(field, annotation=found), reason.replace("{}", "{}, by the default", 1)
    found = annotation_of_doc(field.doc_type)
    if found is not MISSING:
        return replace(field, annotation=found), reason.replace("{}", "{}, by the docstring", 1)
    return field, reason


def _why_literal(field: Field, inside: bool) -> str:
    nothing = field.annotation in (*ANYTHING, None, type(None))
    if inside and not nothing:
        return f"{qualified_name(field.annotation)} contains itself; a Python literal"
    if nothing:
        return "no type; a Python literal"
    return f"no component for {qualified_name(field.annotation)}; a Python literal"


def _dressed(accepted: Accepted, field: Field) -> Accepted:
    """Give a component the label, the help text and the unit of its field."""
    component = accepted.component
    label, unit = field.label, None
    if component.kind in ("number", "slider", "textbox"):
        label, unit = unit_of(field)
    if component.label is None and field.name:
        component.label = label or readable(field.name)
    if component.info is None and field.name:
        component.info = without_unit(field.help, unit)
    if component.unit is None:
        component.unit = unit
    return accepted


# ----------------------------------------------------------------- results


def _outputs(signature: Signature) -> list[Accepted]:
    chosen = named_output(signature.returns_metadata)
    if chosen is not None:
        return [chosen]
    outputs = infer_output(signature.returns, streams="generator" in signature.flavour)
    if signature.returns_unresolved:
        reason = f"the annotation could not be resolved ({signature.returns_unresolved})"
        return [Accepted(one.component, f"{reason}; {one.because}") for one in outputs]
    return outputs


# ---------------------------------------------------------------- describe


def describe(fn: Callable[..., Any], **overrides: Any) -> Description:
    """Say which component `show` chooses for each parameter, and why.

    Parameters
    ----------
    fn : callable
        Any callable.
    **overrides
        As for `show`.

    Returns
    -------
    Description
        A table to print; its `rows` have `parameter`, `component` and `because`.

    Raises
    ------
    TypeError
        When `fn` has no signature, or an override names no parameter.

    Examples
    --------
    >>> def classify(width: float = 1.3, deep: bool = False) -> str: ...
    >>> describe(classify)
    parameter  component  because
    width      Number     float
    deep       Checkbox   bool
    result     Textbox    returns str
    """
    form = infer(fn, overrides)
    rows = [_row(field.name, accepted) for field, accepted in form.inputs]
    for at, accepted in enumerate(form.outputs, start=1):
        name = "result" if len(form.outputs) == 1 else f"result {at}"
        rows.append(_row(name, accepted))
    return Description(form.signature.name, tuple(rows))


def _row(name: str, accepted: Accepted) -> Row:
    return Row(name, type(accepted.component).__name__, accepted.because)
