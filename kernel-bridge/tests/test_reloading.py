"""Hot reload: the shown app uses what its cell defines again."""

from __future__ import annotations

import itertools
import sys
import threading
import types
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

import intarsia as gr
from intarsia.reloading import Reloader
from intarsia.runtime import apps
from intarsia.runtime.host import Place
from intarsia.runtime.loop import dispatcher
from intarsia.testing import RequestError, Session, connect

pytestmark = pytest.mark.usefixtures("living")


class Notebook:
    """Cells that run in a module of their own, as the kernel runs them."""

    def __init__(self) -> None:
        self.module = types.ModuleType("a_notebook")
        sys.modules["a_notebook"] = self.module
        self._files: dict[str, str] = {}
        self._counts = itertools.count(1)
        self.reloader = self.look()

    def look(self) -> Reloader:
        """Begin to look after cells, as the first app does."""
        self.reloader = Reloader(self._files.get)
        return self.reloader

    def run(self, cell: str, code: str, *, shows: Any = None) -> None:
        count = str(next(self._counts))
        file = f"<cell {count}>"
        self._files[file] = count
        exec(compile(code, file, "exec"), self.module.__dict__)
        place = Place(cell, count)
        if shows is not None:
            apps.take_place(shows(self.module), place)
        self.reloader.after_cell(place, count)
        settle()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.module, name)


def settle() -> None:
    done = threading.Event()
    dispatcher().call(done.set)
    assert done.wait(10)


@pytest.fixture
def notebook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Notebook]:
    monkeypatch.setattr(apps, "_apps", {})
    monkeypatch.setattr(apps, "_places", {})
    yield Notebook()
    del sys.modules["a_notebook"]


def shown(app: gr.Blocks) -> gr.Blocks:
    apps.register(app)
    return app


GREET = "def greet(name: str = 'world', times: int = 1) -> str:\n    return {}\n"


def begin(notebook: Notebook, **options: Any) -> tuple[gr.Blocks, Session]:
    notebook.run("a", GREET.format("f'Hello {name}' * times"))
    app = shown(gr.show_app(notebook.greet, **options))
    notebook.run("b", "")
    return app, connect(app)


def heard(session: Session) -> list[str]:
    """Take what came by now."""
    session.resync()
    return session.reloaded


def test_the_new_function_is_called_and_what_was_entered_stays(notebook: Notebook) -> None:
    app, session = begin(notebook)
    assert session.call(0, "Ada", 1) == "Hello Ada"
    ids = [spec.id for spec in session.spec.components]
    notebook.run("a", GREET.format("f'Goodbye {name}' * times"))
    assert heard(session) == ["greet"]
    assert app.inputs == {"name": "Ada", "times": 1}
    assert session.values[session.fns[0].outputs[0].id] == "Hello Ada"
    assert [spec.id for spec in session.spec.components] == ids
    assert session.call(0) == "Goodbye Ada"


def test_another_signature_is_another_form_with_what_still_fits(notebook: Notebook) -> None:
    app, session = begin(notebook)
    session.call(0, "Ada", 2)
    name, times = (component.id for component in session.fns[0].inputs)
    notebook.run(
        "a",
        "def greet(name: str = 'you', times: bool = False, mark: str = '!') -> str:\n"
        "    'Says it.'\n    return f'{name}{mark} {times}'\n",
    )
    assert heard(session) == ["greet"]
    assert app.inputs == {"name": "Ada", "times": False, "mark": "!"}
    inputs = session.fns[0].inputs
    assert inputs[0].id == name  # the same field: it is not drawn anew
    assert times not in [spec.id for spec in session.spec.components]
    assert session.spec.description == "Says it."
    assert session.call(0) == "Ada! False"
    assert session.call(1) is not None or app.inputs["name"] == "you"  # "Clear": the new start


def test_what_no_longer_fits_begins_at_the_start(notebook: Notebook) -> None:
    notebook.run("a", "def f(x: int = 1) -> int:\n    return x\n")
    app = shown(gr.show_app(notebook.f))
    notebook.run("b", "")
    session = connect(app)
    session.call(0, 50)
    notebook.run(
        "a",
        "from typing import Annotated\nimport intarsia as gr\n"
        "def f(x: Annotated[int, gr.Number(maximum=9)] = 3) -> int:\n    return -x\n",
    )
    heard(session)
    assert app.inputs == {"x": 3}
    assert session.call(0) == -3


def test_only_its_own_cell_defines_the_next_version(notebook: Notebook) -> None:
    _, session = begin(notebook)
    notebook.run("c", GREET.format("'of another cell'"))
    assert heard(session) == []
    assert session.call(0) == "Hello world"


