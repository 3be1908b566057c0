"""Every public query is served by an index: its plan, on both databases, with thousands of rows.

The statements are those that requests really make; a new operation or filter is asked here too.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.articles.models import Article, ArticleTerm
from api.banners.models import Banner
from api.calendar.models import CalendarEntry, EntryOfficial
from api.db import databases
from api.db.databases import execute, execute_many, insert_values
from api.db.unit_of_work import transaction
from api.legal_documents.models import LegalDocument
from api.notices.models import Notice, NoticeArea
from api.officials.models import Official
from api.pages.models import StandingPage
from api.publishing.live.models import Slug
from api.publishing.models import Change, Document
from api.runtime.ids import new_id
from api.search import commands as search
from api.text import sorting
from api.views import commands as viewcounts
from tests.api.delivery.standing import reader, standing_app  # noqa: F401 - fixtures
from tests.api.delivery.statements import Statement, recorded
from tests.api.delivery.world import World, operations
from tests.factories import NOON

ROWS = 4_000
# A scan of these reads a few pages whatever the query: an installation has one site, or some 130,
# with a dozen categories and a digest for each type. The counter is one row.
TINY = {"site", "category", "live_digest", "counter"}
# Read from end to end by nature, and once after something has moved, not for each question.
ONCE = {"due"}
# What is counted or summed is read, and that is done only when somebody asks for it (total=true,
# totals of sites); it reads an index alone where there is one.
COUNTED = re.compile(
    r'SELECT (COUNT\(\*\)|"site", CAST\(SUM\("views"\) AS BIGINT\) FROM "view_count")'
)


class Crowd:
    """Thousands of articles of many communes, some of them under the terms that are asked for."""

    def __init__(self, world: World) -> None:
        self.world = world
        # What is read is put together to feeds and calendars, so it must be real.
        self.article, self.notice, self.entry = (
            bytes(model.select().first().whole) for model in (Article, Notice, CalendarEntry)
        )
        self.ids = [new_id() for _ in range(ROWS)]
        with transaction() as tx:
            for number in range(ROWS):
                for row in self.rows(number):
                    tx.add(row)
        viewcounts.start_from(dict.fromkeys(self.ids, 30))
        # Few of them lie in the windows that are asked for.
        hours = [(each.hex, 400_000 + n, "article", world.site.id.hex, 1)
                 for n, each in enumerate(self.ids)]  # fmt: skip
        execute_many('INSERT INTO "view_hour" ("item", "hour", "kind", "site", "views")'
                     " VALUES (?, ?, ?, ?, ?)", hours, on=databases.views_db)  # fmt: skip
        words = [(n, f"tên{n} ebài e{n}") for n in range(1, ROWS)]
        search.index(words)
        texts = ("article", b"{}", "Tên", None, sorting.sort_key("bài " * 500).hex(), " ", " ")
        cards = [(n, new_id().hex, *texts) for n, _ in words]
        insert_values("search_document", search.COLUMNS, cards)

    def rows(self, number: int) -> Iterator[Any]:
        site = "yen-hoa" if number % 40 == 0 else f"xa-{number % 130}"
        at = NOON - timedelta(minutes=number)
        title = f"{'aăâbcdđeê'[number % 9]} bài {number}"
        article = Article(
            id=self.ids[number], site=self.world.site.id, site_slug=site, slug=f"bai-{number}",
            category=None, published_at=at, updated_at=at, featured=number % 100 == 0,
            sort_key=sorting.sort_key(title), version=1, render_version=1, whole=self.article,
            summary=self.article,
        )  # fmt: skip
        yield article
        yield Slug(
            site=self.world.site.id, type="article", slug=f"cu-{number}", document=article.id
        )
        yield Change(
            seq=1_000 + number, op="upsert", type="article", document=article.id, site=site,
            version=1, at=at,
        )  # fmt: skip
        yield Document(
            id=article.id, type="article", site=self.world.site.id, head=new_id(), author="a",
            created_at=at, saved_at=at, public="live", slug=f"bai-{number}",
        )  # fmt: skip
        yield from self.others(number, site, at)
        for kind, term in self.terms(number):
            yield ArticleTerm(kind=kind, term=term, article=article.id, site_slug=site,
                              label=term, published_at=at)  # fmt: skip

    def terms(self, number: int) -> Iterator[tuple[str, str]]:
        yield "category", f"muc-{number % 12}"
        yield "author", f"tac-gia-{number % 300}"
        yield "tag", "chung"
        yield "tag", f"nhan-{number % 200}"

    def others(self, number: int, site: str, at: datetime) -> Iterator[Any]:
        """A live row of every other kind."""
        common = {"site": new_id(), "site_slug": site, "version": 1, "render_version": 1,
                  "whole": b"{}", "summary": b"{}"}  # fmt: skip
        notice = {**common, "whole": self.notice, "summary": self.notice}
        entry_ = {**common, "whole": self.entry, "summary": self.entry}
        order = {"rank": number % 9, "sort_key": sorting.sort_key(f"tên {number}")}
        official, entry, notice_id = new_id(), new_id(), new_id()
        yield NoticeArea(area=f"xóm {number % 90}", notice=notice_id)
        yield Notice(id=notice_id, slug=f"tb-{number}", is_active=number % 3 > 0, rank=number % 4,
                     urgency=("normal", "important")[number % 50 == 0], kind=f"loai-{number % 90}",
                     number_key=f"{number}/tb-ubnd", issued_on="2026-07-01", published_at=at,
                     updated_at=at, **notice)  # fmt: skip
        yield LegalDocument(id=new_id(), slug=f"vb-{number}", form_key=f"loai-{number % 90}",
                            number_key=f"{number}/qđ-ubnd", issuer_key=f"xa-{number % 130}",
                            field_key=f"linh-vuc-{number % 90}", text_key=f"so {number}",
                            status=("in_force", "expired", None)[number % 3],
                            issued_on="2026-07-01", effective_on="2026-07-01",
                            dated_on=at.date().isoformat(), published_at=at, updated_at=at,
                            **common)  # fmt: skip
        yield StandingPage(id=new_id(), slug=f"trang-{number}", **order, **common)
        yield Banner(id=new_id(), placement=("header", "sidebar")[number % 2], rank=1,
                     **{**common, "summary": b'{"image":null}'})  # fmt: skip
        yield Official(id=official, name="A", position=None, **order, **common)
        day = (at + timedelta(days=number % 700)).date().isoformat()
        yield CalendarEntry(id=entry, date=day, slot=number % 5, starts="07:30", **entry_)
        yield EntryOfficial(official=official, entry=entry)


NOTICE_FILTERS = (
    "active=any",
    "active=false&site=yen-hoa",
    "site=yen-hoa",
    "urgency=important",
    "kind=loai-7",
    "number=15/TB-UBND",
    "area=X%C3%B3m%207",
    "updated_after=2026-07-11T11:50:00Z",
    "issued_from=2026-07-01&issued_to=2026-07-31",
)
LEGAL_FILTERS = (
    "site=yen-hoa",
    "form=loai-7",
    "number=15/QĐ-UBND",
    "issuer=xa-7",
    "field=linh-vuc-7",
    "status=expired",
    "text=so+7",
    "updated_after=2026-07-11T11:50:00Z",
    "issued_from=2026-07-01&effective_to=2026-07-31",
)
WINDOWS = ("window=all", "window=all&site=yen-hoa", "window=month", "window=month&site=yen-hoa")
FILTERS = (
    "site=yen-hoa",
    "category=muc-3",
    "category=muc-3&site=yen-hoa",
    "tag=nhan-7",
    "tag=chung",
    "tag=nhan-7&site=yen-hoa&featured=true",
    "author=tac-gia-9",
    "tag=chung&category=muc-3&author=tac-gia-9",
    "featured=true",
    "featured=true&site=yen-hoa",
    "published_after=2026-07-11T10:00:00Z",
    "published_before=2026-07-10T10:00:00Z&site=yen-hoa",
    "updated_after=2026-07-11T11:50:00Z",
    "ids=0197f6a0-0000-7000-8000-000000000001,0197f6a0-0000-7000-8000-000000000002",
    "total=true",
    "total=true&site=yen-hoa&tag=chung",
)


@pytest.fixture(scope="module")
def statements(standing_app) -> list[tuple[str, Statement]]:  # noqa: F811 - the fixture of that name
    """What every public question executes on a full database, with the address that asked it."""
    world = World()
    Crowd(world)
    client = standing_app.test_client()
    return [
        (address, statement)
        for address in addresses(world, client)
        for statement in executed(client, address)
        if statement.sql.startswith("SELECT")
    ]


def executed(client: FlaskClient, address: str) -> list[Statement]:
    with recorded() as found:
        assert client.get(address).status_code < 500, address
    return found


def addresses(world: World, client: FlaskClient) -> Iterator[str]:
    """Every operation and refusal, and the list of articles by every filter, order and page."""
    # `/readyz` asks the database about itself.
    yield from (each for name, each in world.addresses.items() if name != "get_readiness")
    yield from (each.nowhere for each in operations() if "{" in each.path)
    yield f"/v1/articles/{world.withdrawn.id}"
    yield "/v1/sites/yen-hoa/articles/ten-cu"
    yield "/v1/sites/yen-hoa/articles/bai-da-go"
    for path in ("/v1/tags", "/v1/categories"):
        yield from (f"{path}?limit=100", f"{path}?site=yen-hoa&total=true")
        yield following(client, f"{path}?limit=1")
    yield from (f"/v1/notices?{each}" for each in NOTICE_FILTERS)
    yield from (f"/v1/legal-documents?{each}" for each in LEGAL_FILTERS)
    yield from (f"/v1/articles/most-read?{each}" for each in WINDOWS)
    for sort in ("-published_at", "published_at", "title"):
        yield following(client, f"/v1/articles?sort={sort}&limit=20")
        for each in FILTERS:
            yield f"/v1/articles?sort={sort}&{each}"


def following(client: FlaskClient, address: str) -> str:
    page = client.get(address).get_json()
    assert page["next"], address
    return page["next"]


def test_t56_every_public_query_is_served_by_an_index(statements) -> None:
    assert len({statement.sql for _, statement in statements}) > 40

    # SQLite has no statistics until somebody asks for them; PostgreSQL gathers its own.
    before = slow(statements) if databases.is_sqlite() else set()
    execute("ANALYZE")
    after = slow(statements)

    assert before == after == set()


def slow(statements: list[tuple[str, Statement]]) -> set[tuple[str, str, str]]:
    return {
        (scanned, statement.sql, address)
        for address, statement in statements
        for scanned in scans(statement)
    }


def scans(statement: Statement) -> list[str]:
    """The tables that a statement reads from end to end without an index, but for tiny ones.

    A walk along an index in the order that is asked for ends with the page, so it is none.
    """
    found = _sqlite_scans(statement) if databases.is_sqlite() else _postgres_scans(statement)
    is_count = COUNTED.match(statement.sql)
    return [each for each in found if each not in TINY | ONCE and not is_count]


def _sqlite_scans(statement: Statement) -> list[str]:
    details = sqlite_plan(statement)
    tables = {alias: name for name, alias in re.findall(r'"(\w+)" AS "?(\w+)"?', statement.sql)}
    scanned = [re.fullmatch(r"SCAN (\w+)", each) for each in details]
    named = [tables.get(each[1], each[1]) for each in scanned if each]
    return [each for each in named if each in _database_of(statement).get_tables()]


def sqlite_plan(statement: Statement) -> list[str]:
    sql = f"EXPLAIN QUERY PLAN {statement.sql}"
    rows = _database_of(statement).execute_sql(sql, statement.params)
    return [row[3] for row in rows.fetchall()]


def _database_of(statement: Statement) -> Any:
    return (databases.views_db if '"view_' in statement.sql else databases.db).obj


def _postgres_scans(statement: Statement) -> list[str]:
    return [
        node["Relation Name"]
        for node in nodes(postgres_plan(statement))
        if node["Node Type"] == "Seq Scan"
    ]


def postgres_plan(statement: Statement) -> dict[str, Any]:
    rows = databases.db.obj.execute_sql(f"EXPLAIN (FORMAT JSON) {statement.sql}", statement.params)
    (plan,) = rows.fetchone()
    return plan[0]["Plan"]


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def test_an_order_along_an_index_needs_no_sorting(statements) -> None:
    """The plain lists and those of one term stop after a page, however many rows there are."""
    plain = re.compile(r"/v1/articles\?sort=-?\w+&(site=yen-hoa|category=muc-3|tag=chung)$")

    sorting = {
        address
        for address, statement in statements
        if (plain.match(address) and "sort=title" not in address) or address == "/v1/articles"
        if 'FROM "article' in statement.sql and sorts(statement)
    }

    assert sorting == set()


def sorts(statement: Statement) -> bool:
    if databases.is_sqlite():
        return any("TEMP B-TREE" in step for step in sqlite_plan(statement))
    return any(node["Node Type"] == "Sort" for node in nodes(postgres_plan(statement)))


def test_a_scan_would_be_noticed(standing_app, statements) -> None:  # noqa: F811
    mark = databases.db.obj.param
    bad = Statement(f'SELECT a."id" FROM "article" AS a WHERE a."version" + 0 = {mark}', (7,))

    assert scans(bad) == ["article"]
