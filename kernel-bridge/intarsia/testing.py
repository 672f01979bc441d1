"""A headless client: a session without Jupyter, for tests of apps and of intarsia.

It speaks the protocol through `wire.py`, as a browser does, over a memory channel.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import mimetypes
import queue
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
    HelloRequest,
    HelloResponse,
    LogEntry,
    LogEvent,
    Message,
    Response,
    ResyncRequest,
    RunFinishedEvent,
    RunRequest,
    RunResponse,
    SetValueRequest,
    UpdatedEvent,
    UploadChunkRequest,
    UploadCloseRequest,
    UploadCloseResponse,
    UploadOpenRequest,
    UploadOpenResponse,
)
from .runtime import apps
from .runtime.channel import MemoryChannel
from .runtime.files import MAX_CHUNK
from .runtime.host import MainWork, lending_main
from .runtime.view import View

__all__ = ["Fn", "RequestError", "Session", "connect"]

SPECS = {cls.kind: cls.spec_type for cls in COMPONENTS}


class RequestError(Exception):
    """The kernel refused a request, or a run failed; `error` is what it said."""

    def __init__(self, error: WireError) -> None:
        fields = "".join(
            f"\n  {field.component}{list(field.path) or ''}: {field.message}"
            for field in error.fields
        )
        super().__init__(f"{error.code}: {error.message}{fields}")
        self.error = error


@dataclass(frozen=True)
class Fn:
    """A listener, as a client sees it."""

    index: int
    api_name: str
    fn: str
    targets: tuple[tuple[str, str], ...]
    inputs: tuple[Component, ...]
    outputs: tuple[Component, ...]
    parameters: tuple[str, ...]


class Session:
    """A client's end of a session. Made by `connect`.

    Parameters
    ----------
    app
        The app to join.
    timeout
        Seconds to wait for an answer.
    """

    def __init__(self, app: Blocks, *, timeout: float = 30.0) -> None:
        apps.register(app)
        self.app = app
        self.timeout = timeout
        self.values: dict[str, Any] = {}
        self.revisions: dict[str, int] = {}
        self.log: list[LogEntry] = []
        self._inbox: queue.SimpleQueue[Message | Callable[[], None]] = queue.SimpleQueue()
        self._seq = 0
        self._heard = 0
        self._view = View(MemoryChannel(self._deliver))
        hello = self._request(
            HelloRequest(seq=0, protocol=PROTOCOL, capabilities=("every_value",), app_id=app.app_id)
        )
        assert isinstance(hello, HelloResponse)
        self.session_id = hello.session_id
        self.spec = hello.snapshot.app
        self.values |= hello.snapshot.values
        self.revisions |= hello.snapshot.revisions

    @property
    def fns(self) -> list[Fn]:
        """The listeners of the app, in order."""
        parts = self.app.components
        return [
            Fn(
                index=spec.index,
                api_name=spec.api_name,
                fn=getattr(listener.fn, "__name__", type(listener.fn).__name__),
                targets=tuple((t.component, t.event) for t in spec.targets),
                inputs=tuple(parts[key] for key in spec.inputs),
                outputs=tuple(parts[key] for key in spec.outputs),
                parameters=tuple(listener.parameters),
            )
            for spec, listener in zip(self.spec.listeners, self.app.listeners, strict=True)
        ]

    def call(self, index: int, *values: Any) -> Any:
        """Call a listener with inputs as the browser sends them.

        Returns
        -------
        The output as the browser gets it, a list of them when there are several
        outputs, and for a generator the list of what was shown, step by step.

        Raises
        ------
        RequestError
            When an input is refused, or the function fails.

        Examples
        --------
        >>> from intarsia import show_app
        >>> connect(show_app(lambda a=1, b=2: a + b)).call(0, 3, 4)["items"][0]["data"]
        {'text/plain': '7'}
        """
        steps, finished = self._run(index, values)
        if finished.state.error is not None:
            raise RequestError(finished.state.error)
        return steps if self.app.listeners[index].streams else self._outputs(index)

    def steps(self, index: int, *values: Any) -> list[Any]:
        """Call a listener, and return what was shown before it ended or failed."""
        return self._run(index, values)[0]

    def default(self, index: int, position: int) -> Any:
        """Return the current value of an input."""
        return self.values[self.spec.listeners[index].inputs[position]]

    def set_value(self, component: str, value: Any) -> int:
        """Commit a value, and return its revision."""
        response = self._request(
            SetValueRequest(
                seq=0, component=component, value=value, revision=self.revisions[component]
            )
        )
        self.values[component] = value
        self.revisions[component] = response.revision  # type: ignore[attr-defined]  # its own
        return self.revisions[component]

    def upload(self, path: str | Path, *, component: str | None = None) -> dict[str, Any]:
        """Send a file, and return the value to pass where a file is wanted."""
        path = Path(path)
        data = path.read_bytes()
        mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        opened = self._request(
            UploadOpenRequest(
                seq=0,
                component=component or self._file_input(),
                name=path.name,
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
        """Return the bytes of a file."""
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
        elif isinstance(message, LogEvent):
            self.log += message.entries
        if not isinstance(message, Response):
            self._send(Ack(seq=0, painted=message.seq))

    def _run(self, index: int, values: tuple[Any, ...]) -> tuple[list[Any], RunFinishedEvent]:
        spec = self.spec.listeners[index]
        if len(values) > len(spec.inputs):
            raise TypeError(f"The listener takes {len(spec.inputs)} values, not {len(values)}.")
        drafts = dict(zip(spec.inputs, values, strict=False))
        request = RunRequest(
            seq=0,
            listener=index,
            values=drafts,
            revisions={key: self.revisions[key] for key in drafts},
        )
        # On the main thread, what is meant for it would wait for us, and we for it.
        on_main = current_thread() is main_thread()
        with lending_main(self._run_here) if on_main else nullcontext():
            response = self._request(request)
            assert isinstance(response, RunResponse)
            steps: list[Any] = []
            for message in self._messages():
                if isinstance(message, UpdatedEvent) and any(
                    change.component in spec.outputs for change in message.values
                ):
                    steps.append(self._outputs(index))
                if isinstance(message, RunFinishedEvent) and message.state.run == response.run:
                    return steps, message
        raise AssertionError("unreachable")

    def _outputs(self, index: int) -> Any:
        outputs = [self.values[key] for key in self.spec.listeners[index].outputs]
        return outputs[0] if len(outputs) == 1 else outputs

    def _file_input(self) -> str:
        for component in self.app.components.values():
            if component.kind in ("file", "image") and component.interactive is not False:
                return component.id
        raise LookupError("The app has no component that takes a file.")

    def resync(self) -> None:
        """Ask for everything again."""
        snapshot = self._request(ResyncRequest(seq=0)).snapshot  # type: ignore[attr-defined]
        self.values, self.revisions = dict(snapshot.values), dict(snapshot.revisions)


def connect(app: Blocks, *, timeout: float = 30.0) -> Session:
    """Return a session of the app, without Jupyter.

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
