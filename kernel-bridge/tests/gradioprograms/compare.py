"""Where intarsia does something else than what is recorded of Gradio.

From kernel-bridge/tests/: `python -m gradioprograms.compare [PROGRAM…]`.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def differences(recorded: dict[str, Any], played: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each difference that a program could notice."""
    yield from functions(recorded["functions"], played["functions"])
    opened = {**recorded["start"], **recorded["loaded"]}
    for part, value in {**played["start"], **played["loaded"]}.items():
        # Gradio's browser puts 0 into a number that is empty at the start.
        if part.startswith("number#") and value == 0 and opened.get(part, 0) is None:
            opened[part] = 0
        if part.startswith("browserstate#") and value is None:
            opened[part] = None  # the browser tells what it has kept, or the default
    yield from unlike("opened", opened, {**played["start"], **played["loaded"]})
    for place, (was, now) in enumerate(zip(recorded["steps"], played["steps"], strict=True)):
        name = f"{place}: {was['call']}"
        for key in ("outputs", "steps"):
            yield from unlike(f"{name} {key}", was.get(key), now.get(key))
        yield from unlike(f"{name} error", error(was), error(now))
        yield from unlike(f"{name} notices", notices(was), notices(now))
        # What a person entered may be a draft here, where Gradio's browser keeps it as well.
        entered = {
            part
            for fn in recorded["functions"]
            if was["call"] in (fn["api_name"], fn["fn"])
            for part in fn.get("inputs", [])
        }
        screens = [
            {part: value for part, value in step.get("screen", {}).items() if part not in entered}
            for step in (was, now)
        ]
        yield from unlike(f"{name} screen", *screens)
        for part, props in was.get("updates", {}).items():
            for prop, value in now["updates"][part].items():
                yield from unlike(f"{name} {part}.{prop}", props[prop], value)


def functions(was: list[dict[str, Any]], now: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the differences of two lists of listeners.

    What Gradio does in its browser alone, or by a function of its own, has other names here; and
    there is no page that describes an API.
    """
    if len(was) != len(now):
        names = [[fn["api_name"] for fn in listed] for listed in (was, now)]
        yield f"functions: {short(names[1])}, not {short(names[0])}"
        by_name = {fn["api_name"]: fn for fn in now}
        pairs = [(fn, by_name[fn["api_name"]]) for fn in was if fn["api_name"] in by_name]
    else:
        pairs = list(zip(was, now, strict=True))
    for one, other in pairs:
        left_out = {"api_visibility"}
        if one["fn"] is None or one["fn"] == "apply":
            left_out |= {"api_name", "fn", "js", "queue", "outputs", "show_progress"}
        if [target[1] for target in other.get("targets", ())] == ["unload"]:
            left_out |= {"targets", "show_progress"}
        yield from unlike(
            f"function {one['api_name']}", *(about(fn, left_out) for fn in (one, other))
        )


def about(fn: dict[str, Any], left_out: set[str]) -> dict[str, Any]:
    kept = {key: value for key, value in fn.items() if key not in left_out}
    return {**kept, "targets": sorted(kept.get("targets", ()))}


def error(step: dict[str, Any]) -> dict[str, Any] | None:
    found = step.get("error")
    return found and {key: found[key] for key in found if key not in ("duration", "visible")}


def notices(step: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {key: value for key, value in told.items() if key != "visible"}
        for told in step.get("notices", [])
        if told.get("visible", True)
    ]


def unlike(where: str, was: Any, now: Any) -> Iterator[str]:
    if isinstance(was, dict) and isinstance(now, dict):
        for key in {**was, **now}:
            yield from unlike(f"{where} {key}", was.get(key, "absent"), now.get(key, "absent"))
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for place, (one, other) in enumerate(zip(was, now, strict=True)):
            yield from unlike(f"{where} {place}", one, other)
    elif was != now:
        yield f"{where}: {short(now)}, not {short(was)}"


def short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 200 else f"{text[:197]}…"


def main(names: list[str]) -> None:
    from .player import play

    for path in sorted((HERE / "programs").glob("*.py")):
        if names and path.stem not in names:
            continue
        recording = json.loads((HERE / "recordings" / f"{path.stem}.json").read_text())
        try:
            found = list(differences(recording, play(path, recording)))
        except Exception as error:
            found = [f"{type(error).__name__}: {error}"]
            if names:
                traceback.print_exc()
        print(f"{'ok ' if not found else 'NOT'} {path.stem}")
        for line in found:
            print(f"      {line}")


if __name__ == "__main__":
    main(sys.argv[1:])
