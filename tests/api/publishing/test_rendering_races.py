"""Rendering again while others publish: no name stays old, no change comes twice, nobody waits."""

import threading

import pytest

from api.db import databases
from api.db.unit_of_work import transaction
from api.publishing import commands, content_type, queries
from api.publishing.content_type import Publication
from api.publishing.live import rendering
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from api.runtime.jsons import loads
from tests.api.publishing.crowd import PATIENCE, at_once
from tests.api.publishing.kinds import Memo, MemoType
from tests.api.publishing.people import (
    LATER,
    fresh,
    make_label,
    make_live_memo,
    make_memo,
    publisher,
)
from tests.factories import NOON


class SlowMemoType(MemoType):
    """Stops after it has been rendered for the nth time, until it is let go."""

    def __init__(self, stop_at: int) -> None:
        super().__init__()
        self._left = stop_at
        self.has_rendered, self.may_go_on = threading.Event(), threading.Event()

    def row(self, publication: Publication) -> Memo:
        row = super().row(publication)
        self._left -= 1
        if self._left == 0:
            self.has_rendered.set()
            assert self.may_go_on.wait(PATIENCE)
        return row


def rename(label: Document) -> None:
    commands.save(label, {"name": "Nghĩa vụ quân sự"}, OPERATOR, LATER)


@pytest.mark.parametrize("was_live", [True, False])
@pytest.mark.parametrize("stop_at", [1, 2])
def test_what_is_renamed_while_it_is_rendered_is_shown_by_its_new_name(
    site: Document, was_live: bool, stop_at: int
) -> None:
    label = make_label(site, "Tuyển quân")
    words = {"title": "Lệnh gọi", "label": str(label.id)}
    memo = make_live_memo(site, **words) if was_live else make_memo(site, **words)
    commands.save(memo, words, OPERATOR, NOON)
    slow = SlowMemoType(1 if databases.is_sqlite() else stop_at)
    content_type.register(slow)

    publishing = start(lambda: commands.publish(memo, OPERATOR, NOON))
    assert slow.has_rendered.wait(PATIENCE)
    renaming = start(lambda: rename(label))
    if stop_at == 1 and not databases.is_sqlite():
        renaming.join(PATIENCE)  # Before what it renders is held, nothing keeps others waiting.
    slow.may_go_on.set()
    for thread in (publishing, renaming):
        thread.join(PATIENCE)
    rendering.render_all_stale(LATER)

    assert loads(Memo.get().whole)["label"] == "Nghĩa vụ quân sự"


def start(call: object) -> threading.Thread:
    """Run `call` on a thread and connection of its own."""

    def run() -> None:
        try:
            call()  # type: ignore[operator]
        finally:
            databases.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_two_tickers_render_each_row_once(site: Document) -> None:
    label = make_label(site)
    memos = [make_live_memo(site, label=str(label.id)) for _ in range(12)]
    rename(label)
    seq = queries.head_seq()

    at_once([lambda: rendering.render_all_stale(LATER)] * 2)
    rendering.render_all_stale(LATER)

    changed = [each.document for each in queries.changes_after(seq, 100)]
    assert sorted(changed) == sorted(memo.id for memo in memos)
    assert {loads(row.whole)["label"] for row in Memo.select()} == {"Nghĩa vụ quân sự"}


def test_an_import_and_a_ticker_do_not_wait_for_each_other(site: Document) -> None:
    label = make_label(site)
    memos = [make_live_memo(site, label=str(label.id)) for _ in range(12)]
    for memo in memos:
        commands.save(memo, {"title": "Bản mới", "label": str(label.id)}, OPERATOR, NOON)
    rename(label)

    def publish_all() -> None:
        with transaction():
            for memo in reversed(memos):
                commands.publish(memo, OPERATOR, LATER)

    outcomes = at_once([publish_all, *[lambda: rendering.render_all_stale(LATER)] * 2])
    rendering.render_all_stale(LATER)

    assert outcomes == [None] * 3
    shown = {(row.version, loads(row.whole)["title"]) for row in Memo.select()}
    assert shown == {(4, "Bản mới")}
    assert {loads(row.whole)["label"] for row in Memo.select()} == {"Nghĩa vụ quân sự"}


def test_rendering_and_publishing_end_with_what_was_published(site: Document) -> None:
    label = make_label(site)
    for _ in range(4):
        memo = make_live_memo(site, label=str(label.id))
        commands.save(memo, {"title": "Bản mới", "label": str(label.id)}, OPERATOR, NOON)
        Memo.update(render_version=0).execute()
        copy, read_label = fresh(memo), fresh(label)

        outcomes = at_once(
            [
                lambda copy=copy: commands.publish(copy, publisher(site), LATER),
                lambda: rendering.render_all_stale(LATER),
                lambda label=read_label: rename(label),
            ]
        )
        rendering.render_all_stale(LATER)

        assert [each for each in outcomes if isinstance(each, Exception)] == []
        row, now = Memo.get_by_id(memo.id), fresh(memo)
        assert (row.version, loads(row.whole)["title"]) == (now.public_version, "Bản mới")
        assert loads(row.whole)["label"] == "Nghĩa vụ quân sự"
