"""What killed processes and races leave behind of public files is put right."""

import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.db import databases
from api.db.unit_of_work import transaction
from api.media import queries
from api.media.showing import FOLDERS, sweep
from api.media.sweeping import sweep_all_files
from api.publishing import commands, editions
from api.publishing.commands import Withdrawal
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from api.runtime.failures import Failures
from tests.api.media.photos import is_public, photo, showing
from tests.factories import NOON, make_article, make_site, take_into_library
from tests.sizes import SIZES

ERROR = Withdrawal("error")


@pytest.fixture
def site(database: str) -> Document:
    """A live site."""
    return make_site()


def sweep_all(hours: int = 1, folders: Iterable[int] = range(FOLDERS)) -> None:
    """One look into every folder, an hour after everything."""
    midnight = _later(hours).timestamp() // FOLDERS * FOLDERS
    for folder in folders:
        sweep(datetime.fromtimestamp(midnight + folder, UTC))


def _later(hours: int) -> datetime:
    return datetime.now(UTC) + timedelta(hours=hours)


def test_t21_what_a_killed_process_left_is_put_right(site: Document, tmp_path: Path) -> None:
    live, draft = photo(40), photo(41)
    make_article(site, **showing(live))
    store = queries.store()
    # Killed after linking and before the commit, after the commit and before unlinking, in a write.
    store.publish(draft.public_keys)
    store.withdraw(live.public_keys[:3])
    (store.root / "incoming" / "half").write_bytes(b"x")

    sweep_all()

    assert (is_public(live), is_public(draft)) == (True, False)
    assert list((store.root / "incoming").iterdir()) == []


def test_what_is_not_ours_stays_and_keeps_no_sweep_from_the_rest(site: Document) -> None:
    draft, store = photo(41), queries.store()
    store.publish(draft.public_keys)
    strange = [store.root / part / "ab" / name for part in ("public", "private")
               for name in ("x.html", f"cd{'0' * 38}.jpg")]  # fmt: skip
    for path in strange:
        path.parent.mkdir(exist_ok=True)
        path.touch()

    sweep_all()
    sweep_all_files(_later(hours=48))

    assert not is_public(draft)
    assert all(path.exists() for path in strange)


def test_a_sweep_waits_for_a_transaction_that_has_just_linked(site: Document) -> None:
    kept = photo()
    article = make_article(site, published=False, **showing(kept))
    folders = sorted({int(key[:2], 16) for key in kept.public_keys})
    sweeping = threading.Thread(target=lambda: (sweep_all(folders=folders), databases.close()))
    seen: list[tuple[bool, bool]] = []

    def look() -> None:
        sweeping.start()
        sweeping.join(0.3)
        seen.append((sweeping.is_alive(), is_public(kept)))

    with transaction() as tx:
        commands.publish(article, OPERATOR, NOON)
        tx.before_commit(look)
    sweeping.join()

    assert seen == [(True, True)]
    assert is_public(kept)


@pytest.mark.parametrize("fails", [False, True])
def test_a_transaction_that_has_ended_keeps_nobody_out(site: Document, fails: bool) -> None:
    kept = photo()
    article = make_article(site, published=False, **showing(kept))

    def publish() -> None:
        with transaction() as tx:
            commands.publish(article, OPERATOR, NOON)
            tx.before_commit(lambda: 1 // 0 if fails else 0)

    with pytest.raises(ZeroDivisionError) if fails else nullcontext():
        publish()

    with queries.store().locked():
        assert is_public(kept) != fails


def test_a_sweep_goes_on_when_a_file_is_lost(
    site: Document, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.media.showing._failures", Failures(logging.getLogger("media")))
    kept, other = photo(40), photo(41)
    make_article(site, **showing(kept))
    make_article(site, **showing(other))
    store = queries.store()
    store.delete_private([kept.public_keys[0]])
    store.withdraw(other.public_keys)

    sweep_all()
    sweep_all()

    assert is_public(other)
    assert len(caplog.records) == 1
    assert f"bringing back {kept.public_keys[0]}, which something live shows, failed" in caplog.text


@contextmanager
def in_threads(*jobs: Any) -> Iterator[None]:
    """Runs jobs at the same moment and waits for them; a failure of one is raised."""
    start = threading.Barrier(len(jobs))
    failures: list[BaseException] = []

    def run(job: Any) -> None:
        try:
            start.wait()
            job()
        except BaseException as failure:
            failures.append(failure)
        finally:
            databases.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    yield
    assert failures == []


def test_t21_a_withdrawal_and_a_publication_at_once_keep_what_is_live(site: Document) -> None:
    kept = photo()
    for _ in range(SIZES["F12"].rounds):
        gone, fresh = (
            make_article(site, **showing(kept)),
            make_article(site, published=False, **showing(kept)),
        )

        with in_threads(
            lambda gone=gone: commands.withdraw(gone, OPERATOR, NOON, ERROR),
            lambda fresh=fresh: commands.publish(fresh, OPERATOR, NOON),
        ):
            assert is_public(kept)
        with in_threads(
            lambda fresh=fresh: commands.withdraw(fresh, OPERATOR, NOON, ERROR),
            lambda: sweep_all(hours=0, folders={int(key[:2], 16) for key in kept.public_keys}),
        ):
            assert not is_public(kept)


def test_republishing_shows_the_photo_of_the_newest_edition(site: Document) -> None:
    old, new = photo(40), photo(41)
    article = make_article(site, **showing(old))
    commands.withdraw(article, OPERATOR, NOON, ERROR)
    take_into_library(site, showing(new))
    commands.save(article, {"title": "x", **showing(new)}, OPERATOR, NOON)

    commands.publish(article, OPERATOR, NOON)

    assert (is_public(old), is_public(new)) == (False, True)
    assert editions.live(article).number == 2
