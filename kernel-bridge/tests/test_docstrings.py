from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intarsia.docstrings import Docstring, ParamDoc, parse_docstring

NUMPY = """Species of an iris.

    Measured in the *garden*,
    never in the vase.

    Parameters
    ----------
    length, width : float, optional
        Of the petal
        in cm.

        Second thought.
    model : {'forest', 'logistic'}, default 'forest'
        What decides:
        - a forest
        - a line
    X : array-like of shape (n_samples, n_features), default=None
    note : str
        Several lines of text.
    *args, **kwargs
        Passed on.

    Other Parameters
    ----------------
    seed : int or None (default: 0)
        Of the dice.

    Returns
    -------
    species : str
        Its Latin name.

    Raises
    ------
    ValueError
        When it is a rose.

    Examples
    --------
    >>> classify(1, 2)
    x : not a parameter
    """

GOOGLE = """Species of an iris.

    Measured in the garden.

    Args:
        length (float): Of the petal
            in cm.
        width (float, optional): Colon: inside. Defaults to 1.3.
        model (Callable[[int], dict[str, int]], optional):
            What decides.

            Second thought.
        bare: Without a type.
        note (text): A remark.
        *args: Passed on.
        **kwargs (Any): Passed on too.

    Returns:
        dict[str, float]: Label to share.

    Raises:
        ValueError: When it is a rose.
        KeyError

    Example:
        length: not a parameter

    Prose at the end.
    """

SPHINX = """
    Species of an iris.

    Measured in the garden.

    :param length: Of the petal
        in cm.
    :type length: float
    :param float width: Across, default 1.3
    :param dict[str, int] model: What decides.
    :param note:
        Several lines are fine.
    :type note: str, optional
    :keyword \\*\\*kwargs: Passed on.
    :returns: Label to share.
    :rtype: dict
    :raises ValueError: When it is a rose.
    """


def test_numpy() -> None:
    doc = parse_docstring(NUMPY)
    assert doc.summary == "Species of an iris."
    assert doc.description == "Measured in the *garden*,\nnever in the vase."
    petal = ParamDoc("Of the petal in cm.\n\nSecond thought.", "float")
    assert doc.params == {
        "length": petal,
        "width": petal,
        "model": ParamDoc("What decides:\n- a forest\n- a line", "{'forest', 'logistic'}"),
        "X": ParamDoc(None, "array-like of shape (n_samples, n_features)"),
        "note": ParamDoc("Several lines of text.", "str", long=True),
        "args": ParamDoc("Passed on."),
        "kwargs": ParamDoc("Passed on."),
        "seed": ParamDoc("Of the dice.", "int or None"),
    }
    assert (doc.returns, doc.returns_type) == ("Its Latin name.", "str")
    assert doc.raises == {"ValueError": "When it is a rose."}


def test_google() -> None:
    doc = parse_docstring(GOOGLE)
    assert doc.summary == "Species of an iris."
    assert doc.description == "Measured in the garden."
    assert doc.params == {
        "length": ParamDoc("Of the petal in cm.", "float"),
        "width": ParamDoc("Colon: inside. Defaults to 1.3.", "float"),
        "model": ParamDoc("What decides.\n\nSecond thought.", "Callable[[int], dict[str, int]]"),
        "bare": ParamDoc("Without a type."),
        "note": ParamDoc("A remark.", "text", long=True),
        "args": ParamDoc("Passed on."),
        "kwargs": ParamDoc("Passed on too.", "Any"),
    }
    assert (doc.returns, doc.returns_type) == ("Label to share.", "dict[str, float]")
    assert doc.raises == {"ValueError": "When it is a rose.", "KeyError": None}


