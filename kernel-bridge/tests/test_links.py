"""Every link of every page leads somewhere."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("docs", "changes", "ui-tests", "benchmarks", "examples", "schema")
PAGES = [*ROOT.glob("*.md"), *(page for name in FOLDERS for page in (ROOT / name).rglob("*.md"))]

_CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(
    r"\[[^\]]*\]\((?P<target>[^)\s]+)(?: \"[^\"]*\")?\)|(?:src|href)=\"(?P<html>[^\"]+)\""
)
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)


def links(page: str) -> list[str]:
    """Return where the links of a page lead, those in code left out."""
    text = _CODE.sub("", page)
    return [match["target"] or match["html"] for match in _LINK.finditer(text)]


def anchors(page: str) -> set[str]:
    """Return what the headings of a page are called in an address."""
    text = re.sub(r"^(```|~~~).*?^\1", "", page, flags=re.MULTILINE | re.DOTALL)
    seen: Counter[str] = Counter()
    found = set()
    for heading in _HEADING.findall(text):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        name = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        found.add(f"{name}-{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return found


def broken(page: Path, target: str) -> bool:
    if re.match(r"[a-z]+:", target):
        return not target.startswith(("https://", "mailto:"))
    path, _, anchor = unquote(target).partition("#")
    aim = page.parent / path if path else page
    if not aim.resolve().is_relative_to(ROOT) or not aim.exists():
        return True
    return bool(anchor) and anchor not in anchors(aim.read_text())


def test_the_pages_are_found() -> None:
    names = {page.relative_to(ROOT).as_posix() for page in PAGES}
    assert {"README.md", "CONTRIBUTING.md", "docs/protocol.md", "docs/guides/embedding.md"} <= names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    assert [target for target in links(page.read_text()) if broken(page, target)] == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = ROOT / "docs" / "protocol.md"
    text = "[a](no.md) [b](#bundle) [c](#no) `[d](no.md)` [e](../README.md) [f](http://x.y)"
    assert [at for at in links(text) if broken(page, at)] == ["no.md", "#no", "http://x.y"]
