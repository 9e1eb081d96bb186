"""Which initiatives at which units: what closes a gap, what the path needs, and what those wait for."""

from __future__ import annotations

from assessment.domain.basis import Interval
from assessment.domain.engagement import Engagement
from assessment.domain.library import Initiative, PathId
from assessment.domain.paths import Recommendation
from assessment.domain.roadmap.commitments import Node, Span, delivered
from assessment.domain.roadmap.pilot import PilotRank
from assessment.domain.roadmap.types import PROGRAMME, TaskEffect
from assessment.domain.roadmap.underway import TaskSpan, cancelled, underway
from assessment.text import _

GATE = "I32"
"""The initiative whose finish opens a site's connection gate."""
DECISION = "I09"
"""The initiative that decides on the path."""

class Selection:
    """Nodes with the reasons for each, and the initiatives left out with a sentence each.

    `levels` and `targets` map 'site|capability' to levels; what is missing there is unknown and closes no gap.
    """

    def __init__(self, engagement: Engagement, recommendation: Recommendation, pilot: PilotRank,
                 levels: dict[str, float], targets: dict[str, float], open_gates: tuple[str, ...],
                 path: PathId | None = None) -> None:
        self.library = engagement.the_library
        self.engagement = engagement
        self.pilot, self.levels, self.targets, self.open_gates = pilot, levels, targets, open_gates
        self.decided = engagement.adopted is not None
        adopted = engagement.adopted
        self.paths = [adopted.path, adopted.first_step] if adopted else [
            p for p in (recommendation.end_state, recommendation.first_step) if p]
        if path is not None:
            self.paths = [path]
        holding = {state.knockout for state in recommendation.knockouts if state.holds}
        self.delayed_by = tuple(dict.fromkeys(
            name for knockout in self.library.knockouts
            if knockout.kind == "delay" and knockout.id in holding and set(self.paths) & set(knockout.paths)
            for name in knockout.initiatives if name in self.library.initiative))
        """What lifts the preconditions that delay the chosen path: people and contracts move after it."""
        self.reported: dict[Node, TaskSpan] = underway(engagement)
        """What was reported as begun or done, by node."""
        self.cancelled = cancelled(engagement)
        self.delivered: dict[Node, Span | TaskSpan] = {**delivered(engagement, self.units), **self.reported}
        """What running programmes deliver and what was reported, by node, with its months."""
        self.nodes: dict[Node, list[str]] = {}
        self.excluded: dict[str, str] = {}
        self.done: list[str] = []
        for initiative in self.library.initiatives:
            self._consider(initiative)
        self._complete()

    def units(self, initiative: Initiative) -> tuple[str, ...]:
        """programme, every site, the pilot site, or every other site."""
        others = tuple(site for site in self.pilot.order if site != self.pilot.site)
        begun = tuple(unit for name, unit in self.reported if name == initiative.id)
        return {"programme": (PROGRAMME,), "site": self.pilot.order,
                "pilot": begun or self.pilot.order[:1], "rollout": others}[initiative.scope]

    def effects(self, initiative: Initiative, unit: str) -> tuple[TaskEffect, ...]:
        """max(0, min(to, target) - max(from, current)) levels, by site and capability."""
        found = []
        for site in self.engagement.sites if unit == PROGRAMME else (unit,):
            for effect in initiative.effects:
                key = f"{site}|{effect.capability}"
                if key in self.levels:
                    levels = min(effect.to, self.targets[key]) - max(effect.from_, self.levels[key])
                    if levels > 1e-9:
                        low = levels * self.library.settings.effect_low
                        found.append(TaskEffect(site=site, capability=effect.capability, levels=levels,
                                                range=Interval(low=low, high=levels)))
        return tuple(found)

    def in_place(self, initiative: Initiative, unit: str) -> bool:
        """True where everything it raises stands at its end level already; never for a gate or a decision."""
        sites = self.engagement.sites if unit == PROGRAMME else (unit,)
        keys = [(f"{site}|{e.capability}", e.to) for site in sites for e in initiative.effects]
        return initiative.id not in (GATE, DECISION) and bool(keys) and all(
            key in self.levels and self.levels[key] >= to - 1e-9 for key, to in keys)

    def needs(self, name: str, unit: str) -> list[Node]:
        """Nodes that must come first; those left out or in place are not waited for."""
        if self.runs(name, unit):
            return []
        initiative = self.library.initiative[name]
        wanted = [(p, self._place(p, unit)) for p in initiative.prerequisites if p in self.library.initiative]
        if initiative.connecting:
            wanted.append((GATE, self.pilot.site if unit == PROGRAMME else unit))
        if initiative.structural:
            wanted.append((DECISION, PROGRAMME))
            if initiative.stage == "scale":
                wanted += [(lifting, self._place(lifting, unit)) for lifting in self.delayed_by
                           if not self._waits(lifting, name)]
        if unit not in (PROGRAMME, self.pilot.site) and initiative.scope == "site":
            wanted.append((name, self.pilot.site))
        return [(p, at) for p, at in dict.fromkeys(wanted) if at and self._to_do(p, at)]

    def _place(self, name: str, unit: str) -> str:
        """The unit at which a task of `unit` looks for its prerequisite; '' where there is none."""
        scope = self.library.initiative[name].scope
        others = [site for site in self.pilot.order if site != self.pilot.site]
        if scope == "programme":
            return PROGRAMME
        if scope == "rollout":
            return unit if unit in others else next(iter(others), "")
        return unit if scope == "site" and unit != PROGRAMME else self.pilot.site

    def _waits(self, name: str, other: str) -> bool:
        """Whether an initiative is the other one, or waits for it by way of its prerequisites."""
        known = self.library.initiative.get(name)
        return name == other or (known is not None and any(self._waits(p, other) for p in known.prerequisites))

    def _to_do(self, name: str, unit: str) -> bool:
        initiative = self.library.initiative.get(name)
        if initiative is None or name in self.excluded or (name, unit) in self.nodes:
            return (name, unit) in self.nodes
        if (name == GATE and unit in self.open_gates) or (name, unit) in self.delivered:
            return False
        if self._left_out(name, unit):
            return False
        return not self.in_place(initiative, unit)

    def runs(self, name: str, unit: str) -> bool:
        """Whether a running programme delivers it there within the roadmap, or it was reported there."""
        return (name, unit) in self.delivered and self.delivered[name, unit].finish > 0

    def _left_out(self, name: str, unit: str) -> bool:
        asked = self.engagement.asked.get((name, unit))
        return (name, unit) in self.cancelled or (asked is not None and asked.exclude)

    def _consider(self, initiative: Initiative) -> None:
        """Select the units where it closes a gap, brings people, is asked for or the path needs it, or leave it out for
        good."""
        for unit in (PROGRAMME, *self.pilot.order):
            if self.runs(initiative.id, unit):
                self.nodes[initiative.id, unit] = ["reported" if (initiative.id, unit) in self.reported else "running"]
        estimate = self.engagement.estimates.get(initiative.id)
        if initiative.id == DECISION and self.decided:
            self.excluded[initiative.id] = _("The path has been adopted.")
        elif estimate is not None and estimate.exclude:
            self.excluded[initiative.id] = estimate.reason or _("The client left it out.")
        elif not set(self.paths) & set(initiative.paths):
            self.excluded[initiative.id] = _("It does not belong to the chosen path.")
        elif not self.units(initiative):
            self.excluded[initiative.id] = _("There is no site for it.")
        else:
            needed = any(initiative.id in self.library.path[p].must_have for p in self.paths if p in self.library.path)
            for unit in self.units(initiative):
                if (initiative.id, unit) in self.delivered or self._left_out(initiative.id, unit):
                    continue
                gaps = [f"gap:{c}" for c in dict.fromkeys(e.capability for e in self.effects(initiative, unit))]
                path = ["path"] if needed and not self.in_place(initiative, unit) else []
                asked = self.engagement.asked.get((initiative.id, unit))
                wished = ["mandate"] if asked is not None and (asked.must or asked.start) else []
                people = ["people"] if initiative.adds else []
                if gaps or path or wished or people:
                    self.nodes[initiative.id, unit] = gaps + path + wished + people

    def _complete(self) -> None:
        """Add, transitively, what selected tasks wait for; then say why the rest is left out."""
        pending = list(self.nodes)
        while pending or (pending := self._stage_starters()):
            name, unit = pending.pop()
            for node in self.needs(name, unit):
                if node not in self.nodes:
                    self.nodes[node] = ["prerequisite"]
                    pending.append(node)
        selected = {name for name, _unit in self.nodes}
        for initiative in self.library.initiatives:
            if initiative.id not in selected:
                self._tell_left_out(initiative)

    def _tell_left_out(self, initiative: Initiative) -> None:
        units = self.units(initiative)
        done = all(self.in_place(initiative, unit) or (initiative.id, unit) in self.delivered for unit in units)
        if done and initiative.id not in self.excluded:
            self.done.append(initiative.id)
        out = [asked for unit in units if (asked := self.engagement.asked.get((initiative.id, unit))) and asked.exclude]
        stopped = bool(units) and all((initiative.id, unit) in self.cancelled for unit in units)
        self.excluded.setdefault(initiative.id, self._stands(initiative, units) if done else
                                 _("It was reported as cancelled.") if stopped else
                                 (out[0].reason or _("The client left it out.")) if out else _(
            "It closes no gap to a target, and nothing in the plan needs it."))

    def _stands(self, initiative: Initiative, units: tuple[str, ...]) -> str:
        """Why nothing is to do: built already, or for a trial at one site, at work there already by its answers."""
        if initiative.scope == "pilot" and len(units) == 1 and (initiative.id, units[0]) not in self.delivered:
            return _("By its answers {site} works this way already; what is left is to show it there.").format(
                site=self.engagement.sites[units[0]].name)
        return _("What it builds is in place.")

    def _stage_starters(self) -> list[Node]:
        """A pilot for validated releases and a validated release for rollouts, where none was selected."""
        chosen = [self.library.initiative[name] for name, _unit in self.nodes]
        releases = [i for i in chosen if i.validated and i.stage != "scale"]
        wanted: list[Initiative] = []
        if any(i.stage == "scale" and i.scope in ("rollout", "site") for i in chosen) and not releases:
            wanted = [i for i in self.library.initiatives if i.validated and i.stage != "scale"]
        elif releases and not any(i.stage == "pilot" for i in chosen):
            wanted = [i for i in self.library.initiatives if i.stage == "pilot"]
        added = [(i.id, units[0]) for i in wanted if i.id not in self.excluded and (units := self.units(i))
                 and (i.id, units[0]) not in self.delivered][:1]
        self.nodes.update({node: ["prerequisite"] for node in added})
        return added
