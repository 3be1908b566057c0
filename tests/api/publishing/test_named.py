"""What content names must be on its own site, whatever its type: else nothing is saved."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from api.content_types import CONTENT_TYPES
from api.db.unit_of_work import transaction
from api.media import commands as media
from api.media.models import Attachment, Media
from api.publishing import commands
from api.publishing.content_type import content_type
from api.publishing.models import Document, Edition
from api.publishing.workflow import OPERATOR
from api.runtime.errors import InvalidContent
from tests.api.publishing.people import ERROR, fresh
from tests.factories import NOON, make_category, make_site

LEAST: dict[str, dict[str, Any]] = {
    "site": {"slug": "yen-trung", "name": "Xã Yên Trung"},
    "category": {"name": "Tin tức"},
    "official": {"name": "Nguyễn Văn An"},
    "article": {"title": "Khánh thành cầu"},
    "notice": {"title": "Lịch tiếp công dân"},
    "banner": {"placement": "header"},
    "calendar_entry": {"date": "2026-07-13", "title": "Họp giao ban"},
    "page": {"title": "Giới thiệu"},
    "legal_document": {"title": "Quy chế"},
}
UNKNOWN = "0" * 40
REFERENCES = [
    (each.name, field, reference.type)
    for each in CONTENT_TYPES
    for field, reference in each.bundle.references.items()
]
MEDIA = [
    (each.name, field)
    for each in CONTENT_TYPES
    for field in (*each.bundle.files, *each.bundle.attachments, *each.bundle.html)
]


@pytest.fixture
def site(database: str) -> Document:
    return make_site()


def refused(save: Callable[[], object]) -> list[tuple[str | None, str]]:
    """Where and why a save was refused; in two languages, and leaving nothing behind."""
    before = Document.select().count(), Edition.select().count()
    with pytest.raises(InvalidContent) as refusal:
        save()
    assert (Document.select().count(), Edition.select().count()) == before
    assert all(each.detail and each.detail_vi for each in refusal.value.errors)
    return [(each.pointer, each.code) for each in refusal.value.errors]


def create(type_name: str, site: Document, **content: Any) -> Document:
    content = {**LEAST[type_name], **content}
    return commands.create(type_name, site.id, content, (OPERATOR, NOON))


def as_written(type_name: str, field: str, named: Any) -> tuple[Any, str]:
    """A member that names one or many, and where the name stands in it."""
    schema_field = content_type(type_name).schema().fields[field]
    is_many = hasattr(schema_field, "inner")
    return ([named], f"/{field}/0") if is_many else (named, f"/{field}")


def gone(document: Document, *, purged: bool) -> Document:
    if content_type(document.type).reviewed is False:
        commands.withdraw(document, OPERATOR, NOON, ERROR)
    commands.trash(document, OPERATOR, NOON)
    if purged:
        commands.purge(document, OPERATOR, NOON + timedelta(days=31))
    return document


@pytest.mark.parametrize(("type_name", "field", "to"), REFERENCES)
def test_t74_a_reference_names_what_is_on_the_same_site(
    site: Document, type_name: str, field: str, to: str
) -> None:
    other = make_site("yen-trung")
    named = [
        uuid4(),
        site.id,
        create(to, other).id,
        gone(create(to, site), purged=False).id,
        gone(create(to, site), purged=True).id,
    ]

    for each in named:
        member, pointer = as_written(type_name, field, str(each))
        found = refused(lambda: create(type_name, site, **{field: member}))  # noqa: B023 - at once
        assert found == [(pointer, "unknown_reference")]
    member, _ = as_written(type_name, field, str(create(to, site).id))
    assert create(type_name, site, **{field: member}).version >= 1


@pytest.mark.parametrize(("type_name", "field"), MEDIA)
def test_t74_media_are_kept_and_of_the_right_kind(
    site: Document, type_name: str, field: str
) -> None:
    is_file = field in content_type(type_name).bundle.attachments
    wrong_kind = keep_image("1" * 40) if is_file else keep_file("2" * 40)
    right, foreign, unheld = map(
        keep_file if is_file else keep_image, ("3" * 40, "4" * 40, "7" * 40)
    )
    media.keep_for(make_site("yen-trung").id, {right: "", foreign: ""}, NOON)
    media.keep_for(site.id, {right: ""}, NOON)

    for each in (UNKNOWN, wrong_kind, foreign, unheld):
        member, pointer = with_media(type_name, field, each)
        found = refused(lambda: create(type_name, site, **{field: member}))  # noqa: B023 - at once
        assert found == [(pointer, "unknown_media")]
    member, _ = with_media(type_name, field, right)
    assert create(type_name, site, **{field: member}).version >= 1


def test_t74_a_save_is_held_to_it_too_and_told_everything_at_once(site: Document) -> None:
    article = create("article", site)
    body = f'<p>Ảnh</p><figure><img src="media:{UNKNOWN}"></figure>'
    wrong = {
        "title": "Khánh thành cầu",
        "category": str(article.id),
        "body_html": body,
        "cover": {"media": UNKNOWN},
        "attachments": [{"media": UNKNOWN, "name": "a.pdf"}],
    }

    found = refused(lambda: commands.save(article, wrong, OPERATOR, NOON))

    assert found == [
        ("/category", "unknown_reference"),
        ("/cover/media", "unknown_media"),
        ("/body_html/images/0", "unknown_media"),
        ("/attachments/0/media", "unknown_media"),
    ]
    assert fresh(article).version == article.version == 1


def test_a_chair_may_be_a_free_text_that_is_no_id(site: Document) -> None:
    entry = create("calendar_entry", site, chair="Chủ tịch UBND xã")

    found = refused(
        lambda: commands.save(
            entry, {**LEAST["calendar_entry"], "chair": str(uuid4())}, OPERATOR, NOON
        )
    )

    assert found == [("/chair", "unknown_reference")]


def test_what_the_same_transaction_makes_is_there(site: Document) -> None:
    with transaction():
        category = make_category(site, "Chính quyền")
        child = make_category(site, "Cải cách", parent=str(category.id))

    assert fresh(child).version >= 1


@pytest.mark.parametrize("type_name", ["category", "page", "calendar_entry"])
def test_nothing_stands_below_itself(site: Document, type_name: str) -> None:
    (field,) = (name for kind, name, to in REFERENCES if kind == to == type_name)
    first = create(type_name, site)
    second = create(type_name, site, **{field: str(first.id)})

    for above in (first, second):
        content = {**LEAST[type_name], field: str(above.id)}
        found = refused(lambda: commands.save(first, content, OPERATOR, NOON))  # noqa: B023
        assert found == [(f"/{field}", "circular_reference")]


def with_media(type_name: str, field: str, media_id: str) -> tuple[Any, str]:
    if field in content_type(type_name).bundle.html:
        return f'<p>Ảnh:</p><img src="media:{media_id}" alt="Cầu">', f"/{field}/images/0"
    if field in content_type(type_name).bundle.attachments:
        return [{"media": media_id, "name": "a.pdf"}], f"/{field}/0/media"
    return {"media": media_id, "alt": "Cầu"}, f"/{field}/media"


def keep_image(media_id: str) -> str:
    Media.insert(
        id=media_id, key=f"{media_id}.jpg", format="jpeg", width=8, height=8, bytes=9,
        placeholder="data:,", renditions=[], created_at=NOON,
    ).execute()  # fmt: skip
    return media_id


def keep_file(media_id: str, text: str | None = None) -> str:
    Attachment.insert(
        id=media_id, key=f"{media_id}.pdf", name="a.pdf", media_type="application/pdf",
        bytes=9, sha256="0" * 64, created_at=NOON, text=text,
    ).execute()  # fmt: skip
    return media_id
