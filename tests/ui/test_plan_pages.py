"""Changing the plan, scenarios, people and programmes, the pilot and own initiatives in the app."""

from __future__ import annotations

from datetime import timedelta

import pytest
from test_use_case_pages import frames, named, page, texts, workspace

from assessment.ui import people_form
from assessment.workspace import Store


def press(shown, label: str):
    return named(shown.button, label).click().run(timeout=600)


def test_a_task_is_pinned_left_out_and_freed_again(store: Store):
    shown = page("roadmap")
    shown.selectbox(key="asked-initiative").select_index(1).run()
    named(shown.text_input, "Why").set_value("Board wish")
    named(shown.radio, "In the plan").set_value("must")
    shown = press(shown, "Record and plan anew")
    assert not shown.exception
    asked = workspace(store).engagement().asked["I02", "programme"]
    assert (asked.must, asked.reason) == (True, "Board wish")
    assert "must be" in frames(shown)
    shown.selectbox(key="asked-initiative").select_index(1).run()
    named(shown.radio, "In the plan").set_value("exclude")
    shown = press(shown, "Record and plan anew")
    assert workspace(store).frame().excluded["I02"] == "Board wish"
    assert "left out" in frames(shown)


def test_a_wish_that_nothing_can_keep_is_said_with_what_would_do(store: Store):
    library = workspace(store).engagement().the_library
    shown = page("roadmap")
    shown.selectbox(key="asked-initiative").select_index([i.id for i in library.initiatives].index("I24")).run()
    begin = workspace(store).engagement().start
    named(shown.date_input, "Done by (empty: free)").set_value(begin + timedelta(days=40))
    named(shown.text_input, "Why").set_value("The insurer asks for it")
    named(shown.radio, "In the plan").set_value("must")
    shown = press(shown, "Record and plan anew")
    assert not shown.exception
    site = workspace(store).engagement().sites[shown.selectbox(key="asked-unit").value]
    assert any(f"I24 {library.initiative['I24'].name} \\({site.name}\\) must be" in e.value for e in shown.error)
    assert any("would resolve it" in info.value for info in shown.info)
    assert "Nothing is planned; what would do stands above." in texts(shown)
    named(shown.radio, "In the plan").set_value("free")
    named(shown.date_input, "Done by (empty: free)").set_value(None)
    shown = press(shown, "Record and plan anew")
    assert not shown.error
    assert workspace(store).roadmap().scheduled


def test_the_plan_is_adopted_and_then_few_moves_can_be_wanted(store: Store):
    shown = page("roadmap")
    assert "Few moves against the adopted plan" not in named(shown.selectbox, "What the best plan is").options
    shown = press(shown, "Adopt this plan")
    assert [error.value for error in shown.error] == ["Say who adopted it."]
    named(shown.text_input, "Adopted by (a post or body)").set_value("Board")
    shown = press(shown, "Adopt this plan")
    plan = workspace(store).roadmap()
    assert workspace(store).engagement().adopted_plan.starts == {s.task: s.start for s in plan.scheduled}
    named(shown.selectbox, "What the best plan is").select("moves").run()
    shown = press(shown, "Plan for this")
    assert not shown.exception
    assert workspace(store).frame().aim == "moves"
    assert workspace(store).roadmap().scheduled[0].start == plan.scheduled[0].start


def test_scenarios_are_planned_on_demand_and_told_beside_the_plan(store: Store):
    shown = page("scenarios")
    assert any(text.replace("\\", "").startswith("Not planned yet: Half the money") for text in texts(shown))
    named(shown.text_input, "Name of the scenario").set_value("Crisis")
    named(shown.number_input, "Budget, % of the plan's").set_value(10)
    shown = press(shown, "Record the scenario")
    assert not shown.exception
    assert workspace(store).engagement().scenarios["crisis"].budget_factor == pytest.approx(0.1)
    shown = press(shown, "Plan them now")
    assert not shown.exception
    told = frames(shown)
    assert "Crisis" in told
    assert "Half the money" in told
    assert "No-regret moves only" in told
    assert not any(text.startswith("Not planned yet") for text in texts(shown))
    before = len(workspace(store).engagement().plans)
    page("scenarios")
    assert len(workspace(store).engagement().plans) == before, "what is planned is on record"
    press(shown, next(button.label for button in shown.button if button.label.replace("\\", "") == "Take out: Crisis"))
    assert workspace(store).engagement().scenarios["crisis"].withdrawn


