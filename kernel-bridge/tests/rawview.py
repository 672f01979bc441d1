"""A view of an app by hand: what a browser sends and gets, message by message."""

from __future__ import annotations

import json
import queue
import time
from collections.abc import Callable
from threading import Event
from typing import Any

from intarsia.blocks import Blocks
from intarsia.edits import apply
from intarsia.messages import PROTOCOL, Edit
from intarsia.runtime import apps
from intarsia.runtime.channel import MemoryChannel
from intarsia.runtime.loop import dispatcher
from intarsia.runtime.view import View

TIMEOUT = 30.0
"""Seconds after which nothing comes any more, however busy the machine is."""


def settle() -> None:
    """Wait until the dispatcher has done all that it was given."""
    done = Event()
    dispatcher().call(done.set)
    assert done.wait(TIMEOUT), "the dispatcher does not answer"


def settle_until(check: Callable[[], object]) -> None:
    """Wait until the dispatcher has come to where something holds."""
    deadline = time.monotonic() + TIMEOUT
    while not check():
        assert time.monotonic() < deadline, "it has not come to that"
        settle()


class RawView:
    """Sends any message, well-formed or not, and keeps what comes, as JSON."""

    def __init__(self, app: Blocks | None = None, *, acks: bool = True, hello: bool = True) -> None:
        self.acks = acks
        self.seq = 0
        self.heard: list[dict[str, Any]] = []
        self.values: dict[str, Any] = {}
        self.revisions: dict[str, int] = {}
        self._inbox: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self.channel = MemoryChannel(self._deliver)
        self.view = View(self.channel)
        if app is not None:
            apps.register(app)
            self.app = app
            if hello:
                self.hello = self.request("hello", protocol=PROTOCOL, app_id=app.app_id)

    def raw(self, data: Any, buffers: list[Any] | None = None) -> None:
        """Send anything."""
        self.view.receive(data, buffers or [])

    def send(self, type: str, *, buffers: list[Any] | None = None, **fields: Any) -> int:
        """Send a message, and return its number."""
        seq, self.seq = self.seq, self.seq + 1
        self.raw({"type": type, "seq": seq, **fields}, buffers)
        return seq

    def request(self, type: str, **fields: Any) -> dict[str, Any]:
        """Send a request, and return its answer."""
        answer = self.answer(self.send(type, **fields))
        if answer["type"] == "set_value_response":
            self.values[fields["component"]] = fields["value"]
            self.revisions[fields["component"]] = answer["revision"]
        elif "snapshot" in answer:
            self.values = dict(answer["snapshot"]["values"])
            self.revisions = dict(answer["snapshot"]["revisions"])
        return answer

    def answer(self, seq: int) -> dict[str, Any]:
        """Return the answer to a request."""
        return self.wait(lambda m: m["type"].endswith(("_response", "error")), request_seq=seq)

    def run(self, listener: int = 0, **values: Any) -> dict[str, Any]:
        """Ask for a run with drafts by component id, and return the answer."""
        revisions = {key: self.revisions.get(key, 0) for key in values}
        return self.request("run", listener=listener, values=values, revisions=revisions)

    def finished(self, run: str | None = None) -> dict[str, Any]:
        """Wait for the end of a run, and return it."""
        return self.wait(lambda m: run is None or m["state"]["run"] == run, type="run_finished")

    def wait(self, accept: Any = lambda message: True, **fields: Any) -> dict[str, Any]:
        """Return the next message with these fields."""
        while True:
            message = self.next()
            if all(message.get(k) == v for k, v in fields.items()) and accept(message):
                return message

    def next(self) -> dict[str, Any]:
        """Return the next message."""
        try:
            message = self._inbox.get(timeout=TIMEOUT)
        except queue.Empty:
            raise AssertionError(f"nothing came; so far: {self.heard[-5:]}") from None
        self._take(message)
        return message

    def rest(self) -> list[dict[str, Any]]:
        """Return what has come, after the dispatcher has done all that it was given."""
        settle()
        found = []
        while not self._inbox.empty():
            found.append(self._inbox.get())
            self._take(found[-1])
        return found

    def _deliver(self, data: Any, buffers: Any) -> None:
        message = json.loads(json.dumps(data))
        message["_buffers"] = [bytes(buffer) for buffer in buffers]
        self._inbox.put(message)

    def _take(self, message: dict[str, Any]) -> None:
        assert message["seq"] == len(self.heard), "numbers have a gap"
        self.heard.append(message)
        if message["type"] in ("updated", "run_finished"):
            for change in message["values"]:
                assert change["revision"] >= self.revisions.get(change["component"], 0)
                self.values[change["component"]] = change["value"]
                self.revisions[change["component"]] = change["revision"]
        elif message["type"] == "appended":
            assert self.revisions[message["component"]] == message["base"]
            self.values[message["component"]] += message["tail"]
            self.revisions[message["component"]] = message["revision"]
        elif message["type"] == "patched":
            assert self.revisions[message["component"]] == message["base"]
            edits = [Edit(**edit) for edit in message["edits"]]
            self.values[message["component"]] = apply(self.values[message["component"]], edits)
            self.revisions[message["component"]] = message["revision"]
        if self.acks and "request_seq" in message and not message["type"].endswith("_response"):
            self.send("ack", painted=message["seq"])
