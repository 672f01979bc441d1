"""What programs ask of Gradio's server and package: sizes, versions, folders."""

from __future__ import annotations

from pathlib import Path

from ._version import __version__
from .parameters import notice

__all__ = ["FileSize", "get_package_version", "set_static_paths"]


class FileSize:
    """Sizes of files, in bytes.

    Examples
    --------
    >>> 5 * FileSize.MB
    5242880
    """

    B = 1
    KB = 1024
    MB = 1024**2
    GB = 1024**3
    TB = 1024**4


def get_package_version() -> str:
    """Return intarsia's version.

    Examples
    --------
    >>> get_package_version() != ""
    True
    """
    return __version__


def set_static_paths(paths: str | Path | list[str | Path]) -> None:
    """Do nothing, with one notice: files are not served from folders here.

    Parameters
    ----------
    paths : str, Path or list
        Folders that Gradio's server would offer.

    Examples
    --------
    >>> import warnings
    >>> with warnings.catch_warnings(action="ignore"):
    ...     set_static_paths("pictures")
    """
    notice("set_static_paths() has no effect in a notebook: there is no server.")
