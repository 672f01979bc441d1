"""The protocol: every message between a view and the kernel, and nothing else.

Requests go up and get exactly one response each; events come down and are not
answered. `seq` counts the messages of one channel in one direction, from 0;
`request_seq` names the request that a response answers or an event came from.
`wire.py` encodes and decodes; the JSON Schema and the TypeScript types are made
from this file.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any, Literal

from .errors import WireError
from .flow import Flow
from .frozen import dataclass
from .spec import AppSpec, ComponentSpec, FileValue, ListenerSpec

PROTOCOL = "1.0"
"""Major and minor. A view and a kernel with the same major understand each other."""

COMM_TARGET = "intarsia"
MIME_TYPE = "application/vnd.intarsia.app.v1+json"

Json = Any
"""A value as it travels, after the rules of `wire.py`."""

SPARSE = {"sparse": True}
"""Of a field, its metadata: it is absent while it has its default."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """What every message has."""

    seq: int


# ---------------------------------------------------------------- requests


@dataclass(frozen=True, kw_only=True)
class HelloRequest(Message):
    """Join the session of an app. The data of `comm_open`."""

    type: Literal["hello"] = "hello"
    protocol: str
    capabilities: tuple[str, ...] = ()
    app_id: str
    session_id: str | None = None
    """A private session to come back to; null for the shared one, or a new one."""


@dataclass(frozen=True, kw_only=True)
class SetValueRequest(Message):
    """Commit what a person entered."""

    type: Literal["set_value"] = "set_value"
    component: str
    value: Json
    revision: int
    """The component's revision that the view had seen."""
    painted: int | None = None
    """Credit that goes along, as of `ack`."""


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A file that comes along with a run, as the value of a component that streams."""

    component: str
    name: str
    mime: str
    data: Json


@dataclass(frozen=True, kw_only=True)
class RunRequest(Message):
    """Call a listener's function; commits the drafts it carries."""

    type: Literal["run"] = "run"
    listener: int
    values: dict[str, Json]
    """Drafts by component id; for the rest the committed values count."""
    revisions: dict[str, int]
    """Per draft, the revision that the view had seen."""
    event: str = "click"
    event_data: Json = None
    painted: int | None = None
    """Credit that goes along, as of `ack`."""
    brings: tuple[Brought, ...] = ()
    """Files that are values of this run alone: what a microphone or a camera streams."""


@dataclass(frozen=True, kw_only=True)
class CancelRequest(Message):
    """Stop a run. Its `run_finished` still comes."""

    type: Literal["cancel"] = "cancel"
    run: str


@dataclass(frozen=True, kw_only=True)
class ResumeRequest(Message):
    """Run a step again with the values that its last run had, and then what follows it."""

    type: Literal["resume"] = "resume"
    listener: int


@dataclass(frozen=True, kw_only=True)
class FlowRequest(Message):
    """Ask for the steps of the app and how they stand."""

    type: Literal["flow"] = "flow"
    watch: bool = True
    """Whether this view wants to be told how they go on, from now on."""


@dataclass(frozen=True, kw_only=True)
class StepRequest(Message):
    """Ask what the last run of a step read and wrote."""

    type: Literal["step"] = "step"
    listener: int


