"""Signing in with a password: one session, in a browser or a program, and how it ends."""

import unicodedata
from datetime import timedelta
from types import SimpleNamespace

import pytest

from api.accounts import commands
from api.accounts.entry import credentials, passwords, sessions
from api.accounts.entry.sessions import Kind
from api.accounts.models import OneTimeLink, Session
from api.db.databases import execute
from api.publishing.models import AuditEvent, Role
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from tests.api.accounts.conftest import PAGE, PASSWORD
from tests.factories import NOON

ADDRESS = "/authoring/v1/session"
ME = "/authoring/v1/me"


def sign_in(client, password=PASSWORD, email="bien-tap@yenhoa.example", **said):
    headers = said.pop("headers", PAGE)
    body = {"email": email, "password": password, **said}
    return client.post(ADDRESS, json=body, headers=headers)


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def status(client, secret):
    return client.get(ME, headers=bearer(secret)).status_code


def test_a_browser_is_signed_in_by_a_cookie_of_this_host_alone(client, member) -> None:
    answer = sign_in(client)

    assert answer.status_code == 200
    assert {name: answer.json[name] for name in ("user", "mfa_required", "token")} == {
        "user": {"id": str(member.id), "email": member.email, "name": "Lê Thị Mai"},
        "mfa_required": False,
        "token": None,
    }
    name, *attributes = answer.headers["Set-Cookie"].split("; ")
    assert name.startswith("__Host-congxa=congxa_session_")
    assert attributes == ["Secure", "HttpOnly", "Path=/", "SameSite=Strict"]
    assert answer.headers["Cache-Control"] == "private, no-store, no-transform"
    me = client.get(ME).json
    assert (me["means"], me["token"]) == ("session", None)
    assert me["session"]["expires_at"] == answer.json["expires_at"]
    event = AuditEvent.select().order_by(AuditEvent.number.desc()).get()
    assert (event.action, event.actor) == ("sign_in", str(member.id))


def test_a_program_gets_a_token_in_place_of_the_cookie(client, member) -> None:
    answer = sign_in(client, bearer=True, headers={})

    assert "Set-Cookie" not in answer.headers
    assert status(client, answer.json["token"]) == 200
    out = client.delete(ADDRESS, headers=bearer(answer.json["token"]))
    assert (out.status_code, status(client, answer.json["token"])) == (204, 401)


def test_t31_unknown_and_wrong_are_one_answer(client, member) -> None:
    wrong = [("bien-tap@yenhoa.example", "sai"), ("la@yenhoa.example", PASSWORD), ("x", "x"),
             ("bien-tap@yenhoa.example", PASSWORD.upper())]  # fmt: skip

    told = [sign_in(client, password, email) for email, password in wrong]

    assert {(each.status_code, each.json["code"]) for each in told} == {(401, "wrong_credentials")}
    assert len({each.data for each in told}) == 1
    assert not any("Set-Cookie" in each.headers for each in told)


def test_t31_who_has_no_password_or_is_disabled_is_told_no_more(client, editor) -> None:
    none = sign_in(client, "")
    invited = sign_in(client)
    credentials.choose_password(commands.make_link(editor, by()), PASSWORD, clock.now())
    commands.disable(editor, by())
    disabled = sign_in(client)

    assert none.status_code == 422
    assert invited.data == disabled.data
    assert (invited.status_code, disabled.status_code) == (401, 401)


def test_t31_who_is_unknown_is_refused_after_as_much_work(member, monkeypatch) -> None:
    hashes = []
    whole = passwords._hasher
    watch = SimpleNamespace(
        hash=whole.hash, verify=lambda kept, said: hashes.append(kept) or whole.verify(kept, said)
    )
    monkeypatch.setattr(passwords, "_hasher", watch)

    assert not passwords.matches(None, PASSWORD)
    assert not passwords.matches(member.password_hash, "sai")

    assert len({each.rpartition("$")[0].rpartition("$")[0] for each in hashes}) == 1
    assert all(each.startswith("$argon2id$v=19$m=19456,t=2,p=1$") for each in hashes)


