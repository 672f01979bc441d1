"""A browser on a bad line: messages come late or not at all, the page paints when it likes."""

from __future__ import annotations

import json
import threading
from collections import deque
from typing import Any

from intarsia.blocks import Blocks
from intarsia.edits import apply
from intarsia.messages import PROTOCOL, Edit
from intarsia.runtime import outbox
from intarsia.runtime.channel import MemoryChannel
from intarsia.runtime.loop import dispatcher, encoder
from intarsia.runtime.view import View

TIMEOUT = 30.0


def settle() -> None:
    """Wait until the dispatcher, and the encoders as a rule, have done what they were given."""
    for _ in range(2):
        encoder().submit(int).result(TIMEOUT)
        done = threading.Event()
        dispatcher().call(done.set)
        assert done.wait(TIMEOUT), "the dispatcher does not answer"


class Browser:
    """A view as the browser has it, over a line on which each message has its own fate.

    Parameters
    ----------
    app
        What it shows; registered already.
    shown
        The values that it has painted by component, in their order: added to.
    """

    def __init__(self, app: Blocks) -> None:
        self.app = app
        self.values: dict[str, Any] = {}
        self.props: dict[str, dict[str, Any]] = {}
        self.shown: dict[str, list[Any]] = {}
        self.ended: dict[str, str] = {}
        """How runs have ended, by their ids."""
        self._connect()

    # -- what happens to the line

    def deliver(self, count: int = 1) -> None:
        """Let messages arrive."""
        for _ in range(min(count, len(self.line))):
            self._take(self.line.popleft())

    def lose(self) -> None:
        """Let the next message get lost."""
        if self.line:
            self.line.popleft()

    def reconnect(self) -> None:
        """Lose the socket with all that is under way, and find another one."""
        self.view.lost()
        settle()
        self._connect()

    # -- what the page does

    def paint(self, *, is_lost: bool = False) -> None:
        """Give credit for what has come; it may get lost on its way up."""
        if is_lost:
            self._seq += 1
        elif self._last > self._acked:
            self._send("ack", painted=self._last)
        self._acked = self._last

    def ask(self) -> None:
        """After a while: ask again what is not answered, or for everything when nothing comes."""
        if self._asked:
            for request in self._asked.values():
                self.view.receive(request, [])
        elif not self.line:
            self._request("resync")

    def run(self) -> None:
        self._request("run", listener=0, values={}, revisions={})

    @property
    def waits(self) -> bool:
        """Whether it has asked for something."""
        return bool(self._asked)

    # -- inside

    def _connect(self) -> None:
        self.line: deque[dict[str, Any]] = deque()
        self._seq = self._expected = 0
        self._last = self._acked = -1
        self._has_gap = False
        self._revisions: dict[str, int] = {}
        self._props_revisions: dict[str, int] = {}
        self._asked: dict[int, dict[str, Any]] = {}
        line = self.line

        def arrive(data: Any, buffers: Any) -> None:
            line.append(json.loads(json.dumps(data)))

        self.view = View(MemoryChannel(arrive))
        self._request(
            "hello", protocol=PROTOCOL, app_id=self.app.app_id, capabilities=["end_answers"]
        )

    def _send(self, type: str, **fields: Any) -> dict[str, Any]:
        message = {"type": type, "seq": self._seq, **fields}
        self._seq += 1
        self.view.receive(message, [])
        return message

    def _request(self, type: str, **fields: Any) -> None:
        message = self._send(type, **fields)
        self._asked[message["seq"]] = message

    def _take(self, message: dict[str, Any]) -> None:
        has_gap = message["seq"] > self._expected
        self._expected = max(self._expected, message["seq"] + 1)
        is_answer = message["type"].endswith("_response") or message["type"] == "error"
        if has_gap and "snapshot" not in message:
            self._missed()
        if is_answer:
            assert message["type"] != "error", message
            self._asked.pop(message["request_seq"], None)
            if "snapshot" in message:
                self._replace(message["snapshot"])
        else:
            self._last = message["seq"]
            if message["type"] == "run_finished":
                self._asked.pop(message["request_seq"], None)
            if not self._has_gap:
                self._apply(message)

    def _missed(self) -> None:
        if not self._has_gap:
            self._has_gap = True
            self._request("resync")

    def _replace(self, snapshot: dict[str, Any]) -> None:
        self._has_gap = False
        self._revisions = dict(snapshot["revisions"])
        for component in snapshot["app"]["components"]:
            self.props[component["id"]] = component
        for key, value in snapshot["values"].items():
            self._show(key, value)
        for state in snapshot["runs"]:
            self._note(state)

    def _apply(self, message: dict[str, Any]) -> None:
        if message["type"] in ("updated", "run_finished"):
            for change in message["values"]:
                self._newer(change)
                self._show(change["component"], change["value"])
        elif message["type"] == "appended":
            self._newer(message, message["base"])
            key = message["component"]
            self._show(key, self.values[key] + message["tail"])
        elif message["type"] == "patched":
            self._newer(message, message["base"])
            key = message["component"]
            edits = [Edit(**edit) for edit in message["edits"]]
            self._show(key, apply(self.values[key], edits))
        for change in message.get("props", ()):
            key = change["component"]
            assert change["revision"] > self._props_revisions.get(key, 0)
            self._props_revisions[key] = change["revision"]
            self.props[key] = {**self.props[key], **change["props"]}
        if "state" in message:
            self._note(message["state"])

    def _newer(self, change: dict[str, Any], base: int | None = None) -> None:
        key = change["component"]
        assert base is None or base == self._revisions[key], "an edit of something else"
        assert change["revision"] > self._revisions[key], "an older value came later"
        self._revisions[key] = change["revision"]

    def _show(self, key: str, value: Any) -> None:
        shown = self.shown.setdefault(key, [])
        if not shown or shown[-1] != value:
            shown.append(value)
        self.values[key] = value

    def _note(self, state: dict[str, Any]) -> None:
        if state["status"] not in ("waiting", "running"):
            self.ended[state["run"]] = state["status"]

    def check(self) -> None:
        """Nothing piles up for this view, however little it takes."""
        box, count = self.view.outbox, len(self.app.components)
        assert len(box._values) <= count
        assert len(box._props) <= count
        assert len(box._runs) <= 2
        assert len(box._unpainted) <= outbox.WINDOW
