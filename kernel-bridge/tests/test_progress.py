"""How far a run is: what the function and its tqdm bars tell, and how often."""

from __future__ import annotations

import asyncio
import io
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from time import monotonic, thread_time
from typing import Any

import pytest
import tqdm as tqdm_package
from tqdm.std import tqdm

import intarsia as gr
from intarsia.messages import ProgressState, RunProgress
from intarsia.progressboard import MOST, SETTLING, Bar, Board, number
from intarsia.runtime import reporter
from intarsia.testing import Session, connect

ORIGINAL = tqdm.__dict__["__new__"]


@pytest.fixture(autouse=True)
def unpatched() -> Iterator[None]:
    yield
    assert tqdm.__dict__["__new__"] is ORIGINAL


class Stage:
    """An app of one button whose function says when it has come to a place, and waits."""

    def __init__(self, fn: Callable[..., Any]) -> None:
        with gr.Blocks() as self.demo:
            gr.Button().click(fn, None, gr.Textbox())
        self.client = connect(self.demo)

    def call(self) -> Any:
        return self.client.call(0)

    @property
    def told(self) -> list[tuple[ProgressState, ...]]:
        return [event.bars for event in self.client.progress]


class Seen:
    """Waits within a run until what it has told was told to the client's end."""

    def __init__(self) -> None:
        self.session: Session | None = None

    def bars(self) -> tuple[ProgressState, ...]:
        """What a view that joins now is told of the run that is under way."""
        assert self.session is not None
        session = self.session._view.session
        assert session is not None
        from intarsia.runtime.loop import dispatcher

        asked, answer = threading.Event(), list[RunProgress]()

        def ask() -> None:
            answer.extend(session.snapshot().progress)
            asked.set()

        # What was told before rests for a moment, and is told then.
        dispatcher().call(dispatcher().later, 2 * reporter.PAUSE, ask)
        assert asked.wait(30)
        return answer[0].bars if answer else ()


def watched(fn: Callable[[Any, Callable[[], tuple[ProgressState, ...]]], Any]) -> list[Any]:
    """Call `fn(progress, bars)` as the function of a run; return what it returned."""
    seen, kept = Seen(), []

    def work(progress: Any = gr.Progress(track_tqdm=True)) -> str:
        kept.append(fn(progress, seen.bars))
        return "done"

    stage = Stage(work)
    seen.session = stage.client
    assert stage.call() == "done"
    return kept


def said(bars: tuple[ProgressState, ...]) -> list[tuple[Any, ...]]:
    return [(bar.description, bar.done, bar.total, bar.unit, bar.fraction) for bar in bars]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((0.3,), ("", None, None, "", 0.3)),
        ((7,), ("", None, None, "", 1)),
        ((-1,), ("", None, None, "", 0)),
        (((3, 10),), ("", 3, 10, "steps", 0.3)),
        (((3, None),), ("", 3, None, "steps", None)),
        (((3, 0),), ("", 3, 0, "steps", None)),
        ((0.25, "Half", 8), ("Half", None, None, "", 0.25)),
        ((2, "Two", 8, "files"), ("Two", 2, 8, "files", 0.25)),
        ((None, "Waiting"), ("Waiting", None, None, "", None)),
        ((float("nan"), "odd"), ("odd", None, None, "", None)),
        ((0.5, "a\n b\x0b" + "x" * 1000), ("a b " + "x" * 495, None, None, "", 0.5)),
    ],
)
def test_what_is_said_outright(given: tuple[Any, ...], expected: tuple[Any, ...]) -> None:
    def work(progress: Any, bars: Any) -> Any:
        assert progress(*given) == given[0] or given[0] != given[0]
        return said(bars())

    assert watched(work) == [[expected]]


def test_nothing_said_takes_it_away() -> None:
    def work(progress: Any, bars: Any) -> Any:
        progress(0.5, desc="Half")
        before = len(bars())
        progress(None)
        return before, bars()

    assert watched(work) == [(1, ())]


