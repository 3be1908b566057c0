"""Where media cannot be written, what was asked for is done or refused, and files follow later."""

import errno
import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner, Result
from peewee import OperationalError

from api.articles.models import Article
from api.db import databases
from api.media import commands as media
from api.media import queries
from api.media.models import Media
from api.publishing import cli, commands
from api.publishing.commands import Withdrawal
from api.publishing.live.projection import Release
from api.publishing.models import Document, Public
from api.publishing.workflow import OPERATOR
from api.runtime import alarms
from api.runtime.alarms import Alarm
from api.ticker import Ticker
from tests.api.media import samples
from tests.disks import read_only
from tests.factories import NOON, make_article, make_site

LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def site(database: str) -> Document:
    """A live site."""
    return make_site()


@pytest.fixture
def kept(site: Document) -> Media:
    """A kept photo."""
    return media.keep_image(samples.encoded(samples.picture(40), "JPEG"), NOON)


@pytest.fixture
def ticker(site: Document) -> Iterator[Ticker]:
    """A ticker that has begun."""
    ticker = Ticker()
    tick(ticker)
    yield ticker
    ticker.wait()


def tick(ticker: Ticker, seconds: float = 0) -> None:
    """One round a minute after noon and `seconds`, and all that it leaves for the next ones."""
    at = LATER + timedelta(seconds=seconds)
    while ticker.tick(at):
        pass


def showing(kept: Media) -> dict[str, Any]:
    """The content of an article with a photo."""
    return {"cover": {"media": kept.id, "alt": "Cầu"}}


def is_public(kept: Media) -> bool:
    """Whether all of its files are public; never some of them."""
    found = {queries.store().public_path(key) is not None for key in kept.public_keys}
    assert len(found) == 1
    return found.pop()


def state_of(article: Document) -> Public:
    return Document.get_by_id(article.id).public


def run(command: Any, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, catch_exceptions=False)


def test_f07_a_withdrawal_is_kept_and_says_which_files_are_still_public(
    site: Document, kept: Media
) -> None:
    article = make_article(site, **showing(kept))

    with read_only(queries.store().root):
        done = run(cli.withdraw, str(article.id), "--reason", "personal_data")

    assert done.exit_code == 3
    assert done.stdout == f"{article.id} is withdrawn (personal_data).\n"
    assert done.stderr.startswith("congxa: still public (Read-only file system)")
    assert done.stderr.count("\n") == 1
    assert all(f"http://portal.test/media/{key}" in done.stderr for key in kept.public_keys)
    assert state_of(article) == Public.WITHDRAWN
    assert is_public(kept)


def test_f07_the_ticker_takes_them_away_as_soon_as_it_can(
    site: Document, kept: Media, ticker: Ticker, caplog: pytest.LogCaptureFixture
) -> None:
    article = make_article(site, **showing(kept))
    with read_only(queries.store().root):
        commands.withdraw(article, OPERATOR, NOON, Withdrawal("error"))
        caplog.clear()
        for _ in range(5):
            tick(ticker)
        while_read_only = is_public(kept)
        told = [each for each in caplog.messages if each.startswith("putting media right")]

    tick(ticker)

    assert while_read_only
    assert len(told) == 1
    assert not is_public(kept)
    assert alarms.opened(Alarm.MEDIA) is None


