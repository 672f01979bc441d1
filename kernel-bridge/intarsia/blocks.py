"""An app: components, the layout they stand in, and the listeners between them."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from contextvars import Token, copy_context
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal
from weakref import WeakValueDictionary

from .appstyle import check_style, style_text
from .arguments import text, whole
from .components.base import Component
from .components.building import building
from .components.column import Column
from .components.event import Event
from .components.layout import Layout
from .components.sessionfiles import session_files
from .composer import Composer
from .entrances import entrance
from .errors import InvalidValueError
from .events import Listener
from .listenerchecks import checked_limit
from .parameters import leave_out, nearest, notice, refuse_unknown
from .parentheses import Parentheses
from .spec import AppSpec, holds_secret

if TYPE_CHECKING:
    from .flow import Flow
    from .messages import Bundle, FunctionCode, Json
    from .runtime.files import FileStore
    from .runtime.queue import Lane
    from .runtime.session import Session
    from .runtime.states import States

SessionMode = Literal["shared", "private"]

Block = Component
"""Gradio's name for what can stand in an app."""
BlockContext = Layout
"""Gradio's name for what others can stand in."""


class Blocks(metaclass=Parentheses):
    """An app: components, their layout, and listeners, written down within `with Blocks():`.

    `show(fn)` returns one as well.

    Parameters
    ----------
    analytics_enabled, mode
        As Gradio has them; without effect.
    title : str, optional
        The app's name; `show(fn)` and `Interface` show it as a heading.
    description : str, optional
        One line below it.
    session : {"shared", "private"}, default "shared"
        `"shared"`: one session, joined by every view; `"private"`: one per browser.
    theme : Theme or str, optional
        One of `gr.themes`; its colours are fitted to the notebook's own theme.
    css : str, optional
        The author's style sheet, for what has `elem_id` and `elem_classes`; it applies to this
        app alone.
    css_paths : str, Path or list, optional
        Files with more of it.
    js : str, optional
        A script that runs when the app comes alive; only where `authorScripts` is on.
    heading : bool, default False
        Whether title and description stand above the app.
    hot_reload : bool, default True
        Whether the shown app uses the new version of a function when the cell that defines it
        is run again.
    show_code : bool, optional
        Whether the app's menu offers the code of its functions; by default it does, but not where
        Voilà serves the app to visitors.
    **options
        What else `launch` takes: accepted, with one notice.

    Attributes
    ----------
    value
        What the function returned last, as it returned it; `None` before.
    inputs : dict
        The committed inputs, by parameter name, as the function would get them.
    widget : ipywidgets.Output
        The app as an ipywidget, to stand in boxes and tabs.
    load, unload : Event
        When a session begins, and when it ends.

    Raises
    ------
    ValueError
        When `session` is something else.
    TypeError
        When an option is unknown.

    Examples
    --------
    >>> import intarsia as gr
    >>> with gr.Blocks() as demo:
    ...     name = gr.Textbox(label="Name")
    ...     greeting = gr.Textbox(label="Greeting")
    ...     added = name.submit("Hello {}".format, name, greeting)
    >>> demo.inputs
    {'input_0': ''}
    """

    is_named = False
    """Whether its title is said by what it stands in, a tab for example."""

    @entrance
    def __init__(
        self,
        analytics_enabled: bool | None = None,
        mode: str = "blocks",
        title: str | None = None,
        *,
        description: str | None = None,
        session: SessionMode = "shared",
        theme: Any = None,
        css: str | None = None,
        css_paths: Any = None,
        js: str | None = None,
        heading: bool = False,
        hot_reload: bool = True,
        show_code: bool | None = None,
        **options: Any,
    ) -> None:
        if session not in ("shared", "private"):
            raise ValueError(f'session is "shared" or "private", not {session!r}.')
        self.app_id = os.urandom(16).hex()
        self.mode = mode
        self.title = None if title is None else text("title=…", title)
        self.description = description
        self.heading = heading
        self.session_mode: SessionMode = session
        self.hot_reload = hot_reload
        self.show_code = show_code
        self.recipe: Callable[[Callable[..., Any]], Blocks] | None = None
        """Makes the same app of another function, where the app is made of one."""
        self.theme = theme
        self.css = css
        self.css_paths = css_paths
        self.js = js
        self._look_at_style()
        self._accept(options)
        self._ids = itertools.count()
        self.composer = Composer(Column(render=False), self._next_id)
        self.sessions: dict[str, Session] = {}
        self.taken_over: dict[str, Json] = {}
        """Committed inputs of the app that stood in the same cell before, that still fit."""
        self.default_concurrency_limit: int | None = 1
        self.max_waiting: int | None = None
        self._taken_files: FileStore | None = None
        self._lanes: WeakValueDictionary[Any, Lane] = WeakValueDictionary()
        """As long as they have runs, which keep the function by whose identity they are known."""
        self._lock = Lock()
        self.context = copy_context()
        """What the functions run in: the context variables as they were here."""
        self._spec: AppSpec | None = None
        self._css: str | None = None
        self._shared: Session | None = None
        self._value: Any = None
        self.shown_in: set[str] = set()
        self.stands = False
        """Whether it has been shown, and taken its place in a cell if it was one."""
        self._widget: Any = None
        self._states_of_code: States | None = None
        self._entered: list[Token[Any]] = []
        self._page: Layout | None = None
        """The page that is being written, if there are several."""
        self._is_part = False

    # -- describing

    @property
    def components(self) -> dict[str, Component]:
        """All components, by id."""
        return self.composer.components

    @property
    def listeners(self) -> list[Listener]:
        """All listeners, in order."""
        return self.composer.listeners

    @property
    def root(self) -> Component:
        """The outermost layout."""
        return self.composer.root

    def new_id(self) -> str:
        """Return an id that no component of the app has, or had."""
        known = self.composer.components if "composer" in self.__dict__ else {}
        return next(key for key in (f"c{n}" for n in self._ids) if key not in known)

    def become(self, other: Blocks) -> None:
        """Be made of what another app is made of; keep the name that views know it by."""
        self.composer = other.composer
        self.title, self.description = other.title, other.description
        self._spec = None
        self.taken_over = {
            key: value for key, value in self.taken_over.items() if key in self.components
        }

    def keep_lane(self, old: Any, new: Any) -> None:
        """Let a function wait in the same queue as the one it takes the place of."""
        lane = self._lanes.pop(id(old), None)
        if lane is not None:
            self._lanes[id(new)] = lane

    def write_in(self, root: Component) -> Composer:
        """Begin anew, with another outermost layout; return what writes it down."""
        self._ids = itertools.count()
        self.__dict__.pop("composer", None)  # its ids are free again
        self.composer = Composer(root, self._next_id)
        return self.composer

    def __enter__(self) -> Any:
        outer = building.get()
        if isinstance(outer, Composer) and self.composer.homes is not None:
            # A part of another app may name what that one has.
            known = outer.homes
            self.composer.homes = None if known is None else self.composer.homes | known
        self._entered.append(building.set(self.composer))
        if self._page is not None and len(self._entered) == 1:
            self.composer.enter(self._page)
        return self

    @entrance
    def __exit__(self, kind: Any, *_: object) -> None:
        building.reset(self._entered.pop())
        if self._page is not None and not self._entered:
            self.composer.leave(self._page)
        if kind is None and not self._entered:
            self.composer.look_at_decorators()
            self.composer.keep_fresh()
            if building.get() is not None:
                self.render()
            elif self._spec is not None:
                self._grow()

    if not TYPE_CHECKING:  # what is not there is a mistake to type checkers

        def __getattr__(self, name: str) -> Any:
            """Say which name may be meant; called for names that there are not."""
            __tracebackhide__ = True
            kind = type(self)
            meant = "" if name.startswith("_") else nearest(name, dir(kind))
            raise AttributeError(f"{kind.__name__} has no attribute {name!r}.{meant}")

    def _grow(self) -> None:
        """Show what was added to the app after it had been shown."""
        from .runtime.renewal import grow

        self._spec = None
        grow(self)

    def render(self) -> Blocks:
        """Place the whole app here, in the app that is being written.

        Raises
        ------
        RuntimeError
            Outside of a `with Blocks():`.
        """
        outer = building.get()
        if not isinstance(outer, Composer):
            raise RuntimeError("render() places an app: call it inside of `with Blocks():`.")
        outer.absorb(self.composer)
        self._is_part = True
        return self

    def unrender(self) -> Blocks:
        """Take the app out of the one that it was placed in; `.render()` places it elsewhere."""
        outer = building.get()
        if outer is None:
            raise RuntimeError("unrender() changes an app: call it inside of `with Blocks():`.")
        outer.remove(self.root)
        self._is_part = False
        return self

    def route(self, name: str, path: str | None = None, show_in_navbar: bool = True) -> Blocks:
        """Begin another page of the app: `with demo.route("More"):` writes it down.

        The pages stand on tabs, the first of them is called Home. There are no addresses.

        Parameters
        ----------
        name : str
            What stands on its tab.
        path : str, optional
            As Gradio has it: another name for the page.
        show_in_navbar : bool, default True
            As Gradio has it; without effect.

        Returns
        -------
        Blocks
            The app.

        Raises
        ------
        ValueError
            Inside of a `with Blocks():`, or when a page has that path already.
        """
        if building.get() is not None:
            raise ValueError("route() begins a page of its own: call it outside of `with demo:`.")
        key = (path or "-".join(name.lower().split())).strip("/")
        known = self.composer.pages.children if self.composer.pages is not None else []
        if not key or any(getattr(page, "page_id", None) == key for page in known):
            raise ValueError(f"There is a page {key!r} already: give another path.")
        if not show_in_navbar:
            notice("route(show_in_navbar=False) has no effect: a page is reached by its tab.")
        self._page = self.composer.page(name, key)
        return self

    @property
    def load(self) -> Event:
        """When a session begins."""
        return Event(self.root, "load")

    @property
    def unload(self) -> Event:
        """When a session ends."""
        return Event(self.root, "unload")

    @entrance
    def queue(
        self,
        status_update_rate: float | Literal["auto"] = "auto",
        api_open: bool | None = None,
        max_size: int | None = None,
        *,
        default_concurrency_limit: int | Literal["not_set"] | None = "not_set",
        **options: Any,
    ) -> Blocks:
        """Say how many runs may run and wait.

        Parameters
        ----------
        status_update_rate, api_open
            As Gradio has them; without effect, with one notice.
        max_size : int, optional
            How many may wait for each function; by default 100.
        default_concurrency_limit : int or None, default 1
            How many runs of each function may run at once; `None` for any number.

        Returns
        -------
        Blocks
            The app.

        Raises
        ------
        TypeError, ValueError
            When one of them is no such number.
        """
        if default_concurrency_limit != "not_set":
            limit = checked_limit(default_concurrency_limit, "default_concurrency_limit")
            self.default_concurrency_limit = limit
        self.max_waiting = None if max_size is None else whole(1)("max_size=…", max_size)
        if status_update_rate != "auto":
            options["status_update_rate"] = status_update_rate
        if api_open is not None:
            options["api_open"] = api_open
        refuse_unknown(Blocks.queue, leave_out("queue", options))
        return self

    @entrance
    def launch(self, *args: Any, **options: Any) -> Blocks:
        """Show the app in this cell's output.

        Parameters
        ----------
        *args, **options
            What Gradio's `launch` takes. What is about servers, ports and shares is accepted
            with one notice; `theme`, `css`, `js` and `head` work.

        Returns
        -------
        Blocks
            The app.
        """
        from .showing import display

        for name in ("theme", "css", "css_paths", "js"):
            if name in options:
                setattr(self, name, options.pop(name))
        self._css = None
        self._look_at_style()
        self._accept(options)
        if self._entered:
            self.composer.keep_fresh()
        display(self, again=False)
        return self

    def _look_at_style(self) -> None:
        check_style(css=self.css, js=self.js, css_paths=self.css_paths, theme=self.theme)

    def close(self, **_: Any) -> None:
        """End the app's sessions; its views say so."""
        from .runtime import apps

        apps.drop(self)

    def _accept(self, options: dict[str, Any]) -> None:
        known = {"fill_height", "fill_width", "delete_cache", "head", "head_paths", "max_file_size"}
        rest = {name: value for name, value in options.items() if name not in known}
        refuse_unknown(type(self), leave_out("launch", rest))

    def _next_id(self, _: Component) -> str:
        return self.new_id()

    def add(self, component: Component) -> Component:
        """Take a component in, without a place in the layout, and give it its id."""
        return self.composer.add(component)

    def listen(self, listener: Listener) -> Listener:
        """Add a listener."""
        return self.composer.listen(listener)

    def spec(self) -> AppSpec:
        """Return the description that travels; an app is not changed once it is shown."""
        if self._spec is None:
            if self._is_part:
                raise ValueError("This app is a part of another one by now: show that one.")
            if self.js:
                self.composer.attach([self.load], None, js=self.js, api_name="js")
                self.js = None
            self.composer.settle()
            self._spec = AppSpec(
                title=self.title,
                heading=self.heading,
                description=self.description,
                components=tuple(component.spec() for component in self.components.values()),
                root=self.root.id,
                listeners=tuple(listener.spec() for listener in self.listeners),
            )
        return self._spec

    def css_text(self) -> str | None:
        """Return the author's style sheet: of the theme, of files, and what was given as text."""
        if self._css is None:
            self._css = style_text(css=self.css, css_paths=self.css_paths, theme=self.theme)
        return self._css or None

    def initial_values(self, files: FileStore) -> dict[str, Json]:
        """Return every component's value at the start, as it travels."""
        self.spec()  # what follows what is known from here on
        token = session_files.set(files)
        try:
            return self.composer.starts()
        finally:
            session_files.reset(token)

    def graph(self) -> Flow:
        """Return the steps of the app and what connects them.

        A step is a function that a listener calls. What follows what is told by `.then`,
        `.success`, `.failure` and `change`; what feeds what, by the components that one step writes
        and another one reads.

        Returns
        -------
        Flow
            With `steps`, `edges` and `to_dict()`; a notebook draws it as a diagram.

        Examples
        --------
        >>> import intarsia as gr
        >>> with gr.Blocks() as demo:
        ...     text, loud = gr.Textbox(), gr.State()
        ...     shown = gr.Textbox(label="Shown")
        ...     first = text.submit(str.upper, text, loud)
        ...     second = first.success(str.strip, loud, shown)
        >>> [(edge.source, edge.kind, edge.target) for edge in demo.graph().edges]
        [(0, 'success', 1)]
        """
        from .dependencies import flow_of

        return flow_of(self.listeners, self.root)

    def resume(self, step: str | int) -> None:
        """Run a step again with the values that its last run had, and then what follows it.

        For the session that every view shares; it begins at once, and the views show it.

        Parameters
        ----------
        step : str or int
            Its name or index in `graph()`.

        Raises
        ------
        LookupError
            When there is no such step, or it has not run yet.

        Examples
        --------
        >>> import intarsia as gr
        >>> with gr.Blocks() as demo:
        ...     text = gr.Textbox()
        ...     added = text.submit(str.upper, text, text)
        >>> demo.resume("upper")
        Traceback (most recent call last):
        intarsia.errors.UnknownRequestError: upper has not run yet, so there are no values ...
        """
        import asyncio

        from .runtime.loop import dispatcher

        session = self.shared_session()

        async def begin() -> None:
            session.resume(session.steps.find(step))

        asyncio.run_coroutine_threadsafe(begin(), dispatcher().loop).result()

    # -- reading

    @property
    def value(self) -> Any:
        """What the function returned last, as it returned it; `None` before."""
        return self._value

    @property
    def inputs(self) -> dict[str, Any]:
        """The committed inputs, by parameter name, as the function would get them.

        An input that is still empty, though the function needs it, is `None`.
        """
        if not self.listeners:
            return {}
        session = self.shared_session()
        listener = self.listeners[0]
        token = session_files.set(session.files)
        try:
            return {
                name: _read(session.parts.current(component), session.values[component.id])
                for name, component in zip(listener.parameters, listener.inputs, strict=True)
            }
        finally:
            session_files.reset(token)

    # -- living

    def shared_session(self) -> Session:
        """Return the session that every view joins; made when it is first asked for."""
        with self._lock:
            if self._shared is None or self._shared.ended:
                self._shared = self.new_session()
            return self._shared

    def known_session(self, session_id: str | None) -> Session | None:
        """Return the session that a view belongs to, if it is there. Makes none, never waits."""
        if self.session_mode == "private":
            return self.sessions.get(session_id or "")
        shared = self._shared
        return None if shared is None or shared.ended else shared

    def new_session(self) -> Session:
        """Return a session of its own, for a private app."""
        from .runtime.session import Session

        session = Session(self, self.taken_over, self._taken_files)
        self._taken_files = None
        self.sessions[session.id] = session
        return session

    def keep(self, value: Any) -> None:
        """Keep the function's last result. From any thread."""
        self._value = value

    def forget(self, session: Session) -> None:
        """Let go of a session that has ended."""
        self.sessions.pop(session.id, None)

    def lane(self, listener: Listener) -> Lane:
        """Return the queue of a listener's function, over all sessions.

        Listeners with the same function, one that `queues_with` it, or the same `concurrency_id`,
        share one; the lowest of their limits counts. One that queues with another function, and
        says nothing itself, has what that one's listeners say.
        """
        from .runtime.queue import Lane
        from .runtime.session import begin

        key, limit = self._queue_of(listener)
        lane = self._lanes.get(key)
        if lane is None:
            lane = self._lanes[key] = Lane(limit, begin, self.max_waiting)
            for other, its_limit in map(self._queue_of, self.listeners):
                if other == key:
                    lane.restrict(its_limit)
        lane.restrict(limit)
        return lane

    def _queue_of(self, listener: Listener) -> tuple[Any, int | None]:
        """Return what tells the queue of a listener from others, and the limit that it says."""
        if not listener.queue:
            return id(listener), None
        fn = listener.fn
        whose: Any = listener if fn is None else getattr(fn, "queues_with", fn)
        hosts = [] if whose is fn else [each for each in self.listeners if each.fn is whose]
        names = [each.concurrency_id for each in (listener, *hosts) if each.concurrency_id]
        said = {listener.concurrency_limit}
        if hosts and said == {"default"}:
            said = {each.concurrency_limit for each in hosts}
        limits = {self.default_concurrency_limit if each == "default" else each for each in said}
        limit = min((each for each in limits if each is not None), default=None)
        return names[0] if names else id(whose), limit

    def take_over(self, before: Blocks) -> None:
        """Begin with the inputs of an app that this one takes the place of, where they fit."""
        if not (before.listeners and self.listeners):
            return
        from .takeover import taken_over

        session = before.known_session(None)
        if session is not None:
            fitting, files = taken_over(session, before.listeners[0], self.listeners[0])
            self.taken_over |= fitting
            self._taken_files = files

    # -- showing

    def bundle(self) -> Bundle:
        """Return what stands in the notebook file: all but passwords."""
        from .messages import PROTOCOL, Bundle

        session = self.shared_session()
        snapshot = session.snapshot()
        values = snapshot.values | {
            spec.id: None for spec in snapshot.app.components if holds_secret(spec)
        }
        return Bundle(
            protocol=PROTOCOL,
            app_id=self.app_id,
            spec=snapshot.app,
            values=values,
            revisions=snapshot.revisions,
            runs=snapshot.runs,
            log=snapshot.log,
            session=self.session_mode,
        )

    @property
    def widget(self) -> Any:
        """The app as an ipywidget, to stand in boxes and tabs: `VBox([app.widget, …])`.

        Always the same one; placed twice, it shows the same app twice. Needs ipywidgets.

        Examples
        --------
        >>> from ipywidgets import VBox
        >>> from intarsia import show_app
        >>> app = show_app(lambda x=1: x + 1)
        >>> box = VBox([app.widget])
        """
        if self._widget is None:
            from .jupyter.widget import make

            self._widget = make(self)
        return self._widget

    def _ipython_display_(self) -> None:
        """Show the app, when it is the last expression of a cell."""
        from .showing import display

        display(self, again=False)

    # -- calls from code

    def predict(self, /, *args: Any, api_name: str | None = None, **kwargs: Any) -> Any:
        """Call a function of the app, as later cells do; what is on screen stays as it is.

        Parameters
        ----------
        *args, **kwargs
            The inputs as the function gets them, by position or by name. For one that is left
            out, what stands in the app counts.
        api_name : str, optional
            Which function, where the app has several: the name of the function, or the
            `api_name` that its listener has.

        Returns
        -------
        What the function returns; of a generator the last value.

        Raises
        ------
        TypeError
            When there is no such input, or one that has to be filled in is empty.
        ValueError
            When there is no such function, or a validator says no.
        Exception
            Whatever the function raises.

        Examples
        --------
        >>> from intarsia import show_app
        >>> app = show_app(lambda price=10, count=2: price * count)
        >>> app.predict(), app.predict(count=5)
        (20, 50)
        """
        __tracebackhide__ = True
        last = None
        for last in self.stream(*args, api_name=api_name, **kwargs):  # noqa: B007  # the last one
            pass
        return last

    def stream(self, /, *args: Any, api_name: str | None = None, **kwargs: Any) -> Iterator[Any]:
        """Call a generator of the app, and go through what it yields.

        Parameters
        ----------
        *args, api_name, **kwargs
            As `predict` takes them.

        Returns
        -------
        iterator
            What the function yields; of one that is no generator, its one result.

        Examples
        --------
        >>> from intarsia import show_app
        >>> def count(to: int = 3):
        ...     yield from range(to)
        >>> list(show_app(count).stream(2))
        [0, 1]
        """
        from .calling import Call, chosen

        __tracebackhide__ = True
        return Call(self, chosen(self, api_name), args, kwargs).steps()

    def states_of_code(self) -> States:
        """Return what the states hold for calls from code, which are a session of their own."""
        if self._states_of_code is None:
            from .runtime.states import States

            self._states_of_code = States(self.components.values())
        return self._states_of_code

    # -- as code

    @property
    def has_code(self) -> bool:
        """Whether the app has functions, and those who see it may see their code."""
        if self.show_code is False or all(each.fn is None for each in self.listeners):
            return False
        return bool(self.show_code) or not _is_served_to_visitors()

    def functions_code(self, session: Session) -> tuple[FunctionCode, ...]:
        """Return the functions as code, with what stands in a session; no password is in it."""
        from .callcode import functions_code

        return functions_code(session)

    def __repr__(self) -> str:
        names = ", ".join(listener.api_name for listener in self.listeners[:1])
        return f"<intarsia app {self.title or names}>"


def close_all(verbose: bool = True) -> None:
    """End every app that was shown by this kernel; their views say so.

    Parameters
    ----------
    verbose
        As Gradio has it; without effect.

    Examples
    --------
    >>> close_all()
    """
    from .runtime import apps

    for app in apps.shown():
        app.close()


def _is_served_to_visitors() -> bool:
    return os.environ.get("SERVER_SOFTWARE", "").startswith("voila")


def _read(component: Component, value: Json) -> Any:
    try:
        return component.preprocess(value)
    except InvalidValueError:
        return None
