"""Ambitions, use cases and what leaders can see: adopted from the library, written as an own one, never unowned."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from assessment.domain.facts import AmbitionStated, UseCaseDefined, ZoneDefined
from assessment.workspace import Store

PAGES = Path(__file__).parents[2] / "assessment" / "ui" / "pages"
HOSTILE = "<script>alert(1)</script> **b** [x](http://evil.example)"
CASE = {"use_case": "uc", "name": "Losses", "decision": "What to do now", "audience": "production",
        "owner": "Head of production", "source": "Line", "source_zone": "Line control", "consumer": "Platform",
        "consumer_zone": "Data platform", "initiatives": ("I11",), "sites": ("north",)}


def page(name: str) -> AppTest:
    return AppTest.from_file(PAGES / f"{name}.py", default_timeout=120).run()


def framed(name: str) -> AppTest:
    """A page that links to others, which only the frame around them knows."""
    return AppTest.from_file(PAGES.parents[1] / "main.py", default_timeout=120).run().switch_page(
        f"ui/pages/{name}.py").run()


def named(elements, label: str, last: bool = False):
    found = [element for element in elements if element.label == label]
    return found[-1 if last else 0]


def workspace(store: Store):
    return store.workspace(store.only(None))


def texts(page: AppTest) -> list[str]:
    return [element.value for element in (*page.markdown, *page.caption, *page.info, *page.success, *page.warning)]


def frames(page: AppTest) -> str:
    return " ".join(table.value.to_string() for table in (*page.table, *page.dataframe)).replace("\\", "")


def test_pages_without_use_cases_say_how_to_begin(store):
    cases, leaders = page("use_cases"), framed("leaders")
    assert not cases.exception
    assert not leaders.exception
    assert any("No use case is defined yet" in info.value for info in cases.info)
    assert any("ambitions first" in info.value for info in leaders.info)
    assert not leaders.metric


def test_an_ambition_of_the_library_is_stated_and_taken_back(store):
    at = page("use_cases")
    chosen = named(at.selectbox, "Ambition")
    chosen.select("personalised-therapies").run()
    named(at.radio, "How much it matters").set_value("high")
    at = named(at.button, "State the ambition").click().run()
    assert not at.exception
    stated = workspace(store).engagement().ambitions["personalised-therapies"]
    assert (stated.importance, stated.name) == ("high", "Bring personalised and curative therapies to patients")
    assert named(at.radio, "How much it matters").value == "high"
    named(at.radio, "How much it matters").set_value("withdrawn")
    named(at.button, "State the ambition").click().run()
    taken = workspace(store).engagement().ambitions["personalised-therapies"]
    assert (taken.withdrawn, taken.importance) == (True, "high")


def test_an_own_ambition_needs_a_name_and_gets_an_id_of_its_own(store):
    workspace(store).record(AmbitionStated(ambition="steady-supply", name="Deliver"))
    at = page("use_cases")
    named(at.selectbox, "Ambition").select("").run()
    at = named(at.button, "State the ambition").click().run()
    assert [error.value for error in at.error] == ["Still missing: Name."]
    named(at.text_input, "Name").set_value("Steady supply")
    at = named(at.button, "State the ambition").click().run()
    assert not at.error
    assert workspace(store).engagement().ambitions["steady-supply-2"].name == "Steady supply"


def test_a_use_case_of_the_library_is_adopted_and_one_without_owner_is_not(store):
    at = page("use_cases")
    named(at.selectbox, "Begin with").select("patient-chain").run()
    assert named(at.text_input, "Source").value == "MES"
    assert any("expert judgement" in text for text in texts(at))
    named(at.text_input, "Owner (a post)").set_value("  ")
    at = named(at.button, "Record the use case").click().run()
    assert [error.value for error in at.error] == ["Still missing: Owner (a post)."]
    assert not workspace(store).engagement().use_cases
    named(at.text_input, "Owner (a post)").set_value("Head of cell therapy")
    at = named(at.button, "Record the use case").click().run()
    assert not at.exception
    (case,) = workspace(store).engagement().use_cases.values()
    assert (case.template, case.owner, case.direction, case.gxp, case.ambition) == (
        "patient-chain", "Head of cell therapy", "both", True, "personalised-therapies")
    assert "writes into a GxP zone" in frames(at)


def test_an_own_use_case_says_what_is_missing_and_loses_nothing(store):
    at = page("use_cases")
    named(at.selectbox, "Begin with").select("").run()
    named(at.text_input, "Name", last=True).set_value("Ours")
    at = named(at.button, "Record the use case").click().run()
    assert at.error[0].value == (
        "Still missing: Decision that it improves, Owner (a post), Source, Zone of the source, Consumer, Zone of the "
        "consumer.")
    assert named(at.text_input, "Name", last=True).value == "Ours"


def test_the_missing_connection_is_defined_one_way_and_found_again(store):
    workspace(store).record(UseCaseDefined(**CASE))
    at = page("use_cases")
    assert "to be defined; the lighter gate if one-way" in frames(at)
    assert not [button for button in at.button if button.label == "Define the connection"]
    assert any("at North plant: Line control, Data platform." in text.replace("\\", "") for text in texts(at))
    for zone, level in (("Line control", "1"), ("Data platform", "4")):
        workspace(store).record(ZoneDefined(zone=zone.split()[0].lower(), site="north", name=zone, level=level))
    at = page("use_cases")
    at.checkbox[0].check()
    at = named(at.button, "Define the connection").click().run()
    assert not at.exception
    made = workspace(store).engagement().connections["uc-uc-north"]
    assert (made.one_way, made.site, made.from_zone, made.live) == (True, "north", "Line control", False)
    assert "Losses (lighter gate)" in frames(at)
    assert not [button for button in at.button if button.label == "Define the connection"]


def test_what_leaders_see_counts_by_supply(store):
    given = workspace(store)
    for number, supply in enumerate(("none", "manual", "manual", "live")):
        given.record(UseCaseDefined(**{**CASE, "use_case": f"u{number}", "supply": supply}))
    at = page("leaders")
    assert not at.exception
    assert {metric.label: metric.value for metric in at.metric} == {
        "no data": "1", "by hand": "2", "late": "0", "live": "1"}
    assert any(text.replace("\\", "").startswith("#### 3 of 4 decisions lack live data") for text in texts(at))


def test_hostile_text_stays_text(store):
    given = workspace(store)
    given.record(AmbitionStated(ambition="own", name=HOSTILE, note=HOSTILE))
    given.record(UseCaseDefined(**{**CASE, "name": HOSTILE, "decision": HOSTILE, "owner": HOSTILE, "ambition": "own"}))
    for name in ("use_cases", "leaders"):
        at = page(name)
        assert not at.exception
        assert not [text for text in texts(at) if "<script>" in text or "**b**" in text or "[x](" in text]
        assert not [table for table in at.table if "<script>" in table.value.to_string()]
