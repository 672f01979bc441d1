"""Apps in a real kernel: display, comms, subshells, interrupts, the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, os.path.dirname(__file__))
from livekernel import MIME_TYPE, TIMEOUT, KernelView, LiveKernel, app_id, apps_in, text_of

SETUP = """
import asyncio, threading, time, sys, logging, warnings
from IPython.display import display
from intarsia import show, show_app
def add(a: int = 1, b: int = 2) -> int:
    return a + b
"""


@pytest.fixture(scope="module")
def kernel() -> Iterator[LiveKernel]:
    live = LiveKernel()
    live.cell(SETUP)
    yield live
    live.stop()


def streams(kernel: LiveKernel) -> list[Any]:
    """Return what went to cells, of all that was passed over."""
    kinds = ("stream", "display_data", "error", "execute_result")
    return [m["content"] for m in kernel.kept if m["msg_type"] in kinds]


@pytest.fixture(autouse=True)
def nothing_stray(kernel: LiveKernel) -> Iterator[None]:
    """Check that the kernel answers, and that nothing went to a cell unasked (I1, I6)."""
    kernel.kept.clear()
    yield
    assert kernel.eval("1 + 1") == 2
    assert streams(kernel) == []


def settle(kernel: LiveKernel) -> None:
    """Wait until the dispatcher has done all that it was given."""
    kernel.cell(
        "from intarsia.runtime.loop import dispatcher\n"
        "settled = threading.Event()\n"
        f"dispatcher().call(settled.set); assert settled.wait({TIMEOUT})"
    )


def out(view: KernelView, listener: int = 0) -> Any:
    spec = view.hello["snapshot"]["app"]["listeners"][listener]
    return view.values[spec["outputs"][0]]


# ---------------------------------------------------------------- display


@pytest.mark.parametrize(
    "code",
    ["show(add)", "show(add);", "app = show(add)", "show(add)\n1 if 0 else None", "show_app(add)",
     "app = show_app(add)\napp", "app = show_app(add)\ndisplay(app)"],
)  # fmt: skip
def test_an_app_is_displayed_once(kernel: LiveKernel, code: str) -> None:
    bundles = apps_in(kernel.cell(code, "cell-once"))
    assert len(bundles) == 1
    assert set(bundles[0]) == {MIME_TYPE, "text/html", "text/plain"}


def test_what_is_asked_for_twice_is_displayed_twice(kernel: LiveKernel) -> None:
    assert len(apps_in(kernel.cell("show(add)\nshow(add)", "cell-twice"))) == 2
    assert len(apps_in(kernel.cell("app = show(add)\nshow(app)", "cell-same"))) == 2


def test_an_app_shown_in_one_cell_can_be_shown_in_another(kernel: LiveKernel) -> None:
    first = app_id(kernel.cell("app = show(add)", "cell-a"))
    assert app_id(kernel.cell("app", "cell-b")) == first
    KernelView(kernel, first).close()


def test_later_cells_read_value_and_inputs(kernel: LiveKernel) -> None:
    view = KernelView(kernel, app_id(kernel.cell("app = show(add)", "cell-read")))
    assert kernel.eval("(app.value, app.inputs)") == (None, {"a": 1, "b": 2})
    end = view.call(c1=40)
    assert end["state"]["status"] == "done"
    assert out(view) == 42
    assert kernel.eval("(app.value, app.inputs)") == (42, {"a": 40, "b": 2})


def test_the_bundle_holds_what_the_kernel_says(kernel: LiveKernel) -> None:
    messages = kernel.cell("show(add, title='Sum')", "cell-bundle")
    [bundle] = apps_in(messages)
    view = KernelView(kernel, app_id(messages))
    snapshot = view.hello["snapshot"]
    assert bundle[MIME_TYPE]["spec"] == snapshot["app"]
    assert bundle[MIME_TYPE]["values"] == snapshot["values"]
    assert "session_id" not in bundle[MIME_TYPE]
    assert "Sum" in bundle["text/plain"]
    assert "<script" not in bundle["text/html"]


def test_an_error_in_show_is_the_cell_s(kernel: LiveKernel) -> None:
    messages = kernel.outputs(kernel.begin("show(add, c=5)"))
    assert [m["msg_type"] for m in messages] == ["error"]
    assert messages[0]["content"]["ename"] == "TypeError"


# ---------------------------------------------------------------- re-running


def test_a_cell_run_again_takes_over_what_fits(kernel: LiveKernel) -> None:
    code = "app = show(add)"
    first = KernelView(kernel, app_id(kernel.cell(code, "cell-again")))
    first.call(c1=40)
    second = KernelView(kernel, app_id(kernel.cell(code, "cell-again")))
    assert first.wait(lambda m: m["type"] == "closed")["reason"] == "replaced"
    assert second.hello["session_id"] != first.hello["session_id"]
    assert second.values["c1"] == 40
    assert kernel.eval("app.inputs") == {"a": 40, "b": 2}
    old = KernelView(kernel, first.hello.get("app_id", "0" * 32))
    assert old.hello["error"]["code"] == "unknown-session"


def test_fault_072_a_cell_run_many_times_has_one_session(kernel: LiveKernel) -> None:
    for _ in range(60):
        kernel.cell("app = show(add)", "cell-many")
    kernel.cell(
        "from intarsia.runtime import apps\n"
        "done = threading.Event()\n"
        "from intarsia.runtime.loop import dispatcher\n"
        "dispatcher().call(done.set); assert done.wait(10)"
    )
    assert kernel.eval("sum(p[0] == 'cell-many' for p in apps._places)") == 1
    assert kernel.eval("len(app.sessions)") == 1
    before = kernel.eval("(len(apps._apps), threading.active_count())")
    for _ in range(5):
        kernel.cell("app = show(add)", "cell-many")
    kernel.cell("done.clear(); dispatcher().call(done.set); assert done.wait(10)")
    assert kernel.eval("(len(apps._apps), threading.active_count())") == before


# ---------------------------------------------------------------- while a cell runs


def test_an_app_answers_while_a_cell_runs(kernel: LiveKernel) -> None:
    """The cell waits for what only a run of the app can do."""
    subshell = kernel.subshell()
    app = app_id(kernel.cell("go = threading.Event()\napp = show(add)", "cell-busy"))
    release = app_id(kernel.cell("show(go.set)", "cell-release"))
    execution = kernel.begin("assert go.wait(20)\nprint('cell', app.value)")
    kernel.iopub(lambda m: m["msg_type"] == "execute_input")
    view = KernelView(kernel, app, subshell=subshell)
    view.subshell = None  # the kernel routes by what it sent last, not by what comes
    for a in (5, 6):
        assert view.call(c1=a)["state"]["status"] == "done"
    KernelView(kernel, release, subshell=subshell).call()
    assert text_of(kernel.outputs(execution)) == "cell 8\n"


def test_fault_080_without_a_subshell_the_app_waits_for_the_cell(kernel: LiveKernel) -> None:
    app = app_id(kernel.cell("app = show(add)", "cell-plain"))
    view = KernelView(kernel, app)
    execution = kernel.begin("print('cell', app.value)")
    assert view.call(c1=5)["state"]["status"] == "done"
    assert text_of(kernel.outputs(execution)) == "cell None\n"
    assert out(view) == 7


def test_a_comm_message_does_not_show_the_figures_of_a_cell(kernel: LiveKernel) -> None:
    """A comm's `post_execute` on a subshell would take them away from the cell."""
    subshell = kernel.subshell()
    app = app_id(kernel.cell("app = show(add)\nimport matplotlib.pyplot as plt", "cell-fig"))
    kernel.cell("go = threading.Event()")
    release = app_id(kernel.cell("show(go.set)", "cell-fig-release"))
    view = KernelView(kernel, app, subshell=subshell)
    other = KernelView(kernel, release, subshell=subshell)
    execution = kernel.begin("plt.plot([1, 2]);\nassert go.wait(20)")
    kernel.iopub(lambda m: m["msg_type"] == "execute_input")
    view.call(c1=5)
    other.call()
    shown = [m for m in kernel.outputs(execution) if m["msg_type"] == "display_data"]
    assert ["image/png" in m["content"]["data"] for m in shown] == [True]


