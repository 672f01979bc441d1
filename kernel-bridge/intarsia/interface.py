"""`Interface`: a function with the components of its inputs and outputs, as an app."""

from __future__ import annotations

import html
import inspect
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

from .arguments import text, told
from .blocks import Blocks
from .buttons import emptying
from .components.accordion import Accordion
from .components.base import Component
from .components.building import building
from .components.button import Button
from .components.event import Event
from .components.interface import Interface as InterfaceLayout
from .components.markdown import Markdown
from .components.naming import component_of
from .components.state import State
from .entrances import entrance
from .events import Dependency, on
from .examples import Examples
from .flagging import FlaggingCallback, FlagMethod
from .injection import injected
from .parameters import MEANINGLESS, notice, parameters, refuse_unknown
from .sqlitelogger import FOLDER, SQLiteLogger

__all__ = ["Interface"]

Kind = Literal["standard", "input_only", "output_only", "unified"]

_OLD = {
    "layout": "inputs stand beside results where there is room, and above them where there is none",
    "enable_queue": "runs always wait for their turn",
}
"""Parameters of Gradio 3, and what is in their place."""


class Interface(Blocks):
    """An app around one function: components for its inputs, a button, and its results.

    Parameters
    ----------
    fn : callable
        The function: it gets a value for each input, and returns one for each output. A generator
        shows what it yields, and can be stopped.
    inputs, outputs : component, str, dict or list
        A component (`gr.Slider(0, 10)`), its name (`"text"`), or a dict of its name and
        parameters; several in a list. `None` for none. The same component as input and output is
        drawn once.
    examples : list, str or Path, optional
        Rows of inputs to try, below: as `gr.Examples` takes them.
    cache_examples, cache_mode, examples_per_page, example_labels, preload_example : optional
        As of `gr.Examples`.
    live : bool, default False
        Whether the function runs at each change of an input, in place of a button.
    title, description, article : str, optional
        The heading, a text below it, and one at the end. Texts are Markdown, and may have HTML.
    flagging_mode : {"manual", "auto", "never"}, optional
        `"manual"`, the default: buttons keep inputs and results as a sample; `"auto"`: each run
        does.
    flagging_options : list of str or of (str, str), optional
        One button for each: as what a sample is flagged, or the text of the button and that.
    flagging_dir : str, default ".intarsia/flagged"
        Where samples are kept.
    flagging_callback : FlaggingCallback, optional
        What keeps them; by default a `SQLiteLogger`.
    batch, max_batch_size, concurrency_limit, validator, show_progress : optional
        As those of a listener.
    api_visibility, api_name, api_description, time_limit, stream_every : optional
        As those of a listener.
    additional_inputs : component, str, dict or list, optional
        More inputs, in a part that can be opened.
    additional_inputs_accordion : str or Accordion, optional
        What stands on that part, or the part itself; closed by default.
    submit_btn, stop_btn, clear_btn : str or Button, optional
        The buttons, or their texts; without `clear_btn` there is none.
    analytics_enabled, allow_duplication, delete_cache, fill_width, deep_link : optional
        As Gradio has them; without effect.
    run_in : {"worker", "main"}, default "worker"
        As of `show`.
    interpretation : str, dict, callable or list, optional
        A page beside the results that tells why they are so, as of `show`. Gradio 3's words hold:
        `"default"` leaves parts out, `"shap"` computes Shapley values; a list has one of them for
        each input, and a callable gets the inputs and returns their scores.
    num_shap : float, default 2.0
        With `"shap"`: how many coalitions are tried for each part of the inputs.
    interpretation_live : bool, default False
        Whether each run is explained, in place of those that somebody asks about.
    **options
        What `Blocks` takes, and `allow_flagging`, the older name of `flagging_mode`.

    Attributes
    ----------
    input_components, output_components : list of Component
        The components, in order.
    interface_type : str
        `"standard"`, `"input_only"`, `"output_only"` or `"unified"`.
    flagging_callback : FlaggingCallback
        What keeps samples: `app.flagging_callback.export_csv("flagged.csv")`.

    Raises
    ------
    TypeError, ValueError
        When there is neither an input nor an output, or a parameter has no such value.

    Examples
    --------
    >>> import intarsia as gr
    >>> def shout(text):
    ...     return text.upper()
    >>> app = gr.Interface(shout, "text", "text")
    >>> app.inputs
    {'text': ''}
    """

    @entrance
    def __init__(
        self,
        fn: Callable[..., Any],
        inputs: Any,
        outputs: Any,
        examples: Any = None,
        *,
        cache_examples: bool | None = None,
        cache_mode: Literal["eager", "lazy"] | None = None,
        examples_per_page: int = 10,
        example_labels: Sequence[str] | None = None,
        preload_example: int | Literal[False] = 0,
        live: bool = False,
        title: str | None = None,
        description: str | None = None,
        article: str | None = None,
        flagging_mode: Literal["never", "auto", "manual"] | None = None,
        flagging_options: Sequence[str] | Sequence[tuple[str, str]] | None = None,
        flagging_dir: str | Path = FOLDER,
        flagging_callback: FlaggingCallback | None = None,
        analytics_enabled: bool | None = None,
        batch: bool = False,
        max_batch_size: int = 4,
        api_visibility: str = "public",
        api_name: str | None = None,
        api_description: Any = None,
        allow_duplication: bool = False,
        concurrency_limit: Any = "default",
        additional_inputs: Any = None,
        additional_inputs_accordion: str | Accordion | None = None,
        submit_btn: str | Button = "Submit",
        stop_btn: str | Button = "Stop",
        clear_btn: str | Button | None = "Clear",
        delete_cache: Any = None,
        show_progress: Any = "full",
        fill_width: bool = False,
        time_limit: float | None = 30,
        stream_every: float = 0.5,
        deep_link: Any = None,
        validator: Callable[..., Any] | None = None,
        run_in: Literal["worker", "main"] = "worker",
        interpretation: Any = None,
        num_shap: float = 2.0,
        interpretation_live: bool = False,
        **options: Any,
    ) -> None:
        _api_mode = bool(options.pop("_api_mode", False))
        if not callable(fn):
            raise TypeError(
                f"An Interface is of a function, not of {told(fn)}: gr.Interface(fn, inputs, "
                "outputs)."
            )
        flagging_mode = (
            options.pop("allow_flagging", None) if flagging_mode is None else flagging_mode
        )
        super().__init__(
            analytics_enabled, "interface", None, heading=True, **self._options(options)
        )
        for name, given in (("allow_duplication", allow_duplication), ("deep_link", deep_link)):
            if given:
                notice(f"Interface({name}=…) has no effect in a notebook: there is no server.")
        self.fn = fn
        self.live = live
        self.article = article
        self._say(title, description)
        outer = building.get()
        token = building.set(None)
        try:
            own = _Own(outer)
            self.main_input_components = [own(each) for each in _several(inputs, fn)]
            more = [own(each) for each in _several(additional_inputs, fn)]
            self.additional_input_components = more
            self.input_components = [*self.main_input_components, *more]
            self.output_components = [own(each) for each in _several(outputs, fn)]
            _refuse_twice("inputs", self.input_components)
            _refuse_twice("outputs", self.output_components)
            self._join_states()
            self.interface_type = self._kind()
            self._name_components()
            self._compose(
                accordion=own.accordion(additional_inputs_accordion),
                submit=own.button(submit_btn, "submit_btn", variant="primary"),
                stop=_text(stop_btn, "stop_btn"),
                clear=None if clear_btn is None else own.button(clear_btn, "clear_btn"),
            )
            building.set(self.composer)
            run = {
                "api_name": api_name,
                "api_description": api_description,
                "api_visibility": api_visibility,
                "validator": validator,
                "concurrency_limit": concurrency_limit,
                "show_progress": show_progress,
                "preprocess": not _api_mode,
                "postprocess": not _api_mode,
                "run_in": run_in,
            }
            if not live or self.interface_type == "output_only":
                run |= {"batch": batch, "max_batch_size": max_batch_size}
            added = self._run(run, time_limit=time_limit, stream_every=stream_every)
            self._clear()
            if interpretation is not None and interpretation is not False:
                self._explain(interpretation, num_shap=num_shap, live=interpretation_live)
            self._flag(
                added,
                mode=_flagging_mode(flagging_mode),
                options=_flagging_options(flagging_options),
                callback=flagging_callback or SQLiteLogger(),
                folder=str(flagging_dir),
            )
            self.examples_handler = None
            if examples is not None:
                self.examples_handler = self._add_examples(
                    examples,
                    cache_examples=cache_examples,
                    cache_mode=cache_mode,
                    examples_per_page=examples_per_page,
                    example_labels=example_labels,
                    preload=preload_example,
                    batch=batch,
                    _api_mode=_api_mode,
                )
            if article:
                Markdown(article)
            self.composer.keep_fresh()
        finally:
            building.reset(token)
        if outer is not None:
            self.render()

    @classmethod
    def from_pipeline(cls, pipeline: Any, **options: Any) -> Interface:
        """Make an app of a pipeline of transformers or diffusers.

        Parameters
        ----------
        pipeline
            The pipeline: `transformers.pipeline("sentiment-analysis")` for example.
        **options
            What `Interface` takes; they count more than what follows from the pipeline.

        Returns
        -------
        Interface
            The app.

        Raises
        ------
        TypeError
            When it is no pipeline of a known task; the message lists those.
        """
        from .pipelines import task_of, title_of

        task = task_of(pipeline)

        def predict(*values: Any) -> Any:
            return task.call(pipeline, *values)

        made: dict[str, Any] = {
            "fn": predict,
            "inputs": [make() for make in task.inputs],
            "outputs": [make() for make in task.outputs],
            "title": title_of(pipeline),
        }
        return cls(**{**made, **options})

    def render(self) -> Blocks:
        """Place the app here, in the app that is being written; its title stands above it.

        Raises
        ------
        RuntimeError
            Outside of a `with Blocks():`.
        """
        if building.get() is not None and not self._is_part:
            words = [f"### {self.title}"] if self.title and not self.is_named else []
            words += [self.description] if self.description else []
            token = building.set(None)
            said = [self.add(Markdown(text)) for text in words]
            building.reset(token)
            self._layout.above = [*said, *self._layout.above]
        return super().render()

    # -- what is given

    def _options(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return what `Blocks` takes of further parameters."""
        known = {*parameters(Blocks), "fill_height", "head", "head_paths", *MEANINGLESS}
        for name in _OLD.keys() & options.keys():
            notice(f"Interface({name}=…) has no effect: {_OLD[name]}.")
            del options[name]
        unknown = [name for name in options if name not in known]
        refuse_unknown(type(self), unknown, sorted({*known, *parameters(Interface)}))
        return options

    def _say(self, title: str | None, description: str | None) -> None:
        """Decide what stands in the head: a plain line; what has markup stands below it."""
        self._layout = InterfaceLayout(render=False)
        self.write_in(self._layout)
        self.title = _bare(text("Interface(title=…)", title)) if title else None
        if description and _is_plain(description):
            self.description = description.strip()
        elif description:
            self._layout.above = [self.add(Markdown(description, render=False))]

    def _join_states(self) -> None:
        """A state stands for one input and one output."""
        read = [at for at, each in enumerate(self.input_components) if each.kind == "state"]
        written = [at for at, each in enumerate(self.output_components) if each.kind == "state"]
        if not read and not written:
            return
        if len(read) != 1 or len(written) != 1:
            raise ValueError(
                "An Interface has one State, as an input and as an output: "
                f"there are {len(read)} among the inputs and {len(written)} among the outputs."
            )
        self.output_components[written[0]] = self.input_components[read[0]]

    def _kind(self) -> Kind:
        inputs, outputs = self.input_components, self.output_components
        if not inputs and not outputs:
            raise ValueError("An Interface needs inputs or outputs, or both.")
        if not outputs:
            return "input_only"
        if not inputs:
            return "output_only"
        same = len(inputs) == len(outputs) and all(
            one is other for one, other in zip(inputs, outputs, strict=True)
        )
        if not same:
            return "standard"
        return "unified"

    def _name_components(self) -> None:
        """Label what has no label: by the function's parameters, and as outputs."""
        if self.interface_type in ("standard", "output_only"):
            for component in self.output_components:
                if component.interactive is None and component not in self.input_components:
                    component.interactive = False
        for component, name in zip(self.input_components, _names(self.fn), strict=False):
            if component.label is None:
                component.label = name
        for at, component in enumerate(self.output_components):
            if component.label is None:
                count = len(self.output_components)
                component.label = "output" if count == 1 else f"output {at}"

    # -- what it is made of

    def _compose(
        self, *, accordion: Accordion, submit: Button, stop: str, clear: Button | None
    ) -> None:
        layout = self._layout
        taken: list[Component] = []
        for component in (*self.input_components, *self.output_components):
            if component not in taken:
                taken.append(self.composer.take(component))
        drawn = [each for each in self.main_input_components if each.kind != "state"]
        if self.additional_input_components:
            accordion.children = [
                each for each in self.additional_input_components if each.kind != "state"
            ]
            drawn.append(self.add(accordion))
            layout.nested = accordion.children
        layout.inputs = drawn
        if self.interface_type != "unified":
            layout.outputs = [each for each in self.output_components if each.kind != "state"]
        if self.interface_type == "output_only" and submit.value == "Submit":
            submit.value = "Generate"
        if clear is not None:
            layout.clear = self.add(clear)
        if not self.live or self.interface_type == "output_only":
            layout.submit = self.add(submit)
            layout.stop = stop

    def _run(
        self, run: dict[str, Any], *, time_limit: float | None, stream_every: float
    ) -> Dependency:
        """Add the listener that calls the function: the first one of the app."""
        inputs, outputs = self.input_components, self.output_components
        submit = self._layout.submit
        if self.live and self.interface_type != "output_only":
            streams = [each for each in inputs if getattr(each, "streaming", False)]
            triggers = [Event(each, "stream") for each in streams] or [
                Event(each, name)
                for each in inputs
                if "change" in type(each).EVENTS
                for name in ("change", "input")
            ]
            return on(  # type: ignore[no-any-return]  # with a function it is a Dependency
                triggers,
                self.fn,
                inputs,
                outputs,
                trigger_mode="multiple" if streams else "always_last",
                time_limit=time_limit,
                stream_every=stream_every,
                **{**run, **({"show_progress": "hidden"} if streams else {})},
            )
        triggers = [Event(submit, "click")] + [
            Event(each, "submit") for each in inputs if "submit" in type(each).EVENTS
        ]
        if not self.live:
            run = {**run, "scroll_to_output": True}
        added: Dependency = on(triggers, self.fn, inputs, outputs, **run)
        if self.live:
            Event(self.root, "load")(self.fn, None, outputs, api_visibility="undocumented")
        return added

    def _clear(self) -> None:
        button = self._layout.clear
        if button is not None:
            # A state that is an input and an output is one component.
            both = dict.fromkeys([*self.input_components, *self.output_components])
            Event(button, "click")(
                emptying(list(both)),
                None,
                list(both),
                queue=False,
                show_progress="hidden",
                api_visibility="undocumented",
            )

    def _explain(self, given: Any, *, num_shap: float, live: bool) -> None:
        from .explanationpage import add_page

        add_page(self, given, num_shap=num_shap, live=live)

    def _flag(
        self,
        added: Dependency,
        *,
        mode: str,
        options: list[tuple[str, str | None]],
        callback: FlaggingCallback,
        folder: str,
    ) -> None:
        self.flagging_mode = mode
        self.flagging_options = options
        self.flagging_callback = callback
        self.flagging_dir = folder
        if mode == "never" or self.interface_type == "input_only":
            return
        kept = self.input_components
        if self.interface_type != "unified":
            kept = [*kept, *self.output_components]
        callback.setup(kept, folder)
        quiet: dict[str, Any] = {
            "preprocess": False,
            "queue": False,
            "api_visibility": "undocumented",
        }
        if mode == "auto":
            added.success(FlagMethod(callback, kept, visual_feedback=False), kept, None, **quiet)
            return
        buttons = [self.add(Button(text, size="sm", render=False)) for text, _ in options]
        self._layout.flags = buttons
        for button, (_, value) in zip(buttons, options, strict=True):
            Event(button, "click")(FlagMethod(callback, kept, value), kept, button, **quiet)

    def _add_examples(self, examples: Any, **options: Any) -> Examples:
        has_state = any(each.kind == "state" for each in self.input_components)
        if has_state and options["cache_examples"]:
            notice("Results of examples are not kept where there is a State: cache_examples=False.")
        if has_state:
            options["cache_examples"] = False
        inputs = [each for each in self.input_components if each.kind != "state"]
        count = sum(each.kind != "state" for each in self.main_input_components)
        columns = list(range(count)) if self.additional_input_components and count else None
        return Examples(
            examples,
            inputs,
            [each for each in self.output_components if each.kind != "state"],
            self.fn,
            visible_columns=columns,
            **options,
        )


class _Own:
    """Makes the components of one interface of what is given.

    One that was made within the app around it leaves its place there; one that belongs to
    another app is copied.
    """

    def __init__(self, outer: Any) -> None:
        self._outer = outer
        self._made: dict[int, Component] = {}

    def __call__(self, given: Any) -> Component:
        if not isinstance(given, Component):
            return component_of(given)
        if id(given) not in self._made:
            component = given
            if self._outer is not None and self._outer.holds(given):
                self._outer.remove(given)
            elif given.id:
                component = given.updated({})
            component.id = ""
            self._made[id(given)] = component
        return self._made[id(given)]

    def button(self, given: Any, name: str, **options: Any) -> Button:
        """Return a button, of itself or of its text."""
        if isinstance(given, str):
            return Button(given, **options)
        if not isinstance(given, Button):
            raise ValueError(f"{name} is a gr.Button or its text, not {type(given).__name__}.")
        button = self(given)
        assert isinstance(button, Button)
        return button

    def accordion(self, given: Any) -> Accordion:
        """Return the part with more inputs, of itself or of its label."""
        if given is None:
            return Accordion("Additional Inputs", open=False)
        if isinstance(given, str):
            return Accordion(given)
        if not isinstance(given, Accordion):
            raise ValueError(
                "additional_inputs_accordion is a gr.Accordion or its label, not "
                f"{type(given).__name__}."
            )
        accordion = self(given)
        assert isinstance(accordion, Accordion)
        return accordion


def _refuse_twice(name: str, components: Sequence[Component]) -> None:
    """Refuse a component that stands twice in one list.

    Raises
    ------
    ValueError
        Naming it.
    """
    for at, component in enumerate(components):
        if any(component is other for other in components[:at]):
            label = f" {component.label!r}" if component.label else ""
            raise ValueError(
                f"The {type(component).__name__}{label} stands twice in the {name}, and has one "
                "place in the app: make one for each."
            )


def _several(given: Any, fn: Callable[..., Any]) -> list[Any]:
    """Return what is given as a list; a state that is only named starts with the default."""
    if given is None:
        return []
    several = list(given) if isinstance(given, (list, tuple)) else [given]
    return [
        State(_default(fn, at)) if isinstance(each, str) and each.lower() == "state" else each
        for at, each in enumerate(several)
    ]


def _default(fn: Callable[..., Any], index: int) -> Any:
    try:
        given = list(inspect.signature(fn).parameters.values())[index].default
    except (TypeError, ValueError, IndexError):
        return None
    return None if given is inspect.Parameter.empty else given


def _names(fn: Callable[..., Any]) -> list[str]:
    """Return the names of the parameters that inputs go to."""
    try:
        found = inspect.signature(fn).parameters.values()
    except (TypeError, ValueError):
        return [f"input {at}" for at in range(64)]
    given = {each.name for each in injected(fn)}
    return [
        each.name
        for each in found
        if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)
        and each.name not in given
    ]


