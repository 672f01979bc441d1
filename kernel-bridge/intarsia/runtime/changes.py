"""What a run does to one component: a value, other properties, or both."""

from __future__ import annotations

from typing import Any

from ..components.base import Component
from ..frozen import dataclass
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
    state_differs: bool | None = None
    """Whether its content is another one; `None` when nobody has looked into it."""

    def after(self, earlier: Change | None) -> Change:
        """Return the change that both make together, this one last."""
        if earlier is None:
            return self
        return Change(
            value=earlier.value if self.value is MISSING else self.value,
            component=self.component or earlier.component,
            state=earlier.state if self.state is MISSING else self.state,
            state_differs=_either(self.state_differs, earlier.state_differs),
        )


def _either(one: bool | None, other: bool | None) -> bool | None:
    return other if one is None else one or bool(other)
