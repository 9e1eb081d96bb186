"""Tables of the network: ties in words, donors without cyber security, and places only where they may be seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.domain.results import Results
from assessment.report import build, tables
from assessment.report.edition import Edition
from assessment.workspace import Workspace


@pytest.fixture(scope="module")
def results(small_workspace: Workspace) -> Results:
    return small_workspace.results()


def shown(results: Results, to: str) -> Results:
    return replace(results, engagement=replace(results.engagement, ranking_shown=to))


def test_every_site_has_a_place_at_every_index(results: Results):
    table = tables.network_ranking(results)
    known = [one for one in results.scorecard.scores
             if one.kind == "index" and one.site is not None and one.value is not None]
    assert len(table.rows) == len(known) > 0
    count = len(results.engagement.sites)
    for _site, _node, place, *_rest in table.rows:
        assert 1 <= int(place.split("–")[0]) <= int(place.split("–")[-1]) <= count


def test_places_are_printed_for_the_restricted_annex_or_once_they_are_for_everyone(results: Results):
    def printed(to: str, **edition) -> bool:
        return bool(build(shown(results, to), edition=Edition(**edition)).tables["network-ranking"].rows)

    assert not printed("network")
    assert not printed("owners")
    assert printed("everyone")
    assert printed("network", restricted=True)
    site = next(iter(results.engagement.sites))
    assert not printed("everyone", variant="site", site=site)


def test_the_sheet_of_a_site_tells_its_place_only_where_it_is_for_everyone(results: Results):
    site = next(iter(results.engagement.sites))
    told = {to: " ".join(tables.site_lines(shown(results, to), site)) for to in ("network", "owners", "everyone")}
    assert " place " in told["everyone"]
    assert " place " not in told["network"] + told["owners"]


def test_no_gap_of_cyber_security_is_told_and_what_is_left_out_is_counted(results: Results):
    cyber = {c.name for d in results.engagement.the_pack.dimensions if d.index == "cyber-readiness"
             for c in d.capabilities}
    whole, short = tables.network_donors(results), tables.network_donors(results, most=3)
    assert len(whole.rows) > 3 == len(short.rows)
    assert not cyber & {row[1] for row in whole.rows}
    assert f"3 of {len(whole.rows)} gaps" in short.note
