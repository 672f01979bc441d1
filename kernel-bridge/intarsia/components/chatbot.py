"""A conversation: what was said, by whom, and what can be done with it."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Literal

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..parameters import notice
from ..signature import MISSING
from .base import Component
from .chatmessages import ChatMessage
from .chatnotes import checked_metadata, checked_options
from .chatparts import parts_of, placeless, read_parts, read_told
from .csslengths import css_length
from .fieldcomponent import FieldComponent, FieldSpec
from .hints import qualified_name
from .inlinepictures import TYPES, inline_picture
from .latex import LatexDelimiter, read_delimiters
from .reasoning import split_thoughts

Length = int | float | str | None

_FORMAT = (
    "Data incompatible with messages format. Each message is a dictionary with 'role' and "
    "'content' keys or a ChatMessage"
)


@dataclass(frozen=True, kw_only=True)
class ChatExampleFile:
    """A file that goes with an example; it is no file of a session yet."""

    name: str
    mime: str
    picture: str | None
    """A small picture of it, as an address."""


@dataclass(frozen=True, kw_only=True)
class ChatExample:
    """Something to begin a conversation with."""

    text: str
    display_text: str | None
    """What stands on it, in place of the text."""
    icon: str | None
    """A picture, as an address."""
    files: tuple[ChatExampleFile, ...]


@dataclass(frozen=True, kw_only=True)
class ChatbotSpec(FieldSpec):
    """The description of a chatbot."""

    layout: Literal["bubble", "panel"] = "bubble"
    """Bubbles at both sides, or lines below one another."""
    height: int | float | str | None = 400
    """In pixels, or a length of CSS; what is higher scrolls."""
    max_height: int | float | str | None = None
    min_height: int | float | str | None = None
    resizable: bool = False
    """Whether a person may drag it higher."""
    autoscroll: bool = True
    """Whether it follows its end, as long as nobody scrolled up."""
    rtl: bool = False
    editable: Literal["user", "all"] | None = None
    """Whose messages may be written anew."""
    render_markdown: bool = True
    line_breaks: bool = True
    """Whether a single line break counts in Markdown."""
    latex_delimiters: tuple[LatexDelimiter, ...] = ()
    watermark: str | None = None
    """Added to what is copied."""
    avatar_images: tuple[str | None, ...] = ()
    """Of the person and of the assistant, as addresses."""
    feedback_options: tuple[str, ...] = ("Like", "Dislike")
    feedback_value: tuple[str | None, ...] | None = None
    """What was chosen for each of the assistant's turns, in order."""
    like_user_message: bool = False
    placeholder: str | None = None
    """Markdown, shown while there are no messages."""
    examples: tuple[ChatExample, ...] = ()
    allow_file_downloads: bool = True
    group_consecutive_messages: bool = True
    """Whether messages of one role that follow one another stand together."""
    listened: tuple[str, ...] = ()
    """Which of its events are listened to: what nobody hears is not offered."""


