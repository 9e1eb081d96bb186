"""What moved between two cycles: the parts of each change, where, and the questions behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from assessment.domain.consensus import poll
from assessment.domain.engagement import Engagement, Place
from assessment.domain.findings.evidence import answer_key, parse_answer_key
from assessment.domain.pack import INDEX_NAMES, predecessor
from assessment.domain.results import Results
from assessment.domain.scoring import values
from assessment.domain.trend import (
    Move,
    MoveBasis,
    MovePart,
    PartName,
    Trend,
    ValueMove,
    behind,
    move_basis,
    moved_values,
    touched_by,
    trend_by_site,
)
from assessment.report.tables.table import Column, Table, one, signed
from assessment.text import _

MOST = 5
"""Risers, and fallers, that are printed."""
FIRST = 2
"""The same where room is short."""
SHOWN = 0.005
"""A part under this would be printed as zero."""


def moves(engagement: Engagement, found: Trend, site: Place = None, indices: bool = False) -> Table:
    """The change of every dimension, or index, of the network or of one site, and its four parts."""
    names = _names(engagement)
    basis = move_basis(engagement, found.from_cycle, found.to_cycle, site)
    chosen = [move for move in found.moves if (move.kind == "index") is indices]
    rows = tuple((names[move.node], one(move.before), one(move.after), _part(move.change), *_parts(move),
                  _("real") if move.real else _("within noise"), *_unvoted(basis.get(move.node))) for move in chosen)
    title = _("What moved since {cycle}").format(cycle=found.from_cycle)
    if site is not None:
        title = _("{site}: what moved since {cycle}").format(
            site=engagement.sites[site].name, cycle=found.from_cycle)
    elif indices:
        title = _("The indices: what moved since {cycle}").format(cycle=found.from_cycle)
    note = "" if indices else _("The four parts add up to the change, up to rounding. Panel: other people answered; "
                                "scope: other sites; questions: other questions. Real: beyond noise, however small.")
    if any(move.combined for move in chosen):
        note += " " + _("†: cannot be told apart from the parts to its left that show a dash; they are one number.")
    if not indices and any(cell != "–" for row in rows for cell in row[-2:]):
        note += " " + _("The like for like rests on votes of both cycles, and for the parts named last on what was "
                        "evidenced (a reviewer has seen it) or claimed. The verdict is about the votes.")
    return Table("trend-indices" if indices else "trend", title, (
        Column(_("Index") if indices else _("Dimension"), 23), Column(_("Before"), 6, "right"),
        Column(_("After"), 6, "right"), Column(_("Change"), 7, "right"), Column(_("Like for like"), 8, "right"),
        Column(_("Panel"), 8, "right"), Column(_("Scope"), 7, "right"), Column(_("Questions"), 8, "right"),
        Column(_("Verdict"), 9), Column(_("Evidenced"), 9, "right"), Column(_("Claimed"), 9, "right")), rows,
        note.strip())


def trend(results: Results) -> Table:
    """Dimensions since the cycle before; without rows in the first cycle."""
    if results.trend is None:
        return Table("trend", _("What moved"), (Column(_("Dimension"), 100),), ())
    return moves(results.engagement, results.trend)


def trend_indices(results: Results) -> Table:
    if results.trend is None:
        return Table("trend-indices", _("What moved"), (Column(_("Index"), 100),), ())
    return moves(results.engagement, results.trend, indices=True)


def trend_sites(results: Results) -> Table:
    """Every site with the change of each dimension since the cycle before."""
    if results.trend is None:
        return Table("trend-sites", _("What moved by site"), (Column(_("Site"), 100),), ())
    engagement, found = results.engagement, results.trend
    return moved_by_site(engagement, trend_by_site(
        engagement, found.to_cycle, results.seed, before=found.from_cycle))


def moved_by_site(engagement: Engagement, found: Mapping[str, Trend]) -> Table:
    """A row a site: like for like of each dimension, marked where it is more than noise."""
    dims = engagement.the_pack.dimensions
    rows = []
    for site, moved in found.items():
        by_node = {move.node: move for move in moved.moves}
        rows.append((engagement.sites[site].name, *(_cell(by_node.get(d.id)) for d in dims)))
    return Table("trend-sites", _("What moved by site, like for like"), (
        Column(_("Site"), 26), *(Column(d.code, 74 / max(1, len(dims)), "right") for d in dims)), tuple(rows),
        _("*: real, more than noise explains. A dash: nothing there is like for like."))


def answers_behind_change(engagement: Engagement, compared: Trend, node: str, parts: Iterable[MovePart],
                          hidden: Mapping[PartName, float] | None = None) -> Table:
    """What the answers add to each part of the change of a dimension or index, with their ids; `hidden` is what those
    that are not shown add together."""
    rows = []
    for answer in parts:
        part, dimension, asked, where, before, after, adds, ids = _adds(engagement, compared, answer)
        rows.append((part, adds, dimension, where, before, after, asked, ids))
    rows += [(part_name(part), signed(levels, 3), "–", _("other sites"), "–", "–", _("answers that are not shown here"),
              "–") for part, levels in (hidden or {}).items()]
    return Table("answers-behind-change", _("{name}: the answers behind each part").format(
        name=_names(engagement)[node]), (
        Column(_("Part"), 9), Column(_("Adds"), 8, "right"), Column(_("Dimension"), 7), Column(_("Where"), 10),
        Column(_("Before"), 7, "right"), Column(_("After"), 7, "right"), Column(_("Question"), 28),
        Column(_("Answers"), 24)), tuple(rows), _adds_up())


def moved_answers(results: Results) -> Table:
    """Every answer behind the parts of every dimension since the cycle before, with its id; for a screen."""
    columns = (Column(_("Dimension"), 8), Column(_("Part"), 9), Column(_("Question"), 29), Column(_("Where"), 10),
               Column(_("Before"), 7, "right"), Column(_("After"), 7, "right"), Column(_("Adds"), 8, "right"),
               Column(_("Answers"), 22))
    found, engagement = results.trend, results.engagement
    rows = [] if found is None else [
        (dimension, part, *cells) for move in found.moves if move.kind == "dimension"
        for part, dimension, *cells in (_adds(engagement, found, one) for one in behind(
            engagement, found.from_cycle, found.to_cycle, move.node))]
    return Table("moved-answers", _("The answers behind each part"), columns, tuple(rows), _adds_up())


def _adds_up() -> str:
    return _("What the answers add to a part adds up to it. An answer of both cycles stands under panel, scope or "
             "questions too where it counts for more or less beside those that joined or left.")


def _adds(engagement: Engagement, compared: Trend, added: MovePart) -> tuple[str, str, str, str, str, str, str, str]:
    """Part, code of the dimension, question, place, value before and after, what it adds, ids of the answers."""
    pack = engagement.the_pack
    pack = pack if added.question in pack.questions else engagement.pack_of(compared.from_cycle)
    ids = [told_in(engagement, cycle, added.site, added.question) for cycle, x in (
        (compared.from_cycle, added.before), (compared.to_cycle, added.after)) if x is not None]
    return (part_name(added.part), pack.by_id[pack.dimension_of[pack.capability_of[added.question]]].code,
            pack.questions[added.question].text, _place(engagement, added.site), one(added.before), one(added.after),
            signed(added.levels, 3), ", ".join(dict.fromkeys(ids)))


def part_name(part: PartName) -> str:
    return {"like_for_like": _("Like for like"), "panel": _("Panel"), "scope": _("Scope"),
            "instrument": _("Questions")}[part]


def told_in(engagement: Engagement, cycle: str, place: Place, question: str) -> str:
    """Key of the answers on which a cycle's value rests: of the cycle that it is carried from, where it is, and under
    the id by which that one asked."""
    asked, pack, of = engagement.the_pack.questions.get(question), engagement.the_pack, engagement.pack_of(cycle)
    if asked is not None and of is not pack:
        asked = predecessor(of, pack, asked) or asked
    if asked is None:
        return answer_key(cycle, place, question)
    known = values(engagement, cycle).get((asked.id, place))
    if known is None or known.carried_from is None:
        return answer_key(cycle, place, asked.id)
    there = {source.id: before.id for source, before in engagement.carried_as(cycle, asked)}
    return answer_key(known.carried_from, place, there.get(known.carried_from, asked.id))


def movers(results: Results) -> Table:
    """The biggest risers and fallers since the cycle before, with the ids of the answers behind them."""
    if results.trend is None:
        return moved_questions(results.engagement, ())
    found = moved_values(results.engagement, results.trend.from_cycle, results.trend.to_cycle)
    return moved_questions(results.engagement, (*risers(found), *fallers(found)), results.trend)


def movers_first(results: Results) -> Table:
    """The few that rose and fell most, for the quarterly report, with the ids of the answers behind them."""
    found = moved_values(results.engagement, results.trend.from_cycle, results.trend.to_cycle) if results.trend else ()
    return replace(moved_questions(results.engagement, (*risers(found, FIRST), *fallers(found, FIRST)), results.trend),
                   id="movers-first")


def risers(found: Iterable[ValueMove], most: int = MOST) -> tuple[ValueMove, ...]:
    """The highest rises, the highest first."""
    return tuple(move for move in found if move.change > 0)[:most]


def fallers(found: Iterable[ValueMove], most: int = MOST) -> tuple[ValueMove, ...]:
    """The deepest falls, the deepest first."""
    return tuple(reversed([move for move in found if move.change < 0]))[:most]


def moved_questions(engagement: Engagement, chosen: Iterable[ValueMove], compared: Trend | None = None) -> Table:
    rows = []
    for move in chosen:
        ids = () if compared is None else (", ".join(
            told_in(engagement, cycle, move.site, move.question)
            for cycle in (compared.from_cycle, compared.to_cycle)),)
        rows.append((engagement.the_pack.questions[move.question].text, _place(engagement, move.site),
                     one(move.before), one(move.after), signed(move.change), basis_name(move), *ids))
    more = (Column(_("Answers"), 19, ids=True),) if compared is not None else ()
    return Table("movers", _("What rose and what fell most"), (
        Column(_("Question"), 34 if more else 53), Column(_("Where"), 13), Column(_("Before"), 8, "right"),
        Column(_("After"), 8, "right"), Column(_("Change"), 8, "right"), Column(_("Rests on"), 10), *more), tuple(rows),
        _("Like for like: over the functions that answered in both cycles."))


def behind_move(engagement: Engagement, move: ValueMove | MovePart, compared: Trend) -> Table:
    """The answers behind one move: then and now, votes by function as far as they may be shown. A value that is carried
    is told with the cycle that gave it."""
    rows = []
    for here, value in ((compared.from_cycle, move.before), (compared.to_cycle, move.after)):
        if value is None:
            continue
        cycle, place, question = key = parse_answer_key(told_in(engagement, here, move.site, move.question))
        votes, agreed = poll(engagement, place, cycle, question), engagement.agreed.get(key)
        shown = "; ".join(
            (_("others") if group == "others" else _(group)) + ": "
            + ", ".join(f"{count} × {level}" for level, count in counts.items() if count)
            for group, counts in votes.breakdown.items())
        documents = [*(agreed.evidence if agreed is not None else ())]
        documents += [text for answer in engagement.votes(*key).values() for text in answer.evidence]
        rows.append((cycle, one(value), str(votes.voted), shown or _("too few to show"),
                     "–" if agreed is None else {"na": _("not applicable")}.get(str(agreed.value), str(agreed.value)),
                     ", ".join(dict.fromkeys(documents)) or "–", answer_key(*key)))
    known = engagement.the_library.initiative
    touched = [known[name].name for name in touched_by(engagement, move.question, move.site)]
    return Table("behind-move", engagement.the_pack.questions[move.question].text, (
        Column(_("Cycle"), 10), Column(_("Level"), 8, "right"), Column(_("Votes"), 8, "right"),
        Column(_("Votes × level by function"), 24), Column(_("Agreed"), 10), Column(_("Evidence"), 20),
        Column(_("Answers"), 20)), tuple(rows),
        _("Initiatives that work on it: {names}.").format(names=", ".join(touched)) if touched else
        _("No initiative that works on it was reported."))


def basis_name(move: ValueMove) -> str:
    return {"voted": _("votes"), "evidenced": _("evidence"), "claimed": _("a claim")}[move.basis]


def _unvoted(basis: MoveBasis | None) -> tuple[str, str]:
    """What of a change rests on evidence, and on a claim; a dash where nothing does."""
    told = (0.0, 0.0) if basis is None else (basis.evidenced, basis.claimed)
    return _some(told[0]), _some(told[1])


def _some(part: float) -> str:
    return "–" if abs(part) < SHOWN else signed(part, 2)


def _parts(move: Move) -> tuple[str, ...]:
    """Like for like, panel, scope, questions; one number for several is marked."""
    return tuple(
        _part(getattr(move, name)) + (" †" if move.combined[:1] == (name,) else "")
        for name in ("like_for_like", "panel", "scope", "instrument"))


def _part(value: float | None) -> str:
    return "–" if value is None else signed(round(value, 2) + 0.0, 2)  # no minus zero


def _cell(move: Move | None) -> str:
    if move is None or move.like_for_like is None:
        return "–"
    shown = round(move.like_for_like, 1) + 0.0
    return signed(shown, 1) + ("*" if move.real and shown else "")  # a change that reads as none bears no star


def _place(engagement: Engagement, site: Place) -> str:
    return _("network") if site is None else engagement.sites[site].name


def _names(engagement: Engagement) -> dict[str, str]:
    return {**{d.id: f"{d.code} {d.name}" for d in engagement.the_pack.dimensions},
            **{str(index): _(name) for index, name in INDEX_NAMES.items()}}
