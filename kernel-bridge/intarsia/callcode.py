"""What an app's functions are, as code: the call with what stands in the app, and the source."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from .calling import present, public
from .codetext import CodeText, NotCode, argument, call, variable
from .components.base import Component
from .frozen import dataclass
from .messages import FunctionCode
from .runtime.summary import summary
from .sources import place_of, source_of
from .spec import holds_secret

if TYPE_CHECKING:
    from .events import Listener
    from .runtime.session import Session


def functions_code(session: Session) -> tuple[FunctionCode, ...]:
    """Return all functions of an app that a person knows, with what stands in one session.

    Off the dispatcher: it runs user code. No password is in it.
    """
    return tuple(_code(session, listener) for listener in public(session.app))


def _code(session: Session, listener: Listener) -> FunctionCode:
    source, why = source_of(listener.fn)
    cell, file, line = place_of(listener.fn)
    return FunctionCode(
        listener=listener.index,
        name=listener.api_name,
        call=_call(session, listener),
        source=source,
        why=why,
        cell=cell,
        file=file,
        line=line,
    )


@dataclass(frozen=True)
class _Unsaid:
    """An input that the call does not tell: why, and whether the app can take its place."""

    why: str
    is_in_app: bool = True


def _call(session: Session, listener: Listener) -> str | None:
    """Return the call of a listener's function; `None` where neither it nor the app has a name.

    A form of one function is called by the function's own name, if that tells all of its inputs;
    else by the app's `predict`, which takes from the app what is not told.
    """
    app = session.app
    name = variable(app)
    values = _values(session, listener)
    may_predict = name is not None and app.session_mode == "shared"
    is_form = app.root.kind == "interface"
    if (is_form or name is None) and not (may_predict and _unsaid(session, values)):
        try:
            return _own_call(session, listener, values)
        except NotCode:
            pass
    return None if name is None else _predict(session, listener, name, values)


def _values(session: Session, listener: Listener) -> dict[str, Any]:
    """Return what stands in the app, by parameter; what a call does not tell as `_Unsaid`."""
    values: dict[str, Any] = {}
    for parameter, component in zip(listener.parameters, listener.inputs, strict=True):
        if component.kind == "state":
            continue
        current = session.parts.current(component)
        if holds_secret(component.spec()) or holds_secret(current.spec()):
            values[parameter] = _Unsaid("a password is not written down")
            continue
        try:
            values[parameter] = present(session, listener, component, parameter)
        except TypeError:  # an empty field that has to be filled in
            values[parameter] = _Unsaid("what stands in the app does not fit", is_in_app=False)
    return values


def _unsaid(session: Session, values: dict[str, Any]) -> bool:
    """Whether there is a value that only the app can tell."""
    code = CodeText(session.files.holds)
    return any(_said(code, value)[1] is not None for value in values.values())


def _said(code: CodeText, value: Any) -> tuple[str, _Unsaid | None]:
    """Return a value as code, or what takes its place and why."""
    if isinstance(value, _Unsaid):
        return "...", value
    try:
        return code.value(value), None
    except NotCode as error:
        words = str(error) or f"{summary(value)} cannot be written as code"
        return "...", _Unsaid(" ".join(words.split()))  # a comment ends with its line


def _own_call(session: Session, listener: Listener, values: dict[str, Any]) -> str:
    if not _calls_alone(listener):
        raise NotCode
    code = CodeText(session.files.holds)
    try:
        args, kwargs = listener.bind(list(values.values()))
    except ValueError:  # what is not told has no items
        raise NotCode from None
    if any(isinstance(key, Component) for arg in args if isinstance(arg, dict) for key in arg):
        raise NotCode  # a set of inputs: one dict by component
    name = code.name(listener.fn)
    pairs = [*zip(_named(listener, len(args)), args, strict=True), *kwargs.items()]
    arguments, comments = [], []
    for key, value in pairs:
        text, unsaid = _said(code, value)
        arguments.append(argument(key, text) if key else text)
        if unsaid is not None:
            comments.append(f"# Fill in {key or 'the value'}: {unsaid.why}.")
    return "\n".join([*code.imports(), *comments, _used(listener.fn, call(name, arguments))])


def _calls_alone(listener: Listener) -> bool:
    """Whether the function can be called with its inputs alone."""
    given = any(found.kind != "progress" for found in listener.injected())
    has_state = any(component.kind == "state" for component in listener.inputs)
    return not (given or has_state or listener.batch or not listener.preprocess)


def _named(listener: Listener, count: int) -> list[str]:
    """Return the names by which arguments are passed; an empty one for by position."""
    assert listener.fn is not None
    try:
        parameters = list(inspect.signature(listener.fn).parameters.values())[:count]
    except (TypeError, ValueError):
        parameters = []
    plain = all(p.kind is p.POSITIONAL_OR_KEYWORD for p in parameters)
    if not plain or len(parameters) != count:
        return [""] * count
    return [parameter.name for parameter in parameters]


def _used(fn: Any, text: str) -> str:
    """Return a call in such a way that it gives a result: awaited, or step by step."""
    if inspect.isasyncgenfunction(fn):
        return f"async for step in {text}:\n    print(step)"
    if inspect.iscoroutinefunction(fn):
        return f"await {text}"
    if inspect.isgeneratorfunction(fn):
        return f"for step in {text}:\n    print(step)"
    return text


def _predict(session: Session, listener: Listener, name: str, values: dict[str, Any]) -> str:
    app = session.app
    code = CodeText(session.files.holds)
    arguments, comments = [], []
    by_position = "api_name" in values  # that name says which function
    for parameter, value in values.items():
        text, unsaid = _said(code, value)
        if unsaid and unsaid.is_in_app and app.session_mode == "shared" and not by_position:
            comments.append(f"# {parameter} is taken from the app: {unsaid.why}.")
            continue
        arguments.append(text if by_position else argument(parameter, text))
        if unsaid:
            comments.append(f"# Fill in {parameter}: {unsaid.why}.")
    if app.root.kind != "interface" or len(public(app)) > 1:
        arguments.append(f"api_name={listener.api_name!r}")
    method = "stream" if listener.streams else "predict"
    text = call(f"{name}.{method}", arguments)
    if listener.streams:
        text = f"for step in {text}:\n    print(step)"
    return "\n".join([*code.imports(), *comments, text])
