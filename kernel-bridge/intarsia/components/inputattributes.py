"""What a browser may be told of a text field."""

from __future__ import annotations

from typing import Literal

from ..frozen import dataclass

Capitals = Literal["off", "none", "on", "sentences", "words", "characters"]
EnterKey = Literal["enter", "done", "go", "next", "previous", "search", "send"]


@dataclass(frozen=True, kw_only=True)
class InputAttributes:
    """What a browser is told of a text field; null leaves it to itself."""

    autocapitalize: Capitals | None
    autocorrect: Literal["on", "off"] | None
    spellcheck: bool | None
    autocomplete: str | None
    tabindex: int | None
    enterkeyhint: EnterKey | None
    lang: str | None


class InputHTMLAttributes:
    """What a browser may be told of a text field; `None` leaves it to itself.

    Parameters
    ----------
    autocapitalize : {"off", "none", "on", "sentences", "words", "characters"}, optional
        What a phone writes large by itself.
    autocorrect : {"on", "off"} or bool, optional
        Whether the browser corrects what is typed.
    spellcheck : bool, optional
        Whether wrong words are marked.
    autocomplete : str, optional
        What the browser may fill in: `"on"`, `"off"`, `"email"`, `"new-password"`, …
    tabindex : int, optional
        -1 leaves the field out when a person goes from field to field by Tab; the order is
        always that of reading.
    enterkeyhint : {"enter", "done", "go", "next", "previous", "search", "send"}, optional
        What stands on a phone's Enter key.
    lang : str, optional
        Code of the language of the text, like `"en"`.

    Examples
    --------
    >>> from intarsia import Textbox
    >>> name = Textbox(html_attributes=InputHTMLAttributes(spellcheck=False))
    >>> name.spec().html_attributes.spellcheck
    False
    """

    def __init__(
        self,
        autocapitalize: Capitals | None = None,
        autocorrect: Literal["on", "off"] | bool | None = None,
        spellcheck: bool | None = None,
        autocomplete: str | None = None,
        tabindex: int | None = None,
        enterkeyhint: EnterKey | None = None,
        lang: str | None = None,
    ) -> None:
        self.autocapitalize = autocapitalize
        self.autocorrect = autocorrect
        self.spellcheck = spellcheck
        self.autocomplete = autocomplete
        self.tabindex = tabindex
        self.enterkeyhint = enterkeyhint
        self.lang = lang

    def spec(self) -> InputAttributes:
        """Return what travels."""
        correct = self.autocorrect
        if isinstance(correct, bool):
            correct = "on" if correct else "off"
        return InputAttributes(**{**vars(self), "autocorrect": correct})
