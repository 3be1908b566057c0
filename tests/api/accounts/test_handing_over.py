"""What somebody who leaves has begun is handed over: by whom, to whom, and what it changes."""

import pytest

from api.accounts import commands, handover
from api.publishing.models import AuditEvent, Role
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from api.sites import queries as sites
from tests.api.publishing.authoring.desk import Desk
from tests.factories import make_site

MAY = {"admin", "root"}


@pytest.fixture
def town(client, site):
    """An author with two drafts, whom they may go to, and who tries to hand them over."""
    other = make_site("hoa-binh", name="Xã Hòa Bình")
    people = {
        "leaving": Desk(client, site, Role.AUTHOR),
        "staying": Desk(client, site, Role.AUTHOR),
        "editor": Desk(client, site, Role.EDITOR),
        "publisher": Desk(client, site, Role.PUBLISHER),
        "admin": Desk(client, site, Role.ADMIN),
        "other": Desk(client, other, Role.AUTHOR),
        "other-admin": Desk(client, other, Role.ADMIN),
        "root": Desk(client, None, Role.ADMIN),
    }
    drafts = [people["leaving"].create("/articles", {"title": t}).json for t in ("Một", "Hai")]
    return people, [each["id"] for each in drafts]


def handed(town, who: str, to: str):
    people, _ = town
    path = f"/users/{people['leaving'].id}/handover"
    return people[who].call("POST", path, {"to": people[to].id})


def authors(town) -> set[str]:
    return {get_document(each).author for each in town[1]}


@pytest.mark.parametrize("who", ["staying", "editor", "publisher", "admin", "other-admin", "root"])
def test_admins_within_reach_hand_drafts_over_and_nobody_else(town, who: str) -> None:
    people, drafts = town

    answer = handed(town, who, "staying")

    if who not in MAY:
        assert (answer.status_code, answer.json["code"]) == (404, "account_not_found")
        assert authors(town) == {people["leaving"].id}
        return
    assert answer.json == {"documents": 2, "left": 0}
    assert people["leaving"].call("GET", f"/articles/{drafts[0]}").status_code == 404
    found = people["staying"].get(f"/articles/{drafts[0]}")
    assert found["edition"]["author"]["id"] == people["leaving"].id
    people["staying"].write("PATCH", f"/articles/{drafts[0]}", found, {"title": "Viết tiếp"})
    events = AuditEvent.select().where(AuditEvent.action == "hand_over")
    assert [each.detail["to"] for each in events] == [people["staying"].id] * 2
    assert handed(town, who, "staying").json == {"documents": 0, "left": 0}


def test_nobody_gets_drafts_of_a_site_where_they_may_not_write(town) -> None:
    people, _ = town

    refused = handed(town, "root", "other")

    assert (refused.status_code, refused.json["code"]) == (422, "cannot_take_over")
    assert "Xã Hòa Bình" not in refused.json["detail"]
    assert handed(town, "admin", "other").status_code == 404
    assert handed(town, "admin", "leaving").json["documents"] == 2
    assert authors(town) == {people["leaving"].id}


def test_somebody_shut_out_takes_nothing_over(town) -> None:
    people, _ = town
    path = f"/users/{people['staying'].id}"
    people["admin"].call("PATCH", path, {"disabled": True})

    assert handed(town, "admin", "staying").status_code == 422


def test_what_was_approved_stays_and_the_rest_goes_in_parts(client, town, monkeypatch) -> None:
    people, drafts = town
    monkeypatch.setattr(handover, "MOST", 1)
    document = people["publisher"].get(f"/articles/{drafts[0]}")
    people["publisher"].write("PUT", f"/articles/{drafts[0]}/publication", document, {})
    people["leaving"].create("/articles", {"title": "Ba"})

    assert handed(town, "admin", "staying").json == {"documents": 1, "left": 1}
    assert handed(town, "admin", "staying").json == {"documents": 1, "left": 0}
    assert get_document(drafts[0]).author == people["leaving"].id


def test_a_token_for_reading_hands_nothing_over(client, site, town) -> None:
    people, _ = town
    reading = Desk(client, None, Role.ADMIN, commands.Scope(0, None))
    path = f"/users/{people['leaving'].id}/handover"

    answer = reading.call("POST", path, {"to": people["staying"].id})

    assert (answer.status_code, answer.json["code"]) == (403, "read_only")


def test_whoever_is_signed_in_is_told_the_names_of_their_sites(client, site, town) -> None:
    people, _ = town

    assert people["editor"].get("/me")["sites"] == [{"slug": "yen-hoa", "name": "Xã Yên Hòa"}]
    assert people["other"].get("/me")["sites"] == [{"slug": "hoa-binh", "name": "Xã Hòa Bình"}]
    everywhere = [each["slug"] for each in people["root"].get("/me")["sites"]]
    assert everywhere == ["hoa-binh", "yen-hoa"]
    commands.grant(_account(people["root"].id), None, None, (OPERATOR, clock.now()))
    assert people["root"].get("/me")["sites"] == []


def _account(id_: str):
    return commands.Account.get_by_id(id_)


def test_an_admin_hands_over_what_is_on_own_sites_alone(client, site, town) -> None:
    people, _ = town
    other, by = sites.get_reference("hoa-binh").id, (OPERATOR, clock.now())
    account = _account(people["leaving"].id)
    commands.grant(account, Role.AUTHOR, other, by)
    there = people["leaving"].create("/articles", {"title": "Ba", "site": "hoa-binh"}).json
    commands.grant(account, None, other, by)

    assert handed(town, "admin", "staying").json == {"documents": 2, "left": 0}
    assert get_document(there["id"]).author == people["leaving"].id