def test_before_the_first_app_nobody_knows_the_cell(notebook: Notebook) -> None:
    _, session = begin(notebook)
    app = session.app
    notebook.look()  # as if the function had been defined before the first app was shown
    notebook.run("b", "")
    notebook.run(
        "c", GREET.format("'its own'"), shows=lambda module: shown(gr.show_app(module.greet))
    )
    assert heard(session) == []
    notebook.module.greet = app.listeners[0].fn
    notebook.look()
    notebook.run("b", "")
    notebook.run("a", GREET.format("'the next'"))
    assert heard(session) == ["greet"]
    assert session.call(0) == "the next"


def test_a_name_that_never_was_the_functions_counts_for_nothing(notebook: Notebook) -> None:
    notebook.run(
        "a", "def make():\n    def greet() -> str:\n        return 'inner'\n    return greet"
    )
    app = shown(gr.show_app(notebook.make()))
    notebook.run("a", "def greet() -> str:\n    return 'outer'\n")
    assert connect(app).call(0) == "inner"


def test_it_can_be_turned_off(notebook: Notebook) -> None:
    _, session = begin(notebook, hot_reload=False)
    notebook.run("a", GREET.format("'new'"))
    assert session.call(0) == "Hello world"


def test_a_run_under_way_ends_with_the_old_function(notebook: Notebook) -> None:
    notebook.run(
        "a",
        "import threading\nbegun, go = threading.Event(), threading.Event()\n"
        "def slow(x: int = 1) -> str:\n    begun.set()\n    go.wait(10)\n    return f'old {x}'\n",
    )
    begun, go = notebook.begun, notebook.go
    app = shown(gr.show_app(notebook.slow))
    notebook.run("b", "")
    session = connect(app)
    result: list[Any] = []
    worker = threading.Thread(target=lambda: result.append(session.call(0, 5)))
    worker.start()
    assert begun.wait(10)
    notebook.run("a", "def slow(y: float = 2.5) -> str:\n    return f'new {y}'\n")
    go.set()
    worker.join(10)
    assert result == ["old 5"]
    assert session.call(0) == "new 2.5"


def test_functions_of_listeners_validators_and_parts_are_swapped(notebook: Notebook) -> None:
    notebook.run(
        "a",
        "import functools\n"
        "def shout(x):\n    return x.upper()\n"
        "def add(a, b):\n    return f'{a}+{b}'\n"
        "def check(x):\n    return None\n",
    )
    with gr.Blocks() as demo:
        text, out = gr.Textbox("hi"), gr.Textbox()
        text.submit(notebook.shout, text, out, validator=notebook.check)
        text.blur(notebook.functools.partial(notebook.add, "first"), text, out)
    shown(demo)
    notebook.run("b", "")
    session = connect(demo)
    assert [session.call(0), session.call(1)] == ["HI", "first+hi"]
    notebook.run("a", "def shout(x):\n    return x.lower() + '!'\ndef add(a, b):\n    return b + a")
    assert sorted(heard(session)) == ["add", "shout"]
    assert [session.call(0, "Hi"), session.call(1)] == ["hi!", "Hifirst"]
    notebook.run("a", "import intarsia as gr\ndef check(x):\n    return gr.validate(False, 'No.')")
    with pytest.raises(RequestError, match=r"No\."):
        session.call(0)


def test_interfaces_and_chats_use_it_too(notebook: Notebook) -> None:
    notebook.run("a", "def reply(message, history):\n    return 'old'\ndef f(x):\n    return 'old'")
    chat = shown(gr.ChatInterface(notebook.reply))
    both = shown(gr.Interface(notebook.f, "text", "text"))
    notebook.run("b", "")
    notebook.run("a", "def reply(message, history):\n    return 'new'\ndef f(x):\n    return 'new'")
    assert connect(both).call(0, "a") == "new"
    said = connect(chat).call(0, "hello")[-1][1]
    assert said[-1]["content"][0]["text"] == "new"


def test_what_is_rendered_is_rendered_again(notebook: Notebook) -> None:
    notebook.run("a", "import intarsia as gr\ndef part():\n    gr.Textbox('old')")
    with gr.Blocks() as demo:
        gr.render()(notebook.part)
    shown(demo)
    notebook.run("b", "")
    session = connect(demo)
    session.wait(lambda: "old" in session.values.values())
    notebook.run("a", "def part():\n    gr.Textbox('new')")
    session.wait(lambda: "new" in session.values.values())


def test_a_function_that_cannot_be_shown_leaves_the_app_as_it_is(notebook: Notebook) -> None:
    _, session = begin(notebook, times=gr.Slider(1, 5, step=1))
    with pytest.warns(UserWarning, match=r"'Greet' keeps the function.*no parameter 'times'"):
        notebook.run("a", "def greet(name: str = 'x') -> str:\n    return name\n")
    assert session.call(0, "Ada") == "Hello Ada"