CAPTURE = """
began, captured, said = threading.Event(), threading.Event(), threading.Event()
def say(waits: bool = False) -> str:
    began.set()
    if waits:
        captured.wait(20)
    print("run")
    print("error", file=sys.stderr)
    display("shown")
    said.set()
    return "said"
show(say)
"""


@pytest.mark.parametrize("waits", [True, False], ids=["begun before", "begun meanwhile"])
def test_a_run_leaves_the_capture_of_a_cell_alone(kernel: LiveKernel, waits: bool) -> None:
    subshell = kernel.subshell()
    view = KernelView(kernel, app_id(kernel.cell(CAPTURE, "cell-cap")), subshell=subshell)
    cell = "%%capture kept\nprint('a')\ndisplay('mine')\ncaptured.set()\n"
    cell += "assert said.wait(20)\nprint('b')"
    if waits:
        run = view.run(c1=True)["run"]
        assert kernel.eval("began.wait(20)")
        execution = kernel.begin(cell)
        assert view.finished(run)["state"]["status"] == "done"
    else:
        execution = kernel.begin(cell)
        kernel.iopub(lambda m: m["msg_type"] == "execute_input")
        assert view.call()["state"]["status"] == "done"
    assert kernel.outputs(execution) == []
    assert kernel.eval("(kept.stdout, kept.stderr, len(kept.outputs))") == ("a\nb\n", "", 1)
    assert [entry["stream"] for entry in view.log()] == ["stdout", "stderr", "display"]