def test_a_password_is_the_same_on_every_keyboard(client, member) -> None:
    for form in ("NFC", "NFD"):
        assert sign_in(client, unicodedata.normalize(form, PASSWORD)).status_code == 200


def by():
    return OPERATOR, clock.now()


ENDS = {
    "role": lambda account, site: commands.grant(account, Role.PUBLISHER, site.id, by()),
    "no role": lambda account, site: commands.grant(account, None, site.id, by()),
    "disabled": lambda account, _site: commands.disable(account, by()),
    "password": lambda account, _site: credentials.choose_password(
        commands.make_link(account, by()), f"{PASSWORD} 2", clock.now()
    ),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_t34_a_change_of_role_or_password_ends_every_session(client, member, site, end) -> None:
    held = [sign_in(client, bearer=True).json["token"] for _ in range(2)]
    assert [status(client, each) for each in held] == [200, 200]

    end(member, site)

    assert [status(client, each) for each in held] == [401, 401]
    assert Session.select().count() == 0


def test_t34_a_sign_in_begins_a_session_of_its_own_and_ends_the_one_before(client, member) -> None:
    sign_in(client)
    before = client.get_cookie("__Host-congxa").value

    assert sign_in(client, "sai").status_code == 401
    assert status(client, before) == 200
    sign_in(client)

    now = client.get_cookie("__Host-congxa").value
    assert now != before
    assert (status(client, before), status(client, now)) == (401, 200)
    assert client.delete(ADDRESS, headers=PAGE).status_code == 204
    assert client.get_cookie("__Host-congxa") is None
    assert status(client, now) == 401


def test_t33_no_row_holds_the_secret_of_a_session(client, member) -> None:
    token = sign_in(client, bearer=True).json["token"]

    rows = repr([execute(f'SELECT * FROM "{each}"').fetchall()
                 for each in ("session", "sign_in_brake", "audit_event")])  # fmt: skip

    assert token not in rows
    assert token.removeprefix("congxa_session_") not in rows


def test_a_session_ends_when_nobody_uses_it_for_twelve_hours(member) -> None:
    begun = sessions.begin(member, Kind(), NOON)
    last = NOON + timedelta(hours=12)

    assert sessions.by_secret(begun.secret, last) is None
    assert sessions.by_secret(begun.secret, last - timedelta(hours=1)) is not None
    assert sessions.by_secret(begun.secret, last) is not None
    end = NOON + timedelta(days=30)
    at = NOON
    while at < end - timedelta(hours=11):
        at += timedelta(hours=11)
        assert sessions.by_secret(begun.secret, at) is not None
    assert sessions.by_secret(begun.secret, end) is None


def test_on_ones_own_machine_it_lasts_thirty_days_and_asks_again_before_publishing(member) -> None:
    begun = sessions.begin(member, Kind(is_long=True), NOON)
    twelve = NOON + timedelta(hours=12)

    assert not sessions.by_secret(begun.secret, twelve - timedelta(seconds=1)).needs_code_again
    assert sessions.by_secret(begun.secret, twelve).needs_code_again
    assert sessions.by_secret(begun.secret, NOON + timedelta(days=30, seconds=-1)) is not None
    assert sessions.by_secret(begun.secret, NOON + timedelta(days=30)) is None


def test_a_browser_keeps_the_cookie_of_ones_own_machine(client, member) -> None:
    answer = sign_in(client, own_device=True)

    assert "Max-Age=2592000" in answer.headers["Set-Cookie"]


def test_t23_what_no_schema_knows_is_refused(client, member) -> None:
    good = {"email": "bien-tap@yenhoa.example", "password": PASSWORD}

    for said in ({"remember": True}, {"bearer": "yes"}, {"email": None}, {"password": "x" * 1001}):
        assert client.post(ADDRESS, json={**good, **said}, headers=PAGE).status_code == 422, said


def test_what_is_over_is_swept(member) -> None:
    sessions.begin(member, Kind(), NOON)
    sessions.begin(member, Kind(is_long=True), NOON)
    commands.make_link(member, (OPERATOR, NOON))

    commands.sweep(NOON + timedelta(days=1))

    assert [each.is_long for each in Session.select()] == [True]
    assert OneTimeLink.select().count() == 0
