"""Lists say what happens to a document by itself, and are asked for what happens soon."""

from datetime import timedelta
from uuid import UUID

import pytest

from api.accounts import commands
from api.accounts.models import Account
from api.publishing import schedule
from api.publishing.models import Document, Role
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from tests.api.publishing.authoring.desk import Desk


def test_what_goes_out_or_ends_soon_is_found_with_its_time(editor: Desk, publisher: Desk) -> None:
    now = clock.now()
    made = {title: editor.create("/memos", {"title": title}).json for title in ("a", "b", "c")}
    for title, days in (("a", 2), ("b", 20)):
        at = (now + timedelta(days=days)).isoformat()
        publisher.write("PUT", f"/memos/{made[title]['id']}/publication", made[title],
                        {"publish_at": at})  # fmt: skip
    ends = {"unpublish_at": (now + timedelta(days=3)).isoformat()}
    publisher.write("PUT", f"/memos/{made['c']['id']}/publication", made["c"], ends)

    soon = (now + timedelta(days=7)).isoformat().replace("+", "%2B")
    found = {each["label"]: each["due"] for each in
             editor.get(f"/documents?due_before={soon}")["items"]}  # fmt: skip

    assert set(found) == {"a", "c"}
    assert [found["a"]["publish_at"] is None, found["a"]["unpublish_at"] is None] == [False, True]
    assert [found["c"]["publish_at"] is None, found["c"]["unpublish_at"] is None] == [True, False]
    assert len(editor.get("/documents?type=memo")["items"]) == 3


@pytest.mark.parametrize("is_disabled", [True, False])
def test_t25_who_approved_it_must_still_be_a_publisher_at_its_time(
    editor: Desk, publisher: Desk, site: Document, is_disabled: bool
) -> None:
    now, account = clock.now(), Account.get_by_id(UUID(publisher.id))
    memo = editor.create("/memos", {"title": "Hẹn giờ"}).json
    when = (now + timedelta(hours=1)).isoformat()
    publisher.write("PUT", f"/memos/{memo['id']}/publication", memo, {"publish_at": when})
    if is_disabled:
        commands.disable(account, (OPERATOR, now))
    else:
        commands.grant(account, Role.EDITOR, site.id, (OPERATOR, now))

    schedule.perform_due(now + timedelta(hours=2))

    (waits,) = editor.get("/documents?waiting=me")["items"]
    assert (waits["id"], waits["refusal"], waits["public"]) == (memo["id"], "role_required", "none")
