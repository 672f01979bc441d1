"""What everything that is pressed has in common: its rank, its size, its icon."""

from __future__ import annotations

import os
from typing import Any, Literal

from ..expressions import Operand
from ..frozen import dataclass
from ..spec import ComponentSpec
from .base import Component

Variant = Literal["primary", "secondary", "stop", "huggingface"]
Size = Literal["sm", "md", "lg"]


@dataclass(frozen=True, kw_only=True)
class PressableSpec(ComponentSpec):
    """What the description of everything that is pressed has."""

    variant: Literal["primary", "secondary", "stop"] = "secondary"
    size: Literal["sm", "md", "lg"] = "lg"
    icon: str | None = None
    """The address of a picture before the words: `data:`, or on the web."""


class Pressable(Component):
    """What is pressed. The kinds have parameters of their own; all of them take these.

    Parameters
    ----------
    variant : {"primary", "secondary", "stop", "huggingface"}, default "secondary"
        `"primary"` for the one that matters, `"stop"` for what cannot be undone.
    size : {"sm", "md", "lg"}, default "lg"
        How high it is; `"lg"` is as high as a field.
    icon : str or os.PathLike, optional
        A picture before the words: a path, or an address on the web.
    **common
        What every component takes.

    Raises
    ------
    ValueError
        When there is no such variant or size, or the icon cannot be read.
    """

    def __init__(
        self,
        value: Any = None,
        *,
        variant: Variant = "secondary",
        size: Size = "lg",
        icon: str | os.PathLike[str] | None = None,
        interactive: bool | Operand = True,
        **common: Any,
    ) -> None:
        super().__init__(value, interactive=interactive, **common)
        self.variant = variant
        self.size = size
        self.icon = None if icon is None else _address(icon)

    def interactive_by_use(self, *, is_input: bool, is_output: bool) -> bool:
        return True

    def own_spec(self) -> dict[str, Any]:
        # A colour of the hub's own would say nothing in a notebook.
        variant = "secondary" if self.variant == "huggingface" else self.variant
        return {"variant": variant, "size": self.size, "icon": self.icon}


def _address(icon: str | os.PathLike[str]) -> str | None:
    from .icons import icon_address  # few have one, and reading files imports much

    return icon_address(icon)
