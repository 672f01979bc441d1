"""Words in several languages. The kernel does not know the reader's: the first one is shown."""

from __future__ import annotations

__all__ = ["I18n"]


class I18n:
    """Words in several languages, by name.

    Called with a name, it gives the words: the English ones, or those of the first language that
    has them, or the name itself.

    Parameters
    ----------
    **translations : dict of str
        For each language the words by their names.

    Examples
    --------
    >>> words = I18n(de={"send": "Senden"}, en={"send": "Send", "stop": "Stop"})
    >>> words("send"), words("stop"), words("other")
    ('Send', 'Stop', 'other')
    """

    def __init__(self, **translations: dict[str, str]) -> None:
        self.translations = translations

    def __call__(self, key: str) -> str:
        """Return the words of a name."""
        first = self.translations.get("en", {})
        for words in (first, *self.translations.values()):
            if key in words:
                return words[key]
        return key
