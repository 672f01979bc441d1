"""`ChatInterface`: a conversation with a function."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any

from .blocks import Blocks
from .components.accordion import Accordion
from .components.base import Component
from .components.chatbot import Chatbot
from .components.json import JSON
from .components.multimodaltextbox import MultimodalTextbox
from .components.textbox import Textbox
from .conversation import Conversation
from .errors import InvalidValueError
from .eventdata import EventData, SelectData, UndoData
from .events import Listener
from .injection import injected
from .parameters import notice
from .request import Request
from .updates import skip, update

Function = Callable[..., Any]


class ChatInterface(Blocks):
    """A conversation with a function: it gets a message and what was said before.

    Parameters
    ----------
    fn : callable
        Called with the message, a list of the messages before it (dicts with `role` and
        `content`), and the values of `additional_inputs`. It returns the answer: a text, a
        message, a component, or a list of these; or yields it as it grows.
    multimodal : bool, default False
        Whether a message may have files; it is a dict with `text` and `files` then.
    chatbot : Chatbot, optional
        What shows the conversation.
    textbox : Textbox or MultimodalTextbox, optional
        What a message is written in.
    additional_inputs : component or list, optional
        Whose values the function gets as well.
    additional_inputs_accordion : str or Accordion, optional
        What they stand in.
    additional_outputs : component or list, optional
        What the function writes besides the answer: it returns a tuple then.
    editable : bool, default False
        Whether a person may write a message anew; the answer is given again.
    examples : list, optional
        What a conversation may begin with: texts, dicts with `text` and `files`, or lists of a
        message and the values of the additional inputs.
    example_labels, example_icons : list of str, optional
        What stands on each of them.
    run_examples_on_click : bool, default True
        Whether a click sends the example, or only writes it into the field.
    title, description : str, optional
        The heading, and one line below it.
    autofocus, autoscroll : bool, default True
        Whether the field has the focus at the beginning, and the conversation follows its end.
    submit_btn, stop_btn : str or bool, default True
        What stands on the buttons; `False` for none.
    concurrency_limit : int or None, default 1
        How many answers may be made at once.
    show_progress : {"full", "minimal", "hidden"}, default "minimal"
        How it is shown that an answer is being made.
    api_name : str, optional
        What clients call it; by default the function's name.
    api_description, api_visibility
        As Gradio has them; without effect.
    validator : callable, optional
        Called before, with the message: says whether it is right.
    **options
        What else Gradio's `ChatInterface` and `launch` take: accepted, with one notice where it
        has no effect.

    Raises
    ------
    TypeError
        When an option is unknown, or the function cannot be called so.

    Examples
    --------
    >>> def echo(message, history):
    ...     return f"{len(history)}: {message}"
    >>> demo = ChatInterface(echo)
    >>> demo.chatbot.kind, demo.textbox.kind
    ('chatbot', 'textbox')
    """

    NOT_YET = ("cache_examples", "cache_mode", "examples_label", "flagging_dir", "flagging_options")

    def __init__(
        self,
        fn: Function,
        *,
        multimodal: bool = False,
        chatbot: Chatbot | None = None,
        textbox: Textbox | MultimodalTextbox | None = None,
        additional_inputs: Any = None,
        additional_inputs_accordion: str | Accordion | None = None,
        additional_outputs: Any = None,
        editable: bool = False,
        examples: Sequence[Any] | None = None,
        example_labels: Sequence[str] | None = None,
        example_icons: Sequence[str] | None = None,
        run_examples_on_click: bool = True,
        title: str | None = None,
        description: str | None = None,
        autofocus: bool = True,
        autoscroll: bool = True,
        submit_btn: str | bool | None = True,
        stop_btn: str | bool | None = True,
        concurrency_limit: Any = "default",
        show_progress: Any = "minimal",
        api_name: str | None = None,
        api_description: Any = None,
        api_visibility: str = "public",
        validator: Function | None = None,
        **options: Any,
    ) -> None:
        for name in self.NOT_YET:
            if options.pop(name, None) is not None:
                notice(f"ChatInterface({name}=…) is not there yet, and does nothing.")
        for name in ("flagging_mode", "save_history", "type"):
            if options.pop(name, None) not in (None, False, "never", "messages"):
                notice(f"ChatInterface({name}=…) is not there yet, and does nothing.")
        super().__init__(title=title, description=description, heading=True, **options)
        self.fn = fn
        self.multimodal = multimodal
        self.stop_btn = stop_btn
        self.submit_btn = submit_btn
        self._named = [c for c in _several(additional_inputs)]
        self._more = _several(additional_outputs)
        with self:
            self.chatbot = _placed(
                chatbot,
                lambda: Chatbot(
                    examples=_beginnings(examples, example_labels, example_icons),
                    editable="user" if editable else None,
                    autoscroll=autoscroll,
                    label="Chatbot",
                    show_label=False,
                ),
            )
            kind: Any = MultimodalTextbox if multimodal else Textbox
            self.textbox = _placed(
                textbox,
                lambda: kind(
                    placeholder="Type a message...",
                    show_label=False,
                    label="Message",
                    container=False,
                    autofocus=autofocus,
                    submit_btn=submit_btn,
                    stop_btn=False,
                ),
            )
            fresh = [component for component in self._named if not component.id]
            if fresh:
                accordion = additional_inputs_accordion
                if not isinstance(accordion, Accordion):
                    accordion = Accordion(accordion or "Additional Inputs", open=False)
                elif not accordion.id:
                    accordion.render()
                with accordion:
                    for component in fresh:
                        component.render()
            self.examples = list(examples or [])
            self._listen(
                api_name,
                dict(concurrency_limit=concurrency_limit, show_progress=show_progress),
                validator,
                run_examples_on_click,
            )

    def _listen(
        self, api_name: str | None, how: dict[str, Any], validator: Any, runs_examples: bool
    ) -> None:
        inputs = [self.chatbot, *self._named]
        outputs = [self.textbox, self.chatbot, *self._more]
        chat, box = self.chatbot, self.textbox

        def asked(start: Callable[[Any, Any], Conversation]) -> Function:
            return self._turn(start)

        submitted = box.submit(
            self._turn(
                lambda data, values: Conversation(values[1]).say(values[0]), takes_text=True
            ),
            [box, *inputs],
            outputs,
            validator=validator,
            api_name="submit",
            **how,
        )
        turns = [
            submitted,
            chat.retry(
                asked(lambda data, values: Conversation(values[0]).back_to(_place(data))),
                inputs,
                outputs,
                api_name="retry",
                **how,
            ),
            chat.edit(
                asked(
                    lambda data, values: Conversation(values[0]).rewrite(_place(data), _text(data))
                ),
                inputs,
                outputs,
                api_name="edit",
                **how,
            ),
            chat.option_select(
                asked(lambda data, values: Conversation(values[0]).say(_text(data))),
                inputs,
                outputs,
                api_name="option",
                **how,
            ),
        ]
        if runs_examples:
            turns.append(
                chat.example_select(
                    asked(self._say_example),
                    inputs,
                    outputs,
                    api_name="example",
                    **how,
                )
            )
        else:
            chat.example_select(self._write_example, None, box, queue=False, api_name="example")
        for turn in turns:
            turn.failure(self._ready, None, box, queue=False, api_name="ready")
        box.stop(self._ready, None, box, cancels=turns, queue=False, api_name="stop")
        chat.undo(self._undo, chat, [chat, box], queue=False, api_name="undo")
        self._listen_to_clients(api_name)

    def _listen_to_clients(self, api_name: str | None) -> None:
        """Add what clients call: a message, what was said, and the rest, for the answer alone."""
        name = api_name or str(getattr(self.fn, "__name__", "chat"))
        self.listen(
            Listener(
                index=-1,
                fn=self.fn,
                api_name=name,
                targets=[],
                inputs=[self.textbox, self.chatbot, *self._named],
                outputs=[JSON(label="Response", visible=False)],
                streams=inspect.isgeneratorfunction(self.fn) or inspect.isasyncgenfunction(self.fn),
            )
        )

    # -- turns

    def _turn(
        self, start: Callable[[Any, Any], Conversation], *, takes_text: bool = False
    ) -> Function:
        """Return the function of a listener: what is said, then the answer as it grows."""
        count = 2 if takes_text else 1

        if inspect.iscoroutinefunction(self.fn) or inspect.isasyncgenfunction(self.fn):

            async def answer_async(
                request: Request, event: EventData, *values: Any
            ) -> AsyncIterator[Any]:
                talk = start(event, values)
                yield self._shown(talk, busy=True)
                async for answer in self._ask_async(talk, talk.more or values[count:], request):
                    yield self._shown(talk, answer, busy=True)
                yield self._shown(talk, busy=False)

            return answer_async

        def answer(request: Request, event: EventData, *values: Any) -> Iterator[Any]:
            talk = start(event, values)
            yield self._shown(talk, busy=True)
            for answered in self._ask(talk, talk.more or values[count:], request):
                yield self._shown(talk, answered, busy=True)
            yield self._shown(talk, busy=False)

        return answer

    def _ask(self, talk: Conversation, more: Sequence[Any], request: Request) -> Iterator[Any]:
        result = self.fn(*self._arguments(talk, more, request))
        if inspect.isgenerator(result):
            yield from result
        else:
            yield result

    async def _ask_async(
        self, talk: Conversation, more: Sequence[Any], request: Request
    ) -> AsyncIterator[Any]:
        result = self.fn(*self._arguments(talk, more, request))
        if isinstance(result, AsyncIterator):
            async for answer in result:
                yield answer
        else:
            yield await result

    def _arguments(self, talk: Conversation, more: Sequence[Any], request: Request) -> list[Any]:
        message = talk.message(multimodal=self.multimodal)
        arguments: list[Any] = [message, talk.before, *more]
        for wanted in injected(self.fn):
            given = request if wanted.kind == "request" else wanted.wanted
            arguments.insert(wanted.position, given)
        return arguments

    def _shown(self, talk: Conversation, answer: Any = None, *, busy: bool) -> Any:
        """Return the outputs of a listener: the field, the conversation, and the rest."""
        rest: list[Any] = [skip() for _ in self._more]
        if answer is not None:
            if self._more and isinstance(answer, tuple):
                answer, rest = answer[0], list(answer[1:])
            talk.answer(answer)
        field = self._field(busy=busy, clear=answer is None and busy)
        return (field, talk.messages, *rest)

    def _field(self, *, busy: bool, clear: bool = False) -> Any:
        changes: dict[str, Any] = {"submit_btn": self.submit_btn, "stop_btn": False}
        if busy:
            changes = {"submit_btn": False, "stop_btn": self.stop_btn}
        if clear:
            changes["value"] = None if self.multimodal else ""
        return update(**changes)

    def _ready(self) -> Any:
        return self._field(busy=False)

    def _undo(self, messages: list[Any], event: UndoData) -> Any:
        talk = Conversation(messages).back_to(_place(event))
        return talk.before, talk.message(multimodal=self.multimodal)

    def _message(self, event: SelectData) -> Any:
        # The author's own example, whatever a browser says of it: that may name any path.
        value = self.chatbot.event_data("example_select", {"index": event.index})["value"]
        return value if self.multimodal or not isinstance(value, dict) else value.get("text", "")

    def _say_example(self, event: Any, values: Any) -> Conversation:
        """Begin a turn with an example, and with the further inputs that stand in it."""
        talk = Conversation(values[0]).say(self._message(event))
        example = self.examples[_place(event)]
        if isinstance(example, (list, tuple)):
            talk.more = list(example[1:])
        return talk

    def _write_example(self, event: SelectData) -> Any:
        return self._message(event)


def _place(event: Any) -> int:
    """Return which message an event is about."""
    index = event.index
    return int(index[0] if isinstance(index, (list, tuple)) else index)


def _text(event: Any) -> str:
    """Return the text that came with an event: nothing else, which might name a file."""
    if not isinstance(event.value, str):
        raise InvalidValueError("Only a text can be said here.")
    return event.value


def _several(given: Any) -> list[Component]:
    if given is None:
        return []
    return list(given) if isinstance(given, (list, tuple)) else [given]


def _placed(given: Any, make: Callable[[], Any]) -> Any:
    """Return a component in its place: one that was given, or a new one."""
    if given is None:
        return make()
    if not given.id:
        given.render()
    return given


def _beginnings(
    examples: Sequence[Any] | None, labels: Sequence[str] | None, icons: Sequence[str] | None
) -> list[dict[str, Any]] | None:
    """Return examples as a chatbot shows them."""
    if not examples:
        return None
    found = []
    for i, example in enumerate(examples):
        first = example[0] if isinstance(example, (list, tuple)) else example
        shown = dict(first) if isinstance(first, dict) else {"text": str(first)}
        if labels and i < len(labels):
            shown["display_text"] = labels[i]
        if icons and i < len(icons):
            shown["icon"] = icons[i]
        found.append(shown)
    return found


__all__ = ["ChatInterface"]
