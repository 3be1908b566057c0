"""Adding a content type touches no file of the engine: here are three, taken through everything."""

from datetime import timedelta
from pathlib import Path

import pytest

from api.content_types import CONTENT_TYPES
from api.publishing import commands, content_type, due, queries, schedule
from api.publishing.errors import GateFailed
from api.publishing.live.projection import Release
from api.publishing.models import Change, Document, Op, Public, Role, Stage
from api.publishing.workflow import OPERATOR
from api.runtime.jsons import loads
from tests.api.publishing.kinds import Label, Memo, MemoType, Placard
from tests.api.publishing.people import (
    ERROR,
    LATER,
    author,
    fresh,
    make_label,
    make_live_memo,
    make_memo,
    make_placard,
    person,
    publisher,
)
from tests.factories import NOON

ENGINE = Path(__file__).parents[3] / "api" / "publishing"
EVENING = NOON + timedelta(hours=8)


def ops(document: Document) -> list[str]:
    """What the log says of a document."""
    found = Change.select().where(Change.document == document.id).order_by(Change.seq)
    return [each.op for each in found]


def test_the_engine_names_no_content_type() -> None:
    # Every document belongs to a site, so that word is the engine's own too.
    names = {each.name for each in CONTENT_TYPES} - {"site"}
    files = {path.name: path.read_text("utf-8") for path in ENGINE.glob("*.py")}

    found = [(file, name) for file, text in files.items() for name in names if f'"{name}"' in text]

    assert len(files) > 10
    assert found == []


def test_a_reviewed_type_goes_all_the_way(site: Document) -> None:
    writer, editor, boss = author(site), person(site, Role.EDITOR), publisher(site)
    memo = make_memo(site, "Nháp")
    commands.save(memo, {"title": "Lịch họp"}, writer, NOON)
    commands.submit(memo, writer, NOON)
    commands.return_to_author(memo, editor, NOON, "Thiếu ngày.")
    commands.save(memo, {"title": "Lịch họp 12/7"}, writer, NOON)
    commands.submit(memo, writer, NOON)
    commands.save(memo, {"title": "Lịch họp 13/7"}, editor, NOON)
    commands.schedule(memo, boss, NOON, LATER)
    commands.cancel_schedule(memo, boss, NOON)
    commands.schedule(memo, boss, NOON, LATER)
    assert (ops(memo), Memo.select().count()) == ([], 0)

    schedule.perform_due(LATER)
    assert loads(Memo.get().whole)["title"] == "Lịch họp 13/7"
    commands.correct(fresh(memo), boss, LATER, Release(correction="Đổi ngày."))
    commands.withdraw(fresh(memo), boss, LATER, ERROR)
    assert Memo.select().count() == 0
    commands.publish(fresh(memo), boss, LATER)
    commands.withdraw(fresh(memo), boss, LATER, ERROR)
    commands.trash(fresh(memo), editor, LATER)
    commands.recover(fresh(memo), editor, LATER)
    commands.trash(fresh(memo), editor, LATER)
    commands.purge(fresh(memo), editor, LATER + timedelta(days=30))

    assert ops(memo) == ["upsert", "upsert", "withdraw", "upsert", "withdraw", "delete"]
    assert list(queries.editions(memo)) == []


def test_what_was_public_keeps_its_stub_when_it_is_purged(site: Document) -> None:
    memo = make_live_memo(site, "Kết quả rà soát hộ nghèo")
    commands.withdraw(memo, OPERATOR, LATER, commands.Withdrawal("personal_data", "Lộ số CCCD."))
    commands.trash(memo, OPERATOR, LATER)
    commands.purge(memo, OPERATOR, LATER)

    withdrawn = queries.tombstone_at(site.id, "memo", "ket-qua-ra-soat-ho-ngheo")

    assert withdrawn is not None
    assert (withdrawn.id, withdrawn.public, withdrawn.reason) == (
        memo.id,
        Public.WITHDRAWN,
        "personal_data",
    )
    assert (withdrawn.public_note, withdrawn.withdrawn_at) == ("Lộ số CCCD.", LATER)


def test_what_never_was_public_leaves_nothing(site: Document) -> None:
    memo = make_memo(site)
    commands.trash(memo, OPERATOR, NOON)
    commands.purge(memo, OPERATOR, NOON)

    assert Document.get_or_none(Document.id == memo.id) is None
    assert ops(memo) == []