def test_a_component_that_was_given_stays_as_it_was_given(notebook: Notebook) -> None:
    app, session = begin(notebook, times=gr.Slider(1, 5, step=1))
    session.call(0, "Ada", 3)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        notebook.run(
            "a",
            "def greet(times: int = 2, loud: bool = True) -> str:\n    return f'{times} {loud}'",
        )
    heard(session)
    assert [component.kind for component in session.fns[0].inputs] == ["slider", "checkbox"]
    assert app.inputs == {"times": 3, "loud": True}
    assert session.call(0) == "3 True"


def test_a_module_that_is_loaded_again(notebook: Notebook) -> None:
    module = types.ModuleType("a_module")
    sys.modules["a_module"] = module
    try:
        exec("def f() -> str:\n    return 'old'", module.__dict__)
        app = shown(gr.show_app(module.f))
        notebook.run("a", "")
        exec("def f() -> str:\n    return 'new'", module.__dict__)
        notebook.run("c", "")
        assert connect(app).call(0) == "new"
    finally:
        del sys.modules["a_module"]


def test_a_step_that_was_mended_begins_again_with_the_values_it_had(notebook: Notebook) -> None:
    notebook.run("a", "def half(n):\n    return n / 0\n")

    def make(module: Any) -> gr.Blocks:
        with gr.Blocks() as demo:
            number, kept, out = gr.Number(), gr.State(), gr.Number()
            number.submit(lambda n: n, number, kept).success(module.half, kept, out)
        return shown(demo)

    notebook.run("b", "", shows=make)
    client = connect(next(iter(apps.shown())))
    client.call(0, 8)
    assert client.settle() == {"lambda": "done", "half": "failed"}
    notebook.run("a", "def half(n):\n    return n / 2\n")
    assert client.resume("half") == 4
    client.close()


# ------------------------------------------------------------- what is added later


def test_what_is_added_after_an_app_was_shown_appears_in_it() -> None:
    with gr.Blocks() as demo:
        name = gr.Textbox("Ada")
        count = gr.State(1)

        @gr.render(name)
        def shown(text: str) -> None:
            gr.Markdown(text)
            box = gr.Textbox(key="more")
            gr.Button("Twice").click(lambda text: text * 2, box, box)

    def kept() -> Any:
        return next(c for c in session.resync().components if c.label is None and c.id in boxes)

    session = connect(demo)
    session.set_value(name.id, "Grace")
    session.wait(lambda: any(c.kind == "markdown" for c in session.spec.components))
    boxes = [c.id for c in session.spec.components if c.kind == "textbox" and c.id != name.id]
    session.set_value(boxes[0], "kept")
    with demo:
        loud = gr.Textbox()
        name.change(str.upper, name, loud)
        gr.Button().click(lambda a, n: a + str(n), [name, count], loud)
    settle()
    spec = session.resync()
    assert loud.id in {component.id for component in spec.components}
    assert session.values[name.id] == "Grace"
    assert session.call(2) == "Grace1"
    session.wait(lambda: any(c.kind == "markdown" for c in session.spec.components))
    assert session.values[kept().id] == "kept"
    twice = next(fn for fn in session.fns if fn.inputs and fn.inputs[0].id == boxes[0])
    assert session.call(twice.index) == "keptkept"


def test_an_app_is_launched_within_itself() -> None:
    with gr.Blocks() as demo:
        name = gr.Textbox("Ada")
        demo.launch()
        session = connect(demo)
        loud = gr.Textbox()
        gr.Button().click(str.upper, name, loud)
    settle()
    session.resync()
    assert session.call(0) == "ADA"


def test_what_explains_a_function_explains_its_next_version(notebook: Notebook) -> None:
    code = "def worth(text: str = 'good') -> float:\n    return {} * text.split().count('good')\n"
    notebook.run("a", code.format(1.0))
    app = shown(gr.show_app(notebook.worth, interpretation="perturb"))
    notebook.run("b", "")
    explaining = next(listener for listener in app.listeners if listener.api_name == "explain")
    (why,) = explaining.outputs
    with connect(app) as session:
        notebook.run("a", code.format(2.0))
        assert explaining in app.listeners, "the app is the same one"
        session.call(explaining.index, "so good", event=("explain", {}))
        assert session.values[why.id]["explanations"][0]["prediction"] == 2
    assert app.lane(app.listeners[0]) is app.lane(explaining)


WORTH = "def worth(text: str = 'good') -> float:\n    return {} * text.split().count('good')\n"


