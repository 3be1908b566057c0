"""What a legal document is on a day: told by its days and its successors, then by the office."""

from datetime import timedelta

import pytest

from api.legal_documents.status import is_active, moments, status_at
from api.runtime.clock import begin_of, day_of
from tests.factories import NOON

TODAY = day_of(NOON)
PAST, FUTURE = ((TODAY + timedelta(days=days)).isoformat() for days in (-9, 9))
NOTHING = {"status": None, "effective_on": None, "expired_on": None}


@pytest.mark.parametrize(
    ("content", "is_replaced", "status"),
    [
        ({}, False, None),
        ({"effective_on": PAST}, False, "in_force"),
        ({"effective_on": TODAY.isoformat()}, False, "in_force"),
        ({"effective_on": FUTURE}, False, "not_yet"),
        ({"effective_on": PAST, "expired_on": FUTURE}, False, "in_force"),
        ({"expired_on": FUTURE}, False, None),
        ({"expired_on": TODAY.isoformat()}, False, "expired"),
        ({"expired_on": PAST, "status": "in_force"}, False, "expired"),
        ({"expired_on": PAST, "status": "replaced"}, False, "replaced"),
        ({"expired_on": FUTURE, "status": "replaced"}, False, "in_force"),
        ({"expired_on": FUTURE, "status": "expired"}, False, "in_force"),
        ({"expired_on": PAST}, True, "replaced"),
        ({"effective_on": PAST}, True, "replaced"),
        ({"effective_on": FUTURE, "status": "in_force"}, False, "not_yet"),
        ({"effective_on": PAST, "status": "not_yet"}, False, "in_force"),
        ({"status": "not_yet"}, False, "not_yet"),
        ({"effective_on": PAST, "status": "partly"}, False, "partly"),
        ({"effective_on": PAST, "status": "expired"}, False, "expired"),
        ({"status": "in_force"}, False, "in_force"),
    ],
)
def test_it_is_what_its_days_say(content, is_replaced, status) -> None:
    assert status_at({**NOTHING, **content}, NOON, is_replaced=is_replaced) == status


def test_its_days_begin_in_viet_nam() -> None:
    content = {**NOTHING, "effective_on": FUTURE, "expired_on": TODAY.isoformat()}

    assert [*moments(content)] == [begin_of(TODAY + timedelta(days=9)), begin_of(TODAY)]


def test_whether_it_holds_is_unknown_where_its_status_is() -> None:
    assert [is_active(each) for each in ("in_force", "not_yet", "expired", None)] == [
        True,
        True,
        False,
        None,
    ]
