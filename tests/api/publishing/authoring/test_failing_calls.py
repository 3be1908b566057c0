"""F04: each call of a write to the database or a disk fails once, and nothing is done by half."""

import errno
import os
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import count
from typing import Any

import apsw
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.db import postgresql, reporting
from api.db.databases import is_sqlite
from api.media.models import Media
from api.media.tasks import CatchUp
from api.publishing.audit.chain import first_broken_event
from api.publishing.models import AuditEvent, Change, Document, Edition, Role
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from api.settings import Settings
from api.sites.commands import set_two_person_rule
from tests.api.media import samples
from tests.api.publishing.authoring.desk import Desk, new_key
from tests.factories import make_site
from tests.sizes import SIZES

ON_DISK = ("link", "unlink", "replace", "fsync")
PHOTO = samples.encoded(samples.picture(40), "JPEG")
SOON = "2040-01-01T08:00:00+07:00"
Standing = tuple[dict[Any, int], int, int, int]
COMMANDS: list[tuple[str, str, Any]] = [
    ("PATCH", "", {"lead": "Nước lên."}),
    ("POST", "/submission", {}),
    ("POST", "/return", {"comment": "Sông nào?"}),
    ("POST", "/restoration", {"edition": 1}),
    ("PUT", "/publication", {"publish_at": SOON}),
    ("DELETE", "/publication", None),
    ("PUT", "/publication", {}),
    ("PUT", "/publication", {"correction": "Sửa giờ."}),
    ("POST", "/withdrawal", {"reason": "error"}),
    ("DELETE", "", None),
]
"""What is done to an article after its photo was sent and it was begun: twelve in all."""


class Failing:
    """Lets one call fail, by its number since `at` was said."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = self.reached = 0
        for name in ON_DISK:
            monkeypatch.setattr(os, name, self._watched(getattr(os, name), _fill_the_disk))
        if is_sqlite():
            owner, names, fail = reporting._Cursor, ("execute", "executemany"), _break_the_file
        else:
            owner, names, fail = postgresql.Connection, ("wait",), _cut_the_line
        for name in names:
            monkeypatch.setattr(owner, name, self._watched(getattr(owner, name), fail))

    def each(self) -> Iterator[int]:
        """Numbers of calls, until one is not reached: then nothing has failed."""
        try:
            for number in count(1, SIZES["F04"].rounds):
                self.at, self.reached = number, 0
                yield number
                if self.reached < number:
                    return
        finally:
            self.at = 0

    def _watched(self, call: Callable[..., Any], fail: Callable[..., None]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            self.reached += 1
            if self.reached == self.at:
                fail(*args)
            return call(*args, **options)

        return run


def _fill_the_disk(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _break_the_file(*_: object) -> None:
    raise apsw.exception_for(apsw.SQLITE_IOERR_WRITE)


def _cut_the_line(connection: postgresql.Connection, *_: object) -> None:
    connection.pgconn.finish()


@pytest.fixture
def desk(client: FlaskClient) -> Desk:
    """A publisher, on a site where one may publish alone."""
    site = make_site()
    set_two_person_rule(site.slug, False, (OPERATOR, clock.now()))
    return Desk(client, site, Role.PUBLISHER)


def test_f04_whichever_call_of_a_write_fails_nothing_is_done_by_half(
    desk: Desk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing, key = Failing(monkeypatch), new_key()
    photo = _done(failing, lambda: _sent(desk, key), "POST /media")
    picture = f'<figure><img src="media:{photo["id"]}" alt="Cầu"></figure>'
    said, key = {"title": "Bão số 3", "body_html": picture}, new_key()
    article = _done(failing, lambda: desk.create("/articles", said, key), "POST /articles")

    for method, path, words in COMMANDS:
        at = f"/articles/{article['id']}"
        version = article["version"]
        _done(
            failing,
            lambda: desk.call(method, f"{at}{path}", words, version=version),  # noqa: B023
            f"{method} {path}",
        )
        article = desk.get(at)
        assert article["version"] == version + 1

    assert article["trashed_at"]
    assert first_broken_event() is None
    assert Media.select().count() == 1
    # What could not be taken away at the end of a withdrawal is the ticker's, whom an alarm calls.
    ticker = CatchUp()
    while ticker.run(clock.now()):
        pass
    assert [*(settings.media_dir / "public").rglob("*.*")] == []


def _done(failing: Failing, call: Callable[[], TestResponse], name: str) -> Any:
    """What is answered once nothing fails any more, or once it was done all the same."""
    before = _standing()
    for number in failing.each():
        answer = call()
        if answer.status_code < 300:
            continue
        where = f"{name}, call {number}: {answer.get_data(as_text=True)}"
        if answer.status_code == 412 and _standing() != before:
            break  # Done at the last time, of which nobody was told.
        assert answer.status_code in {503, 507}, where
        assert (answer.status_code == 503) == ("Retry-After" in answer.headers), where
        assert _standing() == before or _is_one_step(before, _standing()), where
    return answer.json


def _is_one_step(before: Standing, after: Standing) -> bool:
    """Whether one document is at its next version, with no more than one event."""
    moved = {each: after[0][each] - version for each, version in before[0].items()}
    made = len(after[0]) - len(before[0])
    return sum(moved.values()) + made == 1 and after[2] - before[2] <= 1


def _sent(desk: Desk, key: str) -> TestResponse:
    form = {"file": (BytesIO(PHOTO), "cau.jpg")}
    return desk.call("POST", "/media", data=form, Idempotency_Key=key)


def _standing() -> Standing:
    """What a write changes: versions of documents, and the numbers of their rows."""
    versions = {each.id: each.version for each in Document.select()}
    editions, events, changes = (e.select().count() for e in (Edition, AuditEvent, Change))
    return versions, editions, events, changes
