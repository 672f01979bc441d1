"""docs/adding-a-component.md, followed to the letter in a copy of the repository."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "adding-a-component.md"
COPIED = (
    "docs",
    "kernel-bridge",
    "package.json",
    "pyproject.toml",
    "jest.config.js",
    "schema",
    "scripts",
    "src",
    "style",
    "tsconfig.json",
    ".prettierrc",
)
LINKED = ("node_modules", ".venv")
NOT_COPIED = shutil.ignore_patterns("__pycache__", ".*cache", ".hypothesis", "labextension")
STEP = re.compile(
    r"^(?:Create `(?P<new>[^`]+)`|In `(?P<file>[^`]+)`, after `(?P<anchor>[^`]+)`):$", re.MULTILINE
)
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A piece of code, and what the sentence before it says to do with it."""

    language: str
    text: str
    new: str | None
    file: str | None
    anchor: str | None


def blocks(page: str) -> list[Block]:
    found = []
    before = 0
    for match in BLOCK.finditer(page):
        sentence = page[before : match.start()].rstrip().rpartition("\n")[2]
        step = STEP.fullmatch(sentence)
        places = step.groupdict() if step else {"new": None, "file": None, "anchor": None}
        found.append(Block(match["language"], match["text"], **places))
        before = match.end()
    return found


BLOCKS = blocks(PAGE.read_text())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the repository, without what is installed or built."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=NOT_COPIED)
        else:
            shutil.copy(source, tmp_path / name)
    for name in LINKED:
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def follow(block: Block, place: Path) -> None:
    if block.new:
        path = place / block.new
        assert not path.exists(), f"{block.new} is there already"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text)
    elif block.file and block.anchor:
        path = place / block.file
        lines = path.read_text().splitlines(keepends=True)
        lines.insert(lines.index(block.anchor + "\n") + 1, block.text)
        path.write_text("".join(lines))


def run(command: str, place: Path) -> str:
    done = subprocess.run(shlex.split(command), cwd=place, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def test_every_block_says_where_it_belongs() -> None:
    placed = [block for block in BLOCKS if block.language != "sh"]
    assert len(placed) > 10
    assert all(block.new or block.file for block in placed)


def test_recipe_adds_a_component_that_keeps_the_contract(copy: Path) -> None:
    said = {}
    for block in BLOCKS:
        if block.language == "sh":
            for command in block.text.splitlines():
                said[command] = run(command, copy)
        else:
            follow(block, copy)
    [jest] = [text for command, text in said.items() if "jest" in command]
    [pytest_] = [text for command, text in said.items() if "pytest" in command]
    # Whether the batteries knew the new kind, and ran for it.
    for output in (jest, pytest_):
        passed = [int(count) for count in re.findall(r"(\d+) passed", output)]
        assert max(passed, default=0) > 12, output
    assert "### ColourSpec" in (copy / "docs/protocol.md").read_text()
    assert "### Colour\n" in (copy / "docs/api.md").read_text()

    new = {Path(block.new).suffix: block.new for block in BLOCKS if block.new}
    run(f".venv/bin/ruff check -q {new['.py']}", copy)
    run(f".venv/bin/ruff format -q --check {new['.py']}", copy)
    run(f"npx prettier --check {new['.ts']} {new['.css']}", copy)
