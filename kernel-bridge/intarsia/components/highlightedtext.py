"""A text with parts that are marked: by a category, or by a score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..spec import ComponentSpec
from .base import Component
from .csscolors import css_color
from .numbers import show_number
from .toolbar import tools_of

Token = tuple[str, "str | float | None"]


@dataclass(frozen=True, kw_only=True)
class HighlightedTextSpec(ComponentSpec):
    """The description of a highlighted text."""

    color_map: dict[str, str]
    """A colour for each category that has one."""
    show_legend: bool = False
    """Whether the categories stand above the text, each with its colour."""
    show_inline_category: bool = True
    """Whether its category stands behind each part, where there is no legend."""
    combine_adjacent: bool = False
    """Whether neighbours of one category are one part."""
    adjacent_separator: str = ""
    """What stands between neighbours that became one part."""
    show_whitespaces: bool = True
    """Whether white space around a part is a part of it."""
    rtl: bool = False
    """Whether the text runs from right to left."""
    selectable: bool = False
    """Whether a part can be chosen: somebody listens."""


class HighlightedText(Component):
    """A text with parts that are marked: by a category, or by a score from -1 to 1.

    Scores are drawn on a scale with two ends, orange for what raises and blue for what lowers,
    which those who tell no red from green can read. The function gets a list of
    `{"token": …, "class_or_confidence": …}`.

    Parameters
    ----------
    value : list of (text, label) or dict, optional
        Parts of the text in order, each with a category, a score, or `None`; or a dict with
        `text` and `entities`, which have `start`, `end` and `entity`.
    color_map : dict of str to str, optional
        Colours of categories: names or codes like `"#ff8800"`. The others get colours of the
        notebook's.
    show_legend : bool, default False
        Whether the categories stand above the text, each with its colour.
    show_inline_category : bool, default True
        Whether its category stands behind each part, where there is no legend.
    combine_adjacent : bool, default False
        Whether neighbours of one category become one part.
    adjacent_separator : str, default ""
        What stands between neighbours that became one part.
    show_whitespaces : bool, default True
        Whether white space around a part is a part of it.
    rtl : bool, default False
        Whether the text runs from right to left.
    buttons : list of Button, optional
        Buttons of the app that belong to it: they stand below it.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When a colour is none.

    Examples
    --------
    >>> HighlightedText([("Ada", "person"), (" lives", None)]).initial()[0]
    {'token': 'Ada', 'class_or_confidence': 'person'}
    """

    kind = "highlightedtext"
    spec_type = HighlightedTextSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "select")

    def __init__(
        self,
        value: Iterable[Token] | Mapping[str, Any] | None = None,
        *,
        color_map: Mapping[str, str] | None = None,
        show_legend: bool = False,
        show_inline_category: bool = True,
        combine_adjacent: bool = False,
        adjacent_separator: str = "",
        show_whitespaces: bool = True,
        rtl: bool = False,
        buttons: Sequence[Component] | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, **common)
        self.color_map = {
            str(name): css_color(f"color_map[{name!r}]", color)
            for name, color in (color_map or {}).items()
        }
        self.show_legend = show_legend
        self.show_inline_category = show_inline_category
        self.combine_adjacent = combine_adjacent
        self.adjacent_separator = adjacent_separator
        self.show_whitespaces = show_whitespaces
        self.rtl = rtl
        self.tools = tools_of("HighlightedText", buttons)

    def own_spec(self) -> dict[str, Any]:
        return {
            "color_map": self.color_map,
            "show_legend": self.show_legend,
            "show_inline_category": self.show_inline_category,
            "combine_adjacent": self.combine_adjacent,
            "adjacent_separator": self.adjacent_separator,
            "show_whitespaces": self.show_whitespaces,
            "rtl": self.rtl,
            "selectable": "select" in self.listened,
        }

    def preprocess(self, value: Json) -> Any:
        if value is None:
            if self.required:
                raise InvalidValueError("Enter a text.")
            return None
        if not isinstance(value, list):
            raise _wrong()
        return [_sent(item) for item in value]

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        tokens = self._entities(value) if isinstance(value, Mapping) else self._tokens(value)
        if self.combine_adjacent:
            tokens = self._combined(tokens)
        return [
            {
                "token": text if self.show_whitespaces else text.strip(),
                "class_or_confidence": label,
            }
            for text, label in tokens
        ]

    def _tokens(self, value: Any) -> list[Token]:
        if isinstance(value, str) or not isinstance(value, Iterable):
            raise self.refuse(value, "a list of (text, label)")
        return [self._token(item) for item in value]

    def _token(self, item: Any) -> Token:
        if isinstance(item, Mapping) and "token" in item:
            text, label = item["token"], item.get("class_or_confidence")
        elif isinstance(item, (list, tuple)) and len(item) >= 2:
            text, label = item[0], item[1]
        else:
            raise self.refuse(item, "pairs of a text and its label")
        if not isinstance(text, str):
            raise self.refuse(text, "texts with labels")
        if label is None or isinstance(label, str):
            return text, label
        try:
            number = show_number(label)
        except (TypeError, ValueError, OverflowError):
            number = None
        if number is None:
            raise self.refuse(label, "a category or a score as label")
        return text, float(number)

    def _entities(self, value: Mapping[str, Any]) -> list[Token]:
        """Return the parts of a text whose entities are told by where they stand."""
        text, entities = value.get("text"), value.get("entities")
        if not isinstance(text, str) or not isinstance(entities, (list, tuple)):
            raise self.refuse(value, 'a dict with "text" and "entities"')
        if not entities:
            return [(text, None)]
        tokens: list[Token] = []
        at = 0
        try:
            for entity in sorted(entities, key=lambda entity: entity["start"]):
                start, end = entity["start"], entity["end"]
                label = entity.get("entity") or entity.get("entity_group")
                tokens += [(text[at:start], None), self._token((text[start:end], label))]
                at = end
            return [*tokens, (text[at:], None)]
        except (KeyError, AttributeError, TypeError) as error:
            raise TypeError(
                'HighlightedText shows entities that have "start", "end" and "entity": '
                f"{error} is missing or wrong."
            ) from error

    def _combined(self, tokens: list[Token]) -> list[Token]:
        found: list[Token] = []
        for text, label in tokens:
            if not text:
                continue
            if found and found[-1][1] == label:
                found[-1] = (found[-1][0] + self.adjacent_separator + text, label)
            else:
                found.append((text, label))
        return found


def _wrong() -> InvalidValueError:
    return InvalidValueError("This is not a list of texts with their labels.")


def _sent(item: Json) -> dict[str, Json]:
    """Return a part as a browser sent it."""
    if not isinstance(item, dict) or not isinstance(item.get("token"), str):
        raise _wrong()
    label = item.get("class_or_confidence")
    if isinstance(label, bool) or not isinstance(label, (str, int, float, type(None))):
        raise _wrong()
    try:
        score = float(label) if isinstance(label, int) else label
    except OverflowError:
        raise _wrong() from None
    return {"token": item["token"], "class_or_confidence": score}
