"""Charts by the rules: findings as titles, one axis, hatching, anonymity, grey and contrast, nothing cut off."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from datetime import date
from itertools import pairwise
from statistics import median
from types import SimpleNamespace

import pytest
import vl_convert
from domain.building import pack as pack_of
from domain.building import question
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.basis import Interval, Source
from assessment.domain.consensus import poll, told_sides
from assessment.domain.engagement import Engagement, Site, replay
from assessment.domain.library import Benchmark
from assessment.domain.library.figures import ClassShare
from assessment.domain.results import Results
from assessment.domain.scoring import PerceptionGap, Score, Scorecard
from assessment.domain.trend import Move, Trend
from assessment.report import build, charts, tables
from assessment.report.charts import Chart
from assessment.report.charts.chart import ACCENT, FONTS, HATCH, INK, MUTED, STEPS, name_axis, short, wrapped
from assessment.report.charts.heatmap import MOST, _cell
from assessment.report.charts.maturity import _middle_half
from assessment.report.charts.perception import SHAPES
from assessment.report.charts.plan import PATTERNS, STAGE_COLOURS, stage_bars
from assessment.report.charts.trends import _spread
from assessment.shipped import SAMPLES
from assessment.text import day
from assessment.workspace import run_brief


@pytest.fixture(scope="module")
def results() -> Results:
    return run_brief(SAMPLES / "small" / "brief.yaml").results()


@pytest.fixture(scope="module")
def drawn(results: Results) -> dict[str, Chart]:
    return build(results).charts


def many(results: Results, count: int) -> Results:
    """The same results with so many sites of long names; their last dimension is not assessed."""
    dims = [d.id for d in results.engagement.the_pack.dimensions]
    sites = {f"s{n}": Site(site=f"s{n}", name=f"Betriebsstätte für sterile Abfüllung {n} in Niederösterreich-Südwest",
                           weight=1 / count) for n in range(count)}
    scores = tuple(Score(node=d, kind="dimension", site=site, value=None if d == dims[-1] else 1 + (n * 7 + k) % 5,
                         coverage=1, n=3) for n, site in enumerate(sites) for k, d in enumerate(dims))
    card = carded(results.scorecard, scores=scores, sites=tuple(sites))
    return dataclasses.replace(results, engagement=dataclasses.replace(results.engagement, sites=sites),
                               scorecards={results.cycle.id: card})


def carded(card: Scorecard, **changes) -> Scorecard:
    """A scorecard with fields changed, and nothing kept of what the other had looked up."""
    return Scorecard(**{name: getattr(card, name) for name in Scorecard.model_fields} | changes)


def data(chart: Chart) -> list[dict]:
    """Every row of every layer."""
    return [row for value in re.findall(r"\"values\": (\[\{.*?\}\])", json.dumps(chart.spec))
            for row in json.loads(value)]


def rows(chart: Chart, *names: str) -> list[dict]:
    return [row for row in data(chart) if all(name in row for name in names)]


def test_each_title_is_a_finding_with_a_number_and_each_subtitle_ends_with_its_day(drawn, results):
    assert len(drawn) >= 11
    for chart in drawn.values():
        assert re.search("[0-9]", chart.title), chart.id
        assert not chart.title.endswith("."), chart.id
        assert chart.subtitle.endswith(day(results.as_of)), chart.id
        assert re.search("[0-9]", chart.alt), chart.id
        assert chart.alt.endswith("."), chart.id
        assert chart.told.startswith(chart.title), chart.id


def test_nothing_is_a_pie_a_gauge_or_on_two_axes_of_numbers(drawn):
    for chart in drawn.values():
        text = json.dumps({name: part for name, part in chart.spec.items() if name != "config"})
        assert '"arc"' not in text
        assert '"theta"' not in text
        axes = set(re.findall(r'"y": \{[^{}]*"axis": \{"orient": "right"', text))
        assert not axes, chart.id
        assert '"legend": {' not in text or chart.id.startswith("zones-"), chart.id


def test_all_charts_of_levels_have_the_same_named_axis(results, drawn):
    scale = results.engagement.the_pack.scale
    for name in ("dimensions", "forecast"):
        text = json.dumps(drawn[name].spec)
        for level in scale.levels:
            assert scale.name(level) in text
        [domain] = {tuple(map(float, found.split(","))) for found in re.findall(
            r'"domain": \[([0-9.]+, [0-9.]+)\]', text)}
        assert domain[0] == scale.minimum
        assert domain[1] >= scale.maximum


def test_dimensions_are_sorted_by_gap_and_told_with_one_decimal(results, drawn):
    told = rows(drawn["dimensions"], "gap", "target", "value")
    gaps = [row["gap"] for row in {row["key"]: row for row in told}.values()]
    assert gaps == sorted(gaps, reverse=True)
    assert all(re.fullmatch(r"[0-9]\.[0-9]", row["now_told"]) for row in told)
    for row in told:
        node = results.scorecard.score(row["key"])
        band = node.interval or node.extremes
        assert (row["low"], row["high"]) == ((band.low, band.high) if band else (None, None))


def test_the_title_of_the_gaps_counts_all_and_those_beyond_noise(results):
    names = list(results.engagement.the_pack.capabilities)[:5]
    card = carded(results.scorecard, gaps=tuple(PerceptionGap(
        node=name, kind="capability", site=None, it=3, ot=3 - gap, gap=gap, n_it=5, n_ot=5,
        interval=Interval(low=gap - 0.35, high=gap + 0.35), finding=gap >= 1)
        for name, gap in zip(names, (1.2, 1.0, 0.4, 0.3, -0.2), strict=True)))
    seen = dataclasses.replace(results, scorecards={results.cycle.id: card})
    chart = charts.perception(seen, most=2)
    assert chart.title.startswith("IT rates 3 of 5 capabilities above OT by more than noise, 2 by a level or "
                                  "more; most of all")
    assert "the 2 widest of 5 gaps" in chart.subtitle
    assert "widest gap first" in charts.perception(seen).subtitle


def test_peers_are_drawn_only_where_they_may_be_compared():
    source = Source(publisher="P", title="T", year="2026")
    base = {"id": "B", "metric": "m", "dimension": "d", "population": "p", "n": 60, "n_kind": "exact", "year": "2026",
            "track": "self-reported", "sector": "pharma", "use": "comparison", "source": source}
    classes = tuple(ClassShare(label=str(n), share=share, levels=levels) for n, (share, levels) in enumerate(
        [(20, (1, 2)), (30, (2, 3)), (40, (3, 4)), (10, (4, 5))]))
    assert _middle_half(Benchmark(**base, unit="percent", classes=classes)) == (2, 4)
    assert _middle_half(Benchmark(**base, unit="level", value=2.7)) == (2.7, 2.7)
    assert _middle_half(Benchmark(**base, unit="percent", value=40)) is None
    unknown = (*classes[:3], ClassShare(label="?", share=10))
    assert _middle_half(Benchmark(**base, unit="percent", classes=unknown)) is None


def test_cells_without_a_score_are_hatched_and_the_medians_are_those_of_the_cells(results):
    chart = charts.sites(many(results, 4))
    cells = [row for row in rows(chart, "site", "dimension", "label") if " " not in (row["site"], row["dimension"])]
    by = {(row["site"], row["dimension"]): row["value"] for row in cells}
    empty = [key for key, value in by.items() if value is None]
    assert len(empty) == 4
    assert HATCH in json.dumps(chart.spec)
    svg = charts.draw({chart.id: chart})[chart.id]
    assert svg.count('stroke="#8d98a3"') == 4
    ends = {row["site"]: row["value"] for row in rows(chart, "site", "dimension") if row["dimension"] == " "}
    for site, value in ends.items():
        assert value == median(v for (s, _d), v in by.items() if s == site and v is not None)


def test_many_sites_are_split_and_each_is_drawn_once_the_lowest_first(results):
    parts = charts.site_maps(many(results, 41))
    assert [chart.id for chart in parts] == ["sites", "sites-2", "sites-3"]
    seen, ends = [], []
    for chart in parts:
        own = {row["site"]: row["value"] for row in rows(chart, "site", "dimension") if row["dimension"] == " "}
        assert len(own) <= MOST
        seen += own
        ends += own.values()
    assert len(seen) == len(set(seen)) == 41
    assert ends == sorted(ends)


VOTES = {"plant-a": {"IT": (2, 3, 3), "OT": (1, 1, 2), "Quality": (4, 4, 4)},
         "plant-b": {"IT": (4, 4, 5), "OT": (1, 2)},
         "plant-c": {"IT": (4, 4, 5, 5), "OT": (1,), "Quality": (3, 3, 3)}}


def test_a_strip_shows_only_places_that_tell_three_votes_a_side(results):
    state = voted_state()
    told = told_sides(state, "c", "q", list(VOTES))
    assert told == {"IT": {1: 0, 2: 1, 3: 2, 4: 0, 5: 0}, "OT": {1: 2, 2: 1, 3: 0, 4: 0, 5: 0}}
    assert "OT" not in poll(state, "plant-b", "c", "q").breakdown
    assert "IT" in poll(state, "plant-c", "c", "q").breakdown
    assert told_sides(state, "c", "q", ["plant-b", "plant-c"]) == {}
    assert charts.votes(results) is None


def voted_state() -> Engagement:
    facts: list[f.Fact] = [
        f.EngagementOpened(client="C", start=date(2026, 1, 1)),
        f.PackPinned(pack=pack_of({"d": {"k": [question("q")]}}).model_dump(mode="json", by_alias=True)),
        f.CycleOpened(cycle="c", date=date(2026, 1, 1))]
    for site, sides in VOTES.items():
        facts.append(f.SiteDefined(site=site, name=site))
        for side, levels in sides.items():
            for number, level in enumerate(levels):
                person = f"{site}-{side.lower()}-{number}"
                facts += [f.RespondentDefined(person=person, function=side, site=site),
                          f.Answered(cycle="c", site=site, question="q", person=person, value=level)]
    return replay((seq, date(2026, 1, 1), fact) for seq, fact in enumerate(facts, 1))


def test_it_is_a_circle_and_ot_a_square_for_their_greys_are_close():
    assert SHAPES == {"IT": "circle", "OT": "square"}


def luminance(colour: str) -> float:
    parts = [int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_steps_fall_in_lightness_and_the_numbers_on_them_can_be_read():
    greys = [luminance(step) for step in STEPS]
    assert greys == sorted(greys, reverse=True)
    assert all(a / b >= 1.2 for a, b in pairwise(greys))
    assert all(contrast(step, INK) >= 4.5 for step in STEPS[:-1])
    assert contrast(STEPS[-1], "#ffffff") >= 4.5
    assert all(contrast(colour, "#ffffff") >= 4.5 for colour in (INK, MUTED, ACCENT))


def test_stages_stay_apart_when_the_picture_is_grey():
    import altair as alt
    from PIL import Image

    stages = list(STAGE_COLOURS)
    x = alt.X("start:Q", axis=None, scale=alt.Scale(domain=[0, 10]))
    y = alt.Y("row:N", axis=None, sort=stages, scale=alt.Scale(domain=stages))
    bars = [{"row": stage, "stage": stage, "start": 0, "finish": 10} for stage in stages]
    spec = alt.layer(*stage_bars(bars, x, y)).properties(width=200, height=20 * len(stages)).to_dict()
    vl_convert.register_font_directory(str(FONTS))
    grey = Image.open(io.BytesIO(vl_convert.vegalite_to_png(spec, scale=2))).convert("L")
    looks = {}
    for place, stage in enumerate(stages):
        middle = int((20 * place + 10 + 5) * 2)
        band = [grey.getpixel((column, middle + row)) for row in range(-6, 7) for column in range(60, 340)]
        mean = sum(band) / len(band)
        looks[stage] = (median(band), (sum((p - mean) ** 2 for p in band) / len(band)) ** 0.5)
    for one, other in pairwise(stages):
        (a, rough_a), (b, rough_b) = looks[one], looks[other]
        assert abs(a - b) > 25 or abs(rough_a - rough_b) > 25, (one, other, looks)
        assert PATTERNS[one] != PATTERNS[other]
    told = [pattern for pattern in PATTERNS.values() if pattern is not None]
    assert len(set(map(str, told))) == len(told)
    plain = [stage for stage, pattern in PATTERNS.items() if pattern is None]
    assert contrast(*(STAGE_COLOURS[stage] for stage in plain)) > 3


@settings(deadline=None)
@given(st.text(max_size=120), st.integers(4, 40), st.integers(1, 4))
def test_a_wrapped_name_never_leaves_its_place(text, letters, lines):
    told = wrapped(text, letters, lines)
    assert 1 <= len(told) <= lines
    assert all(len(line) <= letters for line in told)
    assert len(short(text, letters)) <= letters


def test_names_are_kept_whole_where_they_fit_and_marked_where_they_do_not():
    assert wrapped("Regulatory compliance and validation", 22) == ["Regulatory compliance", "and validation"]
    assert wrapped("Regulatory compliance and validation", 14) == ["Regulatory", "compliance an…"]
    assert wrapped("Werk", 20) == ["Werk"]
    axis = name_axis({"a": "Name </script> \"x\""}, 100)
    assert "</script>" in axis.to_dict()["labelExpr"]


def cycles(results: Results, count: int) -> Results:
    """The same scores again, a fifth of a level higher each time."""
    cards = {}
    for number in range(count):
        scores = tuple(s.model_copy(update={"value": None if s.value is None else min(5, s.value + number / 5)})
                       for s in results.scorecard.scores)
        name = results.cycle.id if number == count - 1 else f"before-{number}"
        cards[name] = carded(results.scorecard, scores=scores, cycle=name)
    dims = [d.id for d in results.engagement.the_pack.dimensions]
    moves = tuple(Move(node=d, kind="dimension", before=2, after=2.2, change=0.2, like_for_like=0.2, panel=0, scope=0,
                       instrument=0, interval=Interval(low=0.1, high=0.3), real=d == dims[0]) for d in dims)
    return dataclasses.replace(results, scorecards=cards, trend=Trend(
        from_cycle="before-0", to_cycle=results.cycle.id, moves=moves) if count > 1 else None)


def test_two_cycles_are_a_slope_and_more_are_steps(results):
    assert charts.trend(cycles(results, 1)) is None
    slope, steps = charts.trend(cycles(results, 2)), charts.trend(cycles(results, 3))
    assert slope is not None
    assert steps is not None
    assert "facet" not in slope.spec
    assert "step-after" in json.dumps(steps.spec)
    assert "at most by 0.2 levels" in slope.title
    svg = charts.draw({"slope": slope, "steps": steps})
    assert all("NaN" not in text for text in svg.values())
    assert slope.title.startswith("1 of ")  # the others rose as much, and it may be noise
    assert steps.title.startswith("1 of ")
    bold = {row["label"].split()[1] for row in rows(slope, "label", "level", "real") if row["real"]}
    assert results.engagement.the_pack.dimensions[0].code in bold


def test_a_rise_that_no_number_shows_is_not_told_as_one(results):
    shown = cycles(results, 3)
    moves = tuple(move.model_copy(update={"change": 0.04, "real": True}) for move in shown.trend.moves)
    faint = dataclasses.replace(shown, trend=shown.trend.model_copy(update={"moves": moves}))
    assert charts.trend(faint).title.startswith("None of ")
    assert tables.delta_headline(faint).startswith("Since before-0 0 of ")
    assert not any(row["real"] for row in rows(charts.trend(faint), "dimension", "real", "level"))


def test_a_cell_is_as_dark_as_its_printed_number(results):
    def step(value: float) -> str:
        return _cell(results, "north", "d", value)["step"]

    assert [step(value) for value in (2.44, 2.46, 2.54)] == ["2", "3", "3"]


def test_the_plan_by_site_says_what_a_site_without_a_diamond_is(results):
    """The gate of a site that is left out of the plan, and not one that is open already."""
    assert not any(results.frame.by_id[s.task].opens == "gate" for s in results.roadmap.scheduled)
    assert "without a diamond" in charts.site_gantts(results)[0].subtitle
    there = dataclasses.replace(results, frame=results.frame.model_copy(update={
        "open_gates": tuple(results.engagement.sites)}))
    assert "without a diamond" not in charts.site_gantts(there)[0].subtitle


def test_a_middle_half_as_wide_as_the_scale_is_not_drawn():
    def half(*classes: tuple[int, int, float]):
        entries = [SimpleNamespace(levels=(low, high), share=share) for low, high, share in classes]
        return _middle_half(SimpleNamespace(unit="class", value=None, classes=entries))

    assert half((1, 2, 30), (2, 3, 30), (3, 4, 40)) is None
    assert half((1, 2, 20), (2, 3, 60), (3, 4, 20)) == (2, 3)


def test_a_narrow_slope_stays_a_slope_and_its_names_give_way(results):
    slope = charts.trend(cycles(results, 2))
    narrow = dataclasses.replace(slope, spec={**slope.spec, "width": 290})
    svg = charts.draw({"narrow": narrow, "paper": slope})
    heads = {name: [float(re.search(rf'translate\(([\d.]+),[-\d.]+\)"[^>]*>{cycle}</text>', text)[1])
                    for cycle in ("before-0", results.cycle.id)] for name, text in svg.items()}
    assert heads["narrow"][1] - heads["narrow"][0] >= 80
    assert heads["narrow"][1] < 150  # the rest is for values, codes and the beginnings of names
    assert heads["paper"] == pytest.approx([250 * 620 / 710, 400 * 620 / 710], abs=0.5)
    names = {d.code: d.name for d in results.engagement.the_pack.dimensions}
    long = max(names, key=lambda code: len(names[code]))
    assert f"{names[long]}</text>" not in svg["narrow"]
    assert re.search(rf"{long} {names[long][:4]}[^<]*…</text>", svg["narrow"])
    assert f"{names[long]}</text>" in svg["paper"]


@settings(deadline=None)
@given(st.dictionaries(st.text(min_size=1, max_size=3), st.floats(1, 5), max_size=12))
def test_names_at_a_slope_keep_their_distance_their_order_and_the_axis(values):
    placed = _spread(values, 0.2, 1, 5)
    order = sorted(values, key=lambda key: (values[key], key))
    at = [placed[key] for key in order]
    assert all(b - a >= 0.2 - 1e-9 for a, b in pairwise(at))
    assert all(1 - 1e-9 <= place <= 5 + 1e-9 for place in at)


def test_the_bridge_adds_up_to_the_mean_net_present_value(results):
    chart = charts.bridge(results)
    assert chart is not None
    told = {row["key"]: row for row in rows(chart, "amount", "name")}
    ordered = [told[key] for key in sorted(told, key=int)]
    assert sum(row["amount"] for row in ordered[:-1]) == pytest.approx(results.value.expected_npv)
    assert ordered[-1]["amount"] == pytest.approx(results.value.expected_npv)
    assert [row["kind"] for row in ordered].count("cost") == 1
    assert chart.subtitle.startswith("Indicative. ")
    for before, after in pairwise(ordered[:-1]):
        assert before["end"] == pytest.approx(after["start"])


def test_the_cash_band_is_told_at_its_end(results):
    chart = charts.cash(results)
    ends = [row["label"].split()[0] for row in rows(chart, "label", "at")]
    assert ends == ["P10", "P50", "P90"]
    places = [row["at"] for row in rows(chart, "label", "at")]
    assert places == sorted(places)


def test_every_chart_and_maps_of_one_site_and_of_forty_can_be_drawn(results, drawn):
    small, large = charts.sites(many(results, 1)), charts.site_maps(many(results, 40))
    made = charts.draw({**drawn, **{chart.id + str(n): chart for n, chart in enumerate((small, *large))}})
    assert any("<tspan x=" in svg for svg in made.values())
    assert not [name for name, svg in made.items() if "<tspan>" in svg]  # a first line without a place is set astray
    assert all(svg.startswith("<svg") and "NaN" not in svg for svg in made.values())
