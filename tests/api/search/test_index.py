"""The index holds what is public, from the moment it is, and nothing else."""

import time
from contextlib import nullcontext
from datetime import timedelta

import psycopg
import pytest
from flask.testing import FlaskClient

from api.db.databases import execute, is_sqlite
from api.media.models import Attachment
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.live import rendering
from api.publishing.live.projection import Origin
from api.publishing.workflow import OPERATOR
from api.search import commands as search
from tests.api.delivery.world import at, revise
from tests.factories import NOON, make, make_article, make_site

FILE = "0" * 40


def found(client: FlaskClient, q: str) -> list[str]:
    answer = client.get("/v1/search", query_string={"q": q})
    assert answer.status_code == 200, answer.text
    return [each["title"] for each in answer.get_json()["items"]]


def counts() -> list[int]:
    tables = ("search_document", "search_index")
    return [execute(f'SELECT COUNT(*) FROM "{each}"').fetchone()[0] for each in tables]


def test_it_follows_every_change_of_what_is_public(client: FlaskClient) -> None:
    article = make_article(make_site(), "Chợ đêm khai trương")

    assert found(client, "chợ đêm") == ["Chợ đêm khai trương"]
    revise(article, at(1), title="Hội chợ xuân")
    assert found(client, "chợ đêm") == []
    assert found(client, "hội chợ") == ["Hội chợ xuân"]
    commands.withdraw(article, OPERATOR, at(2), Withdrawal("error"))
    assert found(client, "hội chợ") == []
    assert counts() == [0, 0]
    commands.publish(article, OPERATOR, at(3))
    assert found(client, "hội chợ") == ["Hội chợ xuân"]
    assert counts() == [1, 1]


def test_t22_drafts_and_internal_notes_are_not_in_it(client: FlaskClient) -> None:
    site = make_site()
    article = make_article(site, "Đã đăng")
    make_article(site, "canhbaonhap chưa đăng", published=False)
    commands.save(article, {"title": "canhbaonhap sửa"}, OPERATOR, at(1))
    make("calendar_entry", site, date="2026-07-13", title="Họp", internal_note="canhbaonhap")

    assert found(client, "canhbaonhap") == []
    everything = execute('SELECT * FROM "search_document"').fetchall()
    assert len(everything) == 2
    assert "canhbaonhap" not in repr([[bytes(c) if isinstance(c, memoryview) else c for c in row]
                                      for row in everything])  # fmt: skip


def test_nothing_of_a_transaction_that_failed_is_in_it(client: FlaskClient) -> None:
    site = make_site()
    make_article(site, "Còn đây", origin=Origin(slug="con-day"))

    with pytest.raises(ZeroDivisionError), search.transaction():
        _ = make_article(site, "Không có").version / 0

    assert found(client, "không có") == []
    assert counts() == [1, 1]


def test_the_text_of_attached_files_is_found(client: FlaskClient) -> None:
    site = make_site()
    Attachment.create(
        id=FILE, key="tep.pdf", name="quy-hoach.pdf", media_type="application/pdf", bytes=1,
        sha256="0", text="Bản đồ quy hoạch khu dân cư mới", created_at=NOON,
    )  # fmt: skip

    name = r"C:\Users\Lan\Phụ lục"
    make("notice", site, title="Công khai", attachments=[{"media": FILE, "name": name}])

    assert found(client, "quy hoạch khu dân cư") == ["Công khai"]
    assert found(client, "phụ lục") == ["Công khai"]
    # By the name that is shown, not by the path of somebody's computer that it came with.
    assert found(client, "lan") == []


def test_many_of_one_moment_are_all_found_once(client: FlaskClient) -> None:
    site = make_site()
    with search.transaction():
        for number in range(60):
            make_article(site, f"Tin giờ chót {number}")

    seen, address = [], "/v1/search?q=giờ+chót&limit=7"
    while address:
        page = client.get(address).get_json()
        seen += [each["title"] for each in page["items"]]
        address = page["next"]

    assert len(seen) == len(set(seen)) == 60


def test_it_takes_the_next_number_where_one_is_taken(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.search.commands.wanted_key", lambda moment, identity: 7)
    site = make_site()
    for number in range(3):
        make_article(site, f"Trùng số {number}")

    assert sorted(found(client, "trùng số")) == ["Trùng số 0", "Trùng số 1", "Trùng số 2"]


def test_a_renamed_site_is_found_under_its_new_address(client: FlaskClient) -> None:
    from api.publishing.live.rendering import render_all_stale

    site = make_site()
    make_article(site, "Tin quê nhà")
    revise(site, at(1), slug="xa-moi")
    render_all_stale(at(2))

    page = client.get("/v1/search?q=tin+quê&site=xa-moi").get_json()

    assert [each["site"]["slug"] for each in page["items"]] == ["xa-moi"]


def test_reindexing_makes_it_anew(client: FlaskClient, runner) -> None:
    from api.cli import OF_FEATURES

    site = make_site()
    kept = make_article(site, "Tin còn lại")
    make("page", site, title="Giới thiệu", body_html="<p>Vùng đất.</p>")
    gone = make_article(site, "Tin đã gỡ")
    commands.withdraw(gone, OPERATOR, at(1), Withdrawal("error"))
    execute('DELETE FROM "search_index"')
    execute('UPDATE "search_document" SET "exact" = \'\', "title" = \'\', "id" = ? WHERE "id" = ?',
            (gone.id.hex, kept.id.hex))  # fmt: skip

    assert search.reindex(at(2)) == 2

    assert counts() == [2, 2]
    assert found(client, '"còn lại"') == ["Tin còn lại"]
    assert found(client, "đã gỡ") == []
    assert "reindex" in OF_FEATURES


def test_it_is_begun_anew_once_others_let_go_of_a_row(
    client: FlaskClient, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_article(make_site(), "Tin từ bản cũ")
    execute('UPDATE "search_state" SET "version" = 0')
    written = list[object]()
    with nullcontext() if is_sqlite() else psycopg.connect(database) as other:
        if other is not None:
            other.execute("UPDATE site SET render_version = render_version")

        def meanwhile(_seconds: float) -> None:
            written.extend(other.execute("UPDATE document SET version = version RETURNING 1"))
            other.rollback()

        monkeypatch.setattr(time, "sleep", meanwhile)
        search.begin_anew_if_older()

    assert len(written) == (0 if is_sqlite() else 2)
    assert len(rendering.waiting()) == 2


def test_an_index_of_older_rules_is_made_anew_by_the_ticker(client: FlaskClient) -> None:
    from api.publishing.live.rendering import render_all_stale

    make_article(make_site(), "Tin từ bản cũ")
    search.begin_anew_if_older()
    render_all_stale(at(1))
    for table in ("search_index", "search_document"):
        execute(f'DELETE FROM "{table}"')
    search.begin_anew_if_older()
    render_all_stale(at(2))
    assert found(client, "bản cũ") == []

    execute('UPDATE "search_state" SET "version" = 0')
    search.begin_anew_if_older()
    render_all_stale(at(3))

    client.get("/v1/articles")
    assert search.reindex(at(4) + timedelta(0)) == 1
    assert found(client, "từ bản cũ") == ["Tin từ bản cũ"]
