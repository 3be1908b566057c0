"""A better photo in the place of one that many drafts show."""

from typing import Any

from flask.testing import FlaskClient

from api.accounts.commands import Scope
from api.publishing.models import Document, Role
from tests.api.media.authoring.test_library import OTHER, PAPER, sent
from tests.api.publishing.authoring.desk import Desk
from tests.factories import make_site


def test_drafts_show_the_other_and_what_is_public_stays(
    author: Desk, editor: Desk, publisher: Desk, client: FlaskClient
) -> None:
    old, new = sent(author).json["id"], sent(author, OTHER).json["id"]
    figure = f'<figure><img src="media:{old}" alt="Cầu"></figure>'
    public = author.create("/articles", {"title": "Cầu mới", "body_html": figure * 2}).json
    at = f"/articles/{public['id']}"
    public = publisher.write("PUT", f"{at}/publication", public)
    cover = {"media": old, "alt": "Cầu Đá", "caption": "Tháng 7"}
    theirs = editor.create("/notices", {"title": "Thông xe", "body_html": figure}).json
    handed_in = author.create("/articles", {"title": "Chờ duyệt", "cover": cover}).json
    editor.write("POST", f"/articles/{handed_in['id']}/submission", handed_in)
    before = client.get(f"/v1{at}").json

    told = author.call("POST", f"/media/{old}/replacement", {"media": new}, version=1).json

    became = {each["id"]: (each["version"], each["refusal"]) for each in told["items"]}
    assert became.pop(public["id"]) == (public["version"] + 1, None)
    assert became.pop(handed_in["id"])[1]["code"] == "role_required"
    assert (became, told["more"]) == ({}, 1)
    draft = author.get(at)
    assert (draft["public"], draft["stage"]) == ("live", "draft")
    assert draft["content"]["body_html"] == figure.replace(old, new) * 2
    assert client.get(f"/v1{at}").json == before
    again = editor.call("POST", f"/media/{old}/replacement", {"media": new}, version=1).json
    assert {each["id"] for each in again["items"]} == {theirs["id"], handed_in["id"]}
    assert [each["refusal"] for each in again["items"]] == [None, None]
    changed = editor.get(f"/articles/{handed_in['id']}")["content"]["cover"]
    assert changed == {**cover, "media": new, "credit": None, "decorative": False}
    uses = editor.get(f"/media/{old}/uses")["items"]
    assert [(each["id"], each["shown"]) for each in uses] == [(public["id"], ["live"])]


def test_only_another_of_the_same_kind_and_site_may_stand_in(
    author: Desk, site: Document, client: FlaskClient
) -> None:
    old, paper = sent(author).json["id"], sent(author, PAPER, "a.pdf").json["id"]
    foreign = sent(Desk(client, make_site("tan-lap"), Role.AUTHOR), OTHER).json["id"]
    at = f"/media/{old}/replacement"

    def code(media: Any) -> tuple[int, str, str]:
        answer = author.call("POST", at, {"media": media}, version=1)
        error = answer.json["errors"][0]
        return answer.status_code, error["code"], error["pointer"]

    unknown = 422, "unknown_media", "/media"
    assert [code(each) for each in (old, paper, foreign, "0" * 40)] == [unknown] * 4
    assert author.call("POST", at, {"media": paper}).status_code == 428
    assert author.call("POST", at, {"media": paper}, version=2).status_code == 412
    stranger = Desk(client, None, None).call("POST", at, {"media": paper}, version=1)
    assert stranger.json["code"] == "media_not_found"
    reader = Desk(client, site, Role.EDITOR, scope=Scope(role=0))
    other = sent(author, OTHER).json["id"]
    refused = reader.call("POST", at, {"media": other}, version=1)
    assert (refused.status_code, refused.json["code"]) == (403, "read_only")
