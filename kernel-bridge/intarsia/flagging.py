"""Samples that people flag: inputs and results that are kept, to look at them later."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from .components.base import Component
from .notices import Success
from .reexport import reexport
from .request import Request
from .spec import holds_secret
from .updates import skip

__all__ = ["FlagMethod", "FlaggingCallback"]

__getattr__ = reexport(__name__, "CSVLogger", "ClassicCSVLogger", "SQLiteLogger", "SimpleCSVLogger")


class FlaggingCallback(ABC):
    """What keeps flagged samples: derive from it to keep them in a place of your own.

    Examples
    --------
    >>> class InMemory(FlaggingCallback):
    ...     def setup(self, components, flagging_dir):
    ...         self.samples = []
    ...     def flag(self, flag_data, flag_option=None, username=None):
    ...         self.samples.append(flag_data)
    ...         return len(self.samples)
    """

    @abstractmethod
    def setup(self, components: Sequence[Component], flagging_dir: str) -> None:
        """Get ready; called once, before the first sample.

        Parameters
        ----------
        components : list of Component
            Whose values are kept, in order.
        flagging_dir : str
            The folder that the author has chosen; it need not exist.
        """

    @abstractmethod
    def flag(
        self,
        flag_data: list[Any],
        flag_option: str | None = None,
        username: str | None = None,
    ) -> int:
        """Keep a sample.

        Parameters
        ----------
        flag_data : list
            One value for each component, as it travels; `component.flag(value, folder)` makes a
            text of it, and copies files. Passwords are `None`.
        flag_option : str, optional
            As what it was flagged.
        username : str, optional
            Who did, where that is known.

        Returns
        -------
        int
            How many samples have been kept.
        """


class FlagMethod:
    """What a button does that flags: it hands values to a callback, and says so.

    Parameters
    ----------
    flagging_callback : FlaggingCallback
        What keeps the sample.
    components : list of Component
        Whose values come, in order.
    value : str, optional
        As what samples are flagged.
    visual_feedback : bool, default True
        Whether the person is told.
    """

    __name__ = "Flag"

    def __init__(
        self,
        flagging_callback: FlaggingCallback,
        components: Sequence[Component],
        value: str | None = None,
        *,
        visual_feedback: bool = True,
    ) -> None:
        self.flagging_callback = flagging_callback
        self.value = value
        self.visual_feedback = visual_feedback
        self._are_secret = [holds_secret(component.spec()) for component in components]

    def __call__(self, request: Request, *flag_data: Any) -> Any:
        data = [
            None if is_secret else value
            for is_secret, value in zip(self._are_secret, flag_data, strict=True)
        ]
        self.flagging_callback.flag(data, flag_option=self.value, username=request.username)
        if self.visual_feedback:
            Success("The sample is kept.", duration=3, title="Flagged")
        return skip()


def row(
    components: Sequence[Component], flag_data: Sequence[Any], folder: str | os.PathLike[str]
) -> list[Any]:
    """Return what is written down of a sample, one entry for each component.

    Parameters
    ----------
    folder
        Where files are copied to, each component's to a folder of its own.
    """
    from .components.flagvalues import folder_name, kept_value

    return [
        kept_value(component, value, os.path.join(folder, folder_name(component.label, index)))
        for index, (component, value) in enumerate(zip(components, flag_data, strict=False))
    ]


def headers(components: Sequence[Component]) -> list[str]:
    """Return a name for each component: its label, or which one it is."""
    return [component.label or f"component {index}" for index, component in enumerate(components)]
