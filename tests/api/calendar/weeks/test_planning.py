"""A week is planned as a set of drafts, guarded by what all of its entries were like."""

from api.db.databases import execute
from api.publishing.models import Role
from tests.api.calendar import making
from tests.api.calendar.making import MONDAY, SUNDAY, TUESDAY
from tests.api.calendar.weeks.planning import (
    AT,
    entry,
    kept,
    plan,
    publish,
    read,
    released,
    send,
    statuses,
)
from tests.api.publishing.authoring.desk import Desk
from tests.factories import make_site

NOBODY = "0190a5b0-0000-7000-8000-000000000000"


def test_a_week_is_written_as_a_set_and_published_as_a_unit(
    client, site, editor, publisher
) -> None:
    empty = read(editor)
    planned = plan(
        editor, empty,
        entry("Họp giao ban", start_time="08:00"), entry("Tiếp xúc cử tri", date=TUESDAY),
    )  # fmt: skip
    assert [each["content"]["title"] for each in planned["entries"]] == [
        "Họp giao ban",
        "Tiếp xúc cử tri",
    ]
    assert statuses(making.week(client, site)) == {}

    shown = released(publisher, read(publisher))

    assert (empty["was_public"], planned["was_public"], shown["was_public"]) == (False, False, True)
    assert statuses(making.week(client, site)) == {
        "Họp giao ban": "scheduled",
        "Tiếp xúc cử tri": "scheduled",
    }
    assert [each["is_pending"] for each in shown["entries"]] == [False, False]


def test_t63_forged_words_are_not_even_cancelled_by_a_plan_that_leaves_them_out(
    site, editor, publisher
) -> None:
    week = released(publisher, plan(editor, read(editor), entry("Họp"), entry("Hội nghị")))
    execute("""UPDATE "edition" SET "content" = replace("content", 'Họp', 'Giả')""")
    week = read(editor)

    refused = send(editor, week, [kept(week)["Hội nghị"]])

    assert refused.status_code == 409
    assert "altered_edition" in refused.text


def test_what_readers_have_seen_is_marked_changed_added_and_cancelled(
    client, site, editor, publisher
) -> None:
    week = plan(editor, read(editor), entry("Họp"), entry("Đi cơ sở"), entry("Hội nghị"))
    week = released(publisher, week)
    own = kept(week)

    moved = {**own["Họp"], "location": "Phòng họp số 2"}
    week = plan(editor, week, moved, own["Hội nghị"], entry("Dự lễ", date=TUESDAY))
    coming = {each["content"]["title"]: each["goes_out_as"] for each in week["entries"]}
    before = statuses(making.week(client, site))
    week = released(publisher, week)

    wanted = {
        "Họp": "changed",
        "Đi cơ sở": "cancelled",
        "Hội nghị": "scheduled",
        "Dự lễ": "added",
    }
    assert set(before.values()) == {"scheduled"}
    assert (coming, statuses(making.week(client, site))) == (wanted, wanted)
    versions = {each["id"]: each["version"] for each in week["entries"]}
    again = plan(editor, week, *kept(week).values())
    assert {each["id"]: each["version"] for each in again["entries"]} == versions


def test_a_typing_error_is_mended_without_a_mark(client, site, editor, publisher) -> None:
    week = released(publisher, plan(editor, read(editor), entry("Hop giao ban")))
    own = kept(week)["Hop giao ban"]
    week = plan(editor, week, {**own, "title": "Họp giao ban"}, entry("Bỏ sót"))

    released(publisher, week, marks=False)

    assert statuses(making.week(client, site)) == {
        "Họp giao ban": "scheduled",
        "Bỏ sót": "scheduled",
    }


def test_what_was_never_public_goes_into_the_trash_when_left_out(editor) -> None:
    week = plan(editor, read(editor), entry("Họp"), entry("Đi cơ sở"))

    week = plan(editor, week, kept(week)["Họp"])

    assert list(kept(week)) == ["Họp"]
    trashed = editor.get("/calendar/entries?trashed=true")["items"]
    assert [each["label"] for each in trashed] == ["Đi cơ sở"]


