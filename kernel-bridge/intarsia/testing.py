"""A headless client: a session without Jupyter, for tests of apps and of intarsia.

It speaks the protocol through `wire.py`, as a browser does, over a memory channel.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import mimetypes
import queue
import weakref
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from contextvars import Context
from dataclasses import dataclass
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

from . import wire
from .blocks import Blocks
from .components import COMPONENTS
from .components.base import Component
from .errors import WireError
from .events import Listener
from .expressions import present
from .flow import Flow
from .messages import (
    PROTOCOL,
    Ack,
    AppendedEvent,
    CloseRequest,
    DownloadChunkRequest,
    DownloadChunkResponse,
    DownloadOpenRequest,
    DownloadOpenResponse,
    ErrorResponse,
    FlowRequest,
    FlowResponse,
    HelloRequest,
    HelloResponse,
    LogEntry,
    LogEvent,
    Message,
    MountedEvent,
    ProgressEvent,
    ReloadedEvent,
    Response,
    ResumeRequest,
    ResumeResponse,
    ResyncRequest,
    ResyncResponse,
    RunFinishedEvent,
    RunRequest,
    RunResponse,
    RunStartedEvent,
    RunState,
    SetValueRequest,
    Snapshot,
    SteppedEvent,
    StepRequest,
    StepResponse,
    UpdatedEvent,
    UploadChunkRequest,
    UploadCloseRequest,
    UploadCloseResponse,
    UploadOpenRequest,
    UploadOpenResponse,
)
from .runtime import apps
from .runtime.channel import MemoryChannel, Receive
from .runtime.files import MAX_CHUNK
from .runtime.host import MainWork, lending_main
from .runtime.log import Log
from .runtime.view import View
from .spec import AppSpec, ComponentSpec, ListenerSpec

__all__ = ["Fn", "RequestError", "Session", "connect"]

SPECS = {cls.kind: cls.spec_type for cls in COMPONENTS}


class RequestError(Exception):
    """The kernel refused a request, or a run failed.

    Parameters
    ----------
    error : WireError
        What the kernel said: a `code`, a `message`, with `bad-value` the `fields` that are
        wrong, and with `user-error` the `traceback`.

    Examples
    --------
    >>> from intarsia import show_app
    >>> try:
    ...     connect(show_app(lambda x=1: 1 / x)).call(0, 0)
    ... except RequestError as refused:
    ...     print(refused.error.code, refused.error.traceback.name)
    user-error ZeroDivisionError
    """

    def __init__(self, error: WireError) -> None:
        fields = "".join(
            f"\n  {field.component}{list(field.path) or ''}: {field.message}"
            for field in error.fields
        )
        super().__init__(f"{error.code}: {error.message}{fields}")
        self.error = error


@dataclass(frozen=True)
class Fn:
    """A listener, as a client sees it.

    Parameters
    ----------
    index : int
        Its place among the app's listeners.
    api_name, fn : str
        The name it is called by, and that of its function.
    targets : tuple of (str, str)
        The events that call it: id of a component, name of the event.
    inputs, outputs : tuple of Component
        The components it reads and writes, in order.
    parameters : tuple of str
        Names of the function's parameters, one for each input.

    Examples
    --------
    >>> from intarsia import show_app
    >>> fn = connect(show_app(lambda width=1.3: width)).fns[0]
    >>> fn.parameters, fn.inputs[0].kind
    (('width',), 'number')
    """

    index: int
    api_name: str
    fn: str
    targets: tuple[tuple[str, str], ...]
    inputs: tuple[Component, ...]
    outputs: tuple[Component, ...]
    parameters: tuple[str, ...]


class Session:
    """A client's end of a session. Made by `connect`; leaves at the end of a `with`.

    Parameters
    ----------
    app : Blocks
        The app to join.
    timeout : float, default 30
        Seconds to wait for an answer.

    Attributes
    ----------
    values : dict
        What every component shows, by its id, as it travels.
    log : list of LogEntry
        What runs have printed, warned and logged: each has a `stream` and a `text`.
    spec : AppSpec
        The description of the app, as it is by now.
    scripts : dict of str
        Scripts for a browser, by the index of their listener.
    progress : list of ProgressEvent
        How far runs said they were.
    reloaded : list of str
        Names of functions that the app was told to use in a new version.

    Raises
    ------
    RequestError
        When the session refuses the client.
    TimeoutError
        When no answer comes in time; so do all methods that ask something.

    Examples
    --------
    >>> from intarsia import show_app
    >>> with Session(show_app(lambda x=1: print("x is", x))) as session:
    ...     _ = session.call(0, 5)
    ...     print(session.log[0].text, end="")
    x is 5
    """

    def __init__(self, app: Blocks, *, timeout: float = 30.0) -> None:
        apps.hold(app)
        self.app = app
        self.timeout = timeout
        self.values: dict[str, Any] = {}
        self.revisions: dict[str, int] = {}
        self.progress: list[ProgressEvent] = []
        self.reloaded: list[str] = []
        self._log = Log()
        self._runs: dict[int, RunState] = {}
        self._inbox: queue.SimpleQueue[Message | Callable[[], None]] = queue.SimpleQueue()
        self._seq = 0
        self._heard = 0
        # Nothing in there keeps this object: who drops a client has left the session.
        self._view = View(MemoryChannel(_weakly(self._deliver)), app)
        weakref.finalize(self, self._view.lost).atexit = False
        hello = self._request(
            HelloRequest(seq=0, protocol=PROTOCOL, capabilities=("every_value",), app_id=app.app_id)
        )
        assert isinstance(hello, HelloResponse)
        self.session_id = hello.session_id
        self.spec = hello.snapshot.app
        self.scripts = hello.snapshot.scripts
        self.values |= hello.snapshot.values
        self.revisions |= hello.snapshot.revisions
        self._runs |= {run.listener: run for run in hello.snapshot.runs}
        self.progress += [
            ProgressEvent(seq=0, run=known.run, bars=known.bars)
            for known in hello.snapshot.progress
        ]

    @property
    def log(self) -> list[LogEntry]:
        """What the runs printed, warned, logged and displayed, in order."""
        return list(self._log.entries())

    @property
    def fns(self) -> list[Fn]:
        """The listeners of the app, in order."""
        assert self._view.session is not None
        parts = self._view.session.parts
        return [
            Fn(
                index=listener.index,
                api_name=listener.api_name,
                fn=getattr(listener.fn, "__name__", type(listener.fn).__name__),
                targets=tuple((component.id, event) for component, event in listener.targets),
                inputs=tuple(map(parts.current, listener.inputs)),
                outputs=tuple(map(parts.current, listener.outputs)),
                parameters=tuple(listener.parameters),
            )
            for listener in list(parts.listeners.values())
        ]

    @property
    def is_active(self) -> bool:
        """Whether a run waits or goes on, as far as the client was told."""
        return any(run.status in ("waiting", "running") for run in self._runs.values())

    def wait(self, condition: Callable[[], bool]) -> None:
        """Take what comes until a condition holds.

        Parameters
        ----------
        condition : callable
            Looked at after each message.

        Raises
        ------
        TimeoutError
            When nothing comes any more, and it does not hold.

        Examples
        --------
        >>> import intarsia as gr
        >>> with gr.Blocks() as demo:
        ...     shown = gr.Textbox()
        ...     added = demo.load(lambda: "ready", None, shown)
        >>> session = connect(demo)
        >>> session.wait(lambda: session.values[shown.id] == "ready")
        """
        while not condition():
            next(self._messages())

    def call(self, index: int, *values: Any, event: tuple[str, Any] = ("click", None)) -> Any:
        """Call a listener with inputs as the browser sends them.

        Parameters
        ----------
        index : int
            Which listener; with `show(fn)`, 0 is the function and 1 the button "Clear".
        *values
            One for each input, in order, as JSON; inputs that are left out at the end
            keep their values.
        event : (str, any), default ("click", None)
            The event that causes the call, and what comes with it.

        Returns
        -------
        The output as the browser gets it, a list of them when there are several
        outputs, and for a generator the list of what was shown, step by step.

        Raises
        ------
        RequestError
            When an input is refused, or the function fails.
        TypeError
            When there are more values than inputs.

        Examples
        --------
        >>> from intarsia import show_app
        >>> connect(show_app(lambda a=1, b=2: a + b)).call(0, 3, 4)["items"][0]["data"]
        {'text/plain': '7'}
        """
        return self._finished(index, lambda: self._run(index, values, event))

    def graph(self) -> Flow:
        """Return the steps of the app, as it is by now, and what connects them.

        Examples
        --------
        >>> from intarsia import show_app
        >>> def double(x: int = 2) -> int:
        ...     return 2 * x
        >>> [step.name for step in connect(show_app(double)).graph().steps]
        ['double']
        """
        return self._ask_flow().flow

    def statuses(self) -> dict[str, str]:
        """Return how each step of the flow stands: `"done"`, `"failed"`, `"skipped"`, …

        Examples
        --------
        >>> from intarsia import show_app
        >>> session = connect(show_app(lambda x=1: x))
        >>> session.statuses()
        {'lambda': 'idle'}
        """
        answer = self._ask_flow()
        names = {step.index: step.api_name for step in answer.flow.steps}
        return {names[state.listener]: state.status for state in answer.steps}

    def step(self, step: str | int) -> StepResponse:
        """Return what the last run of a step read and wrote, and how it stands.

        Parameters
        ----------
        step : str or int
            Its name or index in `graph()`.

        Raises
        ------
        LookupError
            When there is no such step.
        """
        answer = self._request(StepRequest(seq=0, listener=self._step_index(step)))
        assert isinstance(answer, StepResponse)
        return answer

    def resume(self, step: str | int) -> Any:
        """Run a step again with the values that its last run had, and then what follows it.

        Parameters
        ----------
        step : str or int
            Its name or index in `graph()`.

        Returns
        -------
        What `call` returns for the step; what follows it goes on: see `settle`.

        Raises
        ------
        LookupError
            When there is no such step.
        RequestError
            When it has not run yet, or fails again.

        Examples
        --------
        >>> from intarsia import show_app
        >>> def double(x: int = 2) -> int:
        ...     return 2 * x
        >>> session = connect(show_app(double))
        >>> session.call(0, 5), session.resume("double")
        (10, 10)
        """
        index = self._step_index(step)
        request = ResumeRequest(seq=0, listener=index)
        return self._finished(index, lambda: self._steps_of(index, request))

    def settle(self) -> dict[str, str]:
        """Take what comes until no step runs or waits; return how each stands.

        Examples
        --------
        >>> import intarsia as gr
        >>> with gr.Blocks() as demo:
        ...     text = gr.Textbox()
        ...     first = text.submit(str.upper, text, text)
        ...     second = first.success(str.strip, text, text)
        >>> session = connect(demo)
        >>> session.call(0, "abc")
        'ABC'
        >>> session.settle()
        {'upper': 'done', 'strip': 'done'}
        """
        while True:
            statuses = self.statuses()
            if not {"waiting", "running"} & set(statuses.values()):
                return statuses
            for message in self._messages():
                if isinstance(message, (RunFinishedEvent, SteppedEvent)):
                    break

    def steps(self, index: int, *values: Any) -> list[Any]:
        """Call a listener, and return what was shown before it ended or failed.

        Examples
        --------
        >>> from intarsia import show_app
        >>> def count():
        ...     yield from "ab"
        ...     raise RuntimeError
        >>> session = connect(show_app(count))
        >>> [step["items"][0]["data"]["text/plain"] for step in session.steps(0)]
        ['a', 'b']
        """
        return self._run(index, values, ("click", None))[0]

    def default(self, index: int, position: int) -> Any:
        """Return the current value of an input, as it travels.

        Parameters
        ----------
        index : int
            Which listener.
        position : int
            Which of its inputs, counted from 0.
        """
        return self.values[self._spec_of(index).inputs[position]]

    def present(self, component: str) -> ComponentSpec:
        """Return the description of a component as a person sees it now.

        What follows other values, `visible=mode.is_("advanced")`, is worked out.

        Parameters
        ----------
        component : str
            Its id.

        Examples
        --------
        >>> import intarsia as gr
        >>> with gr.Blocks() as demo:
        ...     n = gr.Number(1)
        ...     more = gr.Textbox(visible=n > 3)
        >>> session = connect(demo)
        >>> session.present(more.id).visible
        False
        >>> _ = session.set_value(n.id, 4)
        >>> session.present(more.id).visible
        True
        """
        found = next(spec for spec in self.spec.components if spec.id == component)
        return present(found, self.values.get)

    def set_value(self, component: str, value: Any) -> int:
        """Commit a value, as a person does by leaving a field, and return its revision.

        Parameters
        ----------
        component : str
            Its id: `session.fns[0].inputs[0].id`.
        value
            As it travels.
        """
        response = self._request(
            SetValueRequest(
                seq=0, component=component, value=value, revision=self.revisions[component]
            )
        )
        self.values[component] = value
        self.revisions[component] = response.revision  # type: ignore[attr-defined]  # its own
        return self.revisions[component]

    def upload(
        self, path: str | Path | tuple[int, Any], *, component: str | None = None
    ) -> dict[str, Any]:
        """Send a file, and return the value to pass where a file is wanted.

        Parameters
        ----------
        path : str, Path or (int, array)
            A file that is here; or samples a second and samples, as a microphone records them.
        component : str, optional
            Id of the component that it is for; by default the first one that takes files.

        Returns
        -------
        dict
            With `handle`, `name`, `mime` and `size` in bytes.

        Raises
        ------
        LookupError
            When no component takes files.
        RequestError
            When the file is too large.

        Examples
        --------
        >>> import intarsia as gr
        >>> def seconds(sound):
        ...     rate, samples = sound
        ...     return len(samples) / rate
        >>> session = connect(gr.Interface(seconds, "audio", "number"))
        >>> session.call(0, session.upload((8000, [0] * 4000)))
        0.5
        """
        if isinstance(path, tuple):
            name, data, mime = "recording.wav", _recorded(*path), "audio/wav"
        else:
            name, data = Path(path).name, Path(path).read_bytes()
            mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
        opened = self._request(
            UploadOpenRequest(
                seq=0,
                component=component or self._file_input(),
                name=name,
                mime=mime,
                size=len(data),
            )
        )
        assert isinstance(opened, UploadOpenResponse)
        for offset in range(0, len(data), MAX_CHUNK):
            piece = data[offset : offset + MAX_CHUNK]
            self._request(
                UploadChunkRequest(seq=0, handle=opened.handle, offset=offset, data=piece)
            )
        closed = self._request(UploadCloseRequest(seq=0, handle=opened.handle))
        assert isinstance(closed, UploadCloseResponse)
        file = closed.file
        assert file is not None
        return {"handle": file.handle, "name": file.name, "mime": file.mime, "size": file.size}

    def read(self, handle: str | dict[str, Any]) -> bytes:
        """Return the bytes of a file.

        Parameters
        ----------
        handle : str or dict
            A handle, or a value that holds one.
        """
        key = handle["handle"] if isinstance(handle, dict) else handle
        opened = self._request(DownloadOpenRequest(seq=0, handle=key))
        assert isinstance(opened, DownloadOpenResponse)
        out = bytearray()
        while len(out) < opened.file.size:
            piece = self._request(
                DownloadChunkRequest(seq=0, handle=key, offset=len(out), size=MAX_CHUNK)
            )
            assert isinstance(piece, DownloadChunkResponse)
            out += piece.data
        return bytes(out)

    def close(self) -> None:
        """Leave the session."""
        self._request(CloseRequest(seq=0))

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- the wire

    def _deliver(self, data: Any, buffers: wire.Buffers) -> None:
        message = wire.decode_reply(json.loads(json.dumps(data)), buffers, specs=SPECS)
        self._inbox.put(message)

    def _send(self, request: Message) -> int:
        seq, self._seq = self._seq, self._seq + 1
        data, buffers = wire.encode(dataclasses.replace(request, seq=seq))
        self._view.receive(json.loads(json.dumps(data)), buffers)
        return seq

    def _request(self, request: Message) -> Response:
        seq = self._send(request)
        for message in self._messages():
            if isinstance(message, Response) and message.request_seq == seq:
                if isinstance(message, ErrorResponse):
                    raise RequestError(message.error)
                return message
        raise AssertionError("unreachable")

    def _messages(self) -> Iterator[Message]:
        while True:
            try:
                came = self._inbox.get(timeout=self.timeout)
            except queue.Empty:
                raise TimeoutError(f"Nothing came in {self.timeout} s.") from None
            if isinstance(came, Message):
                self._reduce(came)
                yield came
            else:
                came()

    def _change(self, props: dict[str, dict[str, Any]]) -> None:
        """Take other properties of components."""
        if props:
            described = [
                wire.with_properties(spec, props.get(spec.id, {}), specs=SPECS)
                for spec in self.spec.components
            ]
            self.spec = dataclasses.replace(self.spec, components=tuple(described))

    def _mount(self, event: MountedEvent) -> None:
        """Take components and listeners that come and go."""
        parts = {spec.id: spec for spec in self.spec.components if spec.id not in event.removed}
        parts |= {spec.id: spec for spec in event.components}
        listeners = {
            spec.index: spec for spec in self.spec.listeners if spec.index not in event.unlistened
        }
        listeners |= {spec.index: spec for spec in event.listeners}
        self.spec = dataclasses.replace(
            self.spec, components=tuple(parts.values()), listeners=tuple(listeners.values())
        )
        for key in event.removed:
            self.values.pop(key, None)
            self.revisions.pop(key, None)
        for change in event.values:
            self.values[change.component] = change.value
            self.revisions[change.component] = change.revision
        self.scripts |= event.scripts

    def _run_here(self, work: MainWork, context: Context) -> None:
        """Run a coroutine on this thread, which waits, though its loop may run already."""

        def run() -> None:
            outer = asyncio._get_running_loop()
            asyncio._set_running_loop(None)
            try:
                asyncio.run(work())
            finally:
                asyncio._set_running_loop(outer)

        self._inbox.put(lambda: context.run(run))

    def _reduce(self, message: Message) -> None:
        assert message.seq == self._heard, "a message was lost"
        self._heard += 1
        if isinstance(message, (UpdatedEvent, RunFinishedEvent)):
            for change in message.values:
                self.values[change.component] = change.value
                self.revisions[change.component] = change.revision
        elif isinstance(message, AppendedEvent):
            assert self.revisions[message.component] == message.base
            tail = message.tail
            self.values[message.component] += tail if isinstance(tail, str) else list(tail)
            self.revisions[message.component] = message.revision
        elif isinstance(message, MountedEvent):
            self._mount(message)
        elif isinstance(message, ReloadedEvent):
            self.reloaded.append(message.function)
            if message.snapshot is not None:
                self._take(message.snapshot)
        elif isinstance(message, ProgressEvent):
            self.progress.append(message)
        elif isinstance(message, LogEvent):
            for entry in message.entries:
                self._log.add(entry)
        if isinstance(message, UpdatedEvent):
            self._change({change.component: change.props for change in message.props})
        if isinstance(message, (RunStartedEvent, RunFinishedEvent)):
            self._runs[message.state.listener] = message.state
        if not isinstance(message, Response):
            self._send(Ack(seq=0, painted=message.seq))

    def _spec_of(self, index: int) -> ListenerSpec:
        return next(spec for spec in self.spec.listeners if spec.index == index)

    def _listener(self, index: int) -> Listener:
        assert self._view.session is not None
        return self._view.session.parts.listeners[index]

    def _run(
        self, index: int, values: tuple[Any, ...], event: tuple[str, Any]
    ) -> tuple[list[Any], RunFinishedEvent]:
        spec = self._spec_of(index)
        if len(values) > len(spec.inputs):
            raise TypeError(f"The listener takes {len(spec.inputs)} values, not {len(values)}.")
        drafts = dict(zip(spec.inputs, values, strict=False))
        request = RunRequest(
            seq=0,
            listener=index,
            values=drafts,
            revisions={key: self.revisions[key] for key in drafts},
            event=event[0],
            event_data=event[1],
        )
        return self._steps_of(index, request)

    def _steps_of(
        self, index: int, request: RunRequest | ResumeRequest
    ) -> tuple[list[Any], RunFinishedEvent]:
        """Ask for a run; return what was shown before its end, and the end."""
        # On the main thread, what is meant for it would wait for us, and we for it.
        on_main = current_thread() is main_thread()
        with lending_main(self._run_here) if on_main else nullcontext():
            response = self._request(request)
            assert isinstance(response, (RunResponse, ResumeResponse))
            spec = self._spec_of(index)
            steps: list[Any] = []
            for message in self._messages():
                if isinstance(message, UpdatedEvent) and any(
                    change.component in spec.outputs for change in message.values
                ):
                    steps.append(self._outputs(index))
                if isinstance(message, RunFinishedEvent) and message.state.run == response.run:
                    return steps, message
        raise AssertionError("unreachable")

    def _finished(self, index: int, run: Callable[[], tuple[list[Any], RunFinishedEvent]]) -> Any:
        streams = self._listener(index).streams  # what it causes may take the listener away
        steps, finished = run()
        if finished.state.error is not None:
            raise RequestError(finished.state.error)
        return steps if streams else self._outputs(index)

    def _ask_flow(self) -> FlowResponse:
        answer = self._request(FlowRequest(seq=0))
        assert isinstance(answer, FlowResponse)
        return answer

    def _step_index(self, step: str | int) -> int:
        return step if isinstance(step, int) else self.graph().step(step).index

    def _outputs(self, index: int) -> Any:
        outputs = [self.values[key] for key in self._spec_of(index).outputs]
        return outputs[0] if len(outputs) == 1 else outputs

    def _file_input(self) -> str:
        for component in self.app.components.values():
            if hasattr(component, "max_size") and component.interactive is not False:
                return component.id
        raise LookupError("The app has no component that takes a file.")

    def resync(self) -> AppSpec:
        """Ask for everything again, and return the description of the app."""
        answer = self._request(ResyncRequest(seq=0))
        assert isinstance(answer, ResyncResponse)
        self._take(answer.snapshot)
        return self.spec

    def _take(self, snapshot: Snapshot) -> None:
        self.values, self.revisions = dict(snapshot.values), dict(snapshot.revisions)
        self.spec = snapshot.app


def _recorded(rate: Any, found: Any) -> bytes:
    """Return samples as a microphone would send them."""
    from .components import samples, sounds  # few apps hear something

    return sounds.wav_of(samples.rate_of(rate), samples.as_int16(found)[0])


def _weakly(deliver: Receive) -> Receive:
    """Return the same function of an object, which does not keep the object."""
    method = weakref.WeakMethod(deliver)

    def call(data: Any, buffers: wire.Buffers) -> None:
        found = method()
        if found is not None:
            found(data, buffers)

    return call


def connect(app: Blocks, *, timeout: float = 30.0) -> Session:
    """Return a session of the app, without Jupyter.

    Values are encoded and decoded as on their way from and to a browser.

    Parameters
    ----------
    app : Blocks
        What `show` or `show_app` returns.
    timeout : float, default 30
        Seconds to wait for each answer.

    Returns
    -------
    Session
        It has joined already.

    Raises
    ------
    RequestError
        When the session refuses the client.

    Examples
    --------
    >>> from intarsia import show_app
    >>> def double(x: int = 2) -> int:
    ...     return 2 * x
    >>> session = connect(show_app(double))
    >>> session.call(0, 5)
    10
    >>> session.fns[0].inputs[0].kind
    'number'
    """
    return Session(app, timeout=timeout)
