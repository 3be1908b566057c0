"""A mirror that is cut off anywhere, while the portal is written to, ends identical to it."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import orjson

from api.db import databases
from api.db.unit_of_work import transaction
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.models import Document, Public
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from tests.api.delivery.world import at, revise
from tests.api.publishing.crowd import PATIENCE, at_once
from tests.api.syndication.mirror import Mirror
from tests.factories import NOON, make_article
from tests.sizes import SIZES

WRITES_A_SECOND = 20


@contextmanager
def being_written(site: Document) -> Iterator[threading.Semaphore]:
    """Somebody changes, takes away and adds articles as long as the block lasts; tells each."""
    articles = [make_article(site, f"Bài {number}") for number in range(30)]
    is_over, written = threading.Event(), threading.Semaphore(0)
    choice = random.Random(20_261_124)  # noqa: S311 - a reproducible test

    def write() -> None:
        while not is_over.wait(1 / WRITES_A_SECOND):
            _change(choice.choice(articles), choice.randrange(1000))
            if choice.random() < 0.2:
                articles.append(make_article(site, f"Bài mới {len(articles)}"))
            written.release()
        databases.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield written
    finally:
        is_over.set()
        thread.join(PATIENCE)


def _change(article: Document, number: int) -> None:
    document = get_document(article.id)
    if document.public == Public.WITHDRAWN:
        commands.publish(document, OPERATOR, at(1))
    elif number % 3 == 0:
        commands.withdraw(document, OPERATOR, at(1), Withdrawal("error"))
    else:
        revise(document, at(1), title=f"Bài sửa {number}")


def test_f14_a_mirror_cut_off_anywhere_ends_identical(reader, site) -> None:
    choice = random.Random(14)  # noqa: S311 - a reproducible test
    mirror, anew = (Mirror(reader, {"site": site.slug}) for _ in range(2))

    with being_written(site) as written:
        for _ in range(SIZES["F14"].rounds):
            # As many writes as cuts, so that there is always something to be cut off from.
            assert written.acquire(timeout=PATIENCE)
            _cut_off(mirror, choice)
    mirror.sync(limit=3)
    anew.sync()

    assert mirror.held == anew.held
    assert mirror.own_digest() == mirror.digest == anew.digest


def _cut_off(mirror: Mirror, choice: random.Random) -> None:
    """Lose the connection inside a page, or right after some of it was taken over."""
    found = mirror.ask(limit=choice.randint(1, 5))
    body = orjson.dumps(found)
    cut = body[: choice.randrange(len(body))]
    try:
        orjson.loads(cut)
    except orjson.JSONDecodeError:
        # Only what came as a whole is believed; a part of the rows may have been applied.
        for item in found["items"][: choice.randint(0, len(found["items"]))]:
            mirror.apply(item)
    if choice.random() < 0.5:
        mirror.page(limit=choice.randint(1, 5))


def test_f15_a_mirror_misses_nothing_that_a_long_transaction_commits_late(reader, site) -> None:
    slow, *quick = [
        make_article(site, f"Số {number}", published=False)
        for number in range(SIZES["F15"].clients + 1)
    ]
    mirror = Mirror(reader, {"site": site.slug})
    mirror.sync()
    opened, may_end = threading.Event(), threading.Event()

    def publish_slowly() -> None:
        with transaction():
            commands.publish(slow, OPERATOR, NOON)
            opened.set()
            may_end.wait(PATIENCE)

    def publish_quickly() -> None:
        assert opened.wait(PATIENCE)
        if databases.is_sqlite():
            may_end.set()
        for each in quick:
            commands.publish(each, OPERATOR, NOON)
            mirror.sync()
        may_end.set()

    outcomes = at_once([publish_slowly, publish_quickly])
    mirror.sync()

    assert [each for each in outcomes if each is not None] == []
    assert {key[1] for key in mirror.held if key[0] == "article"} == {
        str(each.id) for each in (slow, *quick)
    }
    assert mirror.digest == mirror.own_digest()
