"""Lists say what happens to a document by itself, and are asked for what happens soon."""

from datetime import timedelta

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
