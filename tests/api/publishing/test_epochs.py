"""A database that was put back begins a new epoch, once, whoever finds it first."""

import pytest

from api.publishing import log, queries
from api.publishing.audit import chain
from api.publishing.models import AuditEvent, Counter
from api.publishing.workflow import SYSTEM
from api.runtime import change_signal
from tests.factories import NOON, make_article, make_site


def put_back(seq: int) -> None:
    """The counter as an older copy of the database has it; what was said outside stays."""
    Counter.update(seq=seq).execute()


@pytest.fixture
def said(app) -> tuple[str, int]:
    """What this node has said, of a database that then was put back by three changes."""
    site = make_site()
    for number in range(5):
        make_article(site, f"Bài {number}")
    found = queries.head()
    put_back(found[1] - 3)
    return found


def renewals() -> list[dict[str, str]]:
    events = AuditEvent.select().where(AuditEvent.action == "renew_epoch")
    return [event.detail for event in events]


def test_f35_whoever_follows_the_log_renews_the_epoch_once(said) -> None:
    epoch, seq = said

    log.follow(NOON)
    renewed = queries.head()
    log.follow(NOON)

    assert queries.head() == renewed
    assert renewed[0] != epoch
    assert renewed[1] == seq - 3
    assert renewals() == [{"from": epoch, "to": renewed[0]}]
    assert change_signal.state().seq == seq - 3
    assert chain.first_broken_event() is None


def test_f35_a_commit_renews_it_before_it_gives_a_number_again(said) -> None:
    """Also one of the shell, before any server was started."""
    epoch, _seq = said

    log.record_event(SYSTEM, "probe", NOON)

    assert queries.head()[0] != epoch
    assert [each["from"] for each in renewals()] == [epoch]
    assert chain.first_broken_event() is None


def test_f35_a_node_that_comes_later_takes_the_new_epoch_over(said) -> None:
    epoch, seq = said
    log.follow(NOON)
    renewed = queries.head()
    change_signal.attached().announce(seq, epoch)  # As another node remembers it.

    log.follow(NOON)

    assert (queries.head(), len(renewals())) == (renewed, 1)
    assert change_signal.state().seq == renewed[1]


def test_nothing_is_renewed_while_the_log_goes_on(app) -> None:
    epoch = queries.head()[0]
    site = make_site()
    for number in range(3):
        make_article(site, f"Bài {number}")
        log.follow(NOON)

    assert (queries.head()[0], renewals()) == (epoch, [])


def test_a_database_made_anew_needs_no_other_epoch(said) -> None:
    Counter.update(seq=0, epoch="0" * 16).execute()

    log.follow(NOON)

    assert (queries.head(), renewals()) == (("0" * 16, 0), [])
