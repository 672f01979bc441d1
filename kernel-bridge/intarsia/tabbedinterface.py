"""`TabbedInterface`: several apps, each on a tab of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .arguments import told
from .blocks import Blocks
from .components.tab import Tab
from .components.tabs import Tabs
from .entrances import entrance
from .parameters import mistake

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
    TypeError
        When it is no list of apps.
    ValueError
        When there are fewer names than apps.

    Examples
    --------
    >>> import intarsia as gr
    >>> shout = gr.Interface(lambda text: text.upper(), "text", "text")
    >>> whisper = gr.Interface(lambda text: text.lower(), "text", "text")
    >>> app = gr.TabbedInterface([shout, whisper], ["Shout", "Whisper"])
    """

    @entrance
    def __init__(
        self,
        interface_list: Sequence[Blocks],
        tab_names: Sequence[str] | None = None,
        title: str | None = None,
        analytics_enabled: bool | None = None,
        tabs_kwargs: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        apps = list(interface_list) if isinstance(interface_list, (list, tuple)) else None
        wrong = next((app for app in apps or () if not isinstance(app, Blocks)), None)
        if apps is None or wrong is not None:
            raise TypeError(
                "A TabbedInterface is of a list of apps, like gr.Interface(…) or gr.Blocks(), not "
                f"{told(interface_list if apps is None else wrong)}."
            )
        options = {"heading": title is not None, **options}
        super().__init__(analytics_enabled, "tabbed_interface", title, **options)
        if tab_names is None:
            tab_names = [f"Tab {at}" for at in range(len(interface_list))]
        there = f"There are {len(apps)} apps, and {len(tab_names)} names of tabs"
        if len(tab_names) < len(apps):
            raise ValueError(f"{there}: name each.")
        if len(tab_names) > len(apps):
            mistake(f"{there}: those at the end name nothing.")
        with self, Tabs(**(tabs_kwargs or {})):
            for app, name in zip(apps, tab_names, strict=False):
                if app.title == name:
                    app.is_named = True
                with Tab(name):
                    app.render()
