"""`import gradio` means intarsia, for a while: programs are played as they were written."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds `gradio` and what is below it in intarsia."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> Any:
        if name == "gradio" or name.startswith("gradio."):
            return importlib.machinery.ModuleSpec(name, self)
        return None

    def __init__(self) -> None:
        self._specs: dict[str, Any] = {}

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        module = importlib.import_module("intarsia" + spec.name.removeprefix("gradio"))
        self._specs[module.__name__] = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        """It was run when intarsia was imported, and is to be what it was."""
        module.__spec__ = self._specs[module.__name__]


@contextmanager
def aliased() -> Iterator[None]:
    """Let `import gradio` find intarsia."""
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if name.partition(".")[0] == "gradio"]:
            del sys.modules[name]
