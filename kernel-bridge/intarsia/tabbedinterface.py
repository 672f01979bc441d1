"""`TabbedInterface`: several apps, each on a tab of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .blocks import Blocks
from .components.tab import Tab
from .components.tabs import Tabs

__all__ = ["TabbedInterface"]


class TabbedInterface(Blocks):
    """Several apps, each on a tab of its own.

    Parameters
    ----------
    interface_list : list of Blocks
        The apps.
    tab_names : list of str, optional
        What stands on their tabs; by default "Tab 0", "Tab 1" ….
    title : str, optional
        The heading.
    analytics_enabled : optional
        As Gradio has it; without effect.
    tabs_kwargs : dict, optional
        Parameters of the `Tabs`.
    **options
        What `Blocks` takes.

    Raises
    ------
    ValueError
        When there are more or fewer names than apps.

    Examples
    --------
    >>> import intarsia as gr
    >>> shout = gr.Interface(lambda text: text.upper(), "text", "text")
    >>> whisper = gr.Interface(lambda text: text.lower(), "text", "text")
    >>> app = gr.TabbedInterface([shout, whisper], ["Shout", "Whisper"])
    """

    def __init__(
        self,
        interface_list: Sequence[Blocks],
        tab_names: Sequence[str] | None = None,
        title: str | None = None,
        analytics_enabled: bool | None = None,
        tabs_kwargs: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        options = {"heading": title is not None, **options}
        super().__init__(analytics_enabled, "tabbed_interface", title, **options)
        if tab_names is None:
            tab_names = [f"Tab {at}" for at in range(len(interface_list))]
        if len(tab_names) != len(interface_list):
            raise ValueError(
                f"There are {len(interface_list)} apps, and {len(tab_names)} names of tabs."
            )
        with self, Tabs(**(tabs_kwargs or {})):
            for app, name in zip(interface_list, tab_names, strict=True):
                if app.title == name:
                    app.is_named = True
                with Tab(name):
                    app.render()
