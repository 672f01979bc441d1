"""`ChatInterface`: a conversation with a function."""

from __future__ import annotations

import functools
import inspect
import os
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any, Literal

from .arguments import told
from .blocks import Blocks
from .chathistory import ChatHistory
from .components.accordion import Accordion
from .components.base import Component
from .components.chatbot import Chatbot
from .components.column import Column
from .components.json import JSON
from .components.multimodaltextbox import MultimodalTextbox
from .components.naming import component_of
from .components.number import Number
from .components.row import Row
from .components.state import State
from .components.textbox import Textbox
from .conversation import Conversation
from .entrances import entrance
from .errors import InvalidValueError
from .eventdata import EventData, LikeData, SelectData, UndoData
from .exampleresults import finished
from .examples import Examples
from .injection import injected
from .listenerchecks import look_at_validator
from .parameters import notice
from .request import Request
from .sqlitelogger import FOLDER, SQLiteLogger
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
    save_history : bool, default False
        Whether a person can have several conversations: the browser keeps their texts, and a
        list of them stands at the side.
    cache_examples : bool, optional
        Whether the answers to the examples are kept on disk.
    cache_mode : {"eager", "lazy"}, optional
        Whether they are made when the app is shown, or when an example is first chosen.
    flagging_mode : {"never", "manual"}, optional
        `"manual"`: what a person says of an answer, like or dislike, is kept with the
        conversation.
    flagging_options : list of str, default ["Like", "Dislike"]
        What can be said of an answer.
    flagging_dir : str, default ".intarsia/flagged"
        Where it is kept.
    validator : callable, optional
        Called before, with the message: says whether it is right.
    **options
        What else Gradio's `ChatInterface` and `launch` take: accepted, with one notice where it
        has no effect.

    Raises
    ------
    TypeError
        When an option is unknown, or the function cannot be called so.
    ValueError
        When `flagging_mode` is something else.

    Examples
    --------
    >>> def echo(message, history):
    ...     return f"{len(history)}: {message}"
    >>> demo = ChatInterface(echo)
    >>> demo.chatbot.kind, demo.textbox.kind
    ('chatbot', 'textbox')
    """

    @entrance
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
        save_history: bool = False,
        cache_examples: bool | None = None,
        cache_mode: Literal["eager", "lazy"] | None = None,
        flagging_mode: Literal["never", "manual"] | None = None,
        flagging_options: Sequence[str] | None = ("Like", "Dislike"),
        flagging_dir: str | os.PathLike[str] = FOLDER,
        **options: Any,
    ) -> None:
        if not callable(fn):
            raise TypeError(f"A ChatInterface is of a function, not of {told(fn)}.")
        for name, given in (("chatbot", chatbot), ("textbox", textbox)):
            if not (given is None or isinstance(given, Component)):
                raise TypeError(f"ChatInterface({name}=…) is a component, not {told(given)}.")
        if not (examples is None or isinstance(examples, (list, tuple))):
            raise TypeError(f"ChatInterface(examples=…) is a list, not {told(examples)}.")
        if options.pop("type", "messages") not in (None, "messages"):
            notice('ChatInterface(type=…) is always "messages".')
        if options.pop("examples_label", None) not in (None, "Examples"):
            notice("ChatInterface(examples_label=…) has no effect: the examples need no heading.")
        mode = flagging_mode or os.environ.get("GRADIO_CHAT_FLAGGING_MODE", "never")
        if mode not in ("never", "manual"):
            raise ValueError(f'flagging_mode is "never" or "manual", not {mode!r}.')
        super().__init__(title=title, description=description, heading=True, **options)
        self.fn = fn
        self.multimodal = multimodal
        self.stop_btn = stop_btn
        self.submit_btn = submit_btn
        self._named = [c for c in _several(additional_inputs)]
        self._more = _several(additional_outputs)
        self.history: ChatHistory | None = None
        self.examples = list(examples or [])

        def make_chatbot() -> Chatbot:
            return Chatbot(
                examples=_beginnings(examples, example_labels, example_icons),
                editable="user" if editable else None,
                autoscroll=autoscroll,
                label="Chatbot",
                show_label=False,
            )

        def make_textbox() -> Any:
            kind: Any = MultimodalTextbox if multimodal else Textbox
            return kind(
                placeholder="Type a message...",
                show_label=False,
                label="Message",
                container=False,
                autofocus=autofocus,
                submit_btn=submit_btn,
                stop_btn=False,
            )

        def place() -> None:
            self.chatbot = _placed(chatbot, make_chatbot)
            self.textbox = _placed(textbox, make_textbox)
            self._place_inputs(additional_inputs_accordion)

        with self:
            if save_history:
                with Row():
                    self.history = ChatHistory(fn, title)
                    with Column(scale=4):
                        place()
            else:
                place()
            kept = self._keep_examples(cache_examples, cache_mode)
            self._listen(
                api_name,
                dict(concurrency_limit=concurrency_limit, show_progress=show_progress),
                validator,
                kept if kept is not None else run_examples_on_click,
            )
            self._listen_to_clients(api_name, concurrency_limit)
            if mode == "manual":
                self._flag(flagging_options, flagging_dir)

    def _place_inputs(self, accordion: str | Accordion | None) -> None:
        """Put the further inputs below the field, those that have no place yet."""
        fresh = [component for component in self._named if not component.id]
        if not fresh:
            return
        if not isinstance(accordion, Accordion):
            accordion = Accordion(accordion or "Additional Inputs", open=False)
        elif not accordion.id:
            accordion.render()
        with accordion:
            for component in fresh:
                component.render()

    def _listen(
        self,
        api_name: str | None,
        how: dict[str, Any],
        validator: Any,
        examples: bool | Examples,
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
            validator=None if validator is None else _of_message(validator, box),
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
        if isinstance(examples, Examples):
            turns.append(
                chat.example_select(
                    self._showing(examples),
                    None,
                    chat,
                    postprocess=False,
                    api_name="example",
                    show_progress=how["show_progress"],
                )
            )
        elif examples:
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
        stopped = box.stop(self._ready, None, box, cancels=turns, queue=False, api_name="stop")
        undone = chat.undo(self._undo, chat, [chat, box], queue=False, api_name="undo")
        if self.history is not None:
            self.history.listen(self.composer, chat)
            for end in (*turns, stopped, undone):
                self.history.keep_after(end.then)

    def _listen_to_clients(self, api_name: str | None, concurrency_limit: Any) -> None:
        """Add what clients call: a message and the rest, for the answer; what was said is kept."""
        said = State(list(self.chatbot.value or []), render=False)
        self.composer.attach(
            [],
            functools.wraps(self.fn)(self._answering()),
            inputs=[self.textbox, said, *self._named],
            outputs=[JSON(label="Response", visible=False, render=False), said, *self._more],
            api_name=api_name or str(getattr(self.fn, "__name__", "chat")),
            concurrency_limit=concurrency_limit,
            postprocess=False,
        )

    def _answering(self) -> Function:
        """Return what clients call: the answer, and all that was said."""

        def returned(talk: Conversation, answer: Any) -> tuple[Any, ...]:
            rest: list[Any] = [skip() for _ in self._more]
            if self._more and isinstance(answer, tuple):
                answer, rest = answer[0], list(answer[1:])
            return (answer, talk.answer(answer).messages, *rest)

        def begun(message: Any, said: list[Any]) -> Conversation:
            return Conversation(said).say(message)

        fn = self.fn
        if inspect.isgeneratorfunction(fn):

            def stream(message: Any, said: list[Any], *more: Any, **named: Any) -> Iterator[Any]:
                talk = begun(message, said)
                for answer in fn(message, list(said), *more, **named):
                    yield returned(talk, answer)

            return stream
        if inspect.isasyncgenfunction(fn):

            async def stream_async(
                message: Any, said: list[Any], *more: Any, **named: Any
            ) -> AsyncIterator[Any]:
                talk = begun(message, said)
                async for answer in fn(message, list(said), *more, **named):
                    yield returned(talk, answer)

            return stream_async

        async def answer(message: Any, said: list[Any], *more: Any, **named: Any) -> Any:
            result = fn(message, list(said), *more, **named)
            return returned(begun(message, said), await result)

        def answer_at_once(message: Any, said: list[Any], *more: Any, **named: Any) -> Any:
            return returned(begun(message, said), fn(message, list(said), *more, **named))

        return answer if inspect.iscoroutinefunction(fn) else answer_at_once

    # -- what is kept

    def _keep_examples(
        self, cache: bool | None, mode: Literal["eager", "lazy"] | None
    ) -> Examples | None:
        """Let the answers to the examples be kept; return where they are, if they are."""
        wanted = os.environ.get("GRADIO_CACHE_EXAMPLES") if cache is None else cache
        if not self.examples or not wanted:
            return None
        given = [example if isinstance(example, list) else [example] for example in self.examples]
        rest = [component.value for component in self._named]
        kept = Examples(
            [[*row, *rest[len(row) - 1 :]] for row in given],
            [self.textbox, *self._named],
            self.chatbot,
            _example_turn(self.fn, bool(self._more)),
            cache_examples=cache,
            cache_mode=mode,
            preload=False,
            visible=False,
        )
        return kept if kept.cache_examples else None

    def _showing(self, examples: Examples) -> Function:
        def example(event: SelectData, request: Request) -> Any:
            return examples.load_from_cache(_place(event), request)[0]

        return example

    def _flag(self, options: Sequence[str] | None, folder: str | os.PathLike[str]) -> None:
        """Keep what a person says of an answer, with the conversation."""
        self.chatbot.feedback_options = tuple(options or ())
        logger = self.flagging_callback = SQLiteLogger()
        place = Number(label="Message", precision=0, render=False)
        logger.setup([self.chatbot, place], str(folder))

        def flag(messages: Any, event: LikeData, request: Request) -> None:
            words = {True: "Like", False: "Dislike"}
            said = words[event.liked] if isinstance(event.liked, bool) else event.liked
            if said not in (None, *self.chatbot.feedback_options):
                raise InvalidValueError("This cannot be said of an answer.")
            logger.flag([messages, _place(event)], said, request.username)

        self.chatbot.like(flag, self.chatbot, None, preprocess=False)

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


def _example_turn(fn: Function, has_more: bool) -> Function:
    """Return a function of an example: it and its answer, as a conversation."""

    def chat(request: Request, message: Any, *more: Any) -> Any:
        arguments = [message, [], *more]
        for wanted in injected(fn):
            given = request if wanted.kind == "request" else wanted.wanted
            arguments.insert(wanted.position, given)
        answer = finished(fn(*arguments))
        if has_more and isinstance(answer, tuple):
            answer = answer[0]
        return Conversation([]).say(message).answer(answer).messages

    return chat


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
    several = list(given) if isinstance(given, (list, tuple)) else [given]
    return [component_of(each) for each in several]


def _of_message(validator: Function, box: Component) -> Function:
    """Return a validator that is asked about the message alone."""
    look_at_validator(validator, [box], as_one=False, by_name=[])

    def judge(message: Any, *_: Any) -> Any:
        return validator(message)

    return judge


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
