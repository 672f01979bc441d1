"""What was said so far, and what is being said: the messages of one turn."""

from __future__ import annotations

from typing import Any


class Conversation:
    """Messages in order, the last of a person's and the answer to it at the end.

    Parameters
    ----------
    messages : list of dict or None
        With `role` and `content`, as a `Chatbot` gives them.

    Examples
    --------
    >>> talk = Conversation([]).say("Hello").answer("Good day")
    >>> [(message["role"], message["content"]) for message in talk.messages]
    [('user', 'Hello'), ('assistant', 'Good day')]
    >>> talk.before, talk.message()
    ([], 'Hello')
    """

    def __init__(self, messages: list[Any] | None) -> None:
        self.before: list[Any] = list(messages or [])
        """What was said before this turn."""
        self.more: list[Any] = []
        """Further inputs that came with what was said, in place of those on screen."""
        self._asked: list[Any] = []
        self._answered: list[Any] = []

    @property
    def messages(self) -> list[Any]:
        """Everything, in order."""
        return [*self.before, *self._asked, *self._answered]

    def say(self, message: Any) -> Conversation:
        """Let a person say something: a text, or a dict with `text` and `files`."""
        content = message
        if isinstance(message, dict):
            content = [{"path": _path(file)} for file in message.get("files") or []]
            if message.get("text"):
                content.append(str(message["text"]))
        self._asked = [{"role": "user", "content": content}]
        return self

    def back_to(self, index: int) -> Conversation:
        """Take back everything from the person's message at or before a place on."""
        place = min(index, len(self.before) - 1)
        while place > 0 and self.before[place].get("role") != "user":
            place -= 1
        self._asked = self.before[place : place + 1]
        self.before = self.before[:place]
        return self

    def rewrite(self, index: int, text: str) -> Conversation:
        """Let a person say something else at a place; what came after is taken back."""
        self.back_to(index)
        return self.say(text)

    def message(self, *, multimodal: bool = False) -> Any:
        """Return what the person says: a text, or a dict with `text` and `files`."""
        texts, files = [], []
        for message in self._asked:
            content = message.get("content")
            for part in content if isinstance(content, list) else [content]:
                file = _file_of(part)
                if file is not None:
                    files.append(file)
                else:
                    texts.append(part.get("text", "") if isinstance(part, dict) else str(part))
        text = "\n".join(text for text in texts if text)
        return {"text": text, "files": files} if multimodal else text

    def answer(self, answer: Any) -> Conversation:
        """Let the other side answer; a later answer takes the place of this one."""
        several = answer if isinstance(answer, list) else [answer]
        self._answered = [
            item if _is_message(item) else {"role": "assistant", "content": item}
            for item in several
            if item is not None
        ]
        return self


def _is_message(item: Any) -> bool:
    if isinstance(item, dict):
        return "role" in item and "content" in item
    return hasattr(item, "role") and hasattr(item, "content")


def _path(file: Any) -> Any:
    return file.get("path") if isinstance(file, dict) else file


def _file_of(part: Any) -> Any:
    """Return the path of a file among the parts of a message; `None` for what is no file."""
    if not isinstance(part, dict):
        return None
    file = part.get("file") if part.get("type") == "file" else part
    return file.get("path") if isinstance(file, dict) else None
