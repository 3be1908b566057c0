"""A banner shows inside its window alone, and everybody learns when it comes and goes."""

from datetime import timedelta

import orjson
import pytest
import time_machine

from api.publishing import commands
from api.publishing.models import Change, Op
from api.publishing.queries import get_document
from api.publishing.schedule import perform_due
from api.publishing.workflow import OPERATOR
from api.runtime.errors import InvalidContent
from tests.api.banners.making import labels, make_banner
from tests.api.delivery.world import revise
from tests.factories import NOON

SECOND = timedelta(seconds=1)
START, END = NOON + timedelta(minutes=1), NOON + timedelta(minutes=2)


def ops(banner) -> list[Op]:
    changes = Change.select().where(Change.document == banner.id).order_by(Change.seq)
    return [each.op for each in changes]


def home_labels(client, site) -> list[str]:
    shown = orjson.loads(client.get(f"/v1/home?site={site.slug}").data)["banners"]
    return [each["label"] for each in [*shown["header"], *shown["sidebar"]]]


def test_it_shows_from_its_start_to_before_its_end(reader, site) -> None:
    banner = make_banner(site, "Bầu cử", starts_at=START, ends_at=END)
    seen = {}
    for moment in (NOON, START - SECOND, START, END - SECOND, END):
        perform_due(moment)
        seen[moment] = labels(reader, site), home_labels(reader, site)

    shown, hidden = (["Bầu cử"], ["Bầu cử"]), ([], [])
    assert seen == {
        NOON: hidden, START - SECOND: hidden, START: shown, END - SECOND: shown, END: hidden,
    }  # fmt: skip
    assert ops(banner) == [Op.UPSERT, Op.DELETE]
    assert get_document(banner.id).is_visible is False


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ({}, [True, True, True]),
        ({"starts_at": START}, [False, True, True]),
        ({"ends_at": START}, [True, False, False]),
        ({"starts_at": NOON, "ends_at": END}, [True, True, False]),
        ({"ends_at": NOON}, [False, False, False]),
    ],
)
def test_either_end_of_the_window_may_be_open(reader, site, window, expected) -> None:
    make_banner(site, "Hiến máu", **window)
    seen = []
    for moment in (NOON, START, END):
        perform_due(moment)
        seen.append(labels(reader, site) == ["Hiến máu"])

    assert seen == expected


def test_one_that_never_showed_is_no_news_for_mirrors(reader, site) -> None:
    banner = make_banner(site, "Đã qua", ends_at=NOON - SECOND)

    commands.withdraw(get_document(banner.id), OPERATOR, NOON, commands.Withdrawal("other"))

    assert ops(banner) == []


def test_taking_it_away_early_is_a_delete_and_nothing_comes_back(reader, site) -> None:
    banner = make_banner(site, "Hiến máu", starts_at=NOON, ends_at=END)

    commands.withdraw(get_document(banner.id), OPERATOR, START, commands.Withdrawal("other"))

    assert (labels(reader, site), ops(banner)) == ([], [Op.UPSERT, Op.DELETE])
    assert perform_due(END) == 0


def test_another_window_is_kept_from_then_on(reader, site) -> None:
    banner = make_banner(site, "Hiến máu", starts_at=START, ends_at=END)

    revise(get_document(banner.id), NOON + SECOND, starts_at=None)

    assert labels(reader, site) == ["Hiến máu"]
    assert perform_due(START) == 0
    assert perform_due(END) == 1
    assert labels(reader, site) == []


def test_caches_are_told_of_both_ends(reader, site) -> None:
    make_banner(site, "Hiến máu", starts_at=START, ends_at=END)
    found = {}
    with time_machine.travel(NOON, tick=False) as clock:
        for moment, due in ((START - 3 * SECOND, NOON), (END - 7 * SECOND, START)):
            perform_due(due)
            clock.move_to(moment)
            found[moment] = {
                reader.get(f"/v1/{each}?site={site.slug}").headers["Cache-Control"]
                for each in ("banners", "home")
            }

    assert list(found.values()) == [{"public, max-age=3"}, {"public, max-age=7"}]


@pytest.mark.parametrize("end", [START, START - SECOND])
def test_a_window_that_ends_before_it_begins_is_refused(site, standing_app, end) -> None:
    with pytest.raises(InvalidContent):
        make_banner(site, "Ngược", starts_at=START, ends_at=end)
