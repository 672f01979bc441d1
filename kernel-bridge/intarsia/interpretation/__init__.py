"""Why did the function say that? Explanations of results, by several methods.

One file a method (`perturb.py`), one interface (`methods.Method`); `parts/` cuts the inputs into
parts that can be absent, `predictor.py` calls the function, `draft.py` makes an explanation of what
a method knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..explanation import Explanation
from .problems import AskFirstError, InterpretationError, needed

if TYPE_CHECKING:
    from .absence import without
    from .answers import Answers
    from .faithfulness import fidelity
    from .interpreting import explain, interpret
    from .methods import Fit, Method, method, names

__all__ = [
    "Answers",
    "AskFirstError",
    "Explanation",
    "Fit",
    "InterpretationError",
    "Method",
    "explain",
    "fidelity",
    "interpret",
    "method",
    "names",
    "without",
]

_HOMES = {
    "Answers": "answers",
    "Fit": "methods",
    "Method": "methods",
    "explain": "interpreting",
    "fidelity": "faithfulness",
    "interpret": "interpreting",
    "method": "methods",
    "names": "methods",
    "without": "absence",
}


def __getattr__(name: str) -> Any:
    import importlib

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    needed("numpy")
    value = getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value
