"""A type that registers itself is known to everybody who lists types, and nobody else names one."""

import ast
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from api.bundles.cli import export, import_
from api.db.databases import db
from api.db.fields import KeyField, UTCDateTimeField
from api.http.schemas.base import Schema
from api.http.schemas.fields import Line
from api.http.schemas.times import Instant
from api.previews import commands, queries
from api.publishing import content_type, editions
from api.publishing.content_type import ContentType, Publication
from api.publishing.formats import BundleFormat, FeedFormat, Searchable
from api.publishing.models import Document, LiveRow, Role
from api.publishing.workflow import Actor
from api.sites import queries as sites
from tests.api.publishing.authoring.desk import Desk
from tests.api.views.beacons import fold, view, views_of
from tests.factories import NOON, make, make_site

ROOT = Path(__file__).parents[2] / "api"
FOLDER = "/giai-dap"


class Reply(LiveRow):
    """An answer to a question of citizens, as a live row."""

    slug = KeyField()
    updated_at = UTCDateTimeField()


class ReplyContentSchema(Schema):
    """What is kept of one."""

    title = Line(required=True)
    text = Line(load_default="")


class ReplySchema(Schema):
    """What is public of one."""

    title = Line(required=True)
    updated_at = Instant(required=True)


class ReplyType(ContentType):
    """All that a type says of itself, in one place."""

    name = "reply"
    collection = "replies"
    schema = ReplyContentSchema
    shown = ReplySchema
    model = Reply
    folder = FOLDER
    search = True
    view_number = 7
    feed = FeedFormat("Hỏi đáp", newest="updated_at")
    bundle = BundleFormat("replies.jsonl")

    def searchable(self, publication: Publication) -> Searchable:
        address = sites.addressed(publication.document, FOLDER)
        return Searchable(title=publication.content["title"], address=address)

    def row(self, publication: Publication) -> LiveRow:
        document, said = publication.document, publication.content
        address = sites.addressed(document, FOLDER)
        shown = {
            "title": said["title"],
            "lead": None,
            "byline": None,
            "attachments": [],
            "tags": [],
        }
        nothing = {"attachments": [], "tags": []}
        whole = {**address, **shown, **nothing, "body": {"html": said["text"]}}
        dates = {"updated_at": document.updated_at}
        return self.live_row(publication, whole, slug=document.slug, **dates)


@pytest.fixture
def reply(app: Any) -> Document:
    """A live one, whose type has just been registered."""
    content_type.register(ReplyType())
    db.create_tables([Reply])
    return make("reply", make_site(), title="Khi nào cấp thẻ?", text="Thứ hai.")


def read(client: FlaskClient, address: str) -> Any:
    answer = client.get(address, headers={"Host": "portal.test"})
    assert answer.status_code == 200, answer.text
    return answer.json if answer.is_json else answer.text


def test_its_objects_are_in_the_change_feed_and_the_snapshot_s_scope(client, reply) -> None:
    everything = read(client, "/v1/changes")["items"]
    alone = read(client, "/v1/changes?types=reply")["items"]

    assert [each["type"] for each in everything] == ["site", "reply"]
    assert [each["object"]["title"] for each in alone] == ["Khi nào cấp thẻ?"]


def test_readers_find_it(client, reply) -> None:
    found = read(client, "/v1/search?q=cap+the&type=reply")["items"]

    assert [(each["type"], each["id"]) for each in found] == [("reply", str(reply.id))]


def test_it_has_a_part_of_the_sitemap(client, reply) -> None:
    assert "/sitemap-replies-1.xml" in read(client, "/sitemap.xml")
    assert f"{FOLDER}/{reply.slug}" in read(client, "/sitemap-replies-1.xml")


@pytest.mark.parametrize("ending", ["rss", "atom", "json"])
def test_it_has_feeds(client, reply, ending: str) -> None:
    said = client.get(f"/feeds/replies.{ending}", headers={"Host": "portal.test"}).text

    assert "Khi nào cấp thẻ?" in said
    assert "Hỏi đáp" in said


def test_its_reading_is_counted(client, reply) -> None:
    assert view(client, reply, headers={"Host": "portal.test"}).status_code == 204
    fold()

    assert views_of(reply) == 1


def test_the_contract_names_it(client, reply) -> None:
    document = orjson.loads(client.get("/v1/openapi.json", headers={"Host": "portal.test"}).data)
    schemas = document["components"]["schemas"]

    assert "reply" in schemas["View"]["properties"]["type"]["enum"]
    assert "ReplyChange" in schemas


def test_a_bundle_carries_it(client, reply, tmp_path: Path) -> None:
    out = CliRunner().invoke(export, [str(tmp_path / "b")], catch_exceptions=False)
    again = CliRunner().invoke(import_, [str(tmp_path / "b"), "--overwrite"])

    assert "Khi nào cấp thẻ?" in (tmp_path / "b" / "replies.jsonl").read_text("utf-8")
    assert out.exit_code == again.exit_code == 0, again.output


def test_those_who_write_count_it_miss_it_and_see_it_beforehand(client, reply) -> None:
    site = Document.get_by_id(reply.site)
    desk = Desk(client, site, Role.ADMIN)
    by = (Actor(desk.id, {site.id: Role.ADMIN}), NOON)
    link, secret = commands.create(queries.Subject(reply), [editions.live(reply)], 1, by)

    figures = desk.get("/statistics/published?from=2026-07-01&to=2026-07-31")
    looked_at = desk.get(f"/completeness?site={site.slug}")["looked_at"]

    assert figures["types"] == [{"type": "reply", "documents": 1, "views": 0}]
    assert {"type": "reply", "documents": 1, "looked_at": 1} in looked_at
    assert "Khi nào cấp thẻ?" in repr(queries.shown(link, secret, NOON))


# Programs for aggregators speak HTTP alone.
ELSEWHERE = ("notices", "migrations", "tools")


def test_nobody_else_names_a_type() -> None:
    named = [
        path.relative_to(ROOT)
        for path in ROOT.rglob("*.py")
        if path.relative_to(ROOT).parts[0] not in ELSEWHERE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value == "notice"
    ]

    assert named == []
