"""Plays a program under the real Gradio, and writes down what happens.

Run by `npm run test:gradio` with Gradio's own environment: `recorder.py FOLDER PROGRAM…` writes
one JSON file a program. A small browser stands in for Gradio's: it keeps what every component
shows, and sends what Gradio's would send when something happens.
"""

from __future__ import annotations

import asyncio
import copy
import importlib.util
import json
import logging
import os
import sys
import tempfile
import warnings
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["MPLBACKEND"] = "agg"

import gradio
from gradio import context, events, helpers, queueing
from gradio.blocks import BlockContext
from gradio.components import Component
from gradio.exceptions import Error

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

OWN = frozenset(
    {"__type__", "name", "_selectable", "server_fns", "component_class_id", "proxy_url"}
)
"""What Gradio says of a component for itself."""

MISSING = object()

LIMIT = 60
"""Runs that one step may cause."""


class Screen:
    """What a person would see, and the calls that Gradio's browser makes.

    Parameters
    ----------
    demo
        The app.
    """

    def __init__(self, demo: Any) -> None:
        self.demo = demo
        self.state = demo.state_holder["tests"] if hasattr(demo, "state_holder") else None
        if self.state is None:
            from gradio.state_holder import SessionState

            self.state = SessionState(demo)
        self.values: dict[int, Any] = {}
        self.props: dict[int, dict[str, Any]] = {}
        self.updates: dict[int, dict[str, Any]] = {}
        self.rendered: dict[int, list[int]] = {}
        self.notices: list[dict[str, Any]] = []
        self.take_in(demo.config["components"])
        self.static = list(self.values)

    # -- what there is

    def take_in(self, components: list[dict[str, Any]]) -> None:
        """Take in components as the page's description has them."""
        for component in components:
            props = component["props"]
            value = props.get("value")
            if value is None and component["type"] == "textbox":
                value = ""  # what an empty field sends
            if component["type"] == "browserstate":
                value = props.get("default_value")
            self.values[component["id"]] = value
            self.props[component["id"]] = dict(props)

    def blocks(self) -> dict[int, Any]:
        return self.state.blocks_config.blocks

    def fns(self) -> list[Any]:
        return [fn for _, fn in sorted(self.state.blocks_config.fns.items())]

    def called(self, name: str) -> Any:
        """Return the listener of a name; what is rendered anew gets other names each time."""
        for attribute in ("api_name", "name"):
            for fn in self.fns():
                if getattr(fn, attribute) == name:
                    return fn
        raise LookupError(f"No listener is called {name!r}.")

    def names(self) -> dict[int, str]:
        """Return a name for each component: its kind, and which one of them it is."""
        names = {self.demo._id: "app"}
        groups = [("", self.static), *((f"render{i}.", ids) for i, ids in self.rendered.items())]
        for prefix, ids in groups:
            counts: dict[str, int] = {}
            for key in ids:
                block = self.blocks().get(key)
                if block is None or type(block).__name__ == "Form":
                    continue
                kind = block.get_block_name()
                names[key] = f"{prefix}{kind}#{counts.setdefault(kind, 0)}"
                counts[kind] += 1
        return names

    def shown(self) -> dict[str, Any]:
        """Return what every component shows that is no layout."""
        names = self.names()
        return {
            names[key]: plain(self.value(key))
            for key in names
            if key in self.blocks() and not is_layout(self.blocks()[key])
        }

    def value(self, key: int) -> Any:
        block = self.blocks()[key]
        return self.state[key] if block.stateful else self.values.get(key)

    def listened(self) -> dict[str, list[str]]:
        """Return the classes of all components, with the events that are listened to."""
        found: dict[str, set[str]] = {}
        for block in self.blocks().values():
            if block is not self.demo and type(block).__name__ != "Form":
                found.setdefault(type(block).__name__, set())
        for fn in self.fns():
            for key, event in fn.targets:
                if key in self.blocks() and key != self.demo._id:
                    found[type(self.blocks()[key]).__name__].add(str(event))
        return {name: sorted(events) for name, events in sorted(found.items())}

    def functions(self) -> list[dict[str, Any]]:
        """Return the listeners, as Gradio lists them."""
        names = self.names()
        places = {fn._id: place for place, fn in enumerate(self.fns())}
        found = []
        for fn in self.fns():
            config = fn.get_config()
            about = {
                "targets": [
                    [names.get(key, "?"), event] for key, event in fn.targets if key is not None
                ],
                "inputs": [names.get(block._id, "?") for block in fn.inputs],
                "outputs": [names.get(block._id, "?") for block in fn.outputs],
                "after": places.get(fn.trigger_after),
                "when": when(fn),
                "js": config["js"] is not None,
                "cancels": [places[key] for key in fn.cancels if key in places],
                "batch": fn.batch,
                "generator": config["types"]["generator"],
                "queue": fn.queue,
                "show_progress": fn.show_progress,
                "trigger_mode": fn.trigger_mode,
                "api_visibility": fn.api_visibility,
                "scroll_to_output": bool(fn.scroll_to_output),
            }
            told = {key: value for key, value in about.items() if value != USUAL.get(key)}
            found.append({"api_name": fn.api_name, "fn": fn.name, **told})
        return found

    # -- what happens

    async def begin(self) -> None:
        """Do what a page does when it is opened."""
        for fn in self.fns():
            if any(event == "load" and key == self.demo._id for key, event in fn.targets):
                await self.settle(fn)
        for page, place in shown_pages(self.demo):
            for fn in self.fns():
                if (page._id, "select") in [tuple(target) for target in fn.targets]:
                    await self.settle(fn, None, {"index": place, "value": page.label})

    async def settle(self, fn: Any, inputs: list[Any] | None = None, data: Any = None) -> dict:
        """Run a listener, and all that its outputs cause; return what came of the first."""
        waiting = deque([(fn, inputs, data)])
        first = None
        for _ in range(LIMIT):
            if not waiting:
                break
            fn, inputs, data = waiting.popleft()
            self.enter(fn, inputs)
            self.chosen: list[int] = []
            before = {key: copy.deepcopy(value) for key, value in self.values.items()}
            outcome, changed_states = await self.run(fn, data)
            first = outcome if first is None else first
            failed = "error" in outcome
            for other in self.fns():
                if other.trigger_after == fn._id and waits_for(other, failed):
                    waiting.append((other, None, None))
            changed = [
                key
                for key, value in self.values.items()
                if key in before and plain(value) != plain(before[key])
            ]
            written = [block._id for block in fn.outputs if block._id in changed]
            for key in [*written, *changed_states, *self.chosen]:
                for other in self.fns():
                    if (key, "change") in [tuple(target) for target in other.targets]:
                        waiting.append((other, None, None))
            for page, place in self.chosen_pages():
                for other in self.fns():
                    if (page._id, "select") in [tuple(target) for target in other.targets]:
                        told = {"index": place, "value": page.label}
                        waiting.append((other, None, told))
        return first or {}

    def chosen_pages(self) -> Iterator[tuple[Any, int]]:
        """Yield the pages that a function has chosen: they tell so, as the one shown at first."""
        for key in self.chosen:
            pages = self.demo.blocks[key].children
            for place, page in enumerate(pages):
                if page.id == self.props[key].get("selected"):
                    yield page, place

    def enter(self, fn: Any, inputs: list[Any] | None) -> None:
        """Put into the inputs what a person enters."""
        if inputs is not None and fn.fn is not None:
            for block, value in zip(fn.inputs, inputs, strict=True):
                if not block.stateful:
                    self.values[block._id] = value

    async def run(self, fn: Any, data: Any) -> tuple[dict, list[int]]:
        """Call a listener's function as Gradio's server does, and show what it returns."""
        if fn.fn is None:
            return {"outputs": []}, []
        sent = [None if block.stateful else self.values.get(block._id) for block in fn.inputs]
        target = None
        if data is not None:
            key = next((key for key, _ in fn.targets if key is not None), None)
            target = events.EventData(self.blocks().get(key), data)
        outcome: dict[str, Any] = {}
        steps = []
        changed_states: list[int] = []
        iterator = None
        try:
            if fn.validator is not None:
                wrong = await self.validate(fn, sent)
                if wrong:
                    return {"error": {"name": "validator", "fields": wrong}}, []
            while True:
                given = [[value] for value in sent] if fn.batch else sent
                result = await self.demo.process_api(
                    fn,
                    copy.deepcopy(given),
                    self.state,
                    request=gradio.Request(username=None, session_hash="tests", headers={}),
                    iterator=iterator,
                    session_hash="tests",
                    event_data=target,
                    simple_format=True,
                )
                changed_states += result["changed_state_ids"]
                outputs = [each[0] for each in result["data"]] if fn.batch else result["data"]
                iterator = result["iterator"]
                if result["render_config"] is not None:
                    self.show_rendered(fn, result["render_config"])
                    return {"outputs": ["rendered"]}, changed_states
                if result["is_generating"] or not fn.types_generator:
                    self.show(fn, outputs)
                    names = self.names()
                    steps.append(
                        [
                            plain(self.value(block._id))
                            if block._id in names and not is_layout(block)
                            else None
                            for block in fn.outputs
                        ]
                    )
                if not result["is_generating"]:
                    break
        except Exception as error:  # whatever the function raises is written down
            outcome["error"] = told(error)
        if fn.types_generator:
            outcome["steps"] = steps
        elif steps:
            outcome["outputs"] = steps[-1]
        return outcome, list(dict.fromkeys(changed_states))

    async def validate(self, fn: Any, sent: list[Any]) -> list[Any]:
        """Return what a listener's validator has to say of each input, if any is wrong."""
        asked = await self.demo.process_api(
            queueing.create_validator_fn(fn), copy.deepcopy(sent), self.state
        )
        valid, details = queueing.process_validation_response(asked["data"], fn)
        if valid:
            return []
        return [
            None if detail.get("is_valid", True) else detail.get("message") for detail in details
        ]

    def show(self, fn: Any, outputs: list[Any]) -> None:
        for block, output in zip(fn.outputs, outputs, strict=True):
            if block.stateful:
                continue
            if isinstance(output, dict) and output.get("__type__") == "update":
                changes = {key: value for key, value in output.items() if key not in OWN}
                if "value" in changes:
                    self.values[block._id] = changes["value"]
                changes.pop("value", None)
                if changes.get("selected", MISSING) not in (
                    MISSING,
                    self.props.get(block._id, {}).get("selected"),
                ):
                    self.chosen.append(block._id)  # a tab, which tells that it was chosen
                self.props.setdefault(block._id, {}).update(changes)
                self.updates.setdefault(block._id, {}).update(changes)
            else:
                self.values[block._id] = output

    def show_rendered(self, fn: Any, config: dict[str, Any]) -> None:
        ids = [component["id"] for component in config["components"]]
        inside = [key for key in ids if key not in self.static]
        for key in self.rendered.get(fn.renderable._id, []):
            if key not in inside:
                self.values.pop(key, None)
        kept = {key: self.values[key] for key in inside if key in self.values}
        self.take_in(config["components"])
        del kept
        self.rendered[fn.renderable._id] = inside


