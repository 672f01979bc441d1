"""The apps of a kernel, and how views find their sessions."""

from __future__ import annotations

from typing import Any

import pytest
from rawview import RawView, settle

from intarsia import Blocks, Slider, show_app
from intarsia.messages import PROTOCOL
from intarsia.runtime import apps
from intarsia.runtime.host import PlainHost, current_host, use_host
from intarsia.testing import RequestError, connect

pytestmark = pytest.mark.usefixtures("living")


def add(a: int = 1, b: int = 2) -> int:
    return a + b


@pytest.fixture(autouse=True)
def no_rush(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apps, "_joins", type(apps._joins)(maxlen=apps.MAX_JOINS))


def take_over(first: Blocks, second: Blocks) -> dict[str, Any]:
    second.take_over(first)
    return second.inputs


def test_inputs_are_taken_over_by_name() -> None:
    first = show_app(add)
    connect(first).call(0, 10, 20)
    assert take_over(first, show_app(add)) == {"a": 10, "b": 20}
    assert take_over(first, show_app(lambda b=2, c=3: b)) == {"b": 20, "c": 3}


def test_what_does_not_fit_starts_anew() -> None:
    first = show_app(add)
    connect(first).call(0, 10, 20)
    assert take_over(first, show_app(lambda a="text", b=2: b)) == {"a": "text", "b": 20}
    assert take_over(first, show_app(add, a=Slider(0, 5, value=1)))["a"] == 1
    assert take_over(first, show_app(lambda a=7, b=2: a)) == {"a": 7, "b": 20}  # a new start


def test_an_untouched_input_takes_the_new_start() -> None:
    first = show_app(add)
    connect(first).call(0, 10)
    assert take_over(first, show_app(lambda a=1, b=9: a)) == {"a": 10, "b": 9}


def test_a_value_a_new_rule_forbids_is_not_taken_over() -> None:
    from intarsia import Number

    first = show_app(add, a=Number(1))
    connect(first).call(0, 10)
    assert take_over(first, show_app(add, a=Number(1, maximum=5)))["a"] == 1


def test_an_app_without_session_leaves_nothing() -> None:
    first = show_app(add)
    assert take_over(first, show_app(add)) == {"a": 1, "b": 2}
    assert first.sessions == {}


def test_drop_ends_the_session_and_the_app() -> None:
    app = show_app(add)
    view = RawView(app)
    apps.drop(app)
    assert view.wait(type="closed")["reason"] == "replaced"
    settle()
    assert view.channel.closed
    assert app.sessions == {}
    late = RawView()
    error = late.request("hello", protocol=PROTOCOL, app_id=app.app_id)["error"]
    assert error["code"] == "unknown-session"


def test_shared_and_private() -> None:
    shared, private = show_app(add), show_app(add, session="private")
    ids = {RawView(shared).hello["session_id"] for _ in range(3)}
    assert len(ids) == 1
    views = [RawView(private) for _ in range(3)]
    assert len({view.hello["session_id"] for view in views}) == 3
    views[0].run(c1=50)
    views[0].finished()
    assert views[1].request("resync")["snapshot"]["values"]["c1"] == 1


def test_a_private_session_is_found_again_by_its_id() -> None:
    app = show_app(add, session="private")
    first = RawView(app)
    first.request("set_value", component="c1", value=50, revision=0)
    mine = first.hello["session_id"]
    first.request("close")
    again = RawView(app, hello=False)
    hello = again.request("hello", protocol=PROTOCOL, app_id=app.app_id, session_id=mine)
    assert hello["session_id"] == mine
    assert hello["snapshot"]["values"]["c1"] == 50
    other = RawView(app, hello=False)
    hello = other.request("hello", protocol=PROTOCOL, app_id=app.app_id, session_id="0" * 32)
    assert hello["session_id"] != mine


def test_a_session_id_is_of_no_use_at_another_app() -> None:
    one, two = show_app(add, session="private"), show_app(add, session="private")
    mine = RawView(one).hello["session_id"]
    view = RawView(two, hello=False)
    hello = view.request("hello", protocol=PROTOCOL, app_id=two.app_id, session_id=mine)
    assert hello["session_id"] != mine


def test_a_kernel_has_room_for_so_many_sessions() -> None:
    app = show_app(add, session="private")
    apps.register(app)
    room = apps.MAX_SESSIONS - sum(len(a.sessions) for a in apps._apps.values())
    views = [RawView(app) for _ in range(room)]
    late = RawView(app, hello=False)
    error = late.request("hello", protocol=PROTOCOL, app_id=app.app_id)["error"]
    assert error["code"] == "too-many"
    assert len(app.sessions) == len(views)


class Notebook(PlainHost):
    def __init__(self) -> None:
        from intarsia.runtime.host import Place

        self.place_class = Place


def test_places() -> None:
    from intarsia.runtime.host import Place

    first = [show_app(add) for _ in range(3)]
    again = [show_app(add) for _ in range(3)]
    cell = f"cell-{id(first)}"
    assert [apps.take_place(app, Place(cell, "1")) for app in first] == [None] * 3
    assert [apps.take_place(app, Place(cell, "2")) for app in again] == first
    other = show_app(add)
    assert apps.take_place(other, Place(cell + "x", "2")) is None
    shorter = show_app(add)
    assert apps.take_place(shorter, Place(cell, "3")) is again[0]


def test_one_app_can_be_used_by_many_clients_at_once() -> None:
    app = show_app(add)
    clients = [connect(app) for _ in range(5)]
    for i, client in enumerate(clients):
        assert client.call(0, i, i) == 2 * i
    for client in clients:
        client.resync()
        assert client.default(0, 0) == 4


def test_the_host_can_be_replaced() -> None:
    before = current_host()
    use_host(Notebook())
    try:
        assert connect(show_app(add)).call(0, 1, 1) == 2
    finally:
        use_host(before)


def test_a_mode_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="shared"):
        show_app(add, session="public")  # type: ignore[arg-type]  # what is meant
    with pytest.raises(RequestError):
        connect(show_app(add)).call(0, "x")
