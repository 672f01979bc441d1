"""Programs as people write them for Gradio do here what the real Gradio did with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from intarsia import absent

from .compare import differences
from .coverage import listened, options
from .player import play

HERE = Path(__file__).parent
PROGRAMS = {path.stem for path in (HERE / "programs").glob("*.py")}
RECORDINGS = {path.stem for path in (HERE / "recordings").glob("*.json")}
FACTS = json.loads((HERE.parents[2] / "schema" / "gradio-6.31.json").read_text())

ELSEWHERE = {
    "Audio",
    "Component",
    "DeepLinkButton",
    "File",
    "Files",
    "Image",
    "LoginButton",
    "Mic",
    "Microphone",
    "PlayableVideo",
    "Video",
}
"""Components whose own tests are elsewhere: files, pictures, sound, and links to servers."""


TEMPLATES = {"List", "Matrix", "Numpy", "TextArea"}
"""Components with other defaults, and the events of those that they are made from."""


def recording_of(name: str) -> dict[str, Any]:
    found = json.loads((HERE / "recordings" / f"{name}.json").read_text())
    assert isinstance(found, dict)
    return found


def test_every_program_has_a_recording_and_calls_something() -> None:
    assert len(PROGRAMS) >= 40
    assert PROGRAMS == RECORDINGS, "run `npm run test:gradio -- --write`"
    for name in RECORDINGS:
        assert recording_of(name)["steps"], name


def test_together_they_use_every_component_and_event() -> None:
    found = listened(map(recording_of, RECORDINGS))
    text = "".join((HERE / "programs" / f"{name}.py").read_text() for name in PROGRAMS)
    later = absent.LATER.keys() | absent.NEVER.keys() | ELSEWHERE
    missing = []
    for name, about in FACTS["names"].items():
        if about["kind"] in ("component", "layout", "app") and name not in later:
            if f"gr.{name}(" not in text:
                missing.append(name)
            if name in found and name not in TEMPLATES:
                events = set(about.get("events", ())) - found[name]
                missing += [f"{name}.{event}" for event in sorted(events)]
    assert missing == []


def test_together_they_give_listeners_every_parameter() -> None:
    paths = [HERE / "programs" / f"{name}.py" for name in PROGRAMS]
    assert set(FACTS["listener"]) - options(FACTS, paths) == set()


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_a_program_does_what_it_does_under_gradio(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where results and samples are kept
    recording = recording_of(name)
    found = list(differences(recording, play(HERE / "programs" / f"{name}.py", recording)))
    assert not found, "\n".join(found)
