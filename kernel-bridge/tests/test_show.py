"""What `show(fn)` makes of a function, and what its options change."""

from __future__ import annotations

from typing import Any

import pytest

from intarsia import Slider, show_app
from intarsia.testing import connect

pytestmark = pytest.mark.usefixtures("living")


def box_price(width: float = 4.0, lid: bool = True) -> float:
    """What does a box cost?

    More about boxes.
    """
    return width * (2 if lid else 1)


def button(fn: Any, **options: Any) -> str | None:
    """Return the text of the button that runs the function."""
    client = connect(show_app(fn, **options))
    texts = [
        client.values[spec.id]
        for spec in client.spec.components
        if getattr(spec, "variant", "") == "primary"
    ]
    return texts[0] if texts else None


def test_words_come_from_the_function() -> None:
    app = connect(show_app(box_price)).spec
    assert (app.title, app.description) == ("Box price", "What does a box cost?")
    assert button(box_price) == "Run"


def test_words_can_be_given() -> None:
    app = connect(show_app(box_price, title="Boxes", description="In euros.")).spec
    assert (app.title, app.description) == ("Boxes", "In euros.")
    assert button(box_price, submit_label="Count") == "Count"


def test_a_lambda_has_no_heading() -> None:
    app = connect(show_app(lambda x=1: x)).spec
    assert not app.title
    assert app.listeners[0].api_name == "lambda"


def test_live_runs_at_each_commit_and_has_no_button() -> None:
    client = connect(show_app(box_price, live=True))
    run = client.fns[0]
    inputs = {component.id for component in run.inputs}
    assert set(run.targets) == {(key, "input") for key in inputs}
    assert button(box_price, live=True) is None


def test_a_parameter_can_be_given_a_component() -> None:
    client = connect(show_app(box_price, width=Slider(0, 3, value=1)))
    assert [component.kind for component in client.fns[0].inputs] == ["slider", "checkbox"]
    assert client.call(0) == 2.0
