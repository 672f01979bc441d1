"""Events of components: what listeners are attached to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..entrances import entrance
from ..signature import MISSING
from .building import building

if TYPE_CHECKING:
    from .base import Component


class Event:
    """An event of a component. Called, it adds a listener; it can be a trigger of `on`.

    Parameters
    ----------
    component
        Whose event.
    name
        Which: `"click"`, `"change"`.
    """

    def __init__(self, component: Component, name: str) -> None:
        self.component = component
        self.name = name

    @entrance
    def __call__(
        self,
        fn: Any = MISSING,
        inputs: Any = None,
        outputs: Any = None,
        **options: Any,
    ) -> Any:
        """Call a function when this happens.

        Parameters
        ----------
        fn : callable or None
            The function; left out, a decorator is returned.
        inputs, outputs : component, list, set or None
            Whose values it gets, and which components it writes.
        **options
            The same as those of `on`.

        Raises
        ------
        RuntimeError
            Outside of a `with Blocks():`.
        """
        builder = building.get()
        if builder is None:
            kind = type(self.component).__name__
            raise RuntimeError(
                f"{kind}.{self.name}() adds a listener to an app: call it inside of "
                "`with Blocks():`."
            )
        if self.name in _PROGRESS:
            options.setdefault("show_progress", _PROGRESS[self.name])
        return builder.attach([self], fn, inputs=inputs, outputs=outputs, **options)


_PROGRESS = {"tick": "hidden", "stream": "minimal", "unload": "hidden"}
"""How it is shown that a function runs, where nobody said and it is not `"full"`."""


class EventMethod:
    """Gives each component its own `Event` of one name."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, component: Component | None, owner: type) -> Any:
        if component is None:
            return _EventOfClass(owner, self._name)
        return Event(component, self._name)


class _EventOfClass:
    """An event that a class names: only what is made of the class has it."""

    def __init__(self, owner: type, name: str) -> None:
        self._owner, self._name = owner.__name__, name

    def __call__(self, *_: Any, **__: Any) -> Any:
        raise TypeError(f"{self._owner}.{self._name}() is called on a component. {self}")

    def __str__(self) -> str:
        name = self._owner.lower()
        return (
            f"Make one, {name} = gr.{self._owner}(), with parentheses, and use {name}.{self._name}."
        )
