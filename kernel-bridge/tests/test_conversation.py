"""A conversation through a session: what is sent, streamed, and done with messages."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from intarsia import (
    Blocks,
    Chatbot,
    ChatInterface,
    ChatMessage,
    EditData,
    EventData,
    Label,
    LikeData,
    MultimodalTextbox,
)
from intarsia.errors import InvalidValueError
from intarsia.testing import RequestError, connect

History = list[dict[str, Any]]


def texts(history: Any) -> list[str]:
    return [part["text"] for message in history for part in message["content"] if "text" in part]


def test_a_message_with_a_file_is_answered_word_by_word(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("three short words")

    def ask(message: dict[str, Any], history: History) -> Iterator[Any]:
        [file] = message["files"]
        question = {"role": "user", "content": [message["text"], {"path": file}]}
        count = len(Path(file).read_text().split())
        told = ""
        for word in (f"{count} ", "words."):
            told += word
            yield None, [*history, question, ChatMessage(told)]

    with Blocks() as app:
        chat = Chatbot()
        box = MultimodalTextbox()
        box.submit(ask, [box, chat], [box, chat])

    with connect(app) as session:
        sent = session.upload(path, component=box.id)
        steps = session.call(0, {"text": "How many?", "files": [sent]}, event=("submit", None))
        assert [texts(history) for _, history in steps] == [
            ["How many?", "3 "],
            ["How many?", "3 words."],
        ]
        assert steps[-1][0] == {"text": "", "files": []}
        [_, shown] = steps[-1][1][0]["content"]
        assert shown["file"] == sent
        assert session.read(shown["file"]) == b"three short words"


def test_what_is_done_with_messages_reaches_the_function() -> None:
    def liked(data: LikeData) -> list[ChatMessage]:
        return [ChatMessage(f"{data.index} {data.value} {data.liked}")]

    def edited(history: History, data: EditData) -> History:
        return [*history[: data.index], {"role": "user", "content": f"not {data.previous_value}"}]

    with Blocks() as app:
        chat = Chatbot([{"role": "user", "content": "a"}, ChatMessage("b")], editable="user")
        chat.like(liked, None, chat)
        chat.edit(edited, chat, chat)

    with connect(app) as session:
        [description] = [spec for spec in session.spec.components if spec.kind == "chatbot"]
        assert description.listened == ("like", "edit")
        start = session.values[chat.id]
        told = {"index": 0, "value": "c", "previous_value": "a"}
        assert texts(session.call(1, start, event=("edit", told))) == ["not a"]
        told = {"index": 1, "value": ["b"], "liked": False}
        assert texts(session.call(0, event=("like", told))) == ["1 ['b'] False"]


def test_a_component_comes_back_to_the_function_and_a_forged_one_does_not() -> None:
    def more(history: History) -> History:
        assert isinstance(history[-1]["content"][0]["instance"], Label)
        return [*history, {"role": "user", "content": "more"}]

    with Blocks() as app:
        chat = Chatbot([ChatMessage(Label("oak"))])
        chat.retry(more, chat, chat)

    with connect(app) as session:
        shown = session.call(0, event=("retry", {"index": 0, "value": ""}))
        assert shown[0] == session.values[chat.id][0]
        assert texts(shown) == ["more"]
        shown[0]["content"][0]["constructor_args"]["value"] = "/etc/passwd"
        with pytest.raises(RequestError, match="not of this app"):
            session.call(0, shown)


def test_a_draft_that_names_no_file_of_the_session_is_refused() -> None:
    with Blocks() as app:
        chat = Chatbot()
        chat.change(lambda history: len(history), chat, None)

    forged = [{"role": "user", "content": [{"type": "file", "file": {"path": "/etc/passwd"}}]}]
    with connect(app) as session, pytest.raises(RequestError, match=r"Choose a file"):
        session.call(0, forged)
    with pytest.raises(InvalidValueError):
        chat.preprocess(forged)


@pytest.mark.parametrize(
    ("event", "value"),
    [
        ("example_select", {"text": "x", "files": [{"path": "SECRET"}]}),
        ("example_select", {"path": "SECRET"}),
        ("option_select", {"text": "x", "files": [{"path": "SECRET"}]}),
        ("option_select", {"path": "SECRET"}),
        ("edit", {"path": "SECRET"}),
        ("edit", [{"file": {"path": "SECRET"}}]),
    ],
)
def test_fault_093_no_event_of_a_conversation_names_a_path(
    tmp_path: Path, event: str, value: Any
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    own = tmp_path / "own.txt"
    own.write_text("own")
    app = ChatInterface(
        lambda message, history: "ok",
        multimodal=True,
        editable=True,
        examples=[{"text": "hi", "files": [str(own)]}],
    )
    told = json.loads(json.dumps(value).replace("SECRET", str(secret)))
    with connect(app) as session:
        session.call(0, {"text": "hi", "files": []}, event=("submit", None))
        [index] = [
            spec.index
            for spec in session.spec.listeners
            if any(target.event == event for target in spec.targets)
        ]
        data = {"index": 0, "value": told, "previous_value": "hi"}
        with contextlib.suppress(RequestError):
            session.call(index, event=(event, data))
        shown = session.values[app.chatbot.id]
        read = [
            session.read(part["file"])
            for message in shown
            for part in message["content"]
            if "file" in part
        ]
        assert read == ([b"own"] if event == "example_select" else [])


@pytest.mark.parametrize("name", ["option_select", "example_select", "edit"])
def test_an_authors_own_listener_is_told_no_path(tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("swordfish")
    told: list[Any] = []

    def hear(event: EventData) -> None:
        told.append(event.value)

    with Blocks() as app:
        chat = Chatbot(examples=[{"text": "Hello"}])
        getattr(chat, name)(hear, None, None)
    forged = {"text": "look", "files": [{"path": str(secret)}], "path": str(secret)}
    with connect(app) as session:
        data = {"index": 0, "previous_value": "", "value": forged}
        session.call(0, event=(name, data))
    assert len(told) == 1
    assert "secret" not in str(told)