def _text(button: Any, name: str) -> str:
    if isinstance(button, Button):
        return str(button.value)
    if not isinstance(button, str):
        raise ValueError(f"{name} is a gr.Button or its text, not {type(button).__name__}.")
    return button


def _flagging_mode(given: Any) -> str:
    if isinstance(given, bool):
        given = "manual" if given else "never"
    mode = given or os.environ.get("GRADIO_FLAGGING_MODE", "manual")
    if mode not in ("manual", "auto", "never"):
        raise ValueError(f'flagging_mode is "manual", "auto" or "never", not {mode!r}.')
    return str(mode)


def _flagging_options(given: Any) -> list[tuple[str, str | None]]:
    """Return the texts of the buttons, and as what they flag."""
    if given is None:
        return [("Flag", None)]
    several = list(given) if isinstance(given, (list, tuple)) else None
    if several is not None and all(isinstance(each, str) for each in several):
        return [(f"Flag as {each}", each) for each in several]
    if several is None or not all(
        isinstance(each, (tuple, list))
        and len(each) == 2
        and isinstance(each[0], str)
        and isinstance(each[1], (str, type(None)))
        for each in several
    ):
        raise ValueError(
            "flagging_options is a list of texts, or of pairs of a button's text and as what it "
            f"flags, not {given!r}."
        )
    return [(text, value) for text, value in several]


_MARKUP = re.compile(r"[*_`#<>\[\]|$~\\]|https?://|\n\s*\n|^\s*([-+]|\d+[.)])\s", re.MULTILINE)


def _is_plain(text: str) -> bool:
    """Whether a text is the same with and without Markdown.

    Examples
    --------
    >>> _is_plain("Adds two numbers."), _is_plain("Adds *two* numbers."), _is_plain("1. First")
    (True, False, False)
    """
    return _MARKUP.search(text.strip()) is None


def _bare(text: str) -> str:
    """Return a heading without markup.

    Examples
    --------
    >>> _bare("<b>Tom</b> &amp; Jerry")
    'Tom & Jerry'
    """
    return html.unescape(re.sub(r"<[^>]*>", "", text)).strip()
