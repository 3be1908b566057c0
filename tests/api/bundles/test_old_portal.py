"""A month of an old portal comes in by one command: what is lost is told, and links still lead."""

import json
from pathlib import Path

from api.runtime.startup import NOT_ALL
from tests.api.bundles import old_portal
from tests.api.bundles.conftest import Import
from tests.api.bundles.old_portal import BROKEN, COUNT, NEVER_CAME, old_address

LOST = {
    "embed_linked": 8,
    "hidden_removed": 4,
    "link_attached": 5,
    "heading_changed": 3,
    "link_dropped": 3,
    "deletion_removed": 9,
}
NOTICED = {"html_in_text": 2, "tcvn3_text": 1, "alt_missing": 13,
           "file_unread": 1, "personal_data": 2}  # fmt: skip


def test_what_is_right_comes_and_the_rest_is_told_line_by_line(
    congxa_import: Import, tmp_path: Path, app
) -> None:
    bundle, report = old_portal.write(tmp_path / "thang-5"), tmp_path / "report.json"

    done = congxa_import(bundle, "--keep-going", "--report", str(report))

    said, told = done.stderr.splitlines(), json.loads(report.read_bytes())
    assert done.exit_code == NOT_ALL
    assert [each for each in said if each.startswith("articles")] == [
        next(line for line in said if line.startswith(each)) for each in NEVER_CAME
    ]
    assert told["counts"]["created"] == 1 + 2 + COUNT - len(BROKEN)
    assert (told["lost"], told["noticed"]) == (LOST, NOTICED)
    places = [each["line"] for each in told["warnings"] if each["file"] == "articles.jsonl"]
    assert places == sorted(places)

    client = app.test_client()
    for number in range(1, COUNT + 1):
        answer = client.get(old_address(number), headers={"Accept": "text/html"})
        is_here = number not in BROKEN
        assert (answer.status_code == 301) == is_here, old_address(number)
        assert not is_here or client.get(answer.headers["Location"]).status_code == 200
