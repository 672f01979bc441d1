from __future__ import annotations

import base64
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from intarsia import (
    Button,
    ClearButton,
    DeepLinkButton,
    DownloadButton,
    DuplicateButton,
    LoginButton,
    Number,
    Textbox,
    UploadButton,
    parameters,
)
from intarsia.components.building import building
from intarsia.errors import InvalidValueError

PNG = b"\x89PNG\r\n\x1a\n"


class Recording:
    """An app that is being written: keeps what it is told."""

    def __init__(self) -> None:
        self.placed: list[Any] = []
        self.attached: list[tuple[Any, Callable[..., Any], dict[str, Any]]] = []

    def place(self, component: Any) -> None:
        self.placed.append(component)

    def attach(self, triggers: Any, fn: Any, **options: Any) -> None:
        self.attached.append((triggers, fn, options))


@pytest.fixture
def app() -> Iterator[Recording]:
    recording = Recording()
    token = building.set(recording)  # type: ignore[arg-type]  # as much of it as is needed
    yield recording
    building.reset(token)


# ------------------------------------------------------------------ button


def test_a_buttons_value_is_its_text() -> None:
    button = Button("Go", variant="stop", size="sm")
    assert (button.initial(), button.spec().label) == ("Go", None)
    assert (button.spec().variant, button.spec().size) == ("stop", "sm")
    assert button.preprocess("Go") == "Go"
    assert button.preprocess(None) is None
    assert button.postprocess("Stop") == "Stop"
    with pytest.raises(InvalidValueError):
        button.preprocess(["Go"])


def test_a_button_shows_whatever_a_function_returns_as_gradio_does() -> None:
    assert Button().postprocess(7) == "7"
    assert Button().postprocess(None) == "None"
    assert Button(None).initial() is None


def test_a_button_may_be_pressed_unless_somebody_says_otherwise() -> None:
    assert Button().spec().interactive
    assert not Button(interactive=False).spec().interactive
    assert not Button("Go", interactive=False).updated({"value": "Stop"}).interactive


def test_an_update_changes_the_text_and_keeps_the_rest() -> None:
    after = Button("Go", variant="primary").updated({"value": "Stop", "variant": "stop"})
    assert (after.initial(), after.spec().variant) == ("Stop", "stop")
    assert Button("Go", variant="primary").updated({"size": "md"}).initial() == "Go"


def test_the_hubs_own_look_is_a_plain_button() -> None:
    assert Button(variant="huggingface").spec().variant == "secondary"


@pytest.mark.parametrize("wrong", [{"variant": "loud"}, {"size": "xl"}])
def test_an_unknown_look_is_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong.values()))):
        Button(**wrong)


def test_an_icon_travels_with_the_button(tmp_path: Path) -> None:
    icon = tmp_path / "star.png"
    icon.write_bytes(PNG)
    address = "data:image/png;base64," + base64.b64encode(PNG).decode()
    assert Button(icon=icon).spec().icon == address
    assert Button(icon=str(icon)).spec().icon == address
    assert Button(icon="https://example.org/a.svg").spec().icon == "https://example.org/a.svg"
    assert Button(icon=address).spec().icon == address


def test_an_icon_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"'passwd' is no picture"):
        Button(icon="/etc/passwd")
    with pytest.raises(ValueError, match=r"'star\.png' cannot be read"):
        Button(icon=tmp_path / "star.png")
    large = tmp_path / "large.svg"
    large.write_bytes(b" " * (256 * 1024 + 1))
    with pytest.raises(ValueError, match="256 KiB"):
        Button(icon=large)


def test_a_link_is_told_and_its_target_taken() -> None:
    button = Button("Docs", link="https://example.org", link_target="_top")
    assert button.spec().link == "https://example.org"


# ------------------------------------------------------------------- clear


def test_a_clear_button_empties_components_in_the_app(app: Recording) -> None:
    number, text = Number(1), Textbox("a")
    button = ClearButton([number, text], api_name="empty")
    [([trigger], clear, options)] = app.attached
    assert (trigger.component, trigger.name) == (button, "click")
    assert clear() == (None, None)
    assert options["outputs"] == [number, text]
    assert (options["api_name"], options["queue"]) == ("empty", False)
    assert app.placed == [number, text, button]


def test_more_can_be_added_to_a_clear_button(app: Recording) -> None:
    button = ClearButton()
    assert app.attached == []
    number = Number(1)
    assert button.add(number).add(None) is button
    [(_, clear, options)] = app.attached
    assert clear() is None
    assert options["outputs"] == [number]


def test_a_clear_button_gives_states_what_they_started_with(app: Recording) -> None:
    state = Textbox("state stands in")
    state.kind = "state"  # type: ignore[misc]  # of this one alone
    state.value = [1]
    ClearButton([state, Number(1)])
    [(_, clear, _)] = app.attached
    clear()[0].append(2)
    assert clear() == ([1], None)


