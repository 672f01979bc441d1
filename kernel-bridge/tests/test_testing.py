"""The headless client."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rawview import TIMEOUT, RawView, settle

from intarsia import Blocks, Number, Textbox, show_app
from intarsia.components import Interface
from intarsia.events import Listener
from intarsia.messages import PROTOCOL
from intarsia.runtime import apps
from intarsia.testing import RequestError, connect

pytestmark = pytest.mark.usefixtures("living")


def add(a: int = 1, b: int = 2) -> int:
    return a + b


def test_fns() -> None:
    run, clear = connect(show_app(add)).fns
    assert (run.index, run.api_name, run.fn) == (0, "add", "add")
    assert [component.kind for component in run.inputs] == ["number", "number"]
    assert [component.kind for component in run.outputs] == ["number"]
    assert run.parameters == ("a", "b")
    assert [event for _, event in run.targets] == ["click"]
    assert (clear.index, clear.api_name) == (1, "clear")


def test_call_takes_what_is_left_out_from_the_session() -> None:
    client = connect(show_app(add))
    assert client.call(0) == 3
    assert client.call(0, 10) == 12
    assert client.call(0) == 12
    assert [client.default(0, i) for i in (0, 1)] == [10, 2]


def test_too_many_values_are_a_mistake() -> None:
    with pytest.raises(TypeError, match="takes 2 values, not 3"):
        connect(show_app(add)).call(0, 1, 2, 3)


def test_a_generator_gives_its_steps() -> None:
    def count(n: int = 2) -> Iterator[str]:
        for i in range(n):
            yield f"step {i}"

    client = connect(show_app(count))
    steps = client.call(0, 3)
    assert len(steps) == 3
    assert "step 2" in str(steps[-1])
    assert client.call(0, 0) == []


def test_several_outputs_give_lists() -> None:
    app = Blocks()
    app.write_in(Interface())
    a, b = app.add(Textbox()), app.add(Number())
    app.listen(
        Listener(index=0, fn=lambda: ("x", 1), api_name="f", targets=[], inputs=[], outputs=[a, b])
    )

    def steps() -> Iterator[Any]:
        yield "x", 1
        yield {b: 2}

    app.listen(
        Listener(
            index=1, fn=steps, api_name="g", targets=[], inputs=[], outputs=[a, b], streams=True
        )
    )
    client = connect(app)
    assert client.call(0) == ["x", 1]
    assert client.call(1) == [["x", 1], ["x", 2]]


def test_refused_inputs_are_an_error_with_their_fields() -> None:
    with pytest.raises(RequestError, match="bad-value") as caught:
        connect(show_app(add)).call(0, "one", None)
    assert [field.component for field in caught.value.error.fields] == ["c1", "c2"]


def test_set_value() -> None:
    client = connect(show_app(add))
    assert client.set_value("c1", 5) == 1
    assert client.set_value("c1", 6) == 2
    assert client.call(0) == 8
    with pytest.raises(RequestError):
        client.set_value("c1", "x")


def test_upload_and_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("four")

    def length(data: bytes) -> int:
        return len(data)

    client = connect(show_app(length))
    value = client.upload(path)
    assert value.keys() == {"handle", "name", "mime", "size"}
    assert (value["name"], value["mime"], value["size"]) == ("a.txt", "text/plain", 4)
    assert client.call(0, value) == 4
    assert client.read(value["handle"]) == b"four"


def test_an_app_without_a_file_input_takes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("four")
    with pytest.raises(LookupError):
        connect(show_app(add)).upload(path)


def test_values_are_as_the_browser_gets_them() -> None:
    import datetime

    def tomorrow(day: datetime.date = datetime.date(2024, 5, 1)) -> datetime.date:
        return day + datetime.timedelta(days=1)

    client = connect(show_app(tomorrow))
    assert client.default(0, 0) == "2024-05-01"
    assert "2024-05-03" in str(client.call(0, "2024-05-02"))


def test_a_client_waits_no_longer_than_it_is_told() -> None:
    go = threading.Event()
    client = connect(show_app(lambda: go.wait(TIMEOUT)), timeout=TIMEOUT)
    assert client.timeout == TIMEOUT
    client.timeout = 0.05
    with pytest.raises(TimeoutError, match=r"0\.05 s"):
        client.call(0)
    go.set()


def test_a_client_is_a_context() -> None:
    app = show_app(add)
    with connect(app) as client:
        client.call(0)
    assert app.shared_session().views == []
    assert app.value == 3


def test_a_client_that_is_dropped_has_left() -> None:
    app = show_app(add)
    connect(app).call(0, 2)
    settle()
    assert app.shared_session().views == []
    assert app.inputs == {"a": 2, "b": 2}


def test_the_limits_for_browsers_do_not_count_clients() -> None:
    clients = [connect(show_app(add)) for _ in range(apps.MAX_SESSIONS + apps.MAX_JOINS)]
    assert clients[-1].call(0) == 3
    assert RawView(show_app(add)).hello["type"] == "hello_response"


def test_a_browser_does_not_find_the_app_of_a_client() -> None:
    client = connect(show_app(add))
    view = RawView()
    answer = view.request("hello", protocol=PROTOCOL, app_id=client.app.app_id)
    assert answer["error"]["code"] == "unknown-session"
