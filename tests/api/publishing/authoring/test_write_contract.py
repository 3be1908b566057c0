"""The write contract: a write names its version, and what creates something has one effect."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import time_machine

from api.db import databases
from api.db.databases import execute
from api.db.fields import stored_time
from api.http.writes import limits, once
from api.publishing import schedule
from api.publishing.audit import chain
from api.publishing.authoring.operations import REVIEWED, UNREVIEWED
from api.publishing.models import AuditEvent, Document
from api.runtime import clock
from api.runtime.allowances import Allowance
from tests.api.publishing.authoring.desk import Desk, new_key
from tests.api.publishing.crowd import at_once

GUARDED = [("/memos", each) for each in REVIEWED] + [("/labels", each) for each in UNREVIEWED]
SAID = {
    "/restoration": {"edition": 1},
    "/return": {"comment": "A"},
    "/withdrawal": {"reason": "error"},
}
FIRST = {"/memos": {"title": "A"}, "/labels": {"name": "A"}}
TAGS = ("", "*", 'W/"v1"', '"v1", "v2"', "v1", '"1"', '"v1"x', '"v-1"', '"v01"', f'"v{"9" * 30}"')


def test_every_write_names_one_version_by_one_strong_tag(editor: Desk) -> None:
    made = {kind: editor.create(kind, said).json for kind, said in FIRST.items()}

    for kind, each in GUARDED:
        at = f"{kind}/{made[kind]['id']}{each.path}"
        asked = [editor.call(each.method, at, None, If_Match=tag) for tag in TAGS]
        asked.append(editor.call(each.method, at))
        assert {(answer.status_code, answer.json["code"]) for answer in asked} == {
            (428, "precondition_required")
        }, each.name

    assert [editor.get(f"{kind}/{made[kind]['id']}") for kind in made] == [*made.values()]


def test_a_write_on_an_older_version_changes_nothing(editor: Desk) -> None:
    made = {kind: editor.create(kind, said).json for kind, said in FIRST.items()}
    now = {
        kind: editor.write("PATCH", f"{kind}/{each['id']}", each, {next(iter(FIRST[kind])): "B"})
        for kind, each in made.items()
    }

    for kind, each in GUARDED:
        at = f"{kind}/{made[kind]['id']}{each.path}"
        refused = editor.call(each.method, at, SAID.get(each.path), version=made[kind]["version"])
        assert (refused.status_code, refused.json["code"]) == (412, "stale_version"), each.name
        assert refused.json["version"] == now[kind]["version"]
        assert [change["value"] for change in refused.json["changes"]] == ["B"]

    assert [editor.get(f"{kind}/{made[kind]['id']}") for kind in made] == [*now.values()]


def test_a_refusal_tells_each_field_that_was_changed_since(author: Desk, editor: Desk) -> None:
    memo = author.create("/memos", {"title": "A", "text": "1"}).json
    at = f"/memos/{memo['id']}"
    second = author.write("PATCH", at, memo, {"title": "B"})
    third = editor.write("PATCH", at, second, {"text": "2"})
    author.write("POST", f"{at}/submission", third)

    def since(version: int) -> dict[str, object]:
        refused = author.call("PATCH", at, {"title": "C"}, version=version).json
        return {each["pointer"]: each["value"] for each in refused["changes"]}

    assert [since(version) for version in (1, 2, 3)] == [
        {"/title": "B", "/text": "2"}, {"/text": "2"}, {}
    ]  # fmt: skip


def test_a_merge_patch_clears_by_null_and_replaces_lists(editor: Desk) -> None:
    article = editor.create(
        "/articles",
        {"title": "A", "lead": "B", "tags": ["a", "b"], "source": {"name": "Báo", "url": None}},
    ).json
    at = f"/articles/{article['id']}"

    patch = {"lead": None, "tags": ["c"], "source": {"url": "https://bao.example/1"}}
    content = editor.write("PATCH", at, article, patch)["content"]

    assert (content["title"], content["lead"], content["tags"]) == ("A", None, ["c"])
    assert content["source"] == {"name": "Báo", "url": "https://bao.example/1"}


def test_t63_a_patch_is_laid_over_no_forged_words(editor: Desk, publisher: Desk) -> None:
    memo = editor.create("/memos", {"title": "A", "text": "1"}).json
    at = f"/memos/{memo['id']}"
    live = publisher.write("PUT", f"{at}/publication", memo, {})
    execute("""UPDATE "edition" SET "content" = replace("content", '"A"', '"X"')""")

    refused = editor.call("PATCH", at, {"text": "2"}, version=live["version"])
    whole = {**live["content"], "text": "2"}
    mended = editor.write("PATCH", at, live, whole)

    assert (refused.status_code, refused.json["code"]) == (409, "altered_edition")
    assert mended["content"] == whole


def test_what_creates_something_needs_a_key(author: Desk) -> None:
    keys = ("", "a" * 15, "a" * 65, "khóa-của-tôi-dài-đủ", "a" * 16 + "\x7f")

    for key in keys:
        headers = {"Idempotency_Key": key.encode().decode("latin-1")} if key else {}
        refused = author.call("POST", "/memos", {"title": "A"}, **headers)
        assert (refused.status_code, refused.json["code"]) == (400, "idempotency_key_required")
    assert author.get("/memos?total=true")["total"] == 0


def test_f13_the_same_again_brings_the_same_answer(author: Desk, editor: Desk) -> None:
    key = new_key()
    first = author.create("/memos", {"title": "A", "text": "B"}, key)
    again = author.create("/memos", {"text": "B", "title": "A"}, key)
    others = editor.create("/memos", {"title": "A", "text": "B"}, key)
    elsewhere = editor.create("/labels", {"name": "A"}, key)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.get_data() == first.get_data()
    assert again.headers["ETag"] == first.headers["ETag"]
    assert (again.headers["Idempotent-Replayed"], "Idempotent-Replayed" in first.headers) == (
        "true", False
    )  # fmt: skip
    assert others.json["id"] != first.json["id"]
    assert elsewhere.status_code == 201


def test_f13_another_body_under_the_same_key_is_refused(author: Desk) -> None:
    key = new_key()
    author.create("/memos", {"title": "A"}, key)

    refused = author.create("/memos", {"title": "B"}, key)

    assert (refused.status_code, refused.json["code"]) == (422, "idempotency_mismatch")
    assert author.get("/memos?total=true")["total"] == 1


def test_f13_a_refused_request_may_be_mended_under_its_key(author: Desk) -> None:
    key = new_key()

    refused = author.create("/memos", {"title": ""}, key)
    mended = author.create("/memos", {"title": "A"}, key)

    assert (refused.status_code, mended.status_code) == (422, 201)


def test_f13_a_key_is_new_again_after_a_day(author: Desk) -> None:
    key = new_key()
    first = author.create("/memos", {"title": "A"}, key).json

    with time_machine.travel(clock.now() + timedelta(hours=23, minutes=59)):
        kept = author.create("/memos", {"title": "A"}, key).json
        once.purge(clock.now())
        still = author.create("/memos", {"title": "A"}, key).json
    with time_machine.travel(clock.now() + timedelta(hours=24, minutes=1)):
        other = author.create("/memos", {"title": "A"}, key).json
        once.purge(clock.now() + timedelta(hours=24))
        left = execute('SELECT COUNT(*) FROM "kept_answer"').fetchone()[0]

    assert kept == first == still
    assert other["id"] != first["id"]
    assert left == 0


def test_f13_fifty_at_once_have_one_effect_and_equal_answers(author: Desk) -> None:
    key = new_key()

    answers = at_once([lambda: author.create("/memos", {"title": "A"}, key)] * 50)

    assert {(each.status_code, each.get_data()) for each in answers} == {
        (201, answers[0].get_data())
    }
    assert sum("Idempotent-Replayed" not in each.headers for each in answers) == 1
    assert Document.select().where(Document.type == "memo").count() == 1
    assert AuditEvent.select().where(AuditEvent.type == "memo").count() == 1


def test_f13_who_waits_for_too_long_is_told_to_come_again(author: Desk) -> None:
    key, at = new_key(), stored_time(clock.now())
    columns = '"actor", "route", "key", "body_hash", "at", "status", "body"'
    taken = (author.id, "POST /authoring/v1/memos", key, "", at, 0, b"")

    with ThreadPoolExecutor(1) as pool, databases.db.atomic():
        execute(f'INSERT INTO "kept_answer" ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)', taken)
        refused = pool.submit(author.create, "/memos", {"title": "A"}, key).result(20)
        pool.submit(databases.close).result()

    assert (refused.status_code, refused.json["code"]) == (409, "in_flight")


BODIES = [
    (b'{"title": "A", "title": "B"}', 400, "invalid_json"),
    (b'{"title": "A"', 400, "invalid_json"),
    (b'{"title": "\xff"}', 400, "invalid_json"),
    (rb'{"title": "\ud800"}', 400, "invalid_json"),
    (b'{"title": NaN}', 400, "invalid_json"),
    (b'{"title": 1e999}', 400, "invalid_json"),
    (b'{"title": 9223372036854775808}', 400, "invalid_json"),
    (b'{"title": ' + b"[" * 40 + b"]" * 40 + b"}", 400, "invalid_json"),
    (b"[]", 422, "invalid_content"),
    (b'"A"', 422, "invalid_content"),
    (rb'{"title": "a\u0000b"}', 422, "invalid_content"),
    (b'{"title": "A", "khac": 1}', 422, "invalid_content"),
    (b'{"title": "' + b"a" * 2_000_000 + b'"}', 413, "payload_too_large"),
    ('{"title": "Xã"}'.encode("utf-16"), 400, "invalid_json"),
    ('{"title": "Xã"}'.encode("utf-8-sig"), 400, "invalid_json"),
    (b'{"title": "\xc0\xaf"}', 400, "invalid_json"),
    (b'{"title": "\xed\xa0\xbd\xed\xb8\x80"}', 400, "invalid_json"),
    (b"", 400, "invalid_json"),
    (b" " * (2_000_000 - 14) + b'{"title": "A"}' + b" ", 413, "payload_too_large"),
]


def test_t52_a_body_is_read_strictly(author: Desk) -> None:
    memo = author.create("/memos", {"title": "A"}).json
    at = f"/authoring/v1/memos/{memo['id']}"
    headers = {"Authorization": f"Bearer {author.secret}", "Content-Type": "application/json"}

    for raw, status, code in BODIES:
        answers = [
            author._client.open(
                path, method=method, data=raw, headers={**headers, name: tag},
                base_url="http://127.0.0.1",
            )
            for method, path, name, tag in (
                ("PATCH", at, "If-Match", '"v1"'),
                ("POST", "/authoring/v1/memos", "Idempotency-Key", new_key()),
            )
        ]  # fmt: skip
        said = {(each.status_code, each.json["code"]) for each in answers}
        assert said == {(status, code)}, raw[:60]

    assert author.get("/memos")["items"] == [author.get("/memos")["items"][0]]
    assert author.get(f"/memos/{memo['id']}") == memo


def test_f20_a_body_is_as_large_as_it_may_be_and_no_other_kind(author: Desk) -> None:
    said = b'{"title": "A"}'
    kinds = (
        (b" " * (2_000_000 - len(said)) + said, {}, 201),
        (said, {"Content-Type": "text/plain"}, 415),
        (said, {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        (gzip.compress(said), {"Content-Encoding": "gzip"}, 415),
        (gzip.compress(said)[:-4], {"Content-Encoding": "gzip"}, 415),
    )
    for raw, headers, status in kinds:
        answer = author._client.post(
            "/authoring/v1/memos",
            data=raw,
            headers={
                "Authorization": f"Bearer {author.secret}",
                "Content-Type": "application/json",
                "Idempotency-Key": new_key(),
                **headers,
            },
            base_url="http://127.0.0.1",
        )
        assert answer.status_code == status, (raw[:40], headers)


def test_t53_thousands_of_bad_members_are_one_short_answer(author: Desk) -> None:
    said = {"title": "A", "attachments": [{"a": 1}] * 2_400}

    refused = author.create("/articles", said)
    too_many = author.create("/articles", {"title": "A", "tags": ["a"] * 5_000})

    assert (refused.status_code, too_many.status_code) == (422, 400)
    assert len(refused.get_data()) < 20_000


def test_f10_a_clock_that_jumps_breaks_no_order(author: Desk, publisher: Desk) -> None:
    begin = clock.now()
    memo = author.create("/memos", {"title": "A"}).json
    at = f"/memos/{memo['id']}"
    versions = [memo["version"]]

    for jump in (timedelta(hours=1), -timedelta(hours=1), timedelta(days=1), -timedelta(days=1)):
        with time_machine.travel(begin + jump, tick=False):
            memo = author.write("PATCH", at, memo, {"text": str(jump)})
            versions.append(memo["version"])
    soon = (begin + timedelta(hours=2)).isoformat(timespec="seconds")
    publisher.write("PUT", f"{at}/publication", memo, {"publish_at": soon})
    done = [schedule.perform_due(begin + timedelta(hours=hours)) for hours in (3, -3, 3)]

    assert versions == sorted(set(versions))
    assert done == [1, 0, 0]
    assert chain.first_broken_event() is None


def test_a_flood_of_writes_is_answered_429_and_what_is_refused_counts_for_nothing(
    author: Desk, editor: Desk
) -> None:
    limits.use(Allowance(at_once=2, a_second=0.5))
    memo = author.create("/memos", {"title": "A"}).json
    for _ in range(3):
        assert author.create("/memos", {"title": ""}).status_code == 422
    author.write("PATCH", f"/memos/{memo['id']}", memo, {"title": "B"})

    refused = author.create("/memos", {"title": "C"})

    assert (refused.status_code, refused.json["code"]) == (429, "too_many_requests")
    assert refused.headers["Retry-After"] in {"1", "2"}
    assert refused.headers["RateLimit"].startswith("limit=2, remaining=0")
    assert author.get("/memos")["items"][0]["label"] == "B"
    assert editor.create("/memos", {"title": "D"}).status_code == 201


def test_f13_a_key_belongs_to_what_the_address_asks_too(publisher: Desk) -> None:
    key, at = new_key(), "/calendar/weeks/2031-W10/copy"
    said = {"from": "2031-W09"}

    first = publisher.create(f"{at}?site=yen-hoa", said, key)
    other = publisher.create(at, said, key)

    assert first.status_code == 201
    assert (other.status_code, other.json["code"]) == (422, "idempotency_mismatch")
