"""Results of examples on disk: one file for each, written whole, found again by what made it."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import wire
from .components.base import Component
from .components.filevalues import MAX_FILE, read_regular
from .components.sessionfiles import Files, session_files
from .fingerprint import fingerprint

FOLDER = ".intarsia/cached_examples"

_FORMAT = 1
"""Changes when files that are there cannot be read any more."""

_HASH = re.compile(r"[0-9a-f]{64}")


def cache_folder() -> Path:
    """Return where results are kept: `GRADIO_EXAMPLES_CACHE`, where that is set."""
    return Path(os.environ.get("GRADIO_EXAMPLES_CACHE", FOLDER)).absolute()


class ExampleCache:
    """The results of one function for its examples.

    Parameters
    ----------
    name
        What the function is called.
    mark
        A text that changes with the function.
    root
        The folder of all results.
    """

    def __init__(self, name: str, mark: str, root: Path) -> None:
        readable = re.sub(r"\W+", "_", name)[:40] or "function"
        self.folder = root / f"{readable}-{hashlib.sha256(mark.encode()).hexdigest()[:16]}"

    def path(self, row: Sequence[Any]) -> Path:
        """Return the file for an example; another one when its values, or its files, change."""
        try:
            mark = fingerprint([_content(value) for value in row])
        except TypeError:
            mark = repr(row)
        return self.folder / f"{hashlib.sha256(mark.encode()).hexdigest()[:24]}.json"

    def load(self, row: Sequence[Any]) -> list[Any] | None:
        """Return the outputs for an example, its files stored in this session; `None` without.

        What cannot be read is no result: it is made again.
        """
        try:
            data = json.loads(self.path(row).read_text())
            if data["format"] != _FORMAT:
                return None
            buffers = [base64.b64decode(piece) for piece in data["buffers"]]
            outputs = wire.decode_value(data["outputs"], buffers)
            files = session_files.get(None)
            renamed = {
                file["handle"]: self._restored(file, files)
                for file in data["files"]
                if files is not None
            }
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return list(_renamed(outputs, renamed))

    def save(self, row: Sequence[Any], outputs: list[Any], files: Files) -> None:
        """Keep the outputs for an example.

        Parameters
        ----------
        outputs
            As they travel.
        files
            Where the files are that they name.
        """
        handles = sorted(_handles(outputs))
        kept = []
        for handle in handles:
            try:
                file = files.describe(handle)
            except (ValueError, LookupError):
                continue  # it only looks like a file
            content = read_regular(files.path(handle), MAX_FILE)
            digest = hashlib.sha256(content).hexdigest()
            write_whole(self.folder / "files" / digest, content)
            kept.append({"handle": handle, "name": file.name, "mime": file.mime, "content": digest})
        buffers: list[Any] = []
        encoded = wire.encode_value(outputs, buffers)
        data = {
            "format": _FORMAT,
            "outputs": encoded,
            "buffers": [base64.b64encode(piece).decode() for piece in buffers],
            "files": kept,
        }
        write_whole(self.path(row), json.dumps(data).encode())

    def _restored(self, file: dict[str, Any], files: Files) -> dict[str, Any]:
        import dataclasses

        if not _HASH.fullmatch(file["content"]):
            raise ValueError("This names no content.")
        content = read_regular(self.folder / "files" / file["content"], MAX_FILE)
        stored = files.store(content, name=str(file["name"]), mime=str(file["mime"]))
        return dataclasses.asdict(stored)


def described(components: Sequence[Component]) -> str:
    """Return what counts of components for the results that they take part in."""
    return json.dumps(
        [
            (
                type(component).__qualname__,
                {
                    name: value
                    for name, value in component.given.items()
                    if name not in ("value", "label", "info", "visible", "elem_id", "render")
                },
            )
            for component in components
        ],
        default=lambda value: type(value).__qualname__,
        sort_keys=True,
        skipkeys=True,
    )


def _content(value: Any) -> Any:
    """Return what tells an example from another one: of a file what it holds."""
    if isinstance(value, (list, tuple)):
        return [_content(item) for item in value]
    if isinstance(value, (str, os.PathLike)) and len(str(value)) < 4096:
        path = os.fspath(value)
        try:
            if os.path.isfile(path):
                return [path, hashlib.sha256(read_regular(path, MAX_FILE)).hexdigest()]
        except (OSError, ValueError, TypeError):
            pass
        return path
    return value


def _handles(value: Any) -> set[str]:
    if isinstance(value, dict):
        found = {handle for item in value.values() for handle in _handles(item)}
        handle = value.get("handle")
        return found | {handle} if isinstance(handle, str) else found
    if isinstance(value, (list, tuple)):
        return {handle for item in value for handle in _handles(item)}
    return set()


def _renamed(value: Any, renamed: dict[str, dict[str, Any]]) -> Any:
    """Return a value with the files of this session in the places of those that were kept."""
    if isinstance(value, dict):
        handle = value.get("handle")
        if isinstance(handle, str) and handle in renamed:
            return renamed[handle]
        return {key: _renamed(item, renamed) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, renamed) for item in value]
    return value


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that others see whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.parent / f".{secrets.token_hex(8)}"
    try:
        with open(made, "xb") as file:
            file.write(data)
        os.replace(made, path)
    finally:
        made.unlink(missing_ok=True)
