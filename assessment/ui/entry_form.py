"""Parts of the page on which paper sheets are typed in: whose sheet it is, and its rows with what stands in them."""

from __future__ import annotations

import streamlit as st

from assessment.domain.basis import FUNCTIONS, AssessmentError
from assessment.domain.engagement import Cycle, Engagement, Respondent, allowed
from assessment.domain.facts import Answered
from assessment.domain.pack import Pack
from assessment.formats.sheet_line import read_line
from assessment.text import _, clean, escape_markdown
from assessment.ui import session, widgets
from assessment.ui.words import word
from assessment.workspace import Store, Workspace
from assessment.workspace.history import Given
from assessment.workspace.papers import SheetRow, enrol, type_in

PERSON, LINE, WRONG = "sheet-person", "sheet-line", "sheet-wrong"
BACK, TO = "<", "#"


def choose_person(workspace: Workspace, engagement: Engagement) -> str | None:
    """Whose sheet is typed in: somebody known, or somebody new who left no name."""
    people = {name: known for name, known in engagement.people.items() if allowed(known.role, "answer")}
    person: str | None = st.selectbox(
        _("Whose sheet"), list(people), key=PERSON, placeholder=_("Choose a person"),
        format_func=lambda name: " · ".join((
            str(workspace.names.get(name, name)), word(people[name].function), _place(engagement, people[name]))))
    with st.expander(_("A sheet of somebody who is not on the list")):
        function = st.selectbox(_("Function on the sheet"), FUNCTIONS, format_func=word)
        site = st.selectbox(_("Site"), [*engagement.sites, None], format_func=lambda name: (
            engagement.sites[name].name if name else _("The network")))
        named = engagement.opened is not None and engagement.opened.named
        name = st.text_input(_("Name on the sheet"), max_chars=80) if named else ""

        def add() -> None:
            session.put(PERSON, enrol(Store.shared(), workspace, function, site, name))

        st.button(_("Add this person"), on_click=add)
    return person


def _place(engagement: Engagement, known: Respondent) -> str:
    return engagement.sites[known.site].name if known.site else _("The network")


def type_rows(workspace: Workspace, engagement: Engagement, cycle: Cycle, person: str, rows: tuple[SheetRow, ...],
              pack: Pack) -> None:
    """The row at hand with its one line to type, and the rows of its dimension as they stand."""
    typed = {one.fact.question: one for one in workspace.given(person)
             if one.fact.cycle == cycle.id and one.entered_by == workspace.actor}
    place = f"sheet-row {cycle.id} {person} {len(rows)}"
    kept = session.value(place)
    fresh = next((at for at, row in enumerate(rows) if row.question not in typed), 0)
    at = min(int(kept), len(rows) - 1) if isinstance(kept, int) else fresh
    row, site = rows[at], engagement.people[person].site
    question = pack.questions[row.question]
    before = engagement.votes(cycle.id, site, row.question).get(person)
    with st.container():  # one place in the page whatever stands in it, else the line below would lose the cursor
        widgets.heading(pack.by_id[row.dimension].name)
        st.caption(_("{done} of {all} rows typed").format(done=sum(r.question in typed for r in rows), all=len(rows)))
        st.markdown(f"**{row.number}. {escape_markdown(question.text)}** `{question.id}`")
        if before is not None and (row.question not in typed or typed[row.question].fact != before):
            st.warning(_("This question was answered already, and not from this sheet. What is typed replaces that "
                         "answer; Enter alone leaves it."))

    def save() -> None:
        _save(workspace, cycle, person, rows, at, pack, place)

    with st.form("sheet", enter_to_submit=True, border=False):
        st.text_input(_("Level, then L, M or H, then the comment"), key=LINE, max_chars=4000, autocomplete="off")
        st.form_submit_button(_("Save the row"), on_click=save, type="primary")
    st.caption(escape_markdown(_(
        "For example: 3 h as seen in March. 0 with a reason: does not apply. ? not known. Enter alone goes on, < goes "
        "back, #12 goes to row 12.")))
    wrong = session.value(WRONG)
    if wrong:
        st.error(escape_markdown(str(wrong)))
        session.put(WRONG, "")
    for one in rows:
        if one.dimension == row.dimension:
            st.markdown(_row_told(one, typed.get(one.question), pack, one == row))


def _row_told(row: SheetRow, typed: Given | None, pack: Pack, here: bool) -> str:
    """A row as it stands, as far as it was typed in here."""
    mark = "→" if here else "✓" if typed else "○"
    text = f"{mark} {row.number}. {escape_markdown(pack.questions[row.question].text)}"
    if typed is None:
        return text + " · " + _("not typed yet")
    return f"{text} · **{escape_markdown(told(typed.fact))}** · " + _("saved at {time} UTC").format(
        time=typed.at.strftime("%H:%M"))


def told(fact: Answered) -> str:
    """What was saved, as the sheet says it."""
    level = {"na": _("does not apply"), "unknown": _("not known")}.get(str(fact.value), str(fact.value))
    sure = {"low": _("not very sure"), "medium": _("fairly sure"), "high": _("sure")}
    return ", ".join(part for part in (level, sure[fact.confidence] if fact.confidence else "", fact.comment) if part)


def _save(workspace: Workspace, cycle: Cycle, person: str, rows: tuple[SheetRow, ...], at: int, pack: Pack,
          place: str) -> None:
    """Record the line that was typed, read it back, and only then go on; what is wrong stays in the line."""
    line = clean(str(session.value(LINE) or ""))
    row = rows[at]
    if not line or line == BACK or line.startswith(TO):
        wanted = next((n for n, one in enumerate(rows) if line == f"{TO}{one.number}"), None)
        if line.startswith(TO) and wanted is None:
            session.put(WRONG, _("The sheet has no such row."))
            return
        step = wanted if wanted is not None else at - 1 if line == BACK else at + 1
        session.put(place, max(0, min(step, len(rows) - 1)))
        session.put(LINE, "")
        return
    question, engagement = pack.questions[row.question], workspace.engagement()
    typed, problem = read_line(line, pack, question)
    if typed is None:
        session.put(WRONG, f"{problem.message} {problem.remedy}" if problem else "")
        return
    site = engagement.people[person].site
    fact = Answered(cycle=cycle.id, site=site, question=row.question, person=person, value=typed.value,
                    round=engagement.round_of(cycle.id, site, row.question), comment=typed.comment,
                    confidence=typed.confidence)
    try:
        entry = type_in(workspace, fact)
    except AssessmentError as error:
        session.put(WRONG, str(error))
        return
    session.say(_("Row {number} saved at {time} UTC: {told}").format(
        number=row.number, time=entry.at[11:16], told=told(fact)))
    session.put(place, min(at + 1, len(rows) - 1))
    session.put(LINE, "")
