"""Figures that runs draw with pyplot: each run its own."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import matplotlib
import pytest

from intarsia import show_app
from intarsia.testing import RequestError, connect

pytestmark = pytest.mark.usefixtures("living")


@pytest.fixture(autouse=True)
def agg() -> Iterator[None]:
    import matplotlib.pyplot as plt

    matplotlib.use("agg")
    yield
    plt.close("all")


def pictures(value: Any) -> int:
    return sum("image/png" in item["data"] or "Figure" in str(item) for item in value["items"])


def draw(n: int = 1) -> None:
    import matplotlib.pyplot as plt

    for _ in range(n):
        plt.figure()
        plt.plot([1, 2])


def test_figures_are_the_result_of_a_function_that_returns_none() -> None:
    client = connect(show_app(draw))
    assert [pictures(client.call(0, n)) for n in (1, 3, 0)] == [1, 3, 0]


def test_they_are_closed_afterwards_also_after_an_error() -> None:
    import weakref

    import matplotlib.pyplot as plt

    alive = []

    def fail(n: int = 1) -> None:
        alive.append(weakref.ref(plt.figure().canvas.manager))
        assert plt.get_fignums() == [1]
        if n:
            raise ValueError

    client = connect(show_app(fail))
    for n in (1, 0):
        with pytest.raises(RequestError) if n else threading.Lock():
            client.call(0, n)
    assert len(alive) == 2
    assert plt.get_fignums() == []


def test_a_figure_that_is_returned_is_shown_once() -> None:
    import matplotlib.pyplot as plt
    from matplotlib.figure import Figure

    def returns(what: str = "figure") -> Any:
        fig, ax = plt.subplots()
        lines = ax.plot([1])
        return {"figure": fig, "axes": ax, "lines": lines, "other": Figure(), "text": "t"}[what]

    client = connect(show_app(returns))
    counts = {
        w: len(client.call(0, w)["items"]) for w in ("figure", "axes", "lines", "other", "text")
    }
    assert counts == {"figure": 1, "axes": 1, "lines": 1, "other": 2, "text": 2}


def test_two_runs_never_share_a_figure() -> None:
    import matplotlib.pyplot as plt

    together = threading.Barrier(2)
    seen: dict[str, Any] = {}

    def lines(name: str = "") -> None:
        together.wait(10)
        for i in range(5):
            plt.plot([i], label=f"{name}{i}")
            together.wait(10)
        seen[name] = [line.get_label() for line in plt.gca().get_lines()]
        assert plt.get_fignums() == [1]

    app = show_app(lines, session="private")
    app.listeners[0].concurrency_limit = None
    clients = {name: connect(app) for name in "ab"}
    results: dict[str, Any] = {}
    threads = [
        threading.Thread(target=lambda n=name: results.update({n: clients[n].call(0, n)}))
        for name in clients
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert seen == {name: [f"{name}{i}" for i in range(5)] for name in "ab"}
    assert [pictures(results[name]) for name in "ab"] == [1, 1]


def test_the_figures_of_cells_stay_apart() -> None:
    import matplotlib.pyplot as plt

    mine = plt.figure("mine")
    client = connect(show_app(draw))
    assert pictures(client.call(0, 1)) == 1
    assert plt.get_figlabels() == ["mine"]
    assert plt.gcf() is mine


def test_a_coroutine_draws_into_its_run() -> None:
    import asyncio

    import matplotlib.pyplot as plt

    async def draw_later() -> None:
        plt.plot([1])
        await asyncio.sleep(0)
        plt.plot([2])

    assert pictures(connect(show_app(draw_later)).call(0)) == 1
    assert plt.get_fignums() == []


def test_a_generator_shows_its_figure_again_and_again() -> None:
    import matplotlib.pyplot as plt

    def frames() -> Iterator[None]:
        for i in range(3):
            plt.plot([i])
            yield

    assert [pictures(step) for step in connect(show_app(frames)).call(0)] == [1, 1, 1]


def test_show_keeps_the_figure_for_the_result() -> None:
    import matplotlib.pyplot as plt

    def shows() -> None:
        plt.plot([1])
        plt.show()

    assert pictures(connect(show_app(shows)).call(0)) == 1


def test_pyplot_works_as_ever_outside() -> None:
    import matplotlib.pyplot as plt
    from matplotlib._pylab_helpers import Gcf

    connect(show_app(draw)).call(0)
    one, two = plt.figure(), plt.figure()
    assert plt.get_fignums() == [1, 2]
    assert plt.gcf() is two
    plt.figure(1)
    assert plt.gcf() is one
    assert [m.num for m in Gcf.get_all_fig_managers()] == [2, 1]
    assert Gcf.has_fignum(2)
    assert Gcf.get_num_fig_managers() == 2
    plt.close(two)
    plt.close("all")
    assert not Gcf.figs


def test_the_first_import_of_pyplot_may_be_within_a_run() -> None:
    code = """
import os, sys
os.environ["MPLBACKEND"] = "agg"
from intarsia import show_app
from intarsia.testing import connect
def draw():
    import matplotlib.pyplot as plt
    plt.plot([1])
assert "matplotlib" not in sys.modules
value = connect(show_app(draw)).call(0)
assert len(value["items"]) == 1, value
import matplotlib.pyplot as plt
assert plt.get_fignums() == [], plt.get_fignums()
assert not any(type(f).__name__ == "_Importing" for f in sys.meta_path)
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
