"""What a generator yields: little is sent, nothing is left out of the end."""

from __future__ import annotations

import base64
import importlib
import io
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from rawview import TIMEOUT, RawView, settle, settle_until

import intarsia as gr
from intarsia.messages import Json
from intarsia.runtime import brought, yields
from intarsia.runtime.loop import dispatcher
from intarsia.runtime.outbox import WINDOW
from intarsia.runtime.whole import Whole
from intarsia.testing import RequestError, connect

pytestmark = pytest.mark.usefixtures("living")


class Panic(BaseException):
    """What packages raise that are not written in Python."""


class Counted(gr.Markdown):
    """Counts what is encoded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.encoded: list[Any] = []

    def postprocess(self, value: Any) -> Json:
        self.encoded.append(value)
        if value == "bad":
            raise TypeError("no such text")
        if value == "worse":
            raise Panic("no such text")
        return super().postprocess(value)


def app_of(fn: Any, *outputs: gr.Component) -> gr.Blocks:
    with gr.Blocks() as app:
        for output in outputs:
            output.render()
        gr.Button("Go").click(fn, None, list(outputs))
    return app


def test_without_credit_next_to_nothing_is_encoded_and_the_end_is_exact() -> None:
    out = Counted(render=False)

    def words() -> Iterator[str]:
        text = ""
        for n in range(20_000):
            text += f"{n} "
            yield text

    view = RawView(app_of(words, out), acks=False)
    view.run()
    session = view.view.session
    assert session is not None
    while session._active:
        settle()
    view.rest()
    view.send("ack", painted=len(view.heard) - 1)
    if view.heard[-1]["type"] != "run_finished":
        view.finished()  # as soon as the pace lets it go
    assert view.values[out.id] == "".join(f"{n} " for n in range(20_000))
    assert len(out.encoded) < WINDOW + 10


def test_what_is_changed_in_place_afterwards_is_sent_as_it_was_yielded() -> None:
    chat = gr.Chatbot(render=False)
    go = threading.Event()

    def talk() -> Iterator[list[dict[str, str]]]:
        history = [{"role": "assistant", "content": "one"}]
        yield history
        yield history
        history[-1]["content"] = "changed after it was yielded"
        go.wait(TIMEOUT)
        history[-1]["content"] = "three"
        yield history

    view = RawView(app_of(talk, chat))
    view.run()
    first = view.wait(type="updated")
    assert "changed" not in str(first)
    go.set()
    view.finished()
    assert "changed" not in str([m for m in view.heard if m["type"] != "run_finished"])
    assert view.values[chat.id][0]["content"][0]["text"] == "three"


def test_what_a_value_named_that_nobody_was_shown_stays_where_others_name_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "sent.txt").write_text("sent")
    alone = threading.Event()

    def talk(sent: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
        yield [{"role": "user", "content": "read"}]
        alone.wait(TIMEOUT)
        yield [{"role": "user", "content": {"path": sent["files"][0]}}]
        yield [{"role": "user", "content": "over"}]

    with gr.Blocks() as app:
        box, chat = gr.MultimodalTextbox(), gr.Chatbot()
        gr.Button().click(talk, box, chat)
    with connect(app) as client:
        sent = client.upload(tmp_path / "sent.txt", component=box.id)
        client.set_value(box.id, {"text": "", "files": [sent]})
    view = RawView(app)
    view.run()
    view.wait(type="updated")
    view.view.lost()
    settle()
    alone.set()
    [living] = app.sessions.values()
    settle_until(lambda: not living.active_runs())
    assert living.values[chat.id][0]["content"][0]["text"] == "over"
    assert sent["handle"] in living.files._files


PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)


def test_a_picture_stays_whose_properties_change_before_it_is_shown() -> None:
    alone = threading.Event()

    def pictures() -> Iterator[Any]:
        yield None
        alone.wait(TIMEOUT)
        yield PIXEL
        yield gr.update(label="whole")

    out = gr.Image(render=False)
    view = RawView(app_of(pictures, out))
    view.run()
    [living] = view.app.sessions.values()
    settle_until(lambda: living.revisions[out.id])
    view.view.lost()
    settle()
    alone.set()
    settle_until(lambda: not living.active_runs())
    assert living.files.read(living.values[out.id]["handle"], 0, 1000) == PIXEL


def test_pictures_by_their_paths_that_nobody_was_shown_are_deleted(tmp_path: Path) -> None:
    (tmp_path / "pixel.png").write_bytes(PIXEL)
    path = str(tmp_path / "pixel.png")

    def pictures() -> Iterator[Any]:
        for _ in range(50):
            yield gr.update(value=path)
            yield path
            yield path

    out = gr.Image(render=False)
    view = RawView(app_of(pictures, out))
    view.run()
    view.finished()
    [living] = view.app.sessions.values()
    dispatcher().call(living._sweep._remove)
    settle()
    assert living.files._files.keys() == {living.values[out.id]["handle"]}


def test_what_a_value_names_that_waits_for_a_view_is_not_swept(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("own")
    alone, waits, swept = threading.Event(), threading.Event(), threading.Event()

    def talk() -> Iterator[list[dict[str, Any]]]:
        shown = [{"role": "user", "content": {"path": str(tmp_path / "own.txt")}}]
        yield shown
        yield []
        alone.wait(TIMEOUT)
        yield shown
        waits.set()
        swept.wait(TIMEOUT)

    with gr.Blocks() as app:
        chat = gr.Chatbot()
        gr.Button().click(talk, None, chat)
        chat.change(lambda: None)  # so that each value is shown
    view = RawView(app)
    view.run()
    [living] = app.sessions.values()
    settle_until(lambda: not living.values[chat.id] and living.revisions[chat.id] >= 2)
    view.view.lost()
    dispatcher().call(living.parts.unlisten, app.listeners[1])
    settle()
    alone.set()
    assert waits.wait(TIMEOUT)
    dispatcher().call(living._sweep._remove)
    settle()
    swept.set()
    settle_until(lambda: not living.active_runs())
    [message] = living.values[chat.id]
    assert message["content"][0]["file"]["handle"] in living.files._files


def test_a_talk_travels_as_what_it_grew_by() -> None:
    chat = gr.Chatbot(render=False)
    said = ["word " * 40]
    step = threading.Semaphore(0)

    def talk() -> Iterator[list[dict[str, str]]]:
        history = [{"role": "user", "content": "q" * 5000}, {"role": "assistant", "content": ""}]
        for text in said * 3:
            history[-1]["content"] += text
            yield history
            step.acquire(timeout=TIMEOUT)

    view = RawView(app_of(talk, chat))
    view.run()
    view.wait(type="updated")
    step.release()
    patched = view.wait(type="patched")
    assert [(e["path"], e["op"]) for e in patched["edits"]] == [
        ([1, "content", 0, "text"], "append")
    ]
    step.release(2)
    view.finished()
    assert view.values[chat.id][1]["content"][0]["text"] == said[0] * 3


def test_what_grows_grows_onto_a_value_that_is_being_encoded() -> None:
    go, held = threading.Event(), threading.Event()

    class Slow(gr.Textbox):
        def postprocess(self, value: Any) -> Json:
            if value == "slow":
                held.set()
                go.wait(TIMEOUT)
            return super().postprocess(value)

    out = Slow(render=False)

    def words() -> Iterator[Any]:
        yield "slow"
        held.wait(TIMEOUT)
        threading.Timer(0.05, go.set).start()
        yield gr.Append("er")

    view = RawView(app_of(words, out))
    view.run()
    view.finished()
    assert view.values[out.id] == "slower"


@pytest.mark.parametrize("ending", ["failed", "cancelled"])
def test_what_was_yielded_last_is_shown_however_the_run_ends(ending: str) -> None:
    go, held = threading.Event(), threading.Event()
    stopped = threading.Semaphore(0)
    workers: list[threading.Thread] = []

    class Slow(gr.Textbox):
        def postprocess(self, value: Any) -> Json:
            if value == "first":
                held.set()
                go.wait(TIMEOUT)
            return super().postprocess(value)

    out = Slow(render=False)

    def words() -> Iterator[str]:
        workers.append(threading.current_thread())
        yield "first"
        held.wait(TIMEOUT)
        yield "second"
        yield "third"
        if ending == "failed":
            raise ConnectionError("the source did not answer")
        stopped.release()
        while True:
            time.sleep(0.001)  # it goes on, until it is told to stop

    view = RawView(app_of(words, out))
    run = view.run()
    if ending == "cancelled":
        assert stopped.acquire(timeout=TIMEOUT)
        view.send("cancel", run=run["run"])
    assert held.wait(TIMEOUT)
    workers[0].join(TIMEOUT)  # so that the end is known before the first is encoded
    settle()
    go.set()
    assert view.finished()["state"]["status"] == ending
    assert view.values[out.id] == "third"


@pytest.mark.parametrize("then", ["updates", "appends", "returns"])
def test_what_was_yielded_before_a_stop_is_shown_of_a_function_that_catches_it(then: str) -> None:
    alone, begun = threading.Event(), threading.Event()

    def words() -> Iterator[Any]:
        yield "first"
        alone.wait(TIMEOUT)
        yield "second"
        yield "third"
        with suppress(BaseException):  # as functions do that catch everything
            begun.set()
            while True:
                pass
        if then != "returns":
            yield gr.update(label="over") if then == "updates" else gr.Append(" and last")

    out = gr.Textbox(render=False)
    view = RawView(app_of(words, out))
    run = view.run()["run"]
    view.wait(type="updated")
    view.view.lost()
    settle()
    alone.set()
    assert begun.wait(TIMEOUT)
    [living] = view.app.sessions.values()
    dispatcher().call(living.cancel, run)
    settle()
    settle_until(lambda: not living.active_runs())
    assert living.values[out.id] == "third"


def test_who_listens_from_now_on_hears_of_each_value() -> None:
    """A listener that comes in the middle of a stream counts what comes from then on."""
    out = gr.Textbox(render=False)
    between, ready, go = threading.Event(), threading.Event(), threading.Event()
    heard: list[str] = []

    def words() -> Iterator[str]:
        while view.view.outbox._has_credit():
            yield f"before {time.monotonic()}"
        between.wait(TIMEOUT)
        yield "before, and not fetched"
        yield "neither"
        ready.set()
        go.wait(TIMEOUT)
        for n in range(20):
            yield f"word {n}"

    with gr.Blocks() as app:
        out.render()
        gr.Button("Go").click(words, None, out)
        more = gr.Button("More")

        @gr.render(triggers=[more.click])
        def part() -> None:
            between.set()
            ready.wait(TIMEOUT)
            out.change(heard.append, out, trigger_mode="multiple", concurrency_limit=1)

    view = RawView(app, acks=False)
    view.run()
    session = view.view.session
    assert session is not None
    view.request("run", listener=1, values={}, revisions={})
    while session.is_active(1):
        settle()
    go.set()
    while session._active:
        settle()
    assert heard[-20:] == [f"word {n}" for n in range(20)]


@pytest.mark.parametrize("last", ["bad", "worse"])
def test_a_value_that_cannot_be_shown_fails_the_run_when_it_is_the_last(last: str) -> None:
    out = Counted(render=False)

    def words() -> Iterator[str]:
        yield "good"
        yield last

    view = RawView(app_of(words, out))
    view.run()
    state = view.finished()["state"]
    assert state["status"] == "failed"
    assert "no such text" in state["error"]["message"]


@pytest.mark.parametrize("value", ["bad", "worse"])
def test_a_value_that_cannot_be_shown_ends_a_stream_that_goes_on(value: str) -> None:
    out = Counted(render=False)
    closed = threading.Event()

    def words() -> Iterator[str]:
        try:
            while True:
                yield value
        finally:
            closed.set()

    view = RawView(app_of(words, out))
    view.run()
    assert view.finished()["state"]["status"] == "failed"
    assert closed.wait(TIMEOUT)


def test_a_whole_whose_end_fails_says_so_to_all_who_ask() -> None:
    class Broken:
        def add(self, value: Any) -> None: ...

        def shown(self) -> Json:
            return None

        def end(self) -> Json:
            raise Panic("no end")

    whole = Whole(Broken())
    for ask in (whole.end, whole.end, whole.shown):
        with pytest.raises(Panic):
            ask()


def test_a_view_that_comes_later_is_told_what_nobody_was_shown() -> None:
    out = Counted(render=False)
    ready, go = threading.Event(), threading.Event()

    def words() -> Iterator[str]:
        for n in range(1000):
            yield f"step {n}"
        ready.set()
        go.wait(TIMEOUT)

    app = app_of(words, out)
    hidden = RawView(app, acks=False)
    hidden.run()
    assert ready.wait(TIMEOUT)
    late = RawView(app)
    while late.values[out.id] != "step 999":
        late.next()
    go.set()
    late.finished()


def test_updates_and_skips_come_out_as_if_nothing_had_been_left_out() -> None:
    one, two = Counted(render=False), Counted(render=False, label="before")

    def steps() -> Iterator[Any]:
        yield "a", "b"
        yield gr.skip(), gr.update(label="after")
        yield "c", gr.skip()
        yield {two: "d"}
        yield gr.update(visible=False), "e"
        yield {one: "f"}

    view = RawView(app_of(steps, one, two))
    view.run()
    view.finished()
    assert (view.values[one.id], view.values[two.id]) == ("f", "e")
    props: dict[str, Any] = {}
    for message in view.heard:
        for change in message.get("props", ()):
            props.setdefault(change["component"], {}).update(change["props"])
    assert props == {one.id: {"visible": False}, two.id: {"label": "after"}}


def test_somebody_who_counts_the_steps_gets_each_of_them() -> None:
    chat = gr.Chatbot(render=False)

    def talk() -> Iterator[list[dict[str, str]]]:
        history = [{"role": "assistant", "content": ""}]
        for n in range(100):
            history[-1]["content"] = str(n)
            yield history

    with connect(app_of(talk, chat)) as client:
        steps = [step[0]["content"][0]["text"] for step in client.steps(0)]
    assert steps == [str(n) for n in range(100)]


def test_a_function_waits_for_those_who_count_its_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yields, "MOST", 4)
    begun, gate, full, go = (threading.Event() for _ in range(4))
    made = 0

    def count() -> Iterator[int]:
        nonlocal made
        begun.set()
        assert gate.wait(TIMEOUT)
        for made in range(1, 5001):
            if made > 100:
                full.set()
            yield made

    with connect(app_of(count, gr.Number())) as client:
        steps: list[Any] = []
        thread = threading.Thread(target=lambda: steps.extend(client.steps(0)))
        thread.start()
        assert begun.wait(TIMEOUT)
        dispatcher().call(go.wait, TIMEOUT)  # it is busy with others
        gate.set()
        assert not full.wait(0.3)
        go.set()
        thread.join(TIMEOUT)
    assert steps == list(range(1, 5001))


def test_a_function_that_waits_so_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yields, "MOST", 4)
    begun, closed = threading.Event(), threading.Event()

    def forever() -> Iterator[int]:
        try:
            while True:
                yield 1
                begun.set()
        finally:
            closed.set()

    app = app_of(forever, gr.Number())
    with connect(app) as client:
        view = RawView(app)
        run = view.run()["run"]
        assert begun.wait(TIMEOUT)
        view.request("cancel", run=run)
        assert closed.wait(TIMEOUT)
        assert view.finished(run)["state"]["status"] == "cancelled"
        client.wait(lambda: not client.is_active)


def test_a_picture_is_encoded_when_it_is_sent() -> None:
    numpy = importlib.import_module("numpy")
    image = gr.Image(render=False)

    def frames() -> Iterator[Any]:
        frame = numpy.zeros((64, 64, 3), numpy.uint8)
        for n in range(256):
            frame[:] = n  # the same array, over and over
            yield frame

    app = app_of(frames, image)
    view = RawView(app)
    view.run()
    view.finished()
    session = view.view.session
    assert session is not None
    path = session.files.path(view.values[image.id]["handle"])
    import PIL.Image

    assert PIL.Image.open(path).getpixel((0, 0)) == (255, 255, 255)


def grey(data: bytes) -> int:
    """Return the shade of a picture that has only one."""
    import PIL.Image

    [(_, (shade, *_))] = PIL.Image.open(io.BytesIO(data)).convert("RGB").getcolors()
    return int(shade)


def test_a_picture_is_one_message_with_its_bytes_in_it() -> None:
    numpy = importlib.import_module("numpy")
    image = gr.Image(render=False)
    shown = threading.Semaphore(0)

    def frames() -> Iterator[Any]:
        for n in range(5):
            yield numpy.full((8, 8, 3), 40 * n, numpy.uint8)
            assert shown.acquire(timeout=TIMEOUT)

    view = RawView(app_of(frames, image))
    view.run()
    for n in range(5):
        message = view.wait(lambda m: m["type"] != "run_started")  # that may come at any time
        [data], [piece] = message["_buffers"], message["brings"]
        assert grey(data) == 40 * n
        assert piece == {
            "handle": view.values[image.id]["handle"],
            "data": {"$buffer": 0},
            "offset": 0,
        }
        shown.release()
    view.finished()


def test_pictures_beside_a_text_that_grows_come_with_the_first_that_tells_of_either() -> None:
    numpy = importlib.import_module("numpy")
    image, text = gr.Image(render=False), gr.Textbox(render=False)
    go = threading.Event()

    def frames() -> Iterator[Any]:
        yield numpy.zeros((8, 8, 3), numpy.uint8), "words " * 40
        assert go.wait(TIMEOUT)
        yield numpy.full((8, 8, 3), 80, numpy.uint8), "words " * 41

    view = RawView(app_of(frames, image, text))
    view.run()
    view.wait(type="updated")
    go.set()
    appended = view.wait(type="appended")
    [piece], [data] = appended["brings"], appended["_buffers"]
    assert grey(data) == 80
    assert "brings" not in view.finished()
    assert view.values[image.id]["handle"] == piece["handle"]


def test_what_is_too_much_for_one_message_goes_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brought, "MAX_BROUGHT", 200)  # two of the pictures
    numpy = importlib.import_module("numpy")
    shades = [0, 40, 80, 120, 160]
    images = [gr.Image(render=False) for _ in shades]
    pictures = [numpy.full((8, 8, 3), shade, numpy.uint8) for shade in shades]
    view = RawView(app_of(lambda: pictures, *images))
    view.run()
    view.finished()
    came = [m for m in view.heard if "brings" in m]
    assert [len(m["brings"]) for m in came] == [2, 2, 1]
    assert [len(m["values"]) for m in came] == [0, 0, 5]
    assert [grey(data) for m in came for data in m["_buffers"]] == shades


def test_who_comes_late_or_has_lost_a_picture_asks_for_it_and_is_brought_the_next() -> None:
    numpy = importlib.import_module("numpy")
    image = gr.Image(render=False)
    shown = threading.Semaphore(0)

    def frames() -> Iterator[Any]:
        for n in range(2):
            yield numpy.full((8, 8, 3), 40 * n, numpy.uint8)
            assert shown.acquire(timeout=TIMEOUT)

    one = RawView(app_of(frames, image))
    one.run()
    while not one.values[image.id]:
        one.next()
    late = RawView(one.app)
    one.request("resync")  # as if it had not come
    for view in (one, late):
        assert "_buffers" in view.heard[-1]
        assert view.heard[-1]["_buffers"] == []
        value = view.values[image.id]
        piece = view.request("download_chunk", handle=value["handle"], offset=0, size=value["size"])
        assert grey(piece["_buffers"][0]) == 0
    shown.release()
    for view in (one, late):
        message = view.wait(lambda m: "brings" in m)
        assert grey(message["_buffers"][0]) == 40
        assert message["brings"][0]["handle"] == view.values[image.id]["handle"]
    shown.release()
    one.finished()


@pytest.mark.parametrize("status", ["done", "failed"])
def test_on_the_way_a_photograph_is_sent_coarsely_and_at_the_end_as_it_is(status: str) -> None:
    numpy = importlib.import_module("numpy")
    image = gr.Image(render=False)
    photograph = numpy.random.default_rng(0).integers(0, 256, (80, 80, 3), numpy.uint8)
    go = threading.Event()

    def frames() -> Iterator[Any]:
        yield photograph
        go.wait(TIMEOUT)
        if status == "failed":
            raise ConnectionError("the camera did not answer")

    view = RawView(app_of(frames, image))
    view.run()
    came = view.wait(type="updated")
    first = came["values"][0]["value"]
    assert [piece["handle"] for piece in came["brings"]] == [first["handle"]]
    assert first["mime"] == "image/jpeg"
    assert came["_buffers"][0][:2] == b"\xff\xd8"
    go.set()
    assert view.finished()["state"]["status"] == status
    last = view.values[image.id]
    assert last["mime"] == "image/png"
    import PIL.Image

    session = view.view.session
    assert session is not None
    exact = numpy.asarray(PIL.Image.open(session.files.path(last["handle"])))
    assert (exact == photograph).all()


def test_a_picture_in_what_a_talk_grows_by_comes_along(tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "dot.png"
    Image.new("RGB", (4, 4), "red").save(path)
    chat = gr.Chatbot(render=False)
    go = threading.Event()

    def talk() -> Iterator[list[dict[str, Any]]]:
        history: list[dict[str, Any]] = [{"role": "assistant", "content": "words " * 40}]
        yield history
        go.wait(TIMEOUT)
        yield [*history, {"role": "assistant", "content": {"path": str(path)}}]

    view = RawView(app_of(talk, chat))
    view.run()
    view.wait(type="updated")
    go.set()
    appended = view.wait(type="appended")
    [piece] = appended["brings"]
    assert piece["handle"] in str(appended["tail"])
    assert appended["_buffers"][0][:4] == b"\x89PNG"
    view.finished()


def on_the_way(array: Any) -> tuple[Any, str]:
    """Return an array as it is seen while it streams, and the format that it is sent in."""
    from intarsia.components.pictures import as_picture, open_picture, quick

    data, kind = quick(as_picture(array))
    return importlib.import_module("numpy").asarray(open_picture(io.BytesIO(data))), kind


@pytest.mark.parametrize(
    "what", ["a drawing", "a drawing that lets the ground through", "small", "small and clear"]
)
def test_what_is_no_photograph_is_exact_on_the_way(what: str) -> None:
    numpy = importlib.import_module("numpy")
    noise = numpy.random.default_rng(0).integers(0, 256, (200, 200, 4), numpy.uint8)
    drawing = numpy.where(noise[..., :1] > 128, numpy.uint8(20), numpy.uint8(230))
    array = {
        "a drawing": numpy.repeat(drawing, 3, axis=2),
        "a drawing that lets the ground through": numpy.dstack(
            [drawing, drawing, drawing, noise[..., 3]]
        ),
        "small": noise[:64, :64, :3],
        "small and clear": noise[:28, :28],
    }[what]
    seen, kind = on_the_way(array)
    assert kind == "png"
    assert (seen == array).all()


def test_photographs_that_let_the_ground_through_are_small_on_the_way() -> None:
    numpy = importlib.import_module("numpy")
    down, right = numpy.mgrid[0:200, 0:200]
    photograph = numpy.dstack([(down * 1.2), (right * 1.2), (down + right) / 2, 255 - down]).astype(
        numpy.uint8
    )
    seen, kind = on_the_way(photograph)
    assert kind == "webp"
    assert (seen[..., 3] == photograph[..., 3]).all()
    shown = photograph[..., 3] > 0
    assert abs(seen[shown].astype(int) - photograph[shown]).mean() < 3


def test_a_ground_that_nothing_shows_is_left_out_on_the_way() -> None:
    numpy = importlib.import_module("numpy")
    photograph = numpy.random.default_rng(0).integers(0, 256, (200, 200, 4), numpy.uint8)
    photograph[..., 3] = 255
    seen, kind = on_the_way(photograph)
    assert (seen.shape, kind) == ((200, 200, 3), "jpeg")


def letters(word: str) -> Iterator[Any]:
    for letter in word:
        yield gr.Append(letter)


@pytest.mark.parametrize("kind", [gr.Textbox, gr.Markdown, gr.Code])
def test_a_text_grows_by_what_is_appended(kind: Any) -> None:
    out = kind("x", render=False)
    view = RawView(app_of(lambda: letters("some  text\n  indented\n"), out))
    view.run()
    view.finished()
    assert view.values[out.id] == "xsome  text\n  indented\n"


def test_a_conversation_grows_by_text_and_by_messages() -> None:
    chat = gr.Chatbot(render=False)

    def talk() -> Iterator[Any]:
        yield [{"role": "user", "content": "Hi"}]
        yield gr.Append({"role": "assistant", "content": ""})
        yield from letters("Hello")
        yield gr.Append([{"role": "user", "content": "Bye"}])

    view = RawView(app_of(talk, chat))
    view.run()
    view.finished()
    said = [(m["role"], [part["text"] for part in m["content"]]) for m in view.values[chat.id]]
    assert said == [("user", ["Hi"]), ("assistant", ["Hello"]), ("user", ["Bye"])]


def test_a_list_grows_and_several_outputs_each_by_their_own() -> None:
    data, text = gr.JSON([1], render=False), gr.Textbox(render=False)

    def steps() -> Iterator[Any]:
        yield gr.Append([2, 3]), gr.Append("a")
        yield gr.skip(), gr.Append("b")
        yield gr.Append([4]), "whole"
        yield {text: gr.Append("!")}

    view = RawView(app_of(steps, data, text))
    view.run()
    view.finished()
    assert (view.values[data.id], view.values[text.id]) == ([1, 2, 3, 4], "whole!")


def test_what_does_not_grow_says_so() -> None:
    app = app_of(lambda: gr.Append(1), gr.Slider(render=False))
    words = "Slider cannot show: it grows by text or by items"
    with connect(app) as client, pytest.raises(RequestError, match=words):
        client.call(0)
