"""One factory makes the routes of every type: a type of this test's own gets all of them."""

from datetime import timedelta

from api.publishing import schedule
from api.publishing.content_type import content_type
from api.publishing.models import Document, Role
from api.runtime import clock
from tests.api.publishing.authoring.desk import Desk
from tests.factories import make_site


def later(**span: int) -> str:
    return (clock.now() + timedelta(**span)).isoformat(timespec="seconds")


def test_a_type_that_nobody_knew_gets_every_route(author: Desk, publisher: Desk) -> None:
    memo = author.create("/memos", {"title": "Lịch tiếp công dân", "site": "yen-hoa"}).json
    at = f"/memos/{memo['id']}"

    assert author.get(at) == memo
    assert [each["id"] for each in author.get("/memos")["items"]] == [memo["id"]]
    memo = author.write("PATCH", at, memo, {"text": "Sáng thứ Năm."})
    memo = author.write("POST", f"{at}/submission", memo)
    memo = publisher.write("POST", f"{at}/return", memo, {"comment": "Thiếu giờ."})
    assert memo["edition"]["comment"] == "Thiếu giờ."
    memo = author.write("PATCH", at, memo, {"text": "7 giờ 30, thứ Năm."})
    memo = author.write("POST", f"{at}/submission", memo)
    assert publisher.call("POST", f"{at}/check").json == {"findings": []}
    memo = publisher.write("PUT", f"{at}/publication", memo, {"publish_at": later(hours=1)})
    assert memo["due"]["publish_at"]
    memo = publisher.write("DELETE", f"{at}/publication", memo)
    memo = publisher.write("PUT", f"{at}/publication", memo)
    assert (memo["public"], memo["live"]["edition"]["author"]["id"]) == ("live", author.id)
    memo = author.write("PATCH", at, memo, {"text": "8 giờ."})
    memo = author.write("DELETE", f"{at}/draft", memo)
    assert memo["content"]["text"] == "7 giờ 30, thứ Năm."
    memo = publisher.write("POST", f"{at}/restoration", memo, {"edition": 1})
    assert (memo["content"]["text"], memo["edition"]["author"]["id"]) == (
        "Sáng thứ Năm.",
        author.id,
    )
    numbers = [each["number"] for each in author.get(f"{at}/editions")["items"]]
    memo = publisher.write("PUT", f"{at}/publication", memo, {"correction": "Sửa giờ."})
    memo = publisher.write("POST", f"{at}/withdrawal", memo, {"reason": "error"})
    memo = publisher.write("DELETE", at, memo)
    assert memo["due"]["purge_at"]
    memo = publisher.write("POST", f"{at}/recovery", memo)

    assert numbers == [1, 2, 3, 4]
    assert (memo["public"], memo["withdrawn"]["reason"]) == ("withdrawn", "error")


def test_what_has_no_review_is_public_at_once_and_goes_in_one_step(editor: Desk) -> None:
    label = editor.create("/labels", {"name": "Khẩn", "site": "yen-hoa"}).json
    at = f"/labels/{label['id']}"

    assert label["public"] == "live"
    label = editor.write("PATCH", at, label, {"name": "Rất khẩn"})
    assert label["live"]["edition"]["number"] == 2
    label = editor.write("DELETE", at, label)

    assert (label["public"], bool(label["trashed_at"])) == ("withdrawn", True)


def test_what_something_public_shows_is_not_thrown_away(editor: Desk, publisher: Desk) -> None:
    label = editor.create("/labels", {"name": "Khẩn"}).json
    memo = editor.create("/memos", {"title": "Bão số 3", "label": label["id"]}).json
    publisher.write("PUT", f"/memos/{memo['id']}/publication", memo)

    refused = editor.call("DELETE", f"/labels/{label['id']}", version=label["version"])

    assert (refused.status_code, refused.json["code"]) == (409, "in_use")
    assert refused.json["used_by"] == [memo["id"]]
    assert editor.get(f"/labels/{label['id']}")["public"] == "live"


def test_an_emergency_goes_out_alone_and_waits_to_be_confirmed(publisher: Desk, client, site):
    alone = publisher
    other = Desk(client, site, Role.PUBLISHER)
    memo = alone.create("/memos", {"title": "Vỡ đê", "is_urgent": True}).json
    at = f"/memos/{memo['id']}"
    memo = alone.write("PUT", f"{at}/publication", memo)

    refused = alone.call("POST", f"{at}/confirmation", version=memo["version"])
    waiting = other.get("/documents?waiting=me")["items"]
    confirmed = other.write("POST", f"{at}/confirmation", memo)

    assert (refused.status_code, refused.json["code"]) == (403, "second_person_required")
    assert [(each["id"], each["waiting"]) for each in waiting] == [(memo["id"], "confirmation")]
    assert (memo["unconfirmed"], confirmed["unconfirmed"]) == (True, False)


def test_a_time_moves_and_what_is_due_happens_once(author: Desk, publisher: Desk) -> None:
    memo = author.create("/memos", {"title": "Tiêm chủng"}).json
    at = f"/memos/{memo['id']}"
    memo = publisher.write("PUT", f"{at}/publication", memo, {"publish_at": later(hours=1)})

    moved = publisher.write("PUT", f"{at}/publication", memo, {"publish_at": later(hours=3)})
    done = [schedule.perform_due(clock.now() + timedelta(hours=hours)) for hours in (2, 4, 4)]

    assert moved["due"]["publish_at"] > memo["due"]["publish_at"]
    assert (done, author.get(at)["public"]) == ([0, 1, 0], "live")


