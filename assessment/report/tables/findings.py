"""Findings with what follows, and the way back from each of their numbers to the answers."""

from __future__ import annotations

from itertools import groupby

from assessment.domain.consensus import poll
from assessment.domain.findings import RANKED, Evidence, Finding, parse_answer_key
from assessment.domain.pack import INDEX_NAMES
from assessment.domain.paths import parse_basis
from assessment.domain.results import Results
from assessment.report.tables.annex import figure_mark
from assessment.report.tables.explanation import basis_in_words
from assessment.report.tables.maturity import node_names
from assessment.report.tables.plan import month_name
from assessment.report.tables.table import Column, Table, one, percent, sentence, signed, told
from assessment.text import N_, _, day, number

MOST = 3
"""Ids of one piece of evidence that a printed table names; the rest is counted, and stands in the results as JSON."""
KINDS = {"answers": N_("Answers"), "benchmark": N_("Published figure"), "connections": N_("Connections"),
         "design": N_("Operating model"), "path": N_("Path"), "plan": N_("Roadmap"), "procedures": N_("Procedures"),
         "kpi": N_("Key figures"), "progress": N_("Reports of tasks"),
         "scope": N_("Scope"), "sides": N_("IT and OT side by side"), "trend": N_("Answers of the cycle before"),
         "use-cases": N_("Use cases"), "value": N_("Value case")}
SUBJECTS = {"ambitions": N_("Ambitions"), "conflict": N_("What contradicts itself"), "connections": N_("Connections"),
            "lacking": N_("What lacks live data"), "late": N_("What is late"),
            "operating-model": N_("Operating model"), "recommendation": N_("Recommendation"),
            "roadmap": N_("Roadmap"), "standing": N_("Staying as we are"),
            "supplied": N_("What gets live data"), "value": N_("Value case"), "network": N_("all answers")}
"""What numbers are of where it is neither a question nor a place."""
FIGURES = {"all": N_("of all"), "asked": N_("asked"), "blocked": N_("blocked"), "change": N_("change"),
           "count": N_("count"), "coverage": N_("answered, %"), "days": N_("days"), "delay": N_("cost of the delay"),
           "due": N_("due"), "first": N_("in the first quarters"), "gap": N_("gap"), "high": N_("high"), "it": N_("IT"),
           "lacking": N_("lacking"), "late": N_("late"), "latest": N_("latest"), "left": N_("left out"),
           "level": N_("held at level"), "low": N_("low"), "maximum": N_("of at most"), "middle": N_("middle"),
           "month": N_("month"), "months": N_("months"), "most": N_("most"), "n": N_("n"), "n_it": N_("n of IT"),
           "n_ot": N_("n of OT"), "needed": N_("needed, %"), "new": N_("then"), "old": N_("now"), "ot": N_("OT"),
           "own": N_("own level"), "scheduled": N_("scheduled"), "share": N_("share, %"), "supplied": N_("supplied"),
           "total": N_("in all"), "validated": N_("reviewed, %"), "value": N_("score"), "voters": N_("people"),
           "waiting": N_("waiting"), "wins": N_("won of 100"), "year": N_("year"), "years": N_("years")}
"""What the figures of a finding are called."""
MONEY = {"plan": ("first", "total"), "value": ("low", "middle", "high", "delay")}
"""Figures in thousand of currency, by the kind of evidence."""
SEVERITIES = {"critical": N_("critical"), "important": N_("important"), "note": N_("note")}


def findings(results: Results) -> Table:
    """All findings in their order, with what follows and who is asked for what by when."""
    rows = tuple((str(place), told(finding), sentence(finding.so_what, finding.values), asked_in_words(finding),
                  _(SEVERITIES[finding.severity]), number(finding.weight))
                 for place, finding in enumerate(results.findings, 1))
    return Table("findings", _("Findings"), (
        Column(_("No."), 4), Column(_("Finding"), 35), Column(_("So what"), 20), Column(_("Asked"), 26),
        Column(_("Severity"), 8), Column(_("Weight"), 7, "right")), rows, ranking_in_words(results))


def asked_in_words(finding: Finding) -> str:
    """What is asked of whom by when, and between what they may choose; a dash where nothing is."""
    if not finding.asked:
        return "–"
    said = _("{who} by {day}: {asked}").format(
        who=_(finding.by_whom), day=day(finding.by_when) if finding.by_when else "–",
        asked=sentence(finding.asked, finding.values))
    options = options_in_words(finding)
    return f"{said} {options}" if options else said


def options_in_words(finding: Finding) -> str:
    """The options in one sentence; empty where there are none."""
    return _("Options: {options}.").format(options="; ".join(_(option) for option in finding.options)) \
        if finding.options else ""


def ranking_in_words(results: Results) -> str:
    """How the order came about."""
    weights = results.engagement.the_library.settings.finding_weights
    return _(RANKED).format(**{name: number(100 * weight) for name, weight in weights.items()})


