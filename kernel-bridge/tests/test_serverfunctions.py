"""Functions of the kernel that a script of the author's calls."""

from __future__ import annotations

import threading
from typing import Any

import pytest

import intarsia as gr
from intarsia.messages import CalledEvent, CallRequest, CallResponse
from intarsia.runtime.serverfunctions import MAX_CALLS
from intarsia.testing import RequestError, Session, connect

pytestmark = pytest.mark.usefixtures("living")

SCRIPT = "server.find('src').then(found => { props.value = found })"


def find(folder: str, depth: int = 1) -> list[str]:
    print(f"looking in {folder}")
    return [f"{folder}/{i}.py" for i in range(depth)]


async def later(folder: str) -> dict[str, Any]:
    return {"folder": folder}


def broken() -> None:
    raise ValueError("No such folder.")


def app_of(*functions: Any) -> tuple[Session, str]:
    with gr.Blocks() as demo:
        html = gr.HTML(js_on_load=SCRIPT, server_functions=list(functions))
    return connect(demo), html.id


def call(session: Session, component: str, name: str, *args: Any) -> CalledEvent:
    answer = session._request(CallRequest(seq=0, component=component, function=name, args=args))
    assert isinstance(answer, CallResponse)
    for message in session._messages():
        if isinstance(message, CalledEvent) and message.call == answer.call:
            return message
    raise AssertionError("unreachable")


def test_a_script_calls_functions_and_gets_what_they_return() -> None:
    session, html = app_of(find, later)
    assert call(session, html, "find", "src", 2).value == ["src/0.py", "src/1.py"]
    assert call(session, html, "later", "src").value == {"folder": "src"}
    assert "looking in src" in "".join(entry.text for entry in session.log)


def test_a_failure_is_told_to_who_called() -> None:
    session, html = app_of(broken, find)
    for name, args, words in [
        ("broken", (), "No such folder."),
        ("find", (1, 2, 3), "positional arguments"),
    ]:
        error = call(session, html, name, *args).error
        assert error is not None
        assert words in error.message
    assert session.log == []


def test_only_what_the_author_gave_is_called() -> None:
    session, html = app_of(find)
    with pytest.raises(RequestError, match="no function 'fnd'"):
        call(session, html, "fnd")
    with pytest.raises(RequestError, match="no such component"):
        call(session, "x", "find")


def test_a_view_has_so_many_calls_under_way() -> None:
    release = threading.Event()

    def wait() -> None:
        release.wait(10)

    session, html = app_of(wait)
    request = CallRequest(seq=0, component=html, function="wait")
    for _ in range(MAX_CALLS):
        session._request(request)
    with pytest.raises(RequestError, match="Too many functions"):
        session._request(request)
    release.set()


def test_they_have_names() -> None:
    with pytest.raises(TypeError, match=r"functions with names, like \[find\]; int: 5 is none"):
        gr.HTML(server_functions=[5])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="functions with names"):
        gr.HTML(server_functions=[lambda: 1])
