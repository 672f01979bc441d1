from __future__ import annotations

import io
import os
import zipfile
import zlib
from pathlib import Path

import matplotlib
import numpy as np
import PIL.Image
import pytest

from intarsia.components import Audio, Component, File, Image, Video
from intarsia.components.pictures import MAX_PIXELS
from intarsia.errors import InvalidValueError

matplotlib.use("agg")


def picture(width: int = 3, height: int = 2, mode: str = "RGB", format: str = "PNG", **options):
    buffer = io.BytesIO()
    PIL.Image.new(mode, (width, height)).save(buffer, format=format, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "value",
    [
        {"path": "/etc/passwd"},
        {"handle": "../../etc/passwd"},
        {"handle": "/etc/passwd"},
        {"handle": "file99"},
        {"handle": 0},
        {"handle": None},
        {"handle": "x" * 10_000},
        "/etc/passwd",
        b"bytes",
        ["file0"],
        True,
    ],
)
@pytest.mark.parametrize("component", [File(), Image(), Audio(), Video()], ids=lambda c: c.kind)
def test_fault_093_only_handles_of_the_session_are_read(
    files, monkeypatch, component: Component, value: object
) -> None:
    def spy(*args: object, **kwargs: object) -> None:
        raise AssertionError(f"opened {args}")

    monkeypatch.setattr("builtins.open", spy)
    monkeypatch.setattr(os, "open", spy)
    with pytest.raises(InvalidValueError):
        component.preprocess(value)


def test_a_file_is_bytes_a_path_or_an_array(upload) -> None:
    given = upload(b"1,2\n3,4\n", "numbers.csv")
    assert File(type="binary").preprocess(given) == b"1,2\n3,4\n"
    path = File(type="path").preprocess(given)
    assert isinstance(path, Path)
    assert path.read_bytes() == b"1,2\n3,4\n"
    assert File(type="array").preprocess(given).tolist() == [[1, 2], [3, 4]]


def test_what_a_browser_says_of_a_file_is_not_believed(upload) -> None:
    given = upload(b"text", "notes.txt") | {"name": "fine.csv", "size": 1, "mime": "text/csv"}
    with pytest.raises(InvalidValueError, match=r"Choose a file of type \.csv"):
        File(file_types=[".csv"]).preprocess(given)


@pytest.mark.parametrize(
    ("types", "taken"),
    [([".CSV"], True), (["text"], True), (["text/csv"], True), (["image"], False)],
)
def test_types_of_files(upload, types: list[str], taken: bool) -> None:
    given = upload(b"1", "data.csv", "text/csv")
    if taken:
        assert File(file_types=types, type="binary").preprocess(given) == b"1"
    else:
        with pytest.raises(InvalidValueError):
            File(file_types=types).preprocess(given)


def test_fault_089_a_file_over_the_limit_is_refused(upload) -> None:
    with pytest.raises(InvalidValueError, match="larger than 10 bytes"):
        File(max_size=10).preprocess(upload(b"x" * 11))
    assert File(max_size=10, type="binary").preprocess(upload(b"x" * 10)) == b"x" * 10


def test_several_files_tell_which_is_wrong(upload) -> None:
    several = File(file_count="multiple", type="binary")
    assert several.preprocess([upload(b"a"), upload(b"b")]) == [b"a", b"b"]
    with pytest.raises(InvalidValueError) as caught:
        several.preprocess([upload(b"a"), {"handle": "none"}])
    assert caught.value.path == (1,)


