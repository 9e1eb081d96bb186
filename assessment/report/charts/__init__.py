"""Charts of the report, one function each: results in, a titled Vega-Lite specification out."""

from assessment.report.charts.chart import Chart, draw
from assessment.report.charts.dependencies import dependency_view
from assessment.report.charts.heatmap import site_maps, sites
from assessment.report.charts.maturity import dimensions, forecast
from assessment.report.charts.money import bridge, cash, cost, tornado
from assessment.report.charts.operating import reporting
from assessment.report.charts.perception import perception, votes
from assessment.report.charts.plan import site_gantt, site_gantts, stability
from assessment.report.charts.planning import budget_curve, capacity_histogram, change_heatmap, projection_by_dimension
from assessment.report.charts.planning_gantt import gantt, site_rows, stage_gantt
from assessment.report.charts.trends import trend
from assessment.report.charts.use_cases import supply
from assessment.report.charts.zones import zone_diagram

__all__ = ["Chart", "bridge", "budget_curve", "capacity_histogram", "cash", "change_heatmap", "cost", "dependency_view",
           "dimensions", "draw", "forecast", "gantt", "perception", "projection_by_dimension", "reporting",
           "site_gantt", "site_gantts", "site_maps", "site_rows", "sites", "stability", "stage_gantt", "supply",
           "tornado", "trend", "votes", "zone_diagram"]
