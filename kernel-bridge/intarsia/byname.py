"""What stands under a name by now."""

from __future__ import annotations

import sys
from typing import Any


def found_by_name(value: Any) -> Any:
    """Return what stands in a function's or class's module under its name; `None` for nothing."""
    found: Any = sys.modules.get(getattr(value, "__module__", None) or "")
    for name in str(getattr(value, "__qualname__", "<")).split("."):
        found = getattr(found, name, None)
    return found
