"""Names of events, for the `EVENTS` of components of an author's own."""

from __future__ import annotations

__all__ = ["EventListener", "Events"]


class EventListener(str):
    """The name of an event."""


class Events:
    """All names of events: `EVENTS = [Events.change, Events.submit]`.

    Examples
    --------
    >>> Events.key_up
    'key_up'
    """

    apply = EventListener("apply")
    blur = EventListener("blur")
    change = EventListener("change")
    clear = EventListener("clear")
    click = EventListener("click")
    collapse = EventListener("collapse")
    copy = EventListener("copy")
    delete = EventListener("delete")
    double_click = EventListener("double_click")
    download = EventListener("download")
    edit = EventListener("edit")
    end = EventListener("end")
    example_select = EventListener("example_select")
    expand = EventListener("expand")
    focus = EventListener("focus")
    input = EventListener("input")
    key_up = EventListener("key_up")
    like = EventListener("like")
    load = EventListener("load")
    option_select = EventListener("option_select")
    pause = EventListener("pause")
    pause_recording = EventListener("pause_recording")
    play = EventListener("play")
    preview_close = EventListener("preview_close")
    preview_open = EventListener("preview_open")
    release = EventListener("release")
    retry = EventListener("retry")
    select = EventListener("select")
    start_recording = EventListener("start_recording")
    stop = EventListener("stop")
    stop_recording = EventListener("stop_recording")
    stream = EventListener("stream")
    submit = EventListener("submit")
    tick = EventListener("tick")
    undo = EventListener("undo")
    upload = EventListener("upload")
