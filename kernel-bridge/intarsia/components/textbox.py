"""A field for text, of one line or several."""

from __future__ import annotations

import datetime
import re
from typing import Any, ClassVar, Literal

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..signature import Field
from ..spec import ComponentSpec
from .base import Accepted, Component, Infer, InferOutput
from .bounds import Bounds, check_length
from .hints import ANYTHING, is_nullable, offered, qualified_name, start, without_none
from .textformats import LITERAL, TextFormat, format_of

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,255}")
_LONG = 60
"""Characters of a default from which on a text area is wanted."""


@dataclass(frozen=True, kw_only=True)
class TextboxSpec(ComponentSpec):
    """The description of a textbox."""

    type: Literal["text", "password", "email"] = "text"
    """A password is never shown and never saved."""
    lines: int = 1
    """Lines to show; more than one makes a text area."""
    max_lines: int | None = None
    """How far it may grow with its text; null for no limit."""
    placeholder: str | None = None
    min_length: int | None = None
    """In characters."""
    max_length: int | None = None
    """In characters."""
    pattern: str | None = None
    """A regular expression that the whole text must match; for the kernel to judge."""
    inputmode: Literal["text", "decimal", "numeric"] = "text"
    """Which keyboard a phone shows."""
    monospace: bool = False


class Textbox(Component):
    """A field for text, of one line or several.

    The function gets a `str`, and may return anything that can be written as one.

    Parameters
    ----------
    value : str, optional
        The text at the start; by default empty.
    type : {"text", "password", "email"}, default "text"
        `"password"` hides what is entered and never saves it.
    lines : int, default 1
        Lines to show; more than one makes a text area.
    max_lines : int, optional
        How far it may grow with its text; by default without a limit.
    placeholder : str, optional
        Shown while it is empty.
    min_length, max_length : int, optional
        In characters.
    pattern : str, optional
        A regular expression that the whole text must match.
    monospace : bool, default False
        Whether all characters are of the same width, as in code.
    format : TextFormat, optional
        How another type is written as text; the function gets a value of that type.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Examples
    --------
    >>> Textbox(max_length=3).preprocess("abcd")
    Traceback (most recent call last):
    intarsia.errors.InvalidValueError: Enter at most 3 characters.
    """

    kind = "textbox"
    spec_type = TextboxSpec
    EVENTS: ClassVar[tuple[str, ...]] = (
        "change",
        "input",
        "select",
        "submit",
        "focus",
        "blur",
        "stop",
        "copy",
    )

    def __init__(
        self,
        value: Any = None,
        *,
        type: Literal["text", "password", "email"] = "text",
        lines: int = 1,
        max_lines: int | None = None,
        placeholder: str | None = None,
        min_length: int | None = None,
        max_length: int | None = None,
        pattern: str | None = None,
        monospace: bool = False,
        format: TextFormat | None = None,
        **common: Any,
    ) -> None:
        super().__init__("" if value is None and format is None else value, **common)
        self.starts_given = value is not None
        self.type = format.type if format and type == "text" else type
        self.lines = lines
        self.max_lines = max_lines
        self.placeholder = placeholder
        self.min_length = min_length
        self.max_length = max_length
        self.pattern = pattern
        self.pattern_anywhere = False
        """Whether a part of the text may match, as pydantic has it."""
        self.monospace = monospace
        self.format = format
        self.bounds = Bounds()
        """Of the value that `format` reads."""

    def own_spec(self) -> dict[str, Any]:
        format = self.format
        return {
            "type": self.type,
            "lines": self.lines,
            "max_lines": self.max_lines,
            "placeholder": self.placeholder or (format.placeholder if format else None),
            "min_length": self.min_length,
            "max_length": self.max_length,
            "pattern": self.pattern,
            "inputmode": format.inputmode if format else "text",
            "monospace": self.monospace or bool(format and format.monospace),
        }

    def preprocess(self, value: Json) -> Any:
        if value is not None and not isinstance(value, str):
            raise InvalidValueError("Enter a text.")
        text = value or ""
        if self.format is not None and not text.strip():
            return self._empty(self.format)
        check_length(len(text), self.min_length, self.max_length, "character")
        if self.pattern is not None:
            compiled = re.compile(self.pattern)
            match = compiled.search if self.pattern_anywhere else compiled.fullmatch
            if not match(text):
                raise InvalidValueError(f"Must match the pattern {self.pattern}")
        if self.type == "email" and text and not _EMAIL.fullmatch(text):
            raise InvalidValueError("Enter an e-mail address.")
        return text if self.format is None else self._parse(self.format, text)

    def _empty(self, format: TextFormat) -> Any:
        if format.keeps_default and not self._writes(format):
            return self.value
        if self.required:
            raise InvalidValueError(format.wanted)
        return None

    def _writes(self, format: TextFormat) -> bool:
        """Whether the default can be written at all."""
        try:
            format.format(self.value)
        except (TypeError, ValueError):
            return False
        return True

    def _parse(self, format: TextFormat, text: str) -> Any:
        try:
            value = format.parse(text if self.type == "password" else text.strip())
            self.bounds.check(value, str)
        except InvalidValueError:
            raise
        except (ValueError, ArithmeticError):
            raise InvalidValueError(format.wanted) from None
        return value

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return "" if self.format is None else None
        if isinstance(value, str) and self.format is None:
            return str(value)
        if isinstance(value, (bytes, bytearray, memoryview)):
            raise self.refuse(value, "text")
        try:
            if self.format is not None:
                return self.format.format(value)
            return str(value)
        except Exception as error:  # whatever the value's own __str__ raises
            if self.format is not None and self.format.keeps_default and value is self.value:
                return None
            raise self.refuse(value, "text") from error

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        if field.annotation is str and not is_nullable(field):
            return cls._for_text(field)
        inner = without_none(field.annotation)
        format = format_of(inner)
        if format is None:
            return None
        box = cls(start(field), format=format, required=not is_nullable(field))
        box.bounds = Bounds.of(field.constraints)
        box.runs_user_code = issubclass(inner, str)
        box.restrict(field)
        empty = "; empty gives None" if is_nullable(field) else ""
        return Accepted(box, f"{format.because}{empty}")

    @classmethod
    def _for_text(cls, field: Field) -> Accepted:
        default = field.default if isinstance(field.default, str) else ""
        because, lines = "str", 1
        if field.long:
            because, lines = "str, described as a text of several lines", 5
        elif len(default) > _LONG or "\n" in default:
            because, lines = "str with a long default", 5
        box = cls(start(field), lines=lines, max_lines=20 if lines > 1 else None, required=True)
        box.restrict(field)
        if field.examples and isinstance(field.examples[0], str):
            box.placeholder = f"e.g. {field.examples[0]}"
        return Accepted(box, because)

    @classmethod
    def for_literal(cls, field: Field, because: str) -> Accepted:
        """Return the field that takes any Python literal: the last resort."""
        box = cls(start(field), format=LITERAL, required=field.default is not None)
        if not box._writes(LITERAL):
            box.required = False
            box.placeholder = "empty for the default"
            because += "; empty gives the default"
        elif field.default is None:
            box.placeholder = "None, or a Python literal, e.g. [1, 2]"
        return Accepted(box, because)

    def restrict(self, field: Field) -> None:
        """Take the lengths and the pattern of an annotation."""
        self.min_length = field.constraints.min_length
        self.max_length = field.constraints.max_length
        self.pattern = field.constraints.pattern
        self.pattern_anywhere = True

    @classmethod
    def for_output(cls, annotation: Any, infer: InferOutput) -> Accepted | None:
        inner = without_none(annotation)
        if inner in ANYTHING:
            return None
        if inner in (str, bool) or offered(inner) or format_of(inner):
            return Accepted(cls(interactive=False), f"returns {qualified_name(annotation)}")
        if inner in _WRITTEN:
            return Accepted(cls(interactive=False), f"returns {qualified_name(annotation)}")
        return None


_WRITTEN = (datetime.date, datetime.time, datetime.datetime, datetime.timedelta)
"""Types that read well as text."""
