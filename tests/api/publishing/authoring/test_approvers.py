"""Who can go on where somebody may not: asked before a step, so that nobody is refused after it."""

import pytest

from api.accounts import commands
from api.accounts.models import Account
from api.publishing.models import Role
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from api.sites.commands import set_two_person_rule
from tests.api.publishing.authoring.desk import Desk

NOTICE = {"title": "Nghỉ lễ", "body_html": "<p>Thứ Hai nghỉ.</p>", "site": "yen-hoa"}


@pytest.fixture
def publisher(client, site):
    """Somebody who may publish."""
    return Desk(client, site, Role.PUBLISHER)


@pytest.fixture
def other(client, site):
    """Another one."""
    return Desk(client, None, Role.ADMIN)


def approvers(who, document):
    said = who.get(f"/documents/{document['id']}/approvers")
    return said["is_enough"], {each["id"] for each in said["items"]}


def test_whoever_wrote_the_last_words_is_told_who_else_may(client, site, publisher, other) -> None:
    editor = Desk(client, site, Role.EDITOR)
    mine = publisher.create("/notices", NOTICE).json
    theirs = editor.create("/notices", NOTICE).json

    assert approvers(publisher, mine) == (False, {other.id})
    assert approvers(editor, theirs) == (False, {publisher.id, other.id})
    assert approvers(publisher, theirs) == (True, {publisher.id, other.id})
    assert publisher.get(f"/documents/{mine['id']}/approvers")["items"][0]["name"]
    stranger = Desk(client, None, None).call("GET", f"/documents/{mine['id']}/approvers")
    assert stranger.status_code == 404


def test_a_lone_publisher_learns_that_nobody_else_may(client, site, publisher) -> None:
    gone = Desk(client, site, Role.PUBLISHER)
    commands.disable(Account.get_by_id(gone.id), (OPERATOR, clock.now()))
    mine = publisher.create("/notices", NOTICE).json

    assert approvers(publisher, mine) == (False, set())
    set_two_person_rule("yen-hoa", False, (OPERATOR, clock.now()))
    assert approvers(publisher, mine) == (True, {publisher.id})


def test_an_emergency_goes_out_alone_and_then_names_who_confirms(publisher, other) -> None:
    urgent = publisher.create("/notices", {**NOTICE, "urgency": "emergency"}).json
    assert approvers(publisher, urgent)[0]

    findings = publisher.call("POST", f"/notices/{urgent['id']}/check").json["findings"]
    codes = [each["code"] for each in findings]
    urgent = publisher.write(
        "PUT", f"/notices/{urgent['id']}/publication", urgent, {"acknowledged": codes}
    )

    assert approvers(publisher, urgent) == (False, {other.id})
    assert approvers(other, urgent)[0]