def test_a_start_is_kept_once_and_given_back_as_it_is(files, tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("1,2")
    for value in (b"bytes", path, np.eye(2)):
        component = File(value)
        assert component.initial() == component.initial()
        assert component.preprocess(component.initial()) is value
    assert len(files.known) == 3


def test_a_start_that_is_no_file_is_what_an_empty_control_gives(files, tmp_path: Path) -> None:
    component = File(tmp_path, type="path", required=True)
    assert component.initial() is None
    assert component.preprocess(None) == tmp_path


def test_fault_085_only_regular_files_are_sent(files, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero"), tmp_path / "none"):
        with pytest.raises(TypeError, match=r"regular|cannot be read"):
            File().postprocess(path)
    regular = tmp_path / "result.csv"
    regular.write_bytes(b"1,2")
    assert File().postprocess(regular)["name"] == "result.csv"
    assert File(file_count="multiple").postprocess([regular, b"x"])[1]["size"] == 1


def test_a_file_needs_a_session() -> None:
    with pytest.raises(RuntimeError, match="session"):
        File().postprocess(b"x")


# ---------------------------------------------------------------- pictures


def test_a_picture_is_an_array_or_of_pillow(upload) -> None:
    given = upload(picture())
    assert Image().preprocess(given).shape == (2, 3, 3)
    assert Image(type="pil", image_mode=None).preprocess(given).size == (3, 2)
    assert File(type="array").preprocess(upload(picture(), "x.png")).shape == (2, 3, 3)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_fault_037_every_mode_becomes_red_green_blue(upload, mode: str) -> None:
    assert Image().preprocess(upload(picture(mode=mode))).shape == (2, 3, 3)


def test_fault_037_cmyk_is_read_and_shown(upload, files) -> None:
    given = upload(picture(mode="CMYK", format="JPEG"))
    found = Image(type="pil", image_mode=None).preprocess(given)
    assert found.mode == "CMYK"
    assert Image().postprocess(found)["mime"] == "image/png"


def test_fault_037_a_turned_picture_stands_upright(upload) -> None:
    exif = PIL.Image.Exif()
    exif[0x0112] = 6
    given = upload(picture(format="JPEG", exif=exif))
    assert Image(type="pil").preprocess(given).size == (2, 3)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text",
        picture()[:40],
        picture(500, 500)[:400],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
    ids=["empty", "text", "cut", "cut late", "svg"],
)
def test_fault_037_what_is_no_picture_is_refused(upload, data: bytes) -> None:
    with pytest.raises(InvalidValueError, match=r"not a picture|broken"):
        Image().preprocess(upload(data, "photo.png", "image/png"))


@pytest.mark.parametrize("size", [(MAX_PIXELS + 1, 1), (50_000, 50_000)])
def test_fault_038_a_bomb_is_refused_from_its_header(upload, size: tuple[int, int]) -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(name + data)
        return len(data).to_bytes(4) + name + data + crc.to_bytes(4)

    header = size[0].to_bytes(4) + size[1].to_bytes(4) + b"\x08\x02\x00\x00\x00"
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    with pytest.raises(InvalidValueError, match="at most 50,000,000"):
        Image().preprocess(upload(bomb, "bomb.png"))


def test_shows_arrays_figures_paths_and_bytes(files, tmp_path: Path) -> None:
    from matplotlib.figure import Figure

    path = tmp_path / "photo.jpg"
    path.write_bytes(picture(format="JPEG"))
    figure = Figure()
    values = [
        PIL.Image.new("RGB", (2, 2)),
        np.zeros((2, 3), np.uint8),
        np.ones((2, 3, 4)),
        np.full((2, 3, 1), np.nan),
        np.ones((2, 3), bool),
        np.full((2, 3), 65535, np.uint16),
        figure,
        figure.add_subplot(),
        picture(),
    ]
    for value in values:
        shown = Image().postprocess(value)
        assert shown.keys() == {"handle", "name", "mime", "size"}
        assert shown["mime"] == "image/png"
    assert Image().postprocess(path)["mime"] == "image/jpeg"


@pytest.mark.parametrize(
    "value",
    [
        np.zeros((2, 3, 5)),
        np.zeros(3),
        np.zeros((0, 3)),
        np.array([["a"]]),
        PIL.Image.new("RGB", (0, 4)),
        b"<html>",
        {"path": "x"},
        object(),
    ],
    ids=str,
)
def test_names_what_it_cannot_show(files, value: object) -> None:
    with pytest.raises(TypeError):
        Image().postprocess(value)


# ------------------------------------------------------------------ arrays


def npy(array: np.ndarray, **options) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array, **options)
    return buffer.getvalue()


def test_arrays_go_out_and_in_as_npy(files, upload) -> None:
    array = np.arange(6, dtype=np.int16).reshape(2, 3)
    shown = File().postprocess(array)
    back = File(type="array").preprocess(shown)
    assert back.dtype == np.int16
    assert back.tolist() == array.tolist()
    with pytest.raises(TypeError, match="Python objects"):
        File().postprocess(np.array([object()]))


def forged(shape: str) -> bytes:
    head = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}}}\n".encode()
    return b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head + b"\x00" * 16


@pytest.mark.parametrize(
    "data",
    [
        npy(np.array([{"a": 1}], dtype=object), allow_pickle=True),
        forged("(1000000000000,)"),
        forged("(-1,)"),
        forged("__import__('os').getcwd()"),
        npy(np.zeros(4))[:-8],
        b"\x93NUMPY\x09\x00",
        b"",
    ],
    ids=["pickle", "huge", "negative", "code", "cut", "version", "empty"],
)
def test_fault_092_a_forged_array_is_refused_before_memory_is_taken(upload, data: bytes) -> None:
    with pytest.raises(InvalidValueError):
        File(type="array").preprocess(upload(data, "array.npy"))


def test_fault_092_a_compressed_table_is_not_unpacked(upload) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.csv", "1,2\n" * 1000)
    with pytest.raises(InvalidValueError):
        File(type="array").preprocess(upload(buffer.getvalue(), "data.csv"))


def test_a_table_of_numbers_may_have_names(upload) -> None:
    given = upload(b"a,b\n1,2\n", "data.csv")
    assert File(type="array").preprocess(given).tolist() == [[1, 2]]
    with pytest.raises(InvalidValueError, match="table of numbers"):
        File(type="array").preprocess(upload(b"a,b\nc,d\n", "data.csv"))


def test_a_picture_comes_from_where_the_author_says() -> None:
    assert Image().spec().sources == ("upload", "webcam", "clipboard")
    assert Image(sources="webcam").spec().sources == ("webcam",)
    assert Image(streaming=True).spec().sources == ("webcam",)
    with pytest.raises(ValueError, match=r"has no 'webcm'\. Did you mean 'webcam'"):
        Image(sources=["webcm"])
    with pytest.raises(ValueError, match="shows a camera: name 'webcam'"):
        Image(streaming=True, sources=["upload"])
