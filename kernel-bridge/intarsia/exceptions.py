"""Errors under the names that Gradio has them by."""

from __future__ import annotations

from .notices import Error

__all__ = [
    "ComponentDefinitionError",
    "ComponentProcessingError",
    "DuplicateBlockError",
    "Error",
    "InvalidApiNameError",
    "InvalidBlockError",
    "InvalidComponentError",
    "InvalidPathError",
    "RenderError",
]


class DuplicateBlockError(ValueError):
    """A component that has a place in an app already."""


class InvalidComponentError(ValueError):
    """Something in place of a component."""


class InvalidApiNameError(ValueError):
    """A name that no listener has."""


class InvalidBlockError(ValueError):
    """A component that is not of the app."""


class InvalidPathError(ValueError):
    """A path that may not be read."""


class ComponentProcessingError(ValueError):
    """A value that a component cannot take or show."""


class ComponentDefinitionError(NotImplementedError):
    """A component of one's own that lacks something."""


class RenderError(Exception):
    """A component that has no place in the app."""