def test_a_function_s_own_capture_is_its_own(kernel: LiveKernel) -> None:
    code = """
from IPython.utils.capture import capture_output
def quiet() -> str:
    with capture_output() as kept:
        print("kept"); display("kept, too")
    print("told")
    return f"{kept.stdout}{len(kept.outputs)}"
show(quiet)
"""
    view = KernelView(kernel, app_id(kernel.cell(code, "cell-own")))
    view.call()
    assert out(view) == "kept\n1"
    assert [entry["text"] for entry in view.log()] == ["told\n"]


# ---------------------------------------------------------------- what a run prints


PRINTS = """
import matplotlib.pyplot as plt, subprocess
class Broken:
    def _repr_html_(self):
        raise ValueError("cannot be shown")
def chatter(how: str = "print") -> str:
    if how == "print": print("out"); print("err", file=sys.stderr)
    elif how == "warn": warnings.warn("careful")
    elif how == "log": logging.getLogger("theirs").warning("heed")
    elif how == "display": display("shown"); display({"text/html": "<b>x</b>"}, raw=True)
    elif how == "plot": plt.plot([1]); plt.show()
    elif how == "clear":
        from IPython.display import clear_output
        clear_output()
    elif how == "input": input("name?")
    elif how == "getpass":
        import getpass
        getpass.getpass()
    elif how == "update":
        handle = display("a", display_id=True); handle.update("b")
    return how
app = show(chatter)
"""


@pytest.mark.parametrize("run_in", ["worker", "main"])
@pytest.mark.parametrize(
    ("how", "streams_of"),
    [
        ("print", ["stdout", "stderr"]),
        ("warn", ["warning"]),
        ("log", ["logging"]),
        ("display", ["display", "display"]),
        ("plot", ["display"]),
        ("clear", []),
        ("update", ["display", "display"]),
    ],
)
def test_what_a_run_says_goes_to_the_app(
    kernel: LiveKernel, how: str, streams_of: list[str], run_in: str
) -> None:
    code = PRINTS.replace("show(chatter)", f"show(chatter, run_in={run_in!r})")
    view = KernelView(kernel, app_id(kernel.cell(code, "cell-say")))
    assert view.call(c1=how)["state"]["status"] == "done"
    assert [entry["stream"] for entry in view.log()] == streams_of


@pytest.mark.parametrize("how", ["input", "getpass"])
@pytest.mark.parametrize("busy", [False, True])
def test_fault_048_a_function_cannot_ask(kernel: LiveKernel, how: str, busy: bool) -> None:
    subshell = kernel.subshell()
    view = KernelView(kernel, app_id(kernel.cell(PRINTS, "cell-ask")), subshell=subshell)
    execution = ""
    if busy:
        kernel.cell("go = threading.Event()")
        execution = kernel.begin("go.wait(20)")
        kernel.iopub(lambda m: m["msg_type"] == "execute_input")
    error = view.call(c1=how)["state"]["error"]
    if busy:
        kernel.aside("go.set()", subshell)
        kernel.outputs(execution)
    assert error["code"] == "user-error"
    assert "parameter instead" in error["message"]


