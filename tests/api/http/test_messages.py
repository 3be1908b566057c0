"""Findings: a stable code and Vietnamese for whatever a schema of ours can say."""

import re
from pathlib import Path

import pytest
from marshmallow import fields, validate

from api.http.schemas.base import Schema
from api.http.schemas.fields import Boolean, Id, Ids, Integer, Line, WebAddress, at_most
from api.http.schemas.messages import field_errors, parameter_errors
from api.http.schemas.names import Names
from api.http.schemas.times import Instant
from api.text.characters import UnsafeText, normalise

API = Path(__file__).parents[3] / "api"


class EverySchema(Schema):
    """A field of each kind."""

    number = Integer(validate=validate.Range(1, 100))
    small = Integer(validate=validate.Range(min=1))
    large = Integer(validate=validate.Range(max=9))
    flag = Boolean()
    id = Id()
    ids = Ids(most=2)
    names = Names(lambda: ("a", "b"))
    moment = Instant()
    line = Line(longest=5)
    address = WebAddress()
    choice = fields.String(validate=validate.OneOf(["a", "b"]))
    word = fields.String(validate=validate.Length(2, 3))
    parts = fields.List(fields.Nested(Schema.from_dict({"name": Line(required=True)})))
    few = fields.List(fields.String(), validate=at_most(1))
    needed = fields.String(required=True)


@pytest.mark.parametrize(
    ("content", "pointer", "code", "vietnamese"),
    [
        ({"number": 101}, "/number", "out_of_range", "Phải từ 1 đến 100."),
        ({"small": 0}, "/small", "out_of_range", "Phải từ 1 trở lên."),
        ({"large": 10}, "/large", "out_of_range", "Không được quá 9."),
        ({"number": "1.5"}, "/number", "invalid_integer", "Phải là số nguyên."),
        ({"flag": "yes"}, "/flag", "invalid_boolean", "Phải là true hoặc false."),
        ({"id": "x"}, "/id", "invalid_id", "Mã định danh không hợp lệ."),
        ({"ids": "a,b,c"}, "/ids", "too_many", "Nhiều nhất 2 giá trị."),
        ({"names": "a,c"}, "/names", "unknown_field", "Không có trường “c”."),
        (
            {"moment": "now"},
            "/moment",
            "invalid_time",
            "Thời điểm phải có múi giờ, ví dụ 2026-07-11T01:30:00Z (RFC 3339).",
        ),
        ({"line": "sáu chữ"}, "/line", "too_long", "Dài hơn 5 ký tự."),
        ({"needed": None}, "/needed", "required", "Bắt buộc phải có."),
        ({"line": "a\x00"}, "/line", "unsafe_text",
         "Có ký tự không được phép (U+0000, ký tự thứ 2)."),
        ({"line": "a" + "\u0301" * 40}, "/line", "unsafe_text", "Một chữ mang quá 30 dấu."),
        ({"address": "ftp://x"}, "/address", "invalid_url", "Địa chỉ web không hợp lệ."),
        ({"choice": "c"}, "/choice", "not_allowed", "Phải là một trong: a, b."),
        ({"word": "x"}, "/word", "length", "Độ dài phải từ 2 đến 3."),
        ({"word": 5}, "/word", "invalid_string", "Phải là chuỗi ký tự."),
        ({"parts": [{}, {"name": ""}]}, "/parts/0/name", "required", "Bắt buộc phải có."),
        ({"few": ["a", "b"]}, "/few", "too_many", "Nhiều nhất 1 giá trị."),
        ({"parts": "x"}, "/parts", "invalid_list", "Phải là một danh sách."),
        ({"parts": ["x"]}, "/parts/0", "invalid_object", "Phải là một đối tượng JSON."),
        ({"other": 1}, "/other", "unknown_field", "Không có trường này."),
    ],
)  # fmt: skip
def test_it_says_where_and_why_in_vietnamese(content, pointer, code, vietnamese) -> None:
    said = EverySchema().validate({"needed": "x", **content})

    found = field_errors(said)[0]

    assert (found.pointer, found.code, found.detail_vi) == (pointer, code, vietnamese)
    assert found.parameter is None
    assert found.detail != found.detail_vi


def test_it_names_parameters_instead_of_pointing_into_a_body() -> None:
    (found,) = parameter_errors({"limit": ["Not a valid integer."]})

    assert (found.parameter, found.pointer, found.code) == ("limit", None, "invalid_integer")


def test_it_has_words_for_what_it_does_not_know() -> None:
    (found,) = field_errors({"a": ["Something else."]})

    assert (found.code, found.detail, found.detail_vi) == (
        "invalid",
        "Something else.",
        "Giá trị không hợp lệ.",
    )


@pytest.mark.parametrize(
    "bad", ["a\x00", "a\u202eb", "\ud800", "\ufdd0", "\x01", "a" + "\u0301" * 40]
)
def test_every_fault_of_a_text_has_its_words(bad) -> None:
    with pytest.raises(UnsafeText) as unsafe:
        normalise(bad)

    (found,) = field_errors({"a": [str(unsafe.value)]})

    assert found.code == "unsafe_text"


def test_every_message_of_the_core_schemas_has_its_words() -> None:
    said = re.findall(
        r'ValidationError\(f?"([^"]+)"', (API / "http/schemas/fields.py").read_text("utf-8")
    )

    unknown = [text for text in said if known_as(re.sub(r"\{[^}]*\}", "7", text)) == "invalid"]

    assert len(said) >= 5
    assert unknown == []


def known_as(message: str) -> str:
    (found,) = field_errors({"a": [message]})
    return found.code
