"""What each request does: one function each, in one closed table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..components.base import Component
from ..components.sessionfiles import session_files
from ..errors import (
    BadMessageError,
    ForbiddenError,
    IncompatibleError,
    InvalidValueError,
    UnknownRequestError,
    WireError,
)
from ..messages import (
    PROTOCOL,
    CallRequest,
    CallResponse,
    CancelRequest,
    CancelResponse,
    CloseRequest,
    CloseResponse,
    DownloadChunkRequest,
    DownloadChunkResponse,
    DownloadCloseRequest,
    DownloadCloseResponse,
    DownloadOpenRequest,
    DownloadOpenResponse,
    FlowRequest,
    FlowResponse,
    HelloRequest,
    HelloResponse,
    ReadCodeRequest,
    ReadCodeResponse,
    Response,
    ResumeRequest,
    ResumeResponse,
    ResyncRequest,
    ResyncResponse,
    RunRequest,
    RunResponse,
    SetValueRequest,
    SetValueResponse,
    StepRequest,
    StepResponse,
    UploadChunkRequest,
    UploadChunkResponse,
    UploadCloseRequest,
    UploadCloseResponse,
    UploadOpenRequest,
    UploadOpenResponse,
)
from . import serverfunctions
from .apps import find
from .files import MAX_FILE
from .runner import invalid
from .session import Session
from .surroundings import field_errors
from .traceback import explain

if TYPE_CHECKING:
    from ..events import Listener
    from .view import View

CAPABILITIES = ("append", "upload", "download")


def hello(view: View, request: HelloRequest, data: Any) -> Response | None:
    """Join the session of the app; saying it again changes nothing."""
    major = request.protocol.partition(".")[0]
    if major != PROTOCOL.partition(".")[0]:
        raise IncompatibleError(
            f"The page speaks protocol {request.protocol[:20]}, the kernel {PROTOCOL}: "
            "both need intarsia of the same version."
        )
    if view.session is not None:
        return _welcome(view, request)
    if view.app is not None and view.app.app_id == request.app_id:
        app, session = view.app, view.app.known_session(request.session_id)
    else:
        app, session = find(request.app_id, request.session_id)
    if session is not None:
        return _join(view, request, session)

    def begin() -> Callable[[], Response]:
        begun = app.shared_session() if app.session_mode == "shared" else app.new_session()
        return lambda: _join(view, request, begun)

    view.elsewhere(request, data, begin)
    return None


def _join(view: View, request: HelloRequest, session: Session) -> Response:
    session.attach(view)
    view.session = session
    return _welcome(view, request)


def _welcome(view: View, request: HelloRequest) -> Response:
    session = _session(view)
    view.outbox.every_value = "every_value" in request.capabilities
    view.outbox.keeps_values = "browser_state" in request.capabilities
    view.outbox.end_answers = "end_answers" in request.capabilities
    snapshot = session.snapshot()
    view.outbox.sync(snapshot.values, snapshot.revisions)
    return HelloResponse(
        seq=0,
        request_seq=request.seq,
        protocol=PROTOCOL,
        capabilities=CAPABILITIES,
        session_id=session.id,
        snapshot=snapshot,
    )


def _session(view: View) -> Session:
    if view.session is None:
        raise BadMessageError("Say `hello` first.", where="type")
    return view.session


def _set_value(view: View, request: SetValueRequest, data: Any) -> Response | None:
    session = _session(view)
    component = session.input(request.component)
    if component.runs_user_code:  # a form's own checks are the user's code

        def check() -> Callable[[], Response]:
            error = _check(session, component, request.value)
            return lambda: _committed(view, session, request, error)

        view.elsewhere(request, data, check)
        return None
    return _committed(view, session, request, _check(session, component, request.value))


def _check(session: Session, component: Component, value: Any) -> WireError | None:
    token = session_files.set(session.files)
    try:
        component.preprocess(value)
    except InvalidValueError as error:
        return invalid(tuple(field_errors(component.id, error)))
    except BaseException as error:  # the user's own class may raise anything
        return explain(error)
    finally:
        session_files.reset(token)
    return None


def _committed(
    view: View, session: Session, request: SetValueRequest, error: WireError | None
) -> Response:
    from .view import failed

    if error is not None:
        return failed(request.seq, error)
    revision = session.commit(request.component, request.value, source=view)
    session.follow([request.component])
    return SetValueResponse(
        seq=0, request_seq=request.seq, component=request.component, revision=revision
    )


def _run(view: View, request: RunRequest, data: Any) -> Response:
    session = _session(view)
    listener = _listener(session, request.listener)
    targets = [c for c, name in listener.targets if name == request.event]
    _refuse_off(session, targets, request.values)
    event = (request.event, request.event_data)
    brought = session.streaming.bring(listener, request.event, request.brings)
    try:
        run = session.run(listener, request.values, view, request.seq, event, brought=brought)
    except Exception:
        session.release(list(brought.values()))
        raise
    return RunResponse(
        seq=0, request_seq=request.seq, run=run.id, position=run.position, eta=run.eta
    )


def _listener(session: Session, index: int) -> Listener:
    listener = session.parts.listeners.get(index)
    if listener is None:
        raise UnknownRequestError("The app has no such listener.", where="listener")
    return listener


def _refuse_off(session: Session, targets: list[Component], values: dict[str, Any]) -> None:
    """Refuse what a person cannot begin now: nothing that would begin it can be used."""
    if targets and all(session.parts.is_off(target, values) for target in targets):
        raise ForbiddenError("What would run this cannot be used now.", where=targets[0].id)


def _resume(view: View, request: ResumeRequest, data: Any) -> Response:
    session = _session(view)
    listener = _listener(session, request.listener)
    _refuse_off(session, [component for component, _ in listener.targets], {})
    run = session.resume(listener, view, request.seq)
    return ResumeResponse(
        seq=0, request_seq=request.seq, run=run.id, position=run.position, eta=run.eta
    )


def _flow(view: View, request: FlowRequest, data: Any) -> Response:
    steps = _session(view).steps
    steps.watch(view, request.watch)
    return FlowResponse(
        seq=0, request_seq=request.seq, flow=steps.flow(), steps=tuple(steps.states())
    )


def _step(view: View, request: StepRequest, data: Any) -> Response:
    session = _session(view)
    listener = _listener(session, request.listener)
    state, inputs, outputs, stale = session.steps.describe(listener)
    last = session.steps.last(listener)
    return StepResponse(
        seq=0,
        request_seq=request.seq,
        state=state,
        inputs=inputs,
        outputs=outputs,
        error=None if last is None else last.error,
        stale=stale,
    )


def _call(view: View, request: CallRequest, data: Any) -> Response:
    session = _session(view)
    component = session.parts.components.get(request.component)
    if component is None:
        raise UnknownRequestError("The app has no such component.", where="component")
    _refuse_off(session, [component], {})
    call = serverfunctions.begin(view, session, component, request.function, request.args)
    return CallResponse(seq=0, request_seq=request.seq, call=call)


def _cancel(view: View, request: CancelRequest, data: Any) -> Response:
    was_running = _session(view).cancel(request.run)
    return CancelResponse(seq=0, request_seq=request.seq, run=request.run, was_running=was_running)


def _resync(view: View, request: ResyncRequest, data: Any) -> Response:
    snapshot = _session(view).snapshot()
    view.outbox.sync(snapshot.values, snapshot.revisions)
    return ResyncResponse(seq=0, request_seq=request.seq, snapshot=snapshot)


def _upload_open(view: View, request: UploadOpenRequest, data: Any) -> Response:
    session = _session(view)
    component = session.input(request.component)
    limit = getattr(component, "max_size", None) or MAX_FILE
    handle = session.files.begin(view, request.name, request.mime, request.size, limit)
    return UploadOpenResponse(seq=0, request_seq=request.seq, handle=handle, received=0)


def _upload_chunk(view: View, request: UploadChunkRequest, data: Any) -> Response:
    if not isinstance(request.data, bytes):
        raise BadMessageError("A piece of a file is a buffer.", where="data")
    received = _session(view).files.receive(request.handle, request.offset, request.data)
    return UploadChunkResponse(
        seq=0, request_seq=request.seq, handle=request.handle, received=received
    )


def _upload_close(view: View, request: UploadCloseRequest, data: Any) -> Response:
    files = _session(view).files
    if request.abort:
        files.abort(request.handle)
        return UploadCloseResponse(seq=0, request_seq=request.seq, file=None)
    return UploadCloseResponse(seq=0, request_seq=request.seq, file=files.finish(request.handle))


def _download_open(view: View, request: DownloadOpenRequest, data: Any) -> Response:
    files = _session(view).files
    files.read(request.handle, 0, 0)
    return DownloadOpenResponse(seq=0, request_seq=request.seq, file=files.describe(request.handle))


def _download_chunk(view: View, request: DownloadChunkRequest, data: Any) -> Response:
    piece = _session(view).files.read(request.handle, request.offset, request.size)
    return DownloadChunkResponse(
        seq=0,
        request_seq=request.seq,
        handle=request.handle,
        offset=request.offset,
        data=piece,
    )


def _download_close(view: View, request: DownloadCloseRequest, data: Any) -> Response:
    return DownloadCloseResponse(seq=0, request_seq=request.seq, handle=request.handle)


def _read_code(view: View, request: ReadCodeRequest, data: Any) -> None:
    session = _session(view)
    if not session.app.has_code:
        raise UnknownRequestError("This app does not show its code.", where="type")

    def read() -> Callable[[], Response]:
        functions = session.app.functions_code(session)
        return lambda: ReadCodeResponse(seq=0, request_seq=request.seq, functions=functions)

    view.elsewhere(request, data, read)


def _close(view: View, request: CloseRequest, data: Any) -> Response:
    return CloseResponse(seq=0, request_seq=request.seq)


HANDLERS: dict[type, Callable[..., Response | None]] = {
    SetValueRequest: _set_value,
    RunRequest: _run,
    CancelRequest: _cancel,
    ResumeRequest: _resume,
    FlowRequest: _flow,
    StepRequest: _step,
    CallRequest: _call,
    ResyncRequest: _resync,
    UploadOpenRequest: _upload_open,
    UploadChunkRequest: _upload_chunk,
    UploadCloseRequest: _upload_close,
    DownloadOpenRequest: _download_open,
    DownloadChunkRequest: _download_chunk,
    DownloadCloseRequest: _download_close,
    ReadCodeRequest: _read_code,
    CloseRequest: _close,
}
