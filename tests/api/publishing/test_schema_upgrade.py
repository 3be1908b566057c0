"""Editions keep the schema they were written in; whatever reads them gets today's form."""

from typing import Any, ClassVar

import pytest
from marshmallow import fields

from api.http.schemas.base import Schema
from api.http.schemas.fields import Line
from api.publishing import commands, editions, queries, schedule
from api.publishing import content_type as content
from api.publishing.live import rendering
from api.publishing.models import Document, Public
from api.publishing.workflow import OPERATOR
from api.runtime.jsons import loads
from tests.api.publishing.kinds import Memo, MemoContentSchema, MemoType
from tests.api.publishing.people import LATER, author, fresh, make_memo, publisher
from tests.factories import NOON


class SecondSchema(MemoContentSchema):
    """`text` became `body`."""

    class Meta:
        exclude = ("text",)

    body = fields.String(load_default="")


class ThirdSchema(Schema):
    """`title` became `heading`; nothing else is kept."""

    heading = Line(required=True)
    body = fields.String(load_default="")


class SecondMemoType(MemoType):
    """The program one version later."""

    schema: Any = SecondSchema
    schema_version = 2
    render_version = 2
    upgrades: ClassVar[Any] = {1: lambda old: {**old, "body": old["text"]}}

    def gates(self, publication: content.Publication) -> tuple[()]:
        assert "body" in publication.content
        return ()

    def row(self, publication: content.Publication) -> Memo:
        old = {**publication.content, "text": publication.content["body"]}
        return super().row(content.Publication(publication.document, old, publication.at))


class ThirdMemoType(SecondMemoType):
    """The program two versions later."""

    schema = ThirdSchema
    schema_version = 3
    upgrades: ClassVar[Any] = {
        **SecondMemoType.upgrades,
        2: lambda old: {"heading": old["title"], "body": old["body"]},
    }


@pytest.fixture
def memo(site: Document) -> Document:
    """A draft written by today's program."""
    return make_memo(site, "Lịch họp", text="Họp tại nhà văn hóa.")


def test_an_older_edition_is_published_in_todays_form(site: Document, memo: Document) -> None:
    content.register(SecondMemoType())

    commands.publish(memo, publisher(site), NOON)

    assert loads(Memo.get().whole)["text"] == "Họp tại nhà văn hóa."
    assert editions.live(fresh(memo)).schema_version == 1


def test_upgrades_are_done_one_after_the_other(memo: Document) -> None:
    content.register(ThirdMemoType())

    found = editions.content(memo, editions.head(memo))

    assert found == {"heading": "Lịch họp", "body": "Họp tại nhà văn hóa."}


def test_a_save_writes_todays_form(site: Document, memo: Document) -> None:
    content.register(SecondMemoType())

    commands.save(memo, {"title": "Lịch họp", "body": "Dời sang 14 giờ."}, author(site), NOON)

    head = editions.head(fresh(memo))
    assert (head.number, head.schema_version) == (1, 2)
    assert editions.content(memo, head)["body"] == "Dời sang 14 giờ."
    assert "text" not in head.content


def test_what_was_fixed_keeps_its_form_and_its_version(site: Document, memo: Document) -> None:
    commands.submit(memo, author(site), NOON)
    content.register(SecondMemoType())

    commands.save(memo, {"title": "Lịch họp", "body": "Dời."}, OPERATOR, NOON)

    assert [each.schema_version for each in queries.editions(memo)] == [1, 2]


def test_a_schedule_outlives_an_upgrade(site: Document, memo: Document) -> None:
    commands.schedule(memo, publisher(site), NOON, LATER)
    content.register(SecondMemoType())

    schedule.perform_due(LATER)

    assert fresh(memo).public == Public.LIVE


def test_an_emergency_is_known_by_todays_form(site: Document) -> None:
    alone = publisher(site)
    words = {"title": "Bão số 3", "is_urgent": True}
    memo = commands.create("memo", site.id, words, (alone, NOON))

    class Renamed(MemoType):
        """`is_urgent` became `urgent`."""

        schema_version = 2
        upgrades: ClassVar[Any] = {
            1: lambda old: {**old, "urgent": old["is_urgent"], "is_urgent": False}
        }

        def is_emergency(self, content: content.Content) -> bool:
            return bool(content["urgent"])

    content.register(Renamed())
    commands.publish(memo, alone, NOON)

    assert fresh(memo).unconfirmed


def test_live_rows_of_an_older_program_are_rendered_again(site: Document, memo: Document) -> None:
    commands.publish(memo, publisher(site), NOON)
    content.register(SecondMemoType())

    rendering.render_all_stale(LATER)

    assert Memo.get().render_version == 2