def test_an_object_that_fails_to_be_shown_is_told_in_the_log(kernel: LiveKernel) -> None:
    kernel.cell(PRINTS, "cell-broken")
    view = KernelView(kernel, app_id(kernel.cell("show(lambda: Broken())", "cell-broken2")))
    assert view.call()["state"]["status"] == "done"
    assert "__main__.Broken" in out(view)["items"][0]["data"]["text/plain"]
    [entry] = view.log()
    assert entry["stream"] == "stderr"
    assert entry["text"].endswith("ValueError: cannot be shown\n")


def test_pyplot_figures_are_shown_with_the_app(kernel: LiveKernel) -> None:
    code = (
        "def plot(n: int = 3):\n    plt.plot(range(n))\nimport matplotlib.pyplot as plt\nshow(plot)"
    )
    view = KernelView(kernel, app_id(kernel.cell(code, "cell-plot")))
    for n in (3, 4):
        assert view.call(c1=n)["state"]["status"] == "done"
        [item] = out(view)["items"]
        assert "image/png" in item["data"]
    assert kernel.eval("plt.get_fignums()") == []


def test_the_first_import_of_pyplot_within_a_run() -> None:
    live = LiveKernel()
    try:
        live.cell(SETUP)
        code = "def plot():\n    import matplotlib.pyplot as plt\n    plt.plot([1])\nshow(plot)"
        view = KernelView(live, app_id(live.cell(code)))
        assert view.call()["state"]["status"] == "done"
        [item] = out(view)["items"]
        assert "image/png" in item["data"]
        shown = live.cell("import matplotlib.pyplot as plt\nplt.plot([1]);")
        assert [m["msg_type"] for m in shown] == ["display_data"]
        assert streams(live) == []
    finally:
        live.stop()


def test_an_error_names_the_cell_and_line(kernel: LiveKernel) -> None:
    messages = kernel.cell("def bad():\n    1 / 0\nshow(bad)", "cell-bad")
    count = kernel.eval("len(In) - 2")
    trace = KernelView(kernel, app_id(messages)).call()["state"]["error"]["traceback"]
    [frame] = trace["frames"]
    assert (frame["cell"], frame["line"], frame["source"]) == (str(count), 2, "1 / 0")
    assert f'File "cell {count}", line 2, in bad' in trace["text"]


# ---------------------------------------------------------------- the main thread


MAIN = """
went = []
def on_main(loops: int = 0):
    went.append(threading.current_thread() is threading.main_thread())
    began.set()
    while loops: pass
async def on_main_async(wait: bool = False) -> int:
    began.set()
    await asyncio.sleep(3600 if wait else 0)
    return 1
def steps_on_main(n: int = 3):
    for i in range(n):
        began.set()
        yield i
        while n > 5: pass
began = threading.Event()
app = show({0}, run_in="main")
"""


def test_a_run_on_the_main_thread_waits_for_the_cell(kernel: LiveKernel) -> None:
    subshell = kernel.subshell()
    messages = kernel.cell(MAIN.replace("{0}", "on_main"), "cell-main")
    view = KernelView(kernel, app_id(messages), subshell=subshell)
    kernel.cell("go = threading.Event()")
    execution = kernel.begin("assert go.wait(20)\nprint(went)")
    kernel.iopub(lambda m: m["msg_type"] == "execute_input")
    run = view.run()["run"]
    kernel.aside("go.set()", subshell)
    assert view.finished(run)["state"]["status"] == "done"
    assert text_of(kernel.outputs(execution)) == "[]\n"
    assert kernel.eval("went") == [True]


@pytest.mark.parametrize("name", ["on_main", "on_main_async", "steps_on_main"])
def test_fault_044_an_interrupt_reaches_the_main_thread(kernel: LiveKernel, name: str) -> None:
    subshell = kernel.subshell()
    view = KernelView(kernel, app_id(kernel.cell(MAIN.replace("{0}", name), "cell-int")))
    run = view.run(c1=True if name == "on_main_async" else 9)["run"]
    kernel.aside("began.wait(20)", subshell)
    kernel.manager.interrupt_kernel()
    state = view.finished(run)["state"]
    assert (state["status"], state["error"]["code"]) == ("interrupted", "interrupted")
    end = view.call(c1=False if name == "on_main_async" else 0)
    assert end["state"]["status"] == "done"


