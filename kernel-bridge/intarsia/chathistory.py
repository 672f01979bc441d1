"""Several conversations of one chat: kept by the browser, in a list beside the messages."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from typing import Any

from .components.browserstate import BrowserState
from .components.button import Button
from .components.chatbot import Chatbot
from .components.column import Column
from .components.dataset import Dataset
from .components.event import Event
from .components.state import State
from .components.textbox import Textbox
from .composer import Composer
from .events import After, on
from .updates import update

_TITLE = 40
"""Letters of a conversation's name."""

_MAX_KEPT = 512 * 1024
"""Letters that all conversations of a chat may have: the oldest make room."""

_NOTES = {"title": str, "status": str, "duration": (int, float), "log": str}
"""What is kept of the metadata of a message."""


class ChatHistory:
    """The conversations that a browser keeps of a chat, and the list of them.

    Only texts are kept: files belong to a session, and what a browser gives back names none.

    Parameters
    ----------
    fn
        The function of the chat: with the notebook, what they are found again by.
    title
        The name of the chat.
    """

    def __init__(self, fn: Callable[..., Any], title: str | None) -> None:
        self.saved = BrowserState([], storage_key=_key(fn, title))
        self.current = State(None)
        with Column(scale=1, min_width=160):
            self.button = Button("New chat", variant="primary", size="md")
            self.list = Dataset(
                components=[Textbox(visible=False)],
                show_label=False,
                label="Conversations",
                layout="table",
                type="index",
                samples=[],
            )

    def listen(self, builder: Composer, chatbot: Chatbot) -> None:
        """Add what happens when one is begun or chosen."""
        self._chatbot = chatbot
        quiet: dict[str, Any] = {"queue": False, "show_progress": "hidden"}
        hidden: dict[str, Any] = {**quiet, "api_visibility": "undocumented"}
        Event(self.button, "click")(
            lambda: (None, []), None, [self.current, chatbot], api_name="new_chat", **hidden
        )
        # One after the other: an older list must not come after a newer one.
        on(
            [Event(builder.root, "load"), Event(self.saved, "change")],
            self._listed,
            self.saved,
            self.list,
            api_name="list_chats",
            trigger_mode="always_last",
            **{**hidden, "queue": True},
        )
        Event(self.list, "click")(
            self._chosen,
            [self.list, self.saved],
            [self.current, chatbot],
            api_name="load_chat",
            **hidden,
        )
        Event(chatbot, "clear")(
            self._dropped,
            [self.current, self.saved],
            [self.current, self.saved],
            api_name="drop_chat",
            **hidden,
        )

    def keep_after(self, after: After) -> None:
        """Keep the conversation whenever this has happened."""
        after(
            self._kept,
            [self.current, self._chatbot, self.saved],
            [self.current, self.saved],
            queue=False,
            show_progress="hidden",
            api_visibility="undocumented",
            api_name="keep_chat",
        )

    def _kept(self, index: int | None, messages: list[Any], saved: Any) -> Any:
        chats = read_chats(saved)
        chat = kept_messages(messages)
        if index is not None and index < len(chats):
            chats[index] = chat
        elif chat:
            index, chats = 0, [chat, *chats]
        while len(chats) > 1 and len(json.dumps(chats)) > _MAX_KEPT:
            chats.pop()
        return index, chats

    def _dropped(self, index: int | None, saved: Any) -> Any:
        chats = read_chats(saved)
        if index is not None and index < len(chats):
            del chats[index]
        return None, chats

    def _listed(self, saved: Any) -> Any:
        return update(samples=[[title_of(chat)] for chat in read_chats(saved)])

    def _chosen(self, index: int | None, saved: Any) -> Any:
        chats = read_chats(saved)
        if index is None or index >= len(chats):
            return None, []
        return index, chats[index]


def _key(fn: Callable[..., Any], title: str | None) -> str:
    """Return what the conversations are kept under: one for each chat of each notebook."""
    name = f"{getattr(fn, '__module__', '')}.{getattr(fn, '__qualname__', type(fn).__name__)}"
    place = os.environ.get("JPY_SESSION_NAME") or os.getcwd()
    mark = hashlib.sha256("\0".join([place, name, title or ""]).encode(errors="replace"))
    return f"chats-{mark.hexdigest()[:24]}"


def title_of(chat: list[dict[str, Any]]) -> str:
    """Return a name for a conversation: how it begins.

    Examples
    --------
    >>> title_of([{"role": "user", "content": "How are you?"}])
    'How are you?'
    """
    for message in chat:
        if message["role"] == "user":
            text = " ".join(message["content"].split())
            return text if len(text) <= _TITLE else f"{text[:_TITLE]}…"
    return "Conversation"


def kept_messages(messages: list[Any]) -> list[dict[str, Any]]:
    """Return what is kept of messages as a `Chatbot` gives them: texts, and names of files.

    Examples
    --------
    >>> part = {"type": "text", "text": "Hello"}
    >>> kept_messages([{"role": "user", "content": [part], "metadata": None}])
    [{'role': 'user', 'content': 'Hello'}]
    """
    found = []
    for message in messages:
        content = message["content"]
        parts = content if isinstance(content, list) else [content]
        texts = [text for text in map(_text, parts) if text]
        kept = {"role": message["role"], "content": "\n".join(texts)}
        notes = _notes(message.get("metadata"))
        found.append({**kept, "metadata": notes} if notes else kept)
    return found


def read_chats(saved: Any) -> list[list[dict[str, Any]]]:
    """Return the conversations that a browser gave back: whatever else it says is left out.

    Examples
    --------
    >>> read_chats([[{"role": "user", "content": "Hello"}, {"role": "user", "content": ["/etc"]}]])
    [[{'role': 'user', 'content': 'Hello'}]]
    """
    chats = saved if isinstance(saved, list) else []
    return [
        [_read(message) for message in chat if _is_text(message)]
        for chat in chats
        if isinstance(chat, list) and any(map(_is_text, chat))
    ]


def _is_text(message: Any) -> bool:
    return (
        isinstance(message, dict)
        and message.get("role") in ("user", "assistant", "system")
        and isinstance(message.get("content"), str)
    )


def _read(message: dict[str, Any]) -> dict[str, Any]:
    read = {"role": message["role"], "content": message["content"]}
    notes = _notes(message.get("metadata"))
    return {**read, "metadata": notes} if notes else read


def _notes(metadata: Any) -> dict[str, Any]:
    given = metadata if isinstance(metadata, dict) else {}
    found = {
        name: given[name]
        for name, kind in _NOTES.items()
        if isinstance(given.get(name), kind) and not isinstance(given[name], bool)  # type: ignore[arg-type]  # classes
    }
    if found.get("status") not in ("pending", "done"):
        found.pop("status", None)
    return found if "title" in found else {}


def _text(part: Any) -> str:
    if isinstance(part, str):
        return part
    if not isinstance(part, dict):
        return ""
    if part.get("type") == "text":
        return str(part.get("text") or "")
    file = part.get("file")
    name = file.get("orig_name") if isinstance(file, dict) else None
    return f"[{name}]" if name else ""
