"""The guides: their code runs, cell by cell, and says what stands below it."""

from __future__ import annotations

import ast
import contextlib
import io
import logging
import re
import sys
import types
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from media import film

from intarsia import describe
from intarsia.blocks import Blocks
from intarsia.parameters import NoticeWarning
from intarsia.testing import RequestError, Session, connect

FOLDER = Path(__file__).parents[2] / "docs" / "guides"
GUIDES = sorted(FOLDER.glob("*.md"))
BLOCK = re.compile(
    r"^```python\n(?P<code>.*?)^```$(?:\n\n^```text\n(?P<shown>.*?)^```$)?", re.M | re.S
)
ROW = re.compile(r"^\| `(?P<code>.+?)` \| (?P<rest>.+) \|$", re.MULTILINE)

Cells = list[tuple[str, str | None]]


def cells(page: str) -> Cells:
    """Return the code of a guide, and what each piece shows where that is told."""
    return [(match["code"], match["shown"]) for match in BLOCK.finditer(page)]


def run(code: str, names: dict[str, Any]) -> tuple[str, Any]:
    """Run a cell; return what it shows as text, and the value of its last expression."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    out, value = io.StringIO(), None
    with contextlib.redirect_stdout(out):
        exec(compile(tree, "guide", "exec", dont_inherit=True), names)
        if isinstance(last, ast.Expr):
            expression = ast.Expression(last.value)
            value = eval(compile(expression, "guide", "eval", dont_inherit=True), names)
    shown = out.getvalue()
    if value is not None and not shown:
        shown = f"{value!r}\n"
    return shown, value


@pytest.fixture
def guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    """Run guides in a folder of their own; return their names and the apps they show."""
    monkeypatch.chdir(tmp_path)

    def follow(name: str) -> tuple[dict[str, Any], list[Session]]:
        names: dict[str, Any] = {"__name__": "__main__"}
        apps: list[Blocks] = []
        for code, expected in cells((FOLDER / f"{name}.md").read_text()):
            shown, value = run(code, names)
            if expected is not None:
                assert shown == expected
            for one in (*names.values(), value):
                if isinstance(one, Blocks) and one not in apps:
                    apps.append(one)
        return names, [connect(app) for app in apps]

    return follow


def test_guides_have_code_that_is_found() -> None:
    assert {"from-a-signature", "errors-and-logs", "sessions-and-saving", "testing-an-app"} <= {
        path.stem for path in GUIDES
    }
    for path in GUIDES:
        page = path.read_text()
        assert page.count("\n```python\n") == len(cells(page)) > 0
        told = sum(shown is not None for _, shown in cells(page))
        assert page.count("\n```text\n") == told, "a text that no code stands above"


@pytest.mark.parametrize("name", [path.stem for path in GUIDES])
def test_guide_says_what_happens(name: str, guide: Any) -> None:
    _, sessions = guide(name)
    for session in sessions:
        assert session.spec.components


def test_apps_of_the_first_guide_answer(guide: Any) -> None:
    _, [session] = guide("from-a-signature")
    assert session.call(0, 5.5, "logistic") == "virginica"


def test_errors_are_told_as_the_guide_says(guide: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # pytest's own handlers would take what is logged.
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    with pytest.warns(NoticeWarning) as told_of:
        _, [ratio, leave, order, greeting, train] = guide("errors-and-logs")
    assert ratio.call(0) == 3
    with pytest.raises(RequestError, match="float division by zero") as failed:
        ratio.call(0, 12, 0)
    traceback = failed.value.error.traceback
    assert traceback is not None
    assert (traceback.name, traceback.frames[0].function) == ("ZeroDivisionError", "ratio")
    assert ratio.app.value == 3

    page = (FOLDER / "errors-and-logs.md").read_text()
    with pytest.raises(RequestError) as left:
        leave.call(0)
    assert left.value.error.traceback is not None
    told = f"`{left.value.error.traceback.name}: {left.value.error.message}`"
    assert told in page

    with pytest.raises(RequestError) as refused:
        order.call(0, "A", 9)
    assert refused.value.error.code == "bad-value"
    assert len(refused.value.error.fields) == 2

    assert str(told_of[0].message) in page
    assert greeting.call(0) == "Ada is None"

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        train.call(0)
    printed = {(entry.stream, entry.text.strip()) for entry in train.log}
    assert ("stdout", "epoch 1\nepoch 2") in printed
    assert {stream for stream, _ in printed} == {"stdout", "stderr", "warning"}


def test_progress_is_told_as_the_guide_says(guide: Any) -> None:
    _, [train, measure, threaded] = guide("progress")
    assert train.call(0)["items"][0]["data"]["text/plain"] == "trained"
    assert train.progress[-1].bars[0].description == "Saving"
    measure.call(0)
    threaded.call(0)
    assert (measure.log, threaded.log) == ([], [])


def test_sounds_and_videos_are_as_the_guide_says(guide: Any, tmp_path: Path) -> None:
    names, _ = guide("media")
    seconds = connect(names["seconds"])
    (tmp_path / "clip.mp4").write_bytes(film(24))
    assert seconds.call(0, seconds.upload(tmp_path / "clip.mp4")) == 2
    demo = connect(names["demo"])
    steps = demo.call(0, 3)
    assert all(step["is_stream"] for step in steps[:-1])
    whole = demo.values[demo.fns[0].outputs[0].id]
    assert whole["size"] == 44 + 3 * 6000 * 2
    cinema = connect(names["cinema"])
    pieces = [cinema.upload(tmp_path / "clip.mp4") for _ in range(2)]
    cinema.call(0, pieces)
    assert cinema.values[cinema.fns[0].outputs[0].id]["mime"].startswith("video/mp4; codecs=")


def test_sessions_are_shared_as_the_guide_says(guide: Any) -> None:
    names, [first] = guide("sessions-and-saving")
    second = connect(names["app"])
    assert second.session_id == first.session_id
    first.call(0, "Ada")
    assert names["app"].inputs == {"name": "Ada"}
    assert names["app"].value == "Hello Ada"


def test_calls_are_copied_as_the_guide_says(guide: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    names, _ = guide("in-the-notebook")
    # What a notebook's cells have defined is in this module.
    module = types.ModuleType("__main__")
    module.__dict__.update(names)
    monkeypatch.setitem(sys.modules, "__main__", module)
    page = (FOLDER / "in-the-notebook.md").read_text()
    for name, change in [("app", ()), ("demo", ()), ("login", ("ada", "s3cret"))]:
        session = connect(names[name])
        if change:
            session.call(0, *change)
        [function] = names[name].functions_code(names[name].shared_session())
        assert f"\n{function.call}\n" in page


def test_the_lines_of_the_readme_run() -> None:
    [(code, _), (blocks, _)] = cells((FOLDER.parents[1] / "README.md").read_text())
    assert len([line for line in code.splitlines() if line]) <= 20
    names: dict[str, Any] = {"__name__": "__main__"}
    _, value = run(code, names)
    assert value[0] == {"width": 4.0, "depth": 2.5, "lid": True, "wood": "oak"}
    session = connect(names["app"])
    assert session.call(0, 10, 2) == 36
    assert session.log[0].text == "cutting oak\n"
    run(blocks, names)
    assert connect(names["demo"]).call(0, "Ada") == "Hello Ada"


def rows(heading: str) -> list[tuple[str, list[str]]]:
    page = (FOLDER / "from-a-signature.md").read_text()
    _, _, rest = page.partition(f"\n## {heading}\n")
    section = rest.partition("\n## ")[0]
    return [
        (match["code"].replace("\\|", "|"), match["rest"].replace("\\|", "~").split(" | "))
        for match in ROW.finditer(section)
    ]


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    """What the guide imports and defines for its tables."""
    found: dict[str, Any] = {"__name__": "__main__"}
    for code, _ in cells((FOLDER / "from-a-signature.md").read_text())[:2]:
        run(code, found)
    return found


@pytest.mark.parametrize(("parameter", "told"), rows("Parameters"))
def test_table_of_parameters(parameter: str, told: list[str], names: dict[str, Any]) -> None:
    run(f"def fn({parameter}): ...", names)
    row = describe(names["fn"]).rows[0]
    assert [row.component, row.because.replace("|", "~")] == told


@pytest.mark.parametrize(("annotation", "told"), rows("Results"))
def test_table_of_results(annotation: str, told: list[str], names: dict[str, Any]) -> None:
    run(f"def fn() -> {annotation}: ...", names)
    assert [", ".join(row.component for row in describe(names["fn"]).rows)] == told


def test_the_tables_are_found() -> None:
    assert len(rows("Parameters")) > 30
    assert len(rows("Results")) > 10
