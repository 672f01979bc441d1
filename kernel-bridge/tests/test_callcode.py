"""An app's functions as code: the call with what stands in the app, and their sources."""

from __future__ import annotations

import datetime
import functools
import math
import sys
import types
from pathlib import Path
from typing import Any

import pytest
from sampleprogram import greet, price

import intarsia as gr
from intarsia.messages import FunctionCode, ReadCodeRequest, ReadCodeResponse
from intarsia.testing import RequestError, Session, connect

pytestmark = pytest.mark.usefixtures("living")


def read(session: Session) -> list[FunctionCode]:
    answer = session._request(ReadCodeRequest(seq=0))
    assert isinstance(answer, ReadCodeResponse)
    return list(answer.functions)


def code_of(app: gr.Blocks) -> list[FunctionCode]:
    return read(connect(app))


@pytest.fixture
def cell(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """What a notebook's cells have defined."""
    module = types.ModuleType("__main__")
    monkeypatch.setitem(sys.modules, "__main__", module)
    return module


def run(text: str | None, module: types.ModuleType) -> Any:
    """Run code as a cell does, and return what its last expression gives."""
    assert text is not None
    *_, name = [line for line in text.splitlines() if line[0] not in "# )"]
    before, _, call = text.partition(name)
    exec(before, module.__dict__)
    return eval(name + call, module.__dict__)


def define(cell: types.ModuleType, text: str) -> Any:
    """Define a function in a cell, and return it."""
    known = {*vars(cell), "Path", "__builtins__"}
    exec(text, cell.__dict__)
    return next(cell.__dict__[name] for name in vars(cell) if name not in known)


def test_a_form_is_called_by_its_functions_name(cell: types.ModuleType) -> None:
    app = gr.show_app(price)
    connect(app).call(0, {"name": "Gr'ace", "size": "LARGE"}, "2026-06-02", 3)
    [function] = code_of(app)
    assert function.call is not None
    assert function.call.splitlines()[:2] == ["import datetime", "from sampleprogram import Order"]
    assert "on=datetime.date(2026, 6, 2)" in function.call
    exec("from sampleprogram import Size, price", cell.__dict__)
    assert run(function.call, cell) == "Gr'ace LARGE 2026-06-02 3"


@pytest.mark.parametrize(
    ("annotation", "sent", "value"),
    [
        ("str", "it's \"quoted\"\n\\ü '''", "it's \"quoted\"\n\\ü '''"),
        ("float", math.inf, math.inf),
        ("float", -math.inf, -math.inf),
        ("datetime.date", "2026-05-01", datetime.date(2026, 5, 1)),
        ("bool", True, True),
    ],
)
def test_what_was_entered_comes_back(
    annotation: str, sent: Any, value: Any, cell: types.ModuleType
) -> None:
    exec(f"import datetime\ndef f(value: {annotation}): return (value,)", cell.__dict__)
    session = connect(gr.show_app(cell.f))
    session.call(0, sent)
    assert run(read(session)[0].call, cell) == (value,)


def test_nothing_and_no_number_come_back(cell: types.ModuleType) -> None:
    f = define(cell, "def f(a: int | None = None, b: float = float('nan')): return a, b")
    a, b = run(code_of(gr.show_app(f))[0].call, cell)
    assert a is None
    assert math.isnan(b)


def test_functions_of_a_cell_need_no_import(cell: types.ModuleType) -> None:
    f = define(cell, "def f(a: int = 1, b: str = 'x') -> str:\n    return f'{a}{b}'")
    assert code_of(gr.show_app(f))[0].call == "f(a=1, b='x')"
    g = define(cell, "def g(a: int = 1):\n    yield a")
    assert code_of(gr.show_app(g))[0].call == "for step in g(a=1):\n    print(step)"
    h = define(cell, "async def h(a: int = 1):\n    return a")
    assert code_of(gr.show_app(h))[0].call == "await h(a=1)"
    i = define(cell, "def i(a: int = 1, /, *more: int, last: int = 3):\n    return a, more, last")
    assert run(code_of(gr.show_app(i))[0].call, cell) == (1, (), 3)


def test_what_has_no_name_is_called_through_the_app(cell: types.ModuleType) -> None:
    cell.app = gr.show_app(lambda x=1, y="a": f"{x}{y}")  # type: ignore[attr-defined]
    [function] = code_of(cell.app)
    assert function.call == "app.predict(x=1, y='a')"
    assert run(function.call, cell) == "1a"
    assert code_of(gr.show_app(lambda x=1: x))[0].call is None


SIGN_IN = """
import intarsia as gr
from typing import Annotated

def sign_in(user: str, password: Annotated[str, gr.Textbox(type="password")], *, keep: bool = True):
    return f"{user}:{password}"
"""


def test_passwords_are_never_written(cell: types.ModuleType) -> None:
    exec(SIGN_IN, cell.__dict__)
    app = gr.show_app(cell.sign_in)
    session = connect(app)
    session.call(0, "ada", "s3cret", True)
    [function] = read(session)
    assert function.call == (
        "# Fill in password: a password is not written down.\n"
        "sign_in(user='ada', password=..., keep=True)"
    )
    cell.app = app  # type: ignore[attr-defined]
    [function] = read(session)
    assert "s3cret" not in repr(function)
    assert function.call == (
        "# password is taken from the app: a password is not written down.\n"
        "app.predict(user='ada', keep=True)"
    )
    assert run(function.call, cell) == "ada:s3cret"


def test_a_password_that_is_shown_is_not_written_either(cell: types.ModuleType) -> None:
    with gr.Blocks() as demo:
        word = gr.Textbox(type="password")
        word.submit(lambda word: gr.Textbox(type="text"), word, word, api_name="reveal")
    cell.demo = demo  # type: ignore[attr-defined]
    session = connect(demo)
    session.call(0, "s3cret")
    assert "s3cret" not in repr(read(session))


def test_what_no_code_makes_is_said_in_words(cell: types.ModuleType) -> None:
    pandas = pytest.importorskip("pandas")

    def rows(table: pandas.DataFrame, n: int = 1) -> int:
        return len(table) * n

    table = gr.Dataframe(value=pandas.DataFrame({"a": [1, 2]}))
    cell.demo = gr.show_app(rows, table=table)  # type: ignore[attr-defined]
    [function] = code_of(cell.demo)
    assert function.call == (
        "# table is taken from the app: DataFrame, 2 × 1 cannot be written as code.\n"
        "demo.predict(n=1)"
    )
    assert run(function.call, cell) == 2
    cell.rows = rows  # type: ignore[attr-defined]
    rows.__module__, rows.__qualname__ = "__main__", "rows"
    del cell.demo
    assert code_of(gr.show_app(rows, table=table))[0].call == (
        "# Fill in table: DataFrame, 2 × 1 cannot be written as code.\nrows(table=..., n=1)"
    )


def test_words_end_with_their_line(cell: types.ModuleType) -> None:
    kind = type("X\nimport os", (), {})
    with gr.Blocks() as demo:
        odd = gr.JSON()
        odd.preprocess = lambda value: kind()  # type: ignore[method-assign]
        odd.change(lambda x: x, odd, None, api_name="odd")
    cell.demo = demo  # type: ignore[attr-defined]
    assert code_of(demo)[0].call == (
        "# x is taken from the app: X import os cannot be written as code.\n"
        "demo.predict(api_name='odd')"
    )


def test_empty_fields_are_left_to_be_filled_in(cell: types.ModuleType) -> None:
    f = define(cell, "def f(count: int, name: str = 'x'): return count")
    text = code_of(gr.show_app(f))[0].call
    assert text == ("# Fill in count: what stands in the app does not fit.\nf(count=..., name='x')")


def test_files_of_a_session_are_no_code(cell: types.ModuleType, tmp_path: Path) -> None:
    f = define(cell, "from pathlib import Path\ndef f(file: Path): return file.name")
    cell.app = gr.show_app(f)  # type: ignore[attr-defined]
    (tmp_path / "a.csv").write_text("1")
    session = connect(cell.app)
    session.call(0, session.upload(tmp_path / "a.csv"))
    text = read(session)[0].call
    assert text == (
        "# file is taken from the app: the file 'a.csv' is there as long as the app is.\n"
        "app.predict()"
    )
    assert run(text, cell) == "a.csv"


def test_functions_of_blocks_are_called_through_the_app(cell: types.ModuleType) -> None:
    with gr.Blocks() as demo:
        text, out, state = gr.Textbox("hi"), gr.Textbox(), gr.State(0)
        text.submit(greet, text, out)
        text.blur(lambda t, n: (t, n + 1), [text, state], [out, state], api_name="tally")
        gr.ClearButton([text])
    # Without a name of its own, only what has one can be called.
    first, second = code_of(demo)
    assert (first.call, second.call) == (
        "from sampleprogram import greet\ngreet(name='hi')",
        None,
    )
    cell.demo = demo  # type: ignore[attr-defined]
    first, second = code_of(demo)
    assert (first.name, second.name) == ("greet", "tally")
    assert first.call == "demo.predict(name='hi', api_name='greet')"
    assert second.call == "demo.predict(t='hi', api_name='tally')"
    assert run(first.call, cell) == "Hello hi"


def test_parameters_called_as_those_of_predict(cell: types.ModuleType) -> None:
    with gr.Blocks() as demo:
        text, out = gr.Textbox("hi"), gr.Textbox()
        text.submit(str.upper, text, out)
        text.blur(lambda api_name, n: api_name * int(n), [text, gr.Number(2)], out, api_name="f")
    cell.demo = demo  # type: ignore[attr-defined]
    first, second = code_of(demo)
    assert first.call == "demo.predict(self='hi', api_name='upper')"
    assert run(first.call, cell) == "HI"
    assert second.call == "demo.predict('hi', 2, api_name='f')"
    assert run(second.call, cell) == "hihi"


def test_a_private_session_tells_its_own_values(cell: types.ModuleType) -> None:
    f = define(cell, "def f(name: str = 'x'): return name")
    app = gr.show_app(f, session="private")
    session = connect(app)
    session.call(0, "Ada")
    assert read(session)[0].call == "f(name='Ada')"
    assert code_of(app)[0].call == "f(name='x')"


def test_methods_of_an_object_that_has_a_name(cell: types.ModuleType) -> None:
    exec("class Model:\n    def ask(self, x: int = 2) -> int:\n        return x", cell.__dict__)
    cell.model = cell.Model()  # type: ignore[attr-defined]
    assert code_of(gr.show_app(cell.model.ask))[0].call == "model.ask(x=2)"


# --------------------------------------------------------------- sources


def test_sources_are_those_that_were_written() -> None:
    [function] = code_of(gr.show_app(price))
    assert function.source is not None
    assert function.source.startswith("def price(order: Order")
    assert function.source.endswith('{on} {count}"')
    assert (function.file, function.cell, function.why) == ("sampleprogram.py", None, None)

    @functools.wraps(greet)
    def around(*args: Any) -> str:
        return greet(*args)

    written = 'def greet(name: str) -> str:\n    return f"Hello {name}"'
    assert code_of(gr.show_app(around))[0].source == written
    assert code_of(gr.show_app(functools.partial(greet, "x")))[0].source == written
    assert code_of(gr.show_app(lambda x=7: -x))[0].source == "lambda x=7: -x"


def test_without_a_source_it_says_why() -> None:
    names: dict[str, Any] = {}
    exec("def f(x: int = 1) -> int:\n    return x", names)
    [function] = code_of(gr.show_app(names["f"]))
    assert (function.source, function.why) == (None, "Python has kept no source of it.")
    with gr.Blocks() as demo:
        text = gr.Textbox()
        text.submit(str.upper, text, text)
    assert code_of(demo)[0].why == "It is not written in Python."


def test_an_app_may_keep_its_code_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    app = gr.show_app(greet, show_code=False)
    session = connect(app)
    with pytest.raises(RequestError, match="does not show its code"):
        session._request(ReadCodeRequest(seq=0))
    assert gr.show_app(greet).has_code
    with gr.Blocks() as still:
        gr.Markdown("Nothing to call")
    assert not still.has_code
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5.8")
    assert not gr.show_app(greet).has_code
    assert gr.show_app(greet, show_code=True).has_code


def test_a_saved_notebook_has_no_source() -> None:
    app = gr.show_app(greet)
    assert "Hello" not in repr(app.bundle())