def test_loops_within_loops_stand_below_one_another() -> None:
    def work(progress: Any, bars: Any) -> Any:
        progress(0, desc="Starting")
        found = []
        for epoch in progress.tqdm(range(2), desc="Epochs", unit="epochs"):
            for batch in progress.tqdm(iter("abc"), desc="Batches", total=3):
                progress((batch, "abc"), desc="odd")
                progress(0.5, desc="Now")
                if (epoch, batch) == (1, "c"):
                    found.append(said(bars()))
            if epoch == 1:
                found.append(said(bars()))
        found.append(said(bars()))
        return found

    inner = ("Epochs", 1, 2, "epochs", 0.5)
    assert watched(work) == [
        [
            [inner, ("Batches", 2, 3, "steps", 0.6667), ("Now", None, None, "", 0.5)],
            [inner],
            [],
        ]
    ]


def test_update_counts_and_a_loop_that_is_left_is_over() -> None:
    def work(progress: Any, bars: Any) -> Any:
        found = []
        progress.tqdm(None, desc="Bytes", total=100, unit="B")
        progress.update(40)
        found.append(said(bars()))
        with progress.tqdm(desc="Rows", total=4) as rows:
            rows.update()
            rows.set_description("Lines")
            found.append(said(bars())[1:])
        for _ in progress.tqdm(range(9)):
            break
        with pytest.raises(ZeroDivisionError):
            _ = [1 / 0 for _ in progress.tqdm(range(9))]
        found.append(said(bars())[1:])
        return found

    assert watched(work) == [[[("Bytes", 40, 100, "B", 0.4)], [("Lines", 1, 4, "steps", 0.25)], []]]


def test_eight_bars_are_shown_at_the_most() -> None:
    def work(progress: Any, bars: Any, depth: int = 0) -> Any:
        if depth == MOST + 2:
            return [bar.description for bar in bars()]
        for _ in progress.tqdm([1], desc=depth):
            return work(progress, bars, depth + 1)

    assert watched(work) == [[str(n) for n in range(MOST)]]


def test_it_can_be_told_from_any_thread() -> None:
    def work(progress: Any, bars: Any) -> Any:
        thread = threading.Thread(target=lambda: progress((1, 2), desc="Elsewhere"))
        thread.start()
        thread.join()
        return said(bars())

    assert watched(work) == [[("Elsewhere", 1, 2, "steps", 0.5)]]


def test_a_helper_tells_of_the_run_that_calls_it_and_of_nothing_outside() -> None:
    def helper(progress: Any = gr.Progress()) -> list[int]:
        return [x for x in progress.tqdm([1, 2, 3], desc="Helper") if not progress.update(0)]

    def work(progress: Any, bars: Any) -> Any:
        for _ in gr.Progress().tqdm([1], desc="Other"):
            return helper(), said(bars())

    assert watched(work) == [([1, 2, 3], [("Other", 0, 1, "steps", 0)])]
    assert helper() == [1, 2, 3]
    assert list(gr.Progress().tqdm(None)) == []
    assert gr.Progress()(0.5) == 0.5


def test_a_view_that_joins_later_is_told() -> None:
    joined = []

    def work(progress: Any, bars: Any) -> None:
        progress(0.5, desc="Half")
        bars()
        other = connect(stage[0].demo)
        joined.append(other.progress)
        other.close()

    stage: list[Stage] = []
    seen = Seen()

    def outer(progress: Any = gr.Progress()) -> str:
        work(progress, seen.bars)
        return "done"

    stage.append(Stage(outer))
    seen.session = stage[0].client
    stage[0].call()
    assert [[bar.description for bar in event.bars] for event in joined[0]] == [["Half"]]


# ------------------------------------------------------------------- tqdm


