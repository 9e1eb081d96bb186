"""Drawing up the plan while its user looks on: progress shows, and a button ends the search with the best so far."""

from __future__ import annotations

import threading
import time
from contextvars import copy_context

import streamlit as st

from assessment.domain.basis import AssessmentError
from assessment.domain.engagement import allowed
from assessment.domain.results import Results
from assessment.solver import stopped_by_hand
from assessment.text import _
from assessment.ui import session
from assessment.workspace import Workspace
from assessment.workspace.language import aloud

LOOK_EVERY = 0.3
"""Seconds between two looks at the search."""
_JOB, _AGAIN = "planning", "plan-again"


class Job:
    """One search in a thread of its own: a click runs the page anew, and the search goes on."""

    def __init__(self, workspace: Workspace, cycle: str | None, again: bool = False) -> None:
        self.stop, self.told = threading.Event(), ""
        self.failed: AssessmentError | None = None
        self._search, self._cycle = workspace.plan_again if again else workspace.roadmap, cycle
        self.thread = threading.Thread(target=copy_context().run, args=(self._plan,), daemon=True)
        self.thread.start()

    def _plan(self) -> None:
        try:
            self._search(self._cycle, aloud(self._say), self.stop.is_set)
        except AssessmentError as error:
            self.failed = error

    def _say(self, text: str, _share: float | None) -> None:
        self.told = text or self.told


def planned_results(workspace: Workspace) -> Results:
    """Results of the cycle in view; a plan that is not on record yet is searched for first."""
    cycle = session.cycle()
    if st.session_state.pop(_AGAIN, False):
        _search(workspace, cycle, again=True)
    if workspace.known_plan(workspace.frame(cycle)) is None:
        _search(workspace, cycle)
    with st.spinner(_("Working out the results")):
        return workspace.results(cycle)


def offer_to_go_on(workspace: Workspace, results: Results) -> None:
    """Below a plan whose search was stopped: search again, to the end."""
    if results.roadmap.method == stopped_by_hand():
        st.info(_("The search for this plan was stopped; a longer one may find a better plan."))
        if not allowed(workspace.role, "plan"):
            return
        st.button(_("Search to the end"), on_click=lambda: st.session_state.update({_AGAIN: True}))


def _search(workspace: Workspace, cycle: str | None, again: bool = False) -> None:
    job = st.session_state.get(_JOB)
    if not isinstance(job, Job) or not job.thread.is_alive():
        job = st.session_state[_JOB] = Job(workspace, cycle, again)
    place = st.empty()
    with place.container():
        st.info(_("The plan is being drawn up. It keeps every rule from the first one on and gets better with time."))
        said = st.empty()
        st.button(_("Stop and keep the best plan so far"), on_click=job.stop.set, disabled=job.stop.is_set())
    while job.thread.is_alive():
        said.write(job.told)
        time.sleep(LOOK_EVERY)
    place.empty()
    if job.failed is not None:
        raise job.failed
