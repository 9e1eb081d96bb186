"""The audit trail: who recorded what, when, in which role and why."""

import json

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.domain.findings import answer_key
from assessment.text import _
from assessment.ui import session, widgets
from assessment.ui.words import word

HIDDEN = ("kind", "value", "comment", "confidence", "evidence", "measured", "path", "points", "reason")
workspace = session.workspace()
engagement = workspace.engagement()
widgets.title(_("Audit trail"), _("Nothing is changed or deleted: a correction is a new entry. Designed to support "
                                  "audited work; not a validated Part 11 system."))
GIVEN = ("degrees-placed", "points-shared", "causes-named", "support-given", "commitments-made")
entries = workspace.entries()
see_votes = allowed(workspace.role, "read-votes") and bool(engagement.opened and engagement.opened.named)
kinds = sorted({str(entry.fact["kind"]) for entry in entries})
kind = st.selectbox(_("Kind"), ["", *kinds], format_func=lambda k: k or _("all kinds"))
who = st.text_input(_("Person (id or name)"), max_chars=80).strip().lower()
answers = st.text_input(_("Answers, as reports name them: cycle/site/question"),
                        st.query_params.get("answers", "")[:200], max_chars=200).strip()


def told(fact: dict[str, object]) -> str:
    """The fact as text; pinned content by its id. Of a blind round or exercise, and for who may not read single
    answers, only that somebody took part.
    """
    if fact["kind"] in ("pack-pinned", "pack-upgraded", "library-pinned", "plan-recorded"):
        return ""
    blind = fact["kind"] == "answered" and engagement.open_round(
        str(fact["cycle"]), fact["site"] if isinstance(fact["site"], str) else None, str(fact["question"]))
    exercise = engagement.exercises.get(str(fact.get("exercise")))
    given = ("degrees", "points", "causes", "support", "reason", "commitments") if (
        fact["kind"] in GIVEN and exercise is not None and not exercise.revealed) else ()
    unsigned = ("causes",) if fact["kind"] == "causes-named" else ()  # shown to all, without a name
    single = fact["kind"] in ("answered", "choice-committed") and not see_votes and fact["person"] != workspace.actor
    hidden = (*(HIDDEN if blind or single else ("kind",)), *given, *unsigned)
    return json.dumps({k: v for k, v in fact.items() if k not in hidden and v not in (None, "", [])},
                      ensure_ascii=False)


def key_of(fact: dict[str, object]) -> str:
    """The key of the answers that a fact belongs to; empty for any other fact."""
    if not {"cycle", "question"} <= set(fact):
        return ""
    return answer_key(str(fact["cycle"]), str(fact["site"]) if fact.get("site") else None, str(fact["question"]))


rows = [
    {_("Seq"): e.seq, _("When (UTC)"): e.at, _("Who"): workspace.names.get(e.actor, e.actor), _("Role"): word(e.role),
     _("Kind"): e.fact["kind"], _("What"): told(e.fact), _("Why"): e.reason, _("Via"): e.via, _("Hash"): e.hash[:12]}
    for e in reversed(entries)
    if (not kind or e.fact["kind"] == kind)
    and (not answers or answers == key_of(e.fact))
    and (not who or who in e.actor.lower() or who in workspace.names.get(e.actor, "").lower())
]
st.caption(_("{shown} of {all} entries, newest first; the chain of hashes is checked at every read.").format(
    shown=len(rows), all=len(entries)))
st.dataframe(rows[:2000], hide_index=True, width="stretch", height=640)