def test_bars_of_tqdm_are_shown_and_not_printed() -> None:
    def work(progress: Any, bars: Any) -> Any:
        found = []
        with tqdm(total=4, desc="Outer", unit="file") as outer:
            outer.update(1)
            outer.set_postfix(loss=0.25)
            for n in tqdm(range(10), desc="Inner"):
                if n == 9:
                    found.append((said(bars()), [bar.note for bar in bars()]))
        for n in tqdm_package.trange(3):
            tqdm.write("a line")
            if n == 2:
                found.append(said(bars()))
        found.append(said(bars()))
        return found

    stage_log: list[str] = []
    seen, kept = Seen(), []

    def run(progress: Any = gr.Progress(track_tqdm=True)) -> str:
        kept.append(work(progress, seen.bars))
        return "done"

    stage = Stage(run)
    seen.session = stage.client
    stage.call()
    stage_log += [entry.text for entry in stage.client.log]
    nested = [("Outer", 1, 4, "file", 0.25), ("Inner", 9, 10, "it", 0.9)]
    assert kept == [[(nested, ["loss=0.25", ""]), [("", 2, 3, "it", 0.6667)], []]]
    assert "".join(stage_log) == "a line\n" * 3


def test_what_bars_are_counted_in() -> None:
    def work(progress: Any, bars: Any) -> Any:
        kilo = {"total": 4096, "unit": "B", "unit_scale": True, "unit_divisor": 1024}
        with tqdm(**kilo) as a, tqdm(total=3, unit_scale=10) as b:
            a.update(1024)
            b.update(1)
            return [(bar.done, bar.total, bar.unit, bar.divisor) for bar in bars()]

    assert watched(work) == [[(1024, 4096, "B", 1024), (10, 30, "it", None)]]


def test_bars_of_notebooks_are_shown_and_display_no_widget() -> None:
    from tqdm.notebook import tqdm as notebook_tqdm
    from tqdm.notebook import trange

    def work(progress: Any, bars: Any) -> Any:
        bar = notebook_tqdm(total=3, desc="Widget", colour="red")
        bar.update(2)
        bar.reset(total=5)
        bar.update()
        found = [said(bars())]
        bar.close()
        for _ in trange(2, desc="Range"):
            found.append(said(bars()))
        return found

    seen, kept = Seen(), []

    def run(progress: Any = gr.Progress(track_tqdm=True)) -> str:
        kept.append(work(progress, seen.bars))
        return "done"

    stage = Stage(run)
    seen.session = stage.client
    stage.call()
    assert kept == [
        [
            [("Widget", 1, 5, "it", 0.2)],
            [("Range", 0, 2, "it", 0)],
            [("Range", 1, 2, "it", 0.5)],
        ]
    ]
    assert stage.client.log == []


def test_coroutines_and_threads_that_inherit_the_context_are_heard() -> None:
    from tqdm.asyncio import tqdm as async_tqdm

    seen, kept = Seen(), []

    async def count(bars: Any) -> list[Any]:
        async def three() -> Any:
            for n in range(3):
                await asyncio.sleep(0)
                yield n

        found = []
        async for n in async_tqdm(three(), desc="Async", total=3):
            if n == 2:
                found.append(said(await asyncio.to_thread(bars)))
        return found

    def threaded(bars: Any) -> Any:
        with tqdm(total=2, desc="Thread") as bar:
            bar.update()
            return said(bars())

    async def run(progress: Any = gr.Progress(track_tqdm=True)) -> str:
        kept.extend(await count(seen.bars))
        kept.append(await asyncio.to_thread(threaded, seen.bars))
        return "done"

    stage = Stage(run)
    seen.session = stage.client
    stage.call()
    assert kept == [[("Async", 3, 3, "it", 1)], [("Thread", 1, 2, "it", 0.5)]]


def test_bars_of_cells_and_of_other_runs_stay_as_they_are() -> None:
    inside, outside = threading.Event(), threading.Event()

    def work(progress: Any = gr.Progress(track_tqdm=True)) -> str:
        for _ in tqdm([1], desc="Tracked"):
            inside.set()
            assert outside.wait(30)
        return "done"

    def other() -> str:
        for _ in tqdm([1], desc="Untracked", mininterval=0):
            pass
        return "done"

    with gr.Blocks() as demo:
        gr.Button().click(work, None, gr.Textbox())
        gr.Button().click(other, None, gr.Textbox())
    first, second = connect(demo), connect(demo)
    thread = threading.Thread(target=first.call, args=(0,))
    thread.start()
    try:
        assert inside.wait(30)
        assert tqdm.__dict__["__new__"] is not ORIGINAL
        second.call(1)
        printed = io.StringIO()
        cell = tqdm(range(3), desc="Cell", file=printed, mininterval=0, ascii=True)
        assert type(cell) is tqdm
        assert cell.pos == 0  # the other bar takes no line of the terminal
        assert list(cell) == [0, 1, 2]
    finally:
        outside.set()
        thread.join()
    assert "Cell: 100%" in printed.getvalue()
    assert any("Untracked" in entry.text for entry in second.log)
    assert all(event.bars == () for event in second.progress if event.run != "1")


