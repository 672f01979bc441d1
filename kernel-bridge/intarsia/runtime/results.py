"""From what the user's function returned to the values of its outputs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from .. import wire
from ..arity import called, source_of
from ..componentprops import Properties
from ..components.base import Component
from ..components.display import Display
from ..events import Listener
from ..parameters import Line
from ..signature import MISSING
from ..updates import Append, Update
from .changes import Change
from .figures import open_figures
from .host import current_host
from .whole import Whole

MAX_VALUE = 8 * 1024 * 1024
"""Bytes that one output may have, about."""


class Held:
    """A value that is encoded when it is sent, if no newer one takes its place before."""

    def __init__(self, component: Component, value: Any, index: int, count: int) -> None:
        self._component, self._value = component, value
        self._index, self._count = index, count

    is_single: ClassVar[bool] = True
    """Whether it is all there is to show, whatever was yielded before."""

    @property
    def is_exact(self) -> bool:
        """Whether what is shown on the way is what is shown in the end."""
        return type(self._component).frame is Component.frame

    def encode(self, *, last: bool) -> Any:
        """Return it as it travels: the last of a stream, or one on the way."""
        how = self._component.postprocess if last else self._component.frame
        return _shown(self._component, self._value, self._index, self._count, how)


class Streamed(Held):
    """What a run has streamed into an output by now, chunk by chunk."""

    is_exact = False
    is_single = False

    def __init__(self, whole: Whole) -> None:
        self._whole = whole

    def encode(self, *, last: bool) -> Any:
        return self._whole.end() if last else self._whole.shown()


class Chunk:
    """A part of what an output shows; into which whole it goes, the run knows."""

    def __init__(self, component: Component, value: Any, index: int, count: int) -> None:
        self.component = component
        self._value, self._index, self._count = value, index, count

    def into(self, whole: Whole) -> Streamed:
        """Add it to those before."""
        _shown(self.component, self._value, self._index, self._count, whole.add)
        return Streamed(whole)


class Growth:
    """What a value grows by; onto what, the run knows."""

    def __init__(self, component: Component, tail: Any, index: int, count: int) -> None:
        self._component, self._tail = component, tail
        self._index, self._count = index, count

    def onto(self, shown: Any) -> Any:
        """Return the whole, as it travels."""

        def grow(tail: Any) -> Any:
            return self._component.grown(shown, tail)

        return _shown(self._component, self._tail, self._index, self._count, grow)


def encode_held(
    changes: dict[str, Change], *, last: bool, over: bool | None = None
) -> dict[str, Change]:
    """Return changes with their held values encoded.

    Parameters
    ----------
    last
        Whether they are encoded as they stay.
    over
        Whether nothing is streamed into them any more; by default so when they stay.

    Raises
    ------
    TypeError, ValueError
        As `encode_result` does.
    """
    over = last if over is None else over
    return {
        key: replace(
            change, value=change.value.encode(last=last if change.value.is_single else over)
        )
        if isinstance(change.value, Held)
        else change
        for key, change in changes.items()
    }


def encode_result(
    listener: Listener,
    result: Any,
    displayed: list[Any],
    current: Callable[[Component], Component] = lambda component: component,
    *,
    hold: bool = False,
) -> dict[str, Change]:
    """Return what a result does to the outputs, by component id.

    Values are copies: what the function does to its result afterwards changes nothing.

    Parameters
    ----------
    displayed
        Mime bundles that the run displayed: the result of a function that returns none.
    current
        Returns a component as it stands in the session.
    hold
        Whether a value whose encoding costs may be `Held`: one of many is sent.

    Raises
    ------
    TypeError, ValueError
        Naming the output and the type, when a result cannot be shown there.
    """
    outputs = [current(component) for component in listener.outputs]
    if listener.resets:
        return {c.id: Change(wire.plain(c.start())) for c in outputs}
    if listener.renders is not None or listener.fn is None:
        return {}  # a script of the browser has written them, or nothing does
    if not outputs:
        if result is not None and listener.drops_excess:
            _tell_of_excess(listener, outputs, result)
        return {}
    if len(outputs) == 1 and isinstance(outputs[0], Display) and not _is_instead(result):
        shown = _fitting(_display(outputs[0], result, displayed), "The result")
        return {outputs[0].id: Change(shown)}
    return {
        component.id: _change(listener, component, value, i, len(outputs), hold=hold)
        for i, (component, value) in enumerate(_spread(listener, outputs, result))
    }


def _change(
    listener: Listener, component: Component, value: Any, index: int, count: int, *, hold: bool
) -> Change:
    if isinstance(value, Component):
        value = Update(value.given)
    elif isinstance(value, Properties):
        value = Update(value.changes(type(component)))
    if component.kind == "state":
        value = value.changes.get("value", MISSING) if isinstance(value, Update) else value
        return Change(state=value)  # the rest of a state is not changed
    if isinstance(value, Update):
        props = {k: v for k, v in value.changes.items() if k not in ("render", "every")}
        if not props:
            return Change()
        after = component.updated(props)
        if "value" not in props:
            return Change(component=after)
        value = props["value"]
        if hold and _is_chunk(listener, after):
            return Change(Chunk(after, value, index, count), after)
        return Change(_encode(listener, after, value, index, count), after)
    if isinstance(value, Append):
        return Change(Growth(component, value.value, index, count))
    if component.is_layout and value is None:
        return Change()
    if hold and _is_chunk(listener, component):
        return Change(Chunk(component, value, index, count))
    after = component.with_value(value)
    if after is not component:
        return Change(_encode(listener, after, value, index, count), after)
    kept = component.hold(value) if hold and listener.postprocess else MISSING
    if kept is not MISSING:
        return Change(Held(component, kept, index, count))
    return Change(_encode(listener, component, value, index, count))


def _is_chunk(listener: Listener, component: Component) -> bool:
    return component.takes_chunks and listener.postprocess


def _is_instead(value: Any) -> bool:
    """Whether it stands for what becomes of an output, and is no value itself."""
    return isinstance(value, (Update, Component, Append, Properties))


def of_batch(listener: Listener, result: Any, count: int) -> list[Any]:
    """Return the result of each call of a batch, from one list for each output.

    Raises
    ------
    TypeError, ValueError
        When it is no such thing.
    """
    outputs = len(listener.outputs)
    if outputs == 1 and not _is_list_of_lists(result):
        result = [result]
    columns = result
    if not isinstance(columns, (list, tuple)) or not all(
        isinstance(column, (list, tuple)) for column in columns
    ):
        raise TypeError("A function with batch=True returns one list of values for each output.")
    if len(columns) != outputs:
        raise ValueError(
            f"{_who(listener)} must return {outputs} lists of values, but returned {len(columns)}. "
            f"{_outputs(listener.outputs)}"
        )
    short = next((column for column in columns if len(column) != count), None)
    if short is not None:
        raise ValueError(
            f"{_who(listener)} was called for {count} at once, but returned {len(short)} values."
        )
    rows = [tuple(column[i] for column in columns) for i in range(count)]
    return [row[0] for row in rows] if outputs == 1 else rows


def _is_list_of_lists(result: Any) -> bool:
    """Whether the one output has its list within a list, as Gradio wants it."""
    is_one = isinstance(result, (list, tuple)) and len(result) == 1
    return is_one and isinstance(result[0], (list, tuple))


def _spread(
    listener: Listener, outputs: list[Component], result: Any
) -> list[tuple[Component, Any]]:
    if isinstance(result, dict) and result and all(isinstance(k, Component) for k in result):
        by_id = {component.id: component for component in outputs}
        unknown = [key for key in result if key.id not in by_id]
        if unknown:
            raise ValueError(
                f"{_who(listener)} returned a value for a component that is no output: "
                f"{_named(unknown[0])}. {_outputs(outputs)}"
            )
        return [(by_id[key.id], value) for key, value in result.items()]
    if len(outputs) == 1:
        return [(outputs[0], result)]
    if isinstance(result, Update) and not result.changes:
        return [(component, result) for component in outputs]
    if not isinstance(result, (tuple, list)):
        what = "None" if result is None else f"one {type(result).__name__}{_shortly(result)}"
        raise TypeError(
            f"{_who(listener)} must return {len(outputs)} values, but returned {what}. "
            f"{_outputs(outputs)}"
        )
    if len(result) > len(outputs) and listener.drops_excess:
        _tell_of_excess(listener, outputs, result)
    elif len(result) != len(outputs):
        raise ValueError(
            f"{_who(listener)} must return {len(outputs)} values, but returned {len(result)}"
            f"{_shortly(result)}. {_outputs(outputs)}"
        )
    return list(zip(outputs, result, strict=False))


def _tell_of_excess(listener: Listener, outputs: list[Component], result: Any) -> None:
    """Warn, once, that a function returns more than there are outputs for; the rest is dropped."""
    if listener.told_of_excess:
        return
    listener.told_of_excess = True
    several = len(result) if outputs and isinstance(result, (list, tuple)) else 1
    there = _outputs(outputs) if outputs else "Its listener has no outputs."
    source = source_of(listener.fn)
    line = Line("<function>", 1, "__main__") if source is None else source
    line.warn(
        f"{_who(listener)} returned {_count(several)}{_shortly(result)}, and what is too much is "
        f"dropped. {there}"
    )


def _who(listener: Listener) -> str:
    """Return the words for a listener's function, and where it is."""
    if listener.fn is None:
        return "The function"
    source = source_of(listener.fn)
    name = called(listener.fn)
    if source is None:
        return name
    cell = current_host().cell_of(source.file)
    return f"{name}, line {source.number}{f' of cell [{cell}]' if cell else ''},"


