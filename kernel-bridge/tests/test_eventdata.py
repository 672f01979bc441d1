"""What functions learn about an event."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

import intarsia as gr
from intarsia import eventdata
from intarsia.components.sessionfiles import session_files
from intarsia.errors import BadMessageError, InvalidValueError
from intarsia.runtime.files import FileStore

WHOLE: dict[str, dict[str, Any]] = {
    "SelectData": {"index": [1, 2], "value": "x", "row_value": ["a", "x"], "col_value": ["x"]},
    "KeyUpData": {"key": "b", "input_value": "ab"},
    "LikeData": {"index": 1, "value": "hello", "liked": "funny"},
    "RetryData": {"index": 0, "value": "hello"},
    "UndoData": {"index": 0, "value": "hello"},
    "EditData": {"index": 0, "value": "hello", "previous_value": "hallo"},
    "CopyData": {"value": "hello"},
}


@pytest.mark.parametrize("name", WHOLE)
def test_what_came_is_there_as_attributes(name: str) -> None:
    target = gr.Textbox()
    event = getattr(gr, name)(target, WHOLE[name])
    assert event.target is target
    assert {key: getattr(event, key) for key in WHOLE[name]} == WHOLE[name]
    assert isinstance(event, gr.EventData)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("data", [{}, None, [], "index"])
def test_an_event_without_its_parts_is_no_message_of_ours(name: str, data: Any) -> None:
    with pytest.raises(BadMessageError, match=f"{name} has to have '"):
        getattr(gr, name)(None, data)


def test_parts_that_need_not_come() -> None:
    chosen = gr.SelectData(None, {"index": 0, "value": "x"})
    assert (chosen.selected, chosen.row_value, chosen.col_value) == (True, None, None)
    assert gr.LikeData(None, {"index": 0, "value": "x"}).liked is True


def test_anything_that_came_is_an_attribute_and_nothing_else() -> None:
    event = gr.EventData(None, {"depth": 3})
    assert event.depth == 3
    with pytest.raises(AttributeError, match="'index'"):
        _ = event.index
    for copied in (copy.deepcopy(event), pickle.loads(pickle.dumps(event))):
        assert copied.depth == 3


@pytest.mark.parametrize("cls", [gr.DeletedFileData, gr.DownloadData])
def test_files_are_those_of_the_session(cls: type[eventdata.EventData]) -> None:
    files = FileStore()
    token = session_files.set(files)
    try:
        kept = files.store(b"abc", name="leaf.txt", mime="text/plain")
        file = cls(None, {"handle": kept.handle}).file
        assert (file.orig_name, file.mime_type, file.size) == ("leaf.txt", "text/plain", 3)
        with open(file.path, "rb") as opened:
            assert opened.read() == b"abc"
        with pytest.raises(InvalidValueError):
            cls(None, {"handle": "/etc/passwd", "path": "/etc/passwd"})
        with pytest.raises(BadMessageError, match="handle"):
            cls(None, {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}})
    finally:
        session_files.reset(token)
        files.close()
