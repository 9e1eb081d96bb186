"""Value cases for finance readers; told in tests/cases/value.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from domain.investing import FLAT, case, driver, initiative, standing, task

from assessment.domain import facts as f
from assessment.domain.basis import Estimate
from assessment.domain.library import OverlapGroup
from assessment.domain.value import ValueCase

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "value.yaml").read_text("utf-8"))
NEAR = 1e-3


def sure(value: float) -> Estimate:
    return Estimate(low=value, mode=value, high=value)


def of_case(told: dict[str, Any]) -> ValueCase:
    drivers = [driver(name, proxy=d["proxy"], effect=sure(d["effect"]), enabled_by=tuple(d["by"]),
                      ramp_quarters=d.get("ramp", 1), overlap=d.get("loss"))
               for name, d in told.get("drivers", {}).items()]
    tasks = [(task(name, cost=t["cost"], recurring=t.get("recurring", 0), effort=t.get("effort", {}),
                   stop_hours=sure(t["stop"]) if "stop" in t else None), *t["months"])
             for name, t in told["tasks"].items()]
    facts = [f.RatesSet(usd_rate=1, discount_rate=told.get("rate"), day_rate=told.get("day_rates", {}))]
    for by, key in (("", "stated"), ("Head of finance", "confirmed")):
        facts += [f.BaselineSet(driver=name, value=value, confirmed_by=by) for name, value in told.get(key, {}).items()]
    return case(
        *drivers, tasks=tasks, facts=facts, draws=200,
        settings=FLAT.model_copy(update={"value_quarters": told.get("quarters", 4),
                                         "contingency": told.get("contingency", 0)}),
        initiatives=[initiative(name) for name in ("X", "Y")],
        overlaps=tuple(OverlapGroup(id=name, name=name, loss="product that was not made")
                       for name in {d["loss"] for d in told.get("drivers", {}).values() if "loss" in d}),
        standing_costs=tuple(standing(name, driver=s["driver"], share=sure(s["share"]), growth=s.get("growth", 0))
                             for name, s in told.get("standing", {}).items()))


def seen(found: ValueCase) -> dict[str, Any]:
    """What a case may expect, by its words."""
    return {
        "npv": found.npv[1], "benefit": found.benefit[1], "investment": found.investment[1],
        "cash": [middle for _low, middle, _high in found.cash_curve], "payback": found.payback_quarter[1],
        "irr": found.irr, "indicative": found.indicative, "confirmed_share": found.confirmed_share,
        "waiting_for": {d.driver: list(d.waiting_for) for d in found.drivers},
        "overlap": {key: getattr(group, key) for group in found.overlaps
                    for key in ("added", "kept", "taken_out", "taken_out_present")},
        "counted": {d.driver: d.share_counted for d in found.drivers},
        "costs": {line.kind: line.total for line in found.costs}, "unpriced": found.stop_hours,
        "stay": found.stay_as_we_are[1], "standing": {item.id: item.expected for item in found.standing},
        "taken_away": {item.id: item.taken_away for item in found.standing}, "delay": found.delay_cost,
        "delayed": {part.id: part.lost for part in found.delay}, "not_valued": list(found.not_valued),
        "problems": [problem.code for problem in found.problems],
    }


@pytest.mark.parametrize("told", CASES, ids=lambda told: told["name"])
def test_a_case_comes_out_as_the_pencil_says(told):
    found = seen(of_case(told))
    for key, wanted in told["expect"].items():
        if isinstance(wanted, dict):
            found[key] = {name: value for name, value in found[key].items() if name in wanted}
        if key in ("payback", "indicative", "not_valued", "problems", "waiting_for"):
            assert found[key] == wanted, key
        else:
            assert found[key] == pytest.approx(wanted, rel=NEAR, abs=NEAR), key


@pytest.mark.parametrize("told", CASES, ids=lambda told: told["name"])
def test_what_nobody_sure_of_varies_in_no_draw(told):
    found = of_case(told)
    assert found.npv[0] == pytest.approx(found.npv[2])
    assert "problems" in told["expect"] or not [p for p in found.problems if p.severity != "note"]


def test_the_reasoning_is_worked_out_for_every_case():
    assert len(CASES) >= 15
    assert all(any(sign.isdigit() for sign in told["reasoning"]) or "No figure" in told["name"] for told in CASES)
