"""Packages that are missing, or that cannot be imported."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Replace = Callable[[str, str | None], None]


@pytest.fixture
def replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Replace:
    """Give a function that replaces a package by one of this source, or takes it away."""

    def replace(name: str, source: str | None) -> None:
        for module in [each for each in sys.modules if each.partition(".")[0] == name]:
            monkeypatch.delitem(sys.modules, module)
        if source is None:
            monkeypatch.setitem(sys.modules, name, None)
        else:
            (tmp_path / f"{name}.py").write_text(source)
            monkeypatch.syspath_prepend(tmp_path)

    return replace
