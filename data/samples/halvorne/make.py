"""Writes the answers of the fictional Halvorne Biologics and the cycles of its brief: python make.py [FOLDER].

The story stands in tables: brief.yaml down to its marker, story/*.csv, and the constants below. Each answer is the true
level of a plant plus what colours the view of a function and a person, rounded to the scale. Every random number is
drawn by name (person, question, quarter), so that a new question or person leaves all other answers as they were.
"""

from __future__ import annotations

import csv
import datetime as dt
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import yaml

HERE = Path(__file__).resolve().parent
PACK = HERE.parents[2] / "questionnaires" / "it-ot-convergence"
MARKER = "# make.py writes everything below this line"
SEED = 20260316

QUARTERS = {
    1: ("2026-q1", dt.date(2026, 3, 16), dt.date(2026, 4, 2)),
    2: ("2026-q2", dt.date(2026, 6, 15), dt.date(2026, 7, 2)),
    3: ("2026-q3", dt.date(2026, 9, 9), None),
}
"""Number -> (id, date, closing date); the third stays open."""

PLANT = {"kallweg": 0.0, "tiravell": 0.85, "norrholt": 0.05, "montrave": -0.15, "asterfield": 0.2, "merani": 0.1,
         "vallobra": -0.35, "oakmere": 0.0}
"""How far a plant stands above or below the levels of story/levels.csv."""

MOVES = {
    "tiravell": ({"organisation", "skills", "culture", "processes", "assets", "rollout"}, 0.25, 0.6),
    "kallweg": ({"organisation", "culture", "cyber"}, 0.1, 0.3),
    "vallobra": ({"organisation", "skills", "culture", "processes", "cyber", "compliance"}, -0.2, -0.6),
}
"""Plants with a course of their own: dimensions, change by the second and by the third quarter."""

CLOSE = {"organisation", "processes", "data"}
"""Collaboration, service and data: here IT and OT see most differently."""

COLOUR = {
    "IT": (0.58, 0.3), "OT": (-0.54, -0.25), "Operations": (-0.1, 0.0), "Quality": (-0.1, -0.1), "Business": (0.1, 0.2),
}
"""Levels that a function adds to the truth: in dimensions where views differ most, elsewhere."""

OF_RECORD = 0.75
"""Share of that colour that is left where a document must be shown."""

FADES = {1: 1.0, 2: 0.95, 3: 0.88}
"""Share of the colour that is left in a quarter: the two sides come to see more alike."""

TAKES_PART = {1: 0.83, 2: 0.89, 3: 0.94}
ABSENT = {
    1: {"p-mon-it-3", "p-ast-op-3", "p-oak-op-2", "p-mer-it-3", "p-kal-qa-3", "p-net-op-2"},
    2: {"p-val-it-2", "p-mon-it-3", "p-ast-op-3"},
    3: {"p-val-it-2", "p-mon-ot-3"},
}
"""Who gave no answer at all in a quarter; two of them have left."""

KNOWS_LESS = {"IT": {"assets", "compliance"}, "OT": {"innovation"},
              "Operations": {"architecture", "data", "assets"}, "Quality": {"architecture", "cyber"},
              "Business": {"data"}}
MOST_OF_FUNCTION = {"IT": 3, "OT": 3, "Operations": 1, "Quality": 1, "Business": 2}
"""How many people of a function and place are asked about a matter of record."""

REVIEWED = {1: 0.12, 2: 0.3, 3: 0.5}
"""Share of the documented matters of record whose evidence a reviewer has seen."""

SENT_BACK = {
    (1, "asterfield", "cyber-risk"): "The report is of 2021 and leaves out line 2.",
    (2, "montrave", "asset-inventory"): "The export has no owners and no versions.",
    (3, "vallobra", "cyber-backup"): "The log shows jobs that failed since May.",
}

