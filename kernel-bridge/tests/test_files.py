"""The files of a session: in by pieces, out by pieces, gone in the end."""

from __future__ import annotations

import builtins
import errno
import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import folders
from hypothesis import given
from hypothesis import strategies as st
from rawview import RawView, settle

from intarsia import File, show_app
from intarsia.errors import DiskError, InvalidValueError, TooLargeError, UnknownRequestError
from intarsia.runtime import files as files_module
from intarsia.runtime import sweep
from intarsia.runtime.files import MAX_CHUNK, MAX_NAME, FileStore, clean_name
from intarsia.testing import RequestError, connect

pytestmark = pytest.mark.usefixtures("living")


def size_of(data: bytes | None = None) -> int:
    return len(data or b"")


def upload(view: RawView, data: bytes, name: str = "a.bin", size: int | None = None) -> Any:
    """Send a file by hand, and return the answer that ends it."""
    opened = view.request(
        "upload_open",
        component="c1",
        name=name,
        mime="application/octet-stream",
        size=len(data) if size is None else size,
    )
    if opened["type"] == "error":
        return opened
    for offset in range(0, len(data), MAX_CHUNK):
        answer = chunk(view, opened["handle"], offset, data[offset : offset + MAX_CHUNK])
        if answer["type"] == "error":
            return answer
    return view.request("upload_close", handle=opened["handle"])


def chunk(view: RawView, handle: str, offset: int, data: bytes) -> Any:
    seq, view.seq = view.seq, view.seq + 1
    message = {"type": "upload_chunk", "seq": seq, "handle": handle, "offset": offset}
    view.raw({**message, "data": {"$buffer": 0}}, [memoryview(data)])
    return view.answer(seq)


def stored() -> list[str]:
    """Return the files in all sessions' folders."""
    return [name for folder in folders() for name in os.listdir(folder)]


def test_a_file_goes_there_and_back(tmp_path: Path) -> None:
    data = secrets.token_bytes(3 * MAX_CHUNK + 5)
    path = tmp_path / "Größe.bin"
    path.write_bytes(data)
    client = connect(show_app(size_of))
    value = client.upload(path)
    assert value == {
        "handle": value["handle"],
        "name": "Größe.bin",
        "mime": "application/octet-stream",
        "size": len(data),
    }
    assert client.read(value) == data
    assert client.call(0, value) == len(data)


def test_what_a_function_returns_can_be_read(tmp_path: Path) -> None:
    def make(text: str = "x") -> Path:
        path = tmp_path / "made.txt"
        path.write_text(text)
        return path

    client = connect(show_app(make))
    value = client.call(0, "hello")
    assert value["name"] == "made.txt"
    assert client.read(value["handle"]) == b"hello"


def test_a_file_is_deleted_when_no_value_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "FILE_GRACE", 0.0)

    def make(text: str = "x") -> Path:
        path = tmp_path / "made.txt"
        path.write_text(text)
        return path

    client = connect(show_app(make))
    handles = [client.call(0, f"{i}")["handle"] for i in range(5)]
    client.resync()
    settle()
    settle()
    assert client.read(handles[-1]) == b"4"
    for handle in handles[:-1]:
        with pytest.raises(RequestError):
            client.read(handle)
    assert stored() == [handles[-1]]


def test_the_file_an_input_starts_with_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "FILE_GRACE", 0.0)
    client = connect(show_app(size_of, data=File(b"start", type="binary")))
    start = client.default(0, 0)
    assert client.read(start) == b"start"
    other = {"handle": "x"}
    with pytest.raises(RequestError):
        client.call(0, other)
    client.set_value("c1", None)
    settle()
    assert client.read(start) == b"start"
    client.call(1)
    assert client.default(0, 0) == start


def test_frames_are_deleted_but_for_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "FILE_GRACE", 0.0)

    def frames() -> Iterator[Path]:
        for i in range(200):
            path = tmp_path / "frame.txt"
            path.write_text(f"{i}")
            yield path

    view = RawView(show_app(frames))
    view.run()
    view.finished()
    settle()
    settle()
    out = view.app.listeners[0].outputs[0].id
    assert stored() == [view.values[out]["handle"]]


