"""One-time links: who holds one chooses a password, once and in time."""

from datetime import timedelta

import pytest

from api.accounts import commands
from api.accounts.entry import credentials
from api.accounts.errors import LinkOver
from api.accounts.models import Account, OneTimeLink
from api.publishing.models import AuditEvent
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from tests.api.accounts.conftest import PASSWORD
from tests.api.accounts.test_sessions import sign_in

ADDRESS = "/authoring/v1/password"


def link(account) -> str:
    return commands.make_link(account, (OPERATOR, clock.now()))


def choose(client, secret: str, password: str = PASSWORD):
    return client.post(ADDRESS, json={"link": secret, "password": password})


def test_whoever_was_invited_chooses_a_password_and_signs_in(client, editor) -> None:
    secret = link(editor)

    answer = choose(client, secret)

    assert (answer.status_code, answer.data) == (204, b"")
    assert sign_in(client).status_code == 200
    event = AuditEvent.select().where(AuditEvent.action == "set_password").get()
    assert event.actor == str(editor.id)


def test_t32_a_link_is_good_once_and_only_the_last_one(client, editor) -> None:
    first = link(editor)
    second = link(editor)
    assert choose(client, second).status_code == 204

    told = [choose(client, each, f"{PASSWORD} 2") for each in (first, second, "", "x", "x" * 101)]

    assert [each.status_code for each in told] == [400, 400, 422, 400, 422]
    assert [told[at].json["code"] for at in (0, 1, 3)] == ["link_over"] * 3
    assert sign_in(client).status_code == 200


@pytest.mark.parametrize(("has_password", "hours"), [(False, 72), (True, 1)])
def test_t32_a_link_is_good_for_its_time(editor, has_password: bool, hours: int) -> None:
    at = clock.now()
    by = (OPERATOR, at)
    if has_password:
        credentials.choose_password(commands.make_link(editor, by), PASSWORD, at)
        editor = Account.get()
    late = commands.make_link(editor, by)

    with pytest.raises(LinkOver):
        credentials.choose_password(late, PASSWORD, at + timedelta(hours=hours))

    credentials.choose_password(late, PASSWORD, at + timedelta(hours=hours, seconds=-1))
    assert OneTimeLink.select().count() == 0


def test_a_link_stays_good_while_the_password_is_too_easy(client, editor) -> None:
    secret = link(editor)

    weak = choose(client, secret, "lethimai2026!")

    assert (weak.status_code, weak.json["code"]) == (422, "weak_password")
    assert choose(client, secret).status_code == 204


def test_t32_the_address_of_a_link_is_the_settings_whatever_host_is_asked(client, editor) -> None:
    evil = {"X-Forwarded-Host": "evil.example"}
    asked = client.post(ADDRESS, json={"link": "x", "password": PASSWORD}, headers=evil)
    stranger = client.post(ADDRESS, base_url="https://evil.example", json={})

    assert asked.status_code == 400
    assert (stranger.status_code, stranger.json["code"]) == (400, "unknown_host")