def test_an_interrupt_leaves_worker_runs_and_sessions_alone(kernel: LiveKernel) -> None:
    code = (
        "hold = threading.Event()\ndef held() -> str:\n    hold.wait(20); return 'fine'\nshow(held)"
    )
    view = KernelView(kernel, app_id(kernel.cell(code, "cell-held")))
    run = view.run()["run"]
    execution = kernel.begin("print('in')\ntime.sleep(600)")
    kernel.iopub(
        lambda m: m["msg_type"] == "stream" and m["parent_header"].get("msg_id") == execution
    )
    kernel.manager.interrupt_kernel()
    messages = kernel.outputs(execution)
    assert [m["content"]["ename"] for m in messages if m["msg_type"] == "error"] == [
        "KeyboardInterrupt"
    ]
    kernel.cell("hold.set()")
    assert view.finished(run)["state"]["status"] == "done"
    assert out(view) == "fine"


def test_connect_in_a_cell_runs_what_belongs_to_the_main_thread(kernel: LiveKernel) -> None:
    kernel.cell(MAIN.replace("{0}", "on_main"), "cell-connect")
    messages = kernel.cell(
        "from intarsia.testing import connect\n"
        "connect(app).call(0, 0)\n"
        "print(went, connect(show_app(on_main_async, run_in='main')).call(0, False))"
    )
    assert text_of(messages) == "[True] 1\n"
    messages = kernel.cell("await asyncio.sleep(0)\nconnect(app).call(0, 0); print(went)")
    assert text_of(messages) == "[True, True]\n"


# ---------------------------------------------------------------- comms


def test_a_comm_that_is_opened_again_stays_whose_it_was(kernel: LiveKernel) -> None:
    app = app_id(kernel.cell("app = show(add)", "cell-hijack"))
    view = KernelView(kernel, app)
    again = {"type": "hello", "seq": 0, "protocol": "1.0", "app_id": app}
    view._send("comm_open", {"target_name": "intarsia"}, again)
    assert view.answer(0)["session_id"] == view.hello["session_id"]
    view._send("comm_open", {"target_name": "intarsia"}, {**again, "app_id": "0" * 32})
    assert view.answer(0)["error"]["code"] == "bad-message"
    assert view.call(c1=3)["state"]["status"] == "done"


def test_fault_020_messages_after_the_end_do_nothing(kernel: LiveKernel) -> None:
    view = KernelView(kernel, app_id(kernel.cell("app = show(add)", "cell-end")))
    KernelView(kernel, app_id(kernel.cell("app = show(add)", "cell-end")))
    view.wait(lambda m: m["type"] == "closed")
    kernel.iopub(lambda m: m["msg_type"] == "comm_close" and m["content"]["comm_id"] == view.comm)
    settle(kernel)  # it says so before it forgets the comm
    view.send("run", listener=0, values={}, revisions={})
    assert kernel.eval("app.value") is None
    told = streams(kernel)  # by ipykernel, to whoever sent it
    assert {m["text"].partition(":")[0] for m in told} == {"No such comm"}
    kernel.kept.clear()


def test_comms_are_let_go(kernel: LiveKernel) -> None:
    app = app_id(kernel.cell("app = show(add)", "cell-let-go"))
    count = "len(__import__('comm').get_comm_manager().comms)"
    before = kernel.eval(count)
    views = [KernelView(kernel, app) for _ in range(5)]
    assert kernel.eval(count) == before + 5
    for view in views:
        view.close()
    assert kernel.eval(count) == before
    settle(kernel)
    assert kernel.eval("len(__import__('intarsia.jupyter.comm').jupyter.comm._open)") <= before


# ---------------------------------------------------------------- without a front end


