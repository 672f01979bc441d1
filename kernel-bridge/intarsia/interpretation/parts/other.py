"""What cannot be cut: it is absent as a whole, where somebody says what that means."""

from __future__ import annotations

from typing import Any

from ...components.base import Component
from .base import Mask, Parts, Settings, shown

__all__ = ["OtherParts", "SecretParts"]


class OtherParts(Parts):
    """A value that cannot be cut."""

    def __init__(
        self, value: Any, component: Component | None, settings: Settings, background: Any
    ) -> None:
        super().__init__(value, component, settings, background)
        self.given = background is not None
        self.other = background
        self.count = 1 if self.given else 0
        self.baseline = shown(background) if self.given else "not looked at"

    @classmethod
    def takes(cls, value: Any, component: Component | None) -> bool:
        return True

    def without(self, absent: Mask, row: int = 0) -> Any:
        return self.other if self.count and absent[0] else self.value


class SecretParts(OtherParts):
    """A password: it is neither cut nor told."""

    def __init__(
        self, value: Any, component: Component | None, settings: Settings, background: Any
    ) -> None:
        super().__init__(value, component, settings, background)
        if self.given:
            self.baseline = "another one"

    @classmethod
    def takes(cls, value: Any, component: Component | None) -> bool:
        return getattr(component, "type", None) == "password"

    @property
    def shown(self) -> str:
        return "hidden"
