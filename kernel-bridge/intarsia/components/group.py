"""Components that belong together, without gaps."""

from __future__ import annotations

from ..frozen import dataclass
from .layout import Layout, LayoutSpec


@dataclass(frozen=True, kw_only=True)
class GroupSpec(LayoutSpec):
    """The description of a group."""


class Group(Layout):
    """Components that belong together: one frame around them, and no gaps.

    Parameters
    ----------
    **common
        What every component takes: `visible`, `elem_id`, `elem_classes`, `render`, `key`, …

    Examples
    --------
    >>> Group().spec().children
    ()
    """

    kind = "group"
    spec_type = GroupSpec