def test_sphinx() -> None:
    doc = parse_docstring(SPHINX)
    assert doc.summary == "Species of an iris."
    assert doc.description == "Measured in the garden."
    assert doc.params == {
        "length": ParamDoc("Of the petal in cm.", "float"),
        "width": ParamDoc("Across, default 1.3", "float"),
        "model": ParamDoc("What decides.", "dict[str, int]"),
        "note": ParamDoc("Several lines are fine.", "str", long=True),
        "kwargs": ParamDoc("Passed on."),
    }
    assert (doc.returns, doc.returns_type) == ("Label to share.", "dict")
    assert doc.raises == {"ValueError": "When it is a rose."}


@pytest.mark.parametrize(
    ("text", "summary", "description"),
    [
        (None, None, None),
        ("", None, None),
        (" \n\n ", None, None),
        ("One line.", "One line.", None),
        ("\n    Wrapped\n    line.\n", "Wrapped line.", None),
        ("First.\n\n  Second.\n\n    code\n  Third.", "First.", "Second.\n\n  code\nThird."),
        ("Args:\n  x: help", None, None),
        ("Title\n=====\n\nText.", "Title", "Text."),
        ("Ends in a colon:\nstill prose", "Ends in a colon: still prose", None),
        ("A.\n\nNotes\n-----\nHidden.", "A.", None),
        ("A.\r\n\r\nB.\r\n", "A.", "B."),
        ("A.\n\n:class:`Foo` is prose.", "A.", ":class:`Foo` is prose."),
    ],
)
def test_prose(text: str | None, summary: str | None, description: str | None) -> None:
    doc = parse_docstring(text)
    assert (doc.summary, doc.description) == (summary, description)


@pytest.mark.parametrize(
    ("text", "params"),
    [
        ("Args:\n  x: one\n  x: two", {"x": ParamDoc("one")}),
        ("Args:\n  x: wrapped\n  without indent", {"x": ParamDoc("wrapped without indent")}),
        ("Args:\n  x (int: broken", {}),
        ("Do.\n\nArgs:\n    x: a\n  y: b", {"x": ParamDoc("a"), "y": ParamDoc("b")}),
        ("Args:\n  x, y (int): both", dict.fromkeys("xy", ParamDoc("both", "int"))),
        ("Args:\n  `x`: in ticks", {"x": ParamDoc("in ticks")}),
        ("Args:\n  größe: in cm", {"größe": ParamDoc("in cm")}),
        ("Args:\n  two words: no name", {}),
        ("Args:\n\n  x: after a blank", {"x": ParamDoc("after a blank")}),
        ("Attributes:\n  x: one", {"x": ParamDoc("one")}),
        ("Keyword Args:\n  x: one", {"x": ParamDoc("one")}),
        ("@param x: epytext", {"x": ParamDoc("epytext")}),
        (":param x: one\nAfter.\n:param y: two", {"x": ParamDoc("one"), "y": ParamDoc("two")}),
        (":type x: int", {"x": ParamDoc(None, "int")}),
        (":param: nothing", {}),
        ("Parameters\n---\nx : int\n\n    Below.", {"x": ParamDoc("Below.", "int")}),
        ("Parameters\n---\nx: int, required", {"x": ParamDoc(None, "int")}),
        ("Parameters\n---\nx : optional", {"x": ParamDoc()}),
        ("Parameters\n---\n: int\n    Nameless.", {}),
        ("Parameters\n---\nx\nNotes\n---\ny", {"x": ParamDoc()}),
        ("Parameters\n---\nx : int\n  A.\n\nArgs:\n  y: B.", {
            "x": ParamDoc("A.", "int"), "y": ParamDoc("B."),
        }),
    ],
)  # fmt: skip
def test_params(text: str, params: dict[str, ParamDoc]) -> None:
    assert parse_docstring(text).params == params


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("int", "int"),
        ("int, optional", "int"),
        ("optional", None),
        ("int, default 5", "int"),
        ("int, default=5", "int"),
        ("int, default: 5", "int"),
        ("int (default 5)", "int"),
        ("int, optional (default=(1, 2))", "int"),
        ("{1, 2}, optional", "{1, 2}"),
        ("dict(str, int)", "dict(str, int)"),
        ("Callable[[int], str], optional", "Callable[[int], str]"),
        ("str, or, list", "str, or, list"),
    ],
)
def test_type_text(written: str, kind: str | None) -> None:
    numpy = parse_docstring(f"Parameters\n----------\nx : {written}\n    Help.")
    google = parse_docstring(f"Args:\n    x ({written}): Help.")
    sphinx = parse_docstring(f":param x: Help.\n:type x: {written}")
    assert numpy.params == google.params == sphinx.params == {"x": ParamDoc("Help.", kind)}


