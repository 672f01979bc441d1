"""A file, or several."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, ClassVar, Literal
from weakref import WeakKeyDictionary

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..parameters import notice
from ..signature import MISSING, Field
from ..spec import ComponentSpec, FileValue
from .base import Accepted, Component, Infer, InferOutput
from .filevalues import (
    MAX_FILE,
    check_file,
    files_here,
    in_session,
    name_of,
    named_file,
    read_file,
    read_regular,
    store,
)
from .hints import collection_of, is_named, is_nullable, qualified_name, start, without_none
from .pictures import npy, read_array
from .sessionfiles import Files
from .toolbar import tools_of


@dataclass(frozen=True, kw_only=True)
class FileSpec(ComponentSpec):
    """The description of a file."""

    file_types: tuple[str, ...] | None = None
    """Endings like `.csv` and families like `image`; null takes all."""
    file_count: Literal["single", "multiple"] = "single"
    """With `multiple` the value is an array."""
    max_size: int
    """Bytes that one file may have."""
    height: int | None = None
    """In pixels."""


FileType = Literal["filepath", "binary", "path", "array"]


class File(Component):
    """A file, or several.

    Parameters
    ----------
    value : bytes, numpy.ndarray, str or os.PathLike, optional
        What it starts with: bytes, an array, or the path of a file that is here.
    file_count : {"single", "multiple"}, default "single"
        `"multiple"` gives the function a list.
    file_types : list of str, optional
        Endings like `.csv`, families like `image`; by default all.
    type : {"filepath", "binary", "path", "array"}, default "filepath"
        What the function gets: the path as text, bytes, a `pathlib.Path`, or a numpy array
        (of a `.npy` or `.csv` file or a picture).
    max_size : int, default 200 MiB
        Bytes that one file may have.
    height : int, optional
        In pixels.
    buttons : list of Button, optional
        Buttons of the app that belong to it: they stand below it.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Examples
    --------
    >>> File(file_types=[".csv"], type="binary").spec().file_types
    ('.csv',)
    """

    kind = "file"
    spec_type = FileSpec
    TRIED = (int, float)
    EVENTS: ClassVar[tuple[str, ...]] = (
        "change",
        "select",
        "clear",
        "upload",
        "delete",
        "download",
    )
    NOT_YET: ClassVar[tuple[str, ...]] = ("allow_reordering",)

    def __init__(
        self,
        value: Any = None,
        *,
        file_count: Literal["single", "multiple", "directory"] = "single",
        file_types: list[str] | tuple[str, ...] | None = None,
        type: FileType = "filepath",
        max_size: int = MAX_FILE,
        height: int | None = None,
        buttons: Sequence[Component] | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, **common)
        self.tools = tools_of("File", buttons)
        if file_count == "directory":
            notice("File(file_count='directory') takes several files, and no folder yet.")
        self.file_count = "single" if file_count == "single" else "multiple"
        self.file_types = None if file_types is None else tuple(file_types)
        self.type: FileType = type
        self.max_size = max_size
        self.height = height
        self.runs_user_code = type == "array"
        self._start: WeakKeyDictionary[Files, Json] = WeakKeyDictionary()
        """What `value` became in each session."""

    def own_spec(self) -> dict[str, Any]:
        return {
            "file_types": self.file_types,
            "file_count": self.file_count,
            "max_size": self.max_size,
            "height": self.height,
        }

    def initial(self) -> Json:
        if self.value is None or not in_session() or not self._is_here():
            return None
        files = files_here()
        if files not in self._start:
            self._start[files] = self.postprocess(self.value)
        return self._start[files]

    def look_over(self) -> None:
        super().look_over()
        values = self.value if isinstance(self.value, (list, tuple)) else [self.value]
        for value in values:
            is_path = isinstance(value, (str, os.PathLike)) and "://" not in str(value)
            if is_path and not os.path.exists(value):
                raise FileNotFoundError(f"File(value=…) names a file that is not there: {value}")

    def _is_here(self) -> bool:
        """Whether the start is no path, or one of a file that can be sent."""
        values = self.value if isinstance(self.value, (list, tuple)) else [self.value]
        return all(
            not isinstance(value, (str, os.PathLike))
            or (os.path.isfile(value) and os.path.getsize(value) <= self.max_size)
            for value in values
        )

    def preprocess(self, value: Json) -> Any:
        if value is None:
            if self.value is not None and not (in_session() and self._is_here()):
                return self.value  # nothing else could stand for it
            if self.required:
                raise InvalidValueError("Choose a file.")
            return None
        if in_session() and self._start.get(files_here(), MISSING) == value:
            return self.value
        if self.file_count == "single":
            return self._read(named_file(value))
        if not isinstance(value, list):
            raise InvalidValueError("Choose any number of files.")
        found = []
        for at, item in enumerate(value):
            try:
                found.append(self._read(named_file(item)))
            except InvalidValueError as error:
                raise error.within(at) from None
        return found

    def _read(self, file: FileValue) -> Any:
        check_file(file, self.file_types, self.max_size)
        if self.type == "binary":
            return read_file(file)
        path = files_here().path(file.handle)
        if self.type == "array":
            return read_array(path, file.name)
        if self.type == "path":
            from pathlib import Path  # this is the only use

            return Path(path)
        return path

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        if isinstance(value, (list, tuple)):
            shown = [self._store(item) for item in value]
            if self.file_count == "single" and len(shown) != 1:
                raise self.refuse(value, "one file")
            return shown if self.file_count == "multiple" else shown[0]
        return [self._store(value)] if self.file_count == "multiple" else self._store(value)

    def _store(self, value: Any) -> Json:
        if isinstance(value, (bytes, bytearray, memoryview)):
            return store(bytes(value), "data.bin")
        if isinstance(value, (str, os.PathLike)):
            return store(read_regular(value, self.max_size), name_of(value))
        if is_named(type(value), "numpy.ndarray"):
            return store(npy(value), "array.npy")
        raise self.refuse(value, "bytes or the path of a file")

    def adopt(self, field: Field) -> None:
        super().adopt(field)
        self._start = WeakKeyDictionary()

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        inner = without_none(field.annotation)
        found = collection_of(inner)
        type = _type_of(found[1] if found else inner)
        if type is None or (found and (found[0] is not list or is_nullable(field))):
            return None
        file = cls(
            start(field),
            type=type,
            file_count="multiple" if found else "single",
            file_types=(".npy", ".csv", "image") if type == "array" else None,
            required=not is_nullable(field) and not found,
        )
        empty = "; empty gives None" if is_nullable(field) else ""
        if file.value is not None and not file._is_here():
            empty = f"; {start(field)!s:.80} cannot be sent, so empty gives the default"
        return Accepted(file, f"{qualified_name(inner)}{empty}")

    @classmethod
    def for_output(cls, annotation: Any, infer: InferOutput) -> Accepted | None:
        inner = without_none(annotation)
        found = collection_of(inner)
        type = _type_of(found[1] if found else inner)
        if type is None or type == "array":
            return None
        file = cls(interactive=False, file_count="multiple" if found else "single")
        return Accepted(file, f"returns {qualified_name(annotation)}")


def _type_of(annotation: Any) -> FileType | None:
    if annotation is bytes:
        return "binary"
    if is_named(annotation, "pathlib.PurePath", "os.PathLike"):
        return "path"
    return "array" if is_named(annotation, "numpy.ndarray") else None
