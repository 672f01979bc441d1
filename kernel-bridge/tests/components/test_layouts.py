"""Layouts: what stands in them, what they are told, and what they refuse."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

import intarsia as gr
from intarsia.components.base import Component
from intarsia.components.building import building
from intarsia.components.layout import Layout
from intarsia.components.lengths import length
from intarsia.parameters import NoticeWarning
from intarsia.testing import connect

LAYOUTS = (
    gr.Row,
    gr.Column,
    gr.Group,
    gr.Tabs,
    gr.Tab,
    gr.Accordion,
    gr.Sidebar,
    gr.Draggable,
    gr.Walkthrough,
    gr.Step,
)
each_layout = pytest.mark.parametrize("cls", LAYOUTS, ids=lambda cls: cls.kind)


class Page:
    """Places what is made: the least that a builder does."""

    def __init__(self) -> None:
        self.root = gr.Column(render=False)
        self.open: list[Layout] = [self.root]
        self.count = 0

    def place(self, component: Component) -> None:
        self.count += 1
        component.id = f"c{self.count}"
        layout = self.open[-1].layout_for(component)
        if not layout.id and layout is not self.root:
            self.place(layout)
        layout.children.append(component)

    def enter(self, layout: Layout) -> None:
        self.open.append(layout)

    def leave(self, layout: Layout) -> None:
        assert self.open.pop() is layout

    def attach(self, *_: Any, **__: Any) -> None:
        raise AssertionError("Nobody listens.")


@pytest.fixture
def page() -> Iterator[Page]:
    made = Page()
    token = building.set(made)
    yield made
    building.reset(token)


def tree(layout: Layout) -> Any:
    """Return the kinds that stand in a layout, and in those."""
    return [
        (child.kind, tree(child)) if isinstance(child, Layout) else child.kind
        for child in layout.children
    ]


@each_layout
def test_what_is_made_within_stands_in_it(cls: type[Layout], page: Page) -> None:
    with cls() as layout:
        assert isinstance(layout, cls)
        inner = gr.Number() if layout.child_kind is None else _child(layout.child_kind)
    after = gr.Textbox()
    assert layout.children == [inner]
    assert layout.spec().children == (inner.id,)
    assert page.root.children[-1] is after
    assert page.open == [page.root]


def _child(kind: str) -> Component:
    return {"tab": gr.Tab, "step": gr.Step}[kind]("Page")


@each_layout
def test_belongs_to_an_app(cls: type[Layout]) -> None:
    with pytest.raises(RuntimeError, match=f"^{cls.__name__} is a part of an app: use it inside"):
        cls().__enter__()


@each_layout
def test_is_left_by_an_error_too(cls: type[Layout], page: Page) -> None:
    with pytest.raises(ZeroDivisionError), cls():
        print(1 / 0)
    assert page.open == [page.root]


@each_layout
def test_has_no_value(cls: type[Layout]) -> None:
    layout = cls()
    assert layout.initial() is None
    with pytest.raises(TypeError, match="shows nothing itself, not str"):
        layout.postprocess("text")


@each_layout
def test_changed_it_is_the_same_one_with_the_same_children(cls: type[Layout], page: Page) -> None:
    with cls() as layout:
        gr.Number() if layout.child_kind is None else _child(layout.child_kind)
    other = layout.updated({"visible": False})
    assert isinstance(other, cls)
    assert (other.id, other.children) == (layout.id, layout.children)
    assert other.spec().visible is False
    assert page.count == len(page.root.children) + sum(
        len(child.children) for child in page.root.children if isinstance(child, Layout)
    ) + (cls in (gr.Tab, gr.Step))  # changing it places nothing


@pytest.mark.parametrize(
    ("layout", "changes"),
    [
        (gr.Tabs(selected="a"), {"selected": "a"}),
        (gr.Walkthrough(selected=1), {"selected": 1}),
        (gr.Accordion(open=False), {"open": False}),
        (gr.Sidebar(), {"open": True}),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_tells_the_browser_when_a_function_says_the_same_again(
    layout: Layout, changes: dict[str, Any]
) -> None:
    once = layout.updated(changes)
    twice = once.updated(changes)
    other = twice.updated({"visible": False})
    told = [each.spec().told for each in (layout, once, twice, other)]
    assert told == [0, 1, 2, 2]


def test_a_page_is_known_by_its_own_name_and_by_the_apps(page: Page) -> None:
    with gr.Tabs(), gr.Tab("First", id="a") as tab:
        pass
    renamed = tab.updated({"id": "b", "label": "Second"})
    assert renamed.id == tab.id != ""
    spec = renamed.spec()
    assert (spec.id, spec.page_id, spec.label) == (tab.id, "b", "Second")


def test_tabs_beside_one_another_need_nothing_around_them(page: Page) -> None:
    with gr.Tab("A"):
        gr.Number()
    with gr.Tab("B"):
        pass
    gr.Markdown("between")
    with gr.Tab("C"), gr.Tab("D"):
        pass
    assert tree(page.root) == [
        ("tabs", [("tab", ["number"]), ("tab", [])]),
        "markdown",
        ("tabs", [("tab", [("tabs", [("tab", [])])])]),
    ]


def test_tabs_of_ones_own_are_not_joined_by_others(page: Page) -> None:
    with gr.Tabs():
        gr.Tab("A")
    gr.Tab("B", key="b")
    gr.Step("One", key=("s", 1))
    assert tree(page.root) == [
        ("tabs", [("tab", [])]),
        ("tabs", [("tab", [])]),
        ("walkthrough", [("step", [])]),
    ]
    assert [child.key for child in page.root.children] == [
        None,
        ("b", "_parent"),
        ("s", 1, "_parent"),
    ]


def test_what_takes_no_room_does_not_part_tabs(page: Page) -> None:
    gr.Tab("A")
    unseen = gr.Number(render=False)
    unseen.kind = "state"
    page.place(unseen)
    gr.Tab("B")
    assert tree(page.root) == [("tabs", [("tab", []), ("tab", [])]), "state"]


def test_says_when_something_stands_where_pages_do(page: Page) -> None:
    tabs, steps = gr.Tabs(), gr.Walkthrough()
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        with tabs:
            gr.Tab("A")
            gr.Number()
        with steps:
            gr.Row()
    assert [str(one.message) for one in said] == [
        "Tabs is for Tab alone: put the Number inside of one.",
        "Walkthrough is for Step alone: put the Row inside of one.",
    ]
    assert {one.category for one in said} == {NoticeWarning}
    assert {one.filename for one in said} == {__file__}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with gr.Tabs():
            gr.Tab("A")


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (None, None),
        (0, 0),
        (120.0, 120),
        (12.5, "12.5px"),
        ("120", "120px"),
        (" 50vh ", "50vh"),
        ("calc(100% - 2rem)", "calc(100% - 2rem)"),
        ("fit-content", "fit-content"),
    ],
)
def test_lengths_travel(given: Any, sent: Any) -> None:
    assert length("height", given) == sent


@pytest.mark.parametrize(
    "given",
    [-1, True, "", "tall", "1px; color: red", "url(x)", "calc(url(//evil))", float("nan"), []],
)
def test_what_is_no_length_is_refused(given: Any) -> None:
    with pytest.raises(ValueError, match="height is a number of pixels or a length"):
        gr.Row(height=given)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: gr.Row(variant="wide"), 'Row(variant=…) is "default", "panel" or "compact"'),
        (lambda: gr.Column(variant="wide"), "Column(variant=…)"),
        (lambda: gr.Tab(alignment="top"), 'Tab(alignment=…) is "left" or "right", not'),
        (lambda: gr.Tabs(overflow_behavior="hide"), "Tabs(overflow_behavior=…)"),
        (lambda: gr.Sidebar(position="top"), "Sidebar(position=…)"),
        (lambda: gr.Draggable(orientation="x"), "Draggable(orientation=…)"),
    ],
)
def test_names_what_there_is(make: Any, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        make()


def test_a_share_is_a_whole_number() -> None:
    with pytest.warns(NoticeWarning, match="is a whole number: 0.5 counts as 1"):
        column = gr.Column(scale=0.5)
    assert column.spec().scale == 1
    assert gr.Column().spec().scale == 1
    assert gr.Row().spec().scale is None


def test_has_the_names_that_people_know() -> None:
    assert gr.TabItem is gr.Tab
    assert gr.Tab("First", False, False).spec().label == "First"
    assert gr.Tab("First", False, False).spec().interactive is False
    assert gr.Tab("First", False, False).spec().visible is False
    assert gr.Step("First", True, False, id=3).spec().page_id == 3
    assert gr.Accordion("More", visible="hidden").spec().visible is False
    assert gr.Tabs.EVENTS == gr.Walkthrough.EVENTS == ("change", "select")
    assert gr.Tab.EVENTS == gr.Step.EVENTS == ("select",)
    assert gr.Accordion.EVENTS == gr.Sidebar.EVENTS == ("expand", "collapse")
    assert gr.Row.EVENTS == gr.Column.EVENTS == gr.Group.EVENTS == gr.Draggable.EVENTS == ()


@pytest.mark.usefixtures("living")
def test_a_function_chooses_a_page_and_opens_things() -> None:
    with gr.Blocks() as demo:
        with gr.Tabs(selected="a") as tabs:
            gr.Tab("A", id="a")
            with gr.Tab("B", id="b") as second:
                gr.Number()
        with gr.Accordion("More", open=False) as more:
            gr.Textbox()
        button = gr.Button()
        button.click(
            lambda: (gr.Tabs(selected="b"), gr.Tab(label="C"), gr.Accordion(open=True)),
            None,
            [tabs, second, more],
        )
    client = connect(demo)

    def spec(layout: Layout) -> Any:
        return next(one for one in client.spec.components if one.id == layout.id)

    assert (spec(tabs).selected, spec(tabs).told, spec(more).open) == ("a", 0, False)
    for times in (1, 2):
        client.call(0)
        client.wait(lambda: spec(more).told == times)  # noqa: B023  # waited for at once
        assert (spec(tabs).selected, spec(tabs).told) == ("b", times)
        assert (spec(second).label, spec(second).page_id) == ("C", "b")
        assert spec(more).open is True
        assert [len(spec(each).children) for each in (tabs, second, more)] == [2, 1, 1]


@pytest.mark.usefixtures("living")
def test_tabs_of_an_app_need_nothing_around_them() -> None:
    with gr.Blocks() as demo:
        with gr.Tab("A"):
            first = gr.Number()
        with gr.Tab("B"):
            gr.Number()
        with gr.Row(), gr.Column():
            gr.Markdown("below")
    root = demo.root
    assert isinstance(root, Layout)
    assert tree(root) == [
        ("tabs", [("tab", ["number"]), ("tab", ["number"])]),
        ("row", [("column", ["markdown"])]),
    ]
    client = connect(demo)
    kinds = [one.kind for one in client.spec.components]
    assert sorted(kinds) == sorted(
        ["column", "tabs", "tab", "number", "tab", "number", "row", "column", "markdown"]
    )
    ids = [one.id for one in client.spec.components]
    assert len(set(ids)) == len(ids)
    assert first.id in ids
