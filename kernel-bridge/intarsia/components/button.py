"""A button; its value is its text."""

from __future__ import annotations

import os
from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from .pressable import Pressable, PressableSpec, Size, Variant


@dataclass(frozen=True, kw_only=True)
class ButtonSpec(PressableSpec):
    """The description of a button."""

    link: str | None = None
    """What it opens, in a tab of its own."""


class Button(Pressable):
    """A button; its value is its text, which a function may change.

    Parameters
    ----------
    value : str, default "Run"
        Its text.
    variant : {"primary", "secondary", "stop", "huggingface"}, default "secondary"
        `"primary"` for the one that matters, `"stop"` for what cannot be undone.
    size : {"sm", "md", "lg"}, default "lg"
        How high it is; `"lg"` is as high as a field.
    icon : str or os.PathLike, optional
        A picture before the text: a path, or an address on the web.
    link : str, optional
        An address that it opens when it is pressed.
    link_target : {"_self", "_blank", "_parent", "_top"}, default "_self"
        Taken as it is, but a link always opens beside the notebook, never in its place.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When there is no such variant or size, or the icon cannot be read.

    Examples
    --------
    >>> Button("Classify", variant="primary").initial()
    'Classify'
    """

    kind = "button"
    spec_type = ButtonSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "click")

    def __init__(
        self,
        value: str | None = "Run",
        *,
        variant: Variant = "secondary",
        size: Size = "lg",
        icon: str | os.PathLike[str] | None = None,
        link: str | None = None,
        link_target: str = "_self",
        **common: Any,
    ) -> None:
        super().__init__(value, variant=variant, size=size, icon=icon, **common)
        self.link = link
        self.link_target = link_target

    def own_spec(self) -> dict[str, Any]:
        return {**super().own_spec(), "link": self.link}

    def initial(self) -> Json:
        return None if self.value is None else self.postprocess(self.value)

    def preprocess(self, value: Json) -> Any:
        if value is not None and not isinstance(value, str):
            raise InvalidValueError("A button's value is its text.")
        return value

    def postprocess(self, value: Any) -> Json:
        return str(value)
