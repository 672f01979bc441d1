"""Lines through the rows of a table."""

from __future__ import annotations

from typing import ClassVar

from ..frozen import dataclass
from ..spec import ComponentSpec
from .nativeplot import Mark, NativePlot, NativePlotSpec, docstring


@dataclass(frozen=True, kw_only=True)
class LinePlotSpec(NativePlotSpec):
    """The description of a line plot."""


class LinePlot(NativePlot):
    __doc__ = docstring(
        "Lines through the rows of a table.",
        """
        >>> import pandas as pd
        >>> sales = pd.DataFrame({"day": [1, 2], "sold": [3, 5]})
        >>> LinePlot(sales, x="day", y="sold").initial()["data"]
        [[1, 3], [2, 5]]
        """,
    )

    kind = "lineplot"
    spec_type: ClassVar[type[ComponentSpec]] = LinePlotSpec
    mark: ClassVar[Mark] = "line"