def test_an_input_file_outlives_a_second_run_of_the_cell(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(b"1,2,3")
    first = show_app(size_of)
    client = connect(first)
    value = client.upload(path)
    client.set_value("c1", value)
    second = show_app(size_of)
    second.take_over(first)
    from intarsia.runtime import apps

    apps.drop(first)
    settle()
    again = connect(second)
    assert again.default(0, 0) == value
    assert again.read(value) == b"1,2,3"
    assert again.call(0) == 5


def test_uploads_go_with_their_view() -> None:
    app = show_app(size_of)
    one, two = RawView(app), RawView(app)
    opened = one.request("upload_open", component="c1", name="a", mime="", size=10)
    chunk(one, opened["handle"], 0, b"12345")
    assert stored() == [opened["handle"]]
    one.request("close")
    settle()
    assert stored() == []
    assert chunk(two, opened["handle"], 5, b"67890")["error"]["code"] == "unknown-request"


@pytest.mark.parametrize(
    ("name", "lies"),
    [
        ("petals.csv", "petals.csv"),
        ("../../petals.csv", "petals.csv"),
        ("C:\\temp\\petals.csv", "petals.csv"),
        ("/etc/passwd", "passwd"),
        ("nul.csv", "_nul.csv"),
        ("a.csv::$DATA", "a.csv__$DATA"),
        ("..", "file"),
        ("", "file"),
        ("é" * 200, "é" * 127),
    ],
)
def test_a_file_lies_under_the_name_that_it_came_with(name: str, lies: str) -> None:
    store = FileStore()
    file = store.store(b"x", name=name, mime="")
    path = Path(store.path(file.handle))
    assert path.read_bytes() == b"x"
    assert path.name == lies
    assert path.parent == path.resolve().parent
    assert path.parent.name == file.handle
    store.close()


def test_the_folder_is_private_and_gone_with_the_store() -> None:
    store = FileStore()
    file = store.store(b"x", name="a", mime="")
    folder = os.path.dirname(os.path.dirname(store.path(file.handle)))
    assert os.stat(folder).st_mode & 0o777 == 0o700
    assert os.listdir(folder) == [file.handle]
    del store
    assert not os.path.exists(folder)


def test_a_store_that_is_closed_takes_nothing() -> None:
    store = FileStore()
    store.store(b"x", name="a", mime="")
    store.close()
    store.close()
    with pytest.raises(DiskError):
        store.store(b"y", name="b", mime="")


def test_a_file_is_stored_while_an_upload_begins() -> None:
    class Meanwhile(int):
        """A size; while it is added, another upload begins, as on another thread."""

        def __radd__(self, other: int) -> int:
            if not begun:
                begun.append(self)
                store.begin(None, "third", "", 1, 10)
            return int(other) + int(self)

    begun: list[int] = []
    store = FileStore()
    for name in ("first", "second"):
        store.begin(None, name, "", 1, 10)
    for upload in store._uploads.values():
        upload.size = Meanwhile(1)
    assert store.store(b"data", name="data", mime="").size == 4
    store.close()


def test_the_sizes_of_a_session_are_counted_rightly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_module, "MAX_SESSION", 100)
    store, view = FileStore(), object()
    for _ in range(20):  # what is given up, finished or removed makes room again
        handle = store.begin(view, "a", "", 60, 100)
        with pytest.raises(TooLargeError):
            store.begin(view, "b", "", 60, 100)
        store.abort(handle)
        handle = store.begin(view, "a", "", 60, 100)
        store.receive(handle, 0, bytes(60))
        file = store.finish(handle)
        with pytest.raises(TooLargeError):
            store.store(bytes(60), name="c", mime="")
        store.remove({file.handle})


# ---------------------------------------------------------------- faults


HOSTILE = [
    "..",
    ".",
    "a/../../b",
    "/abs",
    "C:\\x",
    "\\\\host\\s",
    "//h/s",
    "file://x",
    "~",
    "%2e%2e",
    "a\0b",
    "a\nb",
    "con",
    "nul.txt",
    "trailing. ",
    "a::$DATA",
    "-rf",
    "",
    "x" * 255,
    "x" * 256,
    "ä" * 200,
    "x" * 500_000,
    "e\u0301",
    "😀.png",
    "\u202egnp.exe",
    "a\ud800",
]


