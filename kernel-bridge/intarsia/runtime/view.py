"""One view of a session, as the kernel knows it: a channel and what goes through it."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from .. import wire
from ..errors import BadMessageError, IntarsiaError, UnknownSessionError, WireError
from ..messages import Ack, CloseRequest, ErrorResponse, HelloRequest, Response
from .channel import Channel
from .loop import dispatcher
from .outbox import Outbox
from .session import Session

REMEMBERED = 128
"""Answers kept for requests that come twice."""


class View:
    """Decodes what comes up, has it handled, and answers: exactly once each.

    Notes
    -----
    `receive` may be called from any thread; everything else happens on the dispatcher.
    """

    def __init__(self, channel: Channel) -> None:
        self.outbox = Outbox(channel)
        self.session: Session | None = None
        self._answered: OrderedDict[int, tuple[Any, Response]] = OrderedDict()

    def receive(self, data: Any, buffers: wire.Buffers) -> None:
        """Take a message from the channel."""
        dispatcher().call(self._handle, data, buffers)

    def lost(self) -> None:
        """Hear that the other end of the channel is gone."""
        dispatcher().call(self._leave, False)

    def respond(self, data: Any, response: Response) -> None:
        """Answer a request, and remember the answer in case it is asked again."""
        if not isinstance(data, dict) or "data" not in data:  # pieces of files are not kept
            self._answered[response.request_seq] = (data, response)
            if len(self._answered) > REMEMBERED:
                self._answered.popitem(last=False)
        self.outbox.respond(response)

    def close(self) -> None:
        """Send nothing any more."""
        self.session = None
        self.outbox.close()

    def _handle(self, data: Any, buffers: wire.Buffers) -> None:
        if self.outbox.closed:
            return
        seq = data.get("seq") if isinstance(data, dict) else None
        seq = seq if type(seq) is int else -1
        try:
            if seq in self._answered:
                self._again(seq, data)
                return
            request = wire.decode_request(data, buffers)
            if isinstance(request, Ack):
                self.outbox.ack(request.painted)
                return
            response = self._dispatch(request, data)
        except IntarsiaError as error:
            response = failed(seq, error.wire())
        except Exception as error:  # a fault of ours must not leave a request unanswered
            message = f"intarsia failed on this request: {type(error).__name__}: {error}"
            response = failed(seq, WireError(code="bad-message", message=message))
        if response is not None:
            self.respond(data, response)
        if isinstance(data, dict) and data.get("type") == "close":
            self._leave(data.get("document") == "open")

    def _dispatch(self, request: Any, data: Any) -> Response | None:
        from .handlers import HANDLERS, hello

        if isinstance(request, HelloRequest):
            return hello(self, request)
        if self.session is None:
            if isinstance(request, CloseRequest):
                return HANDLERS[CloseRequest](self, request, data)
            raise BadMessageError("Say `hello` first.", where="type")
        if self.session.ended:
            raise UnknownSessionError("This session has ended. Run the cell again.")
        return HANDLERS[type(request)](self, request, data)

    def _again(self, seq: int, data: Any) -> None:
        before, response = self._answered[seq]
        if before == data:
            self.outbox.respond(response)
            return
        message = f"Two different requests have the number {seq}."
        self.outbox.respond(failed(seq, WireError(code="bad-message", message=message)))

    def _leave(self, left_document: bool) -> None:
        session = self.session
        self.close()
        if session is not None:
            session.detach(self, left_document=left_document)


def failed(seq: int, error: WireError) -> ErrorResponse:
    """Return the answer to a request that could not be done."""
    return ErrorResponse(seq=0, request_seq=seq, error=error)
