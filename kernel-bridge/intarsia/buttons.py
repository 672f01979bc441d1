"""Buttons that have something to do already."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

from .arguments import told
from .components.base import Component
from .components.building import building
from .components.button import Button
from .components.event import Event
from .messages import Json
from .parameters import notice


class ClearButton(Button):
    """A button that empties components when it is pressed.

    Parameters
    ----------
    components : component or list of components, optional
        What it empties; `add` takes more. A `State` goes back to what it started with.
    value : str, default "Clear"
        Its text.
    api_name, api_visibility : optional
        As those of a listener.
    **options
        What a `Button` takes.

    Examples
    --------
    >>> ClearButton(value="Empty").initial()
    'Empty'
    """

    def __init__(
        self,
        components: Component | Sequence[Component] | None = None,
        *,
        value: str | None = "Clear",
        api_name: str | None = None,
        api_visibility: str = "undocumented",
        **options: Any,
    ) -> None:
        super().__init__(value, **options)
        self.api_name = api_name
        self.api_visibility = api_visibility
        self._first = components

    def made(self) -> None:
        super().made()
        if building.get() is not None:
            self.add(self._first)

    def add(self, components: Component | Sequence[Component] | None) -> ClearButton:
        """Empty these as well.

        Raises
        ------
        RuntimeError
            Outside of a `with Blocks():`.
        TypeError
            When something is no component.
        """
        if not components:
            return self
        given = (
            components if isinstance(components, (list, tuple, set, frozenset)) else [components]
        )
        several = [each for each in given if isinstance(each, Component)]
        if len(several) < len(given):
            wrong = next(each for each in given if not isinstance(each, Component))
            raise TypeError(f"A ClearButton empties components, not {told(wrong)}.")
        Event(self, "click")(
            emptying(several),
            None,
            several,
            queue=False,
            show_progress="hidden",
            api_name=self.api_name,
            api_visibility=self.api_visibility,
        )
        return self

    def postprocess(self, value: Any) -> Json:
        return None if value is None else super().postprocess(value)


def emptying(components: Sequence[Component]) -> Callable[[], Any]:
    """Return a function that returns nothing for each component; what a `State` starts with.

    Examples
    --------
    >>> emptying([Button(), Button()])()
    (None, None)
    """
    empty = tuple(
        copy.deepcopy(component.value) if component.kind == "state" else None
        for component in components
    )

    def clear() -> Any:
        values = tuple(copy.deepcopy(value) for value in empty)
        return values if len(values) > 1 else values[0]

    return clear


class _Elsewhere(Button):
    """A button for what there is only on a hub: shown, and out of use."""

    def __init__(self, value: str, *, interactive: bool = False, **options: Any) -> None:
        name = type(self).__name__
        notice(f"{name} has no effect in a notebook: it is for programs that run on a hub.")
        super().__init__(value, interactive=interactive, **options)


class DuplicateButton(_Elsewhere):
    """A button that copies a program on a hub; here it stands, and does nothing.

    Parameters
    ----------
    value : str, default "Duplicate Space"
        Its text.
    **options
        What a `Button` takes.

    Examples
    --------
    >>> import warnings
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     DuplicateButton().interactive
    False
    """

    def __init__(self, value: str = "Duplicate Space", **options: Any) -> None:
        options.pop("_activate", None)  # of Gradio's own
        super().__init__(value, **{"size": "sm", "scale": 0, **options})


class LoginButton(_Elsewhere):
    """A button that signs a person in on a hub; here it stands, and does nothing.

    Parameters
    ----------
    value : str, default "Sign in with Hugging Face"
        Its text.
    logout_value : str, default "Logout ({})"
        Its text for a person who is signed in.
    **options
        What a `Button` takes.

    Examples
    --------
    >>> import warnings
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     LoginButton().initial()
    'Sign in with Hugging Face'
    """

    def __init__(
        self,
        value: str = "Sign in with Hugging Face",
        logout_value: str = "Logout ({})",
        **options: Any,
    ) -> None:
        super().__init__(value, **options)
        self.logout_value = logout_value


class DeepLinkButton(_Elsewhere):
    """A button that copies a link to a page on a hub; here it stands, and does nothing.

    Parameters
    ----------
    value : str, default "Share via Link"
        Its text.
    copied_value : str, default "Link Copied!"
        Its text when the link is copied.
    **options
        What a `Button` takes.

    Examples
    --------
    >>> import warnings
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     DeepLinkButton().initial()
    'Share via Link'
    """

    def __init__(
        self, value: str = "Share via Link", copied_value: str = "Link Copied!", **options: Any
    ) -> None:
        super().__init__(value, **options)
        self.copied_value = copied_value