def shown_pages(block: Any) -> Iterator[tuple[Any, int]]:
    """Yield the tabs and steps that are shown at first: a page tells that they are chosen."""
    children = [c for c in getattr(block, "children", []) if c.visible is True]
    if isinstance(block, (gradio.Tabs, gradio.Walkthrough)):
        chosen = [c for c in children if block.selected is not None and c.id == block.selected]
        children = (chosen or [c for c in children if c.interactive])[:1]
        for child in children:
            yield child, block.children.index(child)
    for child in children:
        yield from shown_pages(child)


def is_layout(block: Any) -> bool:
    return isinstance(block, BlockContext) and not isinstance(block, Component)


def when(fn: Any) -> str | None:
    if fn.trigger_after is None:
        return None
    if fn.trigger_only_on_success:
        return "success"
    return "failure" if fn.trigger_only_on_failure else "then"


def waits_for(fn: Any, failed: bool) -> bool:
    if fn.trigger_only_on_success:
        return not failed
    return failed if fn.trigger_only_on_failure else True


def told(error: Exception) -> dict[str, Any]:
    """Return what a person would be told of an error."""
    if isinstance(error, Error):
        return {
            "name": "Error",
            "message": error.message,
            "title": error.title,
            "duration": error.duration,
            "visible": error.visible,
        }
    return {"name": type(error).__name__}


