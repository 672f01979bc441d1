"""Code, to read or to write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, get_args

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..parameters import nearest
from ..spec import ComponentSpec
from .base import Component
from .toolbar import tools, tools_of

Language = Literal[
    "python",
    "c",
    "cpp",
    "markdown",
    "latex",
    "json",
    "html",
    "css",
    "javascript",
    "jinja2",
    "typescript",
    "yaml",
    "dockerfile",
    "shell",
    "r",
    "sql",
    "sql-msSQL",
    "sql-mySQL",
    "sql-mariaDB",
    "sql-sqlite",
    "sql-cassandra",
    "sql-plSQL",
    "sql-hive",
    "sql-pgSQL",
    "sql-gql",
    "sql-gpSQL",
    "sql-sparkSQL",
    "sql-esper",
]


@dataclass(frozen=True, kw_only=True)
class CodeSpec(ComponentSpec):
    """The description of a piece of code."""

    language: str | None = None
    """What it is written in; null colours nothing."""
    lines: int = 5
    """Lines to show at the least."""
    max_lines: int | None = None
    """Lines to show at the most; what is longer scrolls. Null for no limit."""
    wrap_lines: bool = False
    """Whether long lines are broken."""
    show_line_numbers: bool = True
    autocomplete: bool = False
    """Whether words are offered while a person writes."""
    buttons: tuple[Literal["copy", "download"], ...] = ()


class Code(Component):
    """Code, to read or to write, in the notebook's own editor.

    The function gets a `str`, and may return one; white space around it is taken off.

    Parameters
    ----------
    value : str, optional
        The code at the start.
    language : str, optional
        What it is written in: `"python"`, `"json"`, `"sql-sqlite"` …; by default nothing is
        coloured.
    lines : int, default 5
        Lines to show at the least.
    max_lines : int, optional
        Lines to show at the most; what is longer scrolls. By default there is no limit.
    wrap_lines : bool, default False
        Whether long lines are broken.
    show_line_numbers : bool, default True
        Whether lines are numbered.
    autocomplete : bool, default False
        Whether words are offered while a person writes.
    buttons : list of {"copy", "download"}, optional
        The small buttons at the corner; by default both.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When there is no such language or button.

    Examples
    --------
    >>> Code("  print('hello')  ", "python").initial()
    "print('hello')"
    """

    kind = "code"
    spec_type = CodeSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "focus", "blur")

    languages: ClassVar[tuple[str | None, ...]] = (*get_args(Language), None)
    """What there are colours for."""

    def __init__(
        self,
        value: str | None = None,
        language: Language | None = None,
        *,
        lines: int = 5,
        max_lines: int | None = None,
        wrap_lines: bool = False,
        show_line_numbers: bool = True,
        autocomplete: bool = False,
        buttons: Sequence[Literal["copy", "download"]] | None = None,
        **common: Any,
    ) -> None:
        if language not in self.languages:
            near = nearest(str(language), get_args(Language))
            raise ValueError(f"Code knows no language {language!r}.{near}")
        super().__init__(value, **common)
        self.language = language
        self.lines = lines
        self.max_lines = None if max_lines is None else max(lines, max_lines)
        self.wrap_lines = wrap_lines
        self.show_line_numbers = show_line_numbers
        self.autocomplete = autocomplete
        self.buttons = tools("Code", buttons, ("copy", "download"), ("copy", "download"))
        self.tools = tools_of("Code", buttons)

    def own_spec(self) -> dict[str, Any]:
        return {
            "language": self.language,
            "lines": self.lines,
            "max_lines": self.max_lines,
            "wrap_lines": self.wrap_lines,
            "show_line_numbers": self.show_line_numbers,
            "autocomplete": self.autocomplete,
            "buttons": self.buttons,
        }

    def preprocess(self, value: Json) -> Any:
        if value is not None and not isinstance(value, str):
            raise InvalidValueError("Enter code as text.")
        if self.required and not value:
            raise InvalidValueError("Enter some code.")
        return value

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.refuse(value, "code as text")
        return value.strip()
