"""Texts: words, sentences, characters or tokens that are left out."""

from __future__ import annotations

import re
from typing import Any, Literal

from ...components.base import Component
from ...explanation import TokenScore, TokenScores
from ..problems import InterpretationError
from .base import Floats, Marks, Mask, Parts, Settings

__all__ = ["TextParts", "cut"]

Span = tuple[int, int]
Level = Literal["word", "sentence", "token", "character", "chunk"]

# Writing without spaces: each sign of it is a piece.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+")
_SENTENCE = re.compile(r"\S[^.!?。！？\n]*[.!?。！？]*")
_FILES = frozenset({"image", "audio", "video", "file"})
"""Controls whose texts are the names of files."""

_LEVELS: dict[str, tuple[Level, re.Pattern[str]]] = {
    "word": ("word", _WORD),
    "sentence": ("sentence", _SENTENCE),
    "character": ("character", re.compile(r"\S")),
}


class TextParts(Parts):
    """A text, cut into pieces."""

    kind = "text"

    def __init__(
        self, value: str, component: Component | None, settings: Settings, background: Any
    ) -> None:
        super().__init__(value, component, settings, background)
        self.spans, self.level = cut(value, settings)
        self.others = _texts(background)
        if self.others is not None:
            self._take_whole(self.others)
            return
        if len(self.spans) > settings.max_units:
            self.spans = _together(self.spans, settings.max_units)
            settings.warnings.append(
                f"The text has so many pieces that neighbours were taken together, into "
                f"{len(self.spans):,}. max_units= allows more."
            )
            self.level = "chunk"
        self.count = len(self.spans)
        ends = [0, *(end for _, end in self.spans)]
        starts = [*(start for start, _ in self.spans), len(value)]
        self._pieces = [value[start:end] for start, end in self.spans]
        self._before = [value[ends[at] : starts[at]] for at in range(self.count)]
        self._with_gap = [
            piece + value[ends[at + 1] : starts[at + 1]] for at, piece in enumerate(self._pieces)
        ]
        replacement = settings.replacement if background is None else background
        if replacement is not None and not isinstance(replacement, str):
            raise InterpretationError(
                "What stands for an absent word is a text (replacement=, background=), not "
                f"{type(replacement).__name__}."
            )
        self.replacement = replacement
        self.given = replacement is not None
        self.baseline = "left out" if replacement is None else f"replaced by {replacement!r}"

    def _take_whole(self, others: list[str]) -> None:
        """Be one part: absent, it is each of some texts."""
        self.spans, self.level = [(0, len(self.value))], "chunk"
        self.count, self.rows = 1, len(others)
        self.given, self.replacement = True, None
        self.baseline = f"each of {self.rows:,} texts of the background"

    @classmethod
    def takes(cls, value: Any, component: Component | None) -> bool:
        return isinstance(value, str) and getattr(component, "kind", None) not in _FILES

    def without(self, absent: Mask, row: int = 0) -> str:
        if not absent.any():
            return str(self.value)
        if self.others is not None:
            return self.others[row % self.rows]
        gone = absent.tolist()
        if self.replacement is not None:
            out = [
                gap + (self.replacement if is_gone else piece)
                for gap, piece, is_gone in zip(self._before, self._pieces, gone, strict=True)
            ]
            return "".join([*out, self.value[self.spans[-1][1] :]])
        kept = [at for at, is_gone in enumerate(gone) if not is_gone]
        if not kept:
            return ""
        # Each with what stood behind it, but for the last.
        return "".join([self._with_gap[at] for at in kept[:-1]]) + self._pieces[kept[-1]]

    def name(self, at: int) -> str:
        start, end = self.spans[at]
        return str(self.value[start:end])

    def detail(self, marks: Marks, prediction: float, extras: Floats | None) -> TokenScores:
        return TokenScores(
            text=self.value,
            level=self.level,
            units=tuple(
                TokenScore(text=self.name(at), start=start, end=end, **marks.of(at))
                for at, (start, end) in enumerate(self.spans)
            ),
        )


def _texts(background: Any) -> list[str] | None:
    """Return the texts of a background of several; `None` for any other."""
    if isinstance(background, str) or not hasattr(background, "__iter__"):
        return None
    found = list(background)
    return found if found and all(isinstance(each, str) for each in found) else None


def cut(text: str, settings: Settings) -> tuple[list[Span], Level]:
    """Return where the pieces of a text begin and end, and what they are.

    Raises
    ------
    InterpretationError
        When the level is unknown, or the tokenizer's pieces are not in the text.

    Examples
    --------
    >>> cut("so good, again", Settings())
    ([(0, 2), (3, 8), (9, 14)], 'word')
    """
    if settings.tokenizer is not None:
        return _tokens(text, _pieces(text, settings.tokenizer)), "token"
    if settings.separator:
        return _split(text, settings.separator), "word"
    found = _LEVELS.get(settings.level)
    if found is None:
        raise InterpretationError(
            f"level= is one of {', '.join(map(repr, _LEVELS))}, not {settings.level!r}."
        )
    level, pattern = found
    return [match.span() for match in pattern.finditer(text)], level


def _split(text: str, separator: str) -> list[Span]:
    spans, start = [], 0
    for piece in text.split(separator):
        if piece:
            spans.append((start, start + len(piece)))
        start += len(piece) + len(separator)
    return spans


def _pieces(text: str, tokenizer: Any) -> Any:
    """Return what a tokenizer makes of a text; of one of transformers, without special tokens."""
    if not hasattr(tokenizer, "convert_ids_to_tokens"):
        return tokenizer(text)
    if getattr(tokenizer, "is_fast", False):
        found = tokenizer(text, return_offsets_mapping=True, add_special_tokens=False)
        return found["offset_mapping"]
    names = tokenizer.tokenize(text)
    return [name.removeprefix("##").lstrip("▁Ġ").removesuffix("</w>") for name in names]


def _tokens(text: str, pieces: Any) -> list[Span]:
    """Find the pieces of a tokenizer, one after another; pairs of places are taken as they are."""
    spans, at = [], 0
    for piece in pieces:
        if isinstance(piece, tuple):
            spans.append((int(piece[0]), int(piece[1])))
            continue
        found = text.find(piece, at)
        if found < 0:
            raise InterpretationError(f"The tokenizer made {piece!r}, which is not in the text.")
        at = found + len(piece)
        spans.append((found, at))
    return [span for span in spans if span[1] > span[0]]


def _together(spans: list[Span], most: int) -> list[Span]:
    size = -(-len(spans) // most)
    return [
        (group[0][0], group[-1][1])
        for group in (spans[at : at + size] for at in range(0, len(spans), size))
    ]
