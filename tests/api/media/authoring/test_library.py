"""An editor's photos and documents: sent, found again, described, used, and thrown away."""

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from api.media import queries as media
from api.media.authoring import uploads
from api.media.models import SiteMedia
from api.publishing.models import Document, Role
from tests.api.media import documents, samples
from tests.api.publishing.authoring.desk import Desk, new_key
from tests.factories import make_site

JPEG = samples.encoded(samples.picture(700, 400), "JPEG")
PAPER = documents.text_pdf(b"Thong bao")
OTHER = samples.encoded(samples.picture(60), "JPEG")


def sent(desk: Desk, data: bytes = JPEG, name: str = "Cầu Đá.jpg", *, key: str | None = None,
         **words: str) -> TestResponse:  # fmt: skip
    """What is answered to a file."""
    form: dict[str, Any] = {"file": (io.BytesIO(data), name), **words}
    return desk.call("POST", "/media", data=form, Idempotency_Key=key or new_key())


def test_a_photo_is_sent_seen_and_described(author: Desk) -> None:
    answer = sent(author, alt="Cầu mới", caption="Ngày khánh thành")

    assert (answer.status_code, answer.headers["ETag"]) == (201, '"v1"')
    photo = answer.json
    assert (photo["kind"], photo["name"], photo["site"]) == ("image", "Cầu Đá.jpg", "yen-hoa")
    assert (photo["alt"], photo["credit"]) == ("Cầu mới", None)
    assert photo["caption"] == "Ngày khánh thành"
    assert (photo["width"], photo["height"], photo["author"]["id"]) == (700, 400, author.id)
    assert {each["width"] for each in photo["renditions"]} == {320, 640, 700}
    assert photo["warnings"] == []
    changed = author.call("PATCH", f"/media/{photo['id']}", {"alt": "Cầu Đá"}, version=1)
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"v2"')
    assert author.get(f"/media/{photo['id']}")["alt"] == "Cầu Đá"
    stale = author.call("PATCH", f"/media/{photo['id']}", {"alt": "Khác"}, version=1)
    assert (stale.status_code, stale.json["code"]) == (412, "stale_version")
    assert stale.json["version"] == 2
    assert author.call("PATCH", f"/media/{photo['id']}", {"alt": "Khác"}).status_code == 428


def test_t21_its_bytes_are_for_those_who_see_it_alone(author: Desk, client: FlaskClient) -> None:
    photo = sent(author).json
    address = f"/media/{photo['id']}/file"

    small, large = author.call("GET", f"{address}?width=300"), author.call("GET", address)

    assert (small.content_type, len(small.data) < len(large.data)) == ("image/webp", True)
    assert small.headers["Cache-Control"] == "private, max-age=86400, immutable"
    assert small.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Content-Encoding" not in small.headers
    strangers = [Desk(client, None, None), Desk(client, make_site("tan-lap"), Role.ADMIN)]
    unknown = author.call("GET", f"/media/{'0' * 40}")
    for each in strangers:
        for path in ("", "/file", "/uses"):
            told = each.call("GET", f"/media/{photo['id']}{path}")
            assert (told.status_code, told.data) == (404, unknown.data)
    assert client.get(f"/authoring/v1{address}").status_code == 401
    for key in media.by_id([photo["id"]])[photo["id"]].public_keys:
        assert client.get(f"/media/{key}").status_code == 404


def test_the_same_bytes_are_one_file_with_words_for_each_site(author: Desk, client) -> None:
    first = sent(author, alt="Cầu mới").json
    again = sent(author, name="khac.jpg", alt="Khác", credit="Ảnh: Mai").json
    neighbour = Desk(client, make_site("tan-lap"), Role.AUTHOR)
    theirs = sent(neighbour, alt="Cầu của bạn").json

    assert first["id"] == again["id"] == theirs["id"]
    assert (again["alt"], again["credit"], again["name"]) == ("Cầu mới", "Ảnh: Mai", "Cầu Đá.jpg")
    assert (theirs["alt"], theirs["site"]) == ("Cầu của bạn", "tan-lap")
    assert author.get(f"/media/{first['id']}")["alt"] == "Cầu mới"