def test_f04_what_no_database_tells_of_is_taken_away_by_the_ticker(
    site: Document, kept: Media, ticker: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = make_article(site, **showing(kept))

    def fail(_media_ids: object) -> set[str]:
        raise OperationalError("disk I/O error")

    with monkeypatch.context() as broken:
        broken.setattr(queries, "files_of", fail)
        with pytest.raises(OperationalError):
            commands.withdraw(article, OPERATOR, NOON, Withdrawal("error"))
    meanwhile = state_of(article), is_public(kept)
    tick(ticker)

    assert meanwhile == (Public.WITHDRAWN, True)
    assert not is_public(kept)


def test_a_file_that_something_else_shows_is_not_said_to_be_left(
    site: Document, kept: Media
) -> None:
    article, other = (make_article(site, **showing(kept)) for _ in range(2))

    with read_only(queries.store().root):
        done = run(cli.withdraw, str(article.id), "--reason", "error")

    assert "/media/" not in done.stderr
    assert state_of(other) == Public.LIVE


def test_f07_what_expires_meanwhile_is_gone_at_its_time_and_its_files_later(
    site: Document, kept: Media, ticker: Ticker
) -> None:
    article = make_article(site, published=False, **showing(kept))
    release = Release(unpublish_at=LATER + timedelta(minutes=1))
    commands.publish(article, OPERATOR, NOON, release)

    with read_only(queries.store().root):
        tick(ticker, seconds=60)
        meanwhile = state_of(article), is_public(kept)
    tick(ticker, seconds=61)

    assert meanwhile == (Public.WITHDRAWN, True)
    assert not is_public(kept)


def test_a_new_ticker_takes_away_what_nobody_could_tell_of(site: Document, kept: Media) -> None:
    queries.store().publish(kept.public_keys)
    number = alarms.opened(Alarm.MEDIA)
    assert number is None

    ticker = Ticker()
    tick(ticker)
    ticker.wait()

    assert not is_public(kept)


def test_a_folder_that_stays_read_only_keeps_no_other_from_being_put_right(
    site: Document, kept: Media, ticker: Ticker
) -> None:
    queries.store().publish(kept.public_keys)
    first, *others = kept.public_keys
    elsewhere = [key for key in others if key[:2] != first[:2]]
    assert elsewhere
    with read_only(queries.store().root / "public" / first[:2]):
        alarms.sound(Alarm.MEDIA)
        tick(ticker)

        assert queries.store().public_path(first)
        assert [key for key in elsewhere if queries.store().public_path(key)] == []
        assert alarms.opened(Alarm.MEDIA)
    tick(ticker)

    assert not is_public(kept)


def test_f07_a_publication_is_refused_whole(site: Document, kept: Media) -> None:
    article = make_article(site, published=False, **showing(kept))

    with read_only(queries.store().root), pytest.raises(OSError, match="Read-only"):
        commands.publish(article, OPERATOR, NOON)

    assert state_of(article) == Public.NONE
    commands.publish(Document.get_by_id(article.id), OPERATOR, NOON)
    assert is_public(kept)


def test_f06_a_schedule_waits_for_room_and_keeps_no_other_waiting(
    site: Document,
    kept: Media,
    ticker: Ticker,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shows = make_article(site, published=False, **showing(kept))
    plain = make_article(site, published=False)
    for each in (shows, plain):
        commands.schedule(each, OPERATOR, NOON, LATER + timedelta(seconds=1))
    monkeypatch.setattr(os, "link", _find_no_room)
    for seconds in range(1, 40):
        tick(ticker, seconds)
    meanwhile = state_of(shows), state_of(plain)
    told = [each for each in caplog.messages if each.startswith("publish of")]
    monkeypatch.undo()

    tick(ticker, seconds=45)

    assert meanwhile == (Public.NONE, Public.LIVE)
    assert told == [
        f"publish of {shows.id} failed: [Errno 28] No space left on device",
        f"publish of {shows.id} has failed 10 times: [Errno 28] No space left on device",
    ]
    assert state_of(shows) == Public.LIVE
    assert is_public(kept)


def _find_no_room(*_paths: object, **_options: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_disk_that_takes_nothing_is_no_fault_of_a_row_that_is_rendered(
    site: Document, kept: Media, ticker: Ticker
) -> None:
    make_article(site, **showing(kept))
    Article.update(render_version=0).execute()
    databases.execute("DELETE FROM media_use")
    with read_only(queries.store().root):
        tick(ticker, seconds=1)
        meanwhile = Article.get().render_version

    tick(ticker, seconds=2)

    assert meanwhile == 0
    assert Article.get().render_version > 0
