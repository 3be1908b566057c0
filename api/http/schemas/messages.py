"""Turns what marshmallow says into findings: a place, a stable code, words in two languages."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from api.runtime.errors import FieldError

# English as marshmallow and our own fields say it, the stable code, and the Vietnamese for it.
_CATALOGUE: tuple[tuple[str, str, str], ...] = (
    (r"Unknown field\.", "unknown_field", "Không có trường này."),
    (r"Missing data for required field\.", "required", "Bắt buộc phải có."),
    (r"(?:Field may not be null|Must not be empty)\.", "required", "Không được để trống."),
    (r"Shorter than minimum length (\d+)\.", "too_short", "Ngắn hơn {0} ký tự."),
    (r"Longer than maximum length (\d+)\.", "too_long", "Dài hơn {0} ký tự."),
    (r"Length must be between (\d+) and (\d+)\.", "length", "Độ dài phải từ {0} đến {1}."),
    (
        r"Must be greater than or equal to (\S+) and less than or equal to (\S+)\.",
        "out_of_range",
        "Phải từ {0} đến {1}.",
    ),
    (r"Must be greater than or equal to (\S+)\.", "out_of_range", "Phải từ {0} trở lên."),
    (r"Must be less than or equal to (\S+)\.", "out_of_range", "Không được quá {0}."),
    (r"Must be one of: (.*)\.", "not_allowed", "Phải là một trong: {0}."),
    (r"Must be later than (\S+)\.", "out_of_order", "Phải muộn hơn {0}."),
    (r"Only together with (\S+)\.", "incomplete", "Chỉ ghi cùng với {0}."),
    (r"Not together with (\S+)\.", "contradiction", "Không ghi cùng với {0}."),
    (r"Given more than once\.", "repeated", "Được ghi nhiều lần."),
    (r"There is no field “(.*)” here\.", "unknown_field", "Không có trường “{0}”."),
    (r"At most (\d+) values?\.", "too_many", "Nhiều nhất {0} giá trị."),
    (r"Not a valid e-mail address\.", "invalid_email", "Địa chỉ e-mail không hợp lệ."),
    (r"Not a valid URL\.", "invalid_url", "Địa chỉ web không hợp lệ."),
    (
        r"Not an address of a push service\.",
        "unknown_push_service",
        "Không phải địa chỉ của một dịch vụ thông báo đẩy được biết đến.",
    ),
    (r"Not a key of a browser\.", "invalid_key", "Không phải khóa của một trình duyệt."),
    (r"Not a valid UUID\.", "invalid_id", "Mã định danh không hợp lệ."),
    (
        r"Not a valid time with an offset, such as (\S+)\.",
        "invalid_time",
        "Thời điểm phải có múi giờ, ví dụ {0} (RFC 3339).",
    ),
    (r"Not a valid date, such as (\S+)\.", "invalid_date", "Ngày không hợp lệ, ví dụ {0}."),
    (r"Not a language, such as (.+)\.", "invalid_language", "Không phải mã ngôn ngữ, ví dụ {0}."),
    (r"Not a time of day \(HH:MM\)\.", "invalid_time", "Giờ không hợp lệ (HH:MM)."),
    (r"Not a valid boolean\.", "invalid_boolean", "Phải là true hoặc false."),
    (r"Not a valid integer\.", "invalid_integer", "Phải là số nguyên."),
    (r"Not a valid string\.", "invalid_string", "Phải là chuỗi ký tự."),
    (r"Not a valid list\.", "invalid_list", "Phải là một danh sách."),
    (r"Not a valid mapping type\.", "invalid_object", "Phải là một đối tượng JSON."),
    (r"Invalid (?:input )?type\.", "invalid_object", "Phải là một đối tượng JSON."),
    (
        r"Not a slug: small letters, digits and single hyphens\.",
        "invalid_slug",
        "Chỉ gồm chữ thường không dấu, chữ số và gạch nối đơn.",
    ),
    (r"Not the id of an image\.", "invalid_id", "Không phải mã của một ảnh."),
    (
        r"The text holds .+ \((U\+[0-9A-F]+) at character (\d+)\)\.",
        "unsafe_text",
        "Có ký tự không được phép ({0}, ký tự thứ {1}).",
    ),
    (
        r"A letter carries more than (\d+) combining marks\.",
        "unsafe_text",
        "Một chữ mang quá {0} dấu.",
    ),
)
_PATTERNS = tuple((re.compile(pattern), code, vi) for pattern, code, vi in _CATALOGUE)
_OTHERWISE = ("invalid", "Giá trị không hợp lệ.")


def field_errors(messages: Mapping[str, Any]) -> list[FieldError]:
    """Findings with JSON pointers, for the content of a body."""
    return [_finding(text, pointer="/" + "/".join(path)) for path, text in _walk(messages, ())]


def parameter_errors(messages: Mapping[str, Any]) -> list[FieldError]:
    """Findings that name query parameters."""
    # An example is there to be pasted, and in an address a bare `+` is a space.
    said = ((path, text.replace("+07:00.", "%2B07:00.")) for path, text in _walk(messages, ()))
    return [_finding(text, parameter=path[0]) for path, text in said]


def _walk(node: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(node, Mapping):
        for key, below in node.items():
            yield from _walk(below, path if key == "_schema" else (*path, str(key)))
    elif isinstance(node, list | tuple):
        for child in node:
            yield from _walk(child, path)
    else:
        yield path or ("",), str(node)


def _finding(text: str, **place: str) -> FieldError:
    for pattern, code, vi in _PATTERNS:
        if match := pattern.fullmatch(text):
            return FieldError(code, text, vi.format(*match.groups()), **place)
    code, vi = _OTHERWISE
    return FieldError(code, text, vi, **place)
