"""The programs and the recorder are not modules of the suite: they import Gradio."""

from __future__ import annotations

collect_ignore_glob = ["programs/*", "recorder.py"]
