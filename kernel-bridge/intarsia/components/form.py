"""The fields of a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class FormField:
    """One field of a form."""

    name: str
    """Its key in the value."""
    component: ComponentSpec


@dataclass(frozen=True, kw_only=True)
class FormSpec(ComponentSpec):
    """The description of a form."""

    fields: tuple[FormField, ...]


class Form(Component):
    """The fields of a record."""

    kind = "form"
    spec_type = FormSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "submit")
