"""What most would write first: Flask, flask-smorest and peewee over the articles of a bundle.

It does what the libraries' guides show, with indexes where questions need them, an ETag for each
answer, and nothing that is slow on purpose. `PLAIN_DATABASE` names its file.
"""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import peewee
from flask import Flask
from flask_smorest import Api, Blueprint, abort
from marshmallow import Schema, fields

db = peewee.SqliteDatabase(None)
blp = Blueprint("articles", __name__)


class Article(peewee.Model):
    title = peewee.TextField()
    lead = peewee.TextField()
    body_html = peewee.TextField()
    byline = peewee.TextField()
    category = peewee.TextField()
    published_at = peewee.TextField(index=True)
    updated_at = peewee.TextField(index=True)

    class Meta:
        database = db
        indexes = ((("category", "published_at"), False),)


class ListedSchema(Schema):
    id = fields.Integer()
    title = fields.String()
    lead = fields.String()
    byline = fields.String()
    category = fields.String()
    published_at = fields.String()
    updated_at = fields.String()


class ArticleSchema(ListedSchema):
    body_html = fields.String()


class QuerySchema(Schema):
    limit = fields.Integer(load_default=20)
    offset = fields.Integer(load_default=0)
    category = fields.String()
    updated_after = fields.String()
    q = fields.String()


@blp.get("/articles")
@blp.arguments(QuerySchema, location="query")
@blp.etag
@blp.response(200, ListedSchema(many=True))
def list_articles(asked: dict[str, Any]) -> Any:
    """The newest first."""
    found = Article.select().order_by(Article.published_at.desc())
    if "category" in asked:
        found = found.where(Article.category == asked["category"])
    if "updated_after" in asked:
        found = found.where(Article.updated_at > asked["updated_after"])
    for word in asked.get("q", "").split():
        found = found.where(Article.title.contains(word) | Article.body_html.contains(word))
    return list(found.limit(asked["limit"]).offset(asked["offset"]))


@blp.get("/articles/<int:number>")
@blp.etag
@blp.response(200, ArticleSchema)
def get_article(number: int) -> Any:
    """One article."""
    return Article.get_or_none(number) or abort(404)


def load(bundle: Path, file: Path) -> None:
    """Bring in the articles of a bundle."""
    db.init(str(file), pragmas={"journal_mode": "wal"})
    db.create_tables([Article])
    with db.atomic():
        for rows in peewee.chunked(_rows(bundle), 100):
            Article.insert_many(rows).execute()
    db.close()


def _rows(bundle: Path) -> Iterator[dict[str, Any]]:
    updated = datetime.now(UTC).isoformat()
    names = ("title", "lead", "body_html", "byline", "category", "published_at")
    with (bundle / "articles.jsonl").open(encoding="utf-8") as lines:
        for said in map(json.loads, lines):
            yield {**{name: said[name] for name in names}, "updated_at": updated}


def create_app() -> Flask:
    """The application, on the file that the environment names."""
    db.init(os.environ["PLAIN_DATABASE"], pragmas={"journal_mode": "wal"})
    app = Flask("plain")
    app.config.update(API_TITLE="Plain", API_VERSION="1", OPENAPI_VERSION="3.1.0")
    app.before_request(lambda: db.connect(reuse_if_open=True) and None)
    app.teardown_request(lambda _: db.close())
    Api(app).register_blueprint(blp)
    return app
