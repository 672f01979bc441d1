from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from intarsia.components import MultimodalTextbox
from intarsia.components.inputattributes import InputHTMLAttributes
from intarsia.errors import InvalidValueError
from intarsia.filedata import FileData
from intarsia.parameters import NoticeWarning

EMPTY = {"text": "", "files": []}


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (None, EMPTY),
        ("hi", {"text": "hi", "files": []}),
        ({}, EMPTY),
        ({"text": "hi"}, {"text": "hi", "files": []}),
        ({"files": None}, EMPTY),
    ],
)
def test_texts_travel_as_gradios(value: Any, wanted: Any) -> None:
    box = MultimodalTextbox()
    assert box.postprocess(value) == wanted
    assert box.preprocess(wanted) == wanted
    assert box.preprocess(None) is None


def test_files_travel_as_handles_and_arrive_as_paths(files, upload, tmp_path: Path) -> None:
    box = MultimodalTextbox()
    path = tmp_path / "a.csv"
    path.write_text("1,2")
    shown = box.postprocess({"text": "See", "files": [str(path), FileData(path=str(path))]})
    assert shown["files"] == [
        {"handle": "file0", "name": "a.csv", "mime": "text/csv", "size": 3}
    ] * 2  # fmt: skip
    assert box.preprocess(shown) == {"text": "See", "files": [files.path("file0")] * 2}
    came = upload(b"x", "b.txt")
    got = box.preprocess({"text": "", "files": [came]})
    assert box.postprocess(got)["files"][0] == came
    assert len(files.known) == 2


@pytest.mark.parametrize(
    "value",
    [
        {"text": "x", "files": ["/etc/passwd"]},
        {"text": "x", "files": [{"path": "/etc/passwd"}]},
        {"text": "x", "files": [{"handle": "none"}]},
    ],
)
def test_fault_093_only_files_of_the_session_are_taken(files, value: Any) -> None:
    with pytest.raises(InvalidValueError) as caught:
        MultimodalTextbox().preprocess(value)
    assert caught.value.path == ("files", 0)


@pytest.mark.parametrize("value", ["x", 5, [], {"text": 5}, {"text": "x", "files": "a"}, {}])
def test_what_is_no_text_with_files_is_refused(files, value: Any) -> None:
    with pytest.raises(InvalidValueError, match=r"Enter a text"):
        MultimodalTextbox().preprocess(value)


def test_empty_is_a_mistake_where_something_is_needed() -> None:
    for value in (None, EMPTY):
        with pytest.raises(InvalidValueError, match=r"Enter a text"):
            MultimodalTextbox(required=True).preprocess(value)


def test_types_and_sizes_are_checked(files, upload) -> None:
    box = MultimodalTextbox(file_types=["image"], max_size=2)
    with pytest.raises(InvalidValueError, match="type image"):
        box.preprocess({"text": "", "files": [upload(b"x", "a.txt", "text/plain")]})
    with pytest.raises(InvalidValueError, match="larger"):
        box.preprocess({"text": "", "files": [upload(b"xyz", "a.png", "image/png")]})


@pytest.mark.parametrize("value", [5, ["a"], {"text": 5}, {"files": [5]}])
def test_a_result_that_is_no_text_with_files_is_told(value: Any) -> None:
    with pytest.raises(TypeError, match="MultimodalTextbox"):
        MultimodalTextbox().postprocess(value)


def test_nothing_is_fetched_for_it() -> None:
    with pytest.raises(TypeError, match="fetch"):
        MultimodalTextbox().postprocess({"files": ["https://example.org/a.png"]})


@pytest.mark.parametrize(
    "given", [{"sources": "camera"}, {"file_types": "image"}, {"file_count": "many"}]
)
def test_a_parameter_of_no_such_value_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError), match=next(iter(given))):
        MultimodalTextbox(**given)


def test_the_microphone_is_a_notice() -> None:
    with pytest.warns(NoticeWarning, match="microphone"):
        spec = MultimodalTextbox(sources=["microphone"]).spec()
    assert spec.uploads is False
    assert MultimodalTextbox().spec().uploads is True


def test_it_grows_at_least_to_its_lines() -> None:
    assert MultimodalTextbox(lines=30).spec().max_lines == 30
    assert MultimodalTextbox(submit_btn=None, stop_btn="Halt").spec().stop_btn == "Halt"
    assert MultimodalTextbox(submit_btn=None).spec().submit_btn is False


def test_the_browser_is_told_what_the_author_says_of_the_field() -> None:
    box = MultimodalTextbox(html_attributes=InputHTMLAttributes(spellcheck=False))
    assert box.spec().html_attributes.spellcheck is False
    assert MultimodalTextbox().spec().html_attributes is None
