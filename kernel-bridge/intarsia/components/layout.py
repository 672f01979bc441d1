"""What all layouts are: components that others stand in."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable
from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..parameters import NoticeWarning, mistake
from ..spec import ComponentSpec
from .base import Component
from .building import building

_PARENTS = {"tabs": "Tabs", "walkthrough": "Walkthrough"}
"""The layouts that are made where a component needs one around it: kinds and their classes."""

_UNSEEN = frozenset({"browserstate", "state", "timer"})
"""Kinds that take no room: two tabs with one between them stand beside each other."""


@dataclass(frozen=True, kw_only=True)
class LayoutSpec(ComponentSpec):
    """What every layout's description has."""

    children: tuple[str, ...]
    """Ids of the components that stand in it, in order."""


class Layout(Component):
    """A component that others stand in, and that has no value of its own.

    What is made within `with layout:` stands in it.

    Parameters
    ----------
    preserved_by_key : str or list of str, optional
        Which of its properties stay as they are when a part of the app is rendered again.
    **common
        What every component takes: `visible`, `scale`, `elem_id`, `elem_classes`, `render`,
        `key`, …
    """

    EVENTS: ClassVar[tuple[str, ...]] = ()
    unfollowed = "a layout has no value"
    TOLD: ClassVar[str | None] = None
    """The parameter that a person changes in the browser as well: what is open, or chosen."""
    parent_kind: ClassVar[str | None] = None
    """The kind of layout that it stands in; where it is not in one, one is made."""
    child_kind: ClassVar[str | None] = None
    """The only kind that stands in it."""

    def __init__(self, *, preserved_by_key: Any = None, **common: Any) -> None:
        super().__init__(None, preserved_by_key=preserved_by_key, **common)
        self.children: list[Component] = []
        self.is_implied = False
        """Whether it was made for a component that needs one around it."""
        self.told = 0
        """How often its `TOLD` was changed by a function."""

    def __enter__(self) -> Any:
        builder = building.get()
        if builder is None:
            kind = type(self).__name__
            raise RuntimeError(f"{kind} is a part of an app: use it inside of `with Blocks():`.")
        builder.enter(self)
        return self

    def __exit__(self, kind: Any = None, *_: object) -> None:
        builder = building.get()
        if builder is not None:
            builder.leave(self)
        if kind is None:
            self._look_at_children()

    def layout_for(self, child: Component) -> Layout:
        """Return the layout that a child shall stand in when it is made within this one.

        A layout that needs a certain one around it (a `Tab`) goes into the one made for its
        neighbour, or else into a new one, which the builder places here first.
        """
        wanted = child.parent_kind if isinstance(child, Layout) else None
        if wanted is None or wanted == self.kind:
            return self
        for before in reversed(self.children):
            if isinstance(before, Layout) and before.is_implied and before.kind == wanted:
                return before
            if before.kind not in _UNSEEN:
                break
        key = None
        if child.key is not None:
            key = (*(child.key if isinstance(child.key, tuple) else (child.key,)), "_parent")
        home = importlib.import_module(f"{__package__}.{wanted}")
        parent: Layout = getattr(home, _PARENTS[wanted])(render=False, key=key)
        parent.is_implied = True
        return parent

    @property
    def is_layout(self) -> bool:
        """Whether others stand in it."""
        return True

    def updated(self, changes: dict[str, Any]) -> Component:
        other = super().updated(changes)
        assert isinstance(other, Layout)
        other.id = self.id  # whatever the author calls it
        other.children = self.children
        other.is_implied = self.is_implied
        other.told = self.told + (self.TOLD in changes)
        return other

    def caused(self, before: Component) -> list[tuple[str, str, Json]]:
        if not isinstance(before, Layout) or self.told == before.told:
            return []
        said = getattr(self, str(self.TOLD))
        if self.TOLD == "open":
            return [(self.id, "expand" if said else "collapse", None)]
        return [(self.id, "change", None), *self.selects(self._meant(said))]

    def shown_page(self, current: Callable[[Component], Component]) -> Layout | None:
        """Return which of its pages is shown at first, if it is a layout of pages.

        Parameters
        ----------
        current
            Returns a component as it stands in the session.
        """
        if self.TOLD != "selected":
            return None
        chosen = self._meant(getattr(self, "selected", None))
        pages = [chosen, *self.children] if chosen is not None else self.children
        for page in map(current, pages):
            if isinstance(page, Layout) and page.visible and page.interactive is not False:
                return page
        return None

    def selects(self, page: Component | None) -> list[tuple[str, str, Json]]:
        """Return the event of a page that is shown now, as `caused` returns it."""
        if page is None:
            return []
        place = [child.id for child in self.children].index(page.id)
        return [(page.id, "select", {"index": place, "value": page.label, "selected": True})]

    def _meant(self, said: Any) -> Component | None:
        """Return the page of a name; or of a place, if the one that is there has no name."""
        if said is None:
            return None
        for child in self.children:
            if getattr(child, "page_id", None) == said:
                return child
        placed = self.children[said : said + 1] if isinstance(said, int) else []
        return next((child for child in placed if getattr(child, "page_id", 0) is None), None)

    def members(self) -> list[Component]:
        """Return all that stands in it."""
        return self.children

    def own_spec(self) -> dict[str, Any]:
        return {"children": tuple(child.id for child in self.children)}

    def interactive_by_use(self, *, is_input: bool, is_output: bool) -> bool:
        """Whether a person may use it, when nobody said."""
        return True

    def preprocess(self, value: Json) -> Any:
        if value is not None:
            raise InvalidValueError("A layout takes no value.")
        return None

    def postprocess(self, value: Any) -> Json:
        if value is not None:
            raise self.refuse(value, "nothing itself")
        return None

    def _look_at_children(self) -> None:
        said = getattr(self, "selected", None) if self.TOLD == "selected" else None
        if said is not None and self.children and self._meant(said) is None:
            names = [child.page_id for child in self.children if hasattr(child, "page_id")]
            known = [repr(name) for name in names if name is not None]
            there = f"those are {', '.join(known)}" if known else "none has an id"
            mistake(f"{type(self).__name__}(selected={said!r}) is the id of none in it; {there}.")
        for child in self.children:
            if self.child_kind not in (None, child.kind) and child.kind not in _UNSEEN:
                inner = str(self.child_kind).capitalize()
                warnings.warn(
                    f"{type(self).__name__} is for {inner} alone: put the "
                    f"{type(child).__name__} inside of one.",
                    NoticeWarning,
                    stacklevel=3,
                )
                return
