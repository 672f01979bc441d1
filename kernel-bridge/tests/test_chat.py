"""Conversations with a function: what is said, answered, taken back and said anew."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

import intarsia as gr
from intarsia.testing import RequestError, Session, connect

pytestmark = pytest.mark.usefixtures("living")


def said(client: Session, demo: gr.ChatInterface) -> list[tuple[str, str]]:
    """Return the conversation as it stands: who, and the text."""
    return [
        (message["role"], "".join(part.get("text", "") for part in message["content"]))
        for message in client.values[demo.chatbot.id]
    ]


def fn(client: Session, name: str) -> int:
    return next(fn.index for fn in client.fns if fn.api_name == name)


def count(message: str, history: list[Any]) -> str:
    return f"{len(history)} before {message}"


def test_a_message_is_answered_with_what_was_said_before() -> None:
    demo = gr.ChatInterface(count)
    client = connect(demo)
    client.call(0, "a")
    assert said(client, demo) == [("user", "a"), ("assistant", "0 before a")]
    assert client.values[demo.textbox.id] == ""
    client.call(0, "b")
    assert said(client, demo)[2:] == [("user", "b"), ("assistant", "2 before b")]


def test_an_answer_grows_and_the_buttons_say_what_can_be_done() -> None:
    def words(message: str, history: list[Any]) -> Iterator[str]:
        yield "one"
        yield "one two"

    demo = gr.ChatInterface(words)
    client = connect(demo)
    steps = client.call(0, "go")
    answers = [step[1][-1]["content"][0]["text"] for step in steps if len(step[1]) == 2]
    assert answers[:2] == ["one", "one two"]
    box = next(c for c in client.resync().components if c.id == demo.textbox.id)
    assert (box.submit_btn, box.stop_btn) == (True, False)  # type: ignore[attr-defined]


@pytest.mark.parametrize("streams", [False, True])
def test_coroutines_and_async_generators(streams: bool) -> None:
    async def answer(message: str, history: list[Any]) -> str:
        await asyncio.sleep(0)
        return message.upper()

    async def grow(message: str, history: list[Any]) -> AsyncIterator[str]:
        yield message[:1].upper()
        yield message.upper()

    demo = gr.ChatInterface(grow if streams else answer)
    client = connect(demo)
    client.call(0, "abc")
    assert said(client, demo)[-1] == ("assistant", "ABC")


def test_further_inputs_and_outputs() -> None:
    seen = gr.Textbox(label="Seen", render=False)

    def answer(message: str, history: list[Any], times: float) -> tuple[str, str]:
        return message * int(times), f"{times} times"

    with gr.Blocks() as demo:
        chat = gr.ChatInterface(
            answer, additional_inputs=gr.Slider(1, 5, 2, label="Times"), additional_outputs=seen
        )
        seen.render()
    client = connect(demo)
    client.call(0, "x", client.values[chat.chatbot.id], 3)
    assert said(client, chat)[-1] == ("assistant", "xxx")
    assert client.values[seen.id] == "3 times"


def test_retry_undo_and_edit() -> None:
    demo = gr.ChatInterface(count, editable=True)
    client = connect(demo)
    for message in "abc":
        client.call(0, message)
    client.call(fn(client, "retry"), event=("retry", {"index": 3, "value": "2 before b"}))
    assert said(client, demo)[2:] == [("user", "b"), ("assistant", "2 before b")]
    edited = {"index": 2, "previous_value": "b", "value": "B"}
    client.call(fn(client, "edit"), event=("edit", edited))
    assert said(client, demo)[2:] == [("user", "B"), ("assistant", "2 before B")]
    client.call(fn(client, "undo"), event=("undo", {"index": 3, "value": ""}))
    assert said(client, demo) == [("user", "a"), ("assistant", "0 before a")]
    assert client.values[demo.textbox.id] == "B"


def test_a_failure_is_told_and_the_field_is_ready_again() -> None:
    def fail(message: str, history: list[Any]) -> str:
        raise gr.Error("No model here.")

    demo = gr.ChatInterface(fail)
    client = connect(demo)
    with pytest.raises(RequestError, match="No model here"):
        client.call(0, "a")
    client.wait(
        lambda: any(
            c.id == demo.textbox.id and c.submit_btn is True  # type: ignore[attr-defined]
            for c in client.spec.components
        )
    )
    assert said(client, demo) == [("user", "a")]


def test_examples_and_options_are_said() -> None:
    demo = gr.ChatInterface(count, examples=["first", {"text": "second"}], example_labels=["One"])
    client = connect(demo)
    chosen = {"index": 0, "value": {"text": "first", "files": []}}
    client.call(fn(client, "example"), event=("example_select", chosen))
    client.call(fn(client, "option"), event=("option_select", {"index": 1, "value": "yes"}))
    assert [text for role, text in said(client, demo) if role == "user"] == ["first", "yes"]


def test_requests_are_given_and_clients_get_the_answer_alone() -> None:
    def answer(message: str, history: list[Any], request: gr.Request) -> str:
        return f"{message} {len(request.session_hash)}"

    demo = gr.ChatInterface(answer, api_name="ask")
    client = connect(demo)
    client.call(0, "a")
    assert said(client, demo)[-1] == ("assistant", "a 32")
    assert client.call(fn(client, "ask"), "b", []) == "b 32"


def test_messages_with_files(tmp_path: Any) -> None:
    def answer(message: dict[str, Any], history: list[Any]) -> str:
        return f"{message['text']} and {len(message['files'])}"

    demo = gr.ChatInterface(answer, multimodal=True)
    client = connect(demo)
    (tmp_path / "a.txt").write_text("file")
    handle = client.upload(tmp_path / "a.txt", component=demo.textbox.id)
    client.call(0, {"text": "look", "files": [handle]})
    assert said(client, demo)[-1] == ("assistant", "look and 1")


def test_an_example_brings_its_further_inputs() -> None:
    def answer(message: str, history: list[Any], times: float) -> str:
        return message * int(times)

    demo = gr.ChatInterface(
        answer, additional_inputs=gr.Slider(1, 5, 2, label="Times"), examples=[["a", 4], ["b", 3]]
    )
    client = connect(demo)
    chosen = {"index": 1, "value": {"text": "b", "files": []}}
    client.call(fn(client, "example"), event=("example_select", chosen))
    assert said(client, demo)[-1] == ("assistant", "bbb")
