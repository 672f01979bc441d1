"""The page of an app of one function that tells why its result is as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .blocks import Blocks
from .buttons import emptying
from .components.interface import Interface
from .components.interpretation import Interpretation
from .events import After, Listener
from .explaining import Explainer
from .explainingplace import Place
from .interpretation.problems import needed

__all__ = ["add_page"]


def add_page(
    app: Blocks, given: Any, *, live: bool = False, num_shap: float | None = None
) -> Interpretation:
    """Give an app of one function a page that tells why its result is as it is.

    Parameters
    ----------
    app
        The app; its first listener is that of the function, and its layout an interface.
    given : str, dict, Method, callable, list or True
        What the author said: a method, or a dict of `method` and what else `gr.interpret` takes.
    live
        Whether each run is explained.
    num_shap
        Coalitions for each part, as Gradio 3 counted them.

    Raises
    ------
    TypeError
        When it is none of these.
    """
    layout, main = app.root, app.listeners[0]
    assert isinstance(layout, Interface)
    shown = Interpretation(render=False)
    app.add(shown)
    layout.interpretation = shown
    explaining = app.listen(
        Listener(
            index=-1,
            fn=_of_app(given, main, num_shap),
            api_name="explain",
            targets=[(shown, "explain")],
            inputs=[*main.inputs, shown],
            outputs=[shown],
            ends=[After(main, "success")] if live else [],
            trigger_mode="multiple",
            concurrency_limit=main.concurrency_limit,
            concurrency_id=main.concurrency_id,
            run_in=main.run_in,
            streams=True,
            api_visibility="undocumented",
        )
    )
    app.listen(
        Listener(
            index=-1,
            fn=None,
            api_name="stop_explaining",
            targets=[(shown, "stop")],
            inputs=[],
            outputs=[],
            cancels=[explaining],
            queue=False,
            api_visibility="private",
        )
    )
    main.cancels.append(explaining)  # what is explained then is an earlier result
    for listener in app.listeners:
        if layout.clear is not None and (layout.clear, "click") in listener.targets:
            listener.cancels.append(explaining)
            listener.outputs.append(shown)
            if not listener.resets:
                listener.fn = emptying(listener.outputs)
    return shown


def _of_app(given: Any, main: Listener, num_shap: float | None) -> Explainer:
    assert main.fn is not None
    options = dict(given) if isinstance(given, Mapping) else {}
    method = options.pop("method", "auto") if isinstance(given, Mapping) else given
    if method is True:
        method = "auto"
    is_several = isinstance(method, (list, tuple))
    named = [each for each in (method if is_several else [method]) if isinstance(each, str)]
    if is_several:
        method = _of_each(method, main)
    is_method = isinstance(method, (str, list)) or hasattr(method, "explain")
    if not (is_method or callable(method)):
        raise TypeError(
            "interpretation= is the name of a method, a dict of it and of its parameters, a list "
            f"with a method for each input, or a function that returns scores, not {given!r}."
        )
    is_shapley = not _SHAPLEY.isdisjoint(named)
    if num_shap is not None and is_shapley and not options.keys() & {"explainer", "samples"}:
        options.setdefault("num_shap", num_shap)
    return Explainer(main.fn, method, options).at(Place(main, [None], keeps=True))


_SHAPLEY = frozenset({"shap", "shapley"})


def _of_each(methods: Sequence[Any], main: Listener) -> Any:
    """Return the method for a list with one for each input, as Gradio 3 took it.

    Raises
    ------
    TypeError
        When there are not as many as inputs, or something else is in it.
    """
    needed("numpy")
    from .interpretation.perinput import PerInput

    if len(methods) != len(main.inputs):
        raise TypeError(
            f"interpretation= names {len(methods)} methods for {len(main.inputs)} inputs: a list "
            "has one for each, or None."
        )
    for each in methods:
        if not (each is None or isinstance(each, str) or hasattr(each, "explain")):
            raise TypeError(
                "In the list of interpretation= stands the name of a method for each input, or "
                f"None, not {each!r}."
            )
    PerInput(methods)  # an unknown one is known as such now
    first = methods[0] if methods else None
    is_one = first is not None and all(each == first for each in methods)
    return first if is_one else list(methods)
