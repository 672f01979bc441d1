"""What a run prints goes to the run; for everybody else nothing changes."""

from __future__ import annotations

import asyncio
import builtins
import io
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import Any

import pytest

from intarsia import show_app
from intarsia.messages import LogEntry
from intarsia.runtime import capture, log
from intarsia.runtime.host import PlainHost, current_host, use_host
from intarsia.testing import RequestError, connect

pytestmark = pytest.mark.usefixtures("living")


def logged(fn: Any, *values: Any, **options: Any) -> list[tuple[str, str]]:
    client = connect(show_app(fn, **options))
    client.call(0, *values)
    return [(entry.stream, entry.text) for entry in client.log]


def joined(entries: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join what was printed on one stream, however it was split on the way."""
    found: list[tuple[str, str]] = []
    for stream, text in entries:
        if found and found[-1][0] == stream:
            found[-1] = (stream, found[-1][1] + text)
        else:
            found.append((stream, text))
    return found


@contextmanager
def no_handlers() -> Iterator[None]:
    """Take pytest's own log handlers away, as in a kernel."""
    root = logging.getLogger()
    handlers, root.handlers = root.handlers, []
    try:
        yield
    finally:
        root.handlers = handlers
        root.setLevel(logging.WARNING)


@pytest.mark.parametrize("run_in", ["worker", "main"])
def test_print(run_in: Any, capsys: pytest.CaptureFixture[str]) -> None:
    def say() -> None:
        print("one", 2)
        print("three", file=sys.stderr)
        sys.stdout.writelines(["four", "\n"])

    assert joined(logged(say, run_in=run_in)) == [
        ("stdout", "one 2\n"),
        ("stderr", "three\n"),
        ("stdout", "four\n"),
    ]
    print("outside")
    assert capsys.readouterr() == ("outside\n", "")


def test_print_in_coroutines_and_generators(capsys: pytest.CaptureFixture[str]) -> None:
    async def say() -> None:
        print("a")
        await asyncio.gather(*[more(i) for i in range(2)])

    async def more(i: int) -> None:
        await asyncio.sleep(0)
        print(i)

    def steps() -> Iterator[int]:
        print("g")
        yield 1

    async def steps_async() -> Any:
        print("h")
        yield 1

    assert joined(logged(say)) == [("stdout", "a\n0\n1\n")]
    assert joined(logged(steps)) == [("stdout", "g\n")]
    assert joined(logged(steps_async)) == [("stdout", "h\n")]
    assert capsys.readouterr() == ("", "")


def test_warnings(capsys: pytest.CaptureFixture[str]) -> None:
    def warn() -> None:
        warnings.warn("careful", UserWarning, stacklevel=1)

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        [(stream, text)] = logged(warn)
    assert stream == "warning"
    assert text.endswith(": UserWarning: careful\n")
    assert text.startswith("test_capture.py, line ")
    assert capsys.readouterr() == ("", "")


def test_logging_without_a_handler(capsys: pytest.CaptureFixture[str]) -> None:
    logger = logging.getLogger("theirs")

    def note() -> None:
        logger.info("too quiet")
        logger.warning("hear %s", "this")

    with no_handlers():
        assert logged(note) == [("logging", "WARNING theirs: hear this\n")]
        logger.warning("outside")
    assert capsys.readouterr() == ("", "outside\n")


@pytest.mark.parametrize("when", ["before", "after"])
def test_logging_with_a_handler_of_the_user(when: str, capsys: pytest.CaptureFixture[str]) -> None:
    def configure() -> None:
        logging.basicConfig(level=logging.INFO, format="%(message)s!", force=True)

    with no_handlers():
        if when == "before":
            configure()
        connect(show_app(lambda: None)).call(0)  # everything is in place now
        if when == "after":
            configure()
        assert logged(lambda: logging.info("inside")) == [("stderr", "inside!\n")]
        logging.info("outside")
        assert capsys.readouterr().err == "outside!\n"


def test_basic_config_works_after_a_run() -> None:
    logged(lambda: print("x"))
    with no_handlers():
        logging.basicConfig(level=logging.DEBUG)
        assert len(logging.getLogger().handlers) == 1


def test_runs_side_by_side_do_not_mix() -> None:
    together = threading.Barrier(4)

    def count(name: str = "") -> None:
        for i in range(20):
            together.wait(10)
            print(name, i)

    app = show_app(count, session="private")
    app.listeners[0].concurrency_limit = None
    clients = [connect(app) for _ in range(4)]
    threads = [
        threading.Thread(target=client.call, args=(0, name))
        for client, name in zip(clients, "abcd", strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    for client, name in zip(clients, "abcd", strict=True):
        text = "".join(entry.text for entry in client.log)
        assert text == "".join(f"{name} {i}\n" for i in range(20))


def test_another_thread_prints_as_ever_while_a_run_runs(capsys: pytest.CaptureFixture[str]) -> None:
    begun, go = threading.Event(), threading.Event()

    def run() -> None:
        begun.set()
        go.wait(10)
        print("inside")

    client = connect(show_app(run))
    caller = threading.Thread(target=client.call, args=(0,))
    caller.start()
    begun.wait(10)
    print("cell")
    with redirect_stdout(io.StringIO()) as text:
        print("redirected")
    go.set()
    caller.join(10)
    assert capsys.readouterr().out == "cell\n"
    assert text.getvalue() == "redirected\n"
    assert [entry.text for entry in client.log] == ["inside\n"]


def test_a_function_s_own_redirection_works() -> None:
    def quiet() -> str:
        with redirect_stdout(io.StringIO()) as text:
            print("kept")
        print("told")
        return text.getvalue()

    client = connect(show_app(quiet))
    assert client.call(0) == "kept\n"
    assert [entry.text for entry in client.log] == ["told\n"]


def test_a_stream_that_a_function_leaves_behind_is_taken_away(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def leave() -> None:
        sys.stdout = io.StringIO()
        sys.stderr = io.StringIO()

    logged(leave)
    print("back")
    print("again", file=sys.stderr)
    assert capsys.readouterr() == ("back\n", "again\n")


def test_the_streams_look_like_what_they_stand_for() -> None:
    connect(show_app(lambda: None)).call(0)
    inner = sys.stdout.inner  # type: ignore[attr-defined]
    assert isinstance(sys.stdout, io.TextIOBase)
    assert sys.stdout.encoding == inner.encoding
    assert sys.stdout.errors == inner.errors
    assert sys.stdout.isatty() == inner.isatty()
    assert sys.stdout.writable()
    assert not sys.stdout.closed
    sys.stdout.close()
    assert not sys.stdout.closed
    with pytest.raises(TypeError):
        sys.stdout.write(b"x")  # type: ignore[arg-type]


def test_input_says_what_to_do_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builtins, "input", lambda prompt="": "typed")
    with pytest.raises(RequestError, match="give it a parameter instead"):
        connect(show_app(lambda: input("name?"))).call(0)
    assert input("name?") == "typed"


def test_too_much_text_keeps_head_and_tail() -> None:
    def shout() -> None:
        for i in range(400_000):
            print(f"{i:06}")

    client = connect(show_app(shout))
    client.call(0)
    text = "".join(entry.text for entry in client.log)
    assert text.startswith("000000\n000001\n")
    assert text.endswith("399998\n399999\n")
    assert "characters left out]" in text
    assert len(text) < 1.6 * 2**20
    assert not text[: capture.MAX_HEAD - 10].count("left out")


class Displays(PlainHost):
    """A host in which a function of the test's own displays."""

    def __init__(self) -> None:
        self.show: Any = None

    @contextmanager
    def displays(self, show: Any) -> Iterator[None]:
        self.show = show
        yield


@pytest.fixture
def display() -> Iterator[Any]:
    before, host = current_host(), Displays()
    use_host(host)
    yield lambda text: host.show({"text/plain": text}, {})
    use_host(before)


def test_what_is_displayed_is_the_result_if_there_is_no_other(display: Any) -> None:
    def show_two() -> None:
        display("a")
        display("b")

    client = connect(show_app(show_two))
    assert [i["data"]["text/plain"] for i in client.call(0)["items"]] == ["a", "b"]
    assert client.log == []


@pytest.mark.parametrize("how", ["return", "yield", "raise", "text"])
def test_what_is_displayed_beside_a_result_is_in_the_log(display: Any, how: str) -> None:
    def returns() -> Any:
        display("d")
        return 5

    def yields() -> Any:
        display("d")
        yield 5

    def raises() -> Any:
        display("d")
        raise ValueError

    def text() -> str:
        display("d")
        return "x"

    fn = {"return": returns, "yield": yields, "raise": raises, "text": text}[how]
    client = connect(show_app(fn))
    if how == "raise":
        with pytest.raises(RequestError):
            client.call(0)
    else:
        client.call(0)
    [entry] = client.log
    assert entry.stream == "display"
    assert entry.bundle == {"data": {"text/plain": "d"}, "metadata": {}}


def test_too_much_display_is_left_out(display: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture, "MAX_DISPLAYED", 10)

    def show_many() -> str:
        for _ in range(20):
            display("xxx")
        return "x"

    entries = logged(show_many)
    assert [stream for stream, _ in entries] == ["display"] * 3 + ["stderr"]


# ---------------------------------------------------------------- the log


def entry(text: str, run: str = "1", stream: Any = "stdout") -> LogEntry:
    return LogEntry(run=run, stream=stream, text=text)


def test_entries_of_one_stream_and_run_join() -> None:
    kept = log.Log()
    for item in (entry("a"), entry("b"), entry("c", "2"), entry("d", "2", "stderr")):
        kept.add(item)
    kept.add(LogEntry(run="2", stream="display", bundle={"data": {}}))
    kept.add(LogEntry(run="2", stream="display", bundle={"data": {}}))
    assert [e.text for e in kept.entries()] == ["ab", "c", "d", "", ""]
    assert len(kept.take()) == 5
    assert not kept
    assert kept.take() == ()


def test_a_log_stays_within_bounds() -> None:
    kept = log.Log()
    for i in range(3 * log.MAX_ENTRIES):
        kept.add(entry("x", str(i)))
    assert len(kept.entries()) == log.MAX_ENTRIES
    for _ in range(100):
        kept.add(entry("y" * 100_000))
    [last] = kept.entries()
    assert log.MAX_TEXT <= len(last.text) <= 2 * log.MAX_TEXT
