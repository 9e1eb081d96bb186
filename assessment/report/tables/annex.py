"""The evidence behind the argument: answers, benchmarks, connections, assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assessment.domain.benchmarking import Peer
from assessment.domain.consensus import poll
from assessment.domain.results import Results
from assessment.report.tables.table import Column, Table, one, percent, signed
from assessment.text import N_, _, number


def answers(results: Results) -> Table:
    """Every question with its network score, spread over sites and state; no person is named."""
    card, engagement = results.scorecard, results.engagement
    states = {"none": _("open"), "self-assessed": _("self-assessed"), "agreed": _("agreed"),
              "validated": _("validated"), "na": _("not applicable")}
    rows = []
    for question in engagement.the_pack.questions.values():
        node = card.score(question.id)
        if node is None:
            continue
        places = engagement.places(question)
        values = [n.value for place in places if (n := card.score(question.id, place)) and n.value is not None]
        spread = f"{one(min(values))} – {one(max(values))}" if len(values) > 1 else "–"
        polls = [poll(engagement, place, results.cycle.id, question.id) for place in places]
        gaps = [p.shown_gap for p in polls if p.shown_gap is not None]
        gap = signed(sum(gaps) / len(gaps)) if gaps else "–"
        rows.append((question.text, question.id, one(node.value), spread, gap, str(node.n),
                     states["na"] if not node.applicable else
                     percent(node.coverage) if len(places) > 1 else states[node.state]))
    return Table("answers", _("Answers by question"), (
        Column(_("Question"), 44), Column(_("Id"), 16), Column(_("Score"), 6, "right"),
        Column(_("Sites, low – high"), 9, "right"), Column(_("IT − OT"), 6, "right"), Column(_("People"), 7, "right"),
        Column(_("State or coverage"), 12, "right")), tuple(rows))


def _peer_row(results: Results, peer: Peer) -> tuple[str, ...]:
    benchmark = peer.benchmark
    n = {"exact": "n = {n}", "at-least": _("n = at least {n}"), "about": _("n = about {n}"),
         "not-stated": _("n not stated")}
    figure = "–" if benchmark.value is None else (
        number(benchmark.value, "g") + (" %" if benchmark.unit == "percent" else ""))
    if peer.interval is not None:
        figure += f" [{peer.interval.low:.0f}, {peer.interval.high:.0f}]"
    if benchmark.classes and benchmark.value is None:
        figure = ", ".join(f"{c.label} {number(c.share, 'g')} %" for c in benchmark.classes)
    source = f"{benchmark.source.publisher}, {benchmark.year}" + (" " + _("(older than its use)") if peer.stale else "")
    if benchmark.own_set:
        source += _("; own set: {name}").format(name=benchmark.own_set)
    return (f"{benchmark.id} {benchmark.metric}", figure, f"{benchmark.population}; "
            + n[benchmark.n_kind].format(n=number(benchmark.n, ",") if benchmark.n else ""), source)


def benchmarks(results: Results, chosen: Sequence[Peer] | None = None, name: str = "benchmarks") -> Table:
    """Comparable figures beside the own level: all of them, or the chosen ones."""
    words = {"reached": _("reached"), "not-reached": _("not reached"), "above": _("above"), "below": _("below"),
             "within": _("in the middle class"), "level-with": _("level with it"), "context": ""}
    rows = tuple(
        (*_peer_row(results, peer), f"{_held(peer)} {words[peer.verdict]}"
         + (_(", percentile {low}–{high}").format(low=f"{peer.percentile_range.low:.0f}",
                                                  high=f"{peer.percentile_range.high:.0f}")
            if peer.percentile_range else ""))
        for peer in (results.comparison.peers if chosen is None else chosen))
    return Table(name, _("Published figures beside the own level"), (
        Column(_("Figure"), 28), Column(_("Value"), 18), Column(_("Population"), 24), Column(_("Source"), 16),
        Column(_("Own level"), 14)), rows,
        _("Brackets: 95 % interval of the sample. Peers report about themselves unless the table says "
          "field-observed; most populations are cross-industry."))


def _held(peer: Peer) -> str:
    """What the figure is held against: a level attained as a whole number, a score with its decimal."""
    if peer.verdict in ("reached", "not-reached") and peer.held is not None:
        return _("level {level}").format(level=number(peer.held, "g"))
    return one(peer.held)


def peers(results: Results, most: int = 8) -> Table:
    """The few figures for the argument: current ones, pharma before cross-industry, larger samples first."""
    current = sorted((p for p in results.comparison.peers if not p.stale),
                     key=lambda p: (p.benchmark.sector != "pharma", -(p.benchmark.n or 0), p.benchmark.id))
    shown = benchmarks(results, current[:most], "peers")
    if len(results.comparison.peers) <= most:
        return shown
    return replace(shown, note=f"{shown.note} " + _(
        "{shown} of {all} figures, those of the industry and of the largest samples first; annex B has them all."
    ).format(shown=len(shown.rows), all=len(results.comparison.peers)))


def context(results: Results) -> Table:
    rows = tuple((*_peer_row(results, peer), _(peer.why_context)) for peer in results.comparison.context)
    return Table("context", _("Published figures shown as context only"), (
        Column(_("Figure"), 29), Column(_("Value"), 14), Column(_("Population"), 24), Column(_("Source"), 17),
        Column(_("Why not compared"), 16)), rows)


ASSUMED = {"budget": N_("Budget"), "capacity": N_("Capacity"), "currency": N_("Currency"),
           "discount-rate": N_("Discount rate"), "effects": N_("Effects of initiatives"), "freezes": N_("Freezes"),
           "pack": N_("Questionnaire"), "rates": N_("Day rates"), "shutdowns": N_("Shutdowns"),
           "start": N_("Start of the roadmap"), "targets": N_("Targets"), "usd-rate": N_("Rate of the US dollar")}
"""What a brief may leave out, by the key under which its stand-in is recorded."""


def assumptions(results: Results) -> Table:
    sites = {f"site.{key}": site.name for key, site in results.engagement.sites.items()}
    rows = tuple((sites.get(assumed.what) or _(ASSUMED.get(assumed.what, assumed.what)), assumed.text)
                 for assumed in results.engagement.assumed)
    return Table("assumptions", _("Assumed, because it was not stated"), (
        Column(_("What"), 26), Column(_("Assumption"), 74)), rows)
