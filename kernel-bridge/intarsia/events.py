"""What happens when: a listener calls a function with inputs and writes outputs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from .arguments import told
from .components.base import Component
from .components.building import building
from .components.display import Display
from .components.event import Event
from .entrances import entrance
from .eventnames import EventListener, Events
from .injection import Injected, injected
from .reexport import reexport
from .signature import MISSING
from .spec import ListenerSpec, ShowProgress, Target, TriggerMode

RunIn = Literal["worker", "main"]
Bind = Callable[[list[Any]], tuple[tuple[Any, ...], dict[str, Any]]]
"""From the inputs' values, in order, to the arguments of the call."""

AfterStatus = Literal["any", "success", "failure"]


def positional(values: list[Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Pass every value by position: the plain way to bind."""
    return tuple(values), {}


@dataclass(eq=False, kw_only=True)
class Listener:
    """When one of these events happens, call this function.

    Parameters
    ----------
    fn
        What is called; `None` when only a script of the browser runs.
    targets
        Pairs of a component and the name of one of its events.
    concurrency_limit
        How many runs of this function may run at once; `None` for any number, `"default"` for
        what the app says.
    run_in
        `"worker"`: a thread of its own, or the loop for coroutines; `"main"`: the
        kernel's main thread, after the cell that is running.
    """

    index: int
    fn: Callable[..., Any] | None
    api_name: str
    targets: list[tuple[Component, str]]
    inputs: list[Component]
    outputs: list[Component]
    bind: Bind = positional
    parameters: list[str] = field(default_factory=list)
    """Names of the function's parameters, one for each input."""
    trigger_mode: TriggerMode = "once"
    concurrency_limit: int | Literal["default"] | None = "default"
    concurrency_id: str | None = None
    """Listeners of one name share their limit: the lowest of theirs."""
    run_in: RunIn = "worker"
    streams: bool = False
    """Whether the function is a generator: its values come step by step."""
    resets: bool = False
    """Whether the outputs go back to their values at the start; `fn` is not asked."""
    preprocess: bool = True
    """Whether the function gets values as components read them, or as they travel."""
    postprocess: bool = True
    """Whether the function's values are made to travel, or travel already."""
    batch: bool = False
    """Whether the function takes lists of values, and returns a list for each output."""
    max_batch_size: int = 4
    cancels: list[Listener] = field(default_factory=list)
    """Whose runs are stopped when this happens."""
    ends: list[After] = field(default_factory=list)
    """The ends of other listeners' runs, after which it happens."""
    queue: bool = True
    """Whether it may have to wait for its turn."""
    js: str | None = None
    """A script that runs in the browser before the function, or instead of it."""
    show_progress: ShowProgress = "full"
    show_progress_on: list[Component] | None = None
    scroll_to_output: bool = False
    validator: Callable[..., Any] | None = None
    """Called before, with the same inputs: says which of them are wrong."""
    time_limit: float | None = None
    """Seconds of work after which a run ends that a component streams into."""
    stream_every: float = 0.5
    """Seconds between two values of an input that streams."""
    cancel_on_detach: bool = False
    """Whether its runs are stopped when no view is left; else they end with the session."""
    renders: Component | None = None
    """The place of what the function makes: components and listeners, not values."""
    is_start: bool = False
    """Whether a session has its result from the start: it is not called when that loads."""
    as_properties: frozenset[int] = frozenset()
    """Which inputs the function gets the properties of, and not the value alone."""
    drops_excess: bool = False
    """Whether what a function returns beyond its outputs is dropped, with a warning."""
    told_of_excess: bool = False
    """Whether that was said."""
    key: Any = None
    home: object | None = None
    """Stands for the app that it belongs to."""
    api_visibility: str = "public"
    """Whether clients are told of it: `"public"`, `"undocumented"` or `"private"`."""

    @property
    def shows_displays(self) -> bool:
        """Whether what the function displays is its result, as long as it returns none."""
        return len(self.outputs) == 1 and isinstance(self.outputs[0], Display)

    @property
    def is_fed(self) -> bool:
        """Whether values that a component streams all go into one run."""
        return self.fn is not None and not self.batch and self.run_in == "worker"

    def injected(self) -> tuple[Injected, ...]:
        """Return the parameters of the function that are given, not asked for."""
        return injected(self.fn) if self.fn is not None else ()

    def waits_for(self, other: Listener, status: str) -> bool:
        """Whether it happens after a run of another one that ended so."""
        return any(end.listener is other and end.fits(status) for end in self.ends)

    def spec(self) -> ListenerSpec:
        """Return the description that travels."""
        shown_on = self.outputs if self.show_progress_on is None else self.show_progress_on
        return ListenerSpec(
            index=self.index,
            api_name=self.api_name,
            targets=tuple(Target(component=c.id, event=event) for c, event in self.targets),
            inputs=tuple(component.id for component in self.inputs),
            outputs=tuple(component.id for component in self.outputs),
            trigger_mode=self.trigger_mode,
            calls=self.fn is not None or self.resets or bool(self.cancels),
            cancels=tuple(listener.index for listener in self.cancels),
            show_progress=self.show_progress,
            progress_on=tuple(component.id for component in shown_on),
            scroll_to_output=self.scroll_to_output,
            stream_every=self.stream_every if self._is_streamed else None,
        )

    @property
    def _is_streamed(self) -> bool:
        return any(event == "stream" for _, event in self.targets)


class Trigger(Protocol):
    """What `on` takes as a trigger: an event of a component, or the end of a listener's run."""

    def __call__(self, fn: Any = ..., inputs: Any = ..., outputs: Any = ..., **options: Any) -> Any:
        """Add a listener."""
        ...


class After:
    """The end of a listener's runs. Called, it adds a listener; it can be a trigger of `on`."""

    def __init__(self, listener: Listener, status: AfterStatus) -> None:
        self.listener = listener
        self.status: AfterStatus = status

    def fits(self, status: str) -> bool:
        """Whether a run that ended so is meant."""
        return self.status == "any" or (status == "done") == (self.status == "success")

    @entrance
    def __call__(
        self, fn: Any = MISSING, inputs: Any = None, outputs: Any = None, **options: Any
    ) -> Any:
        """Call a function then; the same parameters as `on`."""
        return on([self], fn, inputs=inputs, outputs=outputs, **options)


class Dependency:
    """A listener that was added: what can happen after it.

    Called, it calls the function itself.

    Parameters
    ----------
    listener : Listener
        The listener; event methods make these.

    Attributes
    ----------
    then, success, failure : After
        After each run, after one that went well, after one that failed.

    Examples
    --------
    >>> import intarsia as gr
    >>> with gr.Blocks() as demo:
    ...     text = gr.Textbox()
    ...     first = text.submit(str.upper, text, text)
    ...     second = first.then(str.lower, text, text)
    >>> first("abc")
    'ABC'
    """

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.then = After(listener, "any")
        self.success = After(listener, "success")
        self.failure = After(listener, "failure")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.listener.fn is None:
            raise TypeError("This listener has no function.")
        return self.listener.fn(*args, **kwargs)

    @property
    def __name__(self) -> str:
        return self.listener.api_name


@entrance
def on(
    triggers: Sequence[Trigger] | Trigger | None = None,
    fn: Any = MISSING,
    inputs: Any = None,
    outputs: Any = None,
    **options: Any,
) -> Any:
    """Call a function when one of several events happens.

    Parameters
    ----------
    triggers : event, list of events or None
        Like `button.click`, `textbox.submit`, `dependency.then`; with `None`, the change of
        any input, and when the app loads.
    fn : callable or None
        What is called; left out, a decorator is returned.
    inputs : component, list, set or None
        Whose values it gets, in order; from a set, one dict by component.
    outputs : component, list, set or None
        What it writes: it returns one value for each, or a dict by component.
    **options
        `inputs_kwargs`: a dict of components whose values are passed by name.
        `queue`, default True: `False` never waits. `batch` and `max_batch_size`: the function
        takes lists. `preprocess` and `postprocess`, default True: `False` for values as they
        travel. `cancels`: listeners whose runs are stopped. `trigger_mode`: `"once"`,
        `"multiple"` or `"always_last"`. `concurrency_limit`: how many run at once, default 1;
        `None` for any number. `concurrency_id`: a name under which listeners share it.
        `show_progress`: `"full"`, `"minimal"` or `"hidden"`; `show_progress_on`: where.
        `scroll_to_output`, default False. `js`: a script for the browser. `validator`: a
        function that says which inputs are wrong. `api_name`: what clients call it.
        `run_in`: `"worker"` or `"main"`. `cancel_on_detach`, default False: whether its runs
        are stopped, five seconds later, when no view of the app is left. `time_limit`,
        `stream_every`: of streaming inputs.

    Returns
    -------
    Dependency
        With `then`, `success` and `failure`.

    Raises
    ------
    RuntimeError
        Outside of a `with Blocks():`.
    TypeError
        When an option is unknown, or an input is no component.

    Examples
    --------
    >>> import intarsia as gr
    >>> with gr.Blocks() as demo:
    ...     name = gr.Textbox()
    ...     button = gr.Button("Greet")
    ...     shown = gr.Textbox()
    ...     added = gr.on([name.submit, button.click], "Hello {}".format, name, shown)
    """
    builder = building.get()
    if builder is None:
        raise RuntimeError("on() adds a listener to an app: call it inside of `with Blocks():`.")
    if triggers is None:
        given = [*components(inputs), *(options.get("inputs_kwargs") or {}).values()]
        found: Sequence[Any] = [c.change for c in given if "change" in type(c).EVENTS]
        found = [*found, Event(builder.root, "load")]
        options.setdefault("trigger_mode", "always_last")
    else:
        found = list(triggers) if isinstance(triggers, Iterable) else [triggers]
    return builder.attach(found, fn, inputs=inputs, outputs=outputs, **options)


def components(given: Any) -> list[Component]:
    """Return components in order: of one, a list, or a set.

    Raises
    ------
    TypeError
        When something else stands among them.
    """
    if given is None:
        return []
    if isinstance(given, (set, frozenset)):
        found = sorted(given, key=lambda component: (len(component.id), component.id))
    elif isinstance(given, (list, tuple)):
        found = list(given)
    else:
        found = [given]
    for component in found:
        if not isinstance(component, Component):
            raise TypeError(_no_component(component))
    return found


def readable(given: Any) -> list[Component]:
    """Return components whose values a function can get, as `components` does.

    Raises
    ------
    TypeError
        When something else stands among them; a layout has no value.
    """
    found = components(given)
    for component in found:
        if component.is_layout:
            raise TypeError(
                f"A {type(component).__name__} is no input: it has no value. Name the components "
                "in it that a function shall get the values of."
            )
    return found


def _no_component(given: Any) -> str:
    """Return the words for what stands in place of a component."""
    if isinstance(given, str):
        return (
            f"Inputs and outputs are components, not str: {given!r}. Make one, like "
            "box = gr.Textbox(), and give that; gr.Interface alone takes names."
        )
    if isinstance(given, type) and issubclass(given, Component):
        name = given.__name__
        return (
            f"Inputs and outputs are components, not classes of them: make one, like "
            f"{name.lower()} = gr.{name}(), and give that in place of {name}."
        )
    if isinstance(given, dict):
        return (
            "Inputs and outputs are components in a list or a set, and no dict: to give values "
            "by the names of parameters, write inputs_kwargs={…}."
        )
    if isinstance(given, (list, tuple)):
        return "Inputs and outputs are one list of components, without lists in it."
    return f"Inputs and outputs are components, not {told(given)}."


__all__ = [
    "After",
    "Dependency",
    "Event",
    "EventListener",
    "Events",
    "Listener",
    "components",
    "on",
]

if not TYPE_CHECKING:
    # Gradio has what functions learn about events in this module.
    __getattr__ = reexport(
        __name__,
        "CopyData",
        "DeletedFileData",
        "DownloadData",
        "EditData",
        "EventData",
        "KeyUpData",
        "LikeData",
        "RetryData",
        "SelectData",
        "UndoData",
        "api",
    )
