"""The inputs of the function that is explained: their names, values, controls and parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..blocks import Blocks
from ..calling import chosen, given_to_code
from ..components.base import Component
from ..components.hints import is_named
from ..components.naming import component as named_component
from ..events import Listener
from ..inference import infer
from ..injection import placed
from ..parameters import nearest
from .parts import Parts, Settings, parts_of
from .parts.other import OtherParts
from .predictor import Bind
from .problems import InterpretationError

__all__ = ["Asked", "Input", "asked", "background_of", "inputs_of"]


@dataclass
class Input:
    """One input of the function.

    Attributes
    ----------
    name
        Of the parameter.
    label
        Of its control.
    value
        What the function gets.
    component
        Its control, where there is one.
    parts
        The value, cut into parts that can be absent.
    """

    name: str
    label: str
    value: Any
    component: Component | None
    parts: Parts


@dataclass
class Asked:
    """A function as it is called, before its inputs have values."""

    fn: Callable[..., Any]
    bind: Bind
    names: list[str]
    components: list[Component | None]
    outputs: list[str]
    batch: bool = False
    batch_size: int | None = None

    def values(self, given: Any) -> list[Any]:
        """Return the values in order.

        Parameters
        ----------
        given
            By name, in order, or the one value of a function with one input.

        Raises
        ------
        InterpretationError
            When there are not as many as inputs, or a name is unknown.
        """
        if isinstance(given, Mapping) and (set(given) & set(self.names) or len(self.names) != 1):
            return self._by_name(given)
        is_row = isinstance(given, (list, tuple))
        if is_row and len(given) == len(self.names) and not self._is_list(given):
            return list(given)
        if len(self.names) == 1:
            return [given]
        raise InterpretationError(
            f"The function has {len(self.names)} inputs ({', '.join(self.names)}): give as many "
            "values, in order or by name."
        )

    def _is_list(self, given: Sequence[Any]) -> bool:
        """Whether the one input takes a list itself, this one."""
        kind = getattr(self.components[0], "kind", None) if len(given) == 1 else None
        is_table = kind == "dataframe" and not is_named(type(given[0]), "pandas.DataFrame")
        return is_table or kind in ("list", "checkboxgroup")

    def _by_name(self, given: Mapping[str, Any]) -> list[Any]:
        for name in given:
            if name not in self.names:
                raise InterpretationError(
                    f"The function has no input {name!r}; it has {', '.join(self.names)}."
                    + nearest(str(name), self.names)
                )
        missing = [name for name in self.names if name not in given]
        for name in list(missing):
            component = self.components[self.names.index(name)]
            if component is not None and not component.required:
                missing.remove(name)
        values = []
        for name, component in zip(self.names, self.components, strict=True):
            if name in given:
                values.append(given[name])
            elif component is not None and component.value is not None:
                values.append(component.value)  # the default
                if name in missing:
                    missing.remove(name)
            else:
                values.append(None)
        if missing:
            raise InterpretationError(f"A value for {missing[0]!r} is missing.")
        return values


def asked(fn: Any, values: Any, inputs: Sequence[Any] | Mapping[str, Any] | None = None) -> Asked:
    """Return a function, or the function of an app, as it is called.

    Parameters
    ----------
    fn
        A callable, an app of one function, or a listener of an app.
    values
        Those it is called with: they tell how many inputs there are, where nothing else does.
    inputs
        The controls of its inputs: components, or their names, in order; or by the name of the
        parameter, as `show` takes them.
    """
    if isinstance(fn, Blocks):
        return _of_listener(chosen(fn, None))
    if isinstance(fn, Listener):
        return _of_listener(fn)
    if inputs is None or isinstance(inputs, Mapping):
        try:
            form = infer(fn, inputs)
        except (TypeError, ValueError):
            if inputs:
                raise
            return _bare(fn, values, None)
        return Asked(
            fn,
            form.bind,
            [field.name for field, _ in form.inputs],
            [accepted.component for _, accepted in form.inputs],
            [each.component.label or "" for each in form.outputs],
        )
    return _bare(fn, values, [_component(each) for each in inputs])


def _of_listener(listener: Listener) -> Asked:
    assert listener.fn is not None

    def bind(row: Sequence[Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return placed(listener.injected(), given_to_code, *listener.bind(list(row)))

    return Asked(
        listener.fn,
        bind,
        list(listener.parameters),
        list(listener.inputs),
        [component.label or "" for component in listener.outputs],
        listener.batch,
        listener.max_batch_size if listener.batch else None,
    )


def _bare(fn: Any, values: Any, components: list[Component | None] | None) -> Asked:
    """Return a function of which no more is known than what it is called with."""
    if components is None:
        is_row = isinstance(values, (list, tuple))
        count = len(values) if is_row else 1
        components = [None] * count
    names = _parameter_names(fn, len(components)) or [
        (component.label if component is not None and component.label else f"input {at + 1}")
        for at, component in enumerate(components)
    ]

    def bind(row: Sequence[Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return tuple(row), {}

    return Asked(fn, bind, names, components, [])


def _parameter_names(fn: Any, count: int) -> list[str] | None:
    import inspect

    try:
        found = [
            name
            for name, each in inspect.signature(fn).parameters.items()
            if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)
        ]
    except (TypeError, ValueError):
        return None
    return found[:count] if len(found) >= count else None


def _component(given: Any) -> Component | None:
    if given is None or isinstance(given, Component):
        return given
    return named_component(given)


def inputs_of(
    asked: Asked, values: Sequence[Any], settings: Settings, background: Mapping[str, Any]
) -> tuple[Input, ...]:
    """Return the inputs, cut into parts."""
    made = []
    for name, component, value in zip(asked.names, asked.components, values, strict=True):
        label = (component.label if component is not None else None) or name
        own = settings if component is None else settings.of(component.interpret_parameters)
        if getattr(component, "kind", None) == "state" and name not in background:
            parts: Parts = OtherParts(value, component, own, None)  # nobody entered it
        else:
            parts = parts_of(value, component, own, background.get(name))
        made.append(Input(name, label, value, component, parts))
    return tuple(made)


def background_of(given: Any, names: Sequence[str]) -> dict[str, Any]:
    """Return what absent means, by the name of the input.

    Parameters
    ----------
    given
        A mapping by name; a frame with a column for each input; rows in the order of the inputs;
        or, for one input, whatever its kind takes.

    Raises
    ------
    InterpretationError
        When it names no input, or has another number of columns.

    Examples
    --------
    >>> background_of([[1, 2], [3, 4]], ["a", "b"])
    {'a': [1, 3], 'b': [2, 4]}
    """
    if given is None:
        return {}
    if isinstance(given, Mapping) and set(given) <= set(names):
        return dict(given)
    is_frame = is_named(type(given), "pandas.DataFrame")
    if is_frame and set(names) <= set(given.columns):
        return {name: given[name].tolist() for name in names}
    if len(names) == 1:
        return {names[0]: given}
    if isinstance(given, Mapping):
        unknown = next(name for name in given if name not in names)
        raise InterpretationError(
            f"background= names {unknown!r}; the inputs are {', '.join(names)}."
            + nearest(str(unknown), names)
        )
    rows = [list(row) for row in (given.itertuples(index=False) if is_frame else given)]
    if not rows:
        raise InterpretationError("background= has no rows.")
    if any(len(row) != len(names) for row in rows):
        raise InterpretationError(
            f"The rows of background= have {len(rows[0])} values, but there are {len(names)} "
            f"inputs: {', '.join(names)}."
        )
    return {name: [row[at] for row in rows] for at, name in enumerate(names)}