@pytest.mark.parametrize("name", HOSTILE, ids=lambda n: repr(n[:12]))
def test_fault_084_names(name: str) -> None:
    view = RawView(show_app(size_of))
    file = upload(view, b"x", name)["file"]
    assert stored() == [file["handle"]]
    shown = file["name"]
    assert shown not in ("", ".", "..")
    assert not set(shown) & set("/\\\0\n\u202e\ud800")
    assert len(shown.encode()) <= MAX_NAME
    view.run(c1=file)
    assert view.finished()["state"]["status"] == "done"


@given(st.text())
def test_fault_084_any_name(name: str) -> None:
    shown = clean_name(name)
    assert shown
    assert os.path.basename(shown) == shown
    assert clean_name(shown) == shown


def odd_files(folder: Path) -> dict[str, Path]:
    plain = folder / "plain"
    plain.write_bytes(b"x")
    os.symlink("/etc/passwd", folder / "dangling-target")
    os.mkfifo(folder / "fifo")
    return {
        "directory": folder,
        "fifo": folder / "fifo",
        "device": Path("/dev/zero"),
        "memory": Path("/proc/self/mem"),
        "missing": folder / "missing",
    }


@pytest.mark.parametrize("kind", ["directory", "fifo", "device", "memory", "missing"])
def test_fault_085_only_regular_files_are_given_out(kind: str, tmp_path: Path) -> None:
    path = odd_files(tmp_path)[kind]

    def give() -> Path:
        return path

    with pytest.raises(RequestError) as caught:
        connect(show_app(give)).call(0)
    assert caught.value.error.code == "user-error"


