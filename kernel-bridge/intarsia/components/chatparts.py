"""What a message holds, as it travels: texts, files, components.

A component in a message goes to the browser with a seal and comes back with it. What does not
bear the seal of this kernel is refused: nobody else can have one made, with arguments of their
choice.
"""

from __future__ import annotations

import hashlib
import hmac
import inspect
import json
import secrets
from collections.abc import Iterable
from typing import Any

from .. import wire
from ..errors import InvalidValueError
from ..messages import Json
from .base import Component
from .building import building
from .filevalues import named_file
from .hints import qualified_name
from .sessionpaths import file_data, keep_path

_KEY = secrets.token_bytes(32)


def parts_of(content: Any) -> list[dict[str, Any]]:
    """Return what a program gave as the content of a message, as it travels.

    Raises
    ------
    TypeError
        When something in it cannot be shown.
    """
    return [part_of(item) for item in (content if isinstance(content, list) else [content])]


def part_of(item: Any) -> dict[str, Any]:
    """Return one text, file or component as it travels."""
    if isinstance(item, str):
        return {"text": _clean(item), "type": "text"}
    if isinstance(item, Component):
        return _component(item)
    if isinstance(item, dict):
        if "path" in item:
            return _file(item, item.get("alt_text"))
        if "file" in item:
            return _file(item["file"], item.get("alt_text"))
        if item.get("type") == "text" and isinstance(item.get("text"), str):
            return {"text": item["text"], "type": "text"}
        if item.get("type") == "component" and isinstance(item.get("component"), str):
            return _sealed(
                item["component"],
                wire.plain(item.get("value")),
                wire.plain(item.get("constructor_args") or {}),
                wire.plain(item.get("props") or {}),
            )
    elif isinstance(getattr(item, "path", None), str):
        return _file(item, None)
    raise TypeError(
        "A message of a Chatbot holds texts, files as {'path': ...}, components, or a list of "
        f"them, not {qualified_name(type(item))}."
    )


def read_parts(content: Json) -> list[dict[str, Any]]:
    """Return what a browser sent as the content of a message, as functions get it.

    Raises
    ------
    InvalidValueError
        When it names a file or a component that this session does not have.
    """
    if not isinstance(content, list):
        raise InvalidValueError("A message of this conversation cannot be read.")
    return [_read_part(part) for part in content]


