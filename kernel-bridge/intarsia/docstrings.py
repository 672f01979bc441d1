"""Docstrings in numpy, Google and Sphinx style, as labels and help texts need them.

One pass over the lines cuts the text into prose and sections; a section is then read by
the reader of its style. Styles may be mixed. Nothing here raises on odd text, and every
step is linear in its length: a docstring is whatever a person wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import field, replace

from .frozen import dataclass

_PARAMS = "params"
_RETURNS = "returns"
_RAISES = "raises"
_OTHER = "other"


def _table(**words: str) -> dict[str, str]:
    return {word: kind for kind, several in words.items() for word in several.split("|")}


_SECTIONS = _table(
    params="args|arguments|attributes|fields|keyword args|keyword arguments|kwargs"
    "|other parameters|parameters|params",
    returns="return|returns|yield|yields",
    raises="raise|raises",
    other="example|examples|methods|note|notes|receives|references|see also|todo"
    "|warning|warnings|warns",
)
_SPHINX = _table(
    params="arg|argument|attribute|cvar|ivar|key|keyword|kwarg|param|parameter|var",
    returns="return|returns|yield|yields",
    raises="except|exception|raise|raises",
    type="type|kwtype|vartype",
    rtype="rtype|ytype",
    other="meta",
)
# Compiled when they are first used: importing intarsia has to be quick.
_LONG = (
    r"(?i)multi-?line|(?:several|multiple|many) lines|(?:long|longer|free) text"
    r"|(?:block|piece) of text|paragraph|\bessay\b"
)
_NAME = r"\*{0,2}[^\W\d][\w.]*\Z"
_BULLET = r"[-*+•] |\d{1,3}[.)] "
_OPEN = "([{"
_CLOSE = ")]}"

_Line = tuple[int, str]
"""Indentation and the rest of the line, without blanks at its ends."""


@dataclass(frozen=True)
class ParamDoc:
    """What a docstring says of one parameter."""

    help: str | None = None
    type_text: str | None = None
    """The type as written, without "optional" and "default …"."""
    long: bool = False
    """Whether it says that the value is a text of several lines."""


@dataclass(frozen=True)
class Docstring:
    """A docstring, taken apart."""

    summary: str | None = None
    """The first paragraph, on one line."""
    description: str | None = None
    """The prose between the summary and the first section."""
    params: dict[str, ParamDoc] = field(default_factory=dict)
    """By name, without the stars of ``*args`` and ``**kwargs``; attributes are here too."""
    returns: str | None = None
    returns_type: str | None = None
    raises: dict[str, str | None] = field(default_factory=dict)


def parse_docstring(text: str | None) -> Docstring:
    """Take a docstring apart.

    Parameters
    ----------
    text : str or None
        Any text at all, as written or already dedented.

    Returns
    -------
    Docstring
        Empty for None and for blank text. Names documented twice keep what came first.

    Examples
    --------
    >>> doc = parse_docstring('''Species of an iris.
    ...
    ... Args:
    ...     width (float, optional): Petal width in cm.
    ... ''')
    >>> doc.summary
    'Species of an iris.'
    >>> doc.params["width"]
    ParamDoc(help='Petal width in cm.', type_text='float', long=False)
    """
    reading = _Reading()
    for kind, style, lines in _sections(_dedented(text or "")):
        if kind == "prose":
            reading.prose(lines)
        elif kind == "field":
            reading.sphinx(lines)
        else:
            reading.began = True
            bare = kind == _RAISES
            entries = _numpy_entries(lines) if style == "numpy" else _google_entries(lines, bare)
            if kind == _PARAMS:
                reading.params(entries)
            elif kind == _RAISES:
                reading.raises(entries)
            elif kind == _RETURNS:
                reading.returns(lines, style)
    return reading.result()


class _Reading:
    """What has been found so far."""

    def __init__(self) -> None:
        self.began = False
        """Whether a section has been seen: prose after it is not the description."""
        self._prose: list[_Line] = []
        self._params: dict[str, ParamDoc] = {}
        self._types: dict[str, str] = {}
        self._returns: str | None = None
        self._returns_type: str | None = None
        self._raises: dict[str, str | None] = {}

    def prose(self, lines: list[_Line]) -> None:
        if not self.began:
            self._prose += lines

    def params(self, entries: Iterable[_Entry]) -> None:
        for entry in entries:
            for name in entry.names:
                self._params.setdefault(name.lstrip("*"), _param(entry.help, entry.type_text))

    def raises(self, entries: Iterable[_Entry]) -> None:
        for entry in entries:
            for name in entry.names:
                self._raises.setdefault(name, entry.help)

    def returns(self, lines: list[_Line], style: str) -> None:
        kind, help = _numpy_returns(lines) if style == "numpy" else _google_returns(lines)
        self._returns = self._returns or help
        self._returns_type = self._returns_type or kind

    def sphinx(self, lines: list[_Line]) -> None:
        self.began = True
        head, _, first = lines[0][1][1:].partition(":")
        tag, *rest = head.split(None, 1)
        target = rest[0] if rest else ""
        help = _paragraphs([(0, first.strip()), *lines[1:]])
        kind = _SPHINX[tag.lower()]
        if kind == _PARAMS:
            before, _, last = target.rpartition(" ")
            name = _clean_name(last)
            if name is not None:
                doc = _param(help, _clean_type(before))
                self._params.setdefault(name.lstrip("*"), doc)
        elif kind == "type" and help is not None:
            self._types.setdefault((_clean_name(target) or target).lstrip("*"), help)
        elif kind == _RETURNS:
            self._returns = self._returns or help
        elif kind == "rtype":
            self._returns_type = self._returns_type or help
        elif kind == _RAISES and target:
            self._raises.setdefault(target, help)

    def result(self) -> Docstring:
        for name, written in self._types.items():
            known = self._params.get(name, ParamDoc())
            type_text = known.type_text or _clean_type(written)
            self._params[name] = replace(_param(known.help, type_text), help=known.help)
        prose = _strip_blank(self._prose)
        end = next((i for i, (_, line) in enumerate(prose) if not line), len(prose))
        description = "\n".join(" " * indent + line for indent, line in prose[end:])
        return Docstring(
            summary=" ".join(line for _, line in prose[:end]) or None,
            description=description.strip("\n") or None,
            params=self._params,
            returns=self._returns,
            returns_type=self._returns_type,
            raises=self._raises,
        )


@dataclass(frozen=True)
class _Entry:
    names: tuple[str, ...]
    type_text: str | None
    help: str | None


def _dedented(text: str) -> list[_Line]:
    # inspect.cleandoc takes quadratic time on leading blank lines.
    lines = [line.expandtabs().rstrip() for line in text.splitlines()]
    indents = [len(line) - len(line.lstrip()) for line in lines]
    margin = min((n for n, line in zip(indents[1:], lines[1:], strict=True) if line), default=0)
    below = next((n for n, line in zip(indents[1:], lines[1:], strict=True) if line), -1)
    if below == margin and lines[0].endswith(":") and _title(lines[0]) in _SECTIONS:
        margin -= 1  # the text begins with a section: what stands below belongs to it
    return [
        (0 if number == 0 else max(indent - margin, 0), line[indent:])
        for number, (line, indent) in enumerate(zip(lines, indents, strict=True))
    ]


def _sections(lines: list[_Line]) -> Iterator[tuple[str, str, list[_Line]]]:
    """Yield kind, style and lines of each stretch of the text."""
    kind, style, found = "prose", "", list[_Line]()
    floor = 0  # where a Sphinx field stands; what belongs to it is deeper
    skip = False
    for number, (indent, line) in enumerate(lines):
        if skip:  # the underline of a heading
            skip = False
            continue
        below = lines[number + 1] if number + 1 < len(lines) else (0, "")
        title = _title(line)
        start: tuple[str, str] | None = None
        if indent == 0 and line and _is_rule(below) and not _is_rule((indent, line)):
            skip = True
            if title not in _SECTIONS and kind == "prose" and not _strip_blank(found):
                found = [(0, line), (0, "")]  # the title of the whole text
                continue
            start = (_SECTIONS.get(title, _OTHER), "numpy")
        elif indent == 0 and line.endswith(":") and title in _SECTIONS:
            start = (_SECTIONS[title], "google")
        elif _is_sphinx(line) and (style != "numpy" or indent == 0):
            start, floor = ("field", "sphinx"), indent
        elif line and (
            (style == "sphinx" and indent <= floor) or (style == "google" and not indent)
        ):
            start = ("prose", "")
        if start is None:
            found.append((indent, line))
            continue
        yield kind, style, found
        kind, style = start
        found = [] if style in {"numpy", "google"} else [(indent, line)]
    yield kind, style, found


def _title(line: str) -> str:
    return line.rstrip(":").strip().lower() if len(line) < 40 else ""


def _is_rule(line: _Line) -> bool:
    indent, text = line
    return indent == 0 and len(text) >= 3 and text[0] in "-=" and not text.strip(text[0])


def _is_sphinx(line: str) -> bool:
    if line[:1] not in {":", "@"}:
        return False
    tag = line[1:40].split(":", 1)[0].split(None, 1)
    return bool(tag) and tag[0].lower() in _SPHINX and ":" in line[1 + len(tag[0]) :]


def _numpy_entries(lines: list[_Line]) -> Iterator[_Entry]:
    for head, body in _grouped(lines, 0):
        names, _, kind = head.partition(":")
        known = _names(names)
        if known:
            yield _Entry(known, _clean_type(kind), _paragraphs(body))


def _google_entries(lines: list[_Line], bare: bool) -> Iterator[_Entry]:
    """Read the entries; `bare` where a name alone is one too, as for exceptions."""
    waiting: _Entry | None = None
    body: list[_Line] = []
    base = next((indent for indent, line in lines if line), 0)
    for head, below in _grouped(lines, base):
        name = _clean_name(head) if bare else None
        entry = _google_head(head) if name is None else _Entry((name,), None, None)
        if entry is None:  # a line that was wrapped without indentation
            body += [(0, head), *below]
            continue
        if waiting is not None:
            yield replace(waiting, help=_paragraphs([(0, waiting.help or ""), *body]))
        waiting, body = entry, below
    if waiting is not None:
        yield replace(waiting, help=_paragraphs([(0, waiting.help or ""), *body]))


def _google_head(head: str) -> _Entry | None:
    """Read ``name (type, optional): help``."""
    stop = next((i for i, char in enumerate(head) if char in ":("), len(head))
    names = _names(head[:stop])
    if not names or stop == len(head):
        return None
    kind = ""
    if head[stop] == "(":
        end = _closing(head, stop)
        if end is None:
            return None
        kind, rest = head[stop + 1 : end], head[end + 1 :].lstrip()
    else:
        rest = head[stop:]
    if not rest.startswith(":"):
        return None
    return _Entry(names, _clean_type(kind), rest[1:].strip())


def _google_returns(lines: list[_Line]) -> tuple[str | None, str | None]:
    lines = _strip_blank(lines)
    if not lines:
        return None, None
    indent, head = lines[0]
    kind, colon, rest = head.partition(":")
    # "dict: label to share" has a type; "A sentence: with a colon" has none.
    if colon and not kind.endswith(".") and (" " not in kind or "[" in kind or " or " in kind):
        return kind.strip() or None, _paragraphs([(indent, rest.strip()), *lines[1:]])
    return None, _paragraphs(lines)


def _numpy_returns(lines: list[_Line]) -> tuple[str | None, str | None]:
    kinds: list[str] = []
    texts: list[str] = []
    for head, body in _grouped(lines, 0):
        name, colon, kind = head.partition(":")
        if not colon:
            name, kind = "", head
        text = _paragraphs(body)
        kinds.append(kind.strip())
        texts.append(f"{name.strip()}: {text}" if name.strip() and text else text or "")
    if len(texts) == 1:  # its name says nothing that the help does not
        name, colon, help = texts[0].partition(": ")
        texts = [help if colon and re.match(_NAME, name) else texts[0]]
    return ", ".join(filter(None, kinds)) or None, "\n".join(filter(None, texts)) or None


def _grouped(lines: list[_Line], base: int) -> Iterator[tuple[str, list[_Line]]]:
    """Yield each line at `base` (or left of it) with the deeper ones below it."""
    head: str | None = None
    body: list[_Line] = []
    for indent, line in lines:
        if line and indent <= base:
            if head is not None:
                yield head, body
            head, body = line, []
        elif head is not None:
            body.append((indent, line))
    if head is not None:
        yield head, body


def _names(text: str) -> tuple[str, ...]:
    names = [_clean_name(part) for part in text.split(",")]
    known = tuple(name for name in names if name is not None)
    return known if len(known) == len(names) else ()


def _clean_name(text: str) -> str | None:
    name = text.strip().replace("\\", "").strip("`")
    return name if re.match(_NAME, name) else None


def _clean_type(text: str) -> str | None:
    parts = [part for part in _split_type(text) if not _says_default(part)]
    return ", ".join(parts) or None


def _says_default(part: str) -> bool:
    word = part.lower()
    return word.startswith(("optional", "default", "required")) or word == "by default"


def _split_type(text: str) -> Iterator[str]:
    """Split at the commas that stand in no bracket, and before "(default …)"."""
    depth, start = 0, 0
    for at, char in enumerate(text):
        if depth == 0 and char == "(" and _says_default(text[at + 1 : at + 12].lstrip()):
            yield text[start:at].strip()
            return
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth -= 1
        elif char == "," and depth <= 0:
            if text[start:at].strip():
                yield text[start:at].strip()
            start = at + 1
    if text[start:].strip():
        yield text[start:].strip()


def _closing(text: str, opening: int) -> int | None:
    depth = 0
    for at in range(opening, len(text)):
        if text[at] in _OPEN:
            depth += 1
        elif text[at] in _CLOSE:
            depth -= 1
            if depth == 0:
                return at
    return None


def _param(help: str | None, type_text: str | None) -> ParamDoc:
    long = type_text == "text" or any(re.search(_LONG, text) for text in (help, type_text) if text)
    return ParamDoc(help or None, type_text, long)


def _paragraphs(lines: list[_Line]) -> str | None:
    """Join wrapped lines; blank lines and bullets keep their break."""
    result: list[str] = []
    for _, line in _strip_blank(lines):
        if not line:
            if result and result[-1] != "\n\n":
                result.append("\n\n")
        else:
            if result and result[-1] != "\n\n":
                result.append("\n" if re.match(_BULLET, line) else " ")
            result.append(line)
    return "".join(result) or None


def _strip_blank(lines: list[_Line]) -> list[_Line]:
    first = next((i for i, (_, line) in enumerate(lines) if line), len(lines))
    last = next((i for i in range(len(lines), first, -1) if lines[i - 1][1]), first)
    return lines[first:last]
