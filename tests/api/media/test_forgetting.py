"""What no library holds is forgotten after a day, with its files, and nothing else is."""

import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.db.databases import close
from api.db.unit_of_work import transaction
from api.media import commands, queries, sweeping
from api.media.models import Attachment, Media, MediaFile, SiteMedia, UnheldMedia
from api.media.showing import FOLDERS
from api.publishing.commands import schedule
from api.publishing.workflow import OPERATOR
from tests.api.media import documents, samples
from tests.factories import NOON, make, make_article, make_site

DAY = timedelta(days=1)


def photo(width: int = 40) -> Media:
    """A kept photo, different for each width."""
    return commands.keep_image(samples.encoded(samples.picture(width), "JPEG"), NOON)


def forget(days: int = 1) -> None:
    """What nobody holds is marked, and forgotten some days later, with its files."""
    sweeping.forget_unheld(NOON)
    sweeping.forget_unheld(NOON + days * DAY)
    grow_old()
    sweep()


def grow_old() -> None:
    """Two days pass for the files."""
    for path in queries.store().root.glob("private/*/*"):
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 2 * DAY.total_seconds()))


def sweep() -> None:
    """One look into every folder."""
    start = datetime.now(UTC)
    for folder in range(FOLDERS):
        sweeping.sweep_files(start + timedelta(minutes=folder))


def kept_files(*kept: Any) -> int:
    """How many of their files lie on the disk."""
    keys = {each.key for each in kept} | {
        key for e in kept for key in getattr(e, "public_keys", ())
    }
    return sum(queries.store().private_path(key) is not None for key in keys)


def test_what_no_library_holds_is_forgotten_with_its_files(database: str) -> None:
    site, lost, held = make_site(), photo(40), photo(41)
    paper = commands.keep_attachment(
        commands.prepare(documents.text_pdf(b"Tong so 12"), "bao-cao.pdf"), "bao-cao.pdf", NOON
    )
    commands.keep_for(site.id, {held.id: "cau.jpg"}, NOON)
    number = kept_files(held)

    forget(0)
    assert Media.select().count() == 2
    forget()

    assert [each.id for each in Media.select()] == [held.id]
    assert (Attachment.select().count(), kept_files(lost, paper), kept_files(held)) == (
        0,
        0,
        number,
    )
    assert {each.media for each in MediaFile.select()} == {held.id}


def test_what_is_shown_or_planned_stays_though_no_library_holds_it(database: str) -> None:
    site, live, draft, planned = make_site(), photo(40), photo(41), photo(42)
    make_article(site, cover=cover(live))
    make("article", site, title="Nháp", published=False, cover=cover(draft))
    article = make("article", site, title="Lịch", published=False, cover=cover(planned))
    schedule(article, OPERATOR, NOON, NOON + 9 * DAY)
    SiteMedia.delete().execute()

    forget()

    assert {each.id for each in Media.select()} == {live.id, draft.id, planned.id}


def test_files_that_no_row_names_go_once_they_are_a_day_old(database: str) -> None:
    store, shared = queries.store(), photo()
    left = commands.prepare(samples.encoded(samples.picture(50), "PNG"), "la.png")
    store.write_private(left.key, left.data)

    sweep()
    assert kept_files(left) == 1
    grow_old()
    sweep()

    assert (kept_files(left), kept_files(shared)) == (0, 1 + len(shared.public_keys))


@pytest.mark.parametrize("at_work", ["forgetting", "sending"])
def test_of_one_who_sends_and_one_who_forgets_each_leaves_it_whole(app, at_work: str) -> None:
    site, data = make_site(), samples.encoded(samples.picture(40), "JPEG")
    lost = commands.keep_image(data, NOON)
    sweeping.forget_unheld(NOON)
    unheld = UnheldMedia.get()

    def send() -> None:
        kept = commands.keep_image(data, NOON)
        commands.keep_for(site.id, {kept.id: "cau.jpg"}, NOON)

    def forget_it() -> None:
        sweeping._forget(unheld)

    first, second = (forget_it, send) if at_work == "forgetting" else (send, forget_it)
    with transaction():
        first()
        other = threading.Thread(target=closing(second))
        other.start()
        other.join(0.3)  # It is at work, and cannot end before this transaction does.
    other.join()
    sweep()

    assert (
        [each.id for each in Media.select()] == [lost.id] == [e.media for e in SiteMedia.select()]
    )
    assert kept_files(lost) == 1 + len(lost.public_keys)


def test_who_sends_again_makes_the_files_young_before_they_are_looked_at(database: str) -> None:
    lost = photo()
    sweeping.forget_unheld(NOON)
    sweeping.forget_unheld(NOON + DAY)
    grow_old()
    assert Media.select().count() == 0

    with queries.store().linking():
        names = [lost.key, *lost.public_keys]
        assert all(queries.store().touch(key) for key in names)
    sweep()

    assert kept_files(lost) == len(names)
    assert photo() == lost


def cover(kept: Media) -> dict[str, Any]:
    """A photo as content names it."""
    return {"media": kept.id, "alt": "Cầu"}


def closing(work: Callable[[], None]) -> Callable[[], None]:
    """What a thread does that gives its connection back."""

    def run() -> None:
        try:
            work()
        finally:
            close()

    return run