def test_an_explainer_of_blocks_explains_the_next_version(notebook: Notebook) -> None:
    notebook.run("a", WORTH.format(1.0))
    with gr.Blocks() as demo:
        text, why, asked = gr.Textbox(), gr.Interpretation(), gr.Interpretation()
        gr.Button().click(gr.explainer(notebook.worth), text, why)
        asked.explain(gr.explainer(notebook.worth), [text, asked], asked)
    shown(demo)
    notebook.run("b", "")
    with connect(demo) as session:
        session.call(0, "so good")
        session.call(1, "so good", event=("explain", {}))
        notebook.run("a", WORTH.format(2.0))
        assert heard(session) == ["worth"]
        marks = [session.values[each.id]["stale"] for each in (why, asked)]
        assert marks == ["function", "function"]
        session.call(0, "so good")
        found = session.values[why.id]
        assert (found["stale"], found["explanations"][0]["prediction"]) == (None, 2)
        # What the one before said is no answer of this one, and stands beside none of its own.
        session.call(1, "so good", event=("explain", {"method": "shap"}))
        (told,) = session.values[asked.id]["explanations"]
        assert (told["method"], told["prediction"]) == ("shap", 2)
    assert len({id(demo.lane(each)) for each in demo.listeners}) == 1


def test_an_explanation_says_that_the_function_is_another_one(notebook: Notebook) -> None:
    notebook.run("a", WORTH.format(1.0))
    app = shown(gr.show_app(notebook.worth, interpretation="perturb"))
    notebook.run("b", "")
    explaining = next(listener for listener in app.listeners if listener.api_name == "explain")
    (why,) = explaining.outputs
    with connect(app) as session:
        session.call(explaining.index, "so good", event=("explain", {}))
        assert session.values[why.id]["stale"] is None
        notebook.run("a", WORTH.format(2.0))
        heard(session)
        assert session.values[why.id]["stale"] == "function"
        session.call(explaining.index, "so good", event=("explain", {}))
        assert session.values[why.id]["stale"] is None


def test_scores_of_the_authors_own_are_defined_again(notebook: Notebook) -> None:
    notebook.run(
        "a", "def worth(text: str) -> float:\n    return 1.0\ndef why(text):\n    return 1"
    )
    app = shown(gr.show_app(notebook.worth, interpretation=notebook.why))
    notebook.run("b", "")
    explaining = next(listener for listener in app.listeners if listener.api_name == "explain")
    with connect(app) as session:
        notebook.run("a", "def why(text):\n    return 2\n")
        assert heard(session) == ["why"]
        session.call(explaining.index, "so", event=("explain", {}))
        (told,) = session.values[explaining.outputs[0].id]["explanations"]
        assert told["inputs"][0]["score"] == 2


def test_what_is_explained_while_its_function_is_defined_again_is_of_the_one_before(
    notebook: Notebook,
) -> None:
    notebook.run(
        "a",
        "import threading\nbegun, go = threading.Event(), threading.Event()\n"
        "def slow(x: int = 1) -> float:\n    begun.set()\n    go.wait(10)\n    return float(x)\n",
    )
    begun, go = notebook.begun, notebook.go
    with gr.Blocks() as demo:
        number, why = gr.Number(4, precision=0), gr.Interpretation()
        gr.Button().click(gr.explainer(notebook.slow), number, why)
    shown(demo)
    notebook.run("b", "")
    with connect(demo) as session:
        worker = threading.Thread(target=session.call, args=(0,))
        worker.start()
        assert begun.wait(10)
        notebook.run("a", "def slow(x: int = 1) -> float:\n    return -float(x)\n")
        go.set()
        worker.join(10)
        found = session.values[why.id]
        assert (found["explanations"][0]["prediction"], found["stale"]) == (4, "function")


def test_an_explanation_goes_with_the_form_that_it_was_of(notebook: Notebook) -> None:
    notebook.run("a", WORTH.format(1.0))
    app = shown(gr.show_app(notebook.worth, interpretation="perturb"))
    notebook.run("b", "")

    def explaining() -> Any:
        return next(listener for listener in app.listeners if listener.api_name == "explain")

    with connect(app) as session:
        session.call(explaining().index, "so good", event=("explain", {}))
        notebook.run(
            "a",
            "def worth(text: str = 'good', times: int = 2) -> float:\n"
            "    return times * float(text.count('good'))\n",
        )
        assert heard(session) == ["worth"]
        (why,) = explaining().outputs
        assert session.values[why.id] is None
        text, times = (component.id for component in app.listeners[0].inputs)
        session.call(explaining().index, "so good", 3, event=("explain", {}))
        (told,) = session.values[why.id]["explanations"]
        assert (told["prediction"], len(told["inputs"])) == (3, 2)
        session.set_value(times, 4)
        session.resync()
        assert session.values[why.id]["stale"] == "inputs"
        assert text in session.values