def test_bars_that_are_off_count_nothing_and_a_library_that_asks_sees_its_own_class() -> None:
    class Mine(tqdm):
        counted = 0

        def update(self, n: float | None = 1) -> bool | None:
            Mine.counted += int(n or 0)
            return super().update(n)

    def work(progress: Any, bars: Any) -> Any:
        off = tqdm([1, 2], disable=True)
        bar = Mine(total=3, desc="Mine")
        bar.update(2)
        again = type(bar)(total=1, desc="Again")
        told = said(bars())
        bar.close()
        again.close()
        return list(off), isinstance(bar, Mine), type(bar).__name__, told

    told = [("Mine", 2, 3, "it", 0.6667), ("Again", 0, 1, "it", 0)]
    assert watched(work) == [([1, 2], True, "Mine", told)]
    assert Mine.counted == 2


def test_without_tqdm_there_is_nothing_to_track(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tqdm.std", None)
    assert watched(lambda progress, bars: list(progress.tqdm([1]))) == [[1]]


# ----------------------------------------------------------------- how often


def test_a_tight_loop_is_told_of_twenty_times_a_second_and_its_last_step_always() -> None:
    times: list[float] = []

    def work(progress: Any = gr.Progress()) -> str:
        begun, worked = monotonic(), thread_time()
        n = 0
        # For a second, or for as long as a busy machine takes.
        while (took := monotonic() - begun) < 1 or (len(times) <= 2 and took < 30):
            n += 1
            progress((n, None))
        last.append(n)
        seconds.extend((took, thread_time() - worked))
        return "done"

    last: list[int] = []
    seconds: list[float] = []
    stage = Stage(work)
    session = stage.client._view.session
    assert session is not None
    told = session.progress

    def note(run: Any, bars: Any) -> None:
        times.append(monotonic())
        told(run, bars)

    session.progress = note  # type: ignore[method-assign]  # watched
    stage.call()
    assert 2 < len(times) <= seconds[0] / reporter.PAUSE + 3
    assert all(b - a > reporter.PAUSE * 0.9 for a, b in pairwise(times[:-1]))
    assert stage.told[-1][0].done == last[0]
    assert last[0] > 10_000 * seconds[1]


def test_a_step_that_is_not_told_costs_little() -> None:
    board = Board(lambda: None)

    def slow() -> float:
        from intarsia.progressboard import reporting

        token = reporting.set(board)
        try:
            began = thread_time()
            for _ in gr.Progress().tqdm(range(20_000)):
                pass
            return (thread_time() - began) / 20_000
        finally:
            reporting.reset(token)

    assert min(slow() for _ in range(5)) < 5e-6


def test_how_fast_it_goes_and_how_long_it_will_take(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr("intarsia.progressboard.monotonic", lambda: clock[0])
    bar = Bar(done=0, total=100)
    assert bar.standing(clock[0])[-2:] == (None, None)
    for _ in range(20):
        clock[0] += 0.5
        bar.done += 2
        standing = bar.standing(clock[0])
    assert (standing.rate, standing.left) == (4.0, 15.0)
    clock[0] += 5  # nothing was done meanwhile
    assert bar.standing(clock[0]).left == 10.0
    bar.done = 0  # it begins again
    assert bar.standing(clock[0]).rate is None
    whole = Bar(fraction=0.0)
    whole.standing(clock[0])
    clock[0] += 2 * SETTLING
    whole.fraction = 0.5
    assert whole.standing(clock[0])[-2:] == (None, 2.0)


@pytest.mark.parametrize("odd", [float("inf"), float("nan"), "x", None, 10**400, object()])
def test_what_is_no_number_is_none(odd: Any) -> None:
    assert number(odd) is None
