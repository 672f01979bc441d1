"""What a function yields in chunks: one file that grows, for each run."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

import pytest
from rawview import TIMEOUT, RawView

import intarsia as gr
from intarsia.components.filevalues import files_here
from intarsia.messages import Json
from intarsia.runtime import brought, runner
from intarsia.runtime.outbox import WINDOW
from intarsia.runtime.yields import Yields
from intarsia.testing import connect

pytestmark = pytest.mark.usefixtures("living")

HEAD = b"...."


class Reel:
    """Four bytes that are known at the end, and then the chunks."""

    def __init__(self) -> None:
        self._files = files_here()
        self._file: dict[str, Any] | None = None
        self._ended = 0

    def add(self, value: Any) -> None:
        if value is None:
            return
        if not isinstance(value, bytes):
            raise TypeError("it takes bytes")
        if self._file is None:
            self._file = asdict(self._files.store(HEAD, name="a.tape", mime="audio/tape"))
        self._file = asdict(self._files.grow(self._file["handle"], value))

    def shown(self) -> Json:
        return self._file and {**self._file, "is_stream": True}

    def end(self) -> Json:
        self._ended += 1
        assert self._ended == 1
        if self._file is not None:
            self._files.amend(self._file["handle"], 0, b"%04d" % self._file["size"])
        return self._file


class Tape(gr.File):
    """What is yielded for it goes after what was yielded before."""

    takes_chunks = True

    def chunks(self) -> Reel:
        return Reel()


class Showing:
    """An app with a tape, and a view that keeps the bytes it is brought."""

    def __init__(self, fn: Callable[..., Any], **options: Any) -> None:
        with gr.Blocks() as self.app:
            tape = Tape()
            gr.Button().click(fn, None, tape, **options)
        self.tape = tape.id
        self.view = RawView(self.app)

    @property
    def value(self) -> Any:
        return self.view.values[self.tape]

    def brought(self, view: RawView | None = None) -> dict[str, bytes]:
        """Return what came along, by handle; that there is no hole is checked."""
        found: dict[str, bytes] = {}
        for message in (view or self.view).heard:
            for piece in message.get("brings", ()):
                before = found.get(piece["handle"], b"")
                assert piece["offset"] == len(before)
                found[piece["handle"]] = before + message["_buffers"][piece["data"]["$buffer"]]
        return found

    def stored(self, value: Any = None, view: RawView | None = None) -> bytes:
        """Return the bytes that the kernel has."""
        value, view = value or self.value, view or self.view
        answer = view.request(
            "download_chunk", handle=value["handle"], offset=0, size=value["size"]
        )
        [data] = answer["_buffers"]
        return bytes(data)


def whole(*chunks: bytes) -> bytes:
    body = b"".join(chunks)
    return b"%04d" % (len(HEAD) + len(body)) + body


def test_every_chunk_is_there_in_order_however_fast_they_come() -> None:
    chunks = [b"%05d" % number for number in range(1000)]
    go = threading.Event()

    def play() -> Iterator[bytes]:
        yield chunks[0]
        assert go.wait(TIMEOUT)
        yield from chunks[1:]

    showing = Showing(play)
    showing.view.run()
    while not showing.value:
        showing.view.next()
    go.set()
    assert showing.view.finished()["state"]["status"] == "done"
    assert "is_stream" not in showing.value
    assert showing.stored() == whole(*chunks)
    [(handle, data)] = showing.brought().items()
    assert handle == showing.value["handle"]
    assert whole(*chunks).endswith(data[len(HEAD) :])
    assert len(showing.view.heard) < 200  # not one message a chunk


def test_what_came_by_now_can_be_played_before_the_rest_is_made() -> None:
    go = threading.Event()

    def play() -> Iterator[bytes]:
        yield b"one"
        assert go.wait(TIMEOUT)
        yield b"two"

    showing = Showing(play)
    showing.view.run()
    while not showing.value:
        showing.view.next()
    assert showing.value["is_stream"] is True
    assert showing.brought() == {showing.value["handle"]: HEAD + b"one"}
    late = RawView(showing.app)
    assert late.values[showing.tape] == showing.value
    assert showing.stored(view=late) == HEAD + b"one"
    go.set()
    assert late.wait(type="run_finished")["state"]["status"] == "done"
    # What it was told of it has fetched; what is new comes along, and nothing twice.
    offsets = [piece["offset"] for m in late.heard for piece in m.get("brings", ())]
    assert all(offset >= len(HEAD + b"one") for offset in offsets)
    assert showing.stored(late.values[showing.tape], late) == whole(b"one", b"two")


def test_a_chunk_is_one_message_with_its_bytes_in_it() -> None:
    shown = threading.Semaphore(0)

    def play() -> Iterator[bytes]:
        for chunk in (b"one", b"two", b"three"):
            yield chunk
            assert shown.acquire(timeout=TIMEOUT)

    showing = Showing(play)
    showing.view.run()
    pieces = []
    while (message := showing.view.next())["type"] != "run_finished":
        if message["type"] != "run_started":
            pieces += message["_buffers"]
            assert showing.brought() == {showing.value["handle"]: b"".join(pieces)}
            shown.release()
    assert pieces == [HEAD + b"one", b"two", b"three"]
    assert showing.stored() == whole(b"one", b"two", b"three")


def test_two_views_get_each_byte_once_though_one_of_them_is_slow() -> None:
    shown = threading.Semaphore(0)
    chunks = [b"%05d" % number for number in range(2 * WINDOW)]

    def play() -> Iterator[bytes]:
        for chunk in chunks:
            yield chunk
            assert shown.acquire(timeout=TIMEOUT)

    showing = Showing(play)
    slow = RawView(showing.app, acks=False)
    showing.view.run()
    while (message := showing.view.next())["type"] != "run_finished":
        if "brings" in message:
            shown.release()
    assert sum("brings" in message for message in slow.rest()) <= WINDOW
    slow.send("ack", painted=len(slow.heard) - 1)
    slow.finished()
    expected = {showing.value["handle"]: HEAD + b"".join(chunks)}
    assert showing.brought() == showing.brought(slow) == expected


def test_who_has_lost_a_chunk_asks_for_it_and_is_brought_what_is_new() -> None:
    go = threading.Event()

    def play() -> Iterator[bytes]:
        yield b"one"
        assert go.wait(TIMEOUT)
        yield b"two"

    showing = Showing(play)
    showing.view.run()
    while not showing.value:
        showing.view.next()
    showing.view.request("resync")  # as if it had not come
    kept = showing.stored()
    assert kept == HEAD + b"one"
    heard = len(showing.view.heard)
    go.set()
    showing.view.finished()
    [(piece, data)] = [
        (piece, message["_buffers"][0])
        for message in showing.view.heard[heard:]
        for piece in message.get("brings", ())
    ]
    assert (piece["handle"], piece["offset"]) == (showing.value["handle"], len(kept))
    assert kept + data == HEAD + b"onetwo"


@pytest.mark.parametrize("ending", ["failed", "cancelled"])
def test_what_has_come_is_whole_however_the_run_ends(ending: str) -> None:
    begun = threading.Event()

    def play() -> Iterator[bytes]:
        yield b"half"
        begun.set()
        if ending == "failed":
            raise ValueError("no more")
        while True:
            threading.Event().wait(0.005)
            yield b""

    showing = Showing(play)
    run = showing.view.run()["run"]
    assert begun.wait(TIMEOUT)
    if ending == "cancelled":
        showing.view.request("cancel", run=run)
    assert showing.view.finished(run)["state"]["status"] == ending
    assert "is_stream" not in showing.value
    assert showing.stored() == whole(b"half")


def test_a_run_that_is_given_up_leaves_what_it_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "STUCK", 0.02)
    go, begun = threading.Event(), threading.Event()

    def play() -> Iterator[bytes]:
        yield b"half"
        begun.set()
        go.wait(TIMEOUT)  # in C: an exception strikes only when it returns
        yield b"late"

    showing = Showing(play)
    run = showing.view.run()["run"]
    assert begun.wait(TIMEOUT)
    showing.view.request("cancel", run=run)
    assert showing.view.finished(run)["state"]["status"] == "cancelled"
    assert showing.value["is_stream"] is False  # nobody completes it, but nobody waits for it
    assert showing.stored() == HEAD + b"half"
    go.set()
    for thread in threading.enumerate():
        if thread.name == f"intarsia-run-{run}":
            thread.join(TIMEOUT)
    showing.view.rest()
    assert showing.value["size"] == len(HEAD + b"half")


def test_it_ends_once_though_its_end_is_found_while_its_last_chunk_is_on_its_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    submitted, go = threading.Event(), threading.Event()
    encode = Yields._encode_all

    def late(self: Yields, *args: Any) -> None:
        submitted.set()
        assert go.wait(TIMEOUT)
        encode(self, *args)

    monkeypatch.setattr(Yields, "_encode_all", late)

    def play() -> Iterator[bytes]:
        yield b"all"
        assert submitted.wait(TIMEOUT)

    end = Yields.end

    def ended(self: Yields, last: Callable[[], None]) -> None:
        end(self, last)  # the run is over, and what it yielded is not encoded yet
        go.set()

    monkeypatch.setattr(Yields, "end", ended)
    showing = Showing(play)
    showing.view.run()
    assert showing.view.finished()["state"]["status"] == "done"
    assert "is_stream" not in showing.value
    assert showing.stored() == whole(b"all")


def test_each_run_makes_another_whole() -> None:
    runs = iter([b"first", b"second"])

    def play() -> Iterator[bytes]:
        name = next(runs)
        yield name
        yield b"!"

    showing = Showing(play)
    found = []
    for _ in range(2):
        showing.view.run()
        showing.view.finished()
        found.append((showing.value["handle"], showing.stored()))
    assert [data for _, data in found] == [whole(b"first!"), whole(b"second!")]
    assert found[0][0] != found[1][0]


def test_another_value_in_between_begins_anew() -> None:
    def play() -> Iterator[Any]:
        yield b"one"
        yield gr.update(label="Tape")  # changes nothing of it
        yield b"two"
        yield gr.skip()
        yield None
        yield b"three"

    showing = Showing(play)
    showing.view.run()
    showing.view.finished()
    assert showing.stored() == whole(b"one", b"two", b"three")


def test_what_is_no_chunk_fails_the_run_and_keeps_the_rest() -> None:
    def play() -> Iterator[Any]:
        yield b"one"
        yield 2

    showing = Showing(play)
    showing.view.run()
    state = showing.view.finished()["state"]
    assert state["status"] == "failed"
    assert "The result is a int, which a Tape cannot show: it takes bytes" in str(state["error"])
    assert showing.stored() == whole(b"one")


def test_a_function_that_does_not_yield_shows_what_it_returns() -> None:
    showing = Showing(lambda: b"all of it")
    showing.view.run()
    showing.view.finished()
    assert "is_stream" not in showing.value
    assert showing.stored() == b"all of it"


def test_who_counts_the_steps_gets_each_and_the_whole_at_the_end() -> None:
    def play() -> Iterator[bytes]:
        yield b"one"
        yield b"two"

    with gr.Blocks() as app:
        tape = Tape()
        gr.Button().click(play, None, tape)
    session = connect(app)
    sizes = [value["size"] for value in session.steps(0)]
    assert sizes == [len(HEAD) + 3, len(HEAD) + 6]
    assert session.read(session.values[tape.id]) == whole(b"one", b"two")


def test_more_than_goes_along_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brought, "MAX_BROUGHT", 10)

    def play() -> Iterator[bytes]:
        yield b"x" * 100

    showing = Showing(play)
    showing.view.run()
    showing.view.finished()
    assert showing.brought() == {}
    assert showing.stored() == whole(b"x" * 100)


def test_a_stream_that_becomes_too_large_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intarsia.runtime.files.MAX_FILE", 10)

    def play() -> Iterator[bytes]:
        yield b"123"
        yield b"4" * 100

    showing = Showing(play)
    showing.view.run()
    state = showing.view.finished()["state"]
    assert state["status"] == "failed"
    assert "larger than 10 bytes" in str(state["error"])
    assert showing.stored() == whole(b"123")