def test_a_withdrawal_names_what_replaces_it_until_it_is_back(site: Document) -> None:
    old, new = make_live_memo(site), make_live_memo(site)
    why = commands.Withdrawal("superseded", "Đã có bản mới.", new.id)

    commands.withdraw(old, publisher(site), LATER, why)
    change = Change.select().order_by(Change.seq.desc()).get()
    assert (change.op, change.reason, change.superseded_by) == (Op.WITHDRAW, "superseded", new.id)
    commands.publish(old, publisher(site), LATER)

    now = fresh(old)
    assert (now.reason, now.public_note, now.superseded_by, now.withdrawn_at) == (None,) * 4
    assert (now.published_at, now.updated_at) == (NOON, LATER)


def test_a_gate_lets_acknowledged_warnings_pass(site: Document) -> None:
    memo = make_memo(site, text="Gọi tổng đài")

    with pytest.raises(GateFailed) as refusal:
        commands.publish(memo, publisher(site), NOON)
    assert [(each.pointer, each.code) for each in refusal.value.errors] == [("/text", "phone")]
    found = commands.publish(memo, publisher(site), NOON, Release(frozenset({"phone"})))

    assert [each.code for each in found] == ["phone"]
    assert fresh(memo).public == Public.LIVE


def test_a_gate_lets_nothing_else_pass_but_from_the_operator(site: Document) -> None:
    memo_type = content_type.content_type("memo")
    assert isinstance(memo_type, MemoType)
    memo_type.forbidden.add("trúng thưởng")
    memo = make_memo(site, text="Rút thăm trúng thưởng")

    with pytest.raises(GateFailed):
        commands.publish(memo, publisher(site), NOON, Release(frozenset({"forbidden"})))
    assert (fresh(memo).public, fresh(memo).version) == (Public.NONE, 1)
    found = commands.publish(memo, OPERATOR, NOON)

    assert [each.code for each in found] == ["forbidden"]


def test_a_window_opens_and_closes_by_itself(site: Document) -> None:
    placard = make_placard(site, starts_at=LATER, ends_at=EVENING)
    assert (ops(placard), Placard.select().count()) == ([], 0)
    assert due.at(placard, due.REFRESH) == LATER

    schedule.perform_due(LATER)
    assert (ops(placard), Placard.select().count()) == (["upsert"], 1)
    assert due.at(placard, due.REFRESH) == EVENING
    schedule.perform_due(EVENING)

    assert (ops(placard), Placard.select().count()) == (["upsert", "delete"], 0)
    assert due.at(placard, due.REFRESH) is None
    assert (fresh(placard).public, fresh(placard).stage) == (Public.LIVE, Stage.APPROVED)


def test_a_window_that_opened_since_it_was_read_is_no_new_version(site: Document) -> None:
    placard = make_placard(site, starts_at=LATER)
    read_before = fresh(placard)
    schedule.perform_due(LATER)

    commands.save(read_before, {"words": "Hiến máu tình nguyện"}, OPERATOR, LATER)
    commands.publish(read_before, OPERATOR, LATER)

    assert loads(Placard.get().whole) == {"words": "Hiến máu tình nguyện"}


def test_a_window_can_be_moved_and_shut(site: Document) -> None:
    placard = make_placard(site, ends_at=EVENING)
    commands.save(placard, {"words": "Hiến máu", "ends_at": LATER.isoformat()}, OPERATOR, NOON)
    commands.publish(placard, OPERATOR, NOON)
    assert due.at(placard, due.REFRESH) == LATER

    commands.save(placard, {"words": "Hiến máu", "ends_at": NOON.isoformat()}, OPERATOR, NOON)
    commands.publish(placard, OPERATOR, NOON)

    assert (ops(placard), Placard.select().count()) == (["upsert", "upsert", "delete"], 0)
    assert schedule.perform_due(EVENING) == 0


def test_a_type_without_a_stub_is_deleted_for_readers(site: Document) -> None:
    shown, not_yet = make_placard(site), make_placard(site, starts_at=EVENING)

    for placard in (shown, not_yet):
        commands.withdraw(placard, OPERATOR, LATER, ERROR)

    assert (ops(shown), ops(not_yet)) == (["upsert", "delete"], [])
    assert (Placard.select().count(), schedule.perform_due(EVENING)) == (0, 0)


def test_a_type_without_an_address_has_none(site: Document) -> None:
    assert make_placard(site).slug is None


def test_an_unreviewed_type_is_public_by_its_save(site: Document) -> None:
    label = make_label(site, "Tin")

    commands.save(label, {"name": "Tin tức"}, OPERATOR, LATER)

    assert (Label.get().name, Label.get().version, fresh(label).stage) == ("Tin tức", 4, "approved")
    commands.withdraw(label, OPERATOR, LATER, ERROR)
    assert ops(label) == ["upsert", "upsert", "delete"]
    commands.trash(label, OPERATOR, LATER)
    commands.purge(label, OPERATOR, LATER)
    assert fresh(label).purged_at == LATER