def test_a_clear_button_alone_waits_for_its_app() -> None:
    number = Number(1)
    button = ClearButton(number)
    assert (button.kind, button.initial(), button.postprocess(None)) == ("button", "Clear", None)
    with pytest.raises(RuntimeError, match="with Blocks"):
        button.add(number)
    assert button.updated({"value": "Empty"}).initial() == "Empty"


# --------------------------------------------------------------- elsewhere


@pytest.mark.parametrize("cls", [DuplicateButton, LoginButton, DeepLinkButton])
def test_a_hubs_button_is_taken_with_one_notice(
    monkeypatch: pytest.MonkeyPatch, cls: type[Button]
) -> None:
    monkeypatch.setattr(parameters, "_noticed", set())
    with pytest.warns(parameters.NoticeWarning, match=cls.__name__):
        button = cls(size="sm")
    assert not button.spec().interactive
    assert button.initial()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        cls()


def test_the_words_of_a_hubs_buttons_are_taken() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert LoginButton("In", "Out ({})").initial() == "In"
        assert DeepLinkButton("Share", "Copied").initial() == "Share"
        copying = DuplicateButton("Copy", _activate=False)
    assert (copying.initial(), copying.spec().size, copying.spec().scale) == ("Copy", "sm", 0)


# ---------------------------------------------------------------- download


def test_a_download_button_keeps_a_copy_of_its_file(files: Any, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("a,b\n")
    button = DownloadButton("Save", str(path))
    sent = button.initial()
    assert {**sent, "handle": ""} == {
        "handle": "",
        "name": "table.csv",
        "mime": "text/csv",
        "size": 4,
    }
    assert button.initial() == sent
    assert button.preprocess(sent) == str(path)
    assert button.spec().label == "Save"
    other = button.postprocess(path)
    assert Path(button.preprocess(other)).read_text() == "a,b\n"


def test_a_download_button_without_a_file_is_only_pressed(files: Any) -> None:
    assert DownloadButton().initial() is None
    assert DownloadButton(value="not there").initial() is None
    assert DownloadButton().preprocess(None) is None


def test_a_download_button_names_what_is_no_file(files: Any) -> None:
    with pytest.raises(TypeError, match="the path of a file, not int"):
        DownloadButton().postprocess(7)
    with pytest.raises(TypeError, match=r"'gone\.txt' cannot be read"):
        DownloadButton().postprocess("gone.txt")


@pytest.mark.parametrize("cls", [DownloadButton, UploadButton])
@pytest.mark.parametrize(
    "hostile",
    [{"path": "/etc/passwd"}, {"handle": "/etc/passwd"}, "/etc/passwd", {"handle": "../../x"}],
)
def test_no_path_of_a_browser_is_believed(
    files: Any, cls: type[DownloadButton], hostile: Any
) -> None:
    with pytest.raises(InvalidValueError):
        cls().preprocess(hostile)


# ------------------------------------------------------------------ upload


def test_an_upload_button_gives_paths_with_a_name_or_bytes(files: Any, upload: Any) -> None:
    sent = upload(b"abc", "data.txt")
    path = UploadButton().preprocess(sent)
    assert Path(path).read_bytes() == b"abc"
    assert isinstance(path, str)
    assert path.name == path
    assert UploadButton(type="binary").preprocess(sent) == b"abc"
    several = UploadButton(type="binary", file_count="multiple")
    assert several.preprocess([sent, sent]) == [b"abc", b"abc"]
    with pytest.raises(InvalidValueError):
        several.preprocess(sent)


def test_an_upload_button_looks_at_the_type_and_the_size(files: Any, upload: Any) -> None:
    with pytest.raises(InvalidValueError, match=r"\.csv"):
        UploadButton(file_types=[".csv"]).preprocess(upload(b"abc", "data.txt"))
    with pytest.raises(InvalidValueError, match="larger"):
        UploadButton(max_size=2).preprocess(upload(b"abc"))
    folder = UploadButton(file_count="directory", file_types=[".csv"])
    assert folder.spec().file_types is None


def test_an_upload_button_may_start_with_files(files: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a")
    single = UploadButton(value=str(path))
    assert single.preprocess(single.initial()) == str(path)
    several = UploadButton(value=[str(path)], file_count="multiple")
    assert [file["name"] for file in several.initial()] == ["a.txt"]
    assert several.preprocess(several.initial()) == [str(path)]
    assert UploadButton(value="gone").initial() is None
    assert UploadButton().initial() is None


def test_an_upload_button_names_what_it_cannot_show(files: Any) -> None:
    with pytest.raises(TypeError, match="one path of a file"):
        UploadButton().postprocess([])
    with pytest.raises(TypeError, match="paths of files, not int"):
        UploadButton(file_count="multiple").postprocess([7])


@pytest.mark.parametrize("wrong", [{"type": "file"}, {"file_count": "many"}, {"file_types": "csv"}])
def test_an_upload_button_names_what_it_does_not_know(wrong: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError), match=next(iter(wrong))):
        UploadButton(**wrong)