def test_a_programme_and_people_of_a_site_are_recorded(store: Store):
    shown = page("people")
    assert not shown.exception
    named(shown.text_input, "Programme").set_value("MES roll-out")
    named(shown.multiselect, "Delivers by its end").set_value(["I03"])
    named(shown.number_input, "OT, person-weeks a quarter").set_value(6.0)
    shown = press(shown, "Record the programme")
    assert not shown.exception
    (programme,) = workspace(store).engagement().programmes.values()
    assert (programme.name, programme.weeks, programme.delivers) == ("MES roll-out", {"OT": 6.0}, ("I03",))
    assert sorted(task.id for task in workspace(store).frame().tasks if task.given) == ["I03@north", "I03@south"]
    named(shown.selectbox, "Take out").select_index(1).run()
    shown = press(shown, "Take it out")
    assert not [task for task in workspace(store).frame().tasks if task.given]


def test_people_are_offered_to_the_plan_and_taken_out_again(store: Store):
    shown = page("people")
    named(shown.selectbox, "Way").select("contract").run()
    shown = press(shown, "Offer it to the plan")
    assert not shown.exception
    (own,) = workspace(store).engagement().own_initiatives.values()
    assert own.initiative.adds == {"IT": 11.0}
    assert own.initiative.lasting_months == people_form.WAYS["contract"][3]
    assert any(task.adds for task in workspace(store).frame().tasks)
    press(shown, "Take out")
    assert not any(task.adds for task in workspace(store).frame().tasks)


def test_the_pilot_is_ranked_overridden_with_a_reason_and_chartered(store: Store):
    shown = page("pilot")
    assert "Representativeness" in frames(shown)
    first = workspace(store).frame().pilot
    other = next(site for site in workspace(store).engagement().sites if site != first)
    named(shown.selectbox, "Pilot site").select(other).run()
    assert any("ranks 2 of 2" in text for text in texts(shown))
    shown = press(shown, "Choose this site")
    assert [error.value for error in shown.error] == ["A choice by hand needs its reason."]
    named(shown.text_input, "Why").set_value("Sponsor")
    shown = press(shown, "Choose this site")
    assert workspace(store).frame().pilot == other
    for label, text in (("Scope: areas, systems, data", "Line 1"), ("Success", "Losses 10 % down\nNo deviation"),
                        ("Stop when", "Two deviations"), ("Scale when", "Both hold for 90 days")):
        named(shown.text_area, label).set_value(text)
    named(shown.text_input, "Owner (a post)").set_value("Site head")
    shown = press(shown, "Record the charter")
    assert not shown.exception
    assert workspace(store).engagement().charter.success == ("Losses 10 % down", "No deviation")
    assert "Both hold for 90 days" in frames(shown)


def test_own_estimates_and_an_own_initiative_leave_the_shipped_catalogue_alone(store: Store):
    shown = page("catalogue")
    named(shown.number_input, "Factor on effort and spend").set_value(2.0)
    before = workspace(store).frame().by_id.get("I02@programme")
    shown = press(shown, "Record the estimates")
    assert not shown.exception
    assert workspace(store).engagement().estimates["I01"].scale == 2.0
    assert workspace(store).frame().by_id.get("I02@programme") == before
    shown = press(shown, "Record the initiative")
    assert any(error.value.startswith("Still missing: Name") for error in shown.error)
    named(shown.text_input, "Name").set_value("Own thing")
    named(shown.text_input, "Owner (a post)").set_value("COO")
    named(shown.text_input, "Measured by").set_value("Count")
    shown = press(shown, "Record the initiative")
    assert not shown.exception
    assert workspace(store).engagement().the_library.initiative["C01"].name == "Own thing"
    assert workspace(store).frame().excluded["C01"].startswith("It closes no gap")