class Chatbot(FieldComponent):
    """A conversation: messages of a person and an assistant, with thoughts, files and components.

    Its value is a list of messages: dicts with `role` and `content`, or `ChatMessage`s. The content
    is a text (Markdown), a file as `{"path": ...}`, a component, or a list of these. A function
    gets dicts whose `content` is always a list.

    Parameters
    ----------
    value : list of dict or ChatMessage, optional
        The messages at the start.
    autoscroll : bool, default True
        Whether it follows its end, as long as nobody scrolled up.
    height, max_height, min_height : int or str, optional
        In pixels, or lengths like `"60vh"`; 400 pixels high by default, what is higher scrolls.
    resizable : bool, default False
        Whether a person may drag it higher.
    editable : {"user", "all"}, optional
        Whose messages a person may write anew.
    latex_delimiters : list of dict, optional
        `{"left": ..., "right": ..., "display": ...}` of each kind of formula; by default formulas
        stand between `$$`. An empty list for none.
    rtl : bool, default False
        Whether the messages run from right to left.
    buttons : list, optional
        What is offered: `"copy"` below a message, `"copy_all"` for the whole conversation, both
        by default, and `Button`s of the app. `"share"` does nothing here.
    watermark : str, optional
        Added at the end of what is copied.
    avatar_images : pair of str or path, optional
        Pictures of the person and of the assistant, by path or address; `None` for none.
    sanitize_html : bool, default True
        HTML in messages is always made safe here: `False` gives a notice.
    render_markdown : bool, default True
        Whether texts are drawn as Markdown, or shown as they are written.
    feedback_options : list of str, optional
        What can be said of a message once `like` is listened to; `"Like"` and `"Dislike"` are
        thumbs, others stand behind a flag.
    feedback_value : list of str or None, optional
        What was said of each of the assistant's turns, in order.
    line_breaks : bool, default True
        Whether a single line break counts in Markdown.
    layout : {"bubble", "panel"}, optional
        Bubbles at both sides, the default, or lines below one another.
    placeholder : str, optional
        Markdown, shown while there are no messages.
    examples : list of dict, optional
        What a conversation may begin with: `text`, `display_text`, `icon`, `files` of each.
    allow_file_downloads : bool, default True
        Whether files of messages can be saved.
    group_consecutive_messages : bool, default True
        Whether messages of one role that follow one another stand together.
    allow_tags : bool or list of str, default True
        Tags that HTML does not know are never shown; what stands in them is.
    reasoning_tags : list of pair of str, optional
        What stands between such tags, like `("<think>", "</think>")`, becomes a thought that folds.
    like_user_message : bool, default False
        Whether something can be said of a person's messages as well.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When a parameter has no such value.

    Examples
    --------
    >>> chat = Chatbot([{"role": "user", "content": "Hello"}])
    >>> chat.initial()[0]["content"]
    [{'text': 'Hello', 'type': 'text'}]
    >>> Chatbot().postprocess([("Hello", "Hello to you")])
    Traceback (most recent call last):
        ...
    TypeError: Data incompatible with messages format. Each message is a dictionary with 'role' ...
    """

    HOLDS_TOOLS: ClassVar[bool] = False
    kind = "chatbot"
    spec_type = ChatbotSpec
    EVENTS: ClassVar[tuple[str, ...]] = (
        "change",
        "select",
        "like",
        "retry",
        "undo",
        "example_select",
        "option_select",
        "clear",
        "copy",
        "edit",
    )

    BUTTONS: ClassVar[tuple[str, ...]] = ("copy", "copy_all")

    def __init__(
        self,
        value: Sequence[dict[str, Any] | ChatMessage] | Callable[..., Any] | None = None,
        *,
        autoscroll: bool = True,
        height: Length = 400,
        resizable: bool = False,
        max_height: Length = None,
        min_height: Length = None,
        editable: Literal["user", "all"] | None = None,
        latex_delimiters: Sequence[dict[str, Any]] | None = None,
        rtl: bool = False,
        buttons: Sequence[str | Component] | None = None,
        watermark: str | None = None,
        avatar_images: Sequence[Any] | None = None,
        sanitize_html: bool = True,
        render_markdown: bool = True,
        feedback_options: Sequence[str] | None = ("Like", "Dislike"),
        feedback_value: Sequence[str | None] | None = None,
        line_breaks: bool = True,
        layout: Literal["panel", "bubble"] | None = None,
        placeholder: str | None = None,
        examples: Sequence[Any] | None = None,
        allow_file_downloads: bool = True,
        group_consecutive_messages: bool = True,
        allow_tags: Sequence[str] | bool = True,
        reasoning_tags: Sequence[tuple[str, str]] | None = None,
        like_user_message: bool = False,
        **common: Any,
    ) -> None:
        super().__init__(value, buttons=buttons, **common)
        placeless(_components(value))
        if not sanitize_html:
            notice("Chatbot(sanitize_html=False) has no effect: HTML is always made safe here.")
        self.autoscroll = autoscroll
        self.height = css_length("height", height)
        self.resizable = resizable
        self.max_height = css_length("max_height", max_height)
        self.min_height = css_length("min_height", min_height)
        self.editable = editable
        self.latex_delimiters = read_delimiters(latex_delimiters)
        self.rtl = rtl
        self.watermark = watermark
        self.avatar_images = tuple(avatar_images or ())
        self.sanitize_html = sanitize_html
        self.render_markdown = render_markdown
        self.feedback_options = tuple(feedback_options or ())
        self.feedback_value = None if feedback_value is None else tuple(feedback_value)
        self.line_breaks = line_breaks
        self.layout = layout
        self.placeholder = placeholder
        self.examples = [_example(example) for example in examples or ()]
        self.allow_file_downloads = allow_file_downloads
        self.group_consecutive_messages = group_consecutive_messages
        self.allow_tags = allow_tags
        self.reasoning_tags = [(opening, closing) for opening, closing in reasoning_tags or ()]
        self.like_user_message = like_user_message
        self._pictures: tuple[tuple[str | None, ...], tuple[ChatExample, ...]] | None = None

    def default_buttons(self) -> tuple[str, ...]:
        return self.BUTTONS

    def own_spec(self) -> dict[str, Any]:
        if self._pictures is None:
            self._pictures = (
                tuple(inline_picture(source) for source in self.avatar_images),
                tuple(_described(example) for example in self.examples),
            )
        avatars, examples = self._pictures
        return {
            "layout": self.layout or "bubble",
            "height": self.height,
            "max_height": self.max_height,
            "min_height": self.min_height,
            "resizable": self.resizable,
            "autoscroll": self.autoscroll,
            "rtl": self.rtl,
            "editable": self.editable,
            "render_markdown": self.render_markdown,
            "line_breaks": self.line_breaks,
            "latex_delimiters": self.latex_delimiters,
            "watermark": self.watermark,
            "avatar_images": avatars,
            "feedback_options": self.feedback_options,
            "feedback_value": self.feedback_value,
            "like_user_message": self.like_user_message,
            "placeholder": self.placeholder,
            "examples": examples,
            "allow_file_downloads": self.allow_file_downloads,
            "group_consecutive_messages": self.group_consecutive_messages,
            "listened": tuple(name for name in self.EVENTS if name in self.listened),
        }

    def interactive_by_use(self, *, is_input: bool, is_output: bool) -> bool:
        """Whether a person may do something with it: always, what is offered is told apart."""
        return True

    def preprocess(self, value: Json) -> list[dict[str, Any]]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise InvalidValueError("This conversation cannot be read.")
        return [_read(message, at) for at, message in enumerate(value)]

    def grown(self, shown: Json, tail: Any) -> Json:
        if not isinstance(tail, str):
            return super().grown(shown, tail if isinstance(tail, (list, tuple)) else [tail])
        last = shown[-1] if shown else None
        parts = last["content"] if last else ()
        if last is None or not parts or parts[-1].get("type") != "text":
            return [*(shown or ()), *self.postprocess([{"role": "assistant", "content": tail}])]
        more = {**parts[-1], "text": parts[-1]["text"] + tail}
        return [*shown[:-1], {**last, "content": [*parts[:-1], more]}]

    def hold(self, value: Any) -> Any:
        if not isinstance(value, list) or not all(map(_is_text, value)):
            return MISSING
        return [message.copy() for message in value]

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return []
        if not isinstance(value, (list, tuple)):
            raise TypeError(f"{_FORMAT}, in a list; this is {qualified_name(type(value))}.")
        return [sent for message in value for sent in self._send(message)]

    def event_data(self, name: str, data: Json) -> Json:
        """Return what functions learn of an event: files by paths that this session knows.

        Raises
        ------
        InvalidValueError
            When it names an example or a file that is not there.
        """
        if name != "example_select" or not isinstance(data, dict):
            return read_told(data)
        index = data.get("index")
        if type(index) is not int or not 0 <= index < len(self.examples):
            raise InvalidValueError("There is no such example.")
        example = self.examples[index]
        value: dict[str, Any] = {"text": example.get("text", "")}
        told = data.get("value")
        if "files" in example or (isinstance(told, dict) and "files" in told):
            value["files"] = [_example_file(file) for file in example.get("files") or ()]
        return {"index": index, "value": value}

    def _send(self, message: Any) -> list[dict[str, Any]]:
        if isinstance(message, ChatMessage):
            given = vars(message)
        elif isinstance(message, dict) and "role" in message and "content" in message:
            given = message
        else:
            raise TypeError(f"{_FORMAT}, not {qualified_name(type(message))}.")
        role = given["role"]
        if not isinstance(role, str):
            raise TypeError(f"The role of a message is a text, not {qualified_name(type(role))}.")
        try:
            notes = {
                "metadata": checked_metadata(given.get("metadata")),
                "options": checked_options(given.get("options")),
            }
        except ValueError as error:
            raise TypeError(str(error)) from None
        parts = parts_of(given["content"])
        if not parts:
            return []
        if not self.reasoning_tags:
            return [_message(role, parts, **notes)]
        return self._with_thoughts(role, parts, notes)

    def _with_thoughts(
        self, role: str, parts: list[dict[str, Any]], notes: dict[str, Any]
    ) -> list[dict[str, Any]]:
        messages = []
        for part in parts:
            if part["type"] != "text":
                continue
            for text, status in split_thoughts(part["text"], self.reasoning_tags):
                thought = {"metadata": {"title": "Reasoning", "status": status}, "options": None}
                content = [{"text": text, "type": "text"}]
                messages.append(_message(role, content, **(thought if status else notes)))
        others = [part for part in parts if part["type"] != "text"]
        if others:
            messages.append(_message(role, others, **notes))
        return messages


