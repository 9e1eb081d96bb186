"""Freezes and shutdowns in the app: added, changed, taken out, refused with what was typed kept, shown as text."""

from __future__ import annotations

from datetime import date

from test_use_case_pages import HOSTILE, frames, named, page, texts, workspace

from assessment.domain.facts import FreezeSet, RespondentDefined, ShutdownSet
from assessment.text import clean
from assessment.workspace import Store

INSPECTION = {"name": "Inspection", "first": date(2027, 3, 1), "last": date(2027, 4, 20)}


def fill(shown, kind: str, name: str, first: date | None, last: date | None):
    """Fill one of the two forms, which have the same labels, and press its button."""
    at = 0 if kind == "freeze" else 1
    label = "What it is for, such as an inspection" if at == 0 else "Area that stands still (empty: the whole site)"
    named(shown.text_input, label).set_value(name)
    for field, day in (("From", first), ("To", last)):
        [box for box in shown.date_input if box.label == field][at].set_value(day)
    return named(shown.button, f"Record the {kind}").click().run()


def errors(shown) -> list[str]:
    return [error.value for error in shown.error]


def test_an_empty_calendar_says_what_it_is_for_and_what_the_plan_does_without(store: Store):
    shown = page("calendar")
    assert not shown.exception
    assert [info.value.split(",")[0] for info in shown.info] == ["No freeze is recorded", "No shutdown is recorded"]
    assert len(shown.dataframe) == 0


def test_a_freeze_is_added_changed_and_taken_out_and_the_plan_follows(store: Store):
    before = workspace(store).frame()
    shown = page("calendar")
    named(shown.selectbox, "Where").select("north")
    shown = fill(shown, "freeze", *INSPECTION.values())
    assert not shown.exception
    assert workspace(store).engagement().freezes == {"inspection": FreezeSet(
        freeze="inspection", site="north", first=INSPECTION["first"], last=INSPECTION["last"], reason="Inspection")}
    assert "Mar 2027 – Apr 2027" in frames(shown)
    assert named(shown.text_input, "What it is for, such as an inspection").value == "", "the next one begins empty"
    at_north = [s for s in workspace(store).roadmap().scheduled if s.task.endswith("@north")]
    assert at_north
    assert not any({s.start, s.finish - 1} & {5, 6} for s in at_north)

    shown.selectbox(key="freeze-chosen").select("inspection").run()
    assert named(shown.text_input, "What it is for, such as an inspection").value == "Inspection"
    named(shown.multiselect, "What it stops").set_value(["validation", "cut-over"])
    shown = fill(shown, "freeze", "Inspection", date(2027, 3, 1), date(2027, 3, 16))
    (changed,) = workspace(store).engagement().freezes.values()
    assert (changed.freeze, changed.last) == ("inspection", date(2027, 3, 16))
    assert changed.stops == ("cut-over", "validation")
    frame = workspace(store).frame()
    assert (frame.frozen, frame.no_cut_over, frame.no_validation) == ({}, {"north": (5,)}, {"north": (5,)})

    shown.selectbox(key="freeze-chosen").select("inspection").run()
    shown = named(shown.button, "Take the freeze out").click().run()
    assert not shown.exception
    assert workspace(store).engagement().freezes == {}
    assert workspace(store).frame() == before


def test_a_shutdown_is_added_changed_and_taken_out(store: Store):
    shown = fill(page("calendar"), "shutdown", "Filling", date(2027, 12, 22), date(2028, 1, 5))
    assert not shown.exception
    assert workspace(store).frame().window_hours == {"north": {14: 240.0, 15: 120.0}}
    assert "Dec 2027: 240, Jan 2028: 120" in frames(shown)
    shown.selectbox(key="shutdown-chosen").select("north-2027-12-22").run()
    shown = fill(shown, "shutdown", "", date(2020, 1, 1), date(2020, 1, 2))
    (changed,) = workspace(store).engagement().shutdowns.values()
    assert changed == ShutdownSet(shutdown="north-2027-12-22", site="north", first=date(2020, 1, 1),
                                  last=date(2020, 1, 2))
    assert any("All shutdowns of North plant lie outside the roadmap" in warning.value for warning in shown.warning)
    shown.selectbox(key="shutdown-chosen").select("north-2027-12-22").run()
    shown = named(shown.button, "Take the shutdown out").click().run()
    assert not shown.exception
    assert workspace(store).engagement().shutdowns == {}


def test_a_freeze_of_cut_overs_takes_the_hours_of_a_shutdown(store: Store):
    workspace(store).record(ShutdownSet(shutdown="y", site="north", first=date(2027, 3, 1), last=date(2027, 3, 2)))
    workspace(store).record(FreezeSet(freeze="x", first=date(2027, 3, 5), last=date(2027, 3, 25), stops=("cut-over",)))
    shown = page("calendar")
    assert "Mar 2027: none, a freeze" in frames(shown)
    assert "everywhere" in frames(shown)


def test_what_is_wrong_is_said_and_what_was_typed_stays(store: Store):
    before = workspace(store).engagement().last_seq
    name = "x" * 121
    for kind in ("freeze", "shutdown"):
        shown = fill(page("calendar"), kind, name, date(2027, 4, 20), date(2027, 3, 1))
        assert errors(shown) == ["The end lies before the beginning\\. Exchange the two dates\\.",
                                 "This is longer than 120 characters\\: shorten it\\."]
        assert name in [box.value for box in shown.text_input]
        assert date(2027, 4, 20) in [box.value for box in shown.date_input]
    named(shown.multiselect, "What it stops").set_value([])
    shown = fill(shown, "freeze", " ", None, date(2027, 3, 1))
    assert errors(shown) == ["Give the first and the last day\\.", "Say what the freeze is for\\.",
                             "Name what stands still, or take the freeze out\\."]
    assert workspace(store).engagement().last_seq == before


def test_a_hostile_name_is_shown_as_text(store: Store):
    for kind in ("freeze", "shutdown"):
        shown = fill(page("calendar"), kind, HOSTILE, date(2027, 3, 1), date(2027, 3, 20))
        assert not shown.exception
        assert clean(HOSTILE) in frames(shown), "a data frame shows its cells as they are"
        assert not [text for text in (*texts(shown), *errors(shown)) if "<script>" in text or "[x](" in text]


def test_whoever_only_reads_sees_the_table_and_no_form(store: Store, monkeypatch):
    at = workspace(store)
    at.record(FreezeSet(freeze="x", first=date(2027, 3, 1), last=date(2027, 3, 20), reason="Media fills"))
    at.record(RespondentDefined(person="vi", function="Quality", role="viewer"))
    held = store.access.enter(store.access.invite(at.engagement(), "vi"))
    monkeypatch.setattr("assessment.ui.session.cookie", lambda: held)
    shown = page("calendar")
    assert "Media fills" in frames(shown)
    assert not shown.button
    assert [info.value for info in shown.info if "Your role reads here" in info.value]