def test_whoever_is_on_several_sites_says_for_which(client: FlaskClient, site: Document) -> None:
    make_site("tan-lap")
    everywhere = Desk(client, None, Role.EDITOR)

    silent, right, wrong = (sent(everywhere, **said) for said in (
        {}, {"site": "tan-lap"}, {"site": "la"}))  # fmt: skip

    assert [(e.status_code, e.json["errors"][0]["code"]) for e in (silent, wrong)] == [
        (422, "required"),
        (422, "unknown_reference"),
    ]
    assert right.json["site"] == "tan-lap"
    address = f"/media/{right.json['id']}"
    assert everywhere.call("GET", f"{address}?site=yen-hoa").status_code == 404
    assert everywhere.get(address)["site"] == "tan-lap"
    sent(everywhere, site="yen-hoa")
    which = everywhere.call("GET", address)
    assert (which.status_code, which.json["errors"][0]["parameter"]) == (400, "site")
    assert everywhere.get(f"{address}?site=yen-hoa")["site"] == "yen-hoa"
    assert everywhere.call("GET", f"{address}/file").status_code == 200
    foreign = sent(Desk(client, site, Role.EDITOR), site="tan-lap")
    assert foreign.status_code == 403


def test_a_document_is_sent_with_its_name(author: Desk) -> None:
    paper = sent(author, PAPER, "102-TB.pdf").json

    assert (paper["kind"], paper["media_type"], paper["pages"]) == (
        "attachment",
        "application/pdf",
        1,
    )
    got = author.call("GET", f"/media/{paper['id']}/file")
    assert got.data == PAPER
    assert got.headers["Content-Disposition"].startswith('inline; filename="102-TB.pdf"')


def test_t71_who_wrote_a_document_is_told_with_its_answer(author: Desk) -> None:
    written = documents.text_pdf(b"Thong bao", trailer=b"/Info<</Author(Nguyen Van A)>>")

    answer = sent(author, written, "102-TB.pdf")

    assert answer.status_code == 201
    assert [each["code"] for each in answer.json["warnings"]] == ["file_author"]


def test_a_large_photo_of_a_telephone_is_taken_and_loses_its_place(author: Desk) -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (18.0, 40.0, 0.0), 3: "E", 4: (105.0, 40.0, 0.0)}
    data = samples.encoded(Image.effect_noise((700, 600), 90), "JPEG", exif=exif, quality=95)
    assert len(data) > 200_000

    answer = sent(author, data, "IMG_0001.JPG")

    assert answer.status_code == 201
    assert [each["code"] for each in answer.json["warnings"]] == ["photo_place_removed"]


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "a.jpg", (422, "broken_image")),
        (JPEG[:300], "a.jpg", (422, "broken_image")),
        (b"MZ\x90\x00", "a.exe", (415, "unsupported_image")),
        (b"<html><script>alert(1)</script>", "a.png", (415, "unsupported_image")),
        (b"<svg onload=alert(1)>", "a.svg", (415, "unsupported_image")),
    ],
)
def test_what_is_no_photo_and_no_document_is_refused(author: Desk, data, name, told) -> None:
    answer = sent(author, data, name)

    assert (answer.status_code, answer.json["code"]) == told
    assert SiteMedia.select().count() == 0


def test_a_request_without_a_file_or_a_key_is_told_what_it_lacks(author: Desk) -> None:
    keyed = {"Idempotency_Key": new_key()}
    no_file = author.call("POST", "/media", data={"alt": "Cầu"}, **keyed,
                          Content_Type="multipart/form-data")  # fmt: skip
    no_form = author.call("POST", "/media", {"file": "abc"}, **keyed)
    no_key = author.call("POST", "/media", data={"file": (io.BytesIO(JPEG), "a.jpg")})
    unknown = sent(author, title="Cầu")

    assert (no_file.status_code, no_file.json["errors"][0]["pointer"]) == (422, "/file")
    assert no_form.status_code == 422
    assert (no_key.status_code, no_key.json["code"]) == (400, "idempotency_key_required")
    assert (unknown.status_code, unknown.json["errors"][0]["pointer"]) == (422, "/title")


