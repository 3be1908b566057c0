"""While nodes are upgraded one by one, this version works on the schema of the next."""

import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api.db import migrate
from api.db.databases import execute
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from tests.api.delivery.world import at
from tests.factories import make_article, make_site

TABLES = ("document", "edition", "article", "slug", "change", "audit_event")
ADDING = f"""
def up(migrator, db):
    db.execute_sql('CREATE TABLE "next" ("id" INTEGER NOT NULL PRIMARY KEY)')
    for table in {TABLES}:
        db.execute_sql(f'ALTER TABLE "{{table}}" ADD COLUMN "next" TEXT NOT NULL DEFAULT \\'new\\'')
"""


def test_f26_the_version_before_writes_and_loses_nothing(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site()
    article, other = make_article(site), make_article(site)
    migrations = shutil.copytree(migrate.MIGRATIONS, tmp_path / "migrations")
    (migrations / "content" / "0999_next.py").write_text(ADDING)
    with monkeypatch.context() as next_version:
        next_version.setattr(migrate, "MIGRATIONS", migrations)
        assert migrate.migrate() == ["0999_next"]
    for table in TABLES:
        execute(f'UPDATE "{table}" SET "next" = \'kept\'')

    commands.withdraw(get_document(article.id), OPERATOR, at(1), Withdrawal("error"))
    commands.publish(get_document(article.id), OPERATOR, at(2))
    commands.withdraw(get_document(other.id), OPERATOR, at(3), Withdrawal("error"))
    new = make_article(site, "Bài mới")

    asked = [client.get(f"/v1/articles/{each.id}").status_code for each in (article, other, new)]
    assert asked == [200, 410, 200]
    for table in ("document", "edition", "slug"):
        rows = execute(f'SELECT "next", count(*) FROM "{table}" GROUP BY "next"').fetchall()
        assert dict(rows) == {"kept": 3, "new": 1}, table
