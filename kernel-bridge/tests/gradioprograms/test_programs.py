"""Programs as people write them for Gradio do here what the real Gradio did with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .compare import differences
from .player import play

HERE = Path(__file__).parent
PROGRAMS = {path.stem for path in (HERE / "programs").glob("*.py")}
RECORDINGS = {path.stem for path in (HERE / "recordings").glob("*.json")}

NOT_YET = {
    "additional",
    "bank",
    "browser_state",
    "buttons",
    "cached_examples",
    "calculator",
    "charts",
    "chat_blocks",
    "chat_echo",
    "chat_events",
    "chat_multimodal",
    "chat_stream",
    "choices",
    "clearing",
    "colours",
    "countdown",
    "counter",
    "dashboard",
    "dataset",
    "dates",
    "documents",
    "dynamic",
    "endpoints",
    "examples",
    "fresh_values",
    "greeting",
    "hello_blocks",
    "highlighted",
    "json_code",
    "labels",
    "layouts",
    "live",
    "loading",
    "nested",
    "plots",
    "raw",
    "sentence",
    "shapes",
    "skipping",
    "sliders",
    "state_changes",
    "streaming_interface",
    "styled",
    "tabs",
    "text_events",
    "tictactoe",
    "timers",
    "todo",
    "translate_words",
    "triggers",
    "visibility",
}
"""Programs that need something that is not there yet."""


def test_every_program_has_a_recording_and_calls_something() -> None:
    assert len(PROGRAMS) >= 40
    assert PROGRAMS == RECORDINGS, "run `npm run test:gradio -- --write`"
    for name in RECORDINGS:
        recording = json.loads((HERE / "recordings" / f"{name}.json").read_text())
        assert recording["steps"], name


@pytest.mark.parametrize("name", sorted(PROGRAMS - NOT_YET))
def test_a_program_does_what_it_does_under_gradio(name: str) -> None:
    recording = json.loads((HERE / "recordings" / f"{name}.json").read_text())
    found = list(differences(recording, play(HERE / "programs" / f"{name}.py", recording)))
    assert not found, "\n".join(found)