class Disk:
    """A disk whose n-th use fails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
        self.failing = -1
        self.uses = 0
        real: Callable[..., Any] = builtins.open

        def opened(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
            if "intarsia-" in str(file) and "+" in mode:
                self.uses += 1
                if self.uses - 1 == self.failing:
                    raise OSError(number, os.strerror(number))
            return real(file, mode, *args, **kwargs)

        monkeypatch.setattr(builtins, "open", opened)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EMFILE])
def test_fault_086_the_disk_fails_at_the_nth_write(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch, number)
    view = RawView(show_app(size_of))
    data = bytes(2 * MAX_CHUNK + 1)
    kept = [upload(view, b"earlier")["file"]["handle"]]
    for n in range(10):
        disk.uses, disk.failing = 0, n
        answer = upload(view, data)
        if answer["type"] == "upload_close_response":
            assert n == 4  # opened, and three pieces
            break
        assert answer["error"]["code"] == "disk"
        assert "intarsia-" not in answer["error"]["message"]
        disk.failing = -1
        assert sorted(stored()) == sorted(kept)
        kept.append(upload(view, b"retried")["file"]["handle"])
    else:
        raise AssertionError("it never came to an end")


def test_fault_087_only_whole_files_reach_the_function() -> None:
    view = RawView(show_app(size_of))
    opened = view.request("upload_open", component="c1", name="a", mime="", size=10)
    handle = opened["handle"]
    chunk(view, handle, 0, b"12345")
    value = {"handle": handle, "name": "a", "mime": "", "size": 10}
    view.run(c1=value)
    assert view.finished()["state"]["error"]["code"] == "bad-value"
    assert view.request("upload_close", handle=handle)["error"]["code"] == "bad-message"
    assert view.request("upload_close", handle=handle, abort=True)["file"] is None
    assert stored() == []
    assert view.request("upload_close", handle=handle)["error"]["code"] == "unknown-request"


def test_fault_088_pieces_out_of_order() -> None:
    view = RawView(show_app(size_of))
    handle = view.request("upload_open", component="c1", name="a", mime="", size=10)["handle"]
    assert chunk(view, handle, 5, b"67890")["error"]["code"] == "bad-message"  # a hole
    assert chunk(view, handle, -1, b"1")["error"]["code"] == "bad-message"
    assert chunk(view, handle, 0, b"12345")["received"] == 5
    assert chunk(view, handle, 0, b"12345")["received"] == 5  # twice
    assert chunk(view, handle, 3, b"456")["received"] == 6  # overlapping
    assert chunk(view, handle, 6, b"7890")["received"] == 10
    assert chunk(view, handle, 10, b"x")["error"]["code"] == "too-large"  # after the end
    file = view.request("upload_close", handle=handle)["file"]
    piece = view.request("download_chunk", handle=file["handle"], offset=0, size=100)
    assert piece["_buffers"] == [b"1234567890"]
    assert chunk(view, handle, 0, b"x")["error"]["code"] == "unknown-request"


def test_fault_089_sizes_at_the_limit() -> None:
    app = show_app(size_of, data=File(type="binary", max_size=1000))
    view = RawView(app)
    for size in (0, 1000):
        file = upload(view, bytes(size))["file"]
        assert file["size"] == size
        view.run(c1=file)
        assert view.finished()["state"]["status"] == "done"
        assert app.value == size
    assert upload(view, bytes(1001))["error"]["code"] == "too-large"
    assert upload(view, bytes(500), size=-1)["error"]["code"] == "bad-message"
    assert upload(view, bytes(501), size=500)["error"]["code"] == "too-large"


def test_fault_090_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_module, "MAX_FILES", 20)
    view = RawView(show_app(size_of))
    answers = [upload(view, b"x") for _ in range(25)]
    codes = [a["error"]["code"] if a["type"] == "error" else "" for a in answers]
    assert codes == [""] * 20 + ["too-many"] * 5


def test_fault_093_a_handle_of_nobody_and_of_another() -> None:
    one, two = RawView(show_app(size_of)), RawView(show_app(size_of))
    file = upload(one, b"secret")["file"]
    texts = set()
    for handle in (file["handle"], "0" * 32, "", "../" * 5, file["handle"].upper() + "0"):
        for request in (
            {"type": "download_open", "handle": handle},
            {"type": "download_chunk", "handle": handle, "offset": 0, "size": 5},
        ):
            error = two.request(**request)["error"]
            texts.add((error["code"], error["message"]))
        two.run(c1={**file, "handle": handle})
        state = two.finished()["state"]
        assert state["error"]["code"] == "bad-value"
        assert state["error"]["fields"][0]["component"] == "c1"
    assert len(texts) == 1


@pytest.mark.parametrize(
    "value",
    [
        {"path": "/etc/passwd"},
        {"handle": "/etc/passwd", "name": "x", "mime": "", "size": 1},
        "/etc/passwd",
        "file:///etc/passwd",
        "\\\\host\\share",
        ["/etc/passwd"],
        {"handle": None},
        {"handle": ["x"]},
    ],
    ids=str,
)
def test_a_path_from_a_browser_is_never_opened(value: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """CVE-2021-43831, CVE-2024-0964, CVE-2024-1728, CVE-2024-34510."""
    opened: list[str] = []
    real: Callable[..., Any] = builtins.open
    monkeypatch.setattr(
        builtins, "open", lambda f, *a, **k: (opened.append(str(f)), real(f, *a, **k))[1]
    )
    view = RawView(show_app(size_of))
    view.run(c1=value)
    assert view.finished()["state"]["error"]["code"] == "bad-value"
    assert not [name for name in opened if "passwd" in name or "share" in name]


def test_data_that_looks_like_a_file_stays_data(tmp_path: Path) -> None:
    """CVE-2024-4941."""
    shaped = {"path": "/etc/passwd", "handle": "x" * 32, "name": "a", "mime": "", "size": 1}

    def give() -> dict[str, Any]:
        return shaped

    client = connect(show_app(give))
    assert client.call(0) == shaped or "passwd" in str(client.call(0))
    assert stored() == []


def test_unknown_handles_are_invalid_values() -> None:
    store = FileStore()
    with pytest.raises(InvalidValueError):
        store.describe("x")
    with pytest.raises(UnknownRequestError):
        store.read("x", 0, 0)
