"""What functions tell the person who uses the app, and what they return in place of values."""

from __future__ import annotations

from typing import Any

import pytest

import intarsia as gr
from intarsia.notices import announce
from intarsia.updates import Update


def test_notices_go_to_whoever_listens() -> None:
    heard: list[Any] = []
    token = announce.set(lambda *told: heard.append(told))
    try:
        gr.Info("a")
        gr.Success("b", duration=None, title="Done")
        gr.Warning("c", 0)
        gr.Warning("d", visible=False)
    finally:
        announce.reset(token)
    assert heard == [
        ("info", "a", 10, "Info"),
        ("success", "b", None, "Done"),
        ("warning", "c", None, "Warning"),
    ]


def test_outside_of_an_app_notices_are_python_s(capsys: pytest.CaptureFixture[str]) -> None:
    gr.Info("told")
    gr.Success("done")
    assert capsys.readouterr().out == "told\ndone\n"
    with pytest.warns(UserWarning, match="careful") as caught:
        gr.Warning("careful")
    assert caught[0].filename == __file__


def test_an_error_in_the_function_s_own_words() -> None:
    error = gr.Error("Too long.", title="Text", duration=None, print_exception=False)
    assert isinstance(error, ValueError)
    assert (error.message, error.title, error.duration) == ("Too long.", "Text", None)
    assert (error.visible, error.print_exception) == (True, False)
    assert str(error) == "'Too long.'"
    assert (gr.Error().title, gr.Error().duration) == ("Error", 10)


def test_updates_are_dicts_that_tell_what_changes() -> None:
    changed = gr.update(elem_id="a", visible=False, value=None, lines=2)
    assert changed == {
        "__type__": "update",
        "elem_id": "a",
        "visible": False,
        "value": None,
        "lines": 2,
    }
    assert isinstance(changed, Update)
    assert changed.changes == {"elem_id": "a", "visible": False, "value": None, "lines": 2}
    assert gr.update().changes == gr.skip().changes == {}
    assert gr.validate(False, "no") == {"__type__": "validate", "is_valid": False, "message": "no"}


def test_a_request_is_there_though_nobody_sent_one() -> None:
    request = gr.Request(session_hash="abc", username="ada", query_params={"page": "2"})
    assert (request.session_hash, request.username) == ("abc", "ada")
    assert dict(request.headers) == dict(request.cookies) == dict(request.path_params) == {}
    assert request.query_params["page"] == request.query_params.page == "2"
    # No address: a program may let its own machine do more than others.
    assert not request.client.host
    with pytest.raises(AttributeError, match="'state'"):
        _ = request.state  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="'host'"):
        _ = request.headers.host


def test_nobody_is_signed_in_with_the_kernel_s_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "secret")
    assert gr.OAuthToken(token="t", scope="s", expires_at=0).token == "t"
    assert "secret" not in str(gr.OAuthProfile({}))


@pytest.mark.parametrize(
    ("seconds", "shortest", "longest", "valid"),
    [(1, 1, 1, True), (0.5, 1, None, False), (2, None, 1, False), (9, None, None, True)],
)
def test_length_of_sound(
    seconds: float, shortest: float | None, longest: float | None, valid: bool
) -> None:
    sound = (1000, [0] * int(seconds * 1000))
    verdict = gr.validators.is_audio_correct_length(sound, shortest, longest)
    assert verdict["is_valid"] is valid
    assert ("message" in verdict) is not valid


def test_length_of_a_video_is_asked_of_ffprobe(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    probe = tmp_path / "ffprobe"
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RuntimeError, match="install FFmpeg"):
        gr.validators.is_video_correct_length("a.mp4", 1, None)
    probe.write_text('#!/bin/sh\necho \'{"format": {"duration": "2.5"}}\'\n')
    probe.chmod(0o755)
    assert gr.validators.is_video_correct_length("a.mp4", 2, 3)["is_valid"]
    assert "2.5" in gr.validators.is_video_correct_length("a.mp4", 3, None)["message"]
    probe.write_text("#!/bin/sh\necho unreadable >&2\nexit 1\n")
    with pytest.raises(RuntimeError, match="unreadable"):
        gr.validators.is_video_correct_length("a.mp4", 3, None)