def test_ipython_in_a_terminal() -> None:
    code = (
        "from intarsia import show\n"
        "from intarsia.testing import connect\n"
        "app = show(lambda x=3: x + 1, run_in='main')\n"
        "print(connect(app).call(0, 4)['items'][0]['data']['text/plain'])"
    )
    done = subprocess.run(
        [sys.executable, "-m", "IPython", "--no-banner", "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "X: 3\n" in done.stdout or "x: 3\n" in done.stdout
    assert done.stdout.endswith("5\n")
    assert done.stderr == ""


NOTEBOOK = """
from intarsia import show
called = []
def slow(x: int = 3) -> int:
    called.append(x)
    return x
app = show(slow)
"""


def test_without_subshells_what_comes_is_handled_between_cells(tmp_path: Path) -> None:
    go = tmp_path / "go"
    live = LiveKernel(Path(__file__).with_name("withoutsubshells.py"))
    try:
        live.client.kernel_info()
        info = live.client.get_shell_msg(timeout=TIMEOUT)["content"]
        assert "kernel subshells" not in info["supported_features"]
        live.cell(SETUP)
        view = KernelView(live, app_id(live.cell("app = show(add)")))
        assert view.call(c1=3)["state"]["status"] == "done"
        wait = f"import os\nwhile not os.path.exists({str(go)!r}): time.sleep(0.01)"
        busy = live.begin(wait)
        live.iopub(lambda m: m["msg_type"] == "execute_input")
        # It comes while a cell runs, and before the cell that is to come after that.
        asked = view.send("run", listener=0, values={"c1": 40}, revisions={"c1": 1})
        after = live.begin(
            "end = time.monotonic() + 30\n"
            "while app.value != 42 and time.monotonic() < end: time.sleep(0.01)\n"
            "print(app.value)"
        )
        go.touch()
        live.outputs(busy)
        assert text_of(live.outputs(after)) == "42\n"
        assert view.answer(asked)["type"] == "run_response"
        assert view.wait(lambda m: m["type"] == "run_finished")["state"]["status"] == "done"
    finally:
        live.stop()


def test_fault_078_nbclient_executes_and_ends(tmp_path: Path) -> None:
    import nbformat
    from nbclient import NotebookClient

    cells = [NOTEBOOK, "print(called, app.value, app.inputs)"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    begun = time.monotonic()
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    assert time.monotonic() - begun < 60
    [output] = notebook.cells[0].outputs
    assert output.data[MIME_TYPE]["values"]["c1"] == 3
    assert "show" not in output.data["text/plain"].splitlines()[0]
    assert notebook.cells[1].outputs[0].text == "[] None {'x': 3}\n"
    nbformat.validate(notebook)


def test_no_socket_is_opened(kernel: LiveKernel) -> None:
    """CVE-2023-41626, CVE-2024-1727: there is nothing to reach."""
    code = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append((event, str(args)))
    if event in ("socket.bind", "socket.connect", "socket.getaddrinfo") else None)
from intarsia import show
from intarsia.testing import connect
def add(a: int = 1, b: int = 2) -> int:
    return a + b
app = show(add)
assert connect(app).call(0, 2, 3) == 5
print(opened)
"""
    live = LiveKernel()
    try:
        messages = [m for m in live.cell(code) if m["msg_type"] == "stream"]
        assert text_of(messages) == "[]\n"
    finally:
        live.stop()


@pytest.mark.parametrize("how", ["shutdown", "kill"])
def test_fault_083_a_kernel_with_running_functions_ends_at_once(how: str, tmp_path: Path) -> None:
    live = LiveKernel(TMPDIR=str(tmp_path))
    try:
        live.cell(SETUP)
        code = """
def busy(data: bytes = b"x"):
    yield 1
    while True: pass
async def sleeping():
    await asyncio.sleep(3600)
def stuck():
    time.sleep(3600)
"""
        live.cell(code)
        for name in ("busy", "sleeping", "stuck"):
            view = KernelView(live, app_id(live.cell(f"show({name})")))
            view.run()
        begun = time.monotonic()
        if how == "shutdown":
            live.client.shutdown()
        else:
            os.kill(live.manager.provisioner.pid, signal.SIGKILL)  # type: ignore[union-attr]
        live.manager.provisioner.process.wait(TIMEOUT)  # type: ignore[union-attr]
        assert time.monotonic() - begun < 5  # then a server kills it
        if how == "shutdown":
            assert list(tmp_path.glob("intarsia-*")) == []
    finally:
        live.stop()
