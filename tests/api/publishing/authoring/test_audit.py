"""The audit log over HTTP and in the shell: who did what, by what means, to which edition."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine

from api.db.unit_of_work import transaction
from api.publishing import commands, log, queries
from api.publishing.cli import audit
from api.publishing.models import AuditEvent, Counter, Document, Role
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from tests.api.publishing.authoring.desk import Desk
from tests.factories import make_article, make_site

TITLE = {"title": "Lịch tiếp công dân"}


@pytest.fixture
def admin(client, site: Document) -> Desk:
    """Somebody who administers the site alone."""
    return Desk(client, site, Role.ADMIN)


@pytest.fixture
def root(client, site: Document) -> Desk:
    """Somebody who administers all sites."""
    return Desk(client, None, Role.ADMIN)


def of(desk: Desk, document: str) -> list[Any]:
    """The events of a document, the oldest first."""
    return list(reversed(desk.get(f"/audit?document={document}")["items"]))


def moves(event: Any) -> tuple[Any, ...]:
    head, live = event["head"], event["live"]
    return event["action"], head["before"], head["after"], live["before"], live["after"]


def test_each_event_names_head_and_live_edition_before_and_after(
    admin: Desk, editor: Desk, publisher: Desk
) -> None:
    memo = editor.create("/memos", TITLE).json
    memo = publisher.write("PUT", f"/memos/{memo['id']}/publication", memo)
    memo = editor.write("PATCH", f"/memos/{memo['id']}", memo, {"title": "Lịch mới"})
    memo = publisher.write("DELETE", f"/memos/{memo['id']}/draft", memo)
    publisher.write("POST", f"/memos/{memo['id']}/withdrawal", memo, {"reason": "error"})

    events = of(admin, memo["id"])

    assert [moves(each) for each in events] == [
        ("create", None, 1, None, None),
        ("publish", 1, 1, None, 1),
        ("save", 1, 2, 1, 1),
        ("drop_draft", 2, 1, 1, 1),
        ("withdraw", 1, 1, 1, None),
    ]
    assert [each["actor"]["id"] for each in events[:2]] == [editor.id, publisher.id]
    assert {(each["means"], each["label"]) for each in events} == {("token", TITLE["title"])}
    assert {each["site"] for each in events} == {"yen-hoa"}


def test_what_is_published_by_its_save_moves_both_editions(admin: Desk, editor: Desk) -> None:
    label = editor.create("/labels", {"name": "Tuyển quân"}).json
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        editor.write("PATCH", f"/labels/{label['id']}", label, {"name": "Nghĩa vụ quân sự"})

    events = of(admin, label["id"])

    assert [moves(each) for each in events] == [
        ("create", None, 1, None, None),
        ("publish", 1, 1, None, 1),
        ("save", 1, 2, 1, 1),
        ("publish", 2, 2, 1, 2),
    ]


def test_commands_of_the_shell_and_the_program_itself_are_other_means(
    root: Desk, site: Document
) -> None:
    with transaction():
        log.follow(clock.now())

    found = {each["means"] for each in root.get("/audit?actor=operator")["items"]}

    assert found == {"command"}


def test_it_is_filtered_by_who_what_and_when(root: Desk, editor: Desk, admin: Desk) -> None:
    memo = editor.create("/memos", TITLE).json
    at = quote(of(admin, memo["id"])[0]["at"])

    def numbers(query: str) -> list[int]:
        return [
            each["number"] for each in root.get(f"/audit?document={memo['id']}&{query}")["items"]
        ]

    assert len(numbers(f"actor={editor.id}")) == len(numbers("action=create")) == 1
    assert len(numbers("type=memo")) == len(numbers("means=token")) == 1
    assert len(numbers("site=yen-hoa")) == len(numbers(f"from={at}")) == 1
    others = f"actor={admin.id}", "action=save", "type=label", "means=session"
    assert [numbers(each) for each in (*others, f"to={at}")] == [[]] * 5


def test_pages_go_on_while_events_are_added(root: Desk, editor: Desk) -> None:
    first = root.get("/audit?limit=2")
    editor.create("/memos", TITLE)

    second = root.get(first["next"].removeprefix("/authoring/v1"))

    seen = [each["number"] for each in (*first["items"], *second["items"])]
    assert seen == list(range(seen[0], 0, -1))[: len(seen)]


def test_an_admin_sees_the_events_of_own_sites_alone(admin: Desk, root: Desk) -> None:
    make_article(make_site("tan-lap"))

    assert {each["site"] for each in admin.get("/audit?limit=100")["items"]} == {"yen-hoa"}
    seen = {each["site"] for each in root.get("/audit?limit=100")["items"]}
    assert seen == {"yen-hoa", "tan-lap", None}


def test_t64_none_but_admins_read_it_and_none_but_those_of_all_sites_verify_it(
    publisher: Desk, admin: Desk, root: Desk
) -> None:
    assert publisher.call("GET", "/audit").json["code"] == "role_required"
    assert admin.call("GET", "/audit/verification").json["code"] == "role_required"
    assert root.get("/audit/verification")["is_whole"] is True


def cut_off_the_end() -> None:
    """Take the newest event away, and whatever says that it was there."""
    newest, last = AuditEvent.select().order_by(AuditEvent.number.desc()).limit(2)
    newest.delete_instance()
    Counter.update(audit_number=last.number, audit_hash=last.hash).execute()


def test_t64_a_head_that_was_noted_shows_that_the_end_was_cut_off(root: Desk, runner) -> None:
    noted = root.get("/audit/verification")
    assert runner.invoke(audit, ["verify", "--head", noted["head"]]).exit_code == 0

    cut_off_the_end()

    assert root.get("/audit/verification")["is_whole"] is True
    seen = root.get(f"/audit/verification?head={noted['head']}")
    assert (seen["is_whole"], seen["broken_at"]) == (False, noted["events"])
    said = runner.invoke(audit, ["verify", "--head", noted["head"]])
    assert (said.exit_code, said.stderr) == (1, f"The chain breaks at event {noted['events']}.\n")


def test_t64_who_alters_what_an_event_says_of_editions_is_seen(site: Document, root: Desk) -> None:
    memo = commands.create("memo", site.id, TITLE, (OPERATOR, clock.now()))
    number = queries.audit_head()[0]
    for change in ({"means": "session"}, {"after": {}}, {"before": {"head": str(memo.head)}}):
        with transaction():
            kept = AuditEvent.get_by_id(number)
            AuditEvent.update(**change).where(AuditEvent.number == number).execute()

        assert root.get("/audit/verification")["broken_at"] == number, change

        AuditEvent.update(means=kept.means, before=kept.before, after=kept.after).where(
            AuditEvent.number == number
        ).execute()


@pytest.mark.parametrize("head", ["12", "0:" + "a" * 64, "1:" + "A" * 64, "1:" + "a" * 63])
def test_a_head_that_is_none_is_refused(root: Desk, runner, head: str) -> None:
    assert root.call("GET", f"/audit/verification?head={head}").status_code == 400
    assert runner.invoke(audit, ["verify", "--head", head]).exit_code == 2