def test_who_read_an_older_week_changes_nothing(editor, publisher) -> None:
    old = read(editor)
    week = plan(editor, old, entry("Họp"))
    one = week["entries"][0]

    for answer in (send(editor, old, []), publish(publisher, old)):
        assert (answer.status_code, answer.json["code"]) == (412, "stale_week")
        assert answer.json["etag"] == week["etag"]
        assert answer.json["entries"] == [{"id": one["id"], "version": 1}]
    editor.write("PATCH", f"/calendar/entries/{one['id']}", one, {"location": "Hội trường"})
    assert send(editor, week, []).status_code == 412
    for tag in (None, "*", f"W/{week['etag']}", f"{week['etag']}, {week['etag']}", '"v1"'):
        sent = {} if tag is None else {"If_Match": tag}
        assert editor.call("PUT", AT, {"entries": []}, **sent).status_code == 428
        assert publisher.call("PUT", f"{AT}/publication", {}, **sent).status_code == 428
    assert list(kept(read(editor))) == ["Họp"]


def test_one_entry_refused_refuses_all_and_each_is_named(client, site, editor, publisher) -> None:
    citizen = "Giải quyết đơn của ông Trần Văn Bình"
    own = entry("Họp do người đăng viết", date=SUNDAY)
    week = plan(editor, read(editor), entry("Họp"), entry(citizen, date=TUESDAY))
    week = plan(publisher, week, *kept(week).values(), own)

    refused = publish(publisher, week)

    assert refused.status_code == 403
    assert {(each["pointer"], each["code"]) for each in refused.json["errors"]} == {
        ("/entries/1/title", "personal_data"),
        ("/entries/2", "second_person_required"),
    }
    ids = {each["content"]["title"]: each["id"] for each in week["entries"]}
    assert {each["id"] for each in refused.json["refused"]} == {ids[citizen], ids[own["title"]]}
    assert statuses(making.week(client, site)) == {}
    assert read(publisher)["etag"] == week["etag"]
    assert read(publisher)["was_public"] is False
    week = plan(editor, week, *[each for each in kept(week).values() if each["date"] != SUNDAY])
    assert publish(publisher, week).json["code"] == "gate_failed"
    released(publisher, week, acknowledged=["personal_data"])
    assert len(statuses(making.week(client, site))) == 2


def test_every_fault_of_a_week_is_told_at_its_place_and_nothing_is_written(editor) -> None:
    week = plan(editor, read(editor), entry("Họp"))
    own = kept(week)["Họp"]

    refused = send(
        editor, week,
        [
            own, own, entry("", date=MONDAY), entry("Tuần sau", date="2026-07-20"),
            {**entry("Lạ"), "id": NOBODY},
            {**entry("Sai"), "color": "đỏ"}, entry("Giờ", end_time="9 giờ"),
        ],
    )  # fmt: skip

    assert refused.status_code == 422
    found = {(each["pointer"], each["code"]) for each in refused.json["errors"]}
    assert found >= {
        ("/entries/1/id", "repeated"),
        ("/entries/3/date", "out_of_range"),
        ("/entries/5/color", "unknown_field"),
        ("/entries/6/end_time", "invalid_time"),
    }
    unknown = send(editor, week, [own, {**entry("Lạ"), "id": NOBODY}])
    assert [(each["pointer"], each["code"]) for each in unknown.json["errors"]] == [
        ("/entries/1/id", "unknown_reference")
    ]
    wrong = send(editor, week, [{**own, "id": "mười"}])
    assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (422, "/entries/0/id")
    assert read(editor)["etag"] == week["etag"]


def test_a_day_of_which_there_is_no_week_is_refused(editor) -> None:
    for day in ("0001-01-01", "1899-12-31", "2200-12-29", "9999-12-31"):
        refused = editor.create("/calendar/entries", entry("Họp", date=day))
        assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "out_of_range")
    for day in ("1900-01-01", "2200-12-28"):
        assert editor.create("/calendar/entries", entry("Họp", date=day)).status_code == 201


