"""The alert rules, asked by Prometheus's own program over the figures that are exported."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api.settings import Settings
from tests import applications
from tests.factories import make_site

RULES = Path(__file__).parents[2] / "deploy/prometheus/congxa.rules.yml"
MINUTES = 130
HERE, THERE = "a:8000", "b:8000"
FIRING = 'group by (alertname, instance) (ALERTS{alertstate="firing"})'
WELL = {
    "congxa_disk_free_bytes": "9e9",
    "congxa_database_bytes": "1e6",
    "congxa_backup_age_seconds": "3600",
    "congxa_ready": "1",
    'congxa_requests_total{operation="get_article",status="200"}': "0+600",
    'congxa_requests_total{operation="get_article",status="503"}': "0+6",
}
CASES: list[tuple[dict[str, str] | None, str | None]] = [
    ({}, None),
    (None, "CongxaNotReady"),  # It says nothing any more.
    ({'congxa_ready{check="ticker"}': "0"}, "CongxaNotReady"),
    ({'congxa_requests_total{operation="get_article",status="503"}': "0+60"}, "CongxaErrors"),
    ({"congxa_failed_jobs": "1"}, "CongxaJobsFail"),
    ({"congxa_disk_free_bytes": "4e8"}, "CongxaDiskFull"),
    ({"congxa_database_bytes": "4e9"}, "CongxaDiskFull"),
    ({"congxa_backup_age_seconds": "1e5"}, "CongxaBackupOld"),
    ({"congxa_backup_age_seconds": "Inf"}, "CongxaBackupOld"),
]


@pytest.fixture
def exported(settings: Settings) -> Iterator[set[str]]:
    """The series of a node, each as `NAME{LABELS}`."""
    client = applications.opened(replace(settings, metrics_token="m" * 16)).test_client()
    make_site()
    client.get("/v1/sites")
    text = client.get("/metrics", headers={"Authorization": f"Bearer {'m' * 16}"}).text
    named = set(re.findall(r"^(congxa_\S+) \S+$", text, re.MULTILINE))
    # On PostgreSQL there is none as long as no backup was made.
    named.add("congxa_backup_age_seconds")
    assert {bare(each) for each in WELL} <= {bare(each) for each in named}
    yield named | WELL.keys() - {"congxa_ready", "congxa_disk_free_bytes"}
    applications.runtime.current().close()
    applications.runtime.begin()


def bare(name: str) -> str:
    """The name of a series without its labels."""
    return name.partition("{")[0]


def series(name: str, node: str, values: str) -> dict[str, str]:
    """One as promtool takes it, a value a minute."""
    labels = name.removeprefix(bare(name)).strip("{}")
    inside = ",".join(filter(None, (labels, f'instance="{node}"')))
    told = f"{values}x{MINUTES}" if values != "Inf" else " ".join(["Inf"] * MINUTES)
    return {"series": f"{bare(name)}{{{inside}}}", "values": told if values else "1x5 stale"}


def of_node(exported: set[str], node: str, wrong: dict[str, str] | None) -> list[dict[str, str]]:
    if wrong is None:
        return [series(each, node, "") for each in exported]
    told = {**WELL, **wrong}
    return [series(each, node, told.get(each, told.get(bare(each), "0"))) for each in exported]


def case(exported: set[str], wrong: dict[str, str] | None, alert: str | None) -> dict[str, object]:
    """One node of two is unwell; which alerts there are then, and for whom."""
    fired = {"labels": f'{{alertname="{alert}",instance="{HERE}"}}', "value": 1}
    asked = {"expr": FIRING, "eval_time": "2h", "exp_samples": [fired] if alert else []}
    return {
        "name": f"{alert}: {wrong}",
        "interval": "1m",
        "input_series": of_node(exported, HERE, wrong) + of_node(exported, THERE, {}),
        "promql_expr_test": [asked],
    }


def test_who_is_unwell_raises_its_alert_and_nobody_else(exported: set[str], tmp_path: Path) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        reason = "no promtool: install the package prometheus"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    cases = [case(exported, wrong, alert) for wrong, alert in CASES]
    file = tmp_path / "alerts.json"
    file.write_text(json.dumps({"rule_files": [str(RULES)], "tests": cases}))

    command = [promtool, "test", "rules", file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
