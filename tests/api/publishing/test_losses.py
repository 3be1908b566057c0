"""A save tells what the text rules took away, in the words of an import."""

from typing import Any

import pytest

from api.content_types import CONTENT_TYPES
from api.publishing import content_type
from api.publishing.checks.losses import losses
from tests.api.publishing.test_named import LEAST

BODY = '<p>Theo <a href="/van-ban/45.html">văn bản</a></p><p style="display:none">Ẩn</p>'
WITH_HTML = [each.name for each in CONTENT_TYPES if each.bundle.html]


@pytest.fixture(autouse=True)
def types() -> None:
    content_type.register(*CONTENT_TYPES)


@pytest.mark.parametrize("type_name", WITH_HTML)
def test_each_loss_is_told_with_its_place(type_name: str) -> None:
    content: dict[str, Any] = {**LEAST[type_name], "body_html": BODY}

    found = {each["code"]: each for each in losses(type_name, content)}

    assert set(found) == {"link_dropped", "hidden_removed"}
    assert found["link_dropped"] == {
        "pointer": "/body_html",
        "code": "link_dropped",
        "detail": "1 link dropped: “/van-ban/45.html” (after “Theo”)",
        "detail_vi": "1 liên kết bị bỏ: “/van-ban/45.html” (sau “Theo”)",
        "count": 1,
        "examples": ["/van-ban/45.html"],
        "after": "Theo",
    }


def test_letters_of_old_fonts_are_told_with_what_they_say() -> None:
    said = '<p><font face=".VnTime">Th«ng b¸o lÞch tiÕp d©n cña x·</font></p>'
    found = losses("article", {"title": "Thoâng baùo &amp; lịch", "body_html": said})

    assert [(each["pointer"], each["code"]) for each in found] == [
        ("/title", "html_in_text"),
        ("/body_html", "tcvn3_text"),
    ]
    assert found[1]["detail_vi"] == (
        "1 đoạn chữ dùng bảng mã TCVN3 (ABC): “Thông báo lịch tiếp dân của xã”"
    )


def test_what_is_stored_has_lost_nothing() -> None:
    loaded = content_type.content_type("article").load({"title": "Tin", "body_html": BODY})
    stored = {name: str(each) if name == "body_html" else each for name, each in loaded.items()}

    assert [each["code"] for each in losses("article", loaded)]
    assert losses("article", stored) == []


def test_a_type_without_bodies_loses_nothing() -> None:
    assert losses("banner", {"placement": "header", "image": {"media": "0" * 40}}) == []
