"""What is public: written down in docs/api.md, and explained with an example each."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import runpy
import typing
from pathlib import Path
from typing import Any

import pytest

import intarsia
from intarsia import testing
from intarsia.components import COMPONENTS, Component

ROOT = Path(__file__).parents[2]
PUBLIC = [
    pytest.param(getattr(module, name), id=f"{module.__name__}.{name}")
    for module in (intarsia, testing)
    for name in module.__all__
    if not name.startswith("_")
]
COMMON = set(inspect.signature(Component).parameters)
"""What every component takes, explained once."""


def sections(value: Any) -> dict[str, str]:
    """Return the sections of a docstring in numpy's style, by title."""
    parts = re.split(r"^(\w+)\n-+$", inspect.getdoc(value) or "", flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def explained(value: Any) -> set[str]:
    """Return the names that the section on parameters has."""
    heads = re.findall(r"^(\S.*)$", sections(value).get("Parameters", ""), re.MULTILINE)
    return {name.strip("* ") for head in heads for name in head.partition(":")[0].split(",")}


def test_page_is_what_the_code_says() -> None:
    written = runpy.run_path(str(ROOT / "scripts" / "api.py"))["page"]()
    assert (ROOT / "docs" / "api.md").read_text() == written, "run `npm run schema`"


def test_what_is_promised_is_there() -> None:
    names = [name for name in intarsia.__all__ if not name.startswith("_")]
    assert set(names) == set(intarsia._HOMES)
    assert all(callable(getattr(intarsia, name)) for name in names)
    assert set(dir(intarsia)) == set(intarsia.__all__)


def test_no_module_takes_the_place_of_a_name() -> None:
    """Python puts a module into its package when it is loaded, over a name that is there."""
    modules = {module.name for module in pkgutil.iter_modules(intarsia.__path__)}
    assert modules.isdisjoint(intarsia._HOMES)


def test_every_component_that_users_name_is_public() -> None:
    inner = {
        "display",
        "form",
        "interface",
        "list",
        "mapping",
        "optional",
        "render",
        "tuple",
        "union",
    }
    public = {getattr(intarsia, name) for name in intarsia.__all__}
    assert {cls.kind for cls in COMPONENTS if cls not in public} == inner


@pytest.mark.parametrize("value", [*PUBLIC, pytest.param(Component, id="Component")])
def test_docstring_explains_each_parameter_and_has_an_example(value: Any) -> None:
    keys = value.__annotations__ if typing.is_typeddict(value) else None
    own = {name for name in keys or inspect.signature(value).parameters if name != "self"}
    if isinstance(value, type) and issubclass(value, Component) and value is not Component:
        own -= COMMON - {"value"}
    assert own - explained(value) == set()
    assert ">>> " in sections(value).get("Examples", "")


@pytest.mark.parametrize("value", PUBLIC)
def test_docstring_names_what_is_raised(value: Any) -> None:
    source = inspect.getsource(value)
    if isinstance(value, type):
        # A dataclass has a constructor that nobody wrote.
        source = inspect.getsource(value.__init__) if "def __init__" in source else ""
    raised = set(re.findall(r"raise (\w+)\(", source))
    told = sections(value).get("Raises", "")
    assert {name for name in raised if name not in told} == set()


def test_examples_of_public_names_run_with_the_suite() -> None:
    """pytest collects doctests below this folder, and every public name lives there."""
    home = ROOT / "kernel-bridge" / "intarsia"
    for value in (param.values[0] for param in PUBLIC):
        module = importlib.import_module(value.__module__)
        assert Path(inspect.getfile(module)).is_relative_to(home)
        assert "+SKIP" not in (inspect.getdoc(value) or "")
