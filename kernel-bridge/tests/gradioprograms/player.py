"""Plays a program under intarsia, and writes down what happens as the recorder does of Gradio."""

from __future__ import annotations

import importlib.util
import os
import tempfile
import warnings
from pathlib import Path
from typing import Any

from intarsia import testing
from intarsia.components.base import Component
from intarsia.endpoints import Api
from intarsia.messages import LogEntry, ResyncRequest, ResyncResponse, Snapshot
from intarsia.parameters import NoticeWarning

from .alias import aliased

KINDS = {
    "barplot": "nativeplot",
    "lineplot": "nativeplot",
    "scatterplot": "nativeplot",
    "step": "walkthroughstep",
    "tab": "tabitem",
}
"""Kinds that Gradio calls otherwise."""

USUAL: dict[str, Any] = {
    "targets": [],
    "inputs": [],
    "outputs": [],
    "after": None,
    "when": None,
    "js": False,
    "cancels": [],
    "batch": False,
    "generator": False,
    "queue": True,
    "show_progress": "full",
    "trigger_mode": "once",
    "api_visibility": "public",
    "scroll_to_output": False,
}
"""What is not written down of a listener."""


class Player:
    """A program's app, and a client of it.

    Parameters
    ----------
    app
        The app.
    """

    def __init__(self, app: Any) -> None:
        self.app = app
        self.static = list(app.components)
        self.session = testing.connect(app, timeout=60)

    # -- what there is

    def parts(self) -> dict[str, Component]:
        view = self.session._view
        assert view.session is not None
        return view.session.parts.components

    def listeners(self) -> list[Any]:
        view = self.session._view
        assert view.session is not None
        return list(view.session.parts.listeners.values())

    def names(self) -> dict[str, str]:
        """Return a name for each component: its kind, and which one of them it is."""
        names = {self.app.root.id: "app"}
        counts: dict[str, int] = {}
        for key, part in self.parts().items():
            if key in names:
                continue
            prefix = "" if key in self.static else "render0."
            named = "api" if isinstance(part, Api) else part.kind
            kind = prefix + KINDS.get(named, named)
            names[key] = f"{kind}#{counts.setdefault(kind, 0)}"
            counts[kind] += 1
        return names

    def shown(self) -> dict[str, Any]:
        """Return what every component shows that is no layout."""
        parts = self.parts()
        return {
            name: self.value(key)
            for key, name in self.names().items()
            if key in parts and not parts[key].is_layout
        }

    def value(self, key: str) -> Any:
        view = self.session._view
        assert view.session is not None
        if view.session.states.holds(key):
            return plain(view.session.states.get(key))
        return plain(self.session.values.get(key))

    def functions(self) -> list[dict[str, Any]]:
        """Return the listeners, as the recorder writes them down."""
        names = self.names()
        listeners = self.listeners()
        found = []
        for listener in listeners:
            fn = listener.fn
            about = {
                "targets": [[names.get(c.id, "?"), event] for c, event in listener.targets],
                "inputs": [names.get(c.id, "?") for c in listener.inputs],
                "outputs": [names.get(c.id, "?") for c in listener.outputs],
                "after": listener.ends[0].listener.index if listener.ends else None,
                "when": when(listener),
                "js": listener.js is not None,
                "cancels": [other.index for other in listener.cancels],
                "batch": listener.batch,
                "generator": listener.streams,
                "queue": listener.queue and fn is not None,
                "show_progress": listener.show_progress,
                "trigger_mode": listener.trigger_mode,
                "api_visibility": getattr(listener, "api_visibility", "public"),
                "scroll_to_output": listener.scroll_to_output,
            }
            told = {key: value for key, value in about.items() if value != USUAL.get(key)}
            name = None if fn is None else getattr(fn, "__name__", "fn")
            found.append({"api_name": listener.api_name, "fn": name, **told})
        return found

    def called(self, name: str) -> Any:
        """Return the listener of a name."""
        for listener in self.listeners():
            if listener.api_name == name:
                return listener
        for listener in self.listeners():
            if getattr(listener.fn, "__name__", None) == name:
                return listener
        raise LookupError(f"No listener is called {name!r}.")

    # -- what happens

    def settle(self) -> Snapshot:
        """Wait until nothing runs any more."""
        while True:
            answer = self.session._request(ResyncRequest(seq=0))
            assert isinstance(answer, ResyncResponse)
            snapshot = answer.snapshot
            if all(run.status not in ("waiting", "running") for run in snapshot.runs):
                self.session.values = dict(snapshot.values)
                self.session.revisions = dict(snapshot.revisions)
                self.session.spec = snapshot.app
                return snapshot
            self.session.wait(lambda: True)

    def step(self, name: str, inputs: list[Any], data: Any = None) -> dict[str, Any]:
        """Call a listener, wait for all that it causes, and return what happened."""
        listener = self.called(name)
        before = self.shown()
        said = len(self.session.log)
        event = listener.targets[0][1] if listener.targets else "click"
        step: dict[str, Any] = {"call": name, "inputs": inputs}
        try:
            came = self.session.call(listener.index, *inputs, event=(event, data))
        except testing.RequestError as refused:
            step["error"] = told(refused.error, listener)
        else:
            parts = self.parts()
            rows = came if listener.streams else [came]
            if len(listener.outputs) == 1 or not listener.outputs:
                rows = [[row] if listener.outputs else [] for row in rows]
            seen = [
                [
                    self.value(part.id)
                    if part.kind == "state" and not listener.streams
                    else None
                    if parts.get(part.id, part).is_layout
                    else plain(value)
                    for part, value in zip(listener.outputs, row, strict=True)
                ]
                for row in rows
            ]
            if listener.streams:
                step["steps"] = seen
            else:
                step["outputs"] = seen[0]
        self.settle()
        notices = [notice(entry) for entry in self.session.log[said:] if entry.stream == "notice"]
        if notices:
            step["notices"] = notices
        changed = difference(before, self.shown())
        if changed:
            step["screen"] = changed
        return step

    def properties(self, names: dict[str, Any]) -> dict[str, Any]:
        """Return the properties of components that a recording has, as far as there are any."""
        keys = {name: key for key, name in self.names().items()}
        specs = {spec.id: spec for spec in self.session.spec.components}
        return {
            name: {
                prop: plain(getattr(specs[keys[name]], prop))
                for prop in props
                if name in keys and hasattr(specs.get(keys[name]), prop)
            }
            for name, props in names.items()
        }


