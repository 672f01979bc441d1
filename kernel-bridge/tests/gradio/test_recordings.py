"""Programs as people write them for Gradio, and what the real Gradio did with them."""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).parent
PROGRAMS = {path.stem for path in (HERE / "programs").glob("*.py")}
RECORDINGS = {path.stem for path in (HERE / "recordings").glob("*.json")}


def test_every_program_has_a_recording_and_calls_something() -> None:
    assert len(PROGRAMS) >= 40
    assert PROGRAMS == RECORDINGS, "run `npm run test:gradio -- --write`"
    for name in RECORDINGS:
        recording = json.loads((HERE / "recordings" / f"{name}.json").read_text())
        assert recording["steps"], name
