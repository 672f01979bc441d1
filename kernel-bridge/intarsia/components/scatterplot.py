"""Points for the rows of a table."""

from __future__ import annotations

from typing import ClassVar

from ..frozen import dataclass
from ..spec import ComponentSpec
from .nativeplot import Mark, NativePlot, NativePlotSpec, docstring


@dataclass(frozen=True, kw_only=True)
class ScatterPlotSpec(NativePlotSpec):
    """The description of a scatter plot."""


class ScatterPlot(NativePlot):
    __doc__ = docstring(
        "Points for the rows of a table.",
        """
        >>> import pandas as pd
        >>> irises = pd.DataFrame({"length": [1.4, 4.7], "width": [0.2, 1.4]})
        >>> ScatterPlot(irises, x="length", y="width").initial()["data"]
        [[1.4, 0.2], [4.7, 1.4]]
        """,
    )

    kind = "scatterplot"
    spec_type: ClassVar[type[ComponentSpec]] = ScatterPlotSpec
    mark: ClassVar[Mark] = "point"
