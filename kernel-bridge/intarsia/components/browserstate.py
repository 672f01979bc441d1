"""A value that the browser keeps."""

from __future__ import annotations

import copy
import hashlib
import secrets
from typing import Any, ClassVar

from ..frozen import dataclass
from ..messages import Json
from ..spec import ComponentSpec
from .base import Component
from .plainjson import plain_json


@dataclass(frozen=True, kw_only=True)
class BrowserStateSpec(ComponentSpec):
    """The description of a value that the browser keeps; it is not drawn."""

    storage_key: str
    """What it is kept under, after a prefix of ours."""
    is_lasting: bool = False
    """Whether the author chose the key: the value is found again when the app is made anew."""
    default_value: Json = None
    """The value where nothing is kept."""


class BrowserState(Component):
    """A value that the browser keeps: it is there again when the page is loaded anew.

    It is kept where the page is shown (in `localStorage`), readable by whoever uses that
    browser: it is no place for secrets. Where the browser does not keep anything, the value
    lasts as long as the page, and a line says so.

    Parameters
    ----------
    default_value : optional
        The value where none is kept; anything that JSON can say.
    storage_key : str, optional
        What it is kept under. By default a new one each time the cell runs; with a key, the
        value is found again, by every app that has the same key.
    secret : str, optional
        Apps with another secret do not find the value. It does not hide it.
    render : bool, default True
        Whether it belongs to the app that is being written.
    **common
        What every component takes: `key`, …

    Raises
    ------
    TypeError
        When the default cannot be kept.

    Examples
    --------
    >>> import intarsia as gr
    >>> with gr.Blocks() as demo:
    ...     name = gr.Textbox(label="Name")
    ...     kept = gr.BrowserState("", storage_key="name")
    ...     added = name.change(lambda text: text, name, kept)
    ...     loaded = demo.load(lambda text: text, kept, name)
    """

    kind = "browserstate"
    spec_type = BrowserStateSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change",)

    def __init__(
        self,
        default_value: Any = None,
        *,
        storage_key: str | None = None,
        secret: str | None = None,
        render: bool = True,
        **common: Any,
    ) -> None:
        super().__init__(None, render=render, **common)
        self.default_value = _kept(default_value)
        self.secret = secret
        self.storage_key = storage_key
        self._key = secrets.token_hex(8) if storage_key is None else str(storage_key)
        if secret is not None:
            self._key += ":" + _fingerprint(secret, self._key)

    def updated(self, changes: dict[str, Any]) -> Component:
        other = super().updated(changes)
        assert isinstance(other, BrowserState)
        if "storage_key" not in changes and "secret" not in changes:
            other._key = self._key
        return other

    def own_spec(self) -> dict[str, Any]:
        return {
            "storage_key": self._key,
            "is_lasting": self.storage_key is not None,
            "default_value": self.default_value,
        }

    def interactive_by_use(self, *, is_input: bool, is_output: bool) -> bool:
        return True  # what the browser kept comes from there

    def preprocess(self, value: Json) -> Any:
        # A function may change what it gets: the session's value, and the default, stay.
        return copy.deepcopy(self.default_value if value is None else value)

    def postprocess(self, value: Any) -> Json:
        return _kept(value)


def _kept(value: Any) -> Json:
    """Return a value as JSON has it; models of pydantic as their fields."""
    dump = getattr(value, "model_dump", None)
    return plain_json(dump() if callable(dump) else value)


def _fingerprint(secret: str, key: str) -> str:
    """Return what tells secrets apart, and takes long to guess one from: it is saved."""
    found = hashlib.scrypt(secret.encode(), salt=key.encode(), n=2**14, r=8, p=1, dklen=12)
    return found.hex()