def test_warnings_are_told_and_passed_by_their_codes(editor, publisher) -> None:
    chair = "Bà Lê Thị Hoà"
    week = plan(
        editor, read(editor),
        entry("Họp", start_time="08:00", chair=chair),
        entry("Tiếp công dân", start_time="08:30", chair=chair),
    )  # fmt: skip
    found = {
        each["content"]["title"]: {one["code"] for one in each["findings"]}
        for each in week["entries"]
    }
    assert found == {
        "Họp": {"leader_overlap"},
        "Tiếp công dân": {"leader_overlap", "late_reception"},
    }

    refused = publish(publisher, week, acknowledged=["late_reception"])

    assert (refused.status_code, refused.json["code"]) == (422, "gate_failed")
    assert [(each["pointer"], each["code"]) for each in refused.json["errors"]] == [
        ("/entries/0/start_time", "leader_overlap"),
        ("/entries/1/start_time", "leader_overlap"),
    ]
    one = next(each for each in week["entries"] if each["content"]["title"] == "Tiếp công dân")
    at = f"/calendar/entries/{one['id']}/publication"
    alone = publisher.call("PUT", at, {}, version=one["version"])
    assert {each["code"] for each in alone.json["errors"]} == {"leader_overlap", "late_reception"}
    released(publisher, week, acknowledged=["leader_overlap", "late_reception"])


def test_t22_an_internal_note_never_leaves_authoring(client, site, editor, publisher) -> None:
    note = "XE-BIEN-SO-37A-CANARY"
    week = plan(editor, read(editor), entry("Họp", internal_note=note, location="Hội trường"))
    assert note in str(read(editor))
    week = released(publisher, week)
    week = plan(editor, week, {**kept(week)["Họp"], "internal_note": f"{note} sửa"})
    assert week["entries"][0]["goes_out_as"] == "scheduled"
    released(publisher, week)

    answers = [
        client.get(each).text
        for each in (
            f"/v1/calendar/weeks/{making.WEEK}",
            f"/v1/calendar/entries?from={MONDAY}",
            "/v1/calendar.ics",
            f"/v1/home?site={site.slug}",
            "/v1/search?q=hop",
            "/v1/search?q=canary",
            "/v1/changes",
            f"/lich-lam-viec/{making.WEEK}",
        )
    ]

    assert sum("Hội trường" in each for each in answers) >= 4
    assert not [each for each in answers if "canary" in each.lower().replace("q=canary", "")]


def test_t20_a_week_is_that_of_its_site_and_of_what_one_may_see(client, site, editor) -> None:
    elsewhere = make_site("tan-lap")
    author, stranger = Desk(client, site, Role.AUTHOR), Desk(client, elsewhere, Role.ADMIN)
    week = plan(editor, read(editor), entry("Họp"))

    mine = plan(author, read(author), entry("Của tôi"))

    assert list(kept(mine)) == ["Của tôi"]
    mine = plan(author, mine)
    assert (list(kept(mine)), list(kept(read(editor)))) == ([], ["Họp"])
    assert publish(author, mine).status_code == 403
    unknown = stranger.call("GET", f"{AT}?site=xa-la")
    for answer in (
        stranger.call("GET", f"{AT}?site={site.slug}"),
        send(stranger, week, [], f"{AT}?site={site.slug}"),
        stranger.call("PUT", f"{AT}/publication?site={site.slug}", {}, If_Match=week["etag"]),
    ):
        assert (answer.status_code, answer.data) == (404, unknown.data)
    assert list(kept(read(stranger))) == []
    everywhere = Desk(client, None, Role.EDITOR)
    assert everywhere.call("GET", AT).json["code"] == "site_required"
    assert list(kept(read(everywhere, f"{AT}?site={site.slug}"))) == ["Họp"]


def test_what_was_withdrawn_does_not_come_back_with_its_week(
    client, site, editor, publisher
) -> None:
    week = released(publisher, plan(editor, read(editor), entry("Họp"), entry("Đi cơ sở")))
    gone = next(each for each in week["entries"] if each["content"]["title"] == "Họp")
    publisher.write("POST", f"/calendar/entries/{gone['id']}/withdrawal", gone, {"reason": "error"})

    week = read(publisher)
    released(publisher, week)

    assert list(kept(week)) == ["Đi cơ sở"]
    assert list(statuses(making.week(client, site))) == ["Đi cơ sở"]
    (left,) = week["entries"]
    at = f"/calendar/entries/{left['id']}/withdrawal"
    publisher.write("POST", at, left, {"reason": "error"})
    week = plan(editor, read(editor), entry("Dự lễ"))
    assert week["entries"][0]["goes_out_as"] == "added"


def test_what_takes_place_after_all_is_a_change(client, site, editor, publisher) -> None:
    week = plan(editor, read(editor), entry("Họp", status="cancelled"))
    week = released(publisher, week)

    week = plan(editor, week, {**kept(week)["Họp"], "status": "scheduled"})
    released(publisher, week)

    assert statuses(making.week(client, site)) == {"Họp": "changed"}
