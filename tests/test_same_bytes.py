"""The same facts give the same results in every process, whatever its hash seed."""

import os
import subprocess
import sys

from assessment.shipped import ROOT

COMPUTE = """
from assessment.domain.basis import digest
from assessment.workspace import run_brief, sample_brief
workspace = run_brief(sample_brief())
parts = [workspace.scorecard(), workspace.comparison(), workspace.recommendation(), workspace.trend(),
         workspace.frame(), *workspace.clusters().values(), *workspace.permits()]
print(digest([part.model_dump(mode="json") for part in parts]))
print(workspace.engagement().last_seq, workspace._head(workspace.engagement()))
"""


def test_results_do_not_depend_on_the_process():
    told = [subprocess.run([sys.executable, "-c", COMPUTE], cwd=ROOT, capture_output=True, text=True, check=True,
                           env={**os.environ, "PYTHONHASHSEED": seed}).stdout for seed in ("1", "2")]
    assert told[0] == told[1]
    assert len(told[0].split()[0]) == 64
