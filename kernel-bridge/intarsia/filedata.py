"""A file, described the way Gradio describes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = ["FileData"]


@dataclass(kw_only=True)
class FileData:
    """A file: what chats and events hold in place of its bytes.

    Parameters
    ----------
    path : str
        Where it lies, on the kernel's machine.
    url : str, optional
        Where it can be fetched; files of an app have none.
    size : int, optional
        How many bytes it has.
    orig_name : str, optional
        What it was called where it came from.
    mime_type : str, optional
        What it is, like `"image/png"`.
    is_stream : bool, default False
        Whether it is still growing.
    meta : dict
        A mark by which Gradio knows files.

    Examples
    --------
    >>> FileData(path="/tmp/leaf.png", mime_type="image/png").path
    '/tmp/leaf.png'
    """

    path: str
    url: str | None = None
    size: int | None = None
    orig_name: str | None = None
    mime_type: str | None = None
    is_stream: bool = False
    meta: dict[str, Any] = field(default_factory=lambda: {"_type": "gradio.FileData"})