def test_t54_a_form_has_few_parts_and_each_once(author: Desk) -> None:
    word = '--x\r\nContent-Disposition: form-data; name="alt"\r\n\r\nA\r\n'
    paper = 'x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nA\r\n--'
    forms = {
        "many parts": f"{word * 30}--x--\r\n",
        "two files": f"--{paper}{paper}x--\r\n",
        "a word twice": f"{word * 2}--{paper}x--\r\n",
        "an endless boundary": "--" + "x" * 300_000,
        "no end": word,
    }

    told = {}
    for name, form in forms.items():
        keyed = {"Idempotency_Key": new_key()}
        answer = author.call(
            "POST", "/media", data=form, Content_Type="multipart/form-data; boundary=x", **keyed
        )
        told[name] = answer.status_code

    assert told == {
        "many parts": 413, "two files": 422, "a word twice": 422,
        "an endless boundary": 413, "no end": 422,
    }  # fmt: skip
    assert SiteMedia.select().count() == 0


def test_f13_the_same_request_again_has_one_effect(author: Desk, monkeypatch) -> None:
    key = new_key()
    first = sent(author, key=key)
    monkeypatch.setattr("api.media.commands.prepare", None)

    again = sent(author, key=key)

    assert (again.status_code, again.data) == (201, first.data)
    assert again.headers["Idempotent-Replayed"] == "true"
    monkeypatch.undo()
    other = sent(author, OTHER, key=key)
    assert (other.status_code, other.json["code"]) == (422, "idempotency_mismatch")


def test_two_files_are_prepared_at_a_time_and_the_next_waits(author: Desk) -> None:
    with uploads.turn(), uploads.turn():
        busy = sent(author)

    assert (busy.status_code, busy.json["code"], busy.headers["Retry-After"]) == (503, "busy", "3")
    assert sent(author).status_code == 201


def test_a_library_is_listed_newest_first_and_found_without_accents(author: Desk, client) -> None:
    names = ("Cầu Đá.jpg", "Họp thôn.jpg", "Đại hội.pdf")
    files = (JPEG, OTHER, PAPER)
    for name, data in zip(names, files, strict=True):
        sent(author, data, name)
    sent(Desk(client, make_site("tan-lap"), Role.AUTHOR), JPEG, "cau da.jpg")

    def found(query: str) -> list[str]:
        return [each["name"] for each in author.get(f"/media?{query}")["items"]]

    assert set(found("")) == set(names)
    assert found("text=dai+hoi") == ["Đại hội.pdf"]
    assert set(found("kind=image")) == {"Cầu Đá.jpg", "Họp thôn.jpg"}
    page = author.get("/media?limit=2&total=true")
    assert (len(page["items"]), page["total"]) == (2, 3)
    rest = author.call("GET", page["next"].partition("/authoring/v1")[2]).json["items"]
    assert {e["name"] for e in page["items"] + rest} == set(names)


def test_what_is_used_says_where_and_stays(author: Desk, editor: Desk) -> None:
    photo = sent(author).json
    body = f'<figure><img src="media:{photo["id"]}" alt="Cầu"></figure>'
    article = author.create("/articles", {"title": "Khánh thành", "body_html": body}).json
    other = editor.create("/articles", {"title": "Tin khác", "cover": {"media": photo["id"]}}).json

    uses, all_uses = (each.get(f"/media/{photo['id']}/uses") for each in (author, editor))

    assert (uses["items"], uses["more"]) == (
        [{"id": article["id"], "type": "article", "label": "Khánh thành", "shown": ["head"]}],
        1,
    )
    assert {each["id"] for each in all_uses["items"]} == {article["id"], other["id"]}
    kept = author.call("DELETE", f"/media/{photo['id']}", version=1)
    assert (kept.status_code, kept.json["code"]) == (409, "in_use")
    assert set(kept.json["used_by"]) == {article["id"], other["id"]}


def test_what_nobody_uses_is_thrown_away_by_who_sent_it_or_an_editor(
    author: Desk, editor: Desk, client, site: Document
) -> None:
    photo, second = sent(author).json, sent(author, OTHER).json
    stranger = Desk(client, site, Role.AUTHOR)

    theirs, mine = f"/media/{photo['id']}", f"/media/{second['id']}"
    refused = [
        stranger.call("DELETE", theirs, version=1),
        stranger.call("PATCH", theirs, {"alt": "x"}, version=1),
    ]
    gone = [author.call("DELETE", theirs, version=1), editor.call("DELETE", mine, version=1)]

    assert [each.status_code for each in refused] == [403, 403]
    assert [each.status_code for each in gone] == [204, 204]
    assert author.call("GET", f"/media/{photo['id']}").status_code == 404
    unknown = author.create("/articles", {"title": "Tin", "cover": {"media": "0" * 40}})
    assert unknown.json["errors"][0]["code"] == "unknown_media"
