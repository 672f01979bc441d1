"""The declarative description of an app, as it travels and is saved."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any, Literal

from .frozen import dataclass

Operator = Literal[
    "constant",
    "value",
    "is",
    "less",
    "at_most",
    "contains",
    "length",
    "empty",
    "not",
    "all",
    "any",
    "choose",
]
TriggerMode = Literal["once", "multiple", "always_last"]
ShowProgress = Literal["full", "minimal", "hidden"]


@dataclass(frozen=True, kw_only=True)
class ExpressionSpec:
    """A value that is worked out from those of components, in the browser and in the kernel."""

    op: Operator
    """How; a closed list."""
    of: tuple[ExpressionSpec, ...] = ()
    """From what."""
    component: str | None = None
    """With `value`: the id of the component whose value it is, as it travels."""
    constant: Any = None
    """With `constant`: the value itself."""


@dataclass(frozen=True, kw_only=True)
class Binding:
    """A property of a component that follows the values of others."""

    property: Literal["visible", "interactive", "choices"]
    expression: ExpressionSpec


@dataclass(frozen=True, kw_only=True)
class ComponentSpec:
    """What every component's description has."""

    id: str
    """Unique within the app; children of composite components have none of their own."""
    kind: str
    """The tag that chooses the class on both sides."""
    label: str | None = None
    """Text above the control; null shows none."""
    info: str | None = None
    """A help text below the control."""
    unit: str | None = None
    """Unit of the value, at the right end of the label."""
    interactive: bool = True
    """Whether a person may change the value."""
    visible: bool = True
    show_label: bool = True
    """Whether the label is seen; it is heard in any case."""
    container: bool = True
    """Whether there is a frame, with room for a label, around the control."""
    scale: int | None = None
    """Share of the width of the row; 0 takes what it needs."""
    min_width: int | None = None
    """Pixels below which a row breaks before it."""
    elem_id: str | None = None
    """A name for the author's style sheets."""
    elem_classes: tuple[str, ...] = ()
    bindings: tuple[Binding, ...] = ()
    """Properties that follow other values: what they work out to counts, not the field itself."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of the values offered by a radio, dropdown or checkbox group."""

    label: str
    value: str | int | float | bool
    """What travels when it is chosen; unique among the choices."""


@dataclass(frozen=True, kw_only=True)
class FileValue:
    """A file that a session holds. Never a path."""

    handle: str
    name: str
    mime: str
    size: int
    """In bytes."""


@dataclass(frozen=True, kw_only=True)
class CameraSpec:
    """How a camera is asked for, and shown."""

    mirror: bool = True
    """Whether the picture is turned about, as in a mirror."""
    constraints: dict[str, Any] | None = None
    """What is wanted of its pictures, as of `MediaTrackConstraints`; null takes what comes."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """An event of a component."""

    component: str
    event: str


@dataclass(frozen=True, kw_only=True)
class ListenerSpec:
    """When one of these events happens, call the function with these inputs."""

    index: int
    api_name: str
    targets: tuple[Target, ...]
    inputs: tuple[str, ...]
    """Ids of components whose values go to the function, in order."""
    outputs: tuple[str, ...]
    trigger_mode: TriggerMode = "once"
    calls: bool = True
    """Whether there is something to call in the kernel; otherwise a script does it all."""
    cancels: tuple[int, ...] = ()
    """Listeners whose runs are stopped."""
    show_progress: ShowProgress = "full"
    """How it is shown that it runs: over the outputs, beside them, or not at all."""
    progress_on: tuple[str, ...] = ()
    """Where that is shown."""
    scroll_to_output: bool = False
    stream_every: float | None = None
    """Seconds between two values that a component streams into it; null where none does."""


@dataclass(frozen=True, kw_only=True)
class AppSpec:
    """A whole app."""

    title: str | None = None
    heading: bool = True
    """Whether the title stands above the app; it is the app's name in any case."""
    description: str | None = None
    components: tuple[ComponentSpec, ...]
    """Every component, also the layouts; a layout names its children by id."""
    root: str
    """Id of the outermost layout."""
    listeners: tuple[ListenerSpec, ...]


def holds_secret(spec: Any) -> bool:
    """Whether a description, or one within it, is that of a password."""
    if isinstance(spec, (tuple, list)):
        return any(map(holds_secret, spec))
    if not is_dataclass(spec):
        return False
    is_password = isinstance(spec, ComponentSpec) and getattr(spec, "type", None) == "password"
    return is_password or any(holds_secret(getattr(spec, field.name)) for field in fields(spec))
