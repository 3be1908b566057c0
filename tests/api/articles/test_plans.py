"""However many articles there are, what stands beside one is found along the indexes."""

from datetime import timedelta
from uuid import uuid4

from api.articles import queries
from api.db.databases import db, execute, execute_many, is_sqlite
from api.db.fields import stored_id, stored_time
from tests.api.delivery.statements import plan_of
from tests.factories import NOON, make_article

ROWS = 3_000
_INSERT = (
    'INSERT INTO "article_term"'
    ' ("kind", "term", "article", "site_slug", "label", "published_at") VALUES (?, ?, ?, ?, ?, ?)'
)
# Of an index only what all articles of a commune have in common.
WIDE = ("(kind=?)", "(site_slug=?)", "SCAN article", "Seq Scan on article_term")


def test_nothing_looks_at_all_articles_of_a_commune(reader, site) -> None:
    article = make_article(site, "Gốc", tags=["Nhãn 1", "Nhãn 2"])
    moments = [stored_time(NOON - timedelta(minutes=number)) for number in range(ROWS)]
    terms = [
        ("category", f"muc-{number % 30}", stored_id(uuid4()), site.slug, "Mục", moment)
        for number, moment in enumerate(moments)
    ]
    with db.atomic():
        execute_many(_INSERT, terms)
    if not is_sqlite():
        execute('ANALYZE "article_term"')
    categories = [(site.slug, f"muc-{number}") for number in range(30)]
    some = [uuid4() for _ in range(20)]
    ids = ",".join(str(each) for each in some)

    plans = {
        "related": plan_of(lambda: queries.related(queries.live.get(article.id), 4)),
        "counts": plan_of(lambda: queries.count_by_category(categories)),
        "chosen": plan_of(lambda: reader.get(f"/v1/articles?site={site.slug}&ids={ids}")),
        "summaries": plan_of(lambda: queries.summaries(some, site.slug)),
    }

    found = {(name, wide) for name, plan in plans.items() for wide in WIDE if wide in plan}
    assert found == set()
    assert all(plans.values())
