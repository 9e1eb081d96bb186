"""How IT and OT see the same capability."""

from assessment.report import charts, tables
from assessment.text import _
from assessment.ui import session, widgets

results = session.workspace().results(session.cycle())
widgets.title(_("IT and OT"), _("The gap between the two views is a result of its own."))
widgets.show_chart(charts.perception(results))
widgets.show_table(tables.perception(results))