def when(listener: Any) -> str | None:
    if not listener.ends:
        return None
    status = listener.ends[0].status
    return "then" if status == "any" else status


def told(error: Any, listener: Any) -> dict[str, Any]:
    if error.code == "bad-value":
        at = {field.component: field.message for field in error.fields}
        return {"name": "validator", "fields": [at.get(c.id) for c in listener.inputs]}
    if error.traceback is not None and not error.traceback.frames:
        return {
            "name": "Error",
            "message": error.message,
            "title": error.traceback.name,
            "duration": error.traceback.seconds,
            "visible": error.traceback.visible,
        }
    return {"name": error.traceback.name if error.traceback else error.code}


def notice(entry: LogEntry) -> dict[str, Any]:
    about = entry.bundle
    return {
        "level": about["level"],
        "message": entry.text,
        "title": about["title"],
        "duration": about["duration"],
    }


def difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    changed = {key: value for key, value in after.items() if before.get(key, ...) != value}
    return changed | {key: "gone" for key in before if key not in after}


def plain(value: Any) -> Any:
    """Return a value as JSON, without what is different each time."""
    if isinstance(value, dict):
        if value.keys() >= {"handle", "name", "mime", "size"}:
            return {"file": value["name"]}
        if value.keys() == {"label", "value"}:
            return [value["label"], plain(value["value"])]  # a choice
        if value.keys() == {"headers", "data", "metadata"}:
            value = {**value, "metadata": None}  # names of rows, which Gradio leaves out
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    if isinstance(value, str) and value.startswith("data:"):
        return value.partition(";")[0]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if hasattr(value, "__dataclass_fields__"):
        return plain({name: getattr(value, name) for name in value.__dataclass_fields__})
    return f"<{type(value).__name__}>"


def load(path: Path) -> Any:
    """Return a program, with intarsia in the place of Gradio."""
    spec = importlib.util.spec_from_file_location(f"played_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with aliased(), warnings.catch_warnings():
        warnings.simplefilter("ignore", NoticeWarning)
        spec.loader.exec_module(module)
    return module


def play(path: Path, recording: dict[str, Any]) -> dict[str, Any]:
    """Play a program, and return what happened, with the properties that a recording has."""
    home = os.getcwd()
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)  # programs write beside themselves
        try:
            return _played(path, recording)
        finally:
            os.chdir(home)


def _played(path: Path, recording: dict[str, Any]) -> dict[str, Any]:
    module = load(path)
    player = Player(module.demo)
    try:
        functions = player.functions()
        start = player.shown()
        player.settle()
        record: dict[str, Any] = {
            "functions": functions,
            "start": start,
            "loaded": difference(start, player.shown()),
            "steps": [],
        }
        for call, recorded in zip(module.CALLS, recording["steps"], strict=True):
            name, inputs, *more = call
            step = player.step(name, list(inputs), more[0] if more else None)
            if "updates" in recorded:
                step["updates"] = player.properties(recorded["updates"])
            record["steps"].append(step)
        return record
    finally:
        player.session.close()