@dataclass(frozen=True, kw_only=True)
class CallRequest(Message):
    """Call a function that the author gave for the script of a component."""

    type: Literal["call"] = "call"
    component: str
    function: str
    """Its name."""
    args: tuple[Json, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ResyncRequest(Message):
    """Ask for everything, after a gap in `seq`."""

    type: Literal["resync"] = "resync"


@dataclass(frozen=True, kw_only=True)
class UploadOpenRequest(Message):
    """Begin to send a file for a component."""

    type: Literal["upload_open"] = "upload_open"
    component: str
    name: str
    mime: str
    size: int


@dataclass(frozen=True, kw_only=True)
class UploadChunkRequest(Message):
    """A piece of a file, 1 MiB at the most."""

    type: Literal["upload_chunk"] = "upload_chunk"
    handle: str
    offset: int
    data: Json


@dataclass(frozen=True, kw_only=True)
class UploadCloseRequest(Message):
    """The file is whole, or given up."""

    type: Literal["upload_close"] = "upload_close"
    handle: str
    abort: bool = False


@dataclass(frozen=True, kw_only=True)
class DownloadOpenRequest(Message):
    """Ask what a handle holds."""

    type: Literal["download_open"] = "download_open"
    handle: str


@dataclass(frozen=True, kw_only=True)
class DownloadChunkRequest(Message):
    """Ask for a piece of a file."""

    type: Literal["download_chunk"] = "download_chunk"
    handle: str
    offset: int
    size: int


@dataclass(frozen=True, kw_only=True)
class DownloadCloseRequest(Message):
    """No more pieces of this file are wanted."""

    type: Literal["download_close"] = "download_close"
    handle: str


@dataclass(frozen=True, kw_only=True)
class ReadCodeRequest(Message):
    """Ask what the app's functions are as code."""

    type: Literal["read_code"] = "read_code"


@dataclass(frozen=True, kw_only=True)
class CloseRequest(Message):
    """Leave the session; it lives on for others, and for a while."""

    type: Literal["close"] = "close"
    document: Literal["open", "closed"] = "closed"
    """Whether the app has left a document that stays open (its cell was deleted)."""


@dataclass(frozen=True, kw_only=True)
class Ack(Message):
    """Credit: all events up to `painted` are on screen. Has no response."""

    type: Literal["ack"] = "ack"
    painted: int


Request = (
    HelloRequest
    | SetValueRequest
    | RunRequest
    | CancelRequest
    | ResumeRequest
    | FlowRequest
    | StepRequest
    | CallRequest
    | ResyncRequest
    | UploadOpenRequest
    | UploadChunkRequest
    | UploadCloseRequest
    | DownloadOpenRequest
    | DownloadChunkRequest
    | DownloadCloseRequest
    | ReadCodeRequest
    | CloseRequest
    | Ack
)

# --------------------------------------------------------------- snapshots


@dataclass(frozen=True, kw_only=True)
class LogEntry:
    """Something a run printed, warned, logged or displayed."""

    run: str
    stream: Literal["stdout", "stderr", "warning", "logging", "display", "notice"]
    text: str = ""
    bundle: Json = None
    """With `display`: a mime bundle `{data, metadata}`. With `notice`: `{level, title,
    duration}`, the level one of `info`, `success`, `warning`, the duration in seconds or null."""


@dataclass(frozen=True, kw_only=True)
class RunState:
    """A run as a view that joins late needs to know it."""

    run: str
    listener: int
    status: Literal["waiting", "running", "done", "failed", "cancelled", "interrupted"]
    number: int
    """The how-manieth run of this session, from 1."""
    position: int = 0
    """How many wait before it, itself counted; 0 when it does not wait."""
    eta: float | None = None
    """Seconds until its turn, as far as that can be foreseen."""
    seconds: float = 0.0
    """How long it has taken so far, or took."""
    error: WireError | None = None


@dataclass(frozen=True, kw_only=True)
class ProgressState:
    """How far one thing is that a run does. Numbers are finite."""

    fraction: float | None = None
    """0 to 1; null when it cannot be told."""
    description: str = ""
    """What is done."""
    note: str = ""
    """What else is said of it: figures of the last step."""
    done: float | None = None
    """How many units are done; null where nothing is counted."""
    total: float | None = None
    """How many units there are; null when nobody knows."""
    unit: str = ""
    divisor: int | None = None
    """1000 or 1024 where the numbers are said in thousands of the unit: kB, MB …"""
    rate: float | None = None
    """Units done in a second; null when that is not known yet."""
    left: float | None = None
    """Seconds until it is done, as far as can be told."""


@dataclass(frozen=True, kw_only=True)
class RunProgress:
    """How far a run is that is under way."""

    run: str
    bars: tuple[ProgressState, ...]
    """Eight at the most, the outermost first."""


@dataclass(frozen=True, kw_only=True)
class StepState:
    """How a step of the flow stands."""

    listener: int
    status: Literal[
        "idle", "waiting", "running", "done", "failed", "cancelled", "interrupted", "skipped"
    ]
    """`waiting` also while a step before it runs; `skipped` when its path was not taken."""
    because: Literal["", "failed", "succeeded", "unchanged", "left-out", "skipped", "stopped"] = ""
    """Why it was skipped: the step before failed, or did not, changed nothing, left out what this
    one reads, was skipped itself, or was stopped."""
    seconds: float = 0.0
    """How long its last run took, or has taken so far."""
    reused: bool = False
    """Whether the result was kept from before."""
    can_resume: bool = False
    """Whether there is a run whose values it can begin with again."""


@dataclass(frozen=True, kw_only=True)
class StepValue:
    """What a run of a step read from a component, or wrote to it."""

    component: str
    value: Json = None
    """As it travels; null for a state."""
    text: str | None = None
    """In words, for what stays in the kernel: `DataFrame, 150 × 5`."""
    skipped: bool = False
    """Of an output: it was left as it was."""


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """All that a view shows."""

    app: AppSpec
    values: dict[str, Json]
    revisions: dict[str, int]
    runs: tuple[RunState, ...] = ()
    """The newest run of each listener."""
    log: tuple[LogEntry, ...] = ()
    progress: tuple[RunProgress, ...] = ()
    """How far the runs are that tell of it."""
    scripts: dict[str, str] = field(default_factory=dict)
    """The author's scripts, by the index of the listener that they belong to: they run only
    where the output is trusted, and are in no saved file."""
    css: str | None = None
    """The author's style sheet, for this app alone; in no saved file."""
    has_code: bool = False
    """Whether the kernel tells what the functions are as code."""


# --------------------------------------------------------------- responses


@dataclass(frozen=True, kw_only=True)
class Response(Message):
    """What every response has."""

    request_seq: int


@dataclass(frozen=True, kw_only=True)
class ErrorResponse(Response):
    """The request could not be done. The one other answer to every request."""

    type: Literal["error"] = "error"
    error: WireError


@dataclass(frozen=True, kw_only=True)
class HelloResponse(Response):
    """Joined: from here on only what the kernel says counts."""

    type: Literal["hello_response"] = "hello_response"
    protocol: str
    capabilities: tuple[str, ...] = ()
    session_id: str
    snapshot: Snapshot


@dataclass(frozen=True, kw_only=True)
class SetValueResponse(Response):
    """The value is committed."""

    type: Literal["set_value_response"] = "set_value_response"
    component: str
    revision: int


@dataclass(frozen=True, kw_only=True)
class RunResponse(Response):
    """The run is accepted; `run_finished` will tell its end."""

    type: Literal["run_response"] = "run_response"
    run: str
    position: int = 0
    """How many wait before it; 0 begins at once."""
    eta: float | None = None
    """Seconds until its turn, as far as that can be foreseen."""


@dataclass(frozen=True, kw_only=True)
class CancelResponse(Response):
    """The run is told to stop, or had ended."""

    type: Literal["cancel_response"] = "cancel_response"
    run: str
    was_running: bool


@dataclass(frozen=True, kw_only=True)
class ResumeResponse(Response):
    """The run is accepted; `run_finished` will tell its end."""

    type: Literal["resume_response"] = "resume_response"
    run: str
    position: int = 0
    """How many wait before it; 0 begins at once."""
    eta: float | None = None
    """Seconds until its turn, as far as that can be foreseen."""


@dataclass(frozen=True, kw_only=True)
class FlowResponse(Response):
    """The steps, and how each stands."""

    type: Literal["flow_response"] = "flow_response"
    flow: Flow
    steps: tuple[StepState, ...]


@dataclass(frozen=True, kw_only=True)
class StepResponse(Response):
    """What the last run of a step read and wrote; nothing before the first."""

    type: Literal["step_response"] = "step_response"
    state: StepState
    inputs: tuple[StepValue, ...] = ()
    outputs: tuple[StepValue, ...] = ()
    error: WireError | None = None
    stale: tuple[str, ...] = ()
    """Ids of inputs whose values are others by now."""


@dataclass(frozen=True, kw_only=True)
class CallResponse(Response):
    """The function is called; what it returns comes later, as `called`."""

    type: Literal["call_response"] = "call_response"
    call: str


@dataclass(frozen=True, kw_only=True)
class ResyncResponse(Response):
    """Everything, again."""

    type: Literal["resync_response"] = "resync_response"
    snapshot: Snapshot


@dataclass(frozen=True, kw_only=True)
class UploadOpenResponse(Response):
    """The handle to send pieces to."""

    type: Literal["upload_open_response"] = "upload_open_response"
    handle: str
    received: int
    """Bytes the kernel has already: where to go on."""


@dataclass(frozen=True, kw_only=True)
class UploadChunkResponse(Response):
    """The piece arrived."""

    type: Literal["upload_chunk_response"] = "upload_chunk_response"
    handle: str
    received: int


@dataclass(frozen=True, kw_only=True)
class UploadCloseResponse(Response):
    """The file, to be used as a value; null when given up."""

    type: Literal["upload_close_response"] = "upload_close_response"
    file: FileValue | None


@dataclass(frozen=True, kw_only=True)
class DownloadOpenResponse(Response):
    """What the handle holds."""

    type: Literal["download_open_response"] = "download_open_response"
    file: FileValue


@dataclass(frozen=True, kw_only=True)
class DownloadChunkResponse(Response):
    """A piece of the file."""

    type: Literal["download_chunk_response"] = "download_chunk_response"
    handle: str
    offset: int
    data: Json


@dataclass(frozen=True, kw_only=True)
class DownloadCloseResponse(Response):
    """Done with the file."""

    type: Literal["download_close_response"] = "download_close_response"
    handle: str


@dataclass(frozen=True, kw_only=True)
class FunctionCode:
    """A function of the app, as code. Comes from the living kernel alone, and is never saved."""

    listener: int
    name: str
    call: str | None
    """The call with what stands in the app, to paste into a cell. What it does not tell, a
    password or what no code makes, is named in comments. Null when neither the function nor the
    app has a name."""
    source: str | None
    why: str | None = None
    """Why there is no source; null when there is one."""
    cell: str | None = None
    """Execution count of the cell that it is written in."""
    file: str | None = None
    """Name of the file that it is written in."""
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class ReadCodeResponse(Response):
    """The functions of the app that a person knows, in order."""

    type: Literal["read_code_response"] = "read_code_response"
    functions: tuple[FunctionCode, ...]


@dataclass(frozen=True, kw_only=True)
class CloseResponse(Response):
    """The view has left."""

    type: Literal["close_response"] = "close_response"


# ------------------------------------------------------------------ events


@dataclass(frozen=True, kw_only=True)
class ValueChange:
    """A component's committed value."""

    component: str
    value: Json
    revision: int


@dataclass(frozen=True, kw_only=True)
class PropsChange:
    """Other properties of a component's spec; what is absent stays."""

    component: str
    props: dict[str, Json]
    revision: int


@dataclass(frozen=True, kw_only=True)
class Event(Message):
    """What every event has."""

    request_seq: int | None = None
    """The request of *this* view that caused it; null for all others."""


@dataclass(frozen=True, kw_only=True)
class FilePiece:
    """Bytes of a file: a picture comes whole; of a file that grows, what it has grown by."""

    handle: str
    data: Json
    offset: int = 0
    """Where in the file they stand."""


@dataclass(frozen=True, kw_only=True)
class ValueEvent(Event):
    """What every event has that tells values."""

    brings: tuple[FilePiece, ...] = field(default=(), metadata=SPARSE)
    """Bytes of files that values name: nobody has to ask for them. Absent when there are none."""


@dataclass(frozen=True, kw_only=True)
class UpdatedEvent(ValueEvent):
    """Committed values changed: results, other views, code."""

    type: Literal["updated"] = "updated"
    run: str | None = None
    values: tuple[ValueChange, ...] = ()
    props: tuple[PropsChange, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AppendedEvent(ValueEvent):
    """A text or list grew at its end."""

    type: Literal["appended"] = "appended"
    run: str | None = None
    component: str
    base: int
    """The revision it grows from: another one at hand means a gap."""
    revision: int
    tail: str | tuple[Json, ...]


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One difference between two values."""

    path: tuple[str | int, ...]
    """The keys and places that lead to it, from outside in."""
    op: Literal["append", "set", "remove", "cut"]
    """`append` to a text or list; `set` what stands there; `remove` it from its record; `cut` a
    list to a length."""
    value: Json


@dataclass(frozen=True, kw_only=True)
class PatchedEvent(ValueEvent):
    """Parts of a value changed; the rest is as it was."""

    type: Literal["patched"] = "patched"
    run: str | None = None
    component: str
    base: int
    """The revision that is edited: another one at hand means a gap."""
    revision: int
    edits: tuple[Edit, ...]


@dataclass(frozen=True, kw_only=True)
class MountedEvent(Event):
    """A part of the app was rendered: components and listeners come and go."""

    type: Literal["mounted"] = "mounted"
    components: tuple[ComponentSpec, ...] = ()
    """Those that are new, and those that are different now: the layout they stand in."""
    removed: tuple[str, ...] = ()
    listeners: tuple[ListenerSpec, ...] = ()
    unlistened: tuple[int, ...] = ()
    """Indexes of listeners that are gone."""
    values: tuple[ValueChange, ...] = ()
    scripts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ReloadedEvent(Event):
    """A function of the app was defined again, and is used from now on."""

    type: Literal["reloaded"] = "reloaded"
    function: str
    """Its name."""
    snapshot: Snapshot | None = None
    """All that a view shows, where the function has another form by now; null where only the
    function is another one."""


@dataclass(frozen=True, kw_only=True)
class CalledEvent(Event):
    """What a function returned that a script of the page has called."""

    type: Literal["called"] = "called"
    call: str
    value: Json = None
    error: WireError | None = None


@dataclass(frozen=True, kw_only=True)
class RunStartedEvent(Event):
    """A run that had to wait begins, or one that lasts.

    Left out for a run that ends within a few frames: its end says it all.
    """

    type: Literal["run_started"] = "run_started"
    state: RunState


@dataclass(frozen=True, kw_only=True)
class RunFinishedEvent(ValueEvent):
    """A run's end, with the values that were not sent yet.

    Of a run that ends at once it is the answer as well, to a view that takes it for that.
    """

    type: Literal["run_finished"] = "run_finished"
    state: RunState
    values: tuple[ValueChange, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SteppedEvent(Event):
    """How steps of the flow stand now; for views that watch it."""

    type: Literal["stepped"] = "stepped"
    steps: tuple[StepState, ...]
    flow: Flow | None = None
    """The steps themselves, when others have come or gone."""


@dataclass(frozen=True, kw_only=True)
class LogEvent(Event):
    """What runs printed, warned, logged or displayed."""

    type: Literal["log"] = "log"
    entries: tuple[LogEntry, ...]


@dataclass(frozen=True, kw_only=True)
class ProgressEvent(Event):
    """How far a run is, at most 20 times a second."""

    type: Literal["progress"] = "progress"
    run: str
    bars: tuple[ProgressState, ...] = ()
    """Eight at the most, the outermost first; none when nothing can be told any more."""


@dataclass(frozen=True, kw_only=True)
class ClosedEvent(Event):
    """The session has ended."""

    type: Literal["closed"] = "closed"
    reason: Literal["replaced", "ended", "left"]


Reply = (
    ErrorResponse
    | HelloResponse
    | SetValueResponse
    | RunResponse
    | CancelResponse
    | ResumeResponse
    | FlowResponse
    | StepResponse
    | CallResponse
    | ResyncResponse
    | UploadOpenResponse
    | UploadChunkResponse
    | UploadCloseResponse
    | DownloadOpenResponse
    | DownloadChunkResponse
    | DownloadCloseResponse
    | ReadCodeResponse
    | CloseResponse
    | UpdatedEvent
    | AppendedEvent
    | PatchedEvent
    | MountedEvent
    | ReloadedEvent
    | CalledEvent
    | RunStartedEvent
    | RunFinishedEvent
    | SteppedEvent
    | LogEvent
    | ProgressEvent
    | ClosedEvent
)
"""Everything that goes down: responses and events."""


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """What stands in the notebook file, under the mime type."""

    protocol: str
    app_id: str
    spec: AppSpec
    values: dict[str, Json]
    revisions: dict[str, int]
    runs: tuple[RunState, ...] = ()
    log: tuple[LogEntry, ...] = ()
    session: Literal["shared", "private"] = "shared"
