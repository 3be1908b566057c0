"""Two contents are compared member by member, in the form that answers bring."""

from typing import Any

import pytest

from api.content_types import CONTENT_TYPES
from api.publishing import content_type
from api.publishing.authoring.comparison import Difference, differences
from tests.api.publishing.test_named import LEAST


@pytest.fixture(autouse=True)
def types() -> None:
    content_type.register(*CONTENT_TYPES)


def content(type_name: str, **changed: Any) -> dict[str, Any]:
    return {**content_type.content_type(type_name).load({**LEAST[type_name], **changed})}


def test_members_inside_members_are_named_by_pointers() -> None:
    cover = {"media": "a" * 40, "alt": "Cầu"}
    before = content("article", cover=cover, tags=["một", "hai"], lead="Cũ")
    after = content("article", cover={**cover, "alt": "Cầu mới"}, tags=["hai"])

    assert differences("article", before, after) == [
        Difference("/lead", "Cũ", None),
        Difference("/tags", ["một", "hai"], ["hai"]),
        Difference("/cover/alt", "Cầu", "Cầu mới"),
    ]
    assert differences("article", before, before) == []
    assert differences("article", before, content("article", tags=["một", "hai"], lead="Cũ")) == [
        Difference("/cover", before["cover"], None)
    ]


def test_a_body_is_one_of_both_for_every_type_that_has_one() -> None:
    types = [each for each in CONTENT_TYPES if each.bundle.html]
    for each in types:
        (field,) = each.bundle.html
        before = content(each.name, **{field: "<p>Họp lúc 8 giờ</p>"})
        after = content(each.name, **{field: "<p>Họp lúc 9 giờ</p>"})

        (found,) = differences(each.name, before, after)

        assert found.as_json() == {
            "pointer": f"/{field}",
            "before": "<p>Họp lúc 8 giờ</p>",
            "after": "<p>Họp lúc 9 giờ</p>",
            "html": "<p>Họp lúc <del>8</del><ins>9</ins> giờ</p>",
            "moved": [],
            "tables": [],
            "complete": True,
        }


def test_t15_what_stands_in_the_database_is_sanitised_before_it_is_shown() -> None:
    before = {**content("page"), "body_html": '<p onclick="x()">a<script>x()</script></p>'}
    after = {**content("page"), "body_html": '<p><a href="javascript:x()">b</a></p>'}

    (found,) = differences("page", before, after)

    assert found.body is not None
    assert found.body.html == "<del><p>a</p></del><ins><p>b</p></ins>"


def test_a_member_with_a_slash_is_escaped() -> None:
    assert differences("banner", {"a/b": {"c~d": 1}}, {"a/b": {"c~d": 2}}) == [
        Difference("/a~1b/c~0d", 1, 2)
    ]
