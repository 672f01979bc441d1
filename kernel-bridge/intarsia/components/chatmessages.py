"""Messages of a conversation, as programs write them."""

from dataclasses import dataclass, field
from typing import Any, Literal, NotRequired, TypedDict

__all__ = ["ChatMessage", "MessageDict", "MetadataDict", "OptionDict"]


class MetadataDict(TypedDict, total=False):
    """What makes a message a thought, or a step of a tool: it folds under its title.

    Parameters
    ----------
    title : str
        What stands on the fold; without it the message is an ordinary one.
    id : int or str
        What other thoughts name it by.
    parent_id : int or str
        The `id` of the thought that this one stands in.
    log : str
        A few quiet words beside the title.
    duration : float
        How long it took, in seconds.
    status : {"pending", "done"}
        `"pending"` shows that it is under way; `"done"` folds it; left out, it stands open.

    Examples
    --------
    >>> MetadataDict(title="Looking it up", status="done", duration=1.5)["title"]
    'Looking it up'
    """

    title: str
    id: int | str
    parent_id: int | str
    log: str
    duration: float
    status: Literal["pending", "done"]


class OptionDict(TypedDict):
    """One of the answers that a message offers.

    Parameters
    ----------
    value : str
        What is told when it is chosen.
    label : str, optional
        What stands on the button; by default the value.

    Examples
    --------
    >>> OptionDict(value="yes", label="Yes, please")
    {'value': 'yes', 'label': 'Yes, please'}
    """

    value: str
    label: NotRequired[str]


class MessageDict(TypedDict):
    """One message of a conversation, as a dict.

    Parameters
    ----------
    role : {"user", "assistant", "system"}
        Who says it; what the system says is not shown.
    content : str, dict, Component or list
        A text (Markdown), a file as `{"path": ...}`, a component, or several of them.
    metadata : MetadataDict, optional
        What makes it a thought.
    options : list of OptionDict, optional
        Answers to choose from.

    Examples
    --------
    >>> MessageDict(role="user", content="How far is the moon?")
    {'role': 'user', 'content': 'How far is the moon?'}
    """

    role: Literal["user", "assistant", "system"]
    content: Any
    metadata: NotRequired[MetadataDict | None]
    options: NotRequired[list[OptionDict] | None]


@dataclass
class ChatMessage:
    """One message of a conversation.

    Parameters
    ----------
    content : str, dict, Component or list
        A text (Markdown), a file as `{"path": ...}`, a component, or several of them.
    role : {"user", "assistant", "system"}, default "assistant"
        Who says it; what the system says is not shown.
    metadata : MetadataDict, optional
        What makes it a thought, which folds under its title.
    options : list of OptionDict, optional
        Answers to choose from, shown as buttons while it is the last message.

    Examples
    --------
    >>> ChatMessage("384,400 km", metadata={"title": "Looked it up"}).role
    'assistant'
    """

    content: Any
    role: Literal["user", "assistant", "system"] = "assistant"
    metadata: MetadataDict = field(default_factory=lambda: MetadataDict())
    options: list[OptionDict] = field(default_factory=list)
