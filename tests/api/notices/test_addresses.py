"""What stands at a notice's address: 200, 301 after a move, 410 with a reason, 404 before."""

import orjson
import pytest

from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.models import Change, Op
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from tests.api.delivery.world import at, rename
from tests.api.notices.making import make_notice, titles


@pytest.fixture
def board(site) -> str:
    """Where the notices of the commune stand."""
    return f"/v1/sites/{site.slug}/notices"


def test_it_is_the_same_by_id_and_by_slug(reader, site, board) -> None:
    notice = make_notice(site, "Lịch tiếp dân")

    by_id, by_slug = reader.get(f"/v1/notices/{notice.id}"), reader.get(f"{board}/lich-tiep-dan")

    assert (by_id.data, by_id.headers["ETag"]) == (by_slug.data, by_slug.headers["ETag"])
    assert by_id.headers["Surrogate-Key"] == f"{notice.id} site:{site.slug}"


def test_an_old_slug_moves_to_the_new_one(reader, site, board) -> None:
    rename(make_notice(site, "Tên cũ"), "ten-moi", at(1))

    moved = reader.get(f"{board}/ten-cu?body=text")

    assert moved.status_code == 301
    assert moved.headers["Location"] == f"{board}/ten-moi?body=text"
    assert reader.get(moved.headers["Location"]).status_code == 200


def test_a_withdrawn_one_says_why_at_its_id_and_its_slugs(reader, site, board) -> None:
    notice = make_notice(site, "Tên cũ")
    rename(notice, "ten-moi", at(1))
    why = Withdrawal("superseded", "Đã có thông báo mới.")
    commands.withdraw(get_document(notice.id), OPERATOR, at(9), why)

    for address in (f"/v1/notices/{notice.id}", f"{board}/ten-moi", f"{board}/ten-cu"):
        gone = reader.get(address)
        told = orjson.loads(gone.data)
        assert (gone.status_code, told["code"]) == (410, "notice_withdrawn"), address
        assert told["reason"] == "superseded"
        assert told["public_note"] == "Đã có thông báo mới."
        assert told["withdrawn_at"] == "2026-07-12T04:00:00+07:00"
        assert "stale" not in gone.headers["Cache-Control"]
    assert titles(reader, site=site.slug, active="any") == []
    change = Change.select().where(Change.document == notice.id).order_by(Change.seq.desc()).get()
    assert (change.op, change.reason) == (Op.WITHDRAW, "superseded")


def test_a_draft_an_article_and_nothing_are_404(reader, site, board) -> None:
    draft = make_notice(site, "Nháp", published=False)

    for address in (f"/v1/notices/{draft.id}", f"{board}/nhap", f"/v1/notices/{site.id}",
                    f"/v1/notices/{str(draft.id).upper()}", "/v1/notices/1"):  # fmt: skip
        assert reader.get(address).status_code == 404, address


def test_a_notice_and_an_article_may_have_the_same_slug(reader, site, board) -> None:
    make_notice(site, "Họp dân")
    article = commands.create("article", site.id, {"title": "Họp dân"}, (OPERATOR, at(0)))
    commands.publish(article, OPERATOR, at(0))

    assert reader.get(f"{board}/hop-dan").status_code == 200
    assert orjson.loads(reader.get(f"/v1/sites/{site.slug}/articles/hop-dan").data)[
        "type"
    ] == "article"  # fmt: skip