@pytest.mark.parametrize(
    ("text", "returns", "kind"),
    [
        ("Returns:\n  A sentence: with a colon.", "A sentence: with a colon.", None),
        ("Returns:\n  str: Name.", "Name.", "str"),
        ("Returns:\n  int or None: Count.", "Count.", "int or None"),
        ("Returns:\n", None, None),
        ("Yields:\n  Pieces.", "Pieces.", None),
        ("Returns\n---\nfloat\n    Share.", "Share.", "float"),
        (
            "Returns\n---\na : int\n    One.\nb : str\n    Two.",
            "a: One.\nb: Two.",
            "int, str",
        ),
        (":return: Share.", "Share.", None),
    ],
)
def test_returns(text: str, returns: str | None, kind: str | None) -> None:
    doc = parse_docstring(text)
    assert (doc.returns, doc.returns_type) == (returns, kind)


@pytest.mark.parametrize(
    ("help", "is_long"),
    [
        ("Multi-line text.", True),
        ("A multiline string", True),
        ("May have several lines.", True),
        ("A paragraph to shorten.", True),
        ("A long text", True),
        ("The name", False),
        ("Texture of the leaf", False),
    ],
)
def test_long(help: str, is_long: bool) -> None:
    assert parse_docstring(f"Args:\n  x (str): {help}").params["x"].long is is_long


PIECES = st.sampled_from(
    [
        "Args:", "Returns:", "Parameters", "---", "=====", ":param x:", ":type x:", ":rtype:",
        "@return:", "x : int", "x (int): a", "*args", "\\*", "((", "))", ",", ":", "default", "\n",
        "\n\n", "  ", "    ", "\t", "- ", "1. ", "\r\n", "\x00", "\ud800", "\u2028", "`", "Raises:",
        "Notes\n-----\n", "optional", "(default", "é",
    ]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES | st.text(max_size=5)).map("".join)))
def test_never_raises(text: str) -> None:
    doc = parse_docstring(text)
    assert isinstance(doc, Docstring)
    assert doc.summary is None or doc.summary.strip()
    assert "\n" not in (doc.summary or "")
    assert all(name and not name.startswith("*") for name in doc.params)


@pytest.mark.parametrize(
    "piece",
    [
        "\n", " ", "\t", "a", "a ", ":", "x:\n", "(", ")", ",", "a,", "a: ", "default", "several ",
        " x: a\n", " x ((\n", "a\n---\n", ":param x: a\n", ":param ", "- a\n", "  \n", "a\n  b\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "head",
    ["", "Args:\n  x: ", "Args:\n  x (", "Args:\n", "Parameters\n---\n", "Parameters\n---\nx : ",
     "Returns:\n  ", "Returns\n---\n", ":param ", ":param x: "],
)  # fmt: skip
def test_time_is_linear(head: str, piece: str) -> None:
    # Quadratic time would make eight times the text sixty-four times as slow.
    def seconds(size: int) -> float:
        text = head + piece * (size // len(piece))
        start = time.process_time()
        parse_docstring(text)
        return time.process_time() - start

    seconds(1_000)
    small = min(seconds(5_000) for _ in range(3))
    assert min(seconds(40_000) for _ in range(2)) < 30 * small + 0.05


def test_a_megabyte() -> None:
    text = "Args:\n" + "".join(f"  x{n} (int, optional): help\n" for n in range(35_000))
    assert len(text) > 1_000_000
    assert len(parse_docstring(text).params) == 35_000
