"""The evidence behind the argument: answers, benchmarks, connections, assumptions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assessment.domain.benchmarking import Peer
from assessment.domain.consensus import poll
from assessment.domain.results import Results
from assessment.report.tables.table import Column, Table, one, percent, signed
from assessment.text import N_, _, number

_SHIPPED = re.compile(r"B0*(\d+[a-z]?)")
"""Ids of the figures that come with the product."""


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
        gap = signed(sum(gaps) / len(gaps)).replace("+0.0", "0.0").replace("−0.0", "0.0") if gaps else "–"
        rows.append((question.text, question.id, one(node.value), spread, gap, str(node.n),
                     states["na"] if not node.applicable else
                     percent(node.coverage) if len(places) > 1 else states[node.state]))
    return Table("answers", _("Answers by question"), (
        Column(_("Question"), 41), Column(_("Id"), 16), Column(_("Score"), 6, "right"),
        Column(_("Lowest – highest site"), 10, "right"), Column(_("IT − OT"), 6, "right"),
        Column(_("People"), 8, "right"), Column(_("State or coverage"), 13, "right")), tuple(rows),
        _("Score: of the company; of what sites were asked, the mean of the sites by their weight. IT − OT: how far "
          "the median of IT lies above that of OT, in the mean of the places where both are shown; a dash where too "
          "few of one side answered. State, of what the company was asked once: self-assessed, agreed by a group, or "
          "validated by a reviewer. Coverage, of what sites were asked: how much of the weight of the sites answered."))


def _peer_row(results: Results, peer: Peer) -> tuple[str, ...]:
    benchmark = peer.benchmark
    n = {"exact": "n = {n}", "at-least": _("n = at least {n}"), "about": _("n = about {n}"),
         "not-stated": _("n not stated")}
    figure = _("told in words") if benchmark.value is None else (
        number(benchmark.value, "g") + (" %" if benchmark.unit == "percent" else ""))
    if benchmark.value is not None and benchmark.unit == "level" and benchmark.use == "context":
        figure = _("{value} on a scale of its own").format(value=figure)
    if peer.interval is not None:
        figure += f" [{peer.interval.low:.0f}, {peer.interval.high:.0f}]"
    if benchmark.classes and benchmark.value is None:
        figure = ", ".join(f"{c.label} {number(c.share, 'g')} %" for c in benchmark.classes)
    source = f"{benchmark.source.publisher}, {benchmark.year}" + (" " + _("(out of date)") if peer.stale else "")
    if benchmark.own_set:
        source += _("; own set: {name}").format(name=benchmark.own_set)
    told = n[benchmark.n_kind].format(n=number(benchmark.n, ",") if benchmark.n else "")
    if benchmark.track == "field-observed":
        told += _("; observed by others")
    return (f"{figure_mark(benchmark.id)} · {benchmark.metric}", figure, f"{benchmark.population}; {told}", source)


def figure_mark(name: str) -> str:
    """A published figure's id as print marks it, apart from the numbers of annexes: B06a is Fig. 6a."""
    found = _SHIPPED.fullmatch(name)
    return _("Fig. {number}").format(number=found[1]) if found else name


def _in_order(peer: Peer) -> tuple[int, str]:
    """By the number in the id, own sets last."""
    found = _SHIPPED.fullmatch(peer.benchmark.id)
    return (int("".join(letter for letter in found[1] if letter.isdecimal())) if found else 10_000, peer.benchmark.id)


def benchmarks(results: Results, chosen: Sequence[Peer] | None = None, name: str = "benchmarks") -> Table:
    """Comparable figures beside the own level: all of them, or the chosen ones."""
    rows = tuple((*_peer_row(results, peer), _beside(peer))
                 for peer in (sorted(results.comparison.peers, key=_in_order) if chosen is None else chosen))
    return Table(name, _("Published figures beside the company's level"), (
        Column(_("Figure"), 28), Column(_("Value"), 18), Column(_("Population"), 24), Column(_("Source"), 16),
        Column(_("Own level"), 14)), rows,
        _("Own level: 1 to 5 on the question that a figure belongs to. It takes: the level from which on somebody "
          "could say so; classes of a source are laid on the same levels (both expert judgement). Percentile: where "
          "the own class lies among all who answered. Brackets: 95 % interval of the sample. Peers report about "
          "themselves unless others observed them; most come from many industries."))


def _beside(peer: Peer) -> str:
    """The own level with what the figure takes, or the own score with the class that it falls into."""
    if peer.verdict in ("reached", "not-reached") and peer.held is not None:
        form = _("{own}; it takes {least}: reached") if peer.verdict == "reached" else _(
            "{own}; it takes {least}: not reached")
        return form.format(own=number(peer.held, "g"), least=number(peer.benchmark.at_least or 0, "g"))
    if peer.own_class:
        told = _("{own}; in the class “{name}”").format(own=one(peer.held), name=peer.own_class)
        between = peer.percentile_range
        return told if between is None else told + _(", percentile {low}–{high}").format(
            low=f"{between.low:.0f}", high=f"{between.high:.0f}")
    words = {"above": _("above"), "below": _("below"), "level-with": _("level with it")}
    return f"{one(peer.held)} {words.get(peer.verdict, '')}".strip()


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
    rows = tuple((*_peer_row(results, peer), _(peer.why_context))
                 for peer in sorted(results.comparison.context, key=_in_order))
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