def _message(role: str, content: Any, *, metadata: Any, options: Any) -> dict[str, Any]:
    return {"role": role, "metadata": metadata, "content": content, "options": options}


def _read(message: Json, at: int) -> dict[str, Any]:
    role = message.get("role") if isinstance(message, dict) else None
    if not isinstance(message, dict) or not isinstance(role, str):
        raise InvalidValueError("A message of this conversation cannot be read.").within(at)
    try:
        metadata = checked_metadata(message.get("metadata"))
        options = checked_options(message.get("options"))
    except ValueError as error:
        raise InvalidValueError(str(error)).within(at) from None
    try:
        content = read_parts(message.get("content"))
    except InvalidValueError as error:
        raise error.within(at) from None
    return _message(role, content, metadata=metadata, options=options)


def _components(value: Any) -> list[Any]:
    """Return the components in messages that stand in a list already."""
    found: list[Any] = []
    for message in value if isinstance(value, (list, tuple)) else ():
        content = message.get("content") if isinstance(message, dict) else None
        content = message.content if isinstance(message, ChatMessage) else content
        found += content if isinstance(content, list) else [content]
    return found


def _example(given: Any) -> dict[str, Any]:
    example = {"text": given} if isinstance(given, str) else dict(given)
    if example.get("files") is None:
        example.pop("files", None)
    elif not isinstance(example["files"], list):
        raise ValueError("The 'files' of an example are a list of paths.")
    return example


