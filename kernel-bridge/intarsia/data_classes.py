"""Data under the names that Gradio has them by. The bases of models need pydantic."""

from __future__ import annotations

from typing import Any

from .filedata import FileData

__all__ = ["FileData"]


def __getattr__(name: str) -> Any:
    if name not in ("GradioModel", "GradioRootModel", "JsonData"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import pydantic

    if name == "GradioModel":
        return pydantic.BaseModel
    return pydantic.RootModel if name == "GradioRootModel" else pydantic.RootModel[Any]