def test_what_waits_goes_out_now_when_it_is_published(author: Desk, publisher: Desk) -> None:
    memo = author.create("/memos", {"title": "Tiêm chủng"}).json
    at = f"/memos/{memo['id']}"
    memo = publisher.write("PUT", f"{at}/publication", memo, {"publish_at": later(hours=1)})

    memo = publisher.write("PUT", f"{at}/publication", memo)

    assert (memo["public"], memo["due"]["publish_at"]) == ("live", None)


def test_a_refused_schedule_waits_for_its_author_with_the_reason(
    author: Desk, publisher: Desk, site: Document
) -> None:
    memo = author.create("/memos", {"title": "Thông báo", "text": "quảng cáo"}).json
    at = f"/memos/{memo['id']}"
    publisher.write("PUT", f"{at}/publication", memo, {"publish_at": later(hours=1)})
    content_type("memo").forbidden.add("quảng cáo")

    schedule.perform_due(clock.now() + timedelta(hours=2))
    waiting = author.get("/documents?waiting=me")["items"]

    assert [(each["waiting"], each["refusal"]) for each in waiting] == [("refusal", "gate_failed")]


def test_a_correction_cannot_be_promised_for_later(author: Desk, publisher: Desk) -> None:
    memo = author.create("/memos", {"title": "Thông báo"}).json

    refused = publisher.call(
        "PUT",
        f"/memos/{memo['id']}/publication",
        {"publish_at": later(hours=1), "correction": "Sửa giờ."},
        version=1,
    )

    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"] == "/correction"


def test_trash_is_emptied_when_its_time_is_over(author: Desk, publisher: Desk) -> None:
    memo, kept = (author.create("/memos", {"title": title}).json for title in ("Nháp", "Giữ"))
    for each in (memo, kept):
        trashed = author.write("DELETE", f"/memos/{each['id']}", each)
    author.write("POST", f"/memos/{kept['id']}/recovery", trashed)

    early = schedule.perform_due(clock.now() + timedelta(days=29))
    due = schedule.perform_due(clock.now() + timedelta(days=31))

    assert (early, due) == (0, 1)
    assert author.call("GET", f"/memos/{memo['id']}").status_code == 404
    assert author.get(f"/memos/{kept['id']}")["trashed_at"] is None


def test_two_editions_are_compared_field_by_field(author: Desk, editor: Desk) -> None:
    article = author.create("/articles", {"title": "Một", "body_html": "<p>Xã mở hội.</p>"}).json
    at = f"/articles/{article['id']}"
    editor.write("PATCH", at, article, {"title": "Hai", "body_html": "<p>Xã mở hội lớn.</p>"})

    changes = author.get(f"{at}/editions?from=1&to=2")["changes"]
    listed = author.get(f"{at}/editions")
    alone = author.call("GET", f"{at}/editions?from=1")
    unknown = author.call("GET", f"{at}/editions?from=1&to=9")

    assert [(each["pointer"], each["before"], each["after"]) for each in changes] == [
        ("/title", "Một", "Hai"),
        ("/body_html", "<p>Xã mở hội.</p>", "<p>Xã mở hội lớn.</p>"),
    ]
    assert "<ins>" in changes[1]["html"]
    assert (len(listed["items"]), listed["changes"]) == (2, None)
    assert [each.status_code for each in (alone, unknown)] == [400, 400]


def test_what_the_text_rules_took_away_is_told(author: Desk) -> None:
    said = {"title": "Một", "body_html": "<p>Xem</p><iframe src='https://x.example/'></iframe>"}

    made = author.create("/articles", said).json
    saved = author.write("PATCH", f"/articles/{made['id']}", made, {"title": "Hai"})

    assert [(each["pointer"], each["count"]) for each in made["losses"]] == [("/body_html", 1)]
    assert saved["losses"] == []


def test_what_has_just_become_public_knows_its_address(author: Desk, publisher: Desk) -> None:
    article = author.create("/articles", {"title": "Cầu mới"}).json

    made = publisher.write("PUT", f"/articles/{article['id']}/publication", article)

    assert made["live"]["url"].endswith("/bai-viet/cau-moi")
    assert author.get(f"/articles/{article['id']}") == made


def test_what_replaces_something_is_public_and_something_else(
    author: Desk, publisher: Desk, client
) -> None:
    memo, newer = (author.create("/memos", {"title": title}).json for title in ("Cũ", "Mới"))
    memo = publisher.write("PUT", f"/memos/{memo['id']}/publication", memo)
    elsewhere = make_site("lai-khe")
    other = Desk(client, elsewhere, Role.AUTHOR).create("/memos", {"title": "Nơi khác"}).json
    Desk(client, elsewhere, Role.PUBLISHER).write("PUT", f"/memos/{other['id']}/publication", other)
    at, said = f"/memos/{memo['id']}/withdrawal", {"reason": "superseded"}

    for each in (memo, newer, other):
        successor = {**said, "superseded_by": each["id"]}
        refused = publisher.call("POST", at, successor, version=memo["version"])
        found = [(one["pointer"], one["code"]) for one in refused.json["errors"]]
        assert (refused.status_code, found) == (422, [("/superseded_by", "unknown_reference")])
    publisher.write("PUT", f"/memos/{newer['id']}/publication", newer)
    done = publisher.write("POST", at, memo, {**said, "superseded_by": newer["id"]})

    assert done["withdrawn"]["superseded_by"] == newer["id"]
