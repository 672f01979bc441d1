"""Writes an app down: what is made within `with Blocks():` is placed and listened to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .arguments import told
from .components.base import Component
from .components.event import Event
from .components.layout import Layout
from .entrances import entrance
from .events import Dependency, Listener, components, readable
from .expressions import Read
from .listening import make_listener
from .parameters import Line, authors_line, mistake
from .signature import MISSING
from .wire import plain


class Composer:
    """Keeps the components, the layout and the listeners of an app while it is written.

    Parameters
    ----------
    root
        The layout that everything stands in.
    ids
        Gives a component its id.
    first
        The index of the first listener.
    """

    def __init__(self, root: Component, ids: Callable[[Component], str], first: int = 0) -> None:
        self._ids = ids
        self._first = first
        self.home = object()
        """Stands for this app at its components."""
        self.homes: frozenset[object] | None = frozenset((self.home,))
        """The apps whose components its listeners may name; `None` for any."""
        self.root = root
        self.components: dict[str, Component] = {}
        self.listeners: list[Listener] = []
        self._standing: set[Component] = {root}
        """Those that have a place in the layout; a listener's may have none."""
        self._open: list[Any] = [root]
        self._starts: list[Callable[[], None]] = []
        self._elem_ids: dict[str, Component] = {}
        self._keys: set[Any] = set()
        self._undecorated: dict[object, tuple[Line, str]] = {}
        """Where event methods were called without a function, that have decorated none yet."""
        self.pages: Layout | None = None
        """What the pages of the app stand in, if it has several."""
        self.add(root)

    def add(self, component: Component, *, anew: bool = False) -> Component:
        """Take a component in, and give it its id.

        One that stands in another app as well is known by one id in both.

        Parameters
        ----------
        anew
            Whether it gets another id in any case: the app it was made in is no app any more.
        """
        is_elsewhere = bool(component.id and component.homes) and self.home not in component.homes
        if is_elsewhere and not anew and self.homes is not None:
            self._make_room(component)
        else:
            component.id = self._ids(component)
        component.homes |= {self.home}
        self.components[component.id] = component
        return component

    def _make_room(self, component: Component) -> None:
        """Give what has the id of a component of another app, in this one, another id."""
        other = self.components.get(component.id)
        if other is None or other is component:
            return
        if len(other.homes) > 1:
            raise ValueError(
                f"The {_named(component)} and the {_named(other)} stand in other apps already, and "
                "are known by one id there: make another one for this app."
            )
        del self.components[other.id]
        other.id = self._ids(other)
        self.components[other.id] = other

    def take(self, component: Component) -> Component:
        """Take a component in that stands in no layout; its start may be made by a function."""
        self.add(component)
        if callable(component.value) and not isinstance(component.value, type):
            component.fresh, component.value = component.value, None
            readable(component.refresh_inputs)  # what is wrong is told here, where it is made
            if isinstance(component.every, (int, float)):
                from .components.timer import Timer

                component.every = Timer(component.every)
            elif not (component.every is None or getattr(component.every, "kind", "") == "timer"):
                raise TypeError(
                    f"{type(component).__name__}(every=…) is a number of seconds or a gr.Timer, "
                    f"not {told(component.every)}."
                )
        return component

    def place(self, component: Component) -> None:
        """Put a component at the end of the layout that is open.

        Raises
        ------
        ValueError
            When it has a place already.
        """
        if component in self._standing:
            raise ValueError(
                f"This {type(component).__name__} has a place in the app already: make another "
                "one, or take it out with unrender()."
            )
        self._refuse_strange_sources(component)
        layout = self._open[-1].layout_for(component)
        if layout is not self._open[-1] and layout not in self._standing:
            self.place(layout)
        self._look_at_names(component, layout)
        if not self.holds(component):
            self.take(component)
        self._standing.add(component)
        layout.children.append(component)
        self._place_tools(component, layout)
        if isinstance(component, Layout):
            for child in component.children:  # rendered elsewhere, or made before
                if not self.holds(child):
                    self.add(child)
                self._standing.add(child)

    def _place_tools(self, component: Component, layout: Layout) -> None:
        """Put the buttons that belong to a component where it wants them."""
        for tool in component.tools:
            self._take_out(tool)
            if not self.holds(tool):
                self.take(tool)
            self._standing.add(tool)
            if not component.HOLDS_TOOLS:
                layout.children.append(tool)

    def _take_out(self, component: Component) -> None:
        for layout in self.components.values():
            if isinstance(layout, Layout) and component in layout.children:
                layout.children.remove(component)

    def remove(self, component: Component) -> None:
        """Take a component out of its layout; listeners may still write to it."""
        self._take_out(component)
        self.components.pop(component.id, None)
        self._standing.discard(component)

    def rename(self, ids: Callable[[Component], str]) -> None:
        """Give all components other ids."""
        self._ids = ids
        found = list(self.components.values())
        self.components.clear()
        for component in found:
            self.add(component, anew=True)

    def holds(self, component: Component) -> bool:
        """Whether a component belongs to the app."""
        return self.components.get(component.id) is component

    def enter(self, layout: Layout) -> None:
        """Place what comes next within a layout."""
        if layout not in self._standing:
            self.place(layout)
        self._open.append(layout)

    def leave(self, layout: Layout) -> None:
        """Place what comes next beside a layout."""
        if self._open[-1] is layout and len(self._open) > 1:
            self._open.pop()

    def page(self, name: str, page_id: str) -> Layout:
        """Return a page of its own, beside the one that all before it stands on."""
        from .components.tab import Tab
        from .components.tabs import Tabs

        root = self.root
        assert isinstance(root, Layout)
        if self.pages is None:
            self.pages = Tabs(render=False)
            first = Tab("Home", id="", render=False)
            first.children, root.children = root.children, [self.pages]
            self.pages.children = [first]
            for layout in (self.pages, first):
                self.add(layout)
                self._standing.add(layout)
        page = Tab(name, id=page_id, render=False)
        self.add(page)
        self._standing.add(page)
        self.pages.children.append(page)
        return page

    def absorb(self, other: Composer) -> None:
        """Take in all of another app, at the place that is open."""
        for component in other.components.values():
            if not self.holds(component):
                self.add(component, anew=True)
        if other.root not in self._open[-1].children:
            self._open[-1].children.append(other.root)
        self._standing |= other._standing
        for listener in other.listeners:
            # What listened to the beginning of that app listens to that of this one.
            listener.targets = [
                (self.root if component is other.root else component, event)
                for component, event in listener.targets
            ]
            self.listen(listener)
        self._starts += other._starts

    def at_start(self, begin: Callable[[], None]) -> None:
        """Call this once, when the app is shown."""
        self._starts.append(begin)

    def start(self) -> None:
        """The app is shown."""
        starts, self._starts = self._starts, []
        for begin in starts:
            begin()

    def keep_fresh(self) -> None:
        """Add the listeners of components whose start is a function: it is called again."""
        for component in list(self.components.values()):
            if component.fresh is not None and not component.is_kept_fresh:
                component.is_kept_fresh = True
                self._refresh(component, component.fresh)

    def _refresh(self, component: Component, fresh: Callable[..., Any]) -> None:
        inputs = components(component.refresh_inputs)
        triggers: list[Any] = [Event(source, "change") for source in inputs]
        if component.every is not None:
            triggers.append(component.every.tick)
        added = self.attach(
            [*triggers, Event(self.root, "load")],
            fresh,
            inputs=inputs,
            outputs=component,
            show_progress="hidden" if triggers else "full",
            trigger_mode="once",
        )
        added.listener.is_start = True

    def look_at_decorators(self) -> None:
        """Tell of event methods that were called without a function, and have decorated none."""
        for line, words in self._undecorated.values():
            line.warn(
                f"{words}() was given no function, and nothing will happen: give one first, or use "
                f"it as a decorator, with @ before it and a function below. For js=… alone, give "
                "None first."
            )
        self._undecorated.clear()

    def settle(self) -> None:
        """Decide which components a person may change, where nobody said."""
        read = {c.id for listener in self.listeners for c in listener.inputs} | self._bind()
        written = {c.id for listener in self.listeners for c in listener.outputs}
        for key, component in self.components.items():
            if component.interactive is None:
                component.interactive = component.interactive_by_use(
                    is_input=key in read, is_output=key in written
                )

    def _bind(self) -> set[str]:
        """Put down what properties follow, and return the ids of that."""
        followed: set[str] = set()
        copies = {component.origin: component.id for component in self.components.values()}

        def identify(source: Component) -> str:
            found = copies.get(source)
            if found is None and not source.id:  # made with `render=False`, and never placed
                self.add(source)
            followed.add(found or source.id)
            return found or source.id

        for component in list(self.components.values()):
            component.bind(identify)
        return followed

    def starts(self, outside: Read = lambda _: None) -> dict[str, Any]:
        """Return the value of each component at the start, as it travels.

        Parameters
        ----------
        outside
            Returns the value of a component of the app that this is a part of.
        """
        values: dict[str, Any] = {}

        def start(key: str) -> Any:
            component = self.components.get(key)
            if component is None:
                return outside(key)
            if key not in values:
                values[key] = None
                values[key] = plain(component.at(start).start())
            return values[key]

        return {key: start(key) for key in self.components}

    def listen(self, listener: Listener) -> Listener:
        """Add a listener under the next index and a name of its own."""
        listener.index = self._first + len(self.listeners)
        listener.home = self.home
        names = {known.api_name for known in self.listeners}
        name, count = listener.api_name, 0
        while listener.api_name in names:
            count += 1
            listener.api_name = f"{name}_{count}"
        self.listeners.append(listener)
        for component, event in listener.targets:
            component.listened.add(event)
        return listener

    def _refuse_strangers(self, listener: Listener) -> None:
        triggers = [component for component, _ in listener.targets]
        roles = {"input": listener.inputs, "output": listener.outputs, "trigger": triggers}
        for role, found in roles.items():
            for component in found:
                if self._knows(component):
                    continue
                raise ValueError(
                    f"The {role} {_named(component)} belongs to another app, and a listener "
                    "connects components of one. Make it inside of this `with Blocks():`, or place "
                    "the other app in this one with render()."
                )
        others = [*listener.cancels, *(end.listener for end in listener.ends)]
        for other in others:
            if self.homes is None or other.home in (None, *self.homes):
                continue
            raise ValueError(
                f"The listener that calls {other.api_name} belongs to another app: what follows "
                "it, or stops it, has to be in the same `with Blocks():`."
            )

    def _knows(self, component: Component) -> bool:
        """Whether a component is of this app, or of one around it, or of none yet."""
        return self.homes is None or not component.homes or bool(component.homes & self.homes)

    def _refuse_strange_sources(self, component: Component) -> None:
        """Refuse a component that follows the value of one of another app."""
        for name, expression in component.expressions().items():
            for source in expression.sources():
                if self._knows(source):
                    continue
                if any(known.origin is source for known in self.components.values()):
                    continue  # a copy of it is a part of this app
                raise ValueError(
                    f"{type(component).__name__}({name}=…) follows the {_named(source)} of another "
                    "app: properties follow components of the same `with Blocks():`."
                )

    def _look_at_names(self, component: Component, layout: Layout) -> None:
        """Look whether what tells a component from others tells it."""
        page = getattr(component, "page_id", None) if component.is_layout else None
        if page is not None and any(getattr(c, "page_id", None) == page for c in layout.children):
            kind = type(component).__name__
            raise ValueError(
                f"There is a {kind} with id={page!r} already in these {type(layout).__name__}: "
                "selected=… would mean both. Give each its own."
            )
        if self.homes is None:  # a part that is rendered: its names are those of each time
            mark = (component.kind, component.key)
            if component.key is not None and mark in self._keys:
                mistake(
                    f"There is a {type(component).__name__} with key={component.key!r} already in "
                    "this part: only the first one keeps what was entered. Give each its own."
                )
            self._keys.add(mark)
            return
        name = component.elem_id
        if name is None:
            return
        other = self._elem_ids.setdefault(name, component)
        if other is not component and other in self._standing:
            mistake(
                f"elem_id={name!r} is the name of a {_named(other)} already, and is for one. For "
                f"several, use elem_classes={name!r}, and .{name} in the style sheet."
            )

    def attach(
        self,
        triggers: Sequence[Any],
        fn: Any = MISSING,
        *,
        inputs: Any = None,
        outputs: Any = None,
        **options: Any,
    ) -> Any:
        """Add a listener; see `events.on` for the options."""
        if fn is MISSING or (isinstance(fn, str) and fn == "decorator"):
            mark = object()
            self._undecorated[mark] = (authors_line(), _event_words(triggers))

            @entrance
            def decorate(function: Callable[..., Any]) -> Dependency:
                self._undecorated.pop(mark, None)
                found = self.attach(triggers, function, inputs=inputs, outputs=outputs, **options)
                assert isinstance(found, Dependency)
                return found

            return decorate
        listener = make_listener(triggers, fn, inputs, outputs, **options)
        self._refuse_strangers(listener)
        for component in (*listener.inputs, *listener.outputs):
            if not component.id:  # made with `render=False`, and never placed: it has a value
                self.add(component)
        added = Dependency(self.listen(listener))
        if listener.cancels:
            self.listen(_stopping(listener))
        return added


def _stopping(listener: Listener) -> Listener:
    """Return the listener that a client can call to stop the runs that another one stops.

    Gradio has one, and counts it: clients know listeners by their number.
    """
    return Listener(
        index=-1,
        fn=None,
        api_name="unnamed",
        targets=[],
        inputs=[],
        outputs=[],
        cancels=listener.cancels,
        queue=False,
        api_visibility="private",
    )


def _named(component: Component) -> str:
    """Return the words for a component."""
    name = component.label if isinstance(component.label, str) and component.label else None
    return type(component).__name__ + (f" {name!r}" if name else "")


def _event_words(triggers: Sequence[Any]) -> str:
    """Return the words for the event method that was called, or for `on`."""
    first = triggers[0] if len(triggers) == 1 else None
    return f"{type(first.component).__name__}.{first.name}" if isinstance(first, Event) else "on"
