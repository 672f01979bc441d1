"""What holds after every test of the living part."""

from __future__ import annotations

import glob
import logging
import os
import tempfile
import threading
from collections.abc import Iterator

import pytest
from rawview import settle

from intarsia import show_app
from intarsia.runtime import apps
from intarsia.testing import connect

LASTING = ("intarsia", "intarsia-async", "intarsia-encode")
"""Threads that stay: the dispatcher, the loop for coroutines, the encoders."""


def folders() -> set[str]:
    """Return the folders that sessions keep files in."""
    return set(glob.glob(os.path.join(tempfile.gettempdir(), "intarsia-*")))


def echo(text: str = "still here") -> str:
    return text


@pytest.fixture
def living(
    caplog: pytest.LogCaptureFixture,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    """Check that the rest goes on as before (I1, I2), and that nothing is left (I5, I6)."""
    before = set(threading.enumerate())
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("sessions")))
    known = dict(apps._apps)
    other = connect(show_app(echo))
    yield
    assert other.call(0, "and well") == "and well"
    assert other.values[other.fns[0].inputs[0].id] == "and well"
    other.close()
    for app in {*apps._apps.values(), *apps._held}:
        if app.app_id not in known:
            apps.drop(app)
    settle()
    for thread in set(threading.enumerate()) - before:
        if thread.name.partition("_")[0] not in LASTING:
            thread.join(30)
            assert not thread.is_alive(), f"{thread.name} is left"
    assert folders() == set()
    wrong = [r for r in caplog.records if r.name == "asyncio" and r.levelno >= logging.ERROR]
    assert not wrong, [record.getMessage() for record in wrong]
