"""`show(fn)`: from a Python function to an interface in a cell's output."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any

from .blocks import Blocks, SessionMode
from .components.building import building
from .components.button import Button
from .components.interface import Interface
from .entrances import entrance
from .events import Listener, RunIn
from .inference import Form, infer


@entrance
def show(
    fn: Callable[..., Any] | Blocks,
    *,
    live: bool = False,
    title: str | None = None,
    description: str | None = None,
    submit_label: str = "Run",
    session: SessionMode = "shared",
    run_in: RunIn = "worker",
    hot_reload: bool = True,
    show_code: bool | None = None,
    interpretation: Any = None,
    interpretation_live: bool = False,
    **overrides: Any,
) -> Blocks:
    """Show a function as an interface in this cell's output.

    Parameters
    ----------
    fn : callable or Blocks
        Any callable, or an app that exists already; for an app the rest does not count.
    live : bool, default False
        Run at each change of an input, instead of at the press of a button.
    title : str, optional
        The heading; by default made from the function's name, and none for a lambda. `""`
        for none.
    description : str, optional
        One line below it; by default the first line of the docstring.
    submit_label : str, default "Run"
        The text of the button.
    session : {"shared", "private"}, default "shared"
        `"shared"`: every view of the app shows the same; `"private"`: each browser has
        its own values and results.
    run_in : {"worker", "main"}, default "worker"
        `"worker"`: off the main thread, so that the app works while a cell runs;
        `"main"`: on the kernel's main thread, for objects bound to it.
    hot_reload : bool, default True
        Whether the app uses the new version of the function when the cell that defines it is run
        again; what was entered stays where it fits.
    show_code : bool, optional
        Whether the app's menu offers the code of the function; by default it does, but not where
        Voilà serves the app to visitors.
    interpretation : str, dict, Method or callable, optional
        A page beside the result that tells why it is so: `"auto"`, another `method` of
        `gr.interpret`, or a dict of it and of what else that takes, like `{"method": "shap",
        "background": rows}`. A callable gets the inputs and returns a score for each.
    interpretation_live : bool, default False
        Whether each run is explained, in place of those that somebody asks about.
    **overrides
        By parameter name: a component (`Slider(0, 3)`), or a short form of one: a tuple
        `(low, high[, step])`, a list or dict of choices, a type, or another default.

    Returns
    -------
    Blocks
        The app. Later cells read `app.value`, the last result, and `app.inputs`.

    Raises
    ------
    TypeError
        When `fn` has no signature, or an override names no parameter.
    ValueError
        When `session` or `run_in` is something else, or a slider has no room to slide.

    Examples
    --------
    >>> def greet(name: str = "world") -> str:
    ...     return f"Hello {name}"
    >>> app = show(greet)
    >>> app.inputs
    {'name': 'world'}
    """
    if isinstance(fn, Blocks):
        app = fn
    else:
        app = show_app(
            fn,
            live=live,
            title=title,
            description=description,
            submit_label=submit_label,
            session=session,
            run_in=run_in,
            hot_reload=hot_reload,
            show_code=show_code,
            interpretation=interpretation,
            interpretation_live=interpretation_live,
            **overrides,
        )
    display(app, again=True)
    return app


@entrance
def show_app(
    fn: Callable[..., Any],
    *,
    live: bool = False,
    title: str | None = None,
    description: str | None = None,
    submit_label: str = "Run",
    session: SessionMode = "shared",
    run_in: RunIn = "worker",
    hot_reload: bool = True,
    show_code: bool | None = None,
    interpretation: Any = None,
    interpretation_live: bool = False,
    **overrides: Any,
) -> Blocks:
    """Return the app that `show` would display, without displaying it.

    Parameters
    ----------
    fn : callable
        Any callable.
    live, title, description, submit_label, session, run_in, hot_reload : optional
        As `show` takes them.
    show_code, interpretation, interpretation_live, **overrides : optional
        As `show` takes them.

    Returns
    -------
    Blocks
        The app.

    Raises
    ------
    TypeError
        When `fn` has no signature, or an override names no parameter.
    ValueError
        When `session` or `run_in` is something else, or a slider has no room to slide.

    Examples
    --------
    >>> app = show_app(lambda a=1, b=2: a + b)
    >>> app.inputs
    {'a': 1, 'b': 2}
    """
    if run_in not in ("worker", "main"):
        raise ValueError(f'run_in is "worker" or "main", not {run_in!r}.')
    token = building.set(None)  # what is made here stands in an app of its own
    try:
        form = infer(fn, overrides)
        signature = form.signature
        app = Blocks(
            title=title if title is not None else _heading(signature.name),
            description=description if description is not None else signature.summary,
            session=session,
            heading=True,
            hot_reload=hot_reload,
            show_code=show_code,
        )
        app.recipe = functools.partial(
            show_app,
            live=live,
            title=title,
            description=description,
            submit_label=submit_label,
            session=session,
            run_in=run_in,
            hot_reload=hot_reload,
            show_code=show_code,
            interpretation=interpretation,
            interpretation_live=interpretation_live,
            **overrides,
        )
        _compose(app, form, fn, live=live, submit_label=submit_label, run_in=run_in)
        if interpretation is not None and interpretation is not False:
            from .explanationpage import add_page

            add_page(app, interpretation, live=interpretation_live)
    finally:
        building.reset(token)
    return app


def _compose(
    app: Blocks, form: Form, fn: Callable[..., Any], *, live: bool, submit_label: str, run_in: RunIn
) -> None:
    layout = Interface()
    app.write_in(layout)
    inputs = [app.add(accepted.component) for _, accepted in form.inputs]
    outputs = []
    for accepted in form.outputs:
        component = app.add(accepted.component)
        component.interactive = False
        outputs.append(component)
    layout.inputs, layout.outputs = inputs, outputs
    submit = clear = None
    if not (live and inputs):
        submit = layout.submit = app.add(Button(submit_label, variant="primary"))
    if inputs and not live:
        clear = layout.clear = app.add(Button("Clear"))
    app.listen(
        Listener(
            index=0,
            fn=fn,
            api_name=form.signature.name,
            targets=[(submit, "click")] if submit else [(c, "input") for c in inputs],
            inputs=inputs,
            outputs=outputs,
            bind=form.bind,
            parameters=[field.name for field, _ in form.inputs],
            trigger_mode="always_last" if submit is None else "once",
            run_in=run_in,
            streams="generator" in form.signature.flavour,
        )
    )
    if clear is not None:
        app.listen(_clearing(clear, [*inputs, *outputs]))


def _clearing(button: Any, components: list[Any]) -> Listener:
    """Return the listener of "Clear": everything as at the start."""
    return Listener(
        index=1,
        fn=lambda: None,
        api_name="clear",
        targets=[(button, "click")],
        inputs=[],
        outputs=components,
        resets=True,
    )


def _heading(name: str) -> str:
    return "" if name == "lambda" else readable(name)


def readable(name: str) -> str:
    """Return a name as a label.

    Examples
    --------
    >>> readable("petal_width")
    'Petal width'
    """
    words = name.strip("_").replace("_", " ")
    return words[:1].upper() + words[1:]


def display(app: Blocks, *, again: bool) -> None:
    """Display an app in the cell that runs; outside of a notebook nothing happens.

    Parameters
    ----------
    again
        Whether to show it also where this execution has shown it already.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is None:
        return
    from .jupyter.display import publish

    publish(app, again=again)
