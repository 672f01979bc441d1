"""Where intarsia does something else than what is recorded of Gradio.

From kernel-bridge/tests/: `python -m gradioprograms.compare [PROGRAM…]`.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def differences(recorded: dict[str, Any], played: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each difference that a program could notice."""
    inner = different_kinds(recorded, played)
    has_chat = any(part.startswith("chatbot#") for part in recorded["start"])
    of_chat = inner if has_chat else set()  # what a ChatInterface is made of
    yield from functions(recorded["functions"], played["functions"], of_chat)
    yield from unlike("opened", *opened(recorded, played))
    for place, (was, now) in enumerate(zip(recorded["steps"], played["steps"], strict=True)):
        name = f"{place}: {was['call']}"
        called = [fn for fn in recorded["functions"] if was["call"] in (fn["api_name"], fn["fn"])]
        yield from unlike(f"{name} outputs", was.get("outputs"), now.get("outputs"))
        yield from unlike(f"{name} steps", *(steps(step, called[:1]) for step in (was, now)))
        yield from unlike(f"{name} error", error(was), error(now))
        if not called or is_public(called[0]):
            yield from unlike(f"{name} notices", notices(was), notices(now))
        # What a person entered may be a draft here, where Gradio's browser keeps it as well.
        entered = {part for fn in called for part in fn.get("inputs", [])}
        screens = [
            {
                part: value
                for part, value in step.get("screen", {}).items()
                if part not in entered and part.partition("#")[0] not in inner
            }
            for step in (was, now)
        ]
        yield from unlike(f"{name} screen", *screens)
        for part, props in was.get("updates", {}).items():
            for prop, value in now["updates"][part].items():
                if prop != "min_width":  # with a default that is none of the notebook's
                    yield from unlike(f"{name} {part}.{prop}", props[prop], value)


def steps(step: dict[str, Any], called: list[dict[str, Any]]) -> Any:
    """Return what came step by step, but for states: here they do not travel."""
    outputs = called[0].get("outputs", []) if called else []
    return [
        [value for part, value in zip(outputs, row, strict=True) if not part.startswith("state#")]
        for row in step.get("steps", [])
    ]


def opened(recorded: dict[str, Any], played: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """Return what stands there when an app is opened, without what is only different to see."""
    inner = different_kinds(recorded, played)
    was, now = (
        {
            part: value
            for part, value in {**record["start"], **record["loaded"]}.items()
            if part.partition("#")[0] not in inner
        }
        for record in (recorded, played)
    )
    for part, value in now.items():
        # Gradio's browser puts 0 into a number that is empty at the start.
        if part.startswith("number#") and value == 0 and was.get(part, 0) is None:
            was[part] = 0
        if part.startswith("browserstate#") and value is None:
            was[part] = None  # the browser tells what it has kept, or the default
    return was, now


def different_kinds(recorded: dict[str, Any], played: dict[str, Any]) -> set[str]:
    """Return the kinds of which Gradio makes more for itself, or fewer: headings, buttons."""
    counts = [
        Counter(part.partition("#")[0] for part in record["start"]) for record in (recorded, played)
    ]
    own = {"button", "markdown", "state", "json", "browserstate", "dataset", "column"}
    return {kind for kind in own if counts[0][kind] != counts[1][kind]}


def functions(
    was: list[dict[str, Any]], now: list[dict[str, Any]], inner: set[str]
) -> Iterator[str]:
    """Yield the differences of two lists of listeners, as far as programs made them.

    What Gradio adds for itself, or does in its browser alone, is done in another way here; of
    the kinds of which it makes others, `inner`, a name says which kind it is, and no more.
    """
    ours = {fn["api_name"]: fn for fn in now}
    names = [fn["api_name"] for fn in was if is_public(fn) and fn["fn"] is not None]
    order = [fn["api_name"] for fn in now if fn["api_name"] in names]
    if names != order:
        yield f"functions: {short(order)}, not {short(names)}"
    for fn in was:
        if is_public(fn) and fn["api_name"] in ours:
            pair = (about(fn, was, inner), about(ours[fn["api_name"]], now, inner))
            if "after" in fn and not is_public(was[fn["after"]]):
                for one in pair:  # after something that Gradio does for itself
                    for key in ("after", "when", "targets"):
                        one.pop(key, None)
            yield from unlike(f"function {fn['api_name']}", *pair)


def is_public(fn: dict[str, Any]) -> bool:
    return fn.get("api_visibility", "public") == "public"


def about(fn: dict[str, Any], listed: list[dict[str, Any]], inner: set[str]) -> dict[str, Any]:
    """Return what is told of a listener, others by their names."""
    found = {key: value for key, value in fn.items() if key != "api_visibility"}
    for key in ("inputs", "outputs"):
        parts = [part.partition("#") for part in found.get(key, [])]
        found[key] = [part[0] if part[0] in inner else "".join(part) for part in parts]
    if "after" in fn:
        found["after"] = listed[fn["after"]]["api_name"]
    targets = [t for t in found.get("targets", []) if t[0].partition("#")[0] not in inner]
    # A live app hears of each key here, not only of what was entered.
    found["targets"] = sorted(
        t for t in targets if t[1] != "input" or [t[0], "change"] not in targets
    )
    return found


def error(step: dict[str, Any]) -> dict[str, Any] | None:
    found = step.get("error")
    # A failure stands where the result would, and stays: 10 seconds are Gradio's default.
    return found and {
        **found,
        **({"duration": found["duration"] or 10} if "duration" in found else {}),
    }


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
