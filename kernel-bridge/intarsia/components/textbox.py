"""A field for text, of one line or several."""

from __future__ import annotations

import datetime
import re
from typing import Any, ClassVar, Literal, Self

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..parameters import notice
from ..signature import Field
from .base import Accepted, Infer, InferOutput
from .bounds import Bounds, check_length
from .fieldcomponent import PLACING, FieldComponent, FieldSpec
from .hints import ANYTHING, example_of, is_nullable, offered, qualified_name, start, without_none
from .inputattributes import InputAttributes, InputHTMLAttributes
from .textformats import LITERAL, TextFormat, format_of

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,255}")
_LONG = 60
"""Characters of a default from which on a text area is wanted."""
_MOST_LINES = 20
"""How far a text area grows when nobody says."""


@dataclass(frozen=True, kw_only=True)
class TextboxSpec(FieldSpec):
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
    submit_btn: str | bool = False
    """A button that submits within the field: its text, or true for an icon."""
    stop_btn: str | bool = False
    """A button that stops, likewise."""
    autofocus: bool = False
    """Whether the focus goes there when it is drawn and a person is nowhere else."""
    autoscroll: bool = True
    """Whether it stays at its end as its text grows, where it was there before."""
    text_align: Literal["left", "right"] | None = None
    rtl: bool = False
    """Whether the text runs from right to left."""
    html_attributes: InputAttributes | None = None


class Textbox(FieldComponent):
    """A field for text, of one line or several.

    The function gets a `str`, and may return anything that can be written as one.

    Parameters
    ----------
    value : str, optional
        The text at the start; by default empty.
    type : {"text", "password", "email"}, default "text"
        `"password"` hides what is entered and never saves it.
    lines : int, default 1
        Lines to show. With one, Enter submits; with more, it begins the next line.
    max_lines : int, optional
        How far it may grow with its text; by default to 20 lines, and at least `lines`.
    placeholder : str, optional
        Shown while it is empty.
    autofocus : bool, default False
        Whether the focus goes there when it is shown.
    autoscroll : bool, default True
        Whether its end stays in sight as its text grows.
    text_align : {"left", "right"}, optional
        By default where the text begins.
    rtl : bool, default False
        Whether the text runs from right to left.
    buttons : list, optional
        What stands at the end of the label: `"copy"`, `Button`s of the app; by default nothing.
    submit_btn, stop_btn : str or bool, default False
        Buttons within the field, for the events `submit` and `stop`: a text, or `True` for an
        icon.
    html_attributes : InputHTMLAttributes, optional
        What the browser is told of the field.
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

    Raises
    ------
    ValueError
        When `type` or `text_align` is something else.

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
    BUTTONS: ClassVar[tuple[str, ...]] = ("copy",)
    ORDER: ClassVar[tuple[str, ...]] = (
        *("value", "type", "lines", "max_lines", "placeholder", "label", "info"),
        *PLACING[: PLACING.index("elem_classes")],
        *("autofocus", "autoscroll"),
        *PLACING[PLACING.index("elem_classes") :],
        *("text_align", "rtl", "buttons", "max_length", "submit_btn", "stop_btn"),
        "html_attributes",
    )

    def __init__(
        self,
        value: Any = None,
        type: Literal["text", "password", "email"] = "text",
        lines: int = 1,
        max_lines: int | None = None,
        placeholder: str | None = None,
        label: str | None = None,
        info: str | None = None,
        *,
        autofocus: bool = False,
        autoscroll: bool = True,
        text_align: Literal["left", "right"] | None = None,
        rtl: bool = False,
        min_length: int | None = None,
        max_length: int | None = None,
        pattern: str | None = None,
        monospace: bool = False,
        submit_btn: str | bool | None = False,
        stop_btn: str | bool | None = False,
        html_attributes: InputHTMLAttributes | None = None,
        format: TextFormat | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, label=label, info=info, **common)
        if type != "text" and (lines != 1 or max_lines not in (None, 1)):
            notice(f"A Textbox for a text of type {type!r} has one line.")
            lines, max_lines = 1, None
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
        self.submit_btn = submit_btn
        self.stop_btn = stop_btn
        self.autofocus = autofocus
        self.autoscroll = autoscroll
        self.text_align = text_align
        self.rtl = rtl
        self.html_attributes = html_attributes
        self.format = format
        self.bounds = Bounds()
        """Of the value that `format` reads."""

    def set_interpret_parameters(
        self, separator: str | None = " ", replacement: str | None = None
    ) -> Self:
        """Say how the text is cut when a result is explained, as Gradio 3 does.

        Parameters
        ----------
        separator : str or None, default " "
            What stands between two pieces; `None` for any white space.
        replacement : str, optional
            What stands in the place of a piece that is absent; by default it is left out.

        Examples
        --------
        >>> Textbox().set_interpret_parameters(replacement="UNK").interpret_parameters
        {'separator': ' ', 'replacement': 'UNK'}
        """
        self.interpret_parameters = {"separator": separator, "replacement": replacement}
        return self

    def own_spec(self) -> dict[str, Any]:
        format = self.format
        return {
            "type": self.type,
            "lines": self.lines,
            "max_lines": self._most_lines(),
            "placeholder": self.placeholder or (format.placeholder if format else None),
            "min_length": self.min_length,
            "max_length": self.max_length,
            "pattern": self.pattern,
            "inputmode": format.inputmode if format else "text",
            "monospace": self.monospace or bool(format and format.monospace),
            "submit_btn": self.submit_btn or False,
            "stop_btn": self.stop_btn or False,
            "autofocus": self.autofocus,
            "autoscroll": self.autoscroll,
            "text_align": self.text_align,
            "rtl": self.rtl,
            "html_attributes": self.html_attributes and self.html_attributes.spec(),
        }

    def _most_lines(self) -> int | None:
        if self.max_lines is None and not self.of_function:
            return max(self.lines, _MOST_LINES) if self.type == "text" and not self.format else 1
        return self.max_lines

    def initial(self) -> Json:
        return self.held(super().initial())

    def held(self, value: Json) -> Json:
        return "" if value is None and self.format is None else value

    def preprocess(self, value: Json) -> Any:
        if value is None and self.format is None and not (self.of_function or self.required):
            return None
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
        if self.type == "email" and self.of_function and text and not _EMAIL.fullmatch(text):
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
            return None
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
        box.placeholder = example_of(field)
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
        box.placeholder = example_of(field)
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