def _count(number: int) -> str:
    return "1 value" if number == 1 else f"{number} values"


def _shortly(value: Any) -> str:
    """Return a value, if it can be told in a few words."""
    try:
        shown = repr(value)
    except Exception:  # whatever its own method raises
        return ""
    return f": {shown}" if len(shown) <= 60 and " object at 0x" not in shown else ""


def _outputs(outputs: Sequence[Component]) -> str:
    """Return the sentence that names the outputs."""
    names = [_named(component) for component in outputs]
    if len(names) == 1:
        return f"Its output is {names[0]}."
    return f"Its outputs are {', '.join(names[:-1])} and {names[-1]}."


def _named(component: Component) -> str:
    kind = type(component).__name__
    return f"{component.label!r} ({kind})" if component.label else kind


def _encode(listener: Listener, component: Component, value: Any, index: int, count: int) -> Any:
    if not listener.postprocess:
        return _fitting(wire.plain(value), "The result")
    return _shown(component, value, index, count)


def _shown(
    component: Component,
    value: Any,
    index: int,
    count: int,
    encode: Callable[[Any], Any] | None = None,
) -> Any:
    which = "The result"
    if count > 1:
        label = f" ({component.label})" if component.label else ""
        which = f"Output {index + 1}{label}"
    try:
        sent = wire.plain((encode or component.postprocess)(value))
    except Exception as error:
        name, kind = type(value).__name__, type(component).__name__
        raise TypeError(f"{which} is a {name}, which a {kind} cannot show: {error}") from error
    return _fitting(sent, which)


def _fitting(sent: Any, which: str) -> Any:
    size = wire.weigh(sent)
    if size > MAX_VALUE:
        raise ValueError(
            f"{which} has {size / 2**20:,.1f} MiB, and {MAX_VALUE / 2**20:,.0f} MiB can be shown. "
            "Return a part of it, or a smaller picture."
        )
    return sent


def _display(component: Display, result: Any, displayed: list[Any]) -> Any:
    """A display shows the result as a cell would: also what was drawn, or displayed."""
    figures = open_figures()
    items: list[Any] = [] if result is not None else list(displayed)
    for figure in figures:
        items += _shown(component, figure, 0, 1)["items"]
    if result is not None and not _is_drawn(result, figures):
        items += _shown(component, result, 0, 1)["items"]
    return {"items": wire.plain(items)}


def _is_drawn(result: Any, figures: list[Any]) -> bool:
    """Whether a result is what pyplot calls return, so that the figures say it all."""
    while isinstance(result, (list, tuple)) and result:
        result = result[0]
    if type(result).__module__.partition(".")[0] not in ("matplotlib", "mpl_toolkits"):
        return False
    return any(getattr(result, "figure", result) is figure for figure in figures)
