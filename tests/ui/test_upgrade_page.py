"""The page of a newer questionnaire: what it would do is shown, and it is applied between cycles."""

from __future__ import annotations

import re
from pathlib import Path

from streamlit.testing.v1 import AppTest
from ui.framing import framed, page, standing_store

from assessment.domain import facts as f
from assessment.shipped import PACKS, SAMPLES
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


def upload(shown: AppTest, changed: dict[str, bytes]) -> AppTest:
    """The files of the shipped base, some of them changed, put on the page."""
    folder = PACKS / "it-ot-convergence"
    files = {path.name: path.read_bytes() for path in (*folder.glob("*.yaml"), *folder.glob("translations/*.yaml"))}
    return shown.file_uploader[0].set_value(
        [(name, content, "application/yaml") for name, content in (files | changed).items()]).run()


def test_uploaded_files_are_a_newer_base_under_the_overlays_that_stay(tmp_path: Path):
    with standing_store(tmp_path / "test.db") as store:
        workspace = store.create("Client", packs=("it-ot-convergence", "gxp-data-integrity"))
        pinned = workspace.engagement().the_pack
        head = (PACKS / "it-ot-convergence" / "pack.yaml").read_bytes()
        newer = re.sub(rb"(?m)^version: .*$", b'version: "9.0"', head)
        with framed(store) as app:
            shown = upload(page(app, "upgrade"), {"pack.yaml": newer, "10-strategy.yaml": b"id: [strategy\n"})
            assert not shown.exception
            (told,) = (error.value for error in shown.error)
            assert "it-ot-convergence/10-strategy.yaml:" in told.replace("\\", "")
            assert not shown.metric
            shown = upload(shown, {"pack.yaml": head.replace(b"id: it-ot-convergence", b"id: else", 1)})
            assert "another questionnaire" in "".join(error.value for error in shown.error)
            shown = upload(shown, {"pack.yaml": newer})
            assert not shown.exception
            assert [m.value for m in shown.metric] == [str(len(pinned.questions)), "0", "0", "0", "0"]
            next(b for b in shown.button if b.label == "Apply from the next cycle").click().run()
            waiting = workspace.engagement().next_pack
            assert waiting is not None
            assert (waiting.id, waiting.version) == (pinned.id, "9.0+" + pinned.version.split("+")[1])
            assert [one.language for one in waiting.translations] == ["de"]


def test_the_shipped_version_is_offered_with_the_overlays_that_are_pinned(tmp_path: Path):
    with standing_store(tmp_path / "test.db") as store:
        workspace = store.create("Client", packs=("it-ot-convergence", "gxp-data-integrity"))
        shipped = workspace.engagement().the_pack
        workspace.record(f.PackPinned(pack=shipped.changed(version="0.1+0.1").model_dump(mode="json", by_alias=True)))
        with framed(store) as app:
            shown = page(app, "upgrade")
            assert shown.checkbox[0].label == f"Take version {shipped.version}, which comes with the product"
            shown.checkbox[0].check().run()
            next(b for b in shown.button if b.label == "Apply from the next cycle").click().run()
            assert not shown.exception
            assert workspace.engagement().next_pack == shipped
