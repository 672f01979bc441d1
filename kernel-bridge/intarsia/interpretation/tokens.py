"""Tokens of a transformer, and where they stand in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .inputs import Input
from .parts.text import TextParts
from .problems import InterpretationError

__all__ = ["Token", "tokens_of"]


@dataclass(frozen=True)
class Token:
    """A token, and where it stands; a special one stands nowhere."""

    text: str
    start: int
    end: int


def tokens_of(inputs: Sequence[Input], count: int, tokenizer: Any = None) -> list[Token]:
    """Return the tokens that a model gets, in order.

    Parameters
    ----------
    inputs
        The first text among them is what was cut.
    count
        How many the model gets.
    tokenizer : optional
        That of transformers which cut the text. Without one, the pieces of the text are the tokens,
        if there are as many, but for one at the beginning or one at each end.

    Raises
    ------
    InterpretationError
        When it is not clear which token is where.
    """
    item = next((each for each in inputs if isinstance(each.parts, TextParts)), None)
    if item is None:
        return [Token(f"token {at}", 0, 0) for at in range(count)]
    if hasattr(tokenizer, "convert_ids_to_tokens"):
        return _of_transformers(tokenizer, str(item.value), count)
    parts = item.parts
    assert isinstance(parts, TextParts)
    pieces = [Token(parts.name(at), start, end) for at, (start, end) in enumerate(parts.spans)]
    extra = count - len(pieces)
    if extra == 0:
        return pieces
    if extra == 1:
        return [Token("[start]", 0, 0), *pieces]
    if extra == 2:
        return [Token("[start]", 0, 0), *pieces, Token("[end]", 0, 0)]
    raise InterpretationError(
        f"the model gets {count} tokens, but the text has {len(pieces)} pieces: "
        "tokenizer= says where they are"
    )


def _of_transformers(tokenizer: Any, text: str, count: int) -> list[Token]:
    if getattr(tokenizer, "is_fast", False):
        found = tokenizer(text, return_offsets_mapping=True)
        names = tokenizer.convert_ids_to_tokens(found["input_ids"])
        spans = found["offset_mapping"]
    else:
        names = tokenizer.convert_ids_to_tokens(tokenizer(text)["input_ids"])
        spans = _searched(text, names)
    if len(names) != count:
        raise InterpretationError(
            f"the model gets {count} tokens, but the tokenizer makes {len(names)} of the text"
        )
    return [
        Token(name, int(start), int(end)) for name, (start, end) in zip(names, spans, strict=True)
    ]


def _searched(text: str, names: Sequence[str]) -> list[tuple[int, int]]:
    """Find tokens in the text, one after another, by what their names have of it."""
    spans, at, lower = [], 0, text.lower()
    for name in names:
        bare = name.removeprefix("##").lstrip("▁Ġ").removesuffix("</w>").lower()
        found = lower.find(bare, at) if bare else -1
        if found < 0:
            spans.append((0, 0))
            continue
        at = found + len(bare)
        spans.append((found, at))
    return spans
