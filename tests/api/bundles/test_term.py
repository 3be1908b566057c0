"""What names people is posted for its term, and goes with its files at the end of it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from api.bundles.cli import export
from api.publishing.models import AuditEvent, Change, Document, Due
from api.publishing.schedule import perform_due
from api.publishing.workflow import SYSTEM
from api.runtime import clock
from tests.api.bundles.bundles import AT, write_bundle
from tests.api.bundles.conftest import Import
from tests.api.bundles.dumps import public_files
from tests.api.bundles.outcomes import faults_of, summary
from tests.api.media import documents

TODAY = clock.day_of(clock.now())
LAST = TODAY + timedelta(days=3)
END = clock.begin_of(LAST + timedelta(days=1)).astimezone(UTC)
TERM = {"from": TODAY.isoformat(), "until": LAST.isoformat(), "erase": True}
SECOND = timedelta(seconds=1)


def write(folder: Path, *notices: dict[str, Any]) -> Path:
    """A bundle of these notices, with a list of people in a file."""
    write_bundle(folder, categories=())
    (folder / "media").mkdir(exist_ok=True)
    (folder / "media" / "ds.pdf").write_bytes(documents.text_pdf(b"Danh sach"))
    rows = ({"published_at": AT, **each} for each in notices)
    lines = (json.dumps(each, ensure_ascii=False) for each in rows)
    (folder / "notices.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def notice(key: str, **members: Any) -> dict[str, Any]:
    """A line with that list."""
    files = [{"file": "media/ds.pdf", "name": "Danh sách.pdf"}]
    return {"key": key, "title": f"Niêm yết {key}", "attachments": files, **members}


def test_at_the_end_of_its_last_day_it_goes_with_its_files(
    congxa_import: Import, tmp_path: Path, app, runner
) -> None:
    expires = (clock.now() + timedelta(hours=1)).isoformat()
    folder = write(tmp_path / "a", notice("a", term=TERM, expires_at=expires))
    assert summary(congxa_import(folder)) == "Imported: 2 created, 0 updated, 0 unchanged."
    client = app.test_client()
    home = "/v1/sites/yen-hoa/notices/niem-yet-a"
    shown = client.get(home).json
    file = shown["attachments"][0]["url"]
    assert "term" not in shown
    runner.invoke(export, [str(tmp_path / "out")])
    (line,) = (tmp_path / "out" / "notices.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["term"] == TERM
    assert "unpublish_at" not in json.loads(line)

    perform_due(END - SECOND)
    assert client.get(home).json["active"] is False
    assert client.get(file, buffered=True).status_code == 200
    assert perform_due(END) == 1

    gone = client.get(home)
    assert (gone.status_code, gone.json["reason"]) == (410, "expired")
    assert client.get(file, buffered=True).status_code == 404
    assert public_files() == set()
    change = Change.select().order_by(Change.seq.desc()).get()
    assert (change.op, change.reason, change.at) == ("withdraw", "expired", END)
    assert AuditEvent.select().order_by(AuditEvent.number.desc()).get().actor == SYSTEM.id
    assert not Due.select().exists()


def test_a_term_that_is_changed_moves_its_end(congxa_import: Import, tmp_path: Path) -> None:
    longer = {**TERM, "until": (LAST + timedelta(days=30)).isoformat()}
    for term, ends in ((TERM, [END]), (longer, [END + timedelta(days=30)]),
                       ({**TERM, "erase": False}, []), (TERM, [END]), (None, [])):  # fmt: skip
        congxa_import(write(tmp_path / "a", notice("a", term=term)))
        assert [each.at for each in Due.select()] == ends
    gone = notice("a", term=TERM, state="withdrawn", reason="error")
    congxa_import(write(tmp_path / "a", gone))
    assert not Due.select().exists()


def test_a_term_that_cannot_be_kept_is_a_fault(congxa_import: Import, tmp_path: Path) -> None:
    before = (TODAY - timedelta(days=1)).isoformat()
    later = (TODAY + timedelta(days=1)).isoformat()
    folder = write(
        tmp_path / "a",
        notice("a", term={"erase": True}),
        notice("b", term={"from": later, "until": before}),
        notice("c", term={"until": before, "erase": True}),
        notice("d", term={"to": later}),
        notice("e", term={"until": "31/12/2026"}),
    )
    assert faults_of(congxa_import(folder)) == [
        "notices.jsonl:1: /term/until: What is to be erased needs a last day.",
        "notices.jsonl:2: /term/until: Must not be earlier than from.",
        "notices.jsonl:3: /term/until: lies in the past; what is public no more is a line with"
        ' "state": "withdrawn", "reason": "expired"',
        "notices.jsonl:4: /term/to: Unknown field.",
        "notices.jsonl:5: /term/until: Not a valid date, such as 2026-12-31.",
    ]

    fine = write(
        tmp_path / "a",
        notice("a", term={"from": later, "until": later}),
        notice("b", term={"from": None, "until": before, "erase": None}),
        notice("c", term={"until": before, "erase": True}, state="withdrawn", reason="expired"),
        notice("d", term={"until": TODAY.isoformat(), "erase": True}),
    )
    done = congxa_import(fine)
    said = [each for each in done.stderr.splitlines() if "/term" in each]
    assert said == [
        "warning: notices.jsonl:1: /term/from: The term has not begun; it is public from now on"
        " all the same.",
        "warning: notices.jsonl:3: /term/until: The term is over, and what it is of is to be"
        " erased.",
    ]
    live = Document.select().where(Document.type == "notice", Document.public == "live")
    assert {each.slug for each in live} == {"niem-yet-a", "niem-yet-b", "niem-yet-d"}
    assert datetime.now(UTC) < Due.get().at
