"""The page of a newer questionnaire: what it would do is shown, and it is applied between cycles."""

from __future__ import annotations

from pathlib import Path

from ui.framing import framed, page, standing_store

from assessment.domain import facts as f
from assessment.shipped import SAMPLES
from assessment.workspace.closing import close_cycle


def test_a_newer_version_is_looked_at_and_applied_once_the_cycle_is_closed(tmp_path: Path):
    with standing_store(tmp_path / "test.db") as store:
        store.bring_in(SAMPLES / "small" / "brief.yaml")
        workspace = store.workspace(store.only(None))
        pinned = workspace.engagement().the_pack
        older = f.PackPinned(pack=pinned.changed(version="0.0.1", theta=0.7).model_dump(mode="json", by_alias=True))
        workspace.record_all([("older", workspace.clock_now, older)])  # as a journal of before may hold it
        with framed(store) as app:
            shown = page(app, "upgrade")
            assert not shown.exception
            shown.checkbox[0].check().run()
            assert not shown.exception
            assert any("close it, then apply" in info.value for info in shown.info)
            assert [m.value for m in shown.metric] == [str(len(pinned.questions)), "0", "0", "0", "0"]
            assert any("theta" in list(frame.value["Where"]) for frame in shown.dataframe if "Where" in frame.value)
            close_cycle(workspace, workspace.engagement().cycle().id, workspace.today)
            shown.run()
            next(b for b in shown.button if b.label == "Apply from the next cycle").click().run()
            assert not shown.exception
            assert workspace.engagement().next_pack == pinned
            assert any("holds from the next cycle on" in info.value for info in shown.info)
            next(b for b in shown.button if b.label == "Keep the pinned version after all").click().run()
            assert not shown.exception
            assert workspace.engagement().next_pack is None
