"""An optional text that says nothing is null, in every field of every type of content."""

from collections.abc import Iterator

import pytest
from marshmallow import fields

from api.http.schemas.base import Schema
from api.http.schemas.fields import Line
from api.publishing.content_type import content_types


def _optional(schema: Schema, path: str) -> Iterator[tuple[str, Line]]:
    for name, field in schema.fields.items():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            yield from _optional(inner.schema, f"{path}/{name}")  # type: ignore[arg-type]
        elif isinstance(inner, Line) and inner.allow_none:
            yield f"{path}/{name}", inner


@pytest.fixture
def texts(database: str) -> dict[str, Line]:
    """The fields of optional texts, by type and name."""
    return dict(
        found
        for each in content_types()
        for found in _optional(each.schema(), f"/{each.name}")  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("text", ["", " ", "\u200b\u00a0"])
def test_an_empty_text_is_none(texts: dict[str, Line], text: str) -> None:
    said = {name: field.deserialize(text) for name, field in texts.items()}

    assert len(texts) > 40
    assert said == dict.fromkeys(texts)


@pytest.mark.parametrize("alt", ["Anh-tin-bai", "image advertisement", "IMG_2034.jpg"])
def test_an_alt_that_a_system_wrote_is_none(texts: dict[str, Line], alt: str) -> None:
    said = {name: each.deserialize(alt) for name, each in texts.items() if name.endswith("/alt")}

    assert {"/article/cover/alt", "/banner/image/alt", "/official/photo/alt"} <= said.keys()
    assert said == dict.fromkeys(said)
