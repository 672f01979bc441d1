"""Conversations with a function: what is said, answered, taken back and said anew."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

import intarsia as gr
from intarsia.chat import _example_turn
from intarsia.codemark import code_mark
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


@pytest.mark.parametrize("waits", [False, True])
def test_a_validator_is_asked_about_the_message(waits: bool) -> None:
    def check(message: str) -> Any:
        return gr.validate(len(message) > 1, "Say a little more.")

    async def wait(message: str) -> Any:
        return check(message)

    demo = gr.ChatInterface(
        lambda message, history, tone: tone,
        validator=wait if waits else check,
        additional_inputs=gr.Textbox("kind"),
    )
    client = connect(demo)
    with pytest.raises(RequestError) as failed:
        client.call(0, "a")
    assert failed.value.error.fields[0].message == "Say a little more."
    client.call(0, "abc")
    assert said(client, demo) == [("user", "abc"), ("assistant", "kind")]


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
    answered, kept = client.call(fn(client, "ask"), "b", None)
    assert (answered, kept) == ("b 32", None)  # what was said stays in the kernel
    assert said(client, demo)[-1] == ("assistant", "a 32")  # and is not what a person sees


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


def state_of(client: Session, kind: str = "state") -> list[Any]:
    view = client._view.session
    assert view is not None
    return [view.states.get(key) for key, c in view.parts.components.items() if c.kind == kind]


@pytest.mark.parametrize("kind", ["plain", "async", "stream", "async stream"])
def test_clients_are_answered_by_functions_of_any_kind(kind: str) -> None:
    def plain(message: str, history: list[Any], more: str) -> tuple[str, str]:
        return f"{len(history)} {message}", more

    async def coroutine(message: str, history: list[Any], more: str) -> tuple[str, str]:
        return plain(message, history, more)

    def stream(message: str, history: list[Any], more: str) -> Iterator[tuple[str, str]]:
        yield "…", ""
        yield plain(message, history, more)

    async def stream_async(
        message: str, history: list[Any], more: str
    ) -> AsyncIterator[tuple[str, str]]:
        yield "…", ""
        yield plain(message, history, more)

    functions: dict[str, Any] = {
        "plain": plain,
        "async": coroutine,
        "stream": stream,
        "async stream": stream_async,
    }
    with gr.Blocks() as demo:
        out = gr.Textbox()
        gr.ChatInterface(
            functions[kind],
            additional_inputs=gr.Textbox("m"),
            additional_outputs=out,
            api_name="ask",
        )
    client = connect(demo)
    for count in (0, 2):
        came = client.call(fn(client, "ask"), "hi", None, "m")
        answer, _, more = came[-1] if "stream" in kind else came
        assert (answer, more) == (f"{count} hi", "m")
    assert [len(value) for value in state_of(client)] == [4]


def test_several_conversations_are_kept_by_the_browser() -> None:
    demo = gr.ChatInterface(count, save_history=True)
    assert demo.history is not None
    client = connect(demo)

    def listed() -> list[str]:
        spec = next(c for c in client.spec.components if c.id == demo.history.list.id)
        return [row[0] for row in spec.samples]  # type: ignore[attr-defined]  # a dataset's

    def kept() -> Any:
        return client.values[demo.history.saved.id]

    client.call(0, "first question")
    client.wait(lambda: listed() == ["first question"])
    client.call(0, "more")
    client.wait(lambda: len(kept()[0]) == 4 and not client.is_active)
    client.call(fn(client, "new_chat"))
    assert client.values[demo.chatbot.id] == []
    client.call(0, "second " * 20)
    client.wait(lambda: len(listed()) == 2 and not client.is_active)
    assert listed() == [("second " * 20)[:40] + "…", "first question"]
    client.call(fn(client, "load_chat"), 1)
    assert said(client, demo)[0] == ("user", "first question")
    client.call(0, "again")
    client.wait(lambda: len(kept()[1]) == 6 and not client.is_active)
    client.call(fn(client, "drop_chat"))
    client.wait(lambda: len(listed()) == 1 and not client.is_active)


def test_what_a_browser_gives_back_of_conversations_names_no_file(tmp_path: Any) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("x")
    demo = gr.ChatInterface(count, save_history=True)
    assert demo.history is not None
    client = connect(demo)
    hostile = [
        [
            {"role": "user", "content": {"path": str(secret)}},
            {"role": "user", "content": [{"type": "file", "file": {"path": str(secret)}}]},
            {"role": "user", "content": str(secret), "metadata": {"title": 3, "status": "x"}},
            {"role": "tool", "content": "no"},
        ],
        "no",
        [3],
    ]
    client.set_value(demo.history.saved.id, hostile)
    client.call(fn(client, "list_chats"))
    client.call(fn(client, "load_chat"), 0)
    assert said(client, demo) == [("user", str(secret))]
    assert "handle" not in str(client.values[demo.chatbot.id])


def test_answers_to_examples_are_kept(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    asked: list[str] = []

    def answer(message: str, history: list[Any], style: str) -> str:
        asked.append(message)
        return f"{style} {message}"

    with gr.Blocks() as demo:
        chat = gr.ChatInterface(
            answer,
            additional_inputs=gr.Textbox("calm"),
            examples=[["one"], ["two", "loud"]],
            cache_examples=True,
            cache_mode="lazy",
        )
    client = connect(demo)
    for place, text in ((1, "loud two"), (0, "calm one"), (1, "loud two")):
        chosen = {"index": place, "value": {"text": ""}}
        client.call(fn(client, "example"), event=("example_select", chosen))
        assert said(client, chat)[-1] == ("assistant", text)
    assert asked == ["two", "one"]
    marks = {code_mark(_example_turn(fn, False)) for fn in (count, answer, answer)}
    assert len(marks) == 2  # another function, other answers


def test_what_is_said_of_answers_is_kept(tmp_path: Any) -> None:
    demo = gr.ChatInterface(
        count,
        flagging_mode="manual",
        flagging_options=["Like", "Spam"],
        flagging_dir=tmp_path / "flagged",
    )
    client = connect(demo)
    client.call(0, "hello")
    for liked in (True, "Spam"):
        told = {"index": 1, "value": "0 before hello", "liked": liked}
        client.call(fn(client, "flag"), event=("like", told))
    told = {"index": 1, "value": "", "liked": "=1+1"}
    with pytest.raises(RequestError, match="cannot be said"):
        client.call(fn(client, "flag"), event=("like", told))
    samples = demo.flagging_callback.samples()
    assert [(sample["flag"], sample["Message"]) for sample in samples] == [("Like", 1), ("Spam", 1)]
    assert "0 before hello" in str(samples[0]["Chatbot"])
    with pytest.raises(ValueError, match="flagging_mode"):
        gr.ChatInterface(count, flagging_mode="auto")  # type: ignore[arg-type]
