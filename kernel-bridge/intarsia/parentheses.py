"""Classes that are used where an object of theirs is meant: what is missing is told."""

from __future__ import annotations

from abc import ABCMeta
from typing import NoReturn

__all__ = ["Parentheses"]


class Parentheses(ABCMeta):
    """The class of classes that are entered by an object: `with gr.Row():`, not `with gr.Row:`.

    Examples
    --------
    >>> class Row(metaclass=Parentheses): ...
    >>> with Row:
    ...     pass
    Traceback (most recent call last):
    TypeError: gr.Row is a class: write `with gr.Row():`, with parentheses.
    """

    def __enter__(cls) -> NoReturn:
        name = cls.__name__
        raise TypeError(f"gr.{name} is a class: write `with gr.{name}():`, with parentheses.")

    def __exit__(cls, *_: object) -> None:
        """Do nothing: it was not entered."""
