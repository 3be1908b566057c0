"""A cursor without `types` means all types, those to come too."""

from api.db.databases import db
from api.publishing import content_type
from api.syndication import queries
from api.syndication.positions import cursor_of
from api.syndication.queries import Scope
from tests.api.publishing.kinds import TABLES, MemoType
from tests.factories import NOON, make, make_site


def test_a_cursor_without_types_brings_a_type_that_came_later(database) -> None:
    site = make_site()
    first = queries.page(None, Scope(), 100, NOON)
    content_type.register(MemoType())
    db.create_tables(TABLES)
    make("memo", site, title="Kiểu mới")

    later = queries.page(cursor_of(first.position), Scope(), 100, NOON)

    assert [row.change.type for row in later.rows] == ["memo"]
    assert [page.digest and page.digest.count for page in (first, later)] == [1, 2]
