"""A conversation through a session: what is sent, streamed, and done with messages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from intarsia import Blocks, Chatbot, ChatMessage, EditData, Label, LikeData, MultimodalTextbox
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
