"""What a run does to one component: a value, other properties, or both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..components.base import Component
from ..signature import MISSING


@dataclass(frozen=True)
class Change:
    """What a run does to one component.

    Parameters
    ----------
    value
        The new value as it travels; `MISSING` when it stays.
    component
        The component with other properties; `None` when they stay.
    state
        What a `State` holds from now on; it never travels.
    """

    value: Any = MISSING
    component: Component | None = None
    state: Any = MISSING

    def after(self, earlier: Change | None) -> Change:
        """Return the change that both make together, this one last."""
        if earlier is None:
            return self
        return Change(
            value=earlier.value if self.value is MISSING else self.value,
            component=self.component or earlier.component,
            state=earlier.state if self.state is MISSING else self.state,
        )