def finding_evidence(results: Results) -> Table:
    """Each number of each finding before rounding, and the ids that it was computed from."""
    rows = []
    for place, finding in enumerate(results.findings, 1):
        for part in finding.evidence:
            figures = "; ".join(_figure(results, part, name) for name in part.figures if not name.startswith("care_"))
            rows.append((str(place), figures or "–", _(KINDS[part.kind]), evidence_name(results, part),
                         _support(part), _ids(results, part)))
    return Table("finding-evidence", _("What each number rests on"), (
        Column(_("No."), 5), Column(_("Numbers"), 18), Column(_("Kind"), 11), Column(_("Of what"), 21),
        Column(_("Support"), 16), Column(_("Ids"), 29, ids=True)), tuple(rows),
        _("Ids of answers are cycle/site/question, with a dash for the network. Long lists are counted here; the "
          "results as JSON, which the app hands out, hold every id."))


def _figure(results: Results, part: Evidence, name: str) -> str:
    """A figure with its name and unit."""
    label, value = _(FIGURES[name]) if name in FIGURES else name.replace("_", " "), part.figures[name]
    if name == "year":
        return f"{label} {value:.0f}"
    if name == "month" and value >= 1:
        return f"{label} {month_name(results.frame.start, int(value) - 1)}"
    if name in MONEY.get(part.kind, ()):
        return label + " " + _("{currency} {amount} thousand").format(
            amount=_exact(value), currency=results.engagement.currency)
    return label.removesuffix(", %") + " " + _exact(value) + (" %" if label.endswith(", %") else "")


def _exact(value: float) -> str:
    """Four digits that count; whole thousands with their separator, never a power of ten."""
    return number(value) if abs(value) >= 1000 else number(value, ".4g").replace("-", "−")


def evidence_name(results: Results, part: Evidence) -> str:
    """What the numbers are of, in the words of the pack and the engagement."""
    engagement = results.engagement
    sites = {key: site.name for key, site in engagement.sites.items()}
    names: dict[str, str] = {
        **node_names(engagement.the_pack), **{key: _(name) for key, name in INDEX_NAMES.items()},
        **{key: _(name) for key, name in SUBJECTS.items()},
        **{path.id: path.name for path in engagement.the_library.paths}, **sites}
    if part.kind == "path":
        names |= {knockout.id: knockout.name for knockout in engagement.the_library.knockouts}
    if part.kind == "procedures":
        names |= {procedure.id: procedure.name for procedure in engagement.the_library.procedures}
    if part.kind == "kpi":
        names |= {key: _(kpi.name) for key, kpi in engagement.kpis.items()}
    if part.kind == "benchmark":
        names |= {figure.id: figure.metric for figure in engagement.benchmarks}
    name = names.get(part.what, part.what)
    return f"{name} ({sites[part.site]})" if part.site in sites and part.site != part.what else name


def _support(part: Evidence) -> str:
    if part.kind != "answers":
        return "–"
    return _("n = {n}; answered {coverage}; reviewed {seen}").format(
        n=part.n or 0, coverage=percent(part.coverage or 0.0), seen=percent(part.validated or 0.0))


def _ids(results: Results, part: Evidence) -> str:
    """Ids in one line: of answers one entry a question, with the sites counted."""
    if part.kind not in ("answers", "trend"):
        named = [basis_in_words(results.engagement, parse_basis(name)) if "=" in name else name for name in part.ids]
    else:
        named = []
        for (cycle, question), keys in groupby(map(parse_answer_key, part.ids), key=lambda key: (key[0], key[2])):
            places = [place or "-" for _cycle, place, _question in keys]
            where = places[0] if len(places) == 1 else _("{count} sites").format(count=len(places))
            named.append(f"{cycle}/{where}/{question}")
    if part.kind == "benchmark":
        named = [figure_mark(name) for name in named]
    shown = ", ".join(named[:MOST])
    left = len(named) - MOST
    return (shown if left <= 0 else _("{ids} and {count} more").format(ids=shown, count=left)) or "–"


def votes_behind(results: Results, part: Evidence) -> Table:
    """A row for each question and place: level, state, and the votes as far as they may be shown."""
    engagement = results.engagement
    states = {"none": _("open"), "self-assessed": _("self-assessed"), "agreed": _("agreed"),
              "validated": _("validated"), "na": _("not applicable")}
    rows = []
    for cycle, place, name in map(parse_answer_key, part.ids):
        card = results.scorecards.get(cycle)
        node = card.score(name, place) if card else None
        votes = poll(engagement, place, cycle, name)
        shown = "; ".join(
            (_("others") if group == "others" else _(group)) + ": "
            + ", ".join(f"{count} × {level}" for level, count in counts.items() if count)
            for group, counts in votes.breakdown.items())
        rows.append((engagement.the_pack.questions[name].text,
                     _("network") if place is None else engagement.sites[place].name, one(node.value if node else None),
                     states[node.state] if node else _("not asked"), str(votes.voted), shown or _("too few to show"),
                     "–" if votes.shown_gap is None else signed(votes.shown_gap)))
    return Table("votes-behind", _("{name}: answers behind it").format(name=evidence_name(results, part)), (
        Column(_("Question"), 32), Column(_("Where"), 13), Column(_("Level"), 7, "right"), Column(_("State"), 12),
        Column(_("Votes"), 7, "right"), Column(_("Votes × level by function"), 20), Column(_("IT − OT"), 9, "right")),
        tuple(rows), _("Groups of fewer than three people are shown together or not at all."))
