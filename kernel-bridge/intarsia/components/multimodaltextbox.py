"""A field for a text with files: where a message is written."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..parameters import notice
from ..spec import ComponentSpec
from .base import Component
from .filevalues import MAX_FILE, check_file, files_here, named_file
from .hints import qualified_name
from .inputattributes import InputAttributes, InputHTMLAttributes
from .sessionpaths import keep_path


@dataclass(frozen=True, kw_only=True)
class MultimodalTextboxSpec(ComponentSpec):
    """The description of a multimodal textbox."""

    file_types: tuple[str, ...] | None = None
    """Endings like `.csv` and families like `image`; null takes all."""
    file_count: Literal["single", "multiple", "directory"] = "single"
    """How many are chosen at once."""
    max_size: int
    """Bytes that one file may have."""
    uploads: bool = True
    """Whether files can be added at all."""
    lines: int = 1
    """Lines to show; with one, Enter submits, and Shift+Enter begins a new line."""
    max_lines: int = 20
    """How far it may grow with its text."""
    placeholder: str | None = None
    submit_btn: bool | str = True
    """Whether there is a button that submits; a text stands on it."""
    stop_btn: bool | str = False
    """Whether there is a button that stops; a text stands on it."""
    max_plain_text_length: int = 1000
    """Of a longer text that is pasted, a file is made; in characters."""
    autofocus: bool = False
    autoscroll: bool = True
    text_align: Literal["left", "right"] | None = None
    rtl: bool = False
    html_attributes: InputAttributes | None = None


class MultimodalTextbox(Component):
    """A field for a text with files: where a message is written.

    Its value is a dict: `text`, and `files`, a list of paths. Files are dropped, pasted or chosen.

    Parameters
    ----------
    value : str or dict, optional
        A text, or a dict with `text` and `files`.
    sources : list of {"upload", "microphone"}, optional
        Where files come from; by default `"upload"`. `"microphone"` is not there yet.
    file_types : list of str, optional
        Endings like `.csv`, families like `image`; by default all.
    file_count : {"single", "multiple", "directory"}, default "single"
        How many are chosen at once; more can be added.
    lines : int, default 1
        Lines to show. With one, Enter submits and Shift+Enter begins a new line; with more it is
        the other way round.
    max_lines : int, default 20
        How far it may grow with its text.
    placeholder : str, optional
        Shown while it is empty.
    submit_btn : bool or str, default True
        Whether there is a button that submits; a text stands on it.
    stop_btn : bool or str, default False
        Whether there is a button that stops; a text stands on it.
    max_plain_text_length : int, default 1000
        Of a longer text that is pasted, a file is made; in characters.
    autofocus : bool, default False
        Whether it has the focus at the beginning.
    autoscroll : bool, default True
        Whether it shows the end of a text that the function changes.
    text_align : {"left", "right"}, optional
        Where lines begin; by default as `rtl` says.
    rtl : bool, default False
        Whether the text runs from right to left.
    html_attributes : InputHTMLAttributes, optional
        Attributes of the native field, like `spellcheck`.
    max_size : int, default 200 MiB
        Bytes that one file may have.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When a parameter has no such value.

    Examples
    --------
    >>> MultimodalTextbox("What is this?").initial()
    {'text': 'What is this?', 'files': []}
    """

    kind = "multimodaltextbox"
    spec_type = MultimodalTextboxSpec
    EVENTS: ClassVar[tuple[str, ...]] = (
        "change",
        "input",
        "select",
        "submit",
        "focus",
        "blur",
        "stop",
    )

    def __init__(
        self,
        value: Any = None,
        *,
        sources: Sequence[str] | str | None = None,
        file_types: Sequence[str] | None = None,
        file_count: Literal["single", "multiple", "directory"] = "single",
        lines: int = 1,
        max_lines: int = 20,
        placeholder: str | None = None,
        submit_btn: str | bool | None = True,
        stop_btn: str | bool | None = False,
        max_plain_text_length: int = 1000,
        autofocus: bool = False,
        autoscroll: bool = True,
        text_align: Literal["left", "right"] | None = None,
        rtl: bool = False,
        html_attributes: InputHTMLAttributes | None = None,
        max_size: int = MAX_FILE,
        **common: Any,
    ) -> None:
        super().__init__(value, **common)
        self.sources = _sources(sources)
        self.file_types = None if file_types is None else tuple(file_types)
        self.file_count = file_count
        self.lines = lines
        self.max_lines = max(lines, max_lines)
        self.placeholder = placeholder
        self.submit_btn = submit_btn
        self.stop_btn = stop_btn
        self.max_plain_text_length = max_plain_text_length
        self.autofocus = autofocus
        self.autoscroll = autoscroll
        self.text_align = text_align
        self.rtl = rtl
        self.html_attributes = html_attributes
        self.max_size = max_size

    def own_spec(self) -> dict[str, Any]:
        return {
            "file_types": self.file_types,
            "file_count": self.file_count,
            "max_size": self.max_size,
            "uploads": "upload" in self.sources,
            "lines": self.lines,
            "max_lines": self.max_lines,
            "placeholder": self.placeholder,
            "submit_btn": self.submit_btn or False,
            "stop_btn": self.stop_btn or False,
            "max_plain_text_length": self.max_plain_text_length,
            "autofocus": self.autofocus,
            "autoscroll": self.autoscroll,
            "text_align": self.text_align,
            "rtl": self.rtl,
            "html_attributes": self.html_attributes.spec() if self.html_attributes else None,
        }

    def preprocess(self, value: Json) -> dict[str, Any] | None:
        if value is None:
            if self.required:
                raise InvalidValueError("Enter a text, or choose a file.")
            return None
        text = value.get("text") if isinstance(value, dict) else None
        files = value.get("files", []) if isinstance(value, dict) else None
        if not isinstance(text, str) or not isinstance(files, list):
            raise InvalidValueError("Enter a text, or choose a file.")
        if self.required and not text and not files:
            raise InvalidValueError("Enter a text, or choose a file.")
        return {"text": text, "files": [self._read(file, at) for at, file in enumerate(files)]}

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return {"text": "", "files": []}
        if isinstance(value, str):
            return {"text": value, "files": []}
        if not isinstance(value, dict):
            raise self.refuse(value, "a text, or a dict with 'text' and 'files'")
        text, files = value.get("text", ""), value.get("files")
        if not isinstance(text, str):
            raise TypeError(
                f"The 'text' of a MultimodalTextbox is a text, not {qualified_name(type(text))}."
            )
        sent = [_send(file) for file in files] if isinstance(files, (list, tuple)) else []
        return {"text": text, "files": sent}

    def _read(self, value: Json, at: int) -> str:
        try:
            file = named_file(value)
            check_file(file, self.file_types, self.max_size)
        except InvalidValueError as error:
            raise error.within("files", at) from None
        return files_here().path(file.handle)


def _send(file: Any) -> dict[str, Any]:
    given = file if isinstance(file, dict) else getattr(file, "__dict__", {})
    path = file if isinstance(file, (str, os.PathLike)) else given.get("path")
    if path is None and "handle" in given:
        return dataclasses.asdict(named_file(given))
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError("The 'files' of a MultimodalTextbox are a list of paths.")
    if os.fspath(path).startswith(("https://", "http://")):
        raise TypeError(f"A MultimodalTextbox holds files that are here; fetch {path} first.")
    return keep_path(path, name=given.get("orig_name"), mime=given.get("mime_type"))


def _sources(given: Sequence[str] | str | None) -> tuple[str, ...]:
    names = ("upload",) if given is None else (given,) if isinstance(given, str) else tuple(given)
    if not all(name in ("upload", "microphone") for name in names):
        raise ValueError(f"sources are 'upload' and 'microphone', not {given!r}.")
    if "microphone" in names:
        notice("MultimodalTextbox(sources='microphone') is not there yet, and does nothing.")
    return names
