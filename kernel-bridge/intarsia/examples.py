"""Examples: rows of inputs to try a function with, and their results, if they shall be kept."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

from .components.base import Component
from .components.building import building
from .components.dataset import Dataset
from .components.event import Event
from .composer import Composer
from .entrances import entrance
from .events import Dependency, components
from .exampleresults import ExampleResults
from .examplerows import read_rows
from .notices import Error
from .parameters import parameters
from .request import Request
from .updates import skip, update

__all__ = ["Examples"]

_COMMON = frozenset(parameters(Component))


class Examples:
    """Rows of inputs below an app: one that is pressed fills the inputs.

    Parameters
    ----------
    examples : list, str or Path
        A list of rows, with a value for each input; with one input a list of values; or a folder:
        of files, or with a `log.csv` that has a head and a line for each example, as flagging
        writes it. A CSV file can be named itself.
    inputs : component or list of components
        What is filled.
    outputs : component or list of components, optional
        Where results go, with `fn`.
    fn : callable, optional
        What `run_on_click` runs, and whose results are kept.
    cache_examples : bool, optional
        Whether the results of the examples are kept on disk, in `.intarsia/cached_examples`; a
        press then shows inputs and results at once. They are made again when the function's code
        or the example changes.
    cache_mode : {"eager", "lazy"}, optional
        When results are made: before the app is used, after it is shown, or at the first press.
    examples_per_page : int, default 10
        Rows to show at once.
    _api_mode : bool, default False
        Whether values are given and taken as they travel, as for an app from elsewhere.
    label : str, default "Examples"
        What stands above.
    elem_id : str, optional
        A name for style sheets.
    run_on_click : bool, default False
        Whether a press runs the function, where its results are not kept.
    preprocess, postprocess : bool, default True
        Whether the function gets values as components read them, and returns such.
    api_visibility, api_name, api_description : optional
        As those of a listener, of the one that a press calls.
    batch : bool, default False
        Whether the function takes lists.
    example_labels : list of str, optional
        Shown in place of the rows.
    visible_columns : list of int, optional
        Which inputs are shown in the rows; all are filled.
    visible : bool, default True
        Whether they are shown.
    preload : int or False, default 0
        The example that an app with results made in advance begins with, where no input has a
        value of its own.

    Attributes
    ----------
    dataset : Dataset
        The rows.
    load_input_event, cache_event : Dependency
        What happens at a press.

    Raises
    ------
    ValueError, FileNotFoundError
        When the examples are none, or there is no function where one is needed.

    Examples
    --------
    >>> import intarsia as gr
    >>> with gr.Blocks() as demo:
    ...     name = gr.Textbox(label="Name")
    ...     rows = gr.Examples(["Ada", "Grace"], name)
    >>> rows.examples
    [['Ada'], ['Grace']]
    """

    @entrance
    def __init__(
        self,
        examples: Any,
        inputs: Component | Sequence[Component],
        outputs: Component | Sequence[Component] | None = None,
        fn: Callable[..., Any] | None = None,
        cache_examples: bool | None = None,
        cache_mode: Literal["eager", "lazy"] | None = None,
        examples_per_page: int = 10,
        _api_mode: bool = False,
        label: str | None = "Examples",
        elem_id: str | None = None,
        run_on_click: bool = False,
        preprocess: bool = True,
        postprocess: bool = True,
        api_visibility: str = "undocumented",
        api_name: str | None = "load_example",
        api_description: Any = None,
        batch: bool = False,
        *,
        example_labels: Sequence[str] | None = None,
        visible_columns: Sequence[int] | None = None,
        visible: bool | Literal["hidden"] = True,
        preload: int | Literal[False] = 0,
    ) -> None:
        self.inputs = components(inputs)
        self.outputs = components(outputs)
        self.fn = fn
        self.cache_examples = _mode(cache_examples, cache_mode, fn, self.outputs)
        self.run_on_click = run_on_click
        self.batch = batch
        self.preload = preload
        self._names = {
            "api_name": api_name,
            "api_visibility": api_visibility,
            "api_description": api_description,
        }
        if run_on_click and fn is None:
            raise ValueError("run_on_click=True runs a function: give it as fn=….")
        self.examples = read_rows(examples, self.inputs)
        if example_labels is not None and len(example_labels) != len(self.examples):
            raise ValueError(
                f"There are {len(self.examples)} examples, and {len(example_labels)} labels: give "
                "each its own."
            )
        self._check_preload()
        used = [any(row[at] is not None for row in self.examples) for at in range(len(self.inputs))]
        self.input_has_examples = used
        self._at = [at for at, is_used in enumerate(used) if is_used]
        self.inputs_with_examples = [self.inputs[at] for at in self._at]
        self.non_none_examples = [[row[at] for at in self._at] for row in self.examples]
        self._shown = self._visible(visible_columns)
        self._visible_rows = [[row[at] for at in self._shown] for row in self.examples]
        self.dataset = Dataset(
            components=[self.inputs[at] for at in self._shown],
            samples=self._visible_rows,
            type="tuple",
            label=label or "Examples",
            samples_per_page=examples_per_page,
            elem_id=elem_id,
            visible=visible,
            sample_labels=example_labels,
        )
        self.load_input_event: Dependency | None = None
        self.cache_event: Dependency | None = None
        self._results = None
        if self.cache_examples and fn is not None:
            self._results = ExampleResults(
                fn,
                self.inputs,
                self.outputs,
                batch=batch,
                preprocess=preprocess and not _api_mode,
                postprocess=postprocess and not _api_mode,
            )
        if building.get() is None:
            warnings.warn(
                "These examples are made outside of an app: call `examples.dataset.render()` and "
                "`examples.create()` inside of `with gr.Blocks():`.",
                stacklevel=2,
            )
        else:
            self.create()

    @property
    def cached_folder(self) -> Path | None:
        """Where the results are kept."""
        return None if self._results is None else self._results.folder

    def load_from_cache(self, example_id: int, request: Request | None = None) -> list[Any]:
        """Return the results of an example as they travel; they are made where none are kept.

        Parameters
        ----------
        example_id : int
            Which one, counted from 0.
        request : Request, optional
            Who asks.

        Raises
        ------
        ValueError
            When no results are kept.
        """
        if self._results is None:
            raise ValueError("No results are kept: that takes cache_examples=True.")
        return self._results.outputs(self.examples[example_id], request)

    def create(self) -> None:
        """Add what a press does to the app that is written; done already within one.

        Raises
        ------
        RuntimeError
            Outside of a `with Blocks():`.
        """
        click = Event(self.dataset, "click")
        quiet: dict[str, Any] = {"queue": False, "show_progress": "hidden"}
        if self._results is None:
            self.load_input_event = click(
                self._loading("load_example"),
                self.dataset,
                self.inputs_with_examples,
                **quiet,
                **self._names,
            )
            if self.run_on_click:
                assert self.load_input_event is not None
                self.load_input_event.then(
                    self.fn,
                    self.inputs,
                    self.outputs,
                    batch=self.batch,
                    api_visibility="undocumented",
                )
            return
        self.load_input_event = click(
            self._loading("load_example_input"),
            self.dataset,
            self.inputs_with_examples,
            **quiet,
            api_visibility="undocumented",
        )
        assert self.load_input_event is not None
        self.cache_event = self.load_input_event.then(
            self._showing(), self.dataset, self.outputs, postprocess=False, **self._names
        )
        builder = building.get()
        if self.cache_examples is True and isinstance(builder, Composer):
            builder.at_start(self.cache)
            index = self._begins_with()
            if index is not None:
                self._preload(index, Event(builder.root, "load"), quiet)

    def cache(self) -> None:
        """Make the results that are not kept yet, one after another.

        One that cannot be made is told by a warning; pressed, it is tried again.
        """
        results = self._results
        if results is None:
            return
        missing = [at for at, row in enumerate(self.examples) if not results.has(row)]
        if not missing:
            return
        count = len(missing)
        print(f"{count} {'example is' if count == 1 else 'examples are'} run, to keep the results.")
        for at in missing:
            try:
                results.outputs(self.examples[at], None)
            except Exception as error:  # the author's function may raise anything
                warnings.warn(
                    f"Example {at + 1} could not be run: {type(error).__name__}: {error}",
                    stacklevel=2,
                )

    # -- what a press does

    def _loading(self, name: str) -> Callable[[Any], Any]:
        """Return the function that fills the inputs."""

        def load(example: Any) -> Any:
            if example is None:
                return [skip() for _ in self._at] if len(self._at) > 1 else skip()
            values = self._values(*example)
            updates = [
                skip() if value is _UNCHANGED else update(value=value, **_own(component))
                for component, value in zip(self.inputs_with_examples, values, strict=True)
            ]
            return updates[0] if len(updates) == 1 else updates

        load.__name__ = name
        return load

    def _showing(self) -> Callable[..., Any]:
        """Return the function that shows the results that are kept."""

        def load_example_output(example: Any, request: Request) -> Any:
            if example is None:
                return skip()
            assert self._results is not None
            outputs = self._results.outputs(self._row(*example), request)
            return outputs[0] if len(outputs) == 1 else outputs

        return load_example_output

    def _values(self, index: int, row: list[Any]) -> list[Any]:
        """Return a value for each input with examples; the rows may have been replaced."""
        if index < len(self.examples):
            known = self._visible_rows[index]
            if len(known) == len(row) and all(a is b for a, b in zip(known, row, strict=True)):
                return self.non_none_examples[index]
        if len(row) == len(self._at):
            return row
        shown = dict(zip(self._shown, row, strict=False))
        return [shown.get(at, _UNCHANGED) for at in self._at]

    def _row(self, index: int, row: list[Any]) -> list[Any]:
        """Return a value for each input."""
        given = dict(zip(self._at, self._values(index, row), strict=True))
        if any(value is _UNCHANGED for value in given.values()):
            raise Error("The results of this example are not known: it says too little.")
        return [given.get(at) for at in range(len(self.inputs))]

    def _begins_with(self) -> int | None:
        """Return the example that the app begins with."""
        given = any(component.starts_given for component in self.inputs_with_examples)
        if self.preload is False or given or not self.examples:
            return None
        return self.preload

    def _preload(self, index: int, load: Event, quiet: dict[str, Any]) -> None:
        row = self._visible_rows[index]
        fill, show = self._loading("load_example_input"), self._showing()

        def load_example_input() -> Any:
            return fill((index, row))

        def load_example_output() -> Any:
            return show((index, row), None)

        hidden = {**quiet, "api_visibility": "undocumented"}
        load(load_example_input, None, self.inputs_with_examples, **hidden)
        load(load_example_output, None, self.outputs, postprocess=False, **hidden)

    # -- what is given

    def _check_preload(self) -> None:
        begins = self.preload is not False and self.cache_examples is True and self.examples
        if begins and not 0 <= self.preload < len(self.examples):
            raise ValueError(f"preload is the index of an example, not {self.preload!r}.")

    def _visible(self, wanted: Sequence[int] | None) -> list[int]:
        """Return which inputs are shown in the rows."""
        if wanted is None:
            return self._at
        known = range(len(self.inputs))
        if not wanted or any(isinstance(at, bool) or at not in known for at in wanted):
            raise ValueError(
                f"visible_columns has the indexes of inputs, one at least, not {list(wanted)!r}."
            )
        return [at for at in self._at if at in wanted] or self._at


_UNCHANGED: Any = object()
"""Stands for an input that an example says nothing of."""


def _mode(
    wanted: bool | str | None, mode: str | None, fn: Any, outputs: Sequence[Component]
) -> bool | Literal["lazy"]:
    """Return whether results are kept, and when they are made."""
    if mode not in (None, "eager", "lazy"):
        raise ValueError(f'cache_mode is "eager" or "lazy", not {mode!r}.')
    if wanted is None:
        said = os.environ.get("GRADIO_CACHE_EXAMPLES", "").lower()
        wanted = said in ("true", "lazy") and fn is not None and bool(outputs)
        mode = mode or ("lazy" if said == "lazy" else None)
    if wanted == "lazy":
        wanted, mode = True, "lazy"
    if not isinstance(wanted, bool):
        raise ValueError(f"cache_examples is True or False, not {wanted!r}.")
    if not wanted:
        return False
    if fn is None or not outputs:
        raise ValueError("cache_examples=True keeps results: it needs fn=… and outputs=….")
    if any(component.kind == "state" for component in outputs):
        raise ValueError("The results of examples cannot be kept where one of them is a State.")
    mode = mode or os.environ.get("GRADIO_CACHE_MODE", "eager").lower()
    return "lazy" if mode == "lazy" else True


def _own(component: Component) -> dict[str, Any]:
    """Return the parameters of a component's own kind, as its author gave them.

    A function may have changed them since: an example fits what the author made.
    """
    return {name: value for name, value in component.given.items() if name not in _COMMON}
