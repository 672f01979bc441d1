"""Live user interfaces inside a notebook's output."""

from __future__ import annotations

from ._version import __version__

__all__ = ["__version__"]


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "jupyterlab-intarsia"}]


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "intarsia.jupyter.serverextension"}]