DOCUMENTS = {
    "strategy": "Manufacturing strategy {year}, section {few}", "governance": "Decision log JB-{number}",
    "organisation": "RACI-{plant}-{number}", "skills": "Skills matrix SM-{plant}-{few}",
    "culture": "Change plan CP-{number}", "processes": "SOP-{plant}-{number}, version {few}",
    "data": "Assessment DI-{plant}-{number}", "architecture": "Network drawing ND-{plant}-{number}, {year}",
    "assets": "Inventory export of {year}, {plant}-{number}", "cyber": "Record CS-{plant}-{number}",
    "compliance": "Validation plan VP-{plant}-{number}", "innovation": "Project file PF-{plant}-{number}",
    "rollout": "Rollout file RO-{number}",
}
OF_QUESTION = {
    "asset-supplier": "Supplier contract SC-{plant}-{number}",
    "asset-contracts": "Contract register CR-{plant}-{number}",
    "asset-dependence": "Supplier risk file SR-{plant}-{number}",
    "asset-spares": "Spare-parts list SL-{plant}-{number}",
    "inspection-suppliers": "Audit plan AP-{plant}-{number}",
    "inspection-regulations": "Register of rules RR-{plant}-{number}, version {few}",
    "inspection-quality-role": "Quality manual QM-{plant}-{number}, version {few}",
    "compliance-deviations": "Deviation trend DT-{plant}-{number}",
}
"""Questions whose document is another one than that of their dimension."""
NEWEST = 2026
OLDEST = 2025
"""Years of documents that carry one."""


@dataclass(frozen=True)
class Asked:
    """A question of the pack and how the story sees it."""

    id: str
    dimension: str
    record: bool
    network: bool
    functions: tuple[str, ...]
    answered_by: str
    level: float
    moves: tuple[float, float]
    site_kinds: tuple[str, ...] = ()


@dataclass
class Quarter:
    """What is told of one cycle: CSV rows, levels of documented records, reviews of evidence."""

    number: int
    rows: list[list[str]] = field(default_factory=list)
    documented: list[tuple[str, str]] = field(default_factory=list)


def draw(*name: object, spread: float) -> float:
    """A normal number with mean 0 that belongs to a name."""
    return float(np.random.default_rng([SEED, zlib.crc32(repr(name).encode())]).normal(0, spread))


def chance(*name: object) -> float:
    """A uniform number in 0..1 that belongs to a name."""
    return float(np.random.default_rng([SEED, zlib.crc32(repr(name).encode())]).random())


