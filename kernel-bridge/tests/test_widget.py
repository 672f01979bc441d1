"""An app as an ipywidget."""

from __future__ import annotations

import subprocess
import sys

import pytest
from ipywidgets import IntSlider, Output, VBox

from intarsia import show_app
from intarsia.messages import MIME_TYPE


def double(x: int = 2) -> int:
    """Twice as much."""
    return 2 * x


def test_the_widget_holds_what_a_cell_would_show() -> None:
    app = show_app(double)
    (output,) = app.widget.outputs
    assert output["output_type"] == "display_data"
    assert output["data"][MIME_TYPE]["app_id"] == app.app_id
    assert output["data"][MIME_TYPE]["spec"]["title"] == "Double"
    assert "<th>x</th><td>2</td>" in output["data"]["text/html"]
    assert "x: 2" in output["data"]["text/plain"]


def test_an_app_has_one_widget_that_stands_beside_others() -> None:
    app, other = show_app(double), show_app(double)
    box = VBox([app.widget, IntSlider(), other.widget])
    assert isinstance(app.widget, Output)
    assert box.children[0] is app.widget
    assert box.children[2] is other.widget is not app.widget


def test_two_apps_in_widgets_are_two_apps() -> None:
    ids = {show_app(double).widget.outputs[0]["data"][MIME_TYPE]["app_id"] for _ in range(2)}
    assert len(ids) == 2


def test_without_ipywidgets_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    with pytest.raises(ModuleNotFoundError, match="pip install ipywidgets"):
        _ = show_app(double).widget


def test_ipywidgets_is_not_imported_before_it_is_asked_for() -> None:
    code = (
        "import sys, intarsia; intarsia.show_app(lambda x=1: x);"
        "assert 'ipywidgets' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
