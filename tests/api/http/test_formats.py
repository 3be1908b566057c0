"""A pattern means to us what it means to every client that reads it in the OpenAPI file."""

from pathlib import Path

import pytest
from marshmallow import ValidationError, fields

from api.articles.schemas import ArticleContentSchema
from api.http.schemas.formats import ClockTime, Form, IdText, SlugText
from api.sites.schemas import SiteContentSchema

API = Path(__file__).parents[3] / "api"
LANGUAGE = ArticleContentSchema().fields["language"]
LANGUAGES = SiteContentSchema().fields["languages"]
READ = [
    (ClockTime(), "07:30"), (ClockTime(), "23:59"), (SlugText(), "yen-hoa-2"),
    (LANGUAGE, "vi"), (LANGUAGES, ["vi", "en-GB"]),
]  # fmt: skip
REFUSED = [
    (ClockTime(), "07:30\n"), (ClockTime(), "24:00"), (ClockTime(), "7:30"), (ClockTime(), "٠7:30"),
    (SlugText(), "yen-hoa\n"), (SlugText(), "Yen"), (LANGUAGE, "vi\n"), (LANGUAGE, "Vi"),
    (LANGUAGES, ["vi\n"]), (LANGUAGES, ["en-gb"]), (IdText(), "1\n"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), READ)
def test_a_text_of_the_form_is_taken(field: fields.Field, value: object) -> None:
    assert field.deserialize(value) == value


@pytest.mark.parametrize(("field", "value"), REFUSED)
def test_a_text_of_another_form_is_refused(field: fields.Field, value: object) -> None:
    with pytest.raises(ValidationError):
        field.deserialize(value)


def test_alternatives_are_held_together() -> None:
    with pytest.raises(ValidationError):
        Form("a|b", error="?")("ac")
    assert Form("a|b", error="?").regex.pattern == "^(?:a|b)$"


def test_no_pattern_is_read_by_python_alone() -> None:
    sources = {
        path.relative_to(API).as_posix(): path.read_text("utf-8") for path in API.rglob("*.py")
    }

    plain = {name for name, source in sources.items() if "Regexp" in source}

    assert plain == {"http/schemas/formats.py"}
