"""Whether a default fits the component it was given: never swallowed, always told."""

from __future__ import annotations

from typing import Any

from .components.base import Accepted
from .components.sessionfiles import session_files
from .description import shown_value
from .errors import InvalidValueError
from .signature import MISSING, Field
from .spec import FileValue


def fitting(accepted: Accepted, field: Field) -> Accepted:
    """Return what was accepted, with a word on a default that does not fit."""
    component, default = accepted.component, field.default
    if default is MISSING or default is None or component.value is None:
        return accepted
    token = session_files.set(_Trial())
    try:
        return _tried(accepted, default)
    finally:
        session_files.reset(token)


class _Trial:
    """The files of a session that does not exist: for trying whether a default can be kept."""

    def path(self, handle: str) -> str:
        raise InvalidValueError("This file is not here any more; choose it again.")

    def describe(self, handle: str) -> FileValue:
        raise InvalidValueError("This file is not here any more; choose it again.")

    def store(self, data: bytes, *, name: str, mime: str) -> FileValue:
        return FileValue(handle="start", name=name, mime=mime, size=len(data))

    def grow(self, handle: str, data: bytes) -> FileValue:
        raise InvalidValueError("This file is not here any more; choose it again.")

    def amend(self, handle: str, offset: int, data: bytes) -> None:
        raise InvalidValueError("This file is not here any more; choose it again.")


def _tried(accepted: Accepted, default: Any) -> Accepted:
    component, shown = accepted.component, shown_value(default)
    try:
        wire = component.initial()
    except Exception as error:  # the default may be any object, and raise anything
        component.value = None
        said = f"the default {shown} does not fit ({type(error).__name__}), so it starts empty"
        return Accepted(component, f"{accepted.because}; {said}")
    try:
        back = component.preprocess(wire)
    except InvalidValueError as error:
        said = f"the default {shown} breaks a rule: {error.message}"
        return Accepted(component, f"{accepted.because}; {said}")
    if type(back) is not type(default) and not _equal(back, default):
        said = f"the default {shown} becomes {shown_value(back)}"
        return Accepted(component, f"{accepted.because}; {said}")
    return accepted


def _equal(one: Any, other: Any) -> bool:
    try:
        return bool(one == other)
    except Exception:  # arrays have no one truth value, others may raise anything
        return False
