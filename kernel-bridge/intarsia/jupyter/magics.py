"""What `%load_ext intarsia` adds to a notebook: the cell magic `%%blocks`."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ..blocks import Blocks

__all__ = ["load_ipython_extension"]


def load_ipython_extension(ipython: Any) -> None:
    """Add the cell magic `%%blocks`, as `%load_ext intarsia` does.

    A cell that begins with it shows the app that it makes; run again, the new one takes the
    place of the one before, with what was entered.

    Parameters
    ----------
    ipython : InteractiveShell
        The shell.

    Examples
    --------
    >>> class Shell:
    ...     def register_magic_function(self, function, kind, name):
    ...         print(kind, name)
    >>> load_ipython_extension(Shell())
    cell blocks
    """
    arguments: Any = import_module("IPython.core.magic_arguments")

    def blocks(line: str, cell: str) -> None:
        """Run the cell, and show the app that it makes."""
        given = arguments.parse_argstring(described, line)
        app = _made(ipython, cell, given.demo_name)
        if not app.stands:
            app.launch(**({"share": True} if given.share else {}))

    described = blocks
    for add in (
        arguments.argument("--share", default=False, const=True, nargs="?", help="No effect."),
        arguments.argument("--demo-name", default="demo", help="Which variable holds the app."),
        arguments.magic_arguments(),
    ):
        described = add(described)
    ipython.register_magic_function(described, "cell", "blocks")


def _made(ipython: Any, cell: str, name: str) -> Blocks:
    """Run a cell, and return the app that it made."""
    before = ipython.user_ns.get(name)
    file = ipython.compile.cache(cell, ipython.execution_count)
    ipython.ex(ipython.compile(cell, file, "exec"))
    app = ipython.user_ns.get(name)
    if isinstance(app, Blocks) and app is not before:
        return app
    usage_error: Any = import_module("IPython.core.error").UsageError
    raise usage_error(
        f"%%blocks shows the app in the variable {name!r}, and this cell made none there. "
        f"Is it called something else? Then %%blocks --demo-name NAME."
    )