def read_told(value: Json) -> Any:
    """Return what came with an event, files by their paths.

    A path that came itself is left out: only a handle of the session stands for a file.
    """
    if isinstance(value, list):
        return [read_told(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "handle" in value:
        return file_data(named_file(value))
    return {key: read_told(item) for key, item in value.items() if key not in ("path", "url")}


def placeless(components: Iterable[Any]) -> None:
    """Take components out of the app that is being written: they stand in messages."""
    builder = building.get()
    remove = getattr(builder, "remove", None)
    for component in components:
        if isinstance(component, Component) and callable(remove):
            remove(component)


def _clean(text: str) -> str:
    # Most texts have nothing to take off, and a stream brings each of them again and again.
    if "\t" in text or "\n " in text or text[:1] in (" ", "\n") or text.endswith("\n"):
        return inspect.cleandoc(text)
    return text


def _file(file: Any, alt_text: Any) -> dict[str, Any]:
    given = file if isinstance(file, dict) else getattr(file, "__dict__", {})
    name, mime = given.get("orig_name"), given.get("mime_type")
    path = given.get("path")
    if path is None and "handle" in given:
        path, name, mime = _path_of(given)
    if not isinstance(path, str):
        raise TypeError("A file of a message is given as {'path': ...}.")
    if path.startswith(("https://", "http://")):
        # Somebody's browser may fetch it; the kernel never does.
        stored = {"handle": "", "name": name or path.rpartition("/")[2], "mime": mime or ""}
        stored |= {"size": 0, "url": path}
    else:
        stored = keep_path(path, name=name, mime=mime)
    if alt_text is not None and not isinstance(alt_text, str):
        raise TypeError(f"The alt_text of a file is a text, not {qualified_name(type(alt_text))}.")
    return {"file": stored, "alt_text": alt_text, "type": "file"}


def _path_of(given: dict[str, Any]) -> tuple[str, str, str]:
    data = file_data(named_file(given))
    return data["path"], data["orig_name"], data["mime_type"]


def _component(component: Component) -> dict[str, Any]:
    value = component.value
    fresh = callable(value) and not isinstance(value, type)
    sent = component.postprocess(value()) if fresh else component.initial()
    given = {name: item for name, item in component.given.items() if name != "value"}
    spec, buffers = wire.encode(component.spec())
    return _sealed(
        type(component).__name__.lower(),
        wire.plain(sent),
        {**_plain_only(given), "render": False},
        wire.decode_value({"$object": spec}, buffers),
    )


def _plain_only(given: dict[str, Any]) -> dict[str, Any]:
    """Leave out what cannot travel: functions, other components."""
    found = {}
    for name, item in given.items():
        try:
            found[name] = wire.plain(item)
        except TypeError:
            continue
    return found


def _sealed(kind: str, value: Any, args: dict[str, Any], props: dict[str, Any]) -> dict[str, Any]:
    seal = _seal(kind, value, args, props)
    return {
        "component": kind,
        "value": value,
        "constructor_args": args,
        "props": {**props, "id": seal},
        "type": "component",
    }


def _seal(kind: str, value: Any, args: Any, props: dict[str, Any]) -> str:
    unsealed = {name: item for name, item in props.items() if name != "id"}
    text = json.dumps(_comparable([kind, value, args, unsealed]), sort_keys=True)
    return hmac.new(_KEY, text.encode(), hashlib.sha256).hexdigest()


def _comparable(value: Any) -> Any:
    """Return what stays the same on the way to a browser and back: 1.0 becomes 1 there."""
    if isinstance(value, dict):
        return {key: _comparable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_comparable(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return {"\0bytes": value.hex()} if isinstance(value, bytes) else value


def _read_part(part: Json) -> dict[str, Any]:
    if not isinstance(part, dict):
        raise InvalidValueError("A message of this conversation cannot be read.")
    kind, text = part.get("type"), part.get("text")
    if kind == "text" and isinstance(text, str):
        return {"text": text, "type": "text"}
    if kind == "file":
        alt_text = part.get("alt_text")
        return {
            "file": _read_file(part.get("file")),
            "alt_text": alt_text if isinstance(alt_text, str) else None,
            "type": "file",
        }
    if kind == "component":
        return _read_component(part)
    raise InvalidValueError("A message of this conversation cannot be read.")


def _read_file(file: Json) -> dict[str, Any]:
    url = file.get("url") if isinstance(file, dict) else None
    if isinstance(file, dict) and isinstance(url, str) and url.startswith(("https://", "http://")):
        name, mime = file.get("name"), file.get("mime")
        return {
            "path": url,
            "url": url,
            "size": None,
            "orig_name": name if isinstance(name, str) else None,
            "mime_type": mime if isinstance(mime, str) and mime else None,
            "is_stream": False,
            "meta": {"_type": "gradio.FileData"},
        }
    return file_data(named_file(file))


def _read_component(part: dict[str, Any]) -> dict[str, Any]:
    kind, value = part.get("component"), part.get("value")
    args, props = part.get("constructor_args"), part.get("props")
    if not (isinstance(kind, str) and isinstance(args, dict) and isinstance(props, dict)):
        raise InvalidValueError("A message of this conversation cannot be read.")
    sent = str(props.get("id")).encode(errors="replace")
    if not hmac.compare_digest(sent, _seal(kind, value, args, props).encode()):
        raise InvalidValueError("A message holds a component that is not of this app.")
    read = {
        "component": kind,
        "value": value,
        "constructor_args": args,
        "props": props,
        "type": "component",
    }
    instance = _instance(kind, value, args)
    return read if instance is None else {**read, "instance": instance}


def _instance(kind: str, value: Any, args: dict[str, Any]) -> Component | None:
    cls = _find(kind, Component)
    if cls is None:
        return None
    token = building.set(None)
    try:
        return cls(value=cls(**args).preprocess(value), **args)
    except (TypeError, ValueError):  # what it was made with did not all travel
        return None
    finally:
        building.reset(token)


def _find(kind: str, base: type[Component]) -> type[Component] | None:
    for cls in base.__subclasses__():
        found = cls if cls.__name__.lower() == kind else _find(kind, cls)
        if found is not None:
            return found
    return None
