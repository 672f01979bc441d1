"""What every component is: a description that travels, and the two crossings.

`preprocess` takes a value as the browser sent it and returns what the function gets;
`postprocess` takes what the function returned and gives what the browser shows.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Mapping, Sequence
from types import NoneType
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ..arguments import checked, told
from ..entrances import entrance
from ..expressions import Expression, Operand, Read, evaluate, truth
from ..frozen import dataclass
from ..messages import Json
from ..notices import announce
from ..parameters import is_authors, is_ours, nearest, notice, recording, refuse_unknown
from ..parentheses import Parentheses
from ..signature import MISSING, Field
from ..spec import Binding, ComponentSpec, ExpressionSpec
from .building import building
from .chunks import Chunks
from .event import EventMethod
from .hints import is_nullable, qualified_name


@dataclass(frozen=True)
class Accepted:
    """A component that takes a field, and the reason in words for `describe`."""

    component: Component
    because: str


Infer = Callable[[Field], Accepted]
"""Ask the whole list for a field; composite components call it for their parts."""

InferOutput = Callable[[Any], Accepted]
"""The same for a return annotation."""


_PLAIN = frozenset({str, int, float, bool})
"""Types of values that somebody compares with the value of a component, and not with itself."""


def _identity(component: Component) -> str:
    """Return the id of a component of an app that lives."""
    if not component.id:
        raise ValueError(
            f"A property follows a {type(component).__name__} that is no part of this app: name "
            "a component that the app was made with."
        )
    return component.id


def _is_empty(value: Any) -> bool:
    """Whether a start says nothing; whatever cannot be asked, like a frame, does."""
    return isinstance(value, (str, int, float, list, tuple, dict, type(None))) and not value


Visible = bool | Literal["hidden"] | Operand
"""Whether a component is shown: always, never, or by an expression."""


class Component(Operand, metaclass=Parentheses):
    """One control or display.

    The kinds have parameters of their own; all of them take these.

    Parameters
    ----------
    value : optional
        The value at the start, as the function would get it; `None`, the default, for empty.
    label : str, optional
        Text above the control; by default made from the parameter's name.
    info : str, optional
        A help text below the control; by default taken from the docstring.
    unit : str, optional
        Unit of the value, like `"cm"`, shown at the right end of the label.
    interactive : bool or Expression, optional
        Whether a person may change the value; by default, components used as an input
        may be changed, and those used as an output may not.
    visible : bool or Expression, default True
        Whether it is shown. An expression, like `mode.is_("advanced")`, follows other values.
    required : bool, default False
        Whether an empty control is a mistake; otherwise the function gets `None`.
    show_label : bool, default True
        Whether the label is shown; screen readers hear it all the same.
    container : bool, default True
        Whether there is a frame, with room for a label, around the control.
    scale : int, optional
        Its share of the width of the row it stands in; 0 takes no more than it needs.
    min_width : int, optional
        Pixels below which a row breaks before it.
    elem_id, elem_classes : str and list of str, optional
        Names for style sheets of the app's author.
    render : bool, default True
        Whether it is placed where it is made; otherwise `.render()` places it.
    key : optional
        What it is known by when a part of the app is rendered again: it is the same one then.
    preserved_by_key : str or list of str, default "value"
        Which of its properties stay as they are then.
    every : float or Timer, optional
        With a function as `value`: how often, in seconds, it is called again.
    inputs : component or list, optional
        With a function as `value`: whose values it gets; it is called again when they change.
    **unknown
        Parameters that only Gradio has: those of `NOT_YET` give a notice, others are refused.

    Raises
    ------
    TypeError
        When a parameter is unknown; the message names the nearest.

    Examples
    --------
    >>> from intarsia import Number, show_app
    >>> app = show_app(lambda width: width, width=Number(1.3, label="Petal width", unit="cm"))
    >>> app.inputs
    {'width': 1.3}
    """

    kind: ClassVar[str]
    """The tag that chooses the class in the browser: the class name in lower case."""
    spec_type: ClassVar[type[ComponentSpec]]
    runs_user_code: bool = False
    """Whether `preprocess` may call code of the user (builds of records, converters), or take
    long (pictures)."""
    EVENTS: ClassVar[tuple[str, ...]] = ("change",)
    """Names of the events a listener can be attached to."""

    NOT_YET: ClassVar[tuple[str, ...]] = ()
    """Parameters of Gradio's class of this name that do nothing so far; they give a notice."""

    ORDER: ClassVar[tuple[str, ...]] = ()
    """Gradio's order of the parameters, for those given by position."""

    given: dict[str, Any]
    """What the constructor was called with, by name."""

    HOLDS_TOOLS: ClassVar[bool] = False
    """Whether `tools` stand at the end of its label; otherwise they follow it."""

    TRIED: ClassVar[tuple[type, ...]] = (object,)
    """Of which types a value at the start is tried where it is given; few where that costs."""

    unfollowed: ClassVar[str | None] = None
    """Why no property can follow its value; `None` when one can."""

    takes_chunks: bool = False
    """Whether each value that a function yields is a part of what is shown, as of a sound that
    plays while it is made, and does not take the place of the one before."""

    of_function: bool = False
    """Whether it stands for a parameter or the result of a function, by `show(fn)`. What is empty
    is `None` or a mistake then, and nothing of a value is rounded or lost on its way."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "__init__" in cls.__dict__:
            order = cls.__dict__.get("ORDER", ())
            cls.__init__ = recording(cls.__init__, order, checked)  # type: ignore[method-assign]
        for name in cls.__dict__.get("EVENTS", ()):
            setattr(cls, name, EventMethod(name))

    def __init__(
        self,
        value: Any = None,
        *,
        label: str | None = None,
        info: str | None = None,
        unit: str | None = None,
        interactive: bool | Operand | None = None,
        visible: Visible = True,
        required: bool = False,
        show_label: bool | None = None,
        container: bool = True,
        scale: float | None = None,
        min_width: int | None = None,
        elem_id: str | None = None,
        elem_classes: Sequence[str] | str | None = None,
        render: bool = True,
        key: Any = None,
        preserved_by_key: Sequence[str] | str | None = "value",
        every: Any = None,
        inputs: Any = None,
        **unknown: Any,
    ) -> None:
        refuse_unknown(type(self), unknown)
        self.value = value
        self.starts_given = value is not None
        """Whether the start was chosen here, so that a parameter's default does not count."""
        self.label = label
        self.info = info
        self.unit = unit
        bound = {"visible": visible, "interactive": interactive}
        self._bindings = {
            name: value.expression() for name, value in bound.items() if isinstance(value, Operand)
        }
        self.bound: dict[str, ExpressionSpec] = {}
        """Properties that follow other values, as they travel: known when the app is whole."""
        self.copied: Component | None = None
        """What it is a copy, or another state, of."""
        follows = isinstance(interactive, Operand)
        self.interactive = True if follows else None if interactive is None else bool(interactive)
        self.visible = isinstance(visible, Operand) or (visible != "hidden" and bool(visible))
        self.required = required
        self.show_label = show_label is None or bool(show_label)
        self.container = container
        self.scale = scale
        self.min_width = min_width
        self.elem_id = elem_id
        self.elem_classes = [elem_classes] if isinstance(elem_classes, str) else elem_classes
        self.key = key
        self.preserved_by_key = preserved_by_key
        self.fresh: Callable[..., Any] | None = None
        """Called for the value at the start, in place of `value`."""
        self.is_kept_fresh = False
        """Whether there is a listener that calls `fresh` again."""
        self.every = every
        self.refresh_inputs = inputs
        self.tools: Sequence[Component] = ()
        """Buttons of the app that belong to it, and stand where it says."""
        self.id = ""
        """Given by the app the component is placed in."""
        self.homes: frozenset[object] = frozenset()
        """Stand for the apps that it belongs to."""
        self.listened: set[str] = set()
        """Names of its events that listeners are attached to."""
        self.interpret_parameters: Mapping[str, Any] = {}
        """How its value is cut into parts when a result is explained, as of `gr.interpret`."""

    if not TYPE_CHECKING:  # what is not there is a mistake to type checkers

        def __getattr__(self, name: str) -> Any:
            """Say which event may be meant; called for names that there are not."""
            __tracebackhide__ = True
            kind = type(self)
            words = f"{kind.__name__} has no event or attribute {name!r}."
            if not name.startswith("_"):
                meant = nearest(name, kind.EVENTS)
                words += meant or f" Its events: {', '.join(kind.EVENTS) or 'none'}."
            raise AttributeError(words)

    def __enter__(self) -> Any:
        """Say that nothing stands in it: layouts alone are entered."""
        raise TypeError(
            f"A {type(self).__name__} is no layout: nothing stands in it. `with` is for gr.Blocks, "
            "gr.Row, gr.Column, gr.Tab and the like."
        )

    def __exit__(self, *_: object) -> None:
        """Do nothing: it was not entered."""

    def made(self) -> None:
        """Take its place in the app that is being written; called when it is whole."""
        builder = building.get()
        if (builder is not None or announce.get() is None) and is_authors():
            self.look_over()  # what a function returns is an update: the rest is not known
        if builder is not None and self.given.get("render", True):
            builder.place(self)

    @entrance
    def render(self) -> Component:
        """Place the component here, in the app that is being written.

        Raises
        ------
        RuntimeError
            Outside of a `with Blocks():`.
        """
        builder = building.get()
        if builder is None:
            raise RuntimeError("render() places a component: call it inside of `with Blocks():`.")
        builder.place(self)
        return self

    def unrender(self) -> Component:
        """Take the component out of its place; `.render()` may place it elsewhere.

        Raises
        ------
        RuntimeError
            Outside of a `with Blocks():`.
        """
        builder = building.get()
        if builder is None:
            raise RuntimeError("unrender() changes an app: call it inside of `with Blocks():`.")
        builder.remove(self)
        return self

    def look_over(self) -> None:
        """Refuse what the author gave and what cannot be, a value for example, where it is given.

        Raises
        ------
        TypeError, ValueError
            Saying what is wrong.

        Warns
        -----
        NoticeWarning
            Of what is wrong, though the program goes on.
        """
        if self.value is None or callable(self.value) or self.expressions():
            return
        if not isinstance(self.value, self.TRIED):
            return
        try:
            self.initial() if object in self.TRIED else self.postprocess(self.value)
        except LookupError:  # a file, of which nothing is known without a session
            return
        except (TypeError, ValueError, AttributeError) as error:
            wrong = ValueError if isinstance(error, ValueError) else TypeError
            name = type(self).__name__
            raise wrong(f"{name}(value=…): {told(self.value)} cannot be shown. {error}") from None

    @property
    def is_layout(self) -> bool:
        """Whether others stand in it."""
        return False

    def with_value(self, value: Any) -> Component:
        """Return what shows a value: another component where properties depend on the value.

        A button, whose text is its value, is one with another text.
        """
        return self

    def watch(self, changed: Callable[[Json], None]) -> Callable[[], None] | None:
        """Have `changed` called with values that others set; return what ends that."""
        return None

    def scripts(self) -> dict[str, str]:
        """Return what of the author's runs in the browser, by the name it is asked for."""
        return {}

    def server_functions(self) -> dict[str, Callable[..., Any]]:
        """Return what the author's script may call in the kernel, by name."""
        return {}

    def caused(self, before: Component) -> list[tuple[str, str, Json]]:
        """Return the events that a function caused by making this of what was before.

        Each is the id of a component, the name of the event and what comes with it.
        """
        return []

    def updated(self, changes: dict[str, Any]) -> Component:
        """Return a component like this one, with some parameters changed.

        Raises
        ------
        TypeError
            When it has no such parameter.
        """
        token = building.set(None)
        try:
            other = type(self)(**{**self.given, **changes})
        finally:
            building.reset(token)
        other.listened = self.listened
        other.interpret_parameters = self.interpret_parameters
        other.copied = self.origin
        for name in ("id", "label", "info", "unit", "interactive", "required", "of_function"):
            if name not in changes and name not in self.bound:
                setattr(other, name, getattr(self, name))
        other.bind(_identity)
        other.bound |= {name: self.bound[name] for name in other.bound if name not in changes}
        return other

    # -- following other values

    @property
    def origin(self) -> Component:
        """What the author made: expressions name that, whatever copy stands in the app."""
        return self.copied or self

    def expression(self) -> Expression:
        """Return the expression for its value, for properties of others.

        Raises
        ------
        TypeError
            When the browser knows no value of it.
        """
        if self.unfollowed is not None:
            raise TypeError(f"No property can follow a {type(self).__name__}: {self.unfollowed}.")
        return Expression("value", source=self.origin)

    def operand(self, value: Any) -> Json:
        if type(value).__module__ == "datetime":
            value = self.postprocess(value)
        return super().operand(value)

    def __eq__(self, other: object) -> bool:
        if type(other) in _PLAIN and building.get() is not None and not is_ours():
            notice(
                f"{type(self).__name__} == {other!r} asks for the component itself, and is never "
                f"true. To follow its value, write .is_({other!r})."
            )
        return self is other

    __hash__ = object.__hash__

    def expressions(self) -> dict[str, Expression]:
        """Return what its properties follow, by their names."""
        return self._bindings

    def bind(self, identify: Callable[[Component], str]) -> None:
        """Put down what its properties follow, as it travels.

        Parameters
        ----------
        identify
            Returns the id of a component.
        """
        self.bound = {name: found.spec(identify) for name, found in self.expressions().items()}

    def at(self, read: Read) -> Component:
        """Return the component as it is while others have these values."""
        if not self.bound:
            return self
        now = copy.copy(self)
        for name, expression in self.bound.items():
            now.take_bound(name, evaluate(expression, read))
        return now

    def take_bound(self, name: str, value: Json) -> None:
        """Be as an expression says."""
        setattr(self, name, truth(value))

    def remaining(self, value: Json) -> Json:
        """Return what is left of a value that was good before other values changed."""
        return value

    def spec(self) -> ComponentSpec:
        """Return the description that travels."""
        return self.spec_type(**self.common_spec(), **self.own_spec())

    def common_spec(self) -> dict[str, Any]:
        """Return the fields every description has."""
        return {
            "id": self.id,
            "kind": self.kind,
            "label": self.label,
            "info": self.info,
            "unit": self.unit,
            "interactive": self.interactive is not False,
            "visible": self.visible,
            "show_label": self.show_label,
            "container": self.container,
            "scale": self.scale,
            "min_width": self.min_width,
            "elem_id": self.elem_id,
            "elem_classes": tuple(self.elem_classes or ()),
            "bindings": tuple(
                Binding(property=name, expression=found)  # type: ignore[arg-type]  # one of BOUND
                for name, found in self.bound.items()
            ),
        }

    def own_spec(self) -> dict[str, Any]:
        """Return the fields that only this kind's description has."""
        return {}

    def initial(self) -> Json:
        """Return the value at the start, as it travels.

        For an input it is what the browser would send if nobody touched the control,
        so that `preprocess(initial())` equals `value`.
        """
        return self.postprocess(self.value)

    def start(self) -> Json:
        """Return the value that a session starts with, as it travels."""
        if self.fresh is None:
            return self.initial()
        sources = self.refresh_inputs
        several = sources if isinstance(sources, (list, tuple)) else [sources] if sources else []
        return self.postprocess(self.fresh(*(s.preprocess(s.start()) for s in several)))

    def interactive_by_use(self, *, is_input: bool, is_output: bool) -> bool:
        """Whether a person may change the value, when nobody said.

        It is so for what a listener reads; of what none reads or writes, for what is empty.
        """
        return is_input or (not is_output and self.fresh is None and _is_empty(self.value))

    def held(self, value: Json) -> Json:
        """Return what the browser holds, and sends, once it was told a value.

        It is the value itself, but for `None` where an empty control has a value of its own.
        """
        return value

    def preprocess(self, value: Json) -> Any:
        """Turn what the browser sent into what the function gets.

        Raises
        ------
        InvalidValueError
            When the value breaks a rule of this component; the words are for the
            person who entered it. `InvalidValuesError` when several parts do.
        """
        return value

    def postprocess(self, value: Any) -> Json:
        """Turn what the function returned into what the browser shows.

        Raises
        ------
        TypeError
            When this component cannot show such a value; the message names its type.
        """
        return value

    def hold(self, value: Any) -> Any:
        """Return what `postprocess` can take later, whatever the function does meanwhile.

        Many values of a stream are never sent, as a newer one comes before; a kind whose
        `postprocess` costs more than a copy of the value gives the copy here. `MISSING` has the
        value encoded at once.
        """
        return MISSING

    def frame(self, value: Any) -> Json:
        """Turn what `hold` gave into what the browser shows until the next value comes.

        It may be coarser than `postprocess`, if that is quicker: the last value of a stream is
        sent as `postprocess` gives it.
        """
        return self.postprocess(value)

    def chunks(self) -> Chunks:
        """Return what takes the chunks of one run, where `takes_chunks` says so."""
        raise NotImplementedError(f"A {type(self).__name__} takes no chunks.")

    def joined(self, earlier: Json, later: Json) -> Json:
        """Return what a function gets of two values that were streamed while it was busy.

        The later one takes the place of the earlier, but for kinds of which nothing may be lost.
        """
        return later

    def grown(self, shown: Json, tail: Any) -> Json:
        """Return what is shown after it has grown by what a function gave as `gr.Append`.

        Raises
        ------
        TypeError
            When this component, or what it shows, does not grow so.
        """
        more = self.postprocess(tail)
        if isinstance(more, str) and isinstance(shown, (str, NoneType)):
            # As it is: a text loses its ends, a part of one does not.
            return (shown or "") + (tail if isinstance(tail, str) else more)
        if isinstance(more, list) and isinstance(shown, (list, NoneType)):
            return [*(shown or ()), *more]
        raise TypeError("it grows by text or by items of a list, as what it shows is one")

    def flag(self, payload: Json, flag_dir: str | os.PathLike[str] = "") -> str:
        """Return what a logger of flagged samples writes down of a value that travels.

        Files of the session are copied to `flag_dir`; of a password nothing is written down.
        """
        from .flagvalues import as_text, kept_value

        return as_text(kept_value(self, payload, flag_dir))

    def event_data(self, name: str, data: Json) -> Any:
        """Turn what a browser told of an event into what the function's event data hold.

        Raises
        ------
        InvalidValueError
            When it cannot be: it names a file that the session does not have.
        """
        return data

    def adopt(self, field: Field) -> None:
        """Take from a parameter what was not given: for a component chosen by its author.

        Parameters
        ----------
        field
            The parameter that this component is the control of.
        """
        if not self.starts_given and field.default is not MISSING:
            self.value = field.default
        self.required = not is_nullable(field)
        self.of_function = True

    def refuse(self, value: object, wanted: str) -> TypeError:
        """Return the error of a value that this component cannot show."""
        return TypeError(
            f"{type(self).__name__} shows {wanted}, not {qualified_name(type(value))}."
        )

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        """Return a component for a parameter, or `None` when it is not of this kind."""
        return None

    @classmethod
    def for_output(cls, annotation: Any, infer: InferOutput) -> Accepted | None:
        """Return a component for a return annotation, or `None`."""
        return None


# Its subclasses with a constructor of their own do it; so do those without.
Component.__init__ = recording(Component.__init__, check=checked)  # type: ignore[method-assign]


FormComponent = Component
"""Gradio's name for components that have a value to enter."""
