"""The gate from the command line: a register from exports, where connections stand, the permit."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest
from test_cli import interlock, told

from assessment.shipped import SAMPLES


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("gate") / "store.db"
    done = told("import", SAMPLES / "halvorne" / "brief.yaml", store=path)
    assert done.exit_code == 0, done.stderr
    return path


def test_a_register_is_brought_in_once(store: Path, tmp_path: Path):
    zones, rules = tmp_path / "zones.csv", tmp_path / "rules.csv"
    zones.write_text("site,zone,level\noakmere,oak-dmz,3.5\n", "utf-8")
    rules.write_text("site,src_zone,dst_zone,port,action\noakmere,oak-mes,oak-dmz,443,allow\n"
                     "oakmere,oak-dmz,oak-mes,any,deny\n", "utf-8")
    dry = told("zones", "import", zones, "--dry-run", store=store)
    assert "1 zones would be new or changed, 0 as they stand already" in dry.stdout
    assert "1 zones new or changed" in told("zones", "import", zones, store=store).stdout
    assert "0 zones new or changed, 1 as they stand already" in told("zones", "import", zones, store=store).stdout
    done = told("connections", "import", rules, store=store)
    assert "2 rows read, 1 left out because they deny. 1 connections new or changed" in done.stdout
    listed = told("connections", "list", "--site", "oakmere", store=store).stdout
    assert "oak-mes to oak-dmz" in listed
    assert "blocked" in listed


def test_what_is_wrong_in_a_file_is_told_and_nothing_is_recorded(store: Path, tmp_path: Path):
    rules = tmp_path / "rules.csv"
    rules.write_text("site,from,to\nkallweg,nowhere,kal-dmz\n", "utf-8")
    before = told("connections", "list", "--json", store=store).stdout
    done = told("connections", "import", rules, store=store)
    assert done.exit_code == 1
    assert "rules.csv:2 from_zone: error: The site has no zone named 'nowhere'." in done.stderr
    assert told("connections", "list", "--json", store=store).stdout == before


def test_a_control_writing_flow_says_what_would_admit_it(store: Path):
    done = told("gate", "c-kal-mes", store=store)
    assert "blocked" in done.stdout
    admit = done.stdout.split("What would admit it:")[1]
    assert {f"G{number}" for number in range(1, 15)} <= set(admit.split())
    assert "Record of a restore test" in admit


def test_what_is_live_without_a_gate_is_listed_by_site(store: Path):
    done = told("live", "--site", "montrave", "--json", store=store)
    assert {one["connection"] for one in json.loads(done.stdout)} == {"c-mon-vendor", "c-mon-environment"}
    assert "overdue: cut until" in " ".join(told("live", store=store).stdout.split())


def test_a_permit_is_printed_and_one_that_there_is_not_is_refused(store: Path, tmp_path: Path):
    path = tmp_path / "permit.pdf"
    assert told("permit", "c-kal-collect", "--out", path, store=store).exit_code == 0
    with pikepdf.open(path) as opened:
        assert len(opened.pages) == 1
    refused = told("permit", "c-kal-mes", "--out", tmp_path / "none.pdf", store=store)
    assert refused.exit_code == 1
    assert "never given a permit" in refused.stderr
    assert not (tmp_path / "none.pdf").exists()


@pytest.mark.parametrize("kind", ["zones", "connections"])
def test_a_template_is_printed(kind: str):
    assert interlock(kind, "template").stdout.startswith("site,")
