"""A channel that loses, doubles or swaps the n-th message, for every n (faults 015 to 019, 065)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

import pytest
from rawview import TIMEOUT, RawView, settle

from intarsia import show_app
from intarsia.blocks import Blocks
from intarsia.edits import apply
from intarsia.messages import Edit
from intarsia.runtime import nudge

pytestmark = pytest.mark.usefixtures("living")

FAULTS = ("lose", "double", "swap")

PATIENCE = 0.5
"""Seconds after which a view has to ask that has lost what it waits for."""


class LossyView(RawView):
    """A view that notices gaps and mends them, as the browser does."""

    def __init__(self, app: Blocks, fault: str, n: int) -> None:
        self.fault, self.n, self.count = fault, n, 0
        self.late: list[Any] = []
        self.expected = 0
        self.mending = False
        super().__init__(app, hello=False)

    def _deliver(self, data: Any, buffers: Any) -> None:
        self.count += 1
        struck = self.count - 1 == self.n
        if struck and self.fault == "lose":
            return
        if struck and self.fault == "swap":
            self.late.append((data, buffers))
            return
        super()._deliver(data, buffers)
        if struck and self.fault == "double":
            super()._deliver(data, buffers)
        while self.late:
            super()._deliver(*self.late.pop())

    def _take(self, message: dict[str, Any]) -> None:
        if message["seq"] < self.expected:
            return  # old, or seen already
        gap = message["seq"] > self.expected
        self.expected = message["seq"] + 1
        if "snapshot" in message:
            self.values = dict(message["snapshot"]["values"])
            self.revisions = dict(message["snapshot"]["revisions"])
            self.mending = False
        elif gap or self.mending:  # until the snapshot, nothing is sure
            if not self.mending:
                self.send("resync")
            self.mending = True
        elif message["type"] in ("updated", "run_finished"):
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
        if "request_seq" in message and not message["type"].endswith("_response"):
            self.send("ack", painted=message["seq"])


def writer(calls: list[int]) -> Callable[[], Iterator[str]]:
    """Return a function whose text grows slowly enough to be told step by step."""

    def write() -> Iterator[str]:
        calls.append(1)
        text = "some words to begin with, long enough that it grows by tails: "
        for i in range(5):
            text += f"step {i}, " * 3
            yield text
            threading.Event().wait(0.02)

    return write


def agree(view: LossyView, other: RawView) -> None:
    """Take what comes until both show the same; views of one session are told in turn."""
    began = monotonic()
    view.rest()
    while (view.values, view.revisions) != (other.values, other.revisions):
        has_lost = view.count - 1 == view.n or view.mending
        if monotonic() - began > (PATIENCE if has_lost else TIMEOUT):
            return
        threading.Event().wait(0.005)
        view.rest()


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_018_the_nth_message_down(fault: str) -> None:
    reached = 0
    for n in range(1, 12):
        calls: list[int] = []
        app = show_app(writer(calls))
        other = RawView(app)
        view = LossyView(app, fault, n)
        view.send("hello", protocol="1.0", app_id=app.app_id)
        request = {"type": "run", "seq": 1, "listener": 0, "values": {}, "revisions": {}}
        view.seq = 2
        view.raw(dict(request))
        other.finished()
        view.rest()
        view.raw(dict(request))  # the browser asks again for an answer that did not come
        view.send("resync") if view.late or fault == "lose" else None
        agree(view, other)
        if fault == "lose" and view.values != other.values:
            # It was the answer to `resync` that was lost: asked again, as after its time-out.
            assert view.count - 1 == n or view.mending
            view.send("resync")
            agree(view, other)
        assert view.values == other.values
        assert view.revisions == other.revisions
        assert calls == [1]
        reached += view.count > n
    assert reached >= 5


class DeafView(LossyView):
    """A view that hears nothing while it is deaf, and of the rest each message but the first."""

    def __init__(self, app: Blocks, lost: int = 0) -> None:
        self.deaf = False
        self.lost = lost
        super().__init__(app, "none", -1)
        self.request("hello", protocol="1.0", app_id=app.app_id)

    def _deliver(self, data: Any, buffers: Any) -> None:
        if self.deaf:
            return
        if data["type"] == "updated" and not data["values"] and self.lost > 0:
            self.lost -= 1
            return
        super()._deliver(data, buffers)


@pytest.mark.parametrize("lost", [0, 1, 3])
def test_what_is_lost_to_the_end_is_heard_of(monkeypatch: pytest.MonkeyPatch, lost: int) -> None:
    """Another view has a run, and of all that this one is told of it nothing comes."""
    monkeypatch.setattr(nudge, "QUIET", 0.02)
    app = show_app(writer([]))
    other = RawView(app)
    view = DeafView(app, lost)
    view.deaf = True
    other.run()
    other.finished()
    settle()
    view.deaf = False
    assert view.values != other.values
    while view.values != other.values:
        view.next()  # which fails when nothing comes any more
    assert view.revisions == other.revisions


def nudges(view: RawView) -> int:
    """Return how many messages came that carry nothing."""
    return sum(m["type"] == "updated" and not m["values"] + m["props"] for m in view.heard)


def test_a_view_that_says_what_it_has_is_left_in_peace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nudge, "QUIET", 0.2)
    monkeypatch.setattr(nudge, "TIMES", 2)
    app = show_app(lambda a=0: a + 1)
    view, silent = RawView(app), RawView(app, acks=False)
    view.run()
    view.finished()
    for _ in range(nudge.TIMES):  # each after twice as long, and then it is given up
        silent.wait(lambda m: m["values"] == [], type="updated")
    threading.Event().wait(nudge.QUIET * 2**nudge.TIMES * 1.2)
    view.rest()
    silent.rest()
    assert nudges(view) == 0
    assert nudges(silent) == nudge.TIMES


@pytest.mark.parametrize("fault", FAULTS)
def test_the_nth_message_up(fault: str) -> None:
    """Requests have numbers: what comes twice is done once, what is lost can be sent again."""
    for n in range(6):
        app = show_app(lambda a=0, b=0: a + b)
        view = RawView(app)
        first = view.seq
        requests = [
            {"type": "set_value", "component": "c1", "value": i, "revision": i} for i in range(1, 5)
        ]
        requests.append({"type": "run", "listener": 0, "values": {"c2": 10}, "revisions": {}})
        messages = [{**request, "seq": first + i} for i, request in enumerate(requests)]
        view.seq += len(messages)
        sent = list(messages)
        if n < len(sent) and fault == "lose":
            del sent[n]
        elif n < len(sent) and fault == "double":
            sent.insert(n, sent[n])
        elif n + 1 < len(sent) and fault == "swap":
            sent[n], sent[n + 1] = sent[n + 1], sent[n]
        for message in sent:
            view.raw(dict(message))
        settle()
        answers = {m["request_seq"] for m in view.rest() if m["type"].endswith("_response")}
        for message in messages:
            if message["seq"] not in answers:
                view.raw(dict(message))
                assert view.answer(message["seq"])["type"].endswith("_response")
        if not any(m["type"] == "run_finished" for m in view.heard):
            view.finished()
        view.rest()
        assert sum(m["type"] == "run_finished" for m in view.heard) == 1
        assert app.inputs["b"] == 10
        revisions = view.request("resync")["snapshot"]["revisions"]
        assert revisions["c1"] == 4
