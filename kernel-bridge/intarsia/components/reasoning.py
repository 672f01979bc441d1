"""Thoughts within a text: what stands between tags like `<think>` and `</think>`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence


def split_thoughts(text: str, tags: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str | None]]:
    """Give the parts of a text in order, without the tags.

    Parameters
    ----------
    text
        What a model wrote, or has written so far.
    tags
        Pairs of an opening and a closing tag.

    Yields
    ------
    tuple
        The part, and `None` for prose; of a thought `"done"`, or `"pending"` when it does not
        end yet.

    Examples
    --------
    >>> list(split_thoughts("<t>hm</t> Yes. <t>or", [("<t>", "</t>")]))
    [('hm', 'done'), ('Yes.', None), ('or', 'pending')]
    """
    pairs = (f"{re.escape(opening)}(.*?)(?:{re.escape(closing)}|$)" for opening, closing in tags)
    closings = tuple(closing for _, closing in tags)
    end = 0
    for found in re.finditer("|".join(pairs), text, re.DOTALL) if tags else ():
        yield from _prose(text[end : found.start()])
        thought = next(part for part in found.groups() if part is not None).strip()
        if thought:
            yield thought, "done" if found.group().endswith(closings) else "pending"
        end = found.end()
    yield from _prose(text[end:])


def _prose(text: str) -> Iterator[tuple[str, None]]:
    if text := text.strip():
        yield text, None
