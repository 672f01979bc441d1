"""A button that saves a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, ClassVar

from ..frozen import dataclass
from ..messages import Json
from .filevalues import (
    MAX_FILE,
    StartFiles,
    files_here,
    in_session,
    named_file,
    read_regular,
    store,
)
from .pressable import Pressable, PressableSpec, Size, Variant


@dataclass(frozen=True, kw_only=True)
class DownloadButtonSpec(PressableSpec):
    """The description of a button that saves a file."""


class DownloadButton(Pressable):
    """A button that saves a file where the browser puts what it downloads.

    The file is read when a function returns its path, or when the app starts.

    Parameters
    ----------
    label : str, default "Download"
        Its text.
    value : str or os.PathLike, optional
        The path of the file. Without one it is only pressed: a function may return a path.
    variant : {"primary", "secondary", "stop", "huggingface"}, default "secondary"
        `"primary"` for the one that matters, `"stop"` for what cannot be undone.
    size : {"sm", "md", "lg"}, default "lg"
        How high it is; `"lg"` is as high as a field.
    icon : str or os.PathLike, optional
        A picture before the text: a path, or an address on the web.
    **common
        What every component takes: `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When there is no such variant or size, or the icon cannot be read.

    Examples
    --------
    >>> DownloadButton("Save the table").spec().label
    'Save the table'
    """

    kind = "downloadbutton"
    spec_type = DownloadButtonSpec
    TRIED = (int, float)
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "click")

    def __init__(
        self,
        label: str | None = "Download",
        value: str | os.PathLike[str] | None = None,
        *,
        variant: Variant = "secondary",
        size: Size = "lg",
        icon: str | os.PathLike[str] | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, label=label, variant=variant, size=size, icon=icon, **common)
        self._start = StartFiles()

    def initial(self) -> Json:
        if self.value is None or not in_session() or not os.path.isfile(self.value):
            return None
        return self._start.keep(lambda: self.postprocess(self.value))

    def preprocess(self, value: Json) -> Any:
        if value is None:
            return self.value
        if self._start.holds(value):
            return self.value
        return files_here().path(named_file(value).handle)

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        if not isinstance(value, (str, os.PathLike)):
            raise self.refuse(value, "the path of a file")
        path = Path(value)
        return store(read_regular(path, MAX_FILE), path.name)
