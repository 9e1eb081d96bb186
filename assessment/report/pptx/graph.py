"""Native charts, whose data a reader can edit: bars, stacks and lines, with words for whoever cannot see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree
from openpyxl import Workbook
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from assessment.cells import put, saved
from assessment.report.pptx import theme as look
from assessment.report.pptx.fitting import one_line
from assessment.report.pptx.slide import Box, Slide
from assessment.text import number

SHEET = "Sheet1"
"""The name under which a chart looks for its data."""


@dataclass(frozen=True)
class Series:
    """A row of values in one colour of the theme, mixed with `white` 0..1; `dashed` for a line."""

    name: str
    values: tuple[float | None, ...]
    colour: str
    white: float = 0.0
    dashed: bool = False


@dataclass(frozen=True)
class Graph:
    """`low` and `high` bound the value axis; `form` is the number format of values and `unit` its title."""

    kind: XL_CHART_TYPE
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    form: str = "0.0"
    low: float | None = None
    high: float | None = None
    step: float | None = None
    unit: str = ""
    ticks: str = "0"
    every: int = 1
    """Every which category has a label."""
    labels: bool = True
    size: float = look.SMALL


def slot(colour: str) -> MSO_THEME_COLOR:
    """A place of the theme as the library calls it."""
    return MSO_THEME_COLOR.from_xml(colour)


def draw_graph(slide: Slide, graph: Graph, box: Box, name: str, alt: str, moment: datetime) -> None:
    data = CategoryChartData(number_format=graph.form)
    data.categories = [one_line(category) for category in graph.categories]
    for series in graph.series:
        data.add_series(one_line(series.name), series.values)
    frame = slide.drawn.shapes.add_chart(graph.kind, box.left, box.top, box.width, box.height, data)
    chart = frame.chart
    # the library's own workbook would run a category that looks like a formula, and bears the clock
    chart.part.chart_workbook.xlsx_part._blob = _workbook(graph, moment)
    slide.alt(frame, name, f"{alt} {_values_in_words(graph)}")
    chart.has_title = False
    chart.font.size, chart.font.color.theme_color = Pt(graph.size), slot(look.TEXT)
    chart.has_legend = len(graph.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.legend.font.size = Pt(graph.size)
    _axes(chart, graph)
    for series, plotted in zip(graph.series, chart.plots[0].series, strict=True):
        _dress(series, plotted, graph)


def _values_in_words(graph: Graph) -> str:
    """Every value, category by category."""
    told = []
    decimals = len(graph.form.partition(".")[2])
    for place, category in enumerate(graph.categories):
        values = [f"{series.name} {number(value, f',.{decimals}f')}" for series in graph.series
                  if (value := series.values[place]) is not None]
        told.append(f"{category}: {', '.join(values)}" if len(graph.series) > 1 or not values else
                    f"{category}: {values[0].removeprefix(graph.series[0].name).strip()}")
    return "; ".join(told)


def _axes(chart: Any, graph: Graph) -> None:
    category, value = chart.category_axis, chart.value_axis
    bars = graph.kind in (XL_CHART_TYPE.BAR_CLUSTERED, XL_CHART_TYPE.BAR_STACKED)
    category.reverse_order = bars
    category.has_major_gridlines = False
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.format.line.color.theme_color = slot(look.GREY)
    category.tick_labels.font.size = Pt(graph.size)
    value.minimum_scale, value.maximum_scale, value.major_unit = graph.low, graph.high, graph.step
    value.has_major_gridlines = True
    value.major_gridlines.format.line.color.theme_color = slot(look.SOFT)
    value.major_gridlines.format.line.color.brightness = -0.1
    value.format.line.fill.background()
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = graph.ticks, False
    value.tick_labels.font.size = Pt(graph.size)
    if graph.every > 1:
        skip = etree.SubElement(category._element, qn("c:tickLblSkip"), val=str(graph.every))
        after = category._element.find(qn("c:noMultiLvlLbl"))
        if after is not None:  # the order of elements is fixed
            after.addprevious(skip)
    if bars:  # with the order reversed the axis would stand on top
        value.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    if graph.unit:
        value.has_title = True
        value.axis_title.text_frame.text = one_line(graph.unit)
        font = value.axis_title.text_frame.paragraphs[0].runs[0].font
        font.size, font.bold, font.color.theme_color = Pt(graph.size), False, slot(look.QUIET)
    plot = chart.plots[0]
    if graph.kind != XL_CHART_TYPE.LINE:
        plot.gap_width = 45
        plot.overlap = 100 if graph.kind in (XL_CHART_TYPE.COLUMN_STACKED, XL_CHART_TYPE.BAR_STACKED) else 0


def _dress(series: Series, plotted: Any, graph: Graph) -> None:
    if graph.kind == XL_CHART_TYPE.LINE:
        plotted.smooth = False
        plotted.marker.style = XL_MARKER_STYLE.NONE
        line = plotted.format.line
        line.width = Pt(1.5 if series.dashed else 2.5)
        line.color.theme_color, line.color.brightness = slot(series.colour), series.white
        line.dash_style = MSO_LINE.DASH if series.dashed else MSO_LINE.SOLID
        return
    fill = plotted.format.fill
    fill.solid()
    fill.fore_color.theme_color, fill.fore_color.brightness = slot(series.colour), series.white
    plotted.invert_if_negative = False
    if graph.labels:
        labels = plotted.data_labels
        labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
        labels.number_format, labels.number_format_is_linked = graph.form, False
        labels.font.size = Pt(graph.size - 1)


def _workbook(graph: Graph, moment: datetime) -> bytes:
    """The data behind the chart, where the chart looks for it."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = SHEET
    for row, category in enumerate(graph.categories, start=2):
        put(page.cell(row, 1), one_line(category))
    for column, series in enumerate(graph.series, start=2):
        put(page.cell(1, column), one_line(series.name))
        for row, value in enumerate(series.values, start=2):
            put(page.cell(row, column), value)
    return saved(book, moment)