def table(name: str) -> list[dict[str, str]]:
    with (HERE / "story" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def questions() -> Iterator[Asked]:
    """All questions of the pack in its order; one without a row in story/levels.csv stands at level 2."""
    told = {row["question"]: row for row in table("levels")}
    for path in sorted(PACK.glob("[0-9]*.yaml")):
        dimension = yaml.safe_load(path.read_text(encoding="utf-8"))
        for question in (q for c in dimension["capabilities"] for q in c["questions"]):
            row = told.get(question["id"], {})
            functions = tuple(question["functions"])
            yield Asked(
                question["id"], dimension["id"], question["kind"] == "record", question["scope"] == "network",
                functions, row.get("answered_by") or functions[-1], float(row.get("level", 2)),
                (float(row.get("by_q2", 0)), float(row.get("by_q3", 0))), tuple(question.get("site_kinds", ())))


class Story:
    """The tables, and the levels and views that follow from them."""

    def __init__(self) -> None:
        self.head = (HERE / "brief.yaml").read_text(encoding="utf-8").split(MARKER)[0] + MARKER + "\n"
        brief = yaml.safe_load(self.head)
        self.places: list[str] = ["", *(site["id"] for site in brief["sites"])]
        self.kinds = {site["id"]: site["kind"] for site in brief["sites"]}
        self.people = [p for p in brief["people"] if p.get("role") not in ("reviewer", "facilitator")]
        self.questions = list(questions())
        self.voices = {(int(v["quarter"]), v["site"], v["question"], v["function"]): v for v in table("voices")}
        self.reasons = {(r["site"], r["question"], r["function"]): r["reason"] for r in table("reasons")}

    def truth(self, place: str, question: Asked, quarter: int) -> float:
        """Level that a stranger with all documents would find."""
        moved = (0.0, *question.moves)[quarter - 1]
        if not place:
            return question.level + moved
        level = question.level + PLANT[place] + draw(place, question.id, spread=0.25)
        dimensions, second, third = MOVES.get(place, (set(), 0.0, 0.0))
        own = (0.0, second, third)[quarter - 1] if question.dimension in dimensions else 0.0
        return level + moved + own + draw(place, question.id, quarter, spread=0.06)

    def view(self, person: dict[str, Any], place: str, question: Asked, quarter: int, named: bool) -> int:
        """The same through the eyes of a person, on the scale; who holds the document is coloured half as much."""
        close, elsewhere = COLOUR[person["function"]]
        colour = (close if question.dimension in CLOSE else elsewhere) * FADES[quarter]
        colour *= OF_RECORD if question.record else 1
        own = draw(person["id"], spread=0.15) + draw(person["id"], question.id, spread=0.32)
        own += draw(person["id"], question.id, quarter, spread=0.12)
        level = self.truth(place, question, quarter) + (colour + own) * (0.5 if named else 1)
        return min(max(round(level), 1), 5)

    def asked(self, place: str, question: Asked) -> list[dict[str, Any]]:
        """People asked at a place: all of its functions for a judgement, a few of each for a matter of record.

        Business people of plants are asked the network's questions too, for few of their plants' concern them.
        """
        here = [p for p in self.people if p.get("site", "") == place
                or (not place and p["function"] == "Business")]
        chosen: list[dict[str, Any]] = []
        for function in question.functions:
            group = [p for p in here if p["function"] == function]
            if question.record:
                group.sort(key=lambda p: chance(p["id"], question.id, "asked"))
                group = group[:MOST_OF_FUNCTION[function]]
            chosen += group
        return sorted(chosen, key=lambda p: str(p["id"]))

    def answerer(self, place: str, question: Asked) -> str | None:
        """The named answerer of a matter of record: one of those asked, of the function that keeps the document."""
        asked = self.asked(place, question)
        if not question.record or not asked:
            return None
        return str(next((p for p in asked if p["function"] == question.answered_by), asked[0])["id"])

    def answer(self, quarter: Quarter, place: str, question: Asked) -> None:
        """Add the answers to one question at one place."""
        answerer = self.answerer(place, question)
        speakers: set[str] = set()
        for person in self.asked(place, question):
            name, function = str(person["id"]), person["function"]
            if name in ABSENT[quarter.number]:
                continue
            named = name == answerer
            told = {} if function in speakers else self.told(place, question, function)
            speakers.add(function)
            voice = told.get(quarter.number)
            reason = self.reasons.get((place, question.id, "")) or self.reasons.get((place, question.id, function))
            value, comment, evidence, confidence = "", "", "", ""
            if reason:
                value, comment = "na", reason
            elif voice:
                value, comment = voice["level"], voice["comment"]
            elif not self.takes_part(person, question, quarter.number, named):
                continue
            elif chance(name, question.id, "knows") < self.doubt(function, question, named):
                value = "unknown"
            elif told:
                value = self.after(told, place, question, quarter.number)
            else:
                value = str(self.view(person, place, question, quarter.number, named))
            if value.isdigit():
                kept = chance(place, question.id, "document") < 0.2 + 0.25 * int(value)
                if named and (kept or (quarter.number, place, question.id) in SENT_BACK):
                    evidence = self.document(place, question)
                    quarter.documented.append((place, question.id))
                if chance(name, question.id, "sure") < 0.4:
                    confidence = ("low", "medium", "medium", "high")[int(4 * chance(name, question.id, quarter.number))]
            quarter.rows.append([place, question.id, name, value, comment, evidence, confidence])

    def told(self, place: str, question: Asked, function: str) -> dict[int, dict[str, str]]:
        """Quarter -> what the first person of a function says there."""
        keys = {number: (number, place, question.id, function) for number in QUARTERS}
        return {number: self.voices[key] for number, key in keys.items() if key in self.voices}

    def after(self, told: dict[int, dict[str, str]], place: str, question: Asked, quarter: int) -> str:
        """Level that follows from what the same person said in the nearest quarter and what has changed since."""
        nearest = min(told, key=lambda number: abs(number - quarter))
        change = self.truth(place, question, quarter) - self.truth(place, question, nearest)
        return str(min(max(round(int(told[nearest]["level"]) + change), 1), 5))

    def takes_part(self, person: dict[str, Any], question: Asked, quarter: int, named: bool) -> bool:
        """Whether an answer comes in; who answers in one quarter mostly answers in the next."""
        name = person["id"]
        lasting = chance(name, question.id, quarter, "lasting") < 0.8
        luck = chance(name, question.id, "takes-part", None if lasting else quarter)
        return luck < TAKES_PART[quarter] + (0.15 if named else 0) + draw(name, "keen", spread=0.05)

    def doubt(self, function: str, question: Asked, named: bool) -> float:
        return 0.0 if named else 0.12 if question.dimension in KNOWS_LESS[function] else 0.015

    def document(self, place: str, question: Asked) -> str:
        plant = place[:3].upper() or "NET"
        number = 100 + int(880 * chance(place, question.id, "number"))
        form = OF_QUESTION.get(question.id, DOCUMENTS[question.dimension])
        return form.format(plant=plant, number=number, few=number % 8 + 2,
                           year=OLDEST + number % (NEWEST - OLDEST + 1))

    def cycle(self, quarter: Quarter) -> dict[str, Any]:
        """The cycle as it stands in the brief, with answerers named in the first."""
        name, day, closed = QUARTERS[quarter.number]
        cycle: dict[str, Any] = {"id": name, "date": day, **({"closed": closed} if closed else {}),
                                 "answers": f"answers-{name}.csv"}
        agreed = []
        for row in table("agreed"):
            if int(row["quarter"]) == quarter.number:
                level = int(row["level"]) if row["level"].isdigit() else row["level"]
                texts = {key: row[key] for key in ("rationale", "dissent", "evidence") if row[key]}
                measured = {"measured": True} if row["measured"] else {}
                agreed.append({**at(row["site"], row["question"]), "value": level, **texts, **measured})
        cycle["agreed"] = agreed
        if quarter.number == 1:
            named = ((place, q, self.answerer(place, q)) for q in self.questions for place in self.places)
            cycle["answerers"] = [{**at(place, q.id), "person": person}
                                  for place, q, person in named if person and self.is_asked(place, q)]
        cycle["validated"] = [
            {**at(place, question)} for place, question in quarter.documented
            if chance(place, question, "reviewed") < REVIEWED[quarter.number]
            and (quarter.number, place, question) not in SENT_BACK
        ] + [{**at(place, question), "accepted": False, "note": note}
             for (number, place, question), note in SENT_BACK.items() if number == quarter.number]
        return cycle

    def is_asked(self, place: str, question: Asked) -> bool:
        """Whether a question belongs to a place: the network, or a site of its kinds, of which a mixed one is all."""
        if question.network or not place:
            return question.network is (place == "")
        return not question.site_kinds or self.kinds[place] in (*question.site_kinds, "mixed")


def at(place: str, question: str) -> dict[str, Any]:
    return {**({"site": place} if place else {}), "question": question}


def main(folder: Path) -> None:
    """Write brief.yaml and a file of answers for each cycle into a folder."""
    story = Story()
    cycles = []
    for number, (name, _day, _closed) in QUARTERS.items():
        quarter = Quarter(number)
        for question in story.questions:
            for place in story.places:
                if story.is_asked(place, question):
                    story.answer(quarter, place, question)
        with (folder / f"answers-{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["site", "question", "person", "value", "comment", "evidence", "confidence"])
            writer.writerows(quarter.rows)
        cycles.append(story.cycle(quarter))
    text = yaml.safe_dump({"cycles": cycles}, default_flow_style=None, sort_keys=False, allow_unicode=True, width=116)
    (folder / "brief.yaml").write_text(story.head + text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
