"""What was published is counted for those whose roles reach it, and told as a table."""

import csv
import io
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient

from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.models import Document, Role
from api.publishing.workflow import OPERATOR
from api.views.commands import start_from
from tests.api.publishing.authoring.desk import Desk
from tests.factories import NOON, make, make_article, make_category, make_site

JULY = "/statistics/published?from=2026-07-01&to=2026-07-31"


def by(answer: Any, group: str, name: str) -> dict[Any, tuple[int, int]]:
    """A group's figures by what it is called."""
    return {
        each[name]["name"] if isinstance(each[name], dict) else each[name]: (
            each["documents"],
            each["views"],
        )
        for each in answer[group]
    }


def test_it_counts_by_type_author_byline_and_category(editor: Desk, site: Document) -> None:
    news = make_category(site, "Tin tức")
    bridge = make_article(site, "Khánh thành cầu", byline="Thanh Tâm", category=str(news.id))
    make_article(site, "Tiêm chủng", byline="Thanh Tâm")
    notice = make("notice", site, title="Lịch cúp điện")
    start_from({bridge.id: 30, notice.id: 12})
    make_article(site, "Bản thảo", published=False)
    make_article(site, "Tháng trước", at=NOON - timedelta(days=40))
    gone = make_article(site, "Đã gỡ")
    commands.withdraw(gone, OPERATOR, NOON, Withdrawal("error"))

    july = editor.get(JULY)

    assert (july["from"], july["to"], july["documents"], july["views"]) == (
        "2026-07-01", "2026-07-31", 3, 42)  # fmt: skip
    assert by(july, "types", "type") == {"article": (2, 30), "notice": (1, 12)}
    assert by(july, "authors", "author") == {"operator": (3, 42)}
    assert by(july, "bylines", "byline") == {"Thanh Tâm": (2, 30), None: (1, 12)}
    assert by(july, "categories", "category") == {"Tin tức": (1, 30), None: (2, 12)}


def test_a_day_is_one_in_viet_nam(editor: Desk, site: Document) -> None:
    midnight = NOON.replace(hour=17)
    make_article(site, "Cuối ngày 11", at=midnight - timedelta(seconds=1))
    make_article(site, "Đầu ngày 12", at=midnight)

    days = [editor.get(f"/statistics/published?from={day}&to={day}&type=article")["documents"]
            for day in ("2026-07-11", "2026-07-12", "2026-07-13")]  # fmt: skip

    assert days == [1, 1, 0]


def test_authors_count_what_they_began_and_strangers_nothing(
    client: FlaskClient, site: Document
) -> None:
    author, admin = Desk(client, site, Role.AUTHOR), Desk(client, None, Role.ADMIN)
    neighbour = Desk(client, make_site("tan-lap"), Role.ADMIN)
    own = author.create("/articles", {"title": "Của tôi"}).json
    make_article(site, "Của người khác")
    assert admin.call("PUT", f"/articles/{own['id']}/publication", version=1).status_code == 200
    period = "from=2020-01-01&to=2020-12-31"
    own_days = own["created_at"][:10]

    counts = [each.get(f"/statistics/published?type=article&from=2026-07-01&to={own_days}")
              ["documents"] for each in (author, admin, neighbour)]  # fmt: skip

    assert counts == [1, 2, 0]
    unknown = neighbour.call("GET", f"/statistics/published?{period}&site=la")
    foreign = neighbour.call("GET", f"/statistics/published?{period}&site=yen-hoa")
    assert (foreign.status_code, foreign.data) == (404, unknown.data)
    assert Desk(client, None, None).get(f"/statistics/published?{period}")["documents"] == 0
    assert client.get(f"/authoring/v1{JULY}").status_code == 401


def test_t08_a_table_names_each_document_and_no_text_becomes_a_formula(
    editor: Desk, site: Document
) -> None:
    make_article(site, '=HYPERLINK("http://x.example";"a")', byline="@SUM(1)")
    make_article(site, "Một; -2 và ba, “bốn”", at=NOON + timedelta(minutes=1))

    answer = editor.call("GET", f"{JULY}&type=article&format=csv")

    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="bai-da-dang-2026-07-01-2026-07-31.csv"'
    )
    assert answer.data.startswith(b"\xef\xbb\xbf")
    heading, first, second = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert heading[:4] == ["Ngày đăng", "Trang", "Loại", "Tiêu đề"]
    assert first == [
        "2026-07-11", "Xã Yên Hòa", "Tin bài", "'=HYPERLINK(\"http://x.example\";\"a\")",
        "'@SUM(1)", "operator", "", "0", "http://portal.test/bai-viet/hyperlink-http-x-example-a",
    ]  # fmt: skip
    assert second[3] == "Một;' -2 và ba, “bốn”"


def test_a_parameter_that_is_wrong_is_named(editor: Desk) -> None:
    queries = {
        "from=2026-01-01&to=2027-01-02": "to",
        "from=2026-01-02&to=2026-01-01": "to",
        "from=0001-01-01": "from",
        "to=9999-12-31": "to",
        "from=11/07/2026": "from",
        "type=memo": "type",
        "format=xlsx": "format",
        "by=author": "by",
    }

    answers = {each: editor.call("GET", f"/statistics/published?{each}") for each in queries}

    named = {q: [e["parameter"] for e in a.json["errors"]] for q, a in answers.items()}
    assert named == {query: [parameter] for query, parameter in queries.items()}
    assert {each.status_code for each in answers.values()} == {400}
