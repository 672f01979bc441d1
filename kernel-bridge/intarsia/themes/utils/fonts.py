"""Fonts, under Gradio's names. None is fetched: the text of an app is set as the notebook's is."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["Font", "GoogleFont", "LocalFont"]


class Font:
    """A font by its name.

    Parameters
    ----------
    name : str
        What it is called.

    Examples
    --------
    >>> str(Font("Lora")), str(Font("serif"))
    ("'Lora'", 'serif')
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        generic = ("sans-serif", "serif", "monospace", "cursive", "fantasy")
        return self.name if self.name in generic else f"'{self.name}'"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __hash__(self) -> int:
        return hash((type(self), self.name))


class _Weighted(Font):
    def __init__(self, name: str, weights: Iterable[int] = (400, 600)) -> None:
        super().__init__(name)
        self.weights = tuple(weights)


class GoogleFont(_Weighted):
    """A font that Gradio would fetch.

    Parameters
    ----------
    name : str
        What it is called.
    weights : iterable of int
        Which weights of it.

    Examples
    --------
    >>> GoogleFont("Inconsolata").weights
    (400, 600)
    """


class LocalFont(_Weighted):
    """A font that comes with Gradio.

    Parameters
    ----------
    name : str
        What it is called.
    weights : iterable of int
        Which weights of it.

    Examples
    --------
    >>> LocalFont("IBM Plex Mono", weights=[400]).weights
    (400,)
    """
