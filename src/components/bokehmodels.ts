/**
 * Models of Bokeh that draw numbers, words and lines, and hold no script, markup or address.
 */
export const DRAWING_MODELS: ReadonlySet<string> = new Set(
  [
    'AreaVisuals BoxInteractionHandles CoordinateMapping DocumentConfig Figure GridPlot Notifications Plot',
    'Column GridBox HBox Row Spacer TabPanel Tabs VBox',
    'Arrow NormalHead OpenHead TeeHead VeeHead Band BoxAnnotation PolyAnnotation Slope Span Whisker',
    'Label LabelSet Title ColorBar ContourColorBar Legend LegendItem ScaleBar SizeBar',
    'Angular ImperialLength Metric MetricLength ReciprocalMetric ReciprocalMetricLength',
    'CategoricalAxis DatetimeAxis LinearAxis LogAxis MercatorAxis TimedeltaAxis Grid',
    'CumSum PolarTransform Stack Dodge Jitter LinearInterpolator StepInterpolator',
    'AllIndices BooleanFilter DifferenceFilter GroupFilter IndexFilter IntersectionFilter',
    'InversionFilter SymmetricDifferenceFilter UnionFilter',
    'BasicTickFormatter CategoricalTickFormatter DatetimeTickFormatter LogTickFormatter',
    'MercatorTickFormatter NumeralTickFormatter PrintfTickFormatter TimedeltaTickFormatter',
    'AnnularWedge Annulus Arc Bezier Block Circle Ellipse HArea HAreaStep HBar HSpan HStrip HexTile',
    'Image ImageRGBA ImageStack Line MultiLine MultiPolygons Ngon Patch Patches Quad Quadratic Ray',
    'Rect Scatter Segment Step Text VArea VAreaStep VBar VSpan VStrip Wedge',
    'EdgeCoordinates EdgesAndLinkedNodes EdgesOnly NodeCoordinates NodesAndLinkedEdges NodesOnly',
    'StaticLayoutProvider GlyphRenderer GraphRenderer AllLabels NoOverlap',
    'CategoricalColorMapper CategoricalMarkerMapper CategoricalPatternMapper EqHistColorMapper',
    'LinearColorMapper LogColorMapper StackColorMapper WeightedStackColorMapper',
    'DataRange1d FactorRange Range1d CategoricalScale CompositeScale LinearScale LogScale',
    'IntersectRenderers Selection UnionRenderers CDSView ColumnDataSource GroupByModels GroupByName',
    'AdaptiveTicker BasicTicker BinnedTicker CategoricalTicker CompositeTicker DatetimeTicker DaysTicker',
    'FixedTicker LogTicker MercatorTicker MonthsTicker SingleIntervalTicker TimedeltaTicker YearsTicker',
    'BoxSelectTool BoxZoomTool ClickPanTool CrosshairTool FullscreenTool HoverTool LassoSelectTool',
    'PanTool PolySelectTool RangeTool RedoTool ResetTool SaveTool TapTool Toolbar UndoTool',
    'WheelPanTool WheelZoomTool ZoomInTool ZoomOutTool'
  ]
    .join(' ')
    .split(' ')
);
