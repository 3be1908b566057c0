"""Telephone numbers are found however they are spaced, and known as they are dialled here."""

import pytest

from api.text.telephones import is_telephone, telephones

FOUND = {
    "0912345678": "0912345678", "09 12 34 56 78": "0912345678", "0912.345.678": "0912345678",
    "+84912345678": "0912345678", "+84 (0) 912 345 678": "0912345678", "(+84) 912345678":
    "0912345678", "84 912 345 678": "0912345678", "84912345678": "0912345678",
    "0084 912 345 678": "0912345678", "(0238) 3870 123": "02383870123",
    "0238-3870-123": "02383870123", "+84 238 3870 123": "02383870123",
    "0238\u00a03870\u00a0123": "02383870123",
    "1900 1234": "19001234", "1800 555 567": "1800555567", "18001234": "18001234",
}  # fmt: skip
NONE = ["", "ngày", "091234567", "09123456789", "10912345678", "0112345678", "03.09.2026 08",
        "0.912345678", "23870123", "119001234", "190012345678", "84 112 345 678"]  # fmt: skip


@pytest.mark.parametrize(("written", "dialled"), FOUND.items())
def test_it_is_found_however_it_is_spaced(written: str, dialled: str) -> None:
    for text in (written, f"Gọi {written}, gặp chị Hoa"):
        (found,) = telephones(text)
        assert found.national == dialled
        assert found.is_of_service is dialled.startswith("1")
        assert text[found.start : found.end] in written
    assert is_telephone(dialled)


@pytest.mark.parametrize("text", NONE)
def test_what_has_another_form_is_none(text: str) -> None:
    assert list(telephones(text)) == []
    assert not is_telephone(text)