def _described(example: dict[str, Any]) -> ChatExample:
    return ChatExample(
        text=example.get("text") or "",
        display_text=example.get("display_text"),
        icon=inline_picture(example.get("icon")),
        files=tuple(_described_file(file) for file in example.get("files", ())),
    )


def _path(file: Any) -> str:
    path = file.get("path") if isinstance(file, dict) else file
    if not isinstance(path, (str, os.PathLike)):
        raise ValueError("The 'files' of an example are a list of paths.")
    return os.fspath(path)


def _described_file(file: Any) -> ChatExampleFile:
    path = _path(file)
    mime = mimetypes.guess_type(path)[0] or ""
    picture = inline_picture(path) if mime in TYPES else None
    name = (file.get("orig_name") if isinstance(file, dict) else None) or os.path.basename(path)
    return ChatExampleFile(name=name, mime=mime, picture=picture)


def _example_file(file: Any) -> dict[str, Any]:
    path = _path(file)
    name = file.get("orig_name") if isinstance(file, dict) else None
    return {
        "path": path,
        "url": None,
        "size": None,
        "orig_name": name or os.path.basename(path),
        "mime_type": mimetypes.guess_type(path)[0],
        "is_stream": False,
        "meta": {"_type": "gradio.FileData"},
    }


def _is_text(message: Any) -> bool:
    """Whether a message is a text and nothing else, so that a copy of it is soon made."""
    return (
        type(message) is dict
        and isinstance(message.get("content"), str)
        and not message.get("metadata")
        and not message.get("options")
    )