def plain(value: Any) -> Any:
    """Return a value as JSON, without what is different each time: paths and pictures."""
    if hasattr(value, "model_dump"):
        value = value.model_dump()
    if isinstance(value, dict):
        if isinstance(value.get("meta"), dict) and value["meta"].get("_type") == "gradio.FileData":
            return {"file": value.get("orig_name") or Path(value["path"]).name}
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    if isinstance(value, str):
        if value.startswith("data:"):
            return value.partition(";")[0]
        return value
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return f"<{type(value).__name__}>"


async def play(module: Any) -> dict[str, Any]:
    """Play a program, and return what happened."""
    demo = module.demo
    screen = Screen(demo)
    told_: list[dict[str, Any]] = []

    def hear(
        message: str, title: str, level: str = "info", duration: Any = 10, visible: bool = True
    ) -> None:
        told_.append(
            {
                "level": level,
                "message": message,
                "title": title,
                "duration": duration,
                "visible": visible,
            }
        )

    helpers.log_message = hear
    functions = screen.functions()
    listened = screen.listened()
    start = screen.shown()
    await screen.begin()
    record = {
        "listened": listened,
        "functions": functions,
        "start": start,
        "loaded": difference(start, screen.shown()),
        "steps": [],
    }
    for call in module.CALLS:
        name, inputs, *more = call
        fn = screen.called(name)
        before = screen.shown()
        told_.clear()
        screen.updates.clear()
        outcome = await screen.settle(fn, list(inputs), more[0] if more else None)
        step = {"call": name, "inputs": list(inputs), **outcome}
        if told_:
            step["notices"] = list(told_)
        changed = difference(before, screen.shown())
        if changed:
            step["screen"] = changed
        names = screen.names()
        updated = {
            names[key]: plain(change)
            for key, change in screen.updates.items()
            if key in names and change
        }
        if updated:
            step["updates"] = updated
        record["steps"].append(step)
    return record


def difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return what is new or has changed; what is gone is `"gone"`."""
    changed = {key: value for key, value in after.items() if before.get(key, ...) != value}
    return changed | {key: "gone" for key in before if key not in after}


def written(value: Any, margin: int = 0) -> str:
    """Return JSON with one entry a line, where it does not fit into one."""
    line = json.dumps(value, ensure_ascii=False)
    if not value or not isinstance(value, (dict, list)) or len(line) + margin < 98:
        return line
    inside = " " * (margin + 1)
    if isinstance(value, dict):
        entries = [
            f"{json.dumps(key, ensure_ascii=False)}: {written(entry, margin + 1)}"
            for key, entry in value.items()
        ]
        opening, closing = "{}"
    else:
        entries = [written(entry, margin + 1) for entry in value]
        opening, closing = "[]"
    body = f",\n{inside}".join(entries)
    return f"{opening}\n{inside}{body}\n{' ' * margin}{closing}"


def load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(folder: Path, programs: list[Path]) -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    failed = []
    for program in programs:
        context.Context.id = 0
        context.Context.root_block = None
        home = os.getcwd()
        try:
            with tempfile.TemporaryDirectory() as place:
                os.chdir(place)
                record = asyncio.run(play(load(program)))
        except Exception as error:
            import traceback

            traceback.print_exc()
            failed.append(f"{program.stem}: {type(error).__name__}: {error}")
            continue
        finally:
            os.chdir(home)
        (folder / f"{program.stem}.json").write_text(f"{written(record)}\n")
    if failed:
        sys.exit("\n".join(failed))


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name).resolve() for name in sys.argv[2:]])
