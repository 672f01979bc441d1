"""Bars for the rows of a table."""

from __future__ import annotations

from typing import ClassVar

from ..frozen import dataclass
from ..spec import ComponentSpec
from .nativeplot import Mark, NativePlot, NativePlotSpec, docstring


@dataclass(frozen=True, kw_only=True)
class BarPlotSpec(NativePlotSpec):
    """The description of a bar plot."""


class BarPlot(NativePlot):
    __doc__ = docstring(
        "Bars for the rows of a table.",
        """
        >>> import pandas as pd
        >>> sales = pd.DataFrame({"fruit": ["pear", "fig"], "sold": [3, 5]})
        >>> BarPlot(sales, x="fruit", y="sold", sort="-y").initial()["data"]
        [['pear', 3], ['fig', 5]]
        """,
    )

    kind = "barplot"
    spec_type: ClassVar[type[ComponentSpec]] = BarPlotSpec
    mark: ClassVar[Mark] = "bar"
