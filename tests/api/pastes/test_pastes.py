"""What an editor is told of a paste before it is in the text."""

from pathlib import Path

import pytest

from api.publishing.models import Role
from tests.api.publishing.authoring.desk import Desk
from tests.factories import make_site

CLIPBOARDS = Path(__file__).parents[1] / "richtext" / "clipboards"


@pytest.fixture
def desk(client) -> Desk:
    return Desk(client, make_site(), Role.AUTHOR)


def test_a_paste_is_shown_as_a_body_would_store_it(desk: Desk) -> None:
    files = sorted(CLIPBOARDS.glob("word-l*.html"))
    pasted = "\n".join(each.read_text("utf-8") for each in files)

    shown = desk.call("POST", "/pastes", {"html": pasted})
    article = desk.create("/articles", {"title": "Dán", "body_html": pasted}).json

    assert shown.status_code == 200
    assert shown.json["body_html"] == article["content"]["body_html"]
    assert [each["code"] for each in shown.json["losses"]] == [
        each["code"] for each in article["losses"]
    ]


def test_what_is_lost_is_told_in_words(desk: Desk) -> None:
    said = desk.call("POST", "/pastes", {"html": '<p>Cầu <img src="file:///C:/a.jpg"></p>'}).json

    (loss,) = said["losses"]
    assert (loss["code"], loss["count"], loss["examples"]) == (
        "image_dropped",
        1,
        ["file:///C:/a.jpg"],
    )
    assert "ảnh" in loss["detail_vi"]


def test_letters_of_old_fonts_are_told_without_a_word_of_commands(desk: Desk) -> None:
    said = desk.call("POST", "/pastes", {"html": "<p>Th«ng b¸o lÞch häp cña x·</p>"}).json

    (loss,) = said["losses"]
    assert loss["code"] == "tcvn3_text"
    assert loss["detail_vi"] == ("1 đoạn chữ dùng bảng mã TCVN3 (ABC): “Thông báo lịch họp của xã”")


def test_only_who_is_signed_in_asks_and_no_script_comes_back(client, desk: Desk) -> None:
    assert client.post("/authoring/v1/pastes", json={"html": "x"}).status_code == 401
    said = desk.call("POST", "/pastes", {"html": "<p onclick=a()>a<script>b()</script></p>"}).json
    assert said["body_html"] == "<p>a</p>"
    assert desk.call("POST", "/pastes", {"html": 7}).status_code == 422
