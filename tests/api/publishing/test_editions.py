"""Editions: one hand's open draft is rewritten, what was handed on is never changed again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.db.unit_of_work import transaction
from api.publishing import commands, due, editions, queries
from api.publishing.editions import PAUSE
from api.publishing.errors import StaleVersion
from api.publishing.live.projection import Release
from api.publishing.models import AuditEvent, Document, Edition, Public, Role, Stage
from api.runtime.errors import ApiError, InvalidContent
from tests.api.publishing.kinds import Memo
from tests.api.publishing.people import (
    ERROR,
    LATER,
    author,
    fresh,
    make_live_memo,
    make_memo,
    person,
    publisher,
)
from tests.factories import NOON

Content = dict[str, Any]
ONE, TWO = {"title": "Một"}, {"title": "Hai"}


def written(memo: Document) -> list[tuple[int, str, str]]:
    """Number, title and author of all editions."""
    found = queries.editions(memo)
    return [(each.number, each.content["title"], each.author) for each in found]


def test_the_same_authors_saves_rewrite_the_open_draft(site: Document) -> None:
    memo = make_memo(site, "Nháp")

    commands.save(memo, ONE, author(site), NOON)
    commands.save(memo, TWO, author(site), NOON + PAUSE)

    assert written(memo) == [(1, "Hai", "author")]
    assert (fresh(memo).version, fresh(memo).saved_at) == (3, NOON + PAUSE)
    assert [each.action for each in AuditEvent.select() if each.document == memo.id] == ["create"]


def test_two_hands_in_one_transaction_make_two_editions(site: Document) -> None:
    memo = make_memo(site, "Nháp")

    with transaction():
        commands.save(memo, ONE, publisher(site), NOON)
        commands.save(memo, TWO, author(site), NOON)

    assert [(number, title) for number, title, _ in written(memo)] == [
        (1, "Nháp"), (2, "Một"), (3, "Hai"),
    ]  # fmt: skip


def test_a_longer_pause_ends_a_sitting_and_each_sitting_is_one_event(site: Document) -> None:
    memo = make_memo(site, "Nháp")

    at = NOON
    for pause in (PAUSE, PAUSE + timedelta(microseconds=1), PAUSE, 2 * PAUSE):
        at += pause
        commands.save(memo, {"title": at.isoformat()}, author(site), at)

    assert [number for number, _, _ in written(memo)] == [1, 2, 3]
    events = [each.action for each in AuditEvent.select() if each.document == memo.id]
    assert events == ["create", "save", "save"]


def test_another_hand_begins_the_next_edition(site: Document) -> None:
    memo = make_memo(site, "Nháp")

    commands.save(memo, ONE, person(site, Role.EDITOR), NOON)
    commands.save(memo, TWO, author(site), NOON)

    assert written(memo) == [(1, "Nháp", "author"), (2, "Một", "editor"), (3, "Hai", "author")]
    assert editions.head(fresh(memo)).number == 3


def submit(memo: Document, site: Document) -> None:
    commands.submit(memo, author(site), NOON)
    commands.return_to_author(memo, person(site, Role.EDITOR), NOON, "Thiếu số hiệu.")


def publish(memo: Document, site: Document) -> None:
    commands.publish(memo, publisher(site), NOON)


def schedule(memo: Document, site: Document) -> None:
    commands.schedule(memo, publisher(site), NOON, LATER)


@pytest.mark.parametrize("hand_on", [submit, publish, schedule])
def test_what_was_handed_on_is_never_changed_again(
    site: Document, hand_on: Callable[[Document, Document], None]
) -> None:
    memo = make_memo(site, "Nháp")
    hand_on(memo, site)

    commands.save(memo, ONE, author(site), NOON)
    commands.save(memo, TWO, author(site), NOON)

    assert written(memo) == [(1, "Nháp", "author"), (2, "Hai", "author")]


def test_a_returned_draft_carries_the_comment(site: Document) -> None:
    memo = make_memo(site)

    submit(memo, site)

    assert editions.head(fresh(memo)).comment == "Thiếu số hiệu."
    assert fresh(memo).stage == Stage.DRAFT


def test_what_is_live_stays_live_while_a_draft_is_written(site: Document) -> None:
    memo = make_live_memo(site, "Bản đăng")
    public, before = Memo.get_by_id(memo.id).whole, fresh(memo)

    commands.save(memo, ONE, author(site), LATER)

    now = fresh(memo)
    assert (now.public, now.stage, now.live) == (Public.LIVE, Stage.DRAFT, before.live)
    assert (now.public_version, now.seq) == (before.public_version, before.seq)
    assert Memo.get_by_id(memo.id).whole == public


def test_an_edition_remembers_who_approved_it(site: Document) -> None:
    memo = make_live_memo(site)

    assert editions.live(fresh(memo)).approved_by == "publisher"


def test_a_correction_of_what_is_live_is_a_new_edition_by_the_same_author(site: Document) -> None:
    memo = make_live_memo(site, "Bản đăng")

    commands.correct(memo, publisher(site), LATER, Release(correction="Sửa ngày họp."))

    assert written(memo) == [(1, "Bản đăng", "author"), (2, "Bản đăng", "author")]
    assert editions.live(fresh(memo)).number == 2
    note = {"at": "2026-07-11T20:00:00+07:00", "note": "Sửa ngày họp."}
    assert fresh(memo).corrections == [note]
    assert b"S\xe1\xbb\xada ng\xc3\xa0y h\xe1\xbb\x8dp." in Memo.get_by_id(memo.id).whole


def test_a_correction_publishes_the_draft_and_adds_to_the_notes(site: Document) -> None:
    memo = make_live_memo(site, "Bản đăng")
    commands.correct(memo, publisher(site), NOON, Release(correction="Một."))
    commands.save(memo, TWO, author(site), NOON)

    commands.correct(memo, publisher(site), LATER, Release(correction="Hai."))

    assert [each["note"] for each in fresh(memo).corrections] == ["Một.", "Hai."]
    assert editions.live(fresh(memo)).content["title"] == "Hai"


def test_a_correction_leaves_the_end_of_its_time(site: Document) -> None:
    memo = make_memo(site)
    commands.publish(memo, publisher(site), NOON, Release(unpublish_at=LATER))

    commands.correct(memo, publisher(site), NOON, Release(correction="Sửa."))

    assert due.at(memo, due.UNPUBLISH) == LATER


def test_a_publication_says_anew_when_its_time_ends(site: Document) -> None:
    memo = make_memo(site)
    commands.publish(memo, publisher(site), NOON, Release(unpublish_at=LATER))
    commands.save(memo, TWO, author(site), NOON)

    commands.publish(memo, publisher(site), NOON)

    assert due.at(memo, due.UNPUBLISH) is None


def test_it_refuses_content_that_breaks_the_schema(site: Document) -> None:
    memo = make_memo(site)

    with pytest.raises(InvalidContent):
        commands.save(memo, {"title": "Một", "unknown": 1}, author(site), NOON)

    assert fresh(memo).version == 1


def test_a_save_of_what_changed_since_it_was_read_is_refused(site: Document) -> None:
    memo = make_memo(site, "Nháp")
    read_before = fresh(memo)
    commands.save(memo, ONE, author(site), NOON)

    with pytest.raises(StaleVersion) as refusal:
        commands.save(read_before, TWO, author(site), NOON)

    assert refusal.value.values == {"current": 2}
    assert written(memo) == [(1, "Một", "author")]


HANDS = st.sampled_from([Role.AUTHOR, Role.EDITOR, Role.PUBLISHER, Role.ADMIN])
STEPS: dict[str, Callable[..., Any]] = {
    "save": lambda memo, who, at: commands.save(memo, {"title": at.isoformat()}, who, at),
    "submit": commands.submit,
    "return": lambda memo, who, at: commands.return_to_author(memo, who, at, "Lại."),
    "publish": commands.publish,
    "schedule": lambda memo, who, at: commands.schedule(memo, who, at, at + timedelta(days=1)),
    "cancel": commands.cancel_schedule,
    "correct": lambda memo, who, at: commands.correct(memo, who, at, Release(correction="Sửa.")),
    "withdraw": lambda memo, who, at: commands.withdraw(memo, who, at, ERROR),
    "trash": commands.trash,
    "recover": commands.recover,
}


@given(steps=st.lists(st.tuples(st.sampled_from(sorted(STEPS)), HANDS), max_size=12))
def test_whatever_is_done_fixed_words_stay_and_numbers_count_up(
    site: Document, steps: list[tuple[str, Role]]
) -> None:
    memo = make_memo(site)
    fixed: dict[int, Content] = {}

    for minute, (step, role) in enumerate(steps):
        before = fresh(memo).__data__
        try:
            STEPS[step](memo, person(site, role), NOON + timedelta(minutes=minute))
        except ApiError:
            memo = fresh(memo)
            assert memo.__data__ == before
        fixed = check_editions(fresh(memo), fixed)


def check_editions(memo: Document, fixed: dict[int, Content]) -> dict[int, Content]:
    """Nothing fixed has changed, numbers count up, the head is the newest."""
    found: list[Edition] = list(queries.editions(memo))
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    assert found[-1].id == memo.head
    now = {each.number: each.content for each in found if each.is_frozen}
    assert {number: now.get(number) for number in fixed} == fixed
    handed_on = {memo.live, memo.scheduled} - {None}
    assert handed_on <= {each.id for each in found if each.is_frozen}
    assert (memo.public == Public.LIVE) == (Memo.get_or_none(id=memo.id) is not None)
    return now
