"""Values that the browser keeps."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

import intarsia as gr
from intarsia.testing import connect


def test_without_a_value_it_is_the_default() -> None:
    kept = gr.BrowserState({"a": 1})
    assert kept.preprocess(None) == {"a": 1}
    assert [kept.preprocess(value) for value in (0, "", False, [None])] == [0, "", False, [None]]
    assert kept.initial() is None
    assert kept.postprocess([1, {"a": None}]) == [1, {"a": None}]


def test_models_are_kept_as_their_fields() -> None:
    model = SimpleNamespace(model_dump=lambda: {"name": "Ada"})
    assert gr.BrowserState().postprocess(model) == {"name": "Ada"}
    assert gr.BrowserState(model).preprocess(None) == {"name": "Ada"}


def test_what_cannot_be_kept_is_told_at_once() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(TypeError, match="contains itself"):
        gr.BrowserState(endless)


def test_keys_are_the_authors_or_new_each_time() -> None:
    one, other = gr.BrowserState().spec(), gr.BrowserState().spec()
    assert one.storage_key != other.storage_key
    assert not one.is_lasting
    chosen = gr.BrowserState(storage_key="name").spec()
    assert (chosen.storage_key, chosen.is_lasting) == ("name", True)


def test_an_updated_one_has_the_same_key() -> None:
    kept = gr.BrowserState(1)
    assert kept.updated({"default_value": 2}).spec().storage_key == kept.spec().storage_key


def test_fault_097_secrets_do_not_travel() -> None:
    one, other, third = (
        gr.BrowserState(storage_key="name", secret=secret).spec().storage_key
        for secret in ("abc", "xyz", "abc")
    )
    assert one == third != other
    assert "abc" not in one


def test_the_browser_tells_what_it_has_kept_also_to_one_that_is_only_written() -> None:
    with gr.Blocks() as demo:
        kept = gr.BrowserState("", storage_key="name")
        name = gr.Textbox()
        name.change(lambda text: text, name, kept)
    with connect(demo) as client:
        client.set_value(kept.id, "Ada")
        assert client.values[kept.id] == "Ada"


@pytest.mark.usefixtures("living")
@pytest.mark.parametrize("kind", [gr.BrowserState, gr.JSON])
def test_a_function_may_change_what_it_gets(kind: Any) -> None:
    def count(kept: Any) -> Any:
        kept["visits"] += 1
        return kept

    with gr.Blocks() as demo:
        kept = kind({"visits": 0})
        gr.Button().click(count, kept, kept)
    client = connect(demo)
    if kind is gr.JSON:
        client.set_value(kept.id, {"visits": 0})
    for visits in (1, 2, 3):
        revision = client.revisions.get(kept.id, 0)
        client.call(0)
        assert client.values[kept.id] == {"visits": visits}
        assert client.revisions[kept.id] > revision
    assert kept.start() in (None, {"visits": 0})
