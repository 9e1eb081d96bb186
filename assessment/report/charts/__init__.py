"""Charts of the report, one function each: results in, a titled Vega-Lite specification out."""

from assessment.report.charts.chart import Chart, draw
from assessment.report.charts.maturity import dimensions, forecast, perception, sites, trend
from assessment.report.charts.money import cash, cost, tornado
from assessment.report.charts.operating import reporting
from assessment.report.charts.plan import gantt, site_gantt, stability
from assessment.report.charts.use_cases import supply
from assessment.report.charts.zones import zone_diagram

__all__ = ["Chart", "cash", "cost", "dimensions", "draw", "forecast", "gantt", "perception", "reporting", "site_gantt",
           "sites", "stability", "supply", "tornado", "trend", "zone_diagram"]
