"""One view of a session, as the kernel knows it: a channel and what goes through it."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING, Any

from .. import wire
from ..errors import (
    BadMessageError,
    IntarsiaError,
    TooManyError,
    UnknownSessionError,
    WireError,
)
from ..messages import (
    Ack,
    CloseRequest,
    ErrorResponse,
    HelloRequest,
    HelloResponse,
    Response,
    ResyncResponse,
    RunRequest,
    SetValueRequest,
)
from .channel import Channel
from .loop import dispatcher
from .outbox import Outbox
from .precedence import precedence
from .session import Session
from .streaming import STREAM

if TYPE_CHECKING:
    from ..blocks import Blocks

REMEMBERED = 128
"""Answers kept for requests that come twice."""

MAX_HELD = 1000
"""Messages that may wait for one that takes long."""

Answer = Callable[[], Response]
"""Gives the response to a request, or raises what is wrong with it."""


class View:
    """Decodes what comes up, has it handled, and answers: exactly once each.

    Parameters
    ----------
    channel
        What goes down goes here.
    app
        The app that it may join, where the other end is in this process and has it in hand;
        by default the one whose id it says.

    Notes
    -----
    `receive` and `lost` may be called from any thread; everything else happens on the
    dispatcher.
    """

    def __init__(self, channel: Channel, app: Blocks | None = None) -> None:
        self.app = app
        self.outbox = Outbox(channel, self.lost)
        self.session: Session | None = None
        self.heard = time.monotonic()
        """When the last message came."""
        self.calls = 0
        """How many functions are called for it at the moment."""
        self.called = 0
        """How many there were."""
        self._answered: OrderedDict[int, tuple[Any, Response]] = OrderedDict()
        self._forgotten = -1
        """The highest number of a request whose answer is no longer known."""
        self._held: deque[tuple[Any, wire.Buffers]] | None = None
        """What came while a request is worked on elsewhere; None when none is."""

    def receive(self, data: Any, buffers: wire.Buffers) -> None:
        """Take a message from the channel."""
        if _is_asked(data):
            precedence.asked()
        dispatcher().call(self._take, data, buffers)

    def lost(self) -> None:
        """Hear that the other end of the channel is gone."""
        dispatcher().call(self._leave, False)

    def elsewhere(self, request: Any, data: Any, work: Callable[[], Answer]) -> None:
        """Answer a request after work that may run the user's code, so not on this thread.

        What comes in the meantime waits, but for what must not: credit, cancel, close.

        Parameters
        ----------
        work
            Called on a thread of its own; what it returns is called on the dispatcher.
        """
        self._held = held = deque[tuple[Any, wire.Buffers]]()

        def finish(answer: Answer) -> None:
            self._held = None
            if not self.outbox.closed:
                self._answer(request.seq, data, answer)
            for message in held:  # the next one of this kind holds those after it again
                self._take(*message)

        def run() -> None:
            try:
                answer = work()
            except BaseException as error:  # the user's own classes may raise anything
                answer = _raising(error)
            dispatcher().call(finish, answer)

        Thread(target=run, name="intarsia-check", daemon=True).start()

    def close(self) -> None:
        """Send nothing any more."""
        self.session = None
        self.outbox.close()

    def _take(self, data: Any, buffers: wire.Buffers) -> None:
        self.heard = time.monotonic()
        kind = data.get("type") if isinstance(data, dict) else None
        if self._held is None or (self.session and kind in ("ack", "cancel", "close")):
            self._handle(data, buffers)
        elif len(self._held) < MAX_HELD:
            self._held.append((data, buffers))
        else:
            error = TooManyError("Too many messages wait already. Try again later.")
            self.outbox.respond(failed(_seq(data), error.wire()))

    def _handle(self, data: Any, buffers: wire.Buffers) -> None:
        if self.outbox.closed:
            return
        seq = _seq(data)
        if seq in self._answered:
            self._again(seq, data)
            return
        self._answer(seq, data, lambda: self._dispatch(data, buffers))
        if isinstance(data, dict) and data.get("type") == "close":
            self._leave(data.get("document") == "open")

    def _answer(self, seq: int, data: Any, answer: Callable[[], Response | None]) -> None:
        try:
            response = answer()
        except IntarsiaError as error:
            response = failed(seq, error.wire())
        except Exception as error:  # a fault of ours must not leave a request unanswered
            message = f"intarsia failed on this request: {type(error).__name__}: {error}"
            response = failed(seq, WireError(code="bad-message", message=message))
        if response is not None:
            self._remember(seq, data, response)
            self.outbox.respond(response)

    def _dispatch(self, data: Any, buffers: wire.Buffers) -> Response | None:
        from .handlers import HANDLERS, hello

        request = wire.decode_request(data, buffers)
        if isinstance(request, Ack):
            self.outbox.ack(request.painted)
            return None
        if 0 <= request.seq <= self._forgotten and "data" not in data:
            raise BadMessageError("This request comes again too late.", where="seq")
        if isinstance(request, HelloRequest):
            return hello(self, request, data)
        if self.session is None:
            if isinstance(request, CloseRequest):
                return HANDLERS[CloseRequest](self, request, data)
            raise BadMessageError("Say `hello` first.", where="type")
        if self.session.ended:
            raise UnknownSessionError("This session has ended. Run the cell again.")
        if isinstance(request, (RunRequest, SetValueRequest)) and request.painted is not None:
            self.outbox.ack(request.painted)
        return HANDLERS[type(request)](self, request, data)

    def _remember(self, seq: int, data: Any, response: Response) -> None:
        if seq < 0 or "data" in data:  # pieces of files are not kept: coming twice is harmless
            return
        self._answered[seq] = (data, response)
        if len(self._answered) > REMEMBERED:
            self._forgotten = max(self._forgotten, self._answered.popitem(last=False)[0])

    def _again(self, seq: int, data: Any) -> None:
        before, response = self._answered[seq]
        if before != data:
            message = f"Two different requests have the number {seq}."
            response = failed(seq, WireError(code="bad-message", message=message))
        elif isinstance(response, (HelloResponse, ResyncResponse)):
            # Who asks again for everything wants it as it is by now.
            del self._answered[seq]
            self._answer(seq, data, lambda: self._dispatch(data, []))
            return
        self.outbox.respond(response)

    def _leave(self, left_document: bool) -> None:
        session = self.session
        self.close()
        if session is not None:
            session.detach(self, left_document=left_document)


def failed(seq: int, error: WireError) -> ErrorResponse:
    """Return the answer to a request that could not be done."""
    return ErrorResponse(seq=0, request_seq=seq, error=error)


def _is_asked(data: Any) -> bool:
    """Whether somebody waits for what comes of a message: no stream of a component's."""
    return isinstance(data, dict) and data.get("type") == "run" and data.get("event") != STREAM


def _seq(data: Any) -> int:
    seq = data.get("seq") if isinstance(data, dict) else None
    return seq if type(seq) is int else -1


def _raising(error: BaseException) -> Answer:
    def answer() -> Response:
        raise error if isinstance(error, Exception) else RuntimeError(type(error).__name__)

    return answer
