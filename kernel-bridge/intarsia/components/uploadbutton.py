"""A button that takes files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, Literal

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..spec import FileValue
from .filevalues import (
    MAX_FILE,
    NamedPath,
    StartFiles,
    check_file,
    files_here,
    in_session,
    named_file,
    read_file,
    read_regular,
    store,
)
from .pressable import Pressable, PressableSpec, Size, Variant

FileCount = Literal["single", "multiple", "directory"]


@dataclass(frozen=True, kw_only=True)
class UploadButtonSpec(PressableSpec):
    """The description of a button that takes files."""

    file_types: tuple[str, ...] | None = None
    """Endings like `.csv` and families like `image`; null takes all."""
    file_count: Literal["single", "multiple", "directory"] = "single"
    """With `multiple` and `directory` the value is an array."""
    max_size: int
    """Bytes that one file may have."""


class UploadButton(Pressable):
    """A button that takes a file, or several, from where the browser is.

    Parameters
    ----------
    label : str, default "Upload a File"
        Its text.
    value : str, os.PathLike or list of them, optional
        The path of a file that is here already.
    variant : {"primary", "secondary", "stop", "huggingface"}, default "secondary"
        `"primary"` for the one that matters, `"stop"` for what cannot be undone.
    size : {"sm", "md", "lg"}, default "lg"
        How high it is; `"lg"` is as high as a field.
    icon : str or os.PathLike, optional
        A picture before the text: a path, or an address on the web.
    type : {"filepath", "binary"}, default "filepath"
        What the function gets: the path as text, or bytes.
    file_count : {"single", "multiple", "directory"}, default "single"
        `"multiple"` and `"directory"` give the function a list.
    file_types : list of str, optional
        Endings like `.csv`, families like `image`; by default all.
    max_size : int, default 200 MiB
        Bytes that one file may have.
    **common
        What every component takes: `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When there is no such variant, size, type or count, or the icon cannot be read.

    Examples
    --------
    >>> UploadButton("Open", file_types=[".csv"]).spec().file_types
    ('.csv',)
    """

    kind = "uploadbutton"
    spec_type = UploadButtonSpec
    TRIED = (int, float)
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "click", "upload")

    def __init__(
        self,
        label: str | None = "Upload a File",
        value: str | os.PathLike[str] | Sequence[str] | None = None,
        *,
        variant: Variant = "secondary",
        size: Size = "lg",
        icon: str | os.PathLike[str] | None = None,
        type: Literal["filepath", "binary"] = "filepath",
        file_count: FileCount = "single",
        file_types: Sequence[str] | None = None,
        max_size: int = MAX_FILE,
        **common: Any,
    ) -> None:
        super().__init__(value, label=label, variant=variant, size=size, icon=icon, **common)
        self.type = type
        self.file_count = file_count
        # What a folder holds is not asked for its type.
        wanted = None if file_count == "directory" else file_types
        self.file_types = None if wanted is None else tuple(wanted)
        self.max_size = max_size
        self._start = StartFiles()

    def own_spec(self) -> dict[str, Any]:
        return {
            **super().own_spec(),
            "file_types": self.file_types,
            "file_count": self.file_count,
            "max_size": self.max_size,
        }

    def initial(self) -> Json:
        values = self.value if isinstance(self.value, (list, tuple)) else [self.value]
        if not in_session() or not all(
            isinstance(each, (str, os.PathLike)) and os.path.isfile(each) for each in values
        ):
            return None
        return self._start.keep(lambda: self.postprocess(self.value))

    def preprocess(self, value: Json) -> Any:
        if value is None:
            return self.value
        if self._start.holds(value):
            return self.value
        if self.file_count == "single":
            return self._read(named_file(value))
        if not isinstance(value, list):
            raise InvalidValueError("Choose any number of files.")
        return [self._read(named_file(item)) for item in value]

    def _read(self, file: FileValue) -> Any:
        check_file(file, self.file_types, self.max_size)
        if self.type == "binary":
            return read_file(file)
        return NamedPath(files_here().path(file.handle))

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        if not isinstance(value, (list, tuple)):
            return self._store(value)
        stored = [self._store(item) for item in value]
        if self.file_count == "single":
            raise self.refuse(value, "one path of a file")
        return stored

    def _store(self, value: Any) -> Json:
        if not isinstance(value, (str, os.PathLike)):
            raise self.refuse(value, "paths of files")
        path = Path(value)
        return store(read_regular(path, self.max_size), path.name)
