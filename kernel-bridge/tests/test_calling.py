"""An app's functions, called from code."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sampleprogram import Order, count, double, fail, greet, later, price, slowly

import intarsia as gr
from intarsia.testing import connect

pytestmark = pytest.mark.usefixtures("living")


def test_inputs_by_position_by_name_and_from_the_app() -> None:
    app = gr.show_app(price)
    connect(app).call(0, {"name": "Grace", "size": "LARGE"}, "2026-06-02", 3)
    assert app.predict() == "Grace LARGE 2026-06-02 3"
    assert app.predict(Order("Mary"), count=1) == "Mary SMALL 2026-06-02 1"
    assert app.inputs["count"] == 3


def test_what_is_called_in_the_wrong_way_is_told() -> None:
    app = gr.show_app(greet)
    with pytest.raises(TypeError, match="double needs 'x'; what stands in the app does not fit"):
        gr.show_app(double).predict()
    with pytest.raises(TypeError, match=r"no input 'nmae'\. Did you mean 'name'"):
        app.predict(nmae="x")
    with pytest.raises(TypeError, match="takes 1 inputs, not 2"):
        app.predict("a", "b")
    with pytest.raises(TypeError, match="by position and by name"):
        app.predict("a", name="b")
    with pytest.raises(ValueError, match=r"no function '/gret'.*Did you mean 'greet'"):
        app.predict("a", api_name="/gret")
    assert app.predict("Ada", api_name="/greet") == "Hello Ada"


def test_errors_are_the_functions_own() -> None:
    with pytest.raises(ZeroDivisionError):
        gr.show_app(fail).predict()


def test_generators_and_coroutines() -> None:
    assert gr.show_app(count).predict() == 2
    assert list(gr.show_app(count).stream(2)) == [0, 1]
    assert gr.show_app(later).predict(4) == 5
    assert list(gr.show_app(slowly).stream()) == [0, 1, 2]
    assert list(gr.show_app(greet).stream("Ada")) == ["Hello Ada"]


def test_an_async_generator_has_one_task() -> None:
    async def steps() -> AsyncIterator[int]:
        async with asyncio.TaskGroup():
            for n in range(3):
                yield n

    assert list(gr.show_app(steps).stream()) == [0, 1, 2]


def test_listeners_by_name_with_states_of_their_own() -> None:
    def add(word: str, said: list[str], request: gr.Request) -> tuple[str, list[str]]:
        said = [*said, word]
        return " ".join(said), said

    with gr.Blocks() as demo:
        word, out, said = gr.Textbox("hi"), gr.Textbox(), gr.State([])
        word.submit(add, [word, said], [out, said])
        word.blur(str.upper, word, out, api_name="shout")
    session = connect(demo)
    session.call(0, "seen")
    assert demo.predict("a", api_name="add")[0] == "a"
    assert demo.predict("b", api_name="add")[0] == "a b"
    assert session.call(0, "again") == ["seen again", None]
    assert demo.predict(api_name="shout") == "AGAIN"
    with pytest.raises(ValueError, match=r"several functions.*'add', 'shout'"):
        demo.predict("a")


def test_sets_batches_and_validators() -> None:
    with gr.Blocks() as demo:
        a, b, out = gr.Number(1), gr.Number(2), gr.Number()
        a.submit(lambda both: both[a] + both[b], {a, b}, out, api_name="sum")
        a.blur(lambda many: [x * 2 for x in many], a, out, batch=True, api_name="double")
        a.focus(
            lambda x: x, a, out, validator=lambda x: gr.validate(x > 0, "No."), api_name="checked"
        )
    assert demo.predict(api_name="sum") == 3
    assert demo.predict(4, api_name="double") == 8
    with pytest.raises(ValueError, match=r"No\."):
        demo.predict(-1, api_name="checked")
