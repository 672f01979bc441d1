"""Puts an app into a cell's output, and lets views find it."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any

from IPython import get_ipython
from IPython.display import display as publish_bundle

from .. import wire
from ..blocks import Blocks
from ..components import display as display_component
from ..messages import MIME_TYPE
from ..runtime import apps
from ..runtime.host import Place, use_host
from . import fallback
from .comm import listen, make_ready
from .host import JupyterHost


@cache
def _settle() -> JupyterHost:
    """Make this kernel the runtime's surroundings, once."""
    shell = get_ipython()
    host = JupyterHost(shell)
    use_host(host)
    display_component.formatter = shell.display_formatter.format
    if getattr(shell, "kernel", None) is not None:
        listen()
    return host


def stand(app: Blocks) -> Place | None:
    """Let views find an app, in place of the one that its cell showed before.

    Returns
    -------
    Place or None
        The cell that runs.
    """
    place = _settle().place()
    if not app.stands:
        app.stands = True
        if place is not None and place.cell:
            before = apps.take_place(app, place)
            if before is not None and before is not app:
                app.take_over(before)
                apps.drop(before)
    apps.register(app)
    return place


def publish(app: Blocks, *, again: bool) -> None:
    """Display an app in the cell that runs.

    Parameters
    ----------
    again
        Whether to display it also where this execution has displayed it already.
    """
    place = stand(app)
    execution = place.execution if place else ""
    if again or not execution or execution not in app.shown_in:
        app.shown_in.add(execution)
        publish_bundle(bundle(app), raw=True)  # type: ignore[no-untyped-call]  # IPython has no types
        make_ready()
    app.composer.start()  # it can be seen already, however long that takes


def bundle(app: Blocks) -> dict[str, Any]:
    """Return the mime bundle of an app."""
    described = app.bundle()
    data, buffers = wire.encode(described)
    if buffers:
        data["values"] = wire.encode(dataclasses.replace(described, values={}))[0]["values"]
    return {
        MIME_TYPE: data,
        "text/html": fallback.html(described),
        "text/plain": fallback.plain(described),
    }
